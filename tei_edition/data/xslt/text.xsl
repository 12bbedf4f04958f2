<?xml version="1.0" encoding="UTF-8"?>
<!-- A TEI document (annotated: see render/annotate.py) as a stream of words and signs that
     render/layout.py lays out in lines. The signs are noncharacters, which no text may hold:
     U+FDD0 indent|gap|prefix U+FDD1 opens a block, U+FDD2 closes it, U+FDD3 ends a line. -->
<!DOCTYPE xsl:stylesheet [<!ENTITY open "&#xFDD0;"><!ENTITY words "&#xFDD1;"><!ENTITY close "&#xFDD2;"><!ENTITY line "&#xFDD3;">]>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:x="urn:tei-edition:render" exclude-result-prefixes="tei x">
  <xsl:include href="plain.xsl"/>
  <xsl:include href="text-header.xsl"/>
  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:param name="title"/>
  <xsl:param name="subtitle"/>
  <xsl:param name="authors"/>
  <xsl:param name="date"/>
  <xsl:param name="citation"/>

  <xsl:key name="part" match="*[@x:part]" use="'part'"/>
  <xsl:key name="h1" match="*[@x:h1]" use="'h1'"/>
  <xsl:key name="author" match="tei:text/tei:front//tei:docAuthor" use="'author'"/>
  <xsl:key name="noted" match="tei:note[@x:mark]" use="'noted'"/>
  <xsl:key name="readings" match="*[@x:readings]" use="'readings'"/>

  <xsl:template match="/">
    <xsl:if test="not(key('h1', 'h1'))">
      <xsl:call-template name="line"><xsl:with-param name="words" select="$title"/></xsl:call-template>
      <xsl:call-template name="line"><xsl:with-param name="words" select="$subtitle"/></xsl:call-template>
      <xsl:call-template name="line"><xsl:with-param name="words" select="$authors"/></xsl:call-template>
      <xsl:call-template name="line"><xsl:with-param name="words" select="$date"/></xsl:call-template>
    </xsl:if>
    <xsl:for-each select="key('part', 'part')">
      <xsl:if test="../@x:title"><xsl:call-template name="line"><xsl:with-param name="words" select="../@x:title"/></xsl:call-template></xsl:if>
      <xsl:text>&open;0|2|&words;</xsl:text><xsl:apply-templates select="."/><xsl:text>&close;</xsl:text>
    </xsl:for-each>
    <xsl:if test="key('noted', 'noted')">
      <xsl:text>&open;0|2|&words;Notes&close;</xsl:text>
      <xsl:apply-templates select="key('noted', 'noted')" mode="notes"/>
    </xsl:if>
    <xsl:if test="key('readings', 'readings')">
      <xsl:text>&open;0|2|&words;Readings&close;</xsl:text>
      <xsl:apply-templates select="key('readings', 'readings')" mode="readings"/>
    </xsl:if>
    <xsl:call-template name="source"/>
  </xsl:template>

  <xsl:template name="line">
    <xsl:param name="words"/>
    <xsl:if test="string($words)"><xsl:text>&open;0|1|&words;</xsl:text><xsl:value-of select="$words"/><xsl:text>&close;</xsl:text></xsl:if>
  </xsl:template>

  <!-- Anything that stands alone is a block of its own; anything else runs on. -->
  <xsl:template match="*"><xsl:apply-templates/></xsl:template>
  <xsl:template match="comment() | processing-instruction()"/>

  <xsl:template match="*[@x:block]" priority="-0.25">
    <xsl:text>&open;0|1|&words;</xsl:text><xsl:apply-templates/><xsl:text>&close;</xsl:text>
  </xsl:template>

  <xsl:template match="*[@x:toc]" priority="1">
    <xsl:text>&open;0|2|&words;</xsl:text><xsl:apply-templates/><xsl:text>&close;</xsl:text>
  </xsl:template>

  <!-- Lines that follow one another without a blank line. -->
  <xsl:template match="tei:l | tei:row | tei:castItem | tei:speaker | tei:sp/* | tei:addrLine | tei:listBibl/* | tei:person/* | tei:place/* | tei:org/* | tei:closer/* | tei:opener/*">
    <xsl:choose>
      <xsl:when test="@x:block"><xsl:text>&open;0|0|&words;</xsl:text><xsl:apply-templates/><xsl:text>&close;</xsl:text></xsl:when>
      <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:l[contains(@rend, 'indent')]" priority="2">
    <xsl:variable name="steps" select="number(translate(substring-after(@rend, 'indent'), '()+', ''))"/>
    <xsl:text>&open;</xsl:text>
    <xsl:choose>
      <xsl:when test="$steps &gt; 0 and $steps &lt; 20"><xsl:value-of select="2 * $steps"/></xsl:when>
      <xsl:otherwise>2</xsl:otherwise>
    </xsl:choose>
    <xsl:text>|0|&words;</xsl:text><xsl:apply-templates/><xsl:text>&close;</xsl:text>
  </xsl:template>

  <xsl:template match="tei:quote[@x:block] | tei:epigraph | tei:sp/tei:lg">
    <xsl:text>&open;4|1|&words;</xsl:text><xsl:apply-templates/><xsl:text>&close;</xsl:text>
  </xsl:template>

  <xsl:template match="tei:sp/tei:lg" priority="2">
    <xsl:text>&open;0|0|&words;</xsl:text><xsl:apply-templates/><xsl:text>&close;</xsl:text>
  </xsl:template>

  <xsl:template match="tei:item">
    <xsl:text>&open;</xsl:text>
    <xsl:choose>
      <xsl:when test="ancestor::tei:item">2</xsl:when>
      <xsl:otherwise>0</xsl:otherwise>
    </xsl:choose>
    <xsl:text>|0|</xsl:text>
    <xsl:choose>
      <xsl:when test="number(@n) = number(@n)"><xsl:value-of select="@n"/><xsl:text>. </xsl:text></xsl:when>
      <xsl:when test="@n"><xsl:value-of select="@n"/><xsl:text> </xsl:text></xsl:when>
      <xsl:when test="../@rend = 'bulleted'"><xsl:text>- </xsl:text></xsl:when>
    </xsl:choose>
    <xsl:text>&words;</xsl:text><xsl:apply-templates/><xsl:text>&close;</xsl:text>
  </xsl:template>

  <xsl:template match="tei:item/tei:list | tei:list/tei:label | tei:list/tei:head"><xsl:text>&open;0|0|&words;</xsl:text><xsl:apply-templates/><xsl:text>&close;</xsl:text></xsl:template>

  <xsl:template match="tei:cell">
    <xsl:if test="preceding-sibling::tei:cell[1]"><xsl:text> | </xsl:text></xsl:if>
    <xsl:apply-templates/>
  </xsl:template>

  <xsl:template match="tei:figure">
    <xsl:text>&open;0|1|&words;[Illustration</xsl:text>
    <xsl:if test="normalize-space(.)"><xsl:text>: </xsl:text></xsl:if>
    <xsl:apply-templates/><xsl:text>]&close;</xsl:text>
  </xsl:template>
  <xsl:template match="tei:figure/tei:head | tei:figure/tei:figDesc" priority="2"><xsl:apply-templates/><xsl:text> </xsl:text></xsl:template>

  <xsl:template match="tei:milestone[@x:block]" priority="2"><xsl:text>&open;0|1|&words;*&close;</xsl:text></xsl:template>
  <xsl:template match="tei:binaryObject | tei:index | tei:linkGrp | tei:timeline"/>
  <xsl:template match="tei:space"><xsl:text> </xsl:text></xsl:template>

  <!-- In the line -->
  <xsl:template match="tei:lb">
    <xsl:if test="not(@break = 'no')"><xsl:text>&line;</xsl:text></xsl:if>
  </xsl:template>

  <xsl:template match="tei:pb[@n]"><xsl:text>[</xsl:text><xsl:value-of select="@n"/><xsl:text>]</xsl:text></xsl:template>
  <xsl:template match="tei:pb[@n][@x:block]" priority="1"><xsl:text>&open;0|1|&words;[</xsl:text><xsl:value-of select="@n"/><xsl:text>]&close;</xsl:text></xsl:template>

  <xsl:template match="tei:hi | tei:emph">
    <xsl:variable name="r" select="translate(@rend, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"/>
    <xsl:variable name="sign">
      <xsl:choose>
        <xsl:when test="@x:block"/>
        <xsl:when test="not(@rend) or contains($r, 'ital')">*</xsl:when>
        <xsl:when test="contains($r, 'bold') or contains($r, 'strong')">**</xsl:when>
      </xsl:choose>
    </xsl:variable>
    <xsl:value-of select="$sign"/><xsl:apply-templates/><xsl:value-of select="$sign"/>
  </xsl:template>

  <xsl:template match="tei:gap">
    <xsl:variable name="said" select="normalize-space(.)"/>
    <xsl:choose>
      <xsl:when test="$said and string-length($said) &lt; 4"><xsl:apply-templates/></xsl:when>
      <xsl:when test="$said"><xsl:text>[</xsl:text><xsl:apply-templates/><xsl:text>]</xsl:text></xsl:when>
      <xsl:when test="@reason"><xsl:text>[</xsl:text><xsl:value-of select="translate(@reason, '_', ' ')"/><xsl:text>]</xsl:text></xsl:when>
      <xsl:otherwise><xsl:text>[…]</xsl:text></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:del"><xsl:text>⟦</xsl:text><xsl:apply-templates/><xsl:text>⟧</xsl:text></xsl:template>

  <xsl:template match="tei:ref[@x:external]">
    <xsl:apply-templates/>
    <xsl:if test="not(contains(., @x:href))"><xsl:text> &lt;</xsl:text><xsl:value-of select="@x:href"/><xsl:text>&gt;</xsl:text></xsl:if>
  </xsl:template>

  <xsl:template match="tei:q[not(@x:block)] | tei:said[not(@x:block)] | tei:quote[not(@x:block)] | tei:soCalled">
    <xsl:variable name="first" select="substring(normalize-space(.), 1, 1)"/>
    <xsl:variable name="bare" select="$first and not(contains($quotation-marks, $first))"/>
    <xsl:if test="$bare">“</xsl:if><xsl:apply-templates/><xsl:if test="$bare">”</xsl:if>
  </xsl:template>

  <!-- Notes and readings -->
  <xsl:template match="tei:note[@x:mark]" priority="2"><xsl:text>[</xsl:text><xsl:value-of select="@x:mark"/><xsl:text>]</xsl:text></xsl:template>
  <xsl:template match="tei:note[@x:mark][@x:between]" priority="3"><xsl:text>&open;0|0|&words;[</xsl:text><xsl:value-of select="@x:mark"/><xsl:text>]&close;</xsl:text></xsl:template>
  <xsl:template match="tei:note[@n][@x:block]" priority="1"><xsl:text>&open;0|1|[</xsl:text><xsl:value-of select="@n"/><xsl:text>] &words;</xsl:text><xsl:apply-templates/><xsl:text>&close;</xsl:text></xsl:template>

  <xsl:template match="tei:note" mode="notes">
    <xsl:text>&open;0|1|[</xsl:text><xsl:value-of select="@x:mark"/><xsl:text>] &words;</xsl:text><xsl:apply-templates/><xsl:text>&close;</xsl:text>
  </xsl:template>

  <xsl:template match="tei:choice | tei:app"><xsl:apply-templates select="*[@x:shown]"/></xsl:template>
  <xsl:template match="tei:choice/* | tei:lem | tei:rdg"><xsl:apply-templates/></xsl:template>

  <xsl:template match="*" mode="readings">
    <xsl:text>&open;0|0|&words;</xsl:text>
    <xsl:apply-templates select="*[@x:shown]" mode="plain"/>
    <xsl:text>] </xsl:text>
    <xsl:for-each select="*[not(@x:shown)]">
      <xsl:if test="position() &gt; 1"><xsl:text>; </xsl:text></xsl:if>
      <xsl:apply-templates select="."/>
      <xsl:if test="@wit"><xsl:text> (</xsl:text><xsl:value-of select="translate(@wit, '#', '')"/><xsl:text>)</xsl:text></xsl:if>
    </xsl:for-each>
    <xsl:text>&close;</xsl:text>
  </xsl:template>
</xsl:stylesheet>
