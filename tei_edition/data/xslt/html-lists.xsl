<?xml version="1.0" encoding="UTF-8"?>
<!-- Lists, cast lists, registers, tables: what HTML wants in rows. A page break or a note that TEI
     allows between the rows gets a row of its own. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:x="urn:tei-edition:render" exclude-result-prefixes="tei x">
  <xsl:template match="tei:list">
    <xsl:apply-templates select="tei:head"/>
    <xsl:choose>
      <xsl:when test="tei:label"><dl><xsl:call-template name="attributes"/><xsl:call-template name="rows"/></dl></xsl:when>
      <xsl:when test="@rend = 'numbered' or @type = 'ordered' or number(tei:item/@n) = number(tei:item/@n)">
        <ol><xsl:call-template name="attributes"/><xsl:call-template name="rows"/></ol>
      </xsl:when>
      <xsl:otherwise>
        <ul><xsl:call-template name="attributes"><xsl:with-param name="class" select="normalize-space(concat('list ', @rend, ' ', @type))"/></xsl:call-template><xsl:call-template name="rows"/></ul>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:listBibl | tei:listPerson | tei:listPlace | tei:listOrg | tei:listEvent | tei:listWit | tei:listObject | tei:castList | tei:castGroup">
    <xsl:apply-templates select="tei:head"/>
    <ul><xsl:call-template name="attributes"/><xsl:call-template name="rows"/></ul>
  </xsl:template>

  <xsl:template name="rows">
    <xsl:variable name="labelled" select="self::tei:list and tei:label"/>
    <xsl:for-each select="*[not(self::tei:head or (self::tei:lb and $labelled))] | text()[normalize-space()]">
      <xsl:choose>
        <xsl:when test="self::tei:item or self::tei:label or self::tei:castItem"><xsl:apply-templates select="."><xsl:with-param name="labelled" select="$labelled"/></xsl:apply-templates></xsl:when>
        <xsl:when test="$labelled"><dd class="between"><xsl:apply-templates select="."/></dd></xsl:when>
        <xsl:otherwise><li class="between"><xsl:apply-templates select="."/></li></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="tei:item">
    <xsl:param name="labelled"/>
    <xsl:choose>
      <xsl:when test="$labelled"><dd><xsl:call-template name="attributes"/><xsl:apply-templates/></dd></xsl:when>
      <xsl:otherwise><li><xsl:call-template name="attributes"/><xsl:call-template name="number"/><xsl:apply-templates/></li></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The number is the source's own: HTML is told it, it never counts anew. -->
  <xsl:template name="number">
    <xsl:choose>
      <xsl:when test="number(@n) = floor(number(@n))"><xsl:attribute name="value"><xsl:value-of select="number(@n)"/></xsl:attribute></xsl:when>
      <xsl:when test="@n"><xsl:attribute name="data-n"><xsl:value-of select="@n"/></xsl:attribute></xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:castItem">
    <li><xsl:call-template name="attributes"/><xsl:apply-templates/></li>
  </xsl:template>

  <xsl:template match="tei:list/tei:label">
    <dt><xsl:call-template name="attributes"/><xsl:apply-templates/></dt>
  </xsl:template>

  <xsl:template match="tei:table">
    <div class="scroll" tabindex="0" role="group" aria-label="Table">
      <table>
        <xsl:call-template name="attributes"/>
        <xsl:if test="tei:head"><caption><xsl:apply-templates select="tei:head"/></caption></xsl:if>
        <xsl:variable name="columns" select="count(tei:row[1]/*)"/>
        <xsl:for-each select="*[not(self::tei:head)] | text()[normalize-space()]">
          <xsl:choose>
            <xsl:when test="self::tei:row"><xsl:apply-templates select="."/></xsl:when>
            <xsl:otherwise><tr class="between"><td colspan="{$columns}"><xsl:apply-templates select="."/></td></tr></xsl:otherwise>
          </xsl:choose>
        </xsl:for-each>
      </table>
    </div>
  </xsl:template>

  <xsl:template match="tei:row">
    <tr>
      <xsl:call-template name="attributes"/>
      <xsl:for-each select="* | text()[normalize-space()]">
        <xsl:choose>
          <xsl:when test="self::tei:cell"><xsl:apply-templates select="."/></xsl:when>
          <xsl:otherwise><td><xsl:apply-templates select="."/></td></xsl:otherwise>
        </xsl:choose>
      </xsl:for-each>
    </tr>
  </xsl:template>

  <xsl:template match="tei:cell">
    <xsl:choose>
      <xsl:when test="(@role = 'label' or ../@role = 'label') and normalize-space(.)"><th><xsl:call-template name="cell"/></th></xsl:when>
      <xsl:otherwise><td><xsl:call-template name="cell"/></td></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="cell">
    <xsl:call-template name="attributes"/>
    <xsl:if test="@cols &gt; 1"><xsl:attribute name="colspan"><xsl:value-of select="@cols"/></xsl:attribute></xsl:if>
    <xsl:if test="@rows &gt; 1"><xsl:attribute name="rowspan"><xsl:value-of select="@rows"/></xsl:attribute></xsl:if>
    <xsl:apply-templates/>
  </xsl:template>
</xsl:stylesheet>
