"""Markdown out of TEI and back: `[^1]` is a note in both directions."""

from __future__ import annotations

import re

import pytest
from lxml import etree
from support import SOURCES, TEI, converted, text_of

from tei_edition.render.markdown import to_markdown

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


@pytest.mark.parametrize("source", sorted(SOURCES.glob("*.txt")), ids=lambda path: path.stem)
def test_notes_of_the_samples_come_back(source) -> None:
    first = converted(source.read_bytes(), names=True, name=source.stem)
    assert first.tree is not None
    again = converted(to_markdown(first.tree), names=True, name=source.stem)
    assert again.tree is not None
    assert notes_of(again.tree) == notes_of(first.tree)


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
