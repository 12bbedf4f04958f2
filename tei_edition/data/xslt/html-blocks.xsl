<?xml version="1.0" encoding="UTF-8"?>
<!-- Divisions, headings, paragraphs, titles, letters, verse, drama. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:x="urn:tei-edition:render" xmlns:eg="http://www.tei-c.org/ns/Examples" xmlns:frus="http://history.state.gov/frus/ns/1.0" exclude-result-prefixes="tei x eg frus">
  <xsl:template match="tei:text | tei:body | tei:group | tei:set">
    <div><xsl:call-template name="attributes"/><xsl:apply-templates/></div>
  </xsl:template>

  <!-- With a heading a division is a section that the contents lead to, without one a div. -->
  <xsl:template match="tei:div | tei:div0 | tei:div1 | tei:div2 | tei:div3 | tei:div4 | tei:div5 | tei:div6 | tei:div7 | frus:attachment">
    <xsl:call-template name="element"><xsl:with-param name="class" select="normalize-space(concat('div ', @type))"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:head">
    <xsl:choose>
      <xsl:when test="@x:level">
        <xsl:element name="h{@x:level}">
          <xsl:call-template name="attributes"><xsl:with-param name="class" select="normalize-space(concat('head ', @rend))"/></xsl:call-template>
          <xsl:apply-templates/>
        </xsl:element>
      </xsl:when>
      <xsl:when test="@x:holds"><xsl:call-template name="element"/></xsl:when>
      <xsl:otherwise>
        <p><xsl:call-template name="attributes"><xsl:with-param name="class" select="normalize-space(concat('head ', @type))"/></xsl:call-template><xsl:apply-templates/></p>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:titlePart">
    <xsl:choose>
      <xsl:when test="@x:h1"><h1><xsl:call-template name="identity"/><xsl:apply-templates/></h1></xsl:when>
      <xsl:otherwise><xsl:call-template name="typed"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="typed">
    <div><xsl:call-template name="attributes"><xsl:with-param name="class" select="normalize-space(concat(local-name(), ' ', @type))"/></xsl:call-template><xsl:apply-templates/></div>
  </xsl:template>

  <xsl:template match="tei:docEdition | tei:byline | tei:trailer | tei:lg | tei:sp | tei:opener | tei:closer | tei:postscript | tei:epigraph | tei:argument">
    <xsl:call-template name="typed"/>
  </xsl:template>

  <!-- A paragraph that holds a list or a quotation cannot be an HTML p. -->
  <xsl:template match="tei:p">
    <xsl:choose>
      <xsl:when test="@x:holds"><div><xsl:call-template name="attributes"/><xsl:call-template name="permalink"/><xsl:apply-templates/></div></xsl:when>
      <xsl:otherwise><p><xsl:call-template name="attributes"/><xsl:call-template name="permalink"/><xsl:apply-templates/></p></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The number is in an attribute, shown by the style: so it is no word of the text. -->
  <xsl:template name="permalink">
    <xsl:if test="@x:n and @x:id">
      <a class="pn" href="#{@x:id}" data-n="{@x:n}" aria-label="Paragraph {@x:n}"></a>
    </xsl:if>
  </xsl:template>

  <xsl:template match="tei:ab">
    <div><xsl:call-template name="attributes"><xsl:with-param name="class"><xsl:value-of select="normalize-space(concat('ab ', @type))"/></xsl:with-param></xsl:call-template><xsl:apply-templates/></div>
  </xsl:template>

  <xsl:template match="tei:milestone">
    <xsl:choose>
      <xsl:when test="@x:block"><hr><xsl:call-template name="attributes"/></hr></xsl:when>
      <xsl:otherwise><span><xsl:call-template name="attributes"/></span></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:l">
    <div>
      <xsl:call-template name="attributes"><xsl:with-param name="class" select="normalize-space(concat('l ', translate(@rend, '()+', '')))"/></xsl:call-template>
      <xsl:if test="@n mod 5 = 0"><xsl:attribute name="data-n"><xsl:value-of select="@n"/></xsl:attribute></xsl:if>
      <xsl:apply-templates/>
    </div>
  </xsl:template>

  <xsl:template match="tei:figure">
    <figure><xsl:call-template name="attributes"/><xsl:apply-templates/><xsl:if test="not(*)"><p class="graphic">[Illustration]</p></xsl:if></figure>
  </xsl:template>

  <!-- HTML wants the caption of a figure first or last. -->
  <xsl:template match="tei:figure/tei:head">
    <xsl:choose>
      <xsl:when test="not(preceding-sibling::tei:head) and not(preceding-sibling::* and following-sibling::*)"><figcaption><xsl:call-template name="attributes"/><xsl:apply-templates/></figcaption></xsl:when>
      <xsl:otherwise><p><xsl:call-template name="attributes"/><xsl:apply-templates/></p></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Examples of markup in a text about markup are shown as markup. -->
  <xsl:template match="eg:egXML">
    <pre><xsl:call-template name="attributes"/><code><xsl:apply-templates mode="source"/></code></pre>
  </xsl:template>

  <xsl:template match="*" mode="source">
    <span class="markup">
      <xsl:value-of select="concat('&lt;', name())"/>
      <xsl:for-each select="@*[namespace-uri() != 'urn:tei-edition:render']"><xsl:value-of select="concat(' ', name(), '=&quot;', ., '&quot;')"/></xsl:for-each>
      <xsl:if test="not(node())">/</xsl:if>
      <xsl:text>&gt;</xsl:text>
    </span>
    <xsl:apply-templates mode="source"/>
    <xsl:if test="node()"><span class="markup"><xsl:value-of select="concat('&lt;/', name(), '&gt;')"/></span></xsl:if>
  </xsl:template>
</xsl:stylesheet>
