<?xml version="1.0" encoding="UTF-8"?>
<!-- The text edition as Markdown: headings by number signs, notes as [^1], quotations by >. Where Markdown
     and plain text agree the templates are those of text.xsl. What is told of source and edition there is
     the header's and no part of the text: it is left out, so that the text can be read back. -->
<!DOCTYPE xsl:stylesheet [<!ENTITY open "&#xFDD0;"><!ENTITY words "&#xFDD1;"><!ENTITY close "&#xFDD2;"><!ENTITY line "&#xFDD3;"><!ENTITY add "&#xFDD4;"><!ENTITY added "&#xFDD5;">]>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:x="urn:tei-edition:render" exclude-result-prefixes="tei x">
  <xsl:import href="text.xsl"/>
  <xsl:key name="footed" match="tei:note" use="@x:footed"/>
  <xsl:key name="ended" match="tei:note" use="@x:ended"/>

  <xsl:template match="/">
    <xsl:apply-templates select="key('part', '1')"/>
    <xsl:if test="$notes = 'end'"><xsl:apply-templates select="key('footed', '1')" mode="notes"/></xsl:if>
    <xsl:if test="$notes = 'section'"><xsl:apply-templates select="key('home', '-')[@x:footed]" mode="notes"/></xsl:if>
    <xsl:if test="key('register', '1')">
      <xsl:call-template name="title"><xsl:with-param name="words"># Registers</xsl:with-param></xsl:call-template>
      <xsl:apply-templates select="key('register', '1')"/>
    </xsl:if>
    <xsl:if test="key('ended', '1')">
      <xsl:call-template name="title"><xsl:with-param name="words">Notes</xsl:with-param></xsl:call-template>
      <xsl:apply-templates select="key('ended', '1')" mode="notes"/>
    </xsl:if>
    <xsl:if test="key('readings', '1') and $view = 'reading'">
      <xsl:call-template name="title"><xsl:with-param name="words"># Readings</xsl:with-param></xsl:call-template>
      <xsl:apply-templates select="key('readings', '1')" mode="readings"/>
    </xsl:if>
  </xsl:template>

  <xsl:template name="section-notes"><xsl:apply-templates select="key('home', @x:id)[@x:footed]" mode="notes"/></xsl:template>

  <!-- The heads of the front matter stand as plain lines, as in a text that was never marked up. -->
  <xsl:template match="tei:body//tei:head | tei:back//tei:head">
    <xsl:choose>
      <xsl:when test="@x:level and not(*[@x:block]) and not(@rend = 'run-in')">
        <xsl:text>&open;=0|1|</xsl:text><xsl:value-of select="substring('######', 1, @x:level - 1)"/><xsl:text> &words;</xsl:text><xsl:apply-templates/><xsl:text>&close;</xsl:text>
      </xsl:when>
      <xsl:otherwise><xsl:apply-imports/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Lines of their own are paragraphs of their own: Markdown runs lines together. -->
  <xsl:template match="tei:closer/* | tei:opener/*" priority="-0.25"><xsl:call-template name="element"/></xsl:template>
  <xsl:template match="tei:item">
    <xsl:choose>
      <xsl:when test="@n or ../@rend = 'bulleted'"><xsl:apply-imports/></xsl:when>
      <xsl:otherwise><xsl:text>&open;0|1|&words;</xsl:text><xsl:apply-templates/><xsl:text>&close;</xsl:text></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="mark"><xsl:text>[^&add;</xsl:text><xsl:value-of select="@x:label"/><xsl:text>&added;]</xsl:text></xsl:template>

  <xsl:template match="tei:note" mode="notes">
    <xsl:text>&open;=4|1|[^</xsl:text><xsl:value-of select="@x:label"/><xsl:text>]: &words;</xsl:text><xsl:apply-templates/><xsl:text>&close;</xsl:text>
  </xsl:template>

  <!-- A quotation within its own marks is seen to be one. -->
  <xsl:template name="indented">
    <xsl:choose>
      <xsl:when test="self::tei:epigraph or contains($quotation-marks, substring(normalize-space(.), 1, 1))"><xsl:call-template name="element"/></xsl:when>
      <xsl:otherwise><xsl:text>&open;>|1|&words;</xsl:text><xsl:apply-templates/><xsl:text>&close;</xsl:text></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:ref">
    <xsl:choose>
      <xsl:when test="@x:external and normalize-space(.) != @x:href"><xsl:text>[</xsl:text><xsl:apply-templates/><xsl:text>](&add;</xsl:text><xsl:value-of select="@x:href"/><xsl:text>&added;)</xsl:text></xsl:when>
      <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
