<?xml version="1.0" encoding="UTF-8"?>
<!-- Mode plain: the words of an element on one line, for contents, titles and lemmata: no notes, one
     reading, a line break is a blank. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:x="urn:tei-edition:render" exclude-result-prefixes="tei x">
  <!-- With one of these at its head a quotation has marks of its own; a dash is one for speech. -->
  <xsl:variable name="quotation-marks">“”„‟"‘’‚‛«»‹›'—–</xsl:variable>

  <xsl:template match="*" mode="plain"><xsl:apply-templates mode="plain"/></xsl:template>
  <xsl:template match="tei:note | tei:pb | tei:fw | tei:figDesc" mode="plain"/>
  <xsl:template match="tei:lb" mode="plain"><xsl:if test="not(@break = 'no')"><xsl:text> </xsl:text></xsl:if></xsl:template>
  <xsl:template match="tei:choice | tei:app" mode="plain"><xsl:apply-templates select="*[@x:shown]" mode="plain"/></xsl:template>
  <xsl:template match="tei:gap" mode="plain">[…]</xsl:template>
  <xsl:template match="comment() | processing-instruction()" mode="plain"/>
</xsl:stylesheet>
