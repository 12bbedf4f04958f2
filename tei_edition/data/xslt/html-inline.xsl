<?xml version="1.0" encoding="UTF-8"?>
<!-- What runs in the line. A template that makes an HTML phrase yields to a div where blocks stand in it. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:x="urn:tei-edition:render" exclude-result-prefixes="tei x">
  <xsl:template match="tei:hi | tei:emph">
    <xsl:variable name="r" select="concat(' ', translate(@rend, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'))"/>
    <xsl:choose>
      <xsl:when test="@x:block"><div><xsl:call-template name="attributes"/><xsl:apply-templates/></div></xsl:when>
      <xsl:when test="(not(@rend) and not(@x:look)) or contains($r, 'ital')"><em><xsl:call-template name="identity"/><xsl:apply-templates/></em></xsl:when>
      <xsl:when test="contains($r, 'bold') or contains($r, 'strong')"><strong><xsl:call-template name="identity"/><xsl:apply-templates/></strong></xsl:when>
      <xsl:when test="contains($r, ' sup')"><sup><xsl:call-template name="identity"/><xsl:apply-templates/></sup></xsl:when>
      <xsl:when test="contains($r, ' sub')"><sub><xsl:call-template name="identity"/><xsl:apply-templates/></sub></xsl:when>
      <xsl:when test="contains($r, 'small')"><span><xsl:call-template name="attributes"><xsl:with-param name="class">smallcaps</xsl:with-param></xsl:call-template><xsl:apply-templates/></span></xsl:when>
      <xsl:when test="contains($r, 'space')"><span><xsl:call-template name="attributes"><xsl:with-param name="class">spaced</xsl:with-param></xsl:call-template><xsl:apply-templates/></span></xsl:when>
      <xsl:when test="contains($r, 'underl')"><u><xsl:call-template name="identity"/><xsl:apply-templates/></u></xsl:when>
      <xsl:when test="@x:look"><span><xsl:call-template name="attributes"/><xsl:apply-templates/></span></xsl:when>
      <xsl:otherwise><span title="{@rend}"><xsl:call-template name="attributes"/><xsl:apply-templates/></span></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:foreign">
    <xsl:choose>
      <xsl:when test="@x:block"><xsl:call-template name="element"/></xsl:when>
      <xsl:otherwise><i><xsl:call-template name="attributes"/><xsl:apply-templates/></i></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:title">
    <xsl:choose>
      <xsl:when test="not(@x:block) and contains('mjs', @level) and @level"><cite><xsl:call-template name="identity"/><xsl:apply-templates/></cite></xsl:when>
      <xsl:otherwise><xsl:call-template name="element"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Where a word runs on over a line's end, only the diplomatic view breaks it. -->
  <xsl:template match="tei:lb"><xsl:if test="not(@break = 'no' and $view = 'reading')"><br/></xsl:if></xsl:template>

  <xsl:template match="tei:pb">
    <xsl:choose>
      <xsl:when test="@n"><span class="pb" role="doc-pagebreak" aria-label="page {@n}"><xsl:call-template name="identity"/>[p. <xsl:value-of select="@n"/>]</span></xsl:when>
      <xsl:otherwise><span class="pb" title="page break"><xsl:call-template name="identity"/></span></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:persName | tei:placeName | tei:rs | tei:name">
    <xsl:choose>
      <xsl:when test="@x:card and not(@x:block)">
        <a href="#{@x:card}">
          <xsl:call-template name="attributes"><xsl:with-param name="class" select="concat('name ', local-name())"/></xsl:call-template>
          <xsl:if test="@type = 'figurative'"><xsl:attribute name="title">figurative</xsl:attribute></xsl:if>
          <xsl:apply-templates/>
        </a>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="element"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:ref">
    <xsl:choose>
      <xsl:when test="@x:href">
        <a href="{@x:href}">
          <xsl:if test="@x:external"><xsl:attribute name="class">external</xsl:attribute></xsl:if>
          <xsl:call-template name="identity"/>
          <xsl:apply-templates/>
          <xsl:if test="not(normalize-space(.))"><span class="ptr">↗</span></xsl:if>
        </a>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="element"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:ptr">
    <xsl:if test="@x:href"><a class="ptr" href="{@x:href}" aria-label="to the place referred to">↗</a></xsl:if>
  </xsl:template>

  <!-- No image is fetched from anywhere: a picture is a link, or a word for one. -->
  <xsl:template match="tei:graphic | tei:media">
    <xsl:choose>
      <xsl:when test="@x:href"><a class="graphic external" href="{@x:href}">[image]</a></xsl:when>
      <xsl:otherwise><span class="graphic" title="{@url}">[image]</span></xsl:otherwise>
    </xsl:choose>
    <xsl:apply-templates/>
  </xsl:template>

  <xsl:template match="tei:binaryObject"><span class="graphic">[image]</span></xsl:template>

  <xsl:template match="tei:gap">
    <xsl:variable name="said" select="normalize-space(.)"/>
    <span>
      <xsl:call-template name="attributes"/>
      <xsl:choose>
        <xsl:when test="$said and string-length($said) &lt; 4"><xsl:apply-templates/></xsl:when>
        <xsl:when test="$said">[<xsl:apply-templates/>]</xsl:when>
        <xsl:when test="@reason"><span class="reason">[<xsl:value-of select="translate(@reason, '_', ' ')"/>]</span></xsl:when>
        <xsl:otherwise>[…]</xsl:otherwise>
      </xsl:choose>
    </span>
  </xsl:template>

  <xsl:template match="tei:del">
    <xsl:choose>
      <xsl:when test="@x:block"><xsl:call-template name="element"/></xsl:when>
      <xsl:otherwise><del><xsl:call-template name="identity"/><xsl:apply-templates/></del></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:add">
    <xsl:choose>
      <xsl:when test="@x:block"><xsl:call-template name="element"/></xsl:when>
      <xsl:otherwise><ins><xsl:call-template name="identity"/><xsl:apply-templates/></ins></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Quotation marks only where the text has none of its own. -->
  <xsl:template match="tei:q | tei:said | tei:quote | tei:soCalled">
    <xsl:choose>
      <xsl:when test="@x:block and self::tei:quote"><blockquote><xsl:call-template name="attributes"/><xsl:apply-templates/></blockquote></xsl:when>
      <xsl:when test="@x:block"><xsl:call-template name="element"/></xsl:when>
      <xsl:otherwise>
        <xsl:variable name="first" select="substring(normalize-space(.), 1, 1)"/>
        <xsl:call-template name="element"><xsl:with-param name="class">
          <xsl:value-of select="local-name()"/>
          <xsl:if test="$first and not(contains($quotation-marks, $first))"> marks</xsl:if>
        </xsl:with-param></xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A glyph without a letter of its own; a hyphen at a line's end that the edition has joined. -->
  <xsl:template match="tei:g | tei:c">
    <xsl:choose>
      <xsl:when test="node()"><xsl:call-template name="element"/></xsl:when>
      <xsl:when test="not(contains(@ref, 'EOL'))"><span class="g" title="{@ref}{@rendition}"></span></xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:space"><xsl:text> </xsl:text><xsl:apply-templates/></xsl:template>

  <xsl:template match="tei:cb | tei:gb">
    <xsl:if test="@x:id"><span id="{@x:id}"></span></xsl:if>
  </xsl:template>

  <!-- One reading in the text; the mark, drawn by the style, leads to the others. -->
  <xsl:template match="tei:choice | tei:app">
    <xsl:choose>
      <xsl:when test="@x:readings"><xsl:call-template name="alternatives"/></xsl:when>
      <xsl:otherwise><xsl:apply-templates select="*[@x:shown]"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="alternatives">
    <span class="reading" id="{@x:id}-ref">
      <xsl:attribute name="title">
        <xsl:for-each select="*[not(@x:shown)]">
          <xsl:if test="position() &gt; 1">; </xsl:if>
          <xsl:call-template name="reading-kind"/>
          <xsl:apply-templates select="." mode="plain"/>
        </xsl:for-each>
      </xsl:attribute>
      <xsl:apply-templates select="*[@x:shown]"/>
      <a class="other" href="#{@x:id}" aria-label="other reading"></a>
    </span>
  </xsl:template>

  <xsl:template match="tei:choice/* | tei:rdg | tei:lem">
    <xsl:apply-templates/>
  </xsl:template>
</xsl:stylesheet>
