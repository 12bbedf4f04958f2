"""The audit finds whatever is done to a TEI file behind the writer's back, and says in which line."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from lxml import etree

from tei_edition.audit import WHITE_SPACE, Fault, audit
from tei_edition.edition import read
from tei_edition.model import Metadata, Options, Source
from tei_edition.source import source_of
from tei_edition.tei import Written, write_tei

TEXT = """\
The Lamps of the Quay

by Agnes Thorley

The first lamp was lit at dusk, and the *second* an hour later,¹ because the lamplighter had
to change his boots.

¹ They leaked.

Nobody saw the third. It stands [illegible] at the end of the quay, where the water is deepest of all.

1. It is iron.
2. It is green.

Page after page [7] was written about its colour.

Nobody asked [8] about its use.
"""


def sample() -> tuple[Source, Written]:
    source, _ = source_of(TEXT.encode(), name="lamps", path="lamps.txt", options=Options())
    doc = read(source, options=Options(names="none"), metadata=Metadata(language="en"))
    return source, write_tei(doc)


SOURCE, WRITTEN = sample()


def faults_of(data: bytes) -> list[Fault]:
    proof, faults = audit(etree.fromstring(data), SOURCE, WRITTEN.header, WRITTEN.text)
    assert (proof is None) == bool(faults)
    return faults


def changed(old: str, new: str) -> bytes:
    text = WRITTEN.data.decode()
    assert text.count(old) == 1, (old, text)
    return text.replace(old, new).encode()


def test_untouched_it_holds() -> None:
    assert faults_of(WRITTEN.data) == []


WORDS = {
    "a word dropped": ("The first lamp was", "The first was", 5),
    "a word doubled": ("Nobody saw the third", "Nobody saw saw the third", 10),
    "two words run together": ("where the water is deepest", "where thewater is deepest", 10),
    "a word cut in two": ("where the water is deepest", "where the wat er is deepest", 10),
    "a letter changed": ("Nobody saw the third", "nobody saw the third", 10),
    "two words changed round": ("to change his boots", "to change boots his", 6),
    "a word of a note changed": ("They leaked.", "They leak.", 8),
    "a stop dropped": ("deepest of all.", "deepest of all", 10),
    "a word of an item changed": ("It is green.", "It is red.", 13),
    "a sentence invented": (  # told where the text should have gone on
        "about its colour.",
        "about its colour. And size.",
        17,
    ),
}


@pytest.mark.parametrize("change", WORDS)
def test_words(change: str) -> None:
    old, new, line = WORDS[change]
    assert [fault.line for fault in faults_of(changed(old, new))] == [line]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(' n="1" xml:id="note1"', ' xml:id="note1"', id="the number of a note dropped"),
        pytest.param(' n="1" xml:id="note1"', ' n="2" xml:id="note1"', id="the number of a note changed"),
        pytest.param('<item n="2">', "<item>", id="the number of an item dropped"),
        pytest.param('<item n="2">', '<item n="3">', id="the number of an item changed"),
        pytest.param('<pb n="8"', '<pb n="9"', id="the number of a page changed"),
        pytest.param('<hi rend="italic">second</hi>', "second", id="emphasis dropped"),
        pytest.param('<hi rend="italic">second</hi>', '<hi rend="bold">second</hi>', id="emphasis changed"),
        pytest.param('<hi rend="italic">second</hi>', '<hi rend="italic">seco</hi>nd', id="emphasis shortened"),
        pytest.param('<gap reason="illegible"><desc>illegible</desc></gap>', "illegible", id="a gap dropped"),
    ],
)  # fmt: skip
def test_marks(old: str, new: str) -> None:
    assert faults_of(changed(old, new))


def test_a_mark_moved_across_a_word() -> None:
    text = WRITTEN.data.decode()
    start = text.index("<note")
    note = text[start : text.index("</note>") + 7]
    moved = text.replace(note, "").replace(" an hour later,", f" an hour{note} later,")
    assert faults_of(moved.encode())


def test_a_paragraph_lost_and_two_changed_round() -> None:
    text = WRITTEN.data.decode()
    rows = [row for row in text.splitlines(keepends=True) if row.startswith("<p ")]
    assert len(rows) > 2
    assert faults_of(text.replace(rows[0], "").encode())
    assert faults_of(text.replace(rows[0] + rows[1], rows[1] + rows[0]).encode())


def test_a_trail_that_lies() -> None:
    """What the writer claims is believed no more than what it wrote."""
    whole = WRITTEN.text
    text_rows = [i for i, row in enumerate(whole) if not row[2] and row[1] - row[0] > 20]
    at = text_rows[1]
    for lie in (
        [*whole[:at], *whole[at + 1 :]],  # a stretch kept silent
        [*whole[: at + 1], *whole[at:]],  # claimed twice
        [*whole[:at], (*whole[at][:2], "label"), *whole[at + 1 :]],  # text passed off as a mark
        [*whole[:at], (*whole[at][:2], "no such mark"), *whole[at + 1 :]],
    ):
        proof, faults = audit(etree.fromstring(WRITTEN.data), SOURCE, WRITTEN.header, lie)
        assert proof is None
        assert faults


def test_figures_add_up() -> None:
    proof, _ = audit(etree.fromstring(WRITTEN.data), SOURCE, WRITTEN.header, WRITTEN.text)
    assert proof is not None
    assert proof.source == proof.text + proof.header + proof.marks == sum(not c.isspace() for c in TEXT)
    assert proof.marks > 8  # two stars, two note marks, brackets, numbers


def test_white_space_is_what_python_takes_for_it() -> None:
    assert set(WHITE_SPACE) == {char for char in map(chr, range(0x110000)) if char.isspace()}


def test_each_stretch_is_on_the_line_that_is_told_for_it() -> None:
    """What findings are told by: the line of the TEI on which a stretch of the source stands."""
    text = (Path(__file__).parent.parent / "sources" / "relief-committee.txt").read_text("utf-8")
    source, _ = source_of(text.encode(), name="a", path="a.txt", options=Options())
    doc = read(source, options=Options(), metadata=Metadata(project="Two\nlines."))
    written = write_tei(doc, schema="../schema")
    lines = written.data.decode("utf-8").split("\n")
    stretches = [row for row in (*written.header, *written.text) if row[1] > row[0]]
    assert [start for _, start in written.rows] == [start for start, _, _ in stretches]
    told = [
        (line, source.text[start:end].split()[0])
        for (line, _), (start, end, kind) in zip(written.rows, stretches, strict=True)
        if not kind and not source.text[start:end].isspace()
    ]
    assert len(told) > 100
    assert all(escape(word) in lines[line - 1] for line, word in told)
