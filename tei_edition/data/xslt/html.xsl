<?xml version="1.0" encoding="UTF-8"?>
<!-- A TEI document (annotated: see render/annotate.py) as one HTML page: the frame, the contents, the
     sections after the text. No pattern of a template or key has a predicate: libxslt counts siblings
     for each, which is quadratic; the templates choose inside. What stands in the text is in html-blocks, html-inline and html-notes. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:x="urn:tei-edition:render" exclude-result-prefixes="tei x">
  <xsl:include href="html-blocks.xsl"/>
  <xsl:include href="html-lists.xsl"/>
  <xsl:include href="html-inline.xsl"/>
  <xsl:include href="html-notes.xsl"/>
  <xsl:include href="html-cards.xsl"/>
  <xsl:include href="html-header.xsl"/>
  <xsl:include href="plain.xsl"/>
  <xsl:include href="lists.xsl"/>
  <xsl:output method="html" encoding="UTF-8" indent="no"/>

  <xsl:param name="lang"/>
  <xsl:param name="title"/>
  <xsl:param name="subtitle"/>
  <xsl:param name="authors"/>
  <xsl:param name="date"/>
  <xsl:param name="citation"/>
  <xsl:param name="persons"/>
  <xsl:param name="places"/>
  <xsl:param name="index"/>
  <xsl:param name="tei"/>
  <xsl:param name="text"/>
  <xsl:param name="epub"/>
  <xsl:param name="markdown"/>
  <xsl:param name="previous"/>
  <xsl:param name="next"/>
  <xsl:param name="search"/>
  <xsl:param name="bibtex"/>
  <xsl:param name="csl"/>
  <xsl:param name="ris"/>
  <xsl:param name="bibtex-href"/>
  <xsl:param name="csl-href"/>
  <xsl:param name="ris-href"/>
  <xsl:param name="view"/>
  <xsl:param name="logo"/>
  <xsl:param name="footer"/>
  <xsl:param name="paper"/><!-- 1: for a medium without popovers and settings (EPUB) -->

  <!-- The first use of any key makes all of them: the few that are needed seldom. -->
  <xsl:key name="id" match="*" use="@xml:id"/>

  <xsl:template match="/">
    <html>
      <head/>
      <body id="top">
        <a class="skip" href="#text">Skip to the text</a>
        <xsl:call-template name="banner"/>
        <div class="page">
          <xsl:call-template name="contents"/>
          <main id="text" tabindex="-1">
            <xsl:attribute name="lang"><xsl:value-of select="$lang"/></xsl:attribute>
            <xsl:call-template name="document"/>
          </main>
        </div>
        <aside class="edition" lang="en" dir="ltr" aria-label="The edition">
          <xsl:call-template name="cite"/>
          <xsl:call-template name="about"/>
        </aside>
        <xsl:call-template name="foot"/>
      </body>
    </html>
  </xsl:template>

  <xsl:template name="document">
    <article>
      <xsl:call-template name="title"/>
      <div class="edited">
        <xsl:for-each select="$parts">
          <xsl:if test="../@x:title"><h2 class="part"><xsl:value-of select="../@x:title"/></h2></xsl:if>
          <xsl:apply-templates select="."/>
        </xsl:for-each>
      </div>
      <xsl:call-template name="registers"/>
      <xsl:call-template name="notes"/>
      <xsl:call-template name="readings"/>
      <xsl:call-template name="cards"/>
    </article>
  </xsl:template>

  <!-- What stands beside the text: lists of persons, places, works, and whatever else. -->
  <xsl:template name="registers">
    <xsl:if test="$registers">
      <section class="registers" id="registers" aria-labelledby="registers-head">
        <h2 id="registers-head" lang="en" dir="ltr">Registers</h2>
        <div class="edited"><xsl:apply-templates select="$registers"/></div>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="banner">
    <header class="banner" lang="en" dir="ltr">
      <xsl:call-template name="logo"/>
      <nav aria-label="Edition">
        <ul>
          <xsl:call-template name="way"><xsl:with-param name="href" select="$index"/><xsl:with-param name="words">All documents</xsl:with-param></xsl:call-template>
          <xsl:call-template name="way"><xsl:with-param name="href" select="$persons"/><xsl:with-param name="words">Persons</xsl:with-param></xsl:call-template>
          <xsl:call-template name="way"><xsl:with-param name="href" select="$places"/><xsl:with-param name="words">Places</xsl:with-param></xsl:call-template>
          <xsl:call-template name="way"><xsl:with-param name="href" select="$search"/><xsl:with-param name="words">Search</xsl:with-param></xsl:call-template>
          <xsl:call-template name="way"><xsl:with-param name="href">#cite</xsl:with-param><xsl:with-param name="words">How to cite</xsl:with-param></xsl:call-template>
          <xsl:call-template name="way"><xsl:with-param name="href" select="$previous"/><xsl:with-param name="words">← Previous</xsl:with-param><xsl:with-param name="rel">prev</xsl:with-param></xsl:call-template>
          <xsl:call-template name="way"><xsl:with-param name="href" select="$next"/><xsl:with-param name="words">Next →</xsl:with-param><xsl:with-param name="rel">next</xsl:with-param></xsl:call-template>
        </ul>
      </nav>
      <xsl:call-template name="settings"/>
    </header>
  </xsl:template>

  <!-- The sign of a house: its image is part of the page (a data URL), never fetched. -->
  <xsl:template name="logo">
    <xsl:if test="string($logo)"><img class="logo" src="{$logo}" alt=""/></xsl:if>
  </xsl:template>

  <!-- What may be hidden, by the style alone: see edition.css. -->
  <xsl:template name="settings">
    <xsl:if test="$noted or /*/@x:names">
      <details class="settings">
        <summary>Show</summary>
        <ul>
          <xsl:if test="/*/@x:names"><li><label><input type="checkbox" id="show-names" checked="checked"/> names</label></li></xsl:if>
          <xsl:if test="$noted"><li><label><input type="checkbox" id="show-notes" checked="checked"/> notes</label></li></xsl:if>
          <li><label><input type="checkbox" id="show-pages" checked="checked"/> numbers</label></li>
        </ul>
      </details>
    </xsl:if>
  </xsl:template>

  <xsl:template name="way">
    <xsl:param name="href"/>
    <xsl:param name="words"/>
    <xsl:param name="rel"/>
    <xsl:if test="string($href)">
      <li>
        <a href="{$href}">
          <xsl:if test="string($rel)"><xsl:attribute name="rel"><xsl:value-of select="$rel"/></xsl:attribute></xsl:if>
          <xsl:value-of select="$words"/>
        </a>
      </li>
    </xsl:if>
  </xsl:template>

  <!-- The header's title stands above the text only where the text has no title of its own. -->
  <xsl:template name="title">
    <xsl:if test="not(/*/@x:titled)">
      <header class="title">
        <h1><xsl:value-of select="$title"/></h1>
        <xsl:if test="string($subtitle)"><p class="titlePart sub"><xsl:value-of select="$subtitle"/></p></xsl:if>
        <xsl:if test="string($authors)"><p class="byline"><xsl:value-of select="$authors"/></p></xsl:if>
        <xsl:if test="string($date)"><p class="docDate"><xsl:value-of select="$date"/></p></xsl:if>
      </header>
    </xsl:if>
  </xsl:template>

  <xsl:template name="contents">
    <xsl:if test="/*/@x:sections">
      <nav id="contents" aria-label="Contents">
        <details>
          <summary lang="en">Contents</summary>
          <ol>
            <xsl:apply-templates select="$parts" mode="contents"/>
            <xsl:if test="$noted"><li lang="en"><a href="#notes">Notes</a></li></xsl:if>
          </ol>
        </details>
      </nav>
    </xsl:if>
  </xsl:template>

  <xsl:template match="*" mode="contents">
    <xsl:choose>
      <xsl:when test="@x:toc"><xsl:call-template name="entry"/></xsl:when>
      <xsl:otherwise><xsl:apply-templates select="*[@x:toc or @x:below]" mode="contents"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="entry">
    <li>
      <a href="#{@x:id}">
        <xsl:for-each select="tei:head[@type = 'label' and not(@x:level)]">
          <xsl:apply-templates select="." mode="plain"/>
          <xsl:text>: </xsl:text>
        </xsl:for-each>
        <xsl:apply-templates select="tei:head[@x:level]" mode="plain"/>
      </a>
      <xsl:if test="@x:below">
        <ol><xsl:apply-templates select="*[@x:toc or @x:below]" mode="contents"/></ol>
      </xsl:if>
    </li>
  </xsl:template>

  <xsl:template name="foot">
    <footer lang="en" dir="ltr">
      <ul>
        <xsl:call-template name="way"><xsl:with-param name="href" select="$tei"/><xsl:with-param name="words">TEI XML</xsl:with-param></xsl:call-template>
        <xsl:call-template name="way"><xsl:with-param name="href" select="$text"/><xsl:with-param name="words">Plain text</xsl:with-param></xsl:call-template>
        <xsl:call-template name="way"><xsl:with-param name="href" select="$epub"/><xsl:with-param name="words">EPUB</xsl:with-param></xsl:call-template>
        <xsl:call-template name="way"><xsl:with-param name="href" select="$markdown"/><xsl:with-param name="words">Markdown</xsl:with-param></xsl:call-template>
        <xsl:call-template name="way"><xsl:with-param name="href">#top</xsl:with-param><xsl:with-param name="words">Top of the page ↑</xsl:with-param></xsl:call-template>
      </ul>
      <xsl:if test="string($footer)"><p class="house"><xsl:value-of select="$footer"/></p></xsl:if>
    </footer>
  </xsl:template>

  <!-- Every element that becomes one of HTML takes its id, language and class along. -->
  <xsl:template name="attributes">
    <xsl:param name="class" select="local-name()"/>
    <xsl:attribute name="class"><xsl:value-of select="normalize-space(concat($class, ' ', @x:look))"/></xsl:attribute>
    <xsl:call-template name="identity"/>
  </xsl:template>

  <xsl:template name="identity">
    <xsl:if test="@x:id"><xsl:attribute name="id"><xsl:value-of select="@x:id"/></xsl:attribute></xsl:if>
    <xsl:if test="@x:lang">
      <xsl:attribute name="lang"><xsl:value-of select="@x:lang"/></xsl:attribute>
      <xsl:if test="@x:dir"><xsl:attribute name="dir"><xsl:value-of select="@x:dir"/></xsl:attribute></xsl:if>
    </xsl:if>
  </xsl:template>

  <!-- An element nothing else is said of: its words, alone or in the line. -->
  <xsl:template match="*" name="element">
    <xsl:param name="class" select="local-name()"/>
    <xsl:choose>
      <xsl:when test="@x:toc"><section><xsl:call-template name="attributes"><xsl:with-param name="class" select="$class"/></xsl:call-template><xsl:apply-templates/></section></xsl:when>
      <xsl:when test="@x:block"><div><xsl:call-template name="attributes"><xsl:with-param name="class" select="$class"/></xsl:call-template><xsl:apply-templates/></div></xsl:when>
      <xsl:otherwise><span><xsl:call-template name="attributes"><xsl:with-param name="class" select="$class"/></xsl:call-template><xsl:apply-templates/></span></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
