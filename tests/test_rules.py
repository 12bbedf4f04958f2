"""The rules R01-R29: for each what breaks it and what does not, and the Schematron saying the same.

Every example changes one place of validity/minimal.xml, which breaks no rule.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree
from support import no_stall

from tei_edition.findings import Finding
from tei_edition.resources import schema_dir
from tei_edition.rules import LIMIT, RULES, SourceLine, faults, told
from tei_edition.schemas import Schema
from tei_edition.schemas.schematron import faults as schematron_faults
from tei_edition.validate import _profile, parse

HERE = Path(__file__).parent
MINIMAL = (HERE / "validity" / "minimal.xml").read_text("utf-8")
SCHEMATRON = schema_dir() / "tei_edition.sch"

P1 = '<p xml:id="p1">'
NAME = '<persName ref="#holm_anton">Anton Holm</persName>'
CLOSER = "<closer><signed>E. M.</signed></closer>"
LICENCE = '<licence target="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</licence>'
NOTE1 = '<note place="bottom" n="1" xml:id="note1">It was a Tuesday.</note>'
CHOICE = '<choice><sic>fallne</sic><corr resp="#resp_encoder">fallen</corr></choice>'
PB = '<pb n="11" xml:id="page11" edRef="#src_main"/>'
P3 = '<p xml:id="p3">'

# rule, what is replaced, by what; a last True where Schematron (XPath 1.0) cannot say it
BROKEN = [
    ("R01", 'target="#div1"', 'target="#div7"'),
    ("R01", 'who="#resp_encoder"', 'who="#nobody"'),
    ("R02", P3, '<p xml:id="p1">'),
    ("R03", NAME, "<persName>Anton Holm</persName>"),
    ("R03", NAME, '<persName ref="#div1">Anton Holm</persName>'),
    ("R03", '"#marlow_edda">E.', '"#marlow_edda #marlow_edda">E.'),
    ("R04", NAME, "Anton Holm"),
    ("R04", "holm_anton", "zoller_anton", True),
    ("R05", '<title type="main">', '<title type="sub">'),
    ("R05", "The Hill<lb/>and the Harbour", "The Valley"),
    ("R05", "The Hill<lb/>and the Harbour", "The Hill<lb/>and the Valley", True),
    ("R06", "<head>The hill</head>", "<head/>"),
    ("R06", '<hi rend="italic">the lamp</hi>', '<hi rend="italic"> </hi>'),
    ("R06", P3, f'<p xml:id="p4"/>{P3}'),
    ("R06", P3, f'<p xml:id="p4"><pb n="12"/></p>{P3}'),
    ("R06", "</front>", '<div type="preface"/></front>'),
    ("R06", "</front>", '<div type="preface"><head>Preface</head></div></front>'),
    ("R07", NOTE1, NOTE1.replace(' place="bottom"', "")),
    ("R07", NOTE1, NOTE1.replace(' n="1"', "")),
    ("R07", NOTE1, NOTE1.replace("note1", "note9")),
    ("R07", NOTE1, '<note place="bottom" n="*">It was a Tuesday.</note>', True),
    ("R08", 'n="2" xml:id="note2"', 'n="4" xml:id="note4"'),
    ("R08", NOTE1, NOTE1 + '<note place="bottom" n="3" xml:id="note3">x</note>'),
    ("R08", P3, '<p xml:id="p3">³ ', True),
    ("R08", P3, '<p xml:id="p3">[12] ', True),
    ("R09", NAME, f'<persName ref="#holm_anton">Anton {NOTE1} Holm</persName>'),
    ("R10", PB, f'{PB}<pb n="10"/><pb n="9"/>'),
    ("R10", PB, f'{PB}<pb n="14" edRef="#src_main"/>'),
    ("R10", PB, PB.replace('n="11"', 'n="99"')),
    ("R11", '<date when="1911-03">', '<date from="1911-03" to="1911-02">'),
    ("R11", '<date when="1911-03">', '<date notBefore="1911" notAfter="1910">'),
    ("R11", 'from="10" to="12"', 'from="12" to="10"'),
    ("R11", '<creation><date when="1910">', '<creation><date when="2031">'),
    ("R11", '<creation><date when="1910">', '<creation><date when="1912">', True),
    ("R12", '<text xml:lang="en">', '<text xml:lang="de">'),
    ("R12", "</langUsage>", '<language ident="en_GB">English</language></langUsage>', True),
    ("R13", "</head>", "</head>loose words"),
    ("R13", NOTE1, NOTE1.replace("It was", "<p>It</p> was")),
    ("R13", P3, f'<p xml:id="p4"> </p>{P3}'),
    ("R14", CLOSER, f"<head>Too late</head>{CLOSER}"),
    ("R14", "<head>The hill</head>", '<head type="main">The hill</head><head type="main">Again</head>'),
    ("R14", "<head>The hill</head>", "<head>The hill</head><head>The hill</head>"),
    ("R15", CHOICE, "<sic>fallne</sic>"),
    ("R15", CHOICE, "<choice><sic>fallne</sic></choice>"),
    ("R16", '<ref target="#div1">', "<ref>"),
    ("R16", '<ref target="#div1">', '<ref target="https://example.org/a.">'),
    ("R16", '<ref target="#div1">', '<ref target="https://example.org/a)">'),
    ("R17", CLOSER, f'{CLOSER}<p xml:id="p4">Late.</p>'),
    ("R17", CLOSER, f"<opener><salute>Sir,</salute></opener>{CLOSER}"),
    ("R18", "harbour;", "harbour @ *noon*;"),
    ("R18", "harbour;", "har\u00adbour;"),
    ("R18", "harbour;", "har\ufffdbour;"),
    ("R18", "harbour;", "har\ue001bour;", True),
    ("R19", "harbour;", "cafe\u0301;", True),
    ("R20", P3, '<p xml:id="p4">and the tide</p><p xml:id="p5">came in.</p>' + P3),
    ("R21", LICENCE, "<p>No licence.</p>"),
    ("R21", LICENCE, "<licence>CC BY</licence>"),
    ("R22", "the lamp</hi>", '<hi rend="italic">the lamp</hi></hi>'),
    ("R22", P3, f'<p xml:id="p4"><hi rend="bold">All of it.</hi></p>{P3}'),
    ("R23", 'rend="italic"', 'rend="slanted"'),
    ("R23", '<div type="section"', '<div type="bit"'),
    ("R25", 'gi="p" occurs="3"', 'gi="p" occurs="4"'),
    ("R25", 'occurs="2" withId="2"', 'occurs="2" withId="1"'),
    ("R26", "<p>W3C dates.</p>", "<p/>"),
    ("R27", CLOSER, '<p><persName ref="#marlow_edda">Anton Holm</persName></p>', True),
    ("R28", 'rend="italic"', 'rend="italic" xml:id=""'),
    ("R28", 'rend="italic"', 'rend="italic" style="x"'),
    ("R29", '<idno type="local">hill</idno>', '<idno type="local">hill </idno>'),
    ("R29", "<title>hill.txt</title>", "<title>\nhill.txt</title>"),
    ("R29", 'target="#div1"', 'target=" #div1"'),
]  # fmt: skip

# What is near a rule and does not break it.
SOUND = [
    ("R01", 'target="#div1"', 'target="other.xml#div7"'),
    ("R02", P3, '<p xml:id="p10">'),
    ("R03", NAME, '<persName ref="#holm_anton" cert="low">Anton</persName>'),
    ("R04", '<person xml:id="holm_anton">', '<person xml:id="holm_anton" xml:lang="en">'),
    ("R05", '<titlePart type="main">The Hill', '<titlePart type="main">THE HILL'),
    ("R06", P3, '<p xml:id="p4"><gap reason="lost"/></p>' + P3),
    ("R06", "</front>", '<div type="illustrations"><head>Plates</head><figure/></div></front>'),
    ("R07", NOTE1, '<note place="inline" type="editorial">(It was a Tuesday.)</note>'),
    ("R07", NOTE1, '<note place="bottom" n="*" xml:id="note_x1">It was a Tuesday.</note>'),
    ("R08", 'n="2" xml:id="note2"', 'n="1" xml:id="note_b1"'),
    ("R08", P3, '<p xml:id="p3">10³ m² '),
    ("R09", NAME, f'<persName ref="#holm_anton">Anton <hi rend="sup">the</hi> Holm</persName>{NOTE1}'),
    ("R10", PB, f'{PB}<pb n="12" edRef="#src_main"/><pb n="ii"/>'),
    ("R11", '<date when="1911-03">', '<date from="1911" to="1911-02">'),
    ("R12", '<text xml:lang="en">', '<text>'),
    ("R13", P1, f"\n {P1}"),
    ("R14", "<head>The hill</head>", '<head type="label">I</head><head type="main">The hill</head>'),
    ("R15", CHOICE, "fallen"),
    ("R16", '<ref target="#div1">', '<ref target="https://example.org/a_(b)">'),
    ("R17", CLOSER, f"{CLOSER}<postscript><p>More.</p></postscript><trailer>End.</trailer>"),
    ("R18", P3, f'<ab type="separator">* * *</ab>{P3}'),
    ("R19", "harbour;", "caf\u00e9;"),
    ("R20", P3, '<p xml:id="p4">And the tide,</p><p xml:id="p5">came in.</p>' + P3),
    ("R21", f'<availability status="free">{LICENCE}', '<availability status="unknown"><p>None.</p>'),
    ("R22", "the lamp</hi>", '<hi rend="bold">the lamp</hi></hi>'),
    ("R23", 'rend="italic"', 'rend="spaced"'),
    ("R25", 'gi="p" occurs="3" withId="3"', 'gi="q" occurs="0"'),
    ("R26", "<p>W3C dates.</p>", "<p>None.</p>"),
    ("R27", "</closer>", '<signed><persName ref="#holm_anton">Anton Holm</persName></signed></closer>'),
    ("R28", 'rend="italic"', 'rend="italic" xml:id="hi1"'),
    ("R29", "<title>hill.txt</title>", "<title>hill .txt</title>"),
]  # fmt: skip


def changed(old: str, new: str) -> etree._ElementTree:
    assert MINIMAL.count(old) >= 1, old
    return parse(MINIMAL.replace(old, new).encode("utf-8"))


def check(tree: etree._ElementTree, source_line: SourceLine | None = None) -> list[Finding]:
    return [told(fault, source_line) for fault in faults(tree)]


def by_python(tree: etree._ElementTree) -> set[str]:
    return {finding.code for finding in check(tree)}


def by_schematron(tree: etree._ElementTree) -> set[str]:
    return {fault.code for fault in schematron_faults(Schema(SCHEMATRON, "sch"), tree, b"")}


def test_the_unchanged_document_breaks_no_rule() -> None:
    tree = changed(P1, P1)
    assert check(tree) == []
    assert by_schematron(tree) == set()


@pytest.mark.parametrize("example", BROKEN, ids=lambda e: f"{e[0]} {e[2][:40]}")
def test_broken(example: tuple[str, ...]) -> None:
    rule, old, new, *silent = example
    tree = changed(old, new)
    python, schematron = by_python(tree), by_schematron(tree)
    assert rule in python
    assert (rule in schematron) is not bool(silent)
    assert schematron <= python


@pytest.mark.parametrize("example", SOUND, ids=lambda e: f"{e[0]} {e[2][:40]}")
def test_sound(example: tuple[str, str, str]) -> None:
    rule, old, new = example
    tree = changed(old, new)
    assert rule not in by_python(tree)
    assert rule not in by_schematron(tree)


def test_every_rule_has_examples_and_words() -> None:
    assert [rule.id for rule in RULES] == [f"R{number:02}" for number in range(1, 31)]
    looked = {rule.id for rule in RULES if rule.look}
    assert {"R24", "R30"} == {rule.id for rule in RULES} - looked
    assert looked == {example[0] for example in BROKEN} == {example[0] for example in SOUND}
    assert all(rule.meaning and rule.mend and rule.severity in ("error", "warning") for rule in RULES)


def test_schematron_words() -> None:
    """Each assertion has an id that begins with its rule, a role, and a message naming the element."""
    known = {rule.id for rule in RULES}
    sch = "{http://purl.oclc.org/dsdl/schematron}"
    ids = Counter(a.get("id", "") for a in etree.parse(SCHEMATRON).getroot().iter(f"{sch}assert"))
    assert max(ids.values()) == 1
    assert {ident.partition("-")[0] for ident in ids} <= known
    for element in etree.parse(SCHEMATRON).getroot().iter(f"{sch}assert"):
        assert element.get("role") in ("error", "warning")
        assert element.find(f"{sch}name") is not None


def test_a_finding_names_the_element_its_id_and_place() -> None:
    tree = changed(NAME, '<persName ref="#nobody">Anton Holm</persName>')
    (finding,) = (f for f in check(tree) if f.code == "R01")
    assert finding.message.startswith("`persName` in p1: @ref points to #nobody")
    assert finding.path == "/TEI/text/body/div/p[1]/persName"
    assert finding.line == 1 + MINIMAL[: MINIMAL.index(P1)].count("\n")


def test_findings_have_the_line_of_the_source() -> None:
    """Where the element itself has no line of the source, that of what holds it."""
    tree = changed(NAME, '<persName ref="#nobody">Anton Holm</persName>')
    lines = {"p1": 40}
    xml_id = "{http://www.w3.org/XML/1998/namespace}id"
    found = check(tree, source_line=lambda element: lines.get(element.get(xml_id, ""), 0))
    assert [f.line for f in found if f.code == "R01"] == [40]


def test_many_of_a_kind_are_counted() -> None:
    many = "".join(f'<ref target="#x{number}">there</ref>' for number in range(LIMIT + 30))
    found = [f for f in check(changed(P3, P3 + many)) if f.code == "R01"]
    assert len(found) == LIMIT + 1
    assert "30 more of this kind" in found[-1].message


def test_what_is_missing_is_told_once() -> None:
    """One cause, one finding: twenty pointers to a person who is gone are one fault."""
    many = "".join('<persName ref="#nobody">N.</persName>' for _ in range(20))
    (finding,) = (f for f in check(changed(P3, P3 + many)) if f.code == "R01")
    assert "#nobody, which is nowhere in the document" in finding.message
    assert "19 other places too" in finding.message


def test_both_places_of_an_id_are_told() -> None:
    tree = changed(P3, '<p xml:id="p1">')
    (finding,) = (f for f in check(tree) if f.code == "R02")
    first = 1 + MINIMAL[: MINIMAL.index(P1)].count("\n")
    assert f"`p` in line {first} has it already" in finding.message
    assert finding.line != first


@pytest.mark.parametrize("example", BROKEN, ids=lambda e: f"{e[0]} {e[2][:40]}")
def test_a_doubt_never_hides_a_fault(example: tuple[str, ...]) -> None:
    """With the bytes of the file, where doubts are cheapest, the rules find what they find without them."""
    _, old, new, *_ = example
    data = MINIMAL.replace(old, new).encode("utf-8")
    tree = parse(data)
    valid = _profile().validate(tree) or None
    plain = [(f.code, f.words) for f in faults(tree)]
    assert [(f.code, f.words) for f in faults(tree, data, valid=valid)] == plain


def test_doubts_of_what_is_written_otherwise() -> None:
    """References to characters, single quotation marks and blanks between pointers hide nothing."""
    for old, new, code in (
        ('target="#div1"', "target='#div7'", "R01"),
        ('target="#div1"', 'target="&#35;div7"', "R01"),
        ('target="#div1"', 'target="#div1\n#div7"', "R01"),
        ("harbour;", "har&#xAD;bour;", "R18"),
        ("harbour;", "cafe&#x301;", "R19"),
        ("harbour;", "&#x212B;", "R19"),
        ("harbour;", "\u212b;", "R19"),
        (P3, '<p xml:id="p3">&#xB3; ', "R08"),
        ('<text xml:lang="en">', "<text xml:lang='de'>", "R12"),
    ):
        data = MINIMAL.replace(old, new).encode("utf-8")
        assert code in {f.code for f in faults(parse(data), data, valid=True)}, new
    data = MINIMAL.replace("UTF-8", "UTF-16").replace("harbour;", "har\u00adbour;").encode("utf-16")
    assert "R18" in {f.code for f in faults(parse(data), data)}


FOREIGN = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text xml:lang="en"><body>
<div><p corresp="#gone" facs="f.png">a</p><p/><persName ref="viaf:1">N.</persName><p rend="any" xml:id="a">b</p>
<note n="1">x</note><date from="1920" to="1919">y</date><ab xml:id="a"/></div></body></text></TEI>"""


def test_what_holds_for_any_tei() -> None:
    """Other people's TEI is not asked for what only the profile wants, and its habits are no errors."""
    found = {(f.code, f.severity) for f in faults(parse(FOREIGN.encode()), profile=False)}
    assert found == {
        ("R01", "error"), ("R02", "error"), ("R06", "warning"), ("R11", "error"), ("R12", "warning"),
    }  # fmt: skip


@pytest.mark.parametrize("gi", ["", " ", "a b", "{", "\u00a0", "x:y", "*"])
def test_a_count_of_no_element(gi: str) -> None:
    """What a document names may be no name at all."""
    check(changed('gi="p" occurs', f'gi="{gi}" occurs'))
    check(changed('gi="p" occurs', "occurs"))


def test_notes_out_of_order_are_an_error() -> None:
    notes = "".join(f'<note place="end" n="{n}" xml:id="note_c{n}">x</note>' for n in (1, 2, 4, 3))
    (finding,) = (f for f in check(changed(P3, P3 + notes)) if f.code == "R08" and f.severity == "error")
    assert "note 3 stands after note 4" in finding.message


def test_no_rule_compares_all_with_all() -> None:
    body = re.search(r"<body>.*</body>", MINIMAL, re.DOTALL)
    assert body
    piece = body[0][6:-7]
    pieces = (re.sub(r'xml:id="(\w+)"', rf'xml:id="\1_{n}"', piece) for n in range(4000))
    tree = parse(MINIMAL.replace(piece, "".join(pieces)).encode("utf-8"))
    with no_stall():
        check(tree)


# What is said again and again, numbered: each would be slow if a rule looked at all for each.
REPEATED = {
    "emphasis in one paragraph": ("", "<p>", "<hi>a</hi> b", "</p>"),
    "pages of many editions": ('<bibl xml:id="b{}"/>', "", '<pb n="{0}" edRef="#b{0}"/>', ""),
    "one tag counted often": ('<tagUsage gi="p" occurs="9" withId="3"/>', "", "<p>a</p>", ""),
    "pointers to nothing": ("", "", '<p xml:id="part{0}x">a <ref target="#gone{0}">b</ref></p>', ""),
    "empty paragraphs": ("", "", "<p><pb/></p>", ""),
    "heads": ("", "", "<p>a</p><head>b</head>", ""),
    "openers and closers": ("", "", "<closer/><pb/><opener/>", ""),
    "signs left": ("", "", "<p>*@|[1]</p>", ""),
    "persons": ('<person xml:id="z{}"/>', "", '<persName ref="#z{}">N.</persName>', ""),
}


@pytest.mark.parametrize("name", REPEATED)
def test_what_is_repeated_stalls_no_rule(name: str) -> None:
    number = 40_000
    header, before, piece, after = REPEATED[name]
    many = ["".join(part.format(n) for n in range(number)) for part in (header, piece)]
    data = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>'
        f"{many[0]}</teiHeader><text><body>{before}{many[1]}{after}</body></text></TEI>"
    ).encode()
    tree = parse(data)
    with no_stall():
        list(faults(tree, data))


def test_numbers_of_thousands_of_digits() -> None:
    """Python refuses to read them; the rules do not."""
    many = "9" * 5000
    for old, new in (
        ('n="11"', f'n="{many}"'), ('n="2" xml:id="note2"', f'n="{many}" xml:id="note2"'), ('from="10"', f'from="{many}"'),
        ('gi="p" occurs="3"', f'gi="p" occurs="{many}"'), ('when="1911-03"', f'from="{many}" to="1912"'),
    ):  # fmt: skip
        check(changed(old, new))
