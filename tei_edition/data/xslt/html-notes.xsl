<?xml version="1.0" encoding="UTF-8"?>
<!-- Notes: the mark at the anchor, the note after the text, and the way back. The other readings of the
     text, listed with the one that stands in it. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:x="urn:tei-edition:render" exclude-result-prefixes="tei x">
  <xsl:template match="tei:note">
    <xsl:choose>
      <xsl:when test="@x:between"><p class="between"><xsl:call-template name="mark"/></p></xsl:when>
      <xsl:when test="@x:mark"><xsl:call-template name="mark"/></xsl:when>
      <xsl:when test="@x:block">
        <div role="note">
          <xsl:call-template name="attributes"/>
          <xsl:if test="@n"><span class="n" data-n="{@n}"></span></xsl:if>
          <xsl:apply-templates/>
        </div>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="element"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="mark">
    <sup class="mark" id="{@x:id}-ref">
      <a href="#{@x:id}" role="doc-noteref" aria-label="note {@x:mark}"><xsl:value-of select="@x:mark"/></a>
      <xsl:if test="not(string($paper))"><button type="button" popovertarget="{@x:id}-body" aria-label="note {@x:mark}"><xsl:value-of select="@x:mark"/></button></xsl:if>
    </sup>
  </xsl:template>

  <xsl:template name="notes">
    <xsl:if test="$noted">
      <section class="notes" id="notes" role="doc-endnotes" aria-labelledby="notes-head">
        <h2 id="notes-head" lang="en">Notes</h2>
        <ol><xsl:apply-templates select="$noted" mode="notes"/></ol>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template match="tei:note" mode="notes">
    <li data-note="{@x:number}">
      <xsl:call-template name="identity"/>
      <a class="n" href="#{@x:id}-ref" role="doc-backlink" aria-label="back to note {@x:mark} in the text"><span aria-hidden="true"><xsl:value-of select="@x:mark"/></span></a>
      <div class="body">
        <xsl:if test="not(string($paper))"><xsl:attribute name="id"><xsl:value-of select="@x:id"/>-body</xsl:attribute><xsl:attribute name="popover"/></xsl:if>
        <xsl:if test="@x:voice or @resp">
          <xsl:call-template name="voice"/>
        </xsl:if>
        <xsl:apply-templates/>
        <a class="return" href="#{@x:id}-ref" role="doc-backlink" aria-label="back to the text"></a>
        <xsl:if test="not(string($paper))"><button type="button" class="close" popovertarget="{@x:id}-body" popovertargetaction="hide" aria-label="Close the note">×</button></xsl:if>
      </div>
    </li>
  </xsl:template>

  <xsl:template name="voice">
    <xsl:variable name="who" select="key('id', substring-after(@resp, '#'))"/>
    <xsl:if test="@x:voice or $who">
      <span class="voice" lang="en">
        <xsl:value-of select="@x:voice"/>
        <xsl:if test="$who">
          <xsl:if test="@x:voice"><xsl:text>, </xsl:text></xsl:if>
          <xsl:value-of select="normalize-space(($who/tei:persName | $who/tei:name | $who/tei:orgName)[1])"/>
        </xsl:if>
      </span>
      <xsl:text> </xsl:text>
    </xsl:if>
  </xsl:template>

  <xsl:template name="readings">
    <xsl:if test="$readings">
      <section class="readings" id="readings" aria-labelledby="readings-head">
        <h2 id="readings-head" lang="en">Readings</h2>
        <ol><xsl:apply-templates select="$readings" mode="readings"/></ol>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template match="tei:choice | tei:app" mode="readings">
    <li id="{@x:id}" value="{@x:readings}">
      <xsl:variable name="lemma"><xsl:apply-templates select="*[@x:shown]" mode="plain"/></xsl:variable>
      <a class="lemma" href="#{@x:id}-ref">
        <xsl:if test="not(normalize-space($lemma))"><xsl:attribute name="aria-label">no words in the text</xsl:attribute>–</xsl:if>
        <xsl:value-of select="$lemma"/>
      </a>
      <xsl:text>] </xsl:text>
      <xsl:for-each select="*[not(@x:shown)]">
        <xsl:if test="position() &gt; 1"><xsl:text>; </xsl:text></xsl:if>
        <span class="kind"><xsl:call-template name="reading-kind"/></span><span class="variant"><xsl:apply-templates select="."/><xsl:if test="not(node())">–</xsl:if></span>
        <xsl:if test="@wit"><xsl:text> </xsl:text><span class="sigla"><xsl:value-of select="translate(@wit, '#', '')"/></span></xsl:if>
      </xsl:for-each>
    </li>
  </xsl:template>

  <xsl:template name="reading-kind">
    <xsl:choose>
      <xsl:when test="self::tei:sic"><xsl:text>the source has: </xsl:text></xsl:when>
      <xsl:when test="self::tei:corr"><xsl:text>corrected: </xsl:text></xsl:when>
      <xsl:when test="self::tei:orig"><xsl:text>original spelling: </xsl:text></xsl:when>
      <xsl:when test="self::tei:reg"><xsl:text>regularised: </xsl:text></xsl:when>
      <xsl:when test="self::tei:abbr"><xsl:text>abbreviated: </xsl:text></xsl:when>
      <xsl:when test="self::tei:expan"><xsl:text>expanded: </xsl:text></xsl:when>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
