<?xml version="1.0" encoding="UTF-8"?>
<!-- What is looked for in the whole document, each found by one walk: keys would ask every element for each
     of their values. That something is there at all is said at the root (x:titled, x:sections, x:names). -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:x="urn:tei-edition:render" exclude-result-prefixes="tei x">
  <xsl:variable name="tops" select="/descendant::*[@x:part]"/>
  <xsl:variable name="parts" select="$tops[@x:part = 'text']"/>
  <xsl:variable name="registers" select="$tops[@x:part = 'register']"/>
  <xsl:variable name="noted" select="/descendant::tei:note[@x:noted]"/>
  <xsl:variable name="readings" select="/descendant::tei:choice[@x:readings] | /descendant::tei:app[@x:readings]"/>
</xsl:stylesheet>
