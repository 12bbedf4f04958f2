"""Markdown out of TEI and back: `[^1]` is a note in both directions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree
from support import SOURCES, TEI, converted, text_of

from tei_edition.marked import DIVISIONS, OPENING, OWN
from tei_edition.render.markdown import to_markdown
from tei_edition.resources import schema_dir

PROSE = """\
The Ferry at Low Water

Ada Fenwick

When the ferry stops, the two banks become two countries.[^1] Captain Tobias Rook has never seen the
water so low, and Rook has seen it stand at the second step of the inn and go *no further*.

# A bell and a rope

I asked Mr. Rook what he would do if the bridge were built.[^2] He looked at the bell, which hangs from a
post by the landing, and at the **rope** of it, and said:

“Then I shall be a man who owns a bell.”

- one bell, cracked
- one rope, wet

## What he owned besides

He owned the landing as well, he said, and the right to stand on it in any weather that he liked.

[^1]: The bridge was voted in 1929 & never begun. (Ed.)

[^2]: He was asked this every week.

    And every week he said the same, which is the whole of this note’s second paragraph.
"""


def notes_of(tree: etree._ElementTree) -> list[tuple[str | None, str | None, str]]:
    return [
        (note.get("n"), note.get("place"), " ".join("".join(note.itertext()).split()))
        for note in tree.iter(f"{TEI}note")
        if note.getparent() is not None and note.get("n") and note.getparent().tag != f"{TEI}notesStmt"
    ]


def test_notes_of_markdown_are_read() -> None:
    made = converted(PROSE)
    assert made.valid
    tree = etree.fromstring(made.data).getroottree()
    notes = notes_of(tree)
    assert [(n, place) for n, place, _ in notes] == [("1", "bottom"), ("2", "bottom")]
    assert len(tree.findall(f".//{TEI}note[@n='2']/{TEI}p")) == 2
    assert "[^" not in "".join(tree.getroot().find(f"{TEI}text").itertext())


def test_markdown_is_read_back_to_the_same_text() -> None:
    first = converted(PROSE, names=True)
    assert first.tree is not None
    again = converted(to_markdown(first.tree), names=True)
    assert text_of(again.data) == text_of(first.data)


def test_notes_under_a_heading_are_notes_of_the_end() -> None:
    ended = PROSE.replace("[^1]: The", "Notes\n\n[^1]: The")
    first = converted(ended, names=True)
    assert first.tree is not None
    tree = etree.fromstring(first.data).getroottree()
    assert [place for _, place, _ in notes_of(tree)] == ["end", "end"]
    again = converted(to_markdown(first.tree), names=True)
    assert text_of(again.data) == text_of(first.data)


def test_marks_without_bodies_and_bodies_without_marks_stay() -> None:
    made = converted(
        "A Title Here\n\nA paragraph with a mark[^7] that leads nowhere at all in this text.\n\n[^8]: A body.\n"
    )
    assert made.data is not None
    said = "".join(etree.fromstring(made.data).find(f"{TEI}text").itertext())
    assert "[^7]" in said
    assert "A body." in said


def alike(data: bytes) -> str:
    """What must come back: all of `text`, but for the blanks and where the lines of the source cut words."""
    return re.sub(r"[ \t]+", " ", text_of(data).replace('<lb break="no"/>', ""))


@pytest.mark.parametrize("source", sorted(SOURCES.glob("*.txt")), ids=lambda path: path.stem)
def test_the_samples_come_back(source: Path) -> None:
    first = converted(source.read_bytes(), names=True, name=source.stem)
    assert first.tree is not None
    again = converted(to_markdown(first.tree), names=True, name=source.stem)
    assert again.valid
    assert alike(again.data) == alike(first.data)


PARTS = {
    "verse": "<lg><l>One of the lines</l><l rend='indent1'>and one set in</l></lg><lg><l>A stanza more</l></lg>",
    "quoted verse": "<p>He sang:</p><quote><lg><l>Row</l><l>and row</l></lg></quote><p>And went.</p>",
    "quotations": "<quote><p>One.</p><p>Two.</p></quote><quote><p>Another.</p><p>Its second.</p></quote>",
    "quotation": "<p>He said:</p><quote><p>“No.”</p></quote><quote><p>A second one.</p></quote>",
    "epigraph": "<div type='chapter'><head>One</head><epigraph><p>All flows.</p><bibl type='source'>Nobody</bibl>"
    "</epigraph><p>Text.</p></div>",
    "play": "<sp><speaker>ROSA</speaker><p>No.</p><stage>Exit.</stage></sp><sp><speaker>HANS</speaker><l>Yes,</l><l>yes.</l></sp>",
    "cast": "<castList><head>Persons</head><castItem><role>Rosa</role>, <roleDesc>a ferrywoman</roleDesc></castItem>"
    "</castList><p>Text.</p>",
    "letter": "<opener><dateline>Saltmere</dateline><salute>Dear Will,</salute></opener><p>Come.</p>"
    "<closer><salute>Yours,</salute><signed>A. T.</signed></closer><postscript><p>P.S. Soon.</p></postscript>",
    "closer of the whole": "<div type='section'><head>Last</head><p>Text.</p></div><closer><signed>A. T.</signed></closer>",
    "lists": "<list rend='numbered'><item n='1'>one</item><item n='2'>two<list rend='bulleted'><item>in it</item>"
    "<item>as well</item></list></item></list><p>x</p><list rend='simple'><item>lone</item></list>",
    "table": "<table><row role='label'><cell>Year</cell><cell>Tons</cell></row><row><cell>1901</cell><cell>12</cell></row>"
    "<row><cell>1902</cell><cell>14</cell></row></table>",
    "headings": "<div type='document' n='2'><head type='label'>Document 2</head><head type='main'>The Reply</head>"
    "<head type='sub'>(A draft)</head><byline>by <docAuthor>Ada Fenwick</docAuthor></byline><p>Text.</p>"
    "<div type='section'><head>In it</head><p>More.</p></div></div>",
    "emphasis": "<p>A <hi rend='italic'>word</hi>, <hi rend='bold'>two</hi>, H<hi rend='sup'>te</hi>, "
    "un<hi rend='italic'>til</hi> <hi rend='smallcaps'>Rome</hi>.</p>",
    "pages": "<p>On the <pb n='12'/>way.</p><pb n='13'/><p>There <pb n='xiv'/>now.</p>",
    "notes": "<p>A<note place='bottom' n='1'>first</note> b<note place='bottom' n='1'>again</note> c"
    "<note place='end' n='2'><p>One.</p><p>Two.</p></note>.</p>",
    "notes within": "<quote><lg><l>Row<note place='bottom' n='1'>first</note></l><l>and row</l></lg></quote>"
    "<table><row><cell>Year</cell><cell>Tons<note place='bottom' n='2'>of salt</note></cell></row>"
    "<row><cell>1901</cell><cell>12</cell></row></table>",
    "signs": "<p>1. No item, and no list.</p><p>- No item.</p><p># No heading</p><p>&gt; said she.</p><p>* * *</p>",
    "short lines": "<p>No Heading</p><p>Text below it, long enough for a paragraph, with a stop.</p><p>Nor This</p>",
    "separator": "<p>a</p><ab type='separator'>* * *</ab><p>b</p>",
    "illustration": "<p>a</p><figure><head>The ferry</head></figure><p>b</p>",
}


@pytest.mark.parametrize("part", PARTS)
def test_each_kind_of_block_comes_back(part: str) -> None:
    """Also where it stands in a text that the rules would see otherwise."""
    body = (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>{PARTS[part]}</body></text></TEI>'
    )
    tree = etree.ElementTree(etree.fromstring(body))
    again = converted(to_markdown(tree))
    assert again.valid
    assert plain(again.tree.getroot()) == plain(tree.getroot())


def plain(root: etree._Element) -> list[str]:
    """The text as elements and words, without the ids and the dates that reading gives."""
    text = root.find(f"{TEI}text")
    etree.strip_tags(text, f"{TEI}date", f"{TEI}placeName", f"{TEI}persName")
    for element in text.iter():
        for name in (
            "{http://www.w3.org/XML/1998/namespace}id",
            "{http://www.w3.org/XML/1998/namespace}lang",
        ):
            element.attrib.pop(name, None)
        if element.tag == f"{TEI}div" and element.get("type") == "section":
            del element.attrib["type"]
        if element.tag == f"{TEI}ref":
            element.attrib.pop("target")
    return [
        part for part in re.split(r"\s+|(?=<)|(?<=>)", etree.tostring(text[0], encoding="unicode")) if part
    ]


def test_what_no_comment_of_ours_says_stays_text() -> None:
    made = converted(f"{OPENING}\n\n<!-- ballad -->\nA paragraph.\n\n<!-- byline\n")
    said = "".join(etree.fromstring(made.data).find(f"{TEI}text").itertext())
    assert "<!-- ballad -->" in said
    assert "<!-- byline" in said


def test_comments_are_text_in_a_text_that_does_not_say_so() -> None:
    made = converted(
        "<!-- title -->\nThe Ferry\n\nA paragraph that goes on for a while, and then stops here.\n"
    )
    assert "<!-- title -->" in "".join(etree.fromstring(made.data).find(f"{TEI}text").itertext())


def test_a_link_leads_to_a_division_or_stays_text() -> None:
    text = "See [the reply](#document1) and [nothing](#nowhere) and [the port](https://port.example/a)."
    made = converted(f"{OPENING}\n\n<!-- head div=document -->\n# The Reply\n\n{text}\n")
    assert made.valid
    targets = [ref.get("target") for ref in etree.fromstring(made.data).find(f"{TEI}text").iter(f"{TEI}ref")]
    assert targets == ["#document1", "https://port.example/a"]
    assert "[nothing](#nowhere)" in text_of(made.data)


def test_what_comments_may_say_is_what_the_schema_allows() -> None:
    schema = etree.parse(schema_dir() / "tei_edition.xsd")
    allowed = {
        e.get("name"): {value.get("value") for value in e.iter("{*}enumeration")}
        for e in schema.iter("{*}simpleType")
    }
    assert allowed["divType"] == DIVISIONS
    assert OWN["head"]["type"] == allowed["headType"]
    assert OWN["head"]["rend"] == allowed["headRend"]
    assert OWN["list"]["rend"] == allowed["listRend"]
    assert OWN["note"]["rend"] == allowed["noteRend"]


@pytest.mark.parametrize("notes", ["end", "section"])
def test_numbers_that_come_again_get_labels_of_their_own(notes: str) -> None:
    body = (
        "<div><head>A</head><p>one<note n='1' place='bottom'>first</note></p></div>"
        "<div><head>B</head><p>two<note n='1' place='bottom'>second</note></p></div>"
    )
    tree = etree.ElementTree(
        etree.fromstring(
            f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>{body}</body></text></TEI>'
        )
    )
    made = to_markdown(tree, notes=notes)
    assert re.findall(r"\[\^[^]]*\]:? ?\w*", made) == (
        ["[^1]", "[^1-2]", "[^1]: first", "[^1-2]: second"]
        if notes == "end"
        else ["[^1]", "[^1]: first", "[^1-2]", "[^1-2]: second"]
    )
    again = converted(made)
    assert notes_of(again.tree) == [("1", "bottom", "first"), ("1", "bottom", "second")]


def test_a_mark_calls_one_note_of_the_foot_or_of_the_end() -> None:
    made = converted("A paragraph with a mark.[^1] It goes on.\n[^1]: A note.\n\n# Notes\n\n[^1]: Another.\n")
    assert made.valid
    assert notes_of(made.tree) == [("1", "bottom", "A note."), ("1", "end", "Another.")]
