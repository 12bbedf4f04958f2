<?xml version="1.0" encoding="UTF-8"?>
<!-- A TEI document (annotated: see render/annotate.py) as a stream of words and signs that
     render/layout.py lays out in lines. No pattern has a predicate (see html.xsl). The signs are
     noncharacters, which no text may hold: U+FDD0 indent|gap|prefix U+FDD1 opens a block, U+FDD2 closes
     it, U+FDD3 ends a line; what stands between U+FDD4 and U+FDD5 is added to the words of the text. -->
<!DOCTYPE xsl:stylesheet [<!ENTITY open "&#xFDD0;"><!ENTITY words "&#xFDD1;"><!ENTITY close "&#xFDD2;"><!ENTITY line "&#xFDD3;"><!ENTITY add "&#xFDD4;"><!ENTITY added "&#xFDD5;">]>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:x="urn:tei-edition:render" exclude-result-prefixes="tei x">
  <xsl:include href="plain.xsl"/>
  <xsl:include href="lists.xsl"/>
  <xsl:include href="text-header.xsl"/>
  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:param name="title"/>
  <xsl:param name="subtitle"/>
  <xsl:param name="authors"/>
  <xsl:param name="date"/>
  <xsl:param name="citation"/>
  <xsl:param name="notes">end</xsl:param><!-- end, section, inline, none -->
  <xsl:param name="view"/>
  <xsl:param name="pages">1</xsl:param><!-- nothing: no page numbers -->

  <xsl:key name="home" match="tei:note" use="@x:home"/>

  <xsl:template match="/">
    <xsl:if test="not(/*/@x:titled)">
      <xsl:call-template name="line"><xsl:with-param name="words" select="$title"/></xsl:call-template>
      <xsl:call-template name="line"><xsl:with-param name="words" select="$subtitle"/></xsl:call-template>
      <xsl:call-template name="line"><xsl:with-param name="words" select="$authors"/></xsl:call-template>
      <xsl:call-template name="line"><xsl:with-param name="words" select="$date"/></xsl:call-template>
    </xsl:if>
    <xsl:for-each select="$parts">
      <xsl:if test="../@x:title"><xsl:call-template name="line"><xsl:with-param name="words" select="../@x:title"/></xsl:call-template></xsl:if>
      <xsl:text>&open;0|2|&words;</xsl:text><xsl:apply-templates select="."/><xsl:text>&close;</xsl:text>
    </xsl:for-each>
    <xsl:if test="$registers">
      <xsl:call-template name="title"><xsl:with-param name="words">Registers</xsl:with-param></xsl:call-template>
      <xsl:apply-templates select="$registers"/>
    </xsl:if>
    <xsl:choose>
      <xsl:when test="$notes = 'end'"><xsl:call-template name="notes"><xsl:with-param name="list" select="$noted"/></xsl:call-template></xsl:when>
      <xsl:when test="$notes = 'section'"><xsl:call-template name="notes"><xsl:with-param name="list" select="key('home', '-')"/></xsl:call-template></xsl:when>
      <xsl:when test="$notes = 'none' and $noted"><xsl:text>&open;0|2|&words;&add;[The notes are left out.]&added;&close;</xsl:text></xsl:when>
    </xsl:choose>
    <xsl:if test="$readings">
      <xsl:call-template name="title"><xsl:with-param name="words">Readings</xsl:with-param></xsl:call-template>
      <xsl:apply-templates select="$readings" mode="readings"/>
    </xsl:if>
    <xsl:call-template name="source"/>
  </xsl:template>

  <xsl:template name="notes">
    <xsl:param name="list"/>
    <xsl:if test="$list">
      <xsl:call-template name="title"><xsl:with-param name="words">Notes</xsl:with-param></xsl:call-template>
      <xsl:apply-templates select="$list" mode="notes"/>
    </xsl:if>
  </xsl:template>

  <xsl:template name="title">
    <xsl:param name="words"/>
    <xsl:text>&open;0|2|&words;&add;</xsl:text><xsl:value-of select="$words"/><xsl:text>&added;&close;</xsl:text>
  </xsl:template>

  <xsl:template name="section-notes"><xsl:apply-templates select="key('home', @x:id)" mode="notes"/></xsl:template>

  <xsl:template name="line">
    <xsl:param name="words"/>
    <xsl:if test="string($words)"><xsl:text>&open;0|1|&words;&add;</xsl:text><xsl:value-of select="$words"/><xsl:text>&added;&close;</xsl:text></xsl:if>
  </xsl:template>

  <!-- Anything that stands alone is a block of its own; anything else runs on. -->
  <xsl:template match="*"><xsl:call-template name="element"/></xsl:template>
  <xsl:template name="element">
    <xsl:choose>
      <xsl:when test="@x:toc">
        <xsl:text>&open;0|2|&words;</xsl:text><xsl:apply-templates/>
        <xsl:if test="$notes = 'section'"><xsl:call-template name="section-notes"/></xsl:if>
        <xsl:text>&close;</xsl:text>
      </xsl:when>
      <xsl:when test="@x:block"><xsl:text>&open;0|1|&words;</xsl:text><xsl:apply-templates/><xsl:text>&close;</xsl:text></xsl:when>
      <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="comment() | processing-instruction()"/>

  <!-- Lines that follow one another without a blank line. -->
  <xsl:template match="tei:row | tei:castItem | tei:speaker | tei:sp/* | tei:addrLine | tei:listBibl/* | tei:person/* | tei:place/* | tei:org/* | tei:closer/* | tei:opener/*" priority="-0.25"><xsl:call-template name="line-of-its-own"/></xsl:template>
  <xsl:template name="line-of-its-own">
    <xsl:choose>
      <xsl:when test="@x:block"><xsl:text>&open;0|0|&words;</xsl:text><xsl:apply-templates/><xsl:text>&close;</xsl:text></xsl:when>
      <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:l" priority="1">
    <xsl:variable name="steps" select="number(translate(substring-after(@rend, 'indent'), '()+', ''))"/>
    <xsl:text>&open;</xsl:text>
    <xsl:choose>
      <xsl:when test="$steps &gt; 0 and $steps &lt; 20"><xsl:value-of select="2 * $steps"/></xsl:when>
      <xsl:when test="contains(@rend, 'indent')">2</xsl:when>
      <xsl:otherwise>0</xsl:otherwise>
    </xsl:choose>
    <xsl:text>|0|&words;</xsl:text><xsl:apply-templates/><xsl:text>&close;</xsl:text>
  </xsl:template>

  <xsl:template match="tei:epigraph"><xsl:call-template name="indented"/></xsl:template>
  <xsl:template name="indented">
    <xsl:text>&open;4|1|&words;</xsl:text><xsl:apply-templates/><xsl:text>&close;</xsl:text>
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
    <xsl:text>&open;0|1|&words;[&add;Illustration&added;</xsl:text>
    <xsl:if test="normalize-space(.)"><xsl:text>: </xsl:text></xsl:if>
    <xsl:apply-templates/><xsl:text>]&close;</xsl:text>
  </xsl:template>
  <xsl:template match="tei:figure/tei:head | tei:figure/tei:figDesc" priority="2"><xsl:apply-templates/><xsl:text> </xsl:text></xsl:template>

  <xsl:template match="tei:milestone"><xsl:if test="@x:block"><xsl:text>&open;0|1|&words;*&close;</xsl:text></xsl:if></xsl:template>
  <xsl:template match="tei:binaryObject"/>
  <xsl:template match="tei:space"><xsl:text> </xsl:text><xsl:apply-templates/></xsl:template>

  <!-- In the line -->
  <xsl:template match="tei:lb">
    <xsl:if test="not(@break = 'no')"><xsl:text>&line;</xsl:text></xsl:if>
  </xsl:template>

  <xsl:template match="tei:pb">
    <xsl:if test="@n and string($pages)">
      <xsl:if test="@x:block"><xsl:text>&open;0|1|&words;</xsl:text></xsl:if>
      <xsl:text>[&add;</xsl:text><xsl:value-of select="@n"/><xsl:text>&added;]</xsl:text>
      <xsl:if test="@x:block"><xsl:text>&close;</xsl:text></xsl:if>
    </xsl:if>
  </xsl:template>

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
      <xsl:when test="@reason"><xsl:text>[&add;</xsl:text><xsl:value-of select="translate(@reason, '_', ' ')"/><xsl:text>&added;]</xsl:text></xsl:when>
      <xsl:otherwise><xsl:text>[…]</xsl:text></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:del"><xsl:text>⟦</xsl:text><xsl:apply-templates/><xsl:text>⟧</xsl:text></xsl:template>

  <xsl:template match="tei:ref">
    <xsl:apply-templates/>
    <xsl:if test="@x:external and not(contains(., @x:href))"><xsl:text> &lt;&add;</xsl:text><xsl:value-of select="@x:href"/><xsl:text>&added;&gt;</xsl:text></xsl:if>
  </xsl:template>

  <xsl:template match="tei:q | tei:said | tei:quote | tei:soCalled" priority="1">
    <xsl:variable name="first" select="substring(normalize-space(.), 1, 1)"/>
    <xsl:choose>
      <xsl:when test="@x:block and self::tei:quote"><xsl:call-template name="indented"/></xsl:when>
      <xsl:when test="@x:block or contains($quotation-marks, $first)"><xsl:call-template name="element"/></xsl:when>
      <xsl:otherwise>“<xsl:apply-templates/>”</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Notes and readings -->
  <xsl:template match="tei:note" priority="1">
    <xsl:choose>
      <xsl:when test="@x:mark and $notes = 'none'"/>
      <xsl:when test="@x:between"><xsl:text>&open;0|0|&words;</xsl:text><xsl:call-template name="mark"/><xsl:text>&close;</xsl:text></xsl:when>
      <xsl:when test="@x:mark"><xsl:call-template name="mark"/></xsl:when>
      <xsl:when test="@x:block and @n"><xsl:text>&open;0|1|[</xsl:text><xsl:value-of select="@n"/><xsl:text>] &words;</xsl:text><xsl:apply-templates/><xsl:text>&close;</xsl:text></xsl:when>
      <xsl:otherwise><xsl:call-template name="element"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="mark">
    <xsl:choose>
      <xsl:when test="$notes = 'inline'">
        <xsl:variable name="words"><xsl:apply-templates mode="run"/></xsl:variable>
        <xsl:text> [</xsl:text><xsl:value-of select="normalize-space(translate($words, '&line;', ' '))"/><xsl:text>]</xsl:text>
      </xsl:when>
      <xsl:otherwise><xsl:text>[&add;</xsl:text><xsl:value-of select="@x:mark"/><xsl:text>&added;]</xsl:text></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A note in the line: its blocks run on, parted by blanks. -->
  <xsl:template match="*" mode="run">
    <xsl:if test="@x:block"><xsl:text> </xsl:text></xsl:if>
    <xsl:choose>
      <xsl:when test="@x:block"><xsl:apply-templates mode="run"/><xsl:text> </xsl:text></xsl:when>
      <xsl:when test="*[@x:block]"><xsl:apply-templates mode="run"/></xsl:when>
      <xsl:otherwise><xsl:apply-templates select="."/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="tei:lb" mode="run"><xsl:if test="not(@break = 'no')"><xsl:text> </xsl:text></xsl:if></xsl:template>
  <xsl:template match="comment() | processing-instruction()" mode="run"/>

  <xsl:template match="tei:note" mode="notes">
    <xsl:text>&open;0|1|[</xsl:text><xsl:value-of select="@x:mark"/><xsl:text>] &words;</xsl:text><xsl:apply-templates/><xsl:text>&close;</xsl:text>
  </xsl:template>

  <xsl:template match="tei:choice | tei:app"><xsl:apply-templates select="*[@x:shown]"/></xsl:template>
  <xsl:template match="tei:choice/* | tei:lem | tei:rdg"><xsl:apply-templates/></xsl:template>

  <xsl:template match="tei:choice | tei:app" mode="readings">
    <xsl:text>&open;0|0|&words;&add;</xsl:text>
    <xsl:apply-templates select="*[@x:shown]" mode="plain"/>
    <xsl:text>&added;] </xsl:text>
    <xsl:for-each select="*[not(@x:shown)]">
      <xsl:if test="position() &gt; 1"><xsl:text>; </xsl:text></xsl:if>
      <xsl:apply-templates select="."/>
      <xsl:if test="@wit"><xsl:text> (&add;</xsl:text><xsl:value-of select="translate(@wit, '#', '')"/><xsl:text>&added;)</xsl:text></xsl:if>
    </xsl:for-each>
    <xsl:text>&close;</xsl:text>
  </xsl:template>
</xsl:stylesheet>
