<?xml version="1.0" encoding="UTF-8"?>
<!-- The text edition as Markdown: headings by number signs, notes as [^1], quotations by >. What Markdown has
     no sign for stands in a comment above the block (x:said, see render/statements.py), so that the text can
     be read back. Where Markdown and plain text agree the templates are those of text.xsl. What is told of
     source and edition there is the header's and no part of the text: it is left out. -->
<!DOCTYPE xsl:stylesheet [<!ENTITY open "&#xFDD0;"><!ENTITY words "&#xFDD1;"><!ENTITY close "&#xFDD2;"><!ENTITY line "&#xFDD3;"><!ENTITY add "&#xFDD4;"><!ENTITY added "&#xFDD5;"><!ENTITY break "&#xFDD6;">]>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:x="urn:tei-edition:render" exclude-result-prefixes="tei x">
  <xsl:import href="text.xsl"/>
  <xsl:key name="division" match="tei:div" use="concat('#', @xml:id)"/>
  <xsl:variable name="ended" select="/descendant::tei:note[@x:ended]"/>
  <xsl:variable name="letters">abcdefghijklmnopqrstuvwxyz</xsl:variable>

  <xsl:template match="/">
    <xsl:apply-templates select="$parts"/>
    <xsl:if test="$notes = 'end'"><xsl:apply-templates select="$noted[@x:footed]" mode="notes"/></xsl:if>
    <xsl:if test="$notes = 'section'"><xsl:apply-templates select="key('home', '-')[@x:footed]" mode="notes"/></xsl:if>
    <xsl:if test="$registers">
      <xsl:call-template name="title"><xsl:with-param name="words"># Registers</xsl:with-param></xsl:call-template>
      <xsl:apply-templates select="$registers"/>
    </xsl:if>
    <xsl:if test="$ended">
      <xsl:call-template name="title"><xsl:with-param name="words"># Notes</xsl:with-param></xsl:call-template>
      <xsl:apply-templates select="$ended" mode="notes"/>
    </xsl:if>
    <xsl:if test="$readings and $view = 'reading'">
      <xsl:call-template name="title"><xsl:with-param name="words"># Readings</xsl:with-param></xsl:call-template>
      <xsl:apply-templates select="$readings" mode="readings"/>
    </xsl:if>
  </xsl:template>

  <xsl:template name="section-notes"><xsl:apply-templates select="key('home', @x:id)[@x:footed]" mode="notes"/></xsl:template>

  <!-- A block: a blank line, the comment that says what it is, the words after a sign, a blank line. -->
  <xsl:template name="block">
    <xsl:param name="sign"/>
    <xsl:param name="indent">0</xsl:param>
    <xsl:call-template name="said"/>
    <xsl:text>&open;</xsl:text><xsl:value-of select="concat($indent, '|0|', $sign)"/><xsl:text>&words;</xsl:text>
    <xsl:apply-templates/>
    <xsl:text>&close;</xsl:text>
    <xsl:call-template name="space"/>
  </xsl:template>

  <xsl:template name="space"><xsl:text>&open;0|1|&words;&close;</xsl:text></xsl:template>

  <xsl:template name="said">
    <xsl:call-template name="space"/>
    <xsl:if test="@x:said"><xsl:text>&open;0|0|&words;&add;&lt;!-- </xsl:text><xsl:value-of select="@x:said"/><xsl:text> --&gt;&added;&close;</xsl:text></xsl:if>
  </xsl:template>

  <xsl:template name="element">
    <xsl:choose>
      <xsl:when test="@x:toc">
        <xsl:text>&open;0|2|&words;</xsl:text><xsl:apply-templates/>
        <xsl:if test="$notes = 'section'"><xsl:call-template name="section-notes"/></xsl:if>
        <xsl:text>&close;</xsl:text>
      </xsl:when>
      <xsl:when test="@x:block"><xsl:call-template name="block"/></xsl:when>
      <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="line-of-its-own"><xsl:call-template name="element"/></xsl:template>

  <xsl:template match="tei:head">
    <xsl:choose>
      <xsl:when test="@x:sign"><xsl:call-template name="block"><xsl:with-param name="sign" select="concat(@x:sign, ' ')"/><xsl:with-param name="indent">=0</xsl:with-param></xsl:call-template></xsl:when>
      <xsl:otherwise><xsl:call-template name="element"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Lines of verse, each with the two blanks at its end that keep it a line; those of a speech may stand alone. -->
  <xsl:template match="tei:l" priority="1">
    <xsl:if test="@x:said"><xsl:call-template name="said"/></xsl:if>
    <xsl:variable name="steps" select="number(translate(substring-after(@rend, 'indent'), '()+', ''))"/>
    <xsl:text>&open;</xsl:text>
    <xsl:choose>
      <xsl:when test="$steps &gt; 0 and $steps &lt; 20"><xsl:value-of select="2 * $steps"/></xsl:when>
      <xsl:when test="contains(@rend, 'indent')">2</xsl:when>
      <xsl:otherwise>0</xsl:otherwise>
    </xsl:choose>
    <xsl:text>|0|&words;</xsl:text><xsl:apply-templates/><xsl:text>&break;&close;</xsl:text>
  </xsl:template>

  <xsl:template match="tei:item">
    <xsl:text>&open;0|0|</xsl:text>
    <xsl:choose>
      <xsl:when test="number(@n) = number(@n) or (string-length(@n) = 1 and contains($letters, @n))"><xsl:value-of select="@n"/><xsl:text>. </xsl:text></xsl:when>
      <xsl:otherwise><xsl:text>- </xsl:text></xsl:otherwise>
    </xsl:choose>
    <xsl:text>&words;</xsl:text><xsl:apply-templates/><xsl:text>&close;</xsl:text>
  </xsl:template>
  <xsl:template match="tei:item/tei:p"><xsl:text>&open;0|0|&words;</xsl:text><xsl:apply-templates/><xsl:text>&close;</xsl:text></xsl:template>
  <xsl:template match="tei:item/tei:list" priority="1"><xsl:text>&open;0|0|&words;</xsl:text><xsl:apply-templates/><xsl:text>&close;</xsl:text></xsl:template>

  <xsl:template match="tei:row">
    <xsl:text>&open;0|0|&words;</xsl:text>
    <xsl:for-each select="tei:cell"><xsl:text>| </xsl:text><xsl:apply-templates select="."/><xsl:text> </xsl:text></xsl:for-each>
    <xsl:text>|</xsl:text>
    <xsl:if test="@role = 'label' and not(preceding-sibling::tei:row[1])">
      <xsl:text>&line;</xsl:text><xsl:for-each select="tei:cell"><xsl:text>|---</xsl:text></xsl:for-each><xsl:text>|</xsl:text>
    </xsl:if>
    <xsl:text>&close;</xsl:text>
  </xsl:template>
  <xsl:template match="tei:cell">
    <xsl:variable name="words"><xsl:apply-templates mode="run"/></xsl:variable>
    <xsl:value-of select="normalize-space(translate($words, '&line;', ' '))"/>
  </xsl:template>

  <xsl:template match="tei:figure/tei:head" priority="2"><xsl:apply-templates/></xsl:template>

  <!-- A quotation of one paragraph has a sign; of others each part says what it is a part of. -->
  <xsl:template name="indented">
    <xsl:choose>
      <xsl:when test="self::tei:quote and not(*[@x:block][2]) and not(tei:lg)"><xsl:call-template name="block"><xsl:with-param name="indent">&gt;</xsl:with-param></xsl:call-template></xsl:when>
      <xsl:otherwise><xsl:call-template name="element"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="tei:cit/tei:quote | tei:cit/tei:bibl" priority="2"><xsl:apply-templates/><xsl:text> </xsl:text></xsl:template>

  <!-- In the line -->
  <xsl:template match="tei:pb">
    <xsl:if test="@n and string($pages)">
      <xsl:if test="@x:block"><xsl:call-template name="space"/><xsl:text>&open;0|0|&words;</xsl:text></xsl:if>
      <xsl:text>[&add;</xsl:text>
      <xsl:if test="not(translate(@n, '0123456789', '')) or not(translate(@n, 'ivxlc', ''))"><xsl:text>p. </xsl:text></xsl:if>
      <xsl:value-of select="@n"/><xsl:text>&added;]</xsl:text>
      <xsl:if test="@x:block"><xsl:text>&close;</xsl:text><xsl:call-template name="space"/></xsl:if>
    </xsl:if>
  </xsl:template>

  <xsl:template match="tei:hi | tei:emph">
    <xsl:choose>
      <xsl:when test="@x:block"><xsl:apply-templates/></xsl:when>
      <xsl:when test="contains(@x:look, 'look-smallcaps')"><xsl:text>&lt;sc&gt;</xsl:text><xsl:apply-templates/><xsl:text>&lt;/sc&gt;</xsl:text></xsl:when>
      <xsl:when test="contains(@x:look, 'look-sup')"><xsl:text>&lt;sup&gt;</xsl:text><xsl:apply-templates/><xsl:text>&lt;/sup&gt;</xsl:text></xsl:when>
      <xsl:when test="contains(@x:look, 'look-underline')"><xsl:text>&lt;u&gt;</xsl:text><xsl:apply-templates/><xsl:text>&lt;/u&gt;</xsl:text></xsl:when>
      <xsl:when test="contains(@x:look, 'look-bold') and @x:within"><xsl:text>&lt;b&gt;</xsl:text><xsl:apply-templates/><xsl:text>&lt;/b&gt;</xsl:text></xsl:when>
      <xsl:when test="contains(@x:look, 'look-bold')"><xsl:text>**</xsl:text><xsl:apply-templates/><xsl:text>**</xsl:text></xsl:when>
      <xsl:when test="not(contains(@x:look, 'look-italic')) and @rend"><xsl:apply-templates/></xsl:when>
      <xsl:when test="@x:within"><xsl:text>&lt;i&gt;</xsl:text><xsl:apply-templates/><xsl:text>&lt;/i&gt;</xsl:text></xsl:when>
      <xsl:otherwise><xsl:text>*</xsl:text><xsl:apply-templates/><xsl:text>*</xsl:text></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:ref">
    <xsl:choose>
      <xsl:when test="@x:external and normalize-space(.) != @x:href"><xsl:text>[</xsl:text><xsl:apply-templates/><xsl:text>](&add;</xsl:text><xsl:value-of select="@x:href"/><xsl:text>&added;)</xsl:text></xsl:when>
      <xsl:when test="@x:internal and key('division', @target)"><xsl:text>[</xsl:text><xsl:apply-templates/><xsl:text>](&add;</xsl:text><xsl:value-of select="@target"/><xsl:text>&added;)</xsl:text></xsl:when>
      <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Notes; one that no mark calls stays where it is. -->
  <xsl:template match="tei:note" priority="1">
    <xsl:choose>
      <xsl:when test="@x:ended and not(@x:mark)"/>
      <xsl:when test="@x:label and not(@x:mark)"><xsl:apply-templates select="." mode="notes"/></xsl:when>
      <xsl:otherwise><xsl:apply-imports/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="mark"><xsl:text>[^&add;</xsl:text><xsl:value-of select="@x:label"/><xsl:text>&added;]</xsl:text></xsl:template>

  <xsl:template match="tei:note" mode="notes">
    <xsl:call-template name="said"/>
    <xsl:text>&open;=4|0|[^</xsl:text><xsl:value-of select="@x:label"/><xsl:text>]: &words;</xsl:text><xsl:apply-templates/><xsl:text>&close;</xsl:text>
    <xsl:call-template name="space"/>
  </xsl:template>
</xsl:stylesheet>
