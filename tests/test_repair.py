"""Repair: what is mended, what is left, and the proof that no word is touched."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from lxml import etree
from support import program

from tei_edition.repair import mend
from tei_edition.repair.proof import differences
from tei_edition.validate import parse, validate_file

HERE = Path(__file__).parent
FILE = HERE / "validity" / "minimal.xml"
MINIMAL = FILE.read_text("utf-8")
P3 = '<p xml:id="p3">'
HOLM = re.search(r'<person xml:id="holm_anton">.*?</person>\s*', MINIMAL, re.DOTALL)
assert HOLM

MENDED = [
    ("<!-- e\u0301 -->harbour;", "<!-- e\u0301 -->harbour;", 0),  # a comment is no text
    ("cafe\u0301 harbour;", "café harbour;", 1),
    ("cafe\u0301 harbour;\r\n", "café harbour;\r\n", 1),
]


def mended(old: str, new: str) -> tuple[str, list[str]]:
    """minimal.xml with one thing changed, mended: the file, and what was done."""
    assert MINIMAL.count(old) == 1, old
    result = mend(MINIMAL.replace(old, new).encode("utf-8"))
    assert result.differences == []
    return result.data.decode("utf-8"), result.done


def test_nothing_to_mend_changes_no_byte() -> None:
    data = FILE.read_bytes()
    assert mend(data).data == data
    assert mend(data).done == []


@pytest.mark.parametrize(("new", "expected", "number"), MENDED)
def test_text_is_composed_and_nothing_else(new: str, expected: str, number: int) -> None:
    text, done = mended("harbour;", new)
    assert text == MINIMAL.replace("harbour;", expected)
    assert len(done) == number


def test_a_sign_of_markup_is_not_composed() -> None:
    """`>` and U+0338 would compose to another character, and the tag would be gone."""
    text, _ = mended(P3, f"{P3}\u0338e\u0301 ")
    assert f"{P3}\u0338é " in text


def test_what_is_empty_becomes_its_white_space() -> None:
    text, done = mended(P3, f'<p xml:id="p4"/>\n<p> </p>{P3}the <hi rend="bold"> </hi>')
    assert text == MINIMAL.replace(P3, f"\n {P3}the  ")
    assert len(done) == 3


@pytest.mark.parametrize(
    "kept",
    [
        '<p xml:id="p4"/><p>See <ref target="#p4">there</ref>.</p>',  # something points to it
        '<p xml:id="p4"><gap reason="lost"/></p>',
        '<quote><p xml:id="p4"/></quote>',  # the quote would be empty
        '<p n="7"/>',  # it says something
    ],
)
def test_what_is_not_removed(kept: str) -> None:
    assert kept.partition(" ")[0] in mended(P3, f"<trailer/>{kept}{P3}")[0].partition("<trailer/>")[2]


def test_missing_ids_are_given() -> None:
    note = '<note place="bottom" n="7">x</note>'
    text, done = mended(P3, f"<p>One.{note}</p><p >Two.</p>{P3}")
    assert (
        '<p xml:id="p4">One.<note xml:id="note7" place="bottom" n="7">x</note></p><p xml:id="p5" >Two.</p>'
        in text
    )
    assert any("has the id p4" in words for words in done)
    assert etree.XMLSchema(etree.parse(HERE.parent / "schema" / "tei_edition.xsd")).validate(
        parse(text.encode())
    )


def test_persons_are_sorted_and_counts_are_true() -> None:
    holm = HOLM[0]
    at_end = MINIMAL.replace(holm, "").replace("</listPerson>", f"{holm.strip()}</listPerson>")
    wrong = at_end.replace('gi="p" occurs="3"', "gi='p' occurs='9'")
    result = mend(wrong.encode())
    ids = re.findall(r'<person xml:id="(\w+)"', result.data.decode())
    assert ids == sorted(ids)
    assert "gi='p' occurs='3'" in result.data.decode()
    assert result.differences == []
    assert (
        "holm_anton"
        in re.findall(r'<person xml:id="(\w+)"', mend(wrong.encode(), profile=False).data.decode())[-1]
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "iso-8859-1"])
def test_encoding_and_line_ends_stay(encoding: str) -> None:
    declared = {"utf-8-sig": "UTF-8", "utf-16-be": "UTF-16"}.get(encoding, encoding)
    text = re.sub("[^\x00-\xff]", "-", MINIMAL).replace("UTF-8", declared).replace("\n", "\r\n")
    broken = text.replace('gi="p" occurs="3"', 'gi="p" occurs="9"')
    start = "\ufeff" if encoding == "utf-16-be" else ""
    result = mend((start + broken).encode(encoding))
    assert result.data == (start + text).encode(encoding)


TAMPERED = [
    ("harbour;", "harbor;"),
    ("harbour;", ""),
    ('<hi rend="italic">the lamp</hi>', "the lamp"),
    ('rend="italic"', 'rend="bold"'),
    (P3, '<p xml:id="p33">'),
    ("</front>", "<!-- new --></front>"),
    ('when="1911-03"', 'when="1911-04"'),
    (P3, f"<p>new</p>{P3}"),
]
# What is empty may go, but not what it says.
SAYING = ['<persName ref="#holm_anton"/>', '<pb n="3"/>', '<note n="1"> </note>', '<p n="1"/>']


@pytest.mark.parametrize("element", SAYING)
def test_the_proof_keeps_what_says_something(element: str) -> None:
    before = parse(MINIMAL.replace(P3, element + P3).encode())
    assert differences(before, parse(MINIMAL.encode()))


@pytest.mark.parametrize(("old", "new"), TAMPERED, ids=lambda words: words[:20])
def test_the_proof_sees_what_is_changed(old: str, new: str) -> None:
    """The proof knows nothing of the edits, so it must object to any other change."""
    assert MINIMAL.count(old) == 1
    before, after = parse(MINIMAL.encode()), parse(MINIMAL.replace(old, new).encode())
    assert differences(before, after)
    assert not differences(before, before)


def test_random_damage_is_mended_without_a_word_lost() -> None:
    """Whatever the place: the words stay, what is done is proved, and a second run finds nothing."""
    chance = random.Random(5)
    for _ in range(60):
        root = etree.fromstring(MINIMAL.encode())
        elements = list(root.iter("{*}p", "{*}hi", "{*}div", "{*}note", "{*}person", "{*}tagUsage"))
        for element in chance.sample(elements, 3):
            kind = chance.choice(("id", "empty", "order", "count", "words"))
            if kind == "id":
                element.attrib.pop("{http://www.w3.org/XML/1998/namespace}id", None)
            elif kind == "empty":
                element.addprevious(etree.fromstring('<p xmlns="http://www.tei-c.org/ns/1.0"> </p>'))
            elif kind == "order" and element.getparent() is not None:
                element.getparent().append(element)
            elif kind == "count" and element.get("occurs"):
                element.set("occurs", "77")
            elif kind == "words":
                element.tail = "e\u0301 " + (element.tail or "")
        data = etree.tostring(root, encoding="UTF-8")
        first = mend(data)
        assert first.differences == []
        assert mend(first.data).done == []
        old, new = parse(data).getroot(), parse(first.data).getroot()
        for part, order in (("{*}text", list), ("{*}teiHeader", sorted)):  # a person out of order is moved
            words = ["".join(root.find(part).itertext(etree.Element)) for root in (old, new)]
            was, now = ("".join(text.replace("e\u0301", "é").split()) for text in words)
            assert order(was) == order(now)


def test_the_command(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(MINIMAL.replace(P3, f"<p/>{P3}"), "utf-8")
    before = path.read_bytes()
    run = program("validate", "a.xml", "--diff", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert path.read_bytes() == before
    assert run.stdout.startswith("--- a.xml\n+++ a.xml (mended)\n")
    assert [line for line in run.stdout.splitlines() if line[0] == "-" and line[1] != "-"]
    run = program("validate", "a.xml", "--fix", cwd=tmp_path)
    assert (run.returncode, run.stdout) == (0, "")
    assert "a.xml: mended: line " in run.stderr
    assert path.read_bytes() == FILE.read_bytes()
    assert validate_file(path) == []


def test_the_lists_of_others_keep_their_order(tmp_path: Path) -> None:
    """Persons in the order of their ids are a habit of the profile."""
    holm = HOLM[0]
    text = MINIMAL.replace(holm, "").replace("</listPerson>", f"{holm.strip()}</listPerson>")
    path = tmp_path / "a.xml"
    path.write_text(text, "utf-8")
    program("validate", "a.xml", "--fix", cwd=tmp_path)
    assert path.read_text("utf-8") == text
    model = '<?xml-model href="schema/tei_edition.rng"?>'
    path.write_text(text.replace("<TEI ", f"{model}<TEI ", 1), "utf-8")
    program("validate", "a.xml", "--fix", cwd=tmp_path)
    assert path.read_text("utf-8") != text.replace("<TEI ", f"{model}<TEI ", 1)
    assert validate_file(path) == []


def test_files_that_are_no_xml_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<TEI>")
    run = program("validate", "a.xml", "--fix", cwd=tmp_path)
    assert run.returncode == 1
    assert "[V02]" in run.stdout
    assert (tmp_path / "a.xml").read_text() == "<TEI>"
