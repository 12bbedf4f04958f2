<?xml version="1.0" encoding="UTF-8"?>
<!-- The cards of persons and places (added by render/cards.py): an index of the page. A name leads to
     its card, which the style lifts to the foot of the window while it is the target. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:x="urn:tei-edition:render" exclude-result-prefixes="x">
  <xsl:template name="cards">
    <xsl:for-each select="/*/x:cards">
      <xsl:variable name="pages"><xsl:choose><xsl:when test="@kind = 'person'"><xsl:value-of select="$persons"/></xsl:when><xsl:otherwise><xsl:value-of select="$places"/></xsl:otherwise></xsl:choose></xsl:variable>
      <section class="names" id="{@kind}s" aria-labelledby="{@kind}s-head" lang="en" dir="ltr">
        <h2 id="{@kind}s-head"><xsl:choose><xsl:when test="@kind = 'person'">Persons</xsl:when><xsl:otherwise>Places</xsl:otherwise></xsl:choose></h2>
        <ul>
          <xsl:for-each select="x:card">
            <li class="card" id="{@id}">
              <p class="who"><b><xsl:value-of select="@name"/></b><xsl:if test="string(@about)"><xsl:text> </xsl:text><span class="life"><xsl:value-of select="@about"/></span></xsl:if></p>
              <xsl:if test="string(@also)"><p class="also">also: <xsl:value-of select="@also"/></p></xsl:if>
              <p class="where">
                <xsl:for-each select="x:at">
                  <a href="#{@id}"><xsl:value-of select="@called"/></a>
                  <xsl:text> </xsl:text>
                </xsl:for-each>
                <xsl:if test="string($pages)"><a class="all" href="{$pages}#{@key}">in all documents</a><xsl:text> </xsl:text></xsl:if>
                <xsl:for-each select="x:idno"><xsl:call-template name="authority"/></xsl:for-each>
              </p>
              <xsl:if test="not(string($paper))"><a class="close" href="#-" aria-label="Close the card of {@name}">×</a></xsl:if>
            </li>
          </xsl:for-each>
        </ul>
      </section>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="authority">
    <xsl:choose>
      <xsl:when test="starts-with(@number, 'http://') or starts-with(@number, 'https://')"><a class="external" href="{@number}"><xsl:value-of select="@scheme"/></a></xsl:when>
      <xsl:otherwise><span class="kind"><xsl:value-of select="concat(@scheme, ' ', @number)"/></span></xsl:otherwise>
    </xsl:choose>
    <xsl:text> </xsl:text>
  </xsl:template>
</xsl:stylesheet>
