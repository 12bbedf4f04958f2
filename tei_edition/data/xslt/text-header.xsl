<?xml version="1.0" encoding="UTF-8"?>
<!-- The teiHeader at the end of the text edition: the citation, the provenance lines and everything
     that was set aside, verbatim, the licences. -->
<!DOCTYPE xsl:stylesheet [<!ENTITY open "&#xFDD0;"><!ENTITY words "&#xFDD1;"><!ENTITY close "&#xFDD2;"><!ENTITY line "&#xFDD3;"><!ENTITY add "&#xFDD4;"><!ENTITY added "&#xFDD5;">]>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:x="urn:tei-edition:render" exclude-result-prefixes="tei x">
  <xsl:template name="source">
    <xsl:text>&add;&open;0|2|&words;Source and edition&close;</xsl:text>
    <xsl:call-template name="line"><xsl:with-param name="words" select="$citation"/></xsl:call-template><xsl:text>&add;</xsl:text>
    <xsl:for-each select="/*/tei:teiHeader">
      <xsl:apply-templates select="tei:fileDesc/tei:titleStmt/tei:respStmt" mode="meta"/>
      <xsl:apply-templates select="tei:profileDesc/tei:creation" mode="statement"/>
      <xsl:apply-templates select="tei:fileDesc/tei:sourceDesc/*" mode="statement"/>
      <xsl:apply-templates select="tei:fileDesc/tei:notesStmt/tei:note" mode="statement"/>
      <xsl:apply-templates select="tei:fileDesc/tei:publicationStmt/tei:availability" mode="statement"/>
    </xsl:for-each>
    <xsl:text>&added;</xsl:text>
  </xsl:template>

  <xsl:template match="*" mode="statement">
    <xsl:if test="normalize-space(.)"><xsl:text>&open;0|1|&words;</xsl:text><xsl:apply-templates select="." mode="meta"/><xsl:text>&close;</xsl:text></xsl:if>
  </xsl:template>

  <xsl:template match="*" mode="meta">
    <xsl:choose>
      <xsl:when test="text()[normalize-space()] or @type = 'digitalSource'"><xsl:apply-templates mode="meta"/></xsl:when>
      <xsl:otherwise>
        <xsl:for-each select="*[normalize-space(.)]">
          <xsl:if test="position() &gt; 1"><xsl:text>, </xsl:text></xsl:if>
          <xsl:apply-templates select="." mode="meta"/>
        </xsl:for-each>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:respStmt" mode="meta">
    <xsl:text>&open;0|0|&words;</xsl:text>
    <xsl:for-each select="tei:resp"><xsl:if test="position() &gt; 1"><xsl:text>, </xsl:text></xsl:if><xsl:apply-templates mode="meta"/></xsl:for-each>
    <xsl:text>: </xsl:text>
    <xsl:for-each select="*[not(self::tei:resp)]"><xsl:if test="position() &gt; 1"><xsl:text>, </xsl:text></xsl:if><xsl:apply-templates select="." mode="meta"/></xsl:for-each>
    <xsl:text>&close;</xsl:text>
  </xsl:template>

  <xsl:template match="tei:p | tei:bibl/tei:bibl | tei:listBibl/*" mode="meta">
    <xsl:text>&open;0|0|&words;</xsl:text><xsl:apply-templates mode="meta"/><xsl:text>&close;</xsl:text>
  </xsl:template>

  <xsl:template match="tei:listBibl" mode="meta"><xsl:apply-templates mode="meta"/></xsl:template>

  <!-- Availability, and the number of a file, on lines of their own. -->
  <xsl:template match="tei:bibl/tei:availability | tei:bibl/tei:idno" mode="meta">
    <xsl:if test="self::tei:availability or ../@type = 'digitalSource'"><xsl:text>&line;</xsl:text></xsl:if>
    <xsl:if test="@type"><xsl:value-of select="@type"/><xsl:text> </xsl:text></xsl:if>
    <xsl:apply-templates mode="meta"/>
  </xsl:template>

  <xsl:template match="tei:licence" mode="meta">
    <xsl:apply-templates mode="meta"/>
    <xsl:if test="@target and not(contains(., @target))"><xsl:text> &lt;</xsl:text><xsl:value-of select="@target"/><xsl:text>&gt;</xsl:text></xsl:if>
  </xsl:template>

  <xsl:template match="tei:availability" mode="statement">
    <xsl:if test="normalize-space(.) or tei:licence/@target"><xsl:text>&open;0|1|&words;</xsl:text><xsl:apply-templates mode="meta"/><xsl:text>&close;</xsl:text></xsl:if>
  </xsl:template>

  <xsl:template match="tei:lb" mode="meta"><xsl:text>&line;</xsl:text></xsl:template>
  <xsl:template match="comment() | processing-instruction()" mode="meta"/>
</xsl:stylesheet>
