<?xml version="1.0" encoding="UTF-8"?>
<!-- Divisions, headings, paragraphs, titles, letters, verse, drama. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:x="urn:tei-edition:render" exclude-result-prefixes="tei x">
  <xsl:template match="tei:text | tei:body | tei:group | tei:set">
    <div><xsl:call-template name="attributes"/><xsl:apply-templates/></div>
  </xsl:template>

  <xsl:template match="tei:div | tei:div0 | tei:div1 | tei:div2 | tei:div3 | tei:div4 | tei:div5 | tei:div6 | tei:div7 | *[local-name() = 'attachment']">
    <div><xsl:call-template name="division"/></div>
  </xsl:template>

  <!-- With a heading a division is a section that the contents lead to. -->
  <xsl:template match="*[@x:toc]" priority="1">
    <section><xsl:call-template name="division"/></section>
  </xsl:template>

  <xsl:template name="division">
    <xsl:call-template name="attributes"><xsl:with-param name="class" select="normalize-space(concat('div ', @type))"/></xsl:call-template>
    <xsl:apply-templates/>
  </xsl:template>

  <xsl:template match="tei:head">
    <p><xsl:call-template name="attributes"><xsl:with-param name="class" select="normalize-space(concat('head ', @type))"/></xsl:call-template><xsl:apply-templates/></p>
  </xsl:template>

  <xsl:template match="tei:head[@x:holds]" priority="2">
    <div><xsl:call-template name="attributes"><xsl:with-param name="class">head</xsl:with-param></xsl:call-template><xsl:apply-templates/></div>
  </xsl:template>

  <xsl:template match="tei:head[@x:level]" priority="3">
    <xsl:element name="h{@x:level}">
      <xsl:call-template name="attributes"><xsl:with-param name="class" select="normalize-space(concat('head ', @rend))"/></xsl:call-template>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="tei:titlePart[@x:h1]" priority="3">
    <h1><xsl:call-template name="identity"/><xsl:apply-templates/></h1>
  </xsl:template>

  <xsl:template match="tei:titlePart | tei:docEdition | tei:byline | tei:trailer | tei:dateline | tei:signed | tei:salute">
    <div><xsl:call-template name="attributes"><xsl:with-param name="class" select="normalize-space(concat(local-name(), ' ', @type))"/></xsl:call-template><xsl:apply-templates/></div>
  </xsl:template>

  <!-- A paragraph that holds a list or a quotation cannot be an HTML p. -->
  <xsl:template match="tei:p">
    <p><xsl:call-template name="attributes"><xsl:with-param name="class">p</xsl:with-param></xsl:call-template><xsl:call-template name="permalink"/><xsl:apply-templates/></p>
  </xsl:template>

  <xsl:template match="tei:p[@x:holds]" priority="2">
    <div><xsl:call-template name="attributes"/><xsl:call-template name="permalink"/><xsl:apply-templates/></div>
  </xsl:template>

  <!-- The number is in an attribute, shown by the style: so it is no word of the text. -->
  <xsl:template name="permalink">
    <xsl:if test="@x:n and @x:id">
      <a class="pn" href="#{@x:id}" data-n="{@x:n}" aria-label="Paragraph {@x:n}"></a>
    </xsl:if>
  </xsl:template>

  <xsl:template match="tei:ab[@type = 'separator'] | tei:ab[@type = 'ornament']">
    <div><xsl:call-template name="attributes"><xsl:with-param name="class">separator</xsl:with-param></xsl:call-template><xsl:apply-templates/></div>
  </xsl:template>

  <xsl:template match="tei:milestone">
    <span><xsl:call-template name="attributes"/></span>
  </xsl:template>

  <xsl:template match="tei:milestone[@x:block]" priority="2">
    <hr><xsl:call-template name="attributes"/></hr>
  </xsl:template>

  <xsl:template match="tei:quote[@x:block]" priority="2">
    <blockquote><xsl:call-template name="attributes"/><xsl:apply-templates/></blockquote>
  </xsl:template>

  <xsl:template match="tei:lg | tei:sp | tei:opener | tei:closer | tei:postscript | tei:epigraph | tei:argument">
    <div><xsl:call-template name="attributes"><xsl:with-param name="class" select="normalize-space(concat(local-name(), ' ', @type))"/></xsl:call-template><xsl:apply-templates/></div>
  </xsl:template>

  <xsl:template match="tei:l">
    <div>
      <xsl:call-template name="attributes"><xsl:with-param name="class" select="normalize-space(concat('l ', translate(@rend, '()+', '')))"/></xsl:call-template>
      <xsl:if test="@n mod 5 = 0"><xsl:attribute name="data-n"><xsl:value-of select="@n"/></xsl:attribute></xsl:if>
      <xsl:apply-templates/>
    </div>
  </xsl:template>

  <xsl:template match="tei:speaker">
    <div><xsl:call-template name="attributes"/><xsl:apply-templates/></div>
  </xsl:template>

  <xsl:template match="tei:figure">
    <figure><xsl:call-template name="attributes"/><xsl:apply-templates/><xsl:if test="not(*)"><p>[Illustration]</p></xsl:if></figure>
  </xsl:template>

  <xsl:template match="tei:figure/tei:head">
    <figcaption><xsl:call-template name="attributes"/><xsl:apply-templates/></figcaption>
  </xsl:template>

  <!-- Examples of markup in a text about markup are shown as markup. -->
  <xsl:template match="*[local-name() = 'egXML']">
    <pre><xsl:call-template name="attributes"/><code><xsl:apply-templates mode="source"/></code></pre>
  </xsl:template>

  <xsl:template match="*" mode="source">
    <xsl:value-of select="concat('&lt;', name())"/>
    <xsl:for-each select="@*[namespace-uri() != 'urn:tei-edition:render']"><xsl:value-of select="concat(' ', name(), '=&quot;', ., '&quot;')"/></xsl:for-each>
    <xsl:text>&gt;</xsl:text>
    <xsl:apply-templates mode="source"/>
    <xsl:value-of select="concat('&lt;/', name(), '&gt;')"/>
  </xsl:template>
</xsl:stylesheet>
