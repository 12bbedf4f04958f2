<?xml version="1.0" encoding="UTF-8"?>
<!-- The teiHeader for readers: how to cite the edition, and what it says of itself. Mode meta shows any
     header element: its words as they stand, pieces without words between them set apart by commas. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:x="urn:tei-edition:render" exclude-result-prefixes="tei x">
  <xsl:template name="cite">
    <xsl:if test="string($citation)">
      <section class="cite" id="cite" aria-labelledby="cite-head">
        <h2 id="cite-head">How to cite</h2>
        <p class="citation"><xsl:value-of select="$citation"/></p>
        <xsl:call-template name="formats"/>
        <p class="hint">Paragraphs, notes and pages have addresses of their own: add <code>#p1</code>, <code>#note1</code> and the like to the address of this page.</p>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- The citation as records for reference managers, each to read, to copy and to save. -->
  <xsl:template name="formats">
    <xsl:if test="not(string($paper))"><xsl:call-template name="records"/></xsl:if>
  </xsl:template>

  <xsl:template name="records">
    <xsl:call-template name="record"><xsl:with-param name="label">BibTeX</xsl:with-param><xsl:with-param name="text" select="$bibtex"/><xsl:with-param name="file">citation.bib</xsl:with-param><xsl:with-param name="href" select="$bibtex-href"/></xsl:call-template>
    <xsl:call-template name="record"><xsl:with-param name="label">CSL-JSON</xsl:with-param><xsl:with-param name="text" select="$csl"/><xsl:with-param name="file">citation.json</xsl:with-param><xsl:with-param name="href" select="$csl-href"/></xsl:call-template>
    <xsl:call-template name="record"><xsl:with-param name="label">RIS</xsl:with-param><xsl:with-param name="text" select="$ris"/><xsl:with-param name="file">citation.ris</xsl:with-param><xsl:with-param name="href" select="$ris-href"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="record">
    <xsl:param name="label"/>
    <xsl:param name="text"/>
    <xsl:param name="file"/>
    <xsl:param name="href"/>
    <xsl:if test="string($text)">
      <details class="record">
        <summary><xsl:value-of select="$label"/></summary>
        <pre tabindex="0" role="group" aria-label="{$label}"><xsl:value-of select="$text"/></pre>
        <p><a href="{$href}" download="{$file}">Save as <xsl:value-of select="$file"/></a></p>
      </details>
    </xsl:if>
  </xsl:template>

  <xsl:template name="about">
    <xsl:for-each select="/*/tei:teiHeader">
      <section class="about" id="about" aria-labelledby="about-head">
        <h2 id="about-head">About this edition</h2>
        <dl>
          <xsl:apply-templates select="tei:fileDesc/tei:editionStmt" mode="about"><xsl:with-param name="label">Edition</xsl:with-param></xsl:apply-templates>
          <xsl:call-template name="responsible"/>
          <xsl:apply-templates select="tei:fileDesc/tei:publicationStmt" mode="about"/>
          <xsl:apply-templates select="tei:fileDesc/tei:seriesStmt" mode="about"><xsl:with-param name="label">Series</xsl:with-param></xsl:apply-templates>
          <xsl:apply-templates select="tei:fileDesc/tei:sourceDesc" mode="about"/>
          <xsl:apply-templates select="tei:profileDesc/tei:creation" mode="about"><xsl:with-param name="label">Origin</xsl:with-param></xsl:apply-templates>
          <xsl:call-template name="aside"/>
          <xsl:apply-templates select="tei:encodingDesc/tei:projectDesc" mode="about"><xsl:with-param name="label">Project</xsl:with-param></xsl:apply-templates>
          <xsl:apply-templates select="tei:encodingDesc/tei:samplingDecl" mode="about"><xsl:with-param name="label">Selection</xsl:with-param></xsl:apply-templates>
          <xsl:apply-templates select="tei:encodingDesc/tei:editorialDecl" mode="about"><xsl:with-param name="label">Practice</xsl:with-param></xsl:apply-templates>
          <xsl:apply-templates select="tei:profileDesc/tei:textClass" mode="about"><xsl:with-param name="label">Genre</xsl:with-param></xsl:apply-templates>
          <xsl:apply-templates select="tei:fileDesc/tei:extent" mode="about"><xsl:with-param name="label">Extent</xsl:with-param></xsl:apply-templates>
          <xsl:apply-templates select="tei:encodingDesc/tei:appInfo" mode="about"><xsl:with-param name="label">Software</xsl:with-param></xsl:apply-templates>
          <xsl:apply-templates select="tei:revisionDesc" mode="about"><xsl:with-param name="label">Changes</xsl:with-param></xsl:apply-templates>
        </dl>
      </section>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="*" mode="about">
    <xsl:param name="label"/>
    <xsl:if test="normalize-space(.) or self::tei:appInfo">
      <dt><xsl:value-of select="$label"/></dt>
      <dd><xsl:apply-templates select="." mode="meta"/></dd>
    </xsl:if>
  </xsl:template>

  <xsl:template name="responsible">
    <xsl:variable name="statements" select="tei:fileDesc/tei:titleStmt/tei:respStmt | tei:fileDesc/tei:titleStmt/tei:editor | tei:fileDesc/tei:titleStmt/tei:sponsor | tei:fileDesc/tei:titleStmt/tei:funder | tei:fileDesc/tei:titleStmt/tei:principal"/>
    <xsl:if test="$statements">
      <dt>Responsibility</dt>
      <xsl:for-each select="$statements">
        <dd>
          <xsl:choose>
            <xsl:when test="tei:resp">
              <xsl:for-each select="tei:resp"><xsl:if test="position() &gt; 1">, </xsl:if><xsl:apply-templates select="." mode="meta"/></xsl:for-each>
              <xsl:text>: </xsl:text>
              <xsl:for-each select="*[not(self::tei:resp)]"><xsl:if test="position() &gt; 1">, </xsl:if><xsl:apply-templates select="." mode="meta"/></xsl:for-each>
            </xsl:when>
            <xsl:otherwise><xsl:value-of select="local-name()"/>: <xsl:apply-templates select="." mode="meta"/></xsl:otherwise>
          </xsl:choose>
        </dd>
      </xsl:for-each>
    </xsl:if>
  </xsl:template>

  <xsl:template match="tei:publicationStmt" mode="about">
    <xsl:variable name="imprint" select="*[not(self::tei:availability)][normalize-space(.)]"/>
    <xsl:if test="$imprint">
      <dt>Published</dt>
      <dd><xsl:for-each select="$imprint"><xsl:if test="position() &gt; 1">, </xsl:if><xsl:apply-templates select="." mode="meta"/></xsl:for-each></dd>
    </xsl:if>
    <xsl:apply-templates select="tei:availability" mode="about"><xsl:with-param name="label">Licence of the edition</xsl:with-param></xsl:apply-templates>
    <xsl:for-each select="tei:availability[not(normalize-space(.))]/tei:licence[@target]">
      <dt>Licence of the edition</dt><dd><xsl:apply-templates select="." mode="meta"/></dd>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="tei:sourceDesc" mode="about">
    <xsl:call-template name="sources">
      <xsl:with-param name="label">Source</xsl:with-param>
      <xsl:with-param name="sources" select="*[not(@type = 'digitalSource')][normalize-space(.)]"/>
    </xsl:call-template>
    <xsl:call-template name="sources">
      <xsl:with-param name="label">Digital source</xsl:with-param>
      <xsl:with-param name="sources" select="*[@type = 'digitalSource'][normalize-space(.)]"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="sources">
    <xsl:param name="label"/>
    <xsl:param name="sources"/>
    <xsl:if test="$sources">
      <dt><xsl:value-of select="$label"/></dt>
      <xsl:for-each select="$sources"><dd><xsl:apply-templates select="." mode="meta"/></dd></xsl:for-each>
    </xsl:if>
  </xsl:template>

  <xsl:template name="aside">
    <xsl:if test="tei:fileDesc/tei:notesStmt/tei:note">
      <dt>Set aside from the text</dt>
      <xsl:for-each select="tei:fileDesc/tei:notesStmt/tei:note">
        <dd class="aside">
          <xsl:if test="@subtype"><span class="kind"><xsl:value-of select="@subtype"/></span></xsl:if>
          <xsl:apply-templates mode="meta"/>
        </dd>
      </xsl:for-each>
    </xsl:if>
  </xsl:template>

  <!-- An element with words of its own is shown as it stands; one of pieces, piece by piece. -->
  <xsl:template match="*" mode="meta">
    <xsl:choose>
      <xsl:when test="text()[normalize-space()] or @type = 'digitalSource'"><xsl:apply-templates mode="meta"/></xsl:when>
      <xsl:otherwise>
        <xsl:for-each select="*[normalize-space(.)]">
          <xsl:if test="position() &gt; 1">, </xsl:if>
          <xsl:apply-templates select="." mode="meta"/>
        </xsl:for-each>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:p | tei:bibl/tei:bibl | tei:listBibl/* | tei:change | tei:availability" mode="meta">
    <div class="p">
      <xsl:if test="self::tei:change and @when"><xsl:value-of select="@when"/>: </xsl:if>
      <xsl:apply-templates mode="meta"/>
    </div>
  </xsl:template>

  <xsl:template match="tei:listBibl | tei:revisionDesc | tei:listChange | tei:editorialDecl | tei:projectDesc | tei:samplingDecl" mode="meta">
    <xsl:apply-templates mode="meta"/>
  </xsl:template>

  <xsl:template match="tei:editorialDecl/*" mode="meta" priority="0.4">
    <div class="practice"><span class="kind"><xsl:call-template name="practice"/></span><xsl:apply-templates mode="meta"/></div>
  </xsl:template>

  <xsl:template name="practice">
    <xsl:choose>
      <xsl:when test="self::tei:correction">Corrections</xsl:when>
      <xsl:when test="self::tei:normalization">Spelling</xsl:when>
      <xsl:when test="self::tei:punctuation">Punctuation</xsl:when>
      <xsl:when test="self::tei:quotation">Quotations</xsl:when>
      <xsl:when test="self::tei:hyphenation">Hyphens</xsl:when>
      <xsl:when test="self::tei:segmentation">Parts of the text</xsl:when>
      <xsl:when test="self::tei:stdVals">Dates and values</xsl:when>
      <xsl:when test="self::tei:interpretation">Interpretation</xsl:when>
      <xsl:otherwise><xsl:value-of select="local-name()"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:editorialDecl/tei:p" mode="meta" priority="1"><div class="p"><xsl:apply-templates mode="meta"/></div></xsl:template>

  <xsl:template match="tei:lb" mode="meta"><br/></xsl:template>

  <xsl:template match="tei:idno" mode="meta">
    <xsl:choose>
      <xsl:when test="starts-with(normalize-space(.), 'http')"><a class="external" href="{normalize-space(.)}"><xsl:value-of select="."/></a></xsl:when>
      <xsl:otherwise><xsl:if test="@type"><span class="kind"><xsl:value-of select="@type"/></span></xsl:if><code><xsl:value-of select="."/></code></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:licence" mode="meta">
    <xsl:choose>
      <xsl:when test="not(starts-with(@target, 'http'))"><xsl:apply-templates mode="meta"/></xsl:when>
      <xsl:when test="*"><xsl:apply-templates mode="meta"/><xsl:text> </xsl:text><a class="external" rel="license" href="{@target}"><xsl:value-of select="@target"/></a></xsl:when>
      <xsl:otherwise><xsl:call-template name="outward"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:ref" mode="meta">
    <xsl:choose>
      <xsl:when test="starts-with(@target, 'http')"><xsl:call-template name="outward"/></xsl:when>
      <xsl:otherwise><xsl:apply-templates mode="meta"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="outward">
    <a class="external" href="{@target}">
      <xsl:if test="self::tei:licence"><xsl:attribute name="rel">license</xsl:attribute></xsl:if>
      <xsl:apply-templates mode="meta"/>
      <xsl:if test="not(normalize-space(.))"><xsl:value-of select="@target"/></xsl:if>
    </a>
  </xsl:template>

  <xsl:template match="tei:title" mode="meta">
    <xsl:choose>
      <xsl:when test="../@type = 'digitalSource'"><code><xsl:value-of select="."/></code></xsl:when>
      <xsl:when test="@level = 'a'"><xsl:apply-templates mode="meta"/></xsl:when>
      <xsl:otherwise><cite><xsl:apply-templates mode="meta"/></cite></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:application" mode="meta">
    <xsl:choose>
      <xsl:when test="normalize-space(tei:label)"><xsl:value-of select="normalize-space(tei:label)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="@ident"/></xsl:otherwise>
    </xsl:choose>
    <xsl:text> </xsl:text>
    <xsl:value-of select="@version"/>
  </xsl:template>

  <xsl:template match="tei:appInfo" mode="meta">
    <xsl:for-each select="tei:application"><xsl:if test="position() &gt; 1">, </xsl:if><xsl:apply-templates select="." mode="meta"/></xsl:for-each>
  </xsl:template>

  <xsl:template match="comment() | processing-instruction()" mode="meta"/>
</xsl:stylesheet>
