#!/usr/bin/env python3
"""Write docs/rules.md from the table of rules: `python docs/make_rules.py`.

What a rule asks and how to mend it comes from `tei_edition.rules.RULES`. Why it asks, and an example that
breaks it beside one that does not, is said here; `tests/test_docs.py` runs every example.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from tei_edition.rules import RULES, Rule

PAGE = Path(__file__).with_name("rules.md")


class Page(NamedTuple):
    """Why a rule is there, and two examples; `header` says that they stand in teiHeader, not in a division."""

    why: str
    wrong: str = ""
    right: str = ""
    header: bool = False


PAGES = {
    "R01": Page(
        "TEI's schemas accept a pointer to nothing. Readers of the edition then follow a link that leads nowhere. "
        "What is missing is told once, with the number of places that point to it.",
        '<p>See <ref target="#div7">below</ref>.</p>',
        '<p xml:id="p1">See <ref target="#p1">below</ref>.</p>',
    ),
    "R02": Page(
        "An id is an address: if two elements have it, a link leads to the first, or to none.",
        '<p xml:id="p1">One.</p><p xml:id="p1">Two.</p>',
        '<p xml:id="p1">One.</p><p xml:id="p2">Two.</p>',
    ),
    "R03": Page(
        "An index of persons is made from these pointers. A name that points to two persons, or to a paragraph, "
        "cannot be sorted into it.",
        "<p>Then <persName>Anton Holm</persName> came.</p>",
        "<p>Then Anton Holm came.</p>",
    ),
    "R04": Page(
        "A person whom nothing refers to is often one whose name was changed in the text and not in the list. "
        "The order makes changes of the list readable. `--fix` sorts the list.",
        '<profileDesc><particDesc><listPerson><person xml:id="a"/></listPerson></particDesc></profileDesc>',
        "<profileDesc><particDesc/></profileDesc>",
        True,
    ),
    "R05": Page(
        "The title of the header names the file in catalogues; it must be one, and that of the title page.",
        "<fileDesc><titleStmt><title>The Hill</title></titleStmt></fileDesc>",
        '<fileDesc><titleStmt><title type="main">The Hill</title></titleStmt></fileDesc>',
        True,
    ),
    "R06": Page(
        "TEI's schemas accept an empty paragraph. It is shown as a gap and counted as a paragraph. `--fix` removes "
        "it where nothing points to it.",
        "<p>One.</p><p/>",
        '<p>One.</p><p><gap reason="illegible"/></p>',
    ),
    "R07": Page(
        "A note is found by the mark that called it, and shown where it stood. `--fix` adds the id.",
        "<p>One.<note>A note.</note></p>",
        '<p>One.<note place="bottom" n="1" xml:id="note1">A note.</note></p>',
    ),
    "R08": Page(
        "A number out of order is a note at the wrong place; a mark left in the text is a note that was not found.",
        '<p>One.<note place="end" n="2" xml:id="note2">B.</note><note place="end" n="4" xml:id="note4">D.</note></p>',
        '<p>One.<note place="end" n="1" xml:id="note1">A.</note><note place="end" n="2" xml:id="note2">B.</note></p>',
    ),
    "R09": Page(
        "A note within a name hides the name from a search for it.",
        '<p><persName ref="#a">Anton<note place="end" n="1" xml:id="note1">So.</note> Holm</persName></p>',
        '<p><persName ref="#a">Anton Holm</persName><note place="end" n="1" xml:id="note1">So.</note></p>',
    ),
    "R10": Page(
        "A page number that falls, or leaves a gap, is most often a misread numeral or a page that was skipped.",
        '<p>One <pb n="12"/> two <pb n="11"/> three.</p>',
        '<p>One <pb n="11"/> two <pb n="12"/> three.</p>',
    ),
    "R11": Page(
        "A span that ends before it begins is a slip. A work printed before it was written is told as a warning.",
        '<p><date from="1921" to="1920">those years</date></p>',
        '<p><date from="1920" to="1921">those years</date></p>',
    ),
    "R12": Page(
        "Browsers hyphenate, and screen readers speak, by the language tag.",
        '<profileDesc><langUsage><language ident="en_GB">English</language></langUsage></profileDesc>',
        '<profileDesc><langUsage><language ident="en">English</language></langUsage></profileDesc>',
        True,
    ),
    "R13": Page(
        "Words straight in a list or a division belong to no paragraph: they have no address and no style. "
        "`--fix` removes a paragraph of white space.",
        "loose words<p>One.</p>",
        "<p>loose words</p><p>One.</p>",
    ),
    "R14": Page(
        "The contents are made from the heads; one that comes late or twice makes two entries of one part.",
        "<p>One.</p><head>The hill</head>",
        "<head>The hill</head><p>One.</p>",
    ),
    "R15": Page(
        "A bare `sic` corrects nothing, and a bare `corr` hides what the source has.",
        "<p>It was <sic>fallne</sic>.</p>",
        "<p>It was <choice><sic>fallne</sic><corr>fallen</corr></choice>.</p>",
    ),
    "R16": Page(
        "A full stop that slipped into an address breaks the link.",
        '<p><ref target="https://example.org/a.">there.</ref></p>',
        '<p><ref target="https://example.org/a">there</ref>.</p>',
    ),
    "R17": Page(
        "What follows a signature is a postscript, a trailer, or another piece.",
        "<p>One.</p><closer><signed>E. M.</signed></closer><p>Two.</p>",
        "<p>One.</p><closer><signed>E. M.</signed></closer><postscript><p>Two.</p></postscript>",
    ),
    "R18": Page(
        "An asterisk is most often emphasis that was not marked up; U+FFFD is a letter lost by a wrong encoding.",
        "<p>She went *no further*.</p>",
        '<p>She went <hi rend="italic">no further</hi>.</p>',
    ),
    "R19": Page(
        "`é` can be one character or two; a search for the one does not find the other. `--fix` composes them.",
        "<p>cafe\u0301</p>",
        "<p>café</p>",
    ),
    "R20": Page(
        "A paragraph that stops in mid-sentence before one in lower case was cut by the end of a page.",
        "<p>and the tide</p><p>came in.</p>",
        "<p>and the tide came in.</p>",
    ),
    "R21": Page(
        "Without a licence nobody may use the edition; without its address nobody can read what is allowed.",
        "<fileDesc><publicationStmt><availability><licence>CC BY</licence></availability></publicationStmt></fileDesc>",
        '<fileDesc><publicationStmt><availability><licence target="https://creativecommons.org/licenses/by/4.0/">'
        "CC BY</licence></availability></publicationStmt></fileDesc>",
        True,
    ),
    "R22": Page(
        "Emphasis within the same emphasis says nothing; a whole paragraph in italics is a matter of its style.",
        '<p><hi rend="italic">All of it.</hi></p>',
        '<p><hi rend="italic">Most</hi> of it.</p>',
    ),
    "R23": Page(
        "A closed list keeps `italic`, `italics` and `it` from meaning one thing.",
        '<p>The <hi rend="slanted">Lamp</hi>.</p>',
        '<p>The <hi rend="italic">Lamp</hi>.</p>',
    ),
    "R24": Page(
        "The audit compares the file with its plain text when it is made; a TEI file alone cannot be asked."
    ),
    "R25": Page(
        "Counts that are wrong betray a change by hand that was not finished. `--fix` counts again.",
        '<encodingDesc><tagsDecl><namespace name="x"><tagUsage gi="p" occurs="9"/></namespace></tagsDecl></encodingDesc>',
        '<encodingDesc><tagsDecl><namespace name="x"><tagUsage gi="q" occurs="0"/></namespace></tagsDecl></encodingDesc>',
        True,
    ),
    "R26": Page(
        "Reviewers ask for the practice of an edition; an empty statement is worse than none.",
        "<encodingDesc><editorialDecl><correction><p/></correction></editorialDecl></encodingDesc>",
        "<encodingDesc><editorialDecl><correction><p>None.</p></correction></editorialDecl></encodingDesc>",
        True,
    ),
    "R27": Page(
        "It may be right, for namesakes; more often one of the two was taken for the other.",
        '<p><persName ref="#a">Holm</persName> and <persName ref="#b">Holm</persName></p>',
        '<p><persName ref="#a">Holm</persName> and <persName ref="#a">Holm</persName></p>',
    ),
    "R28": Page(
        "An empty attribute says neither yes nor no.",
        '<p rend="">One.</p>',
        "<p>One.</p>",
    ),
    "R29": Page(
        "A title that begins with a blank is sorted before all others.",
        "<fileDesc><titleStmt><title> The Hill</title></titleStmt></fileDesc>",
        "<fileDesc><titleStmt><title>The Hill</title></titleStmt></fileDesc>",
        True,
    ),
    "R30": Page(
        "The profile is a strict subset of tei_all. To be sure of a file that was changed by hand, use "
        "`--schema tei_all`."
    ),
}

INTRODUCTION = """\
# Rules

What no schema can say, or none of TEI's says. `tei-edition validate` asks these rules after the schema:
of files of the profile all of them, of other TEI those that hold for any (“elsewhere”). `tei-edition validate
--explain R08` says what a rule asks. What to do where a rule does not fit your edition:
[validation.md](validation.md).

This page is made by `python docs/make_rules.py` from the table of the program.
"""


def page() -> str:
    """The whole page as Markdown; raises KeyError for a rule without an entry in `PAGES`."""
    return "\n".join([INTRODUCTION, *(_section(rule, PAGES[rule.id]) for rule in RULES)])


def _section(rule: Rule, said: Page) -> str:
    elsewhere = f"elsewhere {rule.elsewhere}" if rule.elsewhere else "the profile only"
    parts = [
        f"## {rule.id}",
        "",
        f"{rule.meaning[0].upper()}{rule.meaning[1:]} ({rule.severity}; {elsewhere}).",
        "",
    ]
    parts += [said.why, ""]
    if said.wrong:
        parts += ["```xml", f"<!-- wrong --> {said.wrong}", f"<!-- right --> {said.right}", "```", ""]
    return "\n".join([*parts, f"To mend it: {rule.mend[0].lower()}{rule.mend[1:]}", ""])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
