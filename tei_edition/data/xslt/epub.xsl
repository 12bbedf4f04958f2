<?xml version="1.0" encoding="UTF-8"?>
<!-- The HTML edition for a book (EPUB): the text without banner and foot, and its contents apart. What
     a reading system does better itself (popovers, settings, downloads) is left out: see $paper. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:x="urn:tei-edition:render" exclude-result-prefixes="tei x">
  <xsl:import href="html.xsl"/>
  <xsl:template match="/">
    <book>
      <nav>
        <h1>Contents</h1>
        <ol>
          <li><a href="#text"><xsl:value-of select="$title"/></a></li>
          <xsl:apply-templates select="$parts" mode="contents"/>
          <xsl:if test="$noted"><li><a href="#notes">Notes</a></li></xsl:if>
        </ol>
      </nav>
      <main id="text">
        <xsl:call-template name="document"/>
        <xsl:call-template name="cite"/>
        <xsl:call-template name="about"/>
      </main>
    </book>
  </xsl:template>
</xsl:stylesheet>
