"""Validation: XML read without risk, the verdict explained in plain words, and the forms of findings."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from tei_edition.explain import MAX_ALIKE, MAX_EXPLAINED
from tei_edition.messages import InputError
from tei_edition.resources import schema_dir
from tei_edition.validate import MAX_DEPTH, parse, validate_file, validate_tree

HERE = Path(__file__).parent
FILE = HERE / "validity" / "minimal.xml"
MINIMAL = FILE.read_text("utf-8")
CLOSER = "<closer><signed>E. M.</signed></closer>"


def said(old: str, new: str) -> list[str]:
    """What validation says of minimal.xml with one thing changed: code and words."""
    assert MINIMAL.count(old) == 1, old
    found = validate_tree(parse(MINIMAL.replace(old, new).encode("utf-8")))
    return [f"{f.code} {f.message}" for f in found]


# reading


@pytest.mark.parametrize(
    ("data", "code", "line", "words"),
    [
        (b"", "V02", 1, ""),
        (b"not XML", "V02", 1, "begins with `<`"),
        (b"<TEI>\n<p>\n</TEI>", "V02", 3, "`p`, which begins in line 2, is not closed: `</TEI>`"),
        (b"<TEI>&dash;</TEI>", "V02", 1, "write the character itself"),
        (b"<TEI>a & b</TEI>", "V02", 1, "`&amp;`"),
        (b"<TEI>a &amp b</TEI>", "V02", 1, "a `;` is missing"),
        (b"<TEI>1 < 2</TEI>", "V02", 1, "`&lt;`"),
        (b"<TEI n='<'/>", "V02", 1, "`&lt;`"),
        (b"<TEI n=1/>", "V02", 1, "quotation marks"),
        (b"<TEI n/>", "V02", 1, "@n has no value"),
        (b"<TEI a='1'b='2'/>", "V02", 1, "a space"),
        (b"<TEI a='1' <p/></TEI>", "V02", 1, "no `>`"),
        (b"<TEI>\n<p></p>", "V02", 2, "`TEI` of line 1 is not closed"),
        (b"<TEI/><TEI/>", "V02", 1, "nothing more may stand"),
        (b"<x:TEI/>", "V02", 1, "`x` (at `TEI`) is not declared"),
        (b"<TEI x:a='1'/>", "V02", 1, "`x` (at `TEI`) is not declared"),
        (b"\n<?xml version='1.0'?><TEI/>", "V02", 2, "must be the first"),
        (b"<TEI>caf\xe9</TEI>", "V02", 1, "save the file as UTF-8"),
        (b"<TEI n='\x01'/>", "V02", 1, "control character"),
        (b"<TEI><!-- a -- b --></TEI>", "V02", 1, "may not hold `--`"),
        (b"<TEI><!-- a </TEI>", "V02", 1, "`-->`"),
        (b"<TEI>]]></TEI>", "V02", 1, "`]]&gt;`"),
        (b"<TEI><![CDATA[</TEI>", "V02", 1, "`]]>`"),
        (b"<!DOCTYPE html>\n<html><p>a<br></html>", "V02", 1, "HTML"),
        (b"<html>\n<p>a<br></html>", "V02", 1, "HTML"),
        (b"<TEI a='1' a='2'/>", "V02", 1, "@a is given twice"),
        (b"<TEI>\x01</TEI>", "V02", 1, ""),
        (b'<!DOCTYPE TEI [\n<!ENTITY a "b">]><TEI>&a;</TEI>', "V03", 2, "ENTITY"),
        (b'<?x?><!-- c -->\n<!DOCTYPE TEI [<!ATTLIST p a CDATA "b">]><TEI/>', "V03", 2, "ATTLIST"),
        (b'<!DOCTYPE TEI SYSTEM "file:///etc/hostname"><TEI>&a;</TEI>', "V02", 1, "&a;"),
        (b'<?xml version="1.0" encoding="UTF-7"?><TEI/>', "V03", 1, "UTF-7"),
        (b'<!DOCTYPE TEI.2 [<!ENTITY % a "b">]><TEI.2/>', "V03", 1, "P4"),
        (b"<a>" * 300 + b"</a>" * 300, "V03", 1, str(MAX_DEPTH)),
        (b"<a>" * 100_000 + b"</a>" * 100_000, "V03", 1, str(MAX_DEPTH)),
        (b"<a>" * 9000 + b"</a>" * 9000, "V03", 1, ""),
    ],
)
def test_parse_refuses(data: bytes, code: str, line: int, words: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(data)
    assert (caught.value.code, caught.value.line) == (code, line), caught.value
    assert words in caught.value.detail


def test_no_file_is_read_for_a_doctype(tmp_path: Path) -> None:
    """Neither a DTD that could declare bombs nor any other file."""
    (tmp_path / "a.dtd").write_text("<!ENTITY a 'read'>", "utf-8")
    uri = (tmp_path / "a.dtd").as_uri()
    with pytest.raises(InputError) as caught:
        parse(f'<!DOCTYPE a SYSTEM "{uri}"><a>&a;</a>'.encode())
    assert caught.value.code == "V02"
    root = parse(f'<!DOCTYPE a SYSTEM "{FILE.as_uri()}"><a/>'.encode()).getroot()
    assert root.tag == "a"


def test_parse_refuses_entities_in_utf_16() -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    with pytest.raises(InputError) as caught:
        parse(text.encode("utf-16"))
    assert caught.value.code == "V03"


@pytest.mark.parametrize(
    "data",
    [
        b"<a><!-- <!DOCTYPE x [<!ENTITY y 'z'>]> --></a>",
        b"<a><![CDATA[<!DOCTYPE x [<!ENTITY y 'z'>]>]]></a>",
        b"<!DOCTYPE TEI><a/>",
        b"\xef\xbb\xbf<a/>",
        "<?xml version='1.0' encoding='UTF-16'?><a>é</a>".encode("utf-16"),
        "<?xml version='1.0' encoding='iso-8859-1'?><a>é</a>".encode("latin-1"),
        b"<a>" * 200 + b"</a>" * 200,
    ],
)
def test_parse_takes(data: bytes) -> None:
    assert parse(data).getroot().tag == "a"


def test_parse_keeps_duplicate_ids_for_the_rules() -> None:
    assert len(parse(b'<a><b xml:id="x"/><c xml:id="x"/></a>').getroot()) == 2


def test_parse_names_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        parse(tmp_path / "none.xml")
    assert caught.value.code == "I06"


# the verdict and its words


def test_the_examples_are_valid() -> None:
    for path in (HERE / "validity").glob("*.xml"):
        assert [f for f in validate_file(path) if f.severity == "error"] == []


EXPLAINED = [
    (
        CLOSER,
        f'{CLOSER}<p xml:id="p4">Late.</p>',
        "V01 `p` may not follow `closer` in `div` div1; move it before `closer`, or put it into a `postscript`; "
        "allowed here: closer, figure, gap, note, pb, postscript, trailer",
    ),
    ("<publisher>Example Press</publisher>", "", "V01 `date` may not come first in `publicationStmt`; "
     "allowed here: authority, publisher"),
    ('<hi rend="italic">the lamp</hi>', "<emph>the lamp</emph>", "V01 `emph` may not stand in `p` p1; "
     "allowed here: bibl, choice, date, gap, hi, lb, note, pb, persName, placeName, ref, seg, stage"),
    ("<segmentation><p>Paragraphs.</p></segmentation>", "",
     "V01 `editorialDecl` is not complete: after `interpretation` it needs segmentation"),
    ("<samplingDecl>", "<samplingDecl><p>x</p></samplingDecl><samplingDecl>",
     "V01 `samplingDecl` may not follow `samplingDecl` in `encodingDesc`; "
     "allowed here: appInfo, editorialDecl, projectDesc, tagsDecl"),
    ("<docDate>", "<docDate><p>x</p>", "V01 `p` may not stand in `docDate`; "
     "allowed here: choice, date, gap, hi, lb, note, pb, persName, placeName, ref, seg"),
    ('<hi rend="italic">', '<hi rend="slanted">', "V01 `hi` in p1: @rend “slanted” is not in the list: "
     "bold, italic, smallcaps, spaced, sub, sup, underline"),
    ('when="1911-03"', 'when="20 Nov"', "V01 `date` in src_main: @when “20 Nov” is not a real date: "
     "YYYY, YYYY-MM, YYYY-MM-DD, or --MM-DD"),
    ('when="1911-03"', 'when="1937-02-30"', "V01 `date` in src_main: @when “1937-02-30” is not a real date: "
     "YYYY, YYYY-MM, YYYY-MM-DD, or --MM-DD"),
    ('<p xml:id="p2">', '<p xml:id="p2" rend="x">', "V01 `p` p2 takes no @rend; it takes xml:id, xml:lang"),
    ('<ref target="#div1">', "<ref>", "V01 `ref` in p2 needs @target"),
    ('<p xml:id="p2">', '<p xml:id="2p">', "V01 `p` 2p: @xml:id “2p” is not a name: "
     "a letter first, then letters, digits, hyphens and dots"),
    ("<head>The hill</head>", "loose <head>The hill</head>",
     "V01 `div` div1: no words may stand here, only elements: “loose”"),
    ('<ref target="#div1">', '<ref target="%zz">',  # xmlschema takes it, libxml2 does not
     "V01 Element `ref`, attribute `target`: `%zz` is not a valid value of the atomic type `pointer`."),
    ('<p xml:id="p3">', '<p xml:id="p2">', "V01 `p` p2: @xml:id “p2” is used twice: "
     "a `p` in line 28 has it already; an id must be unique"),
]  # fmt: skip


@pytest.mark.parametrize("example", EXPLAINED, ids=lambda e: e[2][4:50])
def test_explained(example: tuple[str, str, str]) -> None:
    """One cause, one finding: rules that would say the same are silent. (R25 counts what was added.)"""
    old, new, expected = example
    assert [words for words in said(old, new) if not words.startswith("R25")] == [expected]


def test_comments_are_not_counted_among_children() -> None:
    """The element before, and what may follow it, are those that stand there, whatever is said between."""
    words = said(CLOSER, f"<!-- a --><?b c?><!-- d -->{CLOSER}<!-- e --><p>Late.</p>")
    assert words[0].startswith("V01 `p` may not follow `closer` in `div` div1; move it before `closer`")
    words = said("<segmentation><p>Paragraphs.</p></segmentation>", "<!-- a --><!-- b --><!-- c -->")
    assert words[0].startswith("V01 `editorialDecl` is not complete: after `interpretation` it needs")


def test_findings_have_lines_of_the_file_or_of_the_source() -> None:
    tree = parse(MINIMAL.replace('rend="italic"', 'rend="slanted"').encode("utf-8"))
    (finding,) = validate_tree(tree)
    assert finding.line == 1 + MINIMAL[: MINIMAL.index('rend="italic"')].count("\n")
    assert finding.path == "/TEI/text/body/div/p[1]/hi"
    (finding,) = validate_tree(tree, source_line=lambda element: 7 if element.tag.endswith("}p") else 0)
    assert finding.line == 7


def test_many_faults_are_cut() -> None:
    """Faults that are alike are told ten times, then counted; of all faults a hundred are told."""
    bad = '<hi rend="slanted">x</hi>' * 300
    words = said(CLOSER, f'<p xml:id="p4">{bad}</p>{CLOSER}')
    assert sum(w.startswith("V01 `hi`") for w in words) == MAX_ALIKE
    assert sum(w.startswith("V01 290 more of this kind: `hi`") for w in words) == 1
    bad = "".join(f'<p xml:id="q{n}" a{n}="x">x</p>' for n in range(150))
    words = said(CLOSER, bad + CLOSER)
    assert sum(w.startswith("V01 `p`") for w in words) == MAX_EXPLAINED
    assert any("the first 100 faults of grammar are told" in w for w in words)


def test_deep_documents_have_a_verdict_without_an_explanation() -> None:
    """xmlschema goes down by recursion; where Python's stack ends, libxml2's message stands."""
    deep = "<quote>" * 200 + "<p>x</p><bad/>" + "</quote>" * 200
    words = said(CLOSER, deep + CLOSER)
    assert any("bad" in w for w in words)


def test_a_valid_document_needs_no_xmlschema() -> None:
    script = (
        "import sys; from pathlib import Path; from tei_edition.validate import validate_file;"
        "found = validate_file(Path(sys.argv[1]));"
        "slow = [m for m in ('xmlschema', 'elementpath', 'json', 'subprocess') if m in sys.modules];"
        "print(found, slow)"
    )
    command = [sys.executable, "-c", script, str(FILE)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=HERE.parent)
    assert run.stdout == "[] []\n"


# files, strangers, other schemas


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("<TEI.2><text/></TEI.2>", "TEI P4"),
        ("<TEI><text/></TEI>", "not in TEI's namespace"),
        ('<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"/>', "teiCorpus"),
        ('<text xmlns="http://www.tei-c.org/ns/1.0"/>', "begins with `TEI`"),
        ("<html/>", "not TEI"),
    ],
)
def test_strangers_get_one_finding(data: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(data, "utf-8")
    (finding,) = validate_file(path)
    assert (finding.code, finding.file, finding.line) == ("V05", str(path), 1)
    assert words in finding.message


def test_an_unreadable_file_is_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(b"<TEI>\n<p></TEI>")
    (finding,) = validate_file(path)
    assert (finding.code, finding.line, finding.column) == ("V02", 2, 10)
    (finding,) = validate_file(tmp_path / "none.xml")
    assert finding.code == "I06"


XSD = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"><xs:complexType>
<xs:sequence><xs:element name="b" type="xs:int" maxOccurs="2"/><xs:element name="c" minOccurs="0"/>
</xs:sequence></xs:complexType></xs:element></xs:schema>"""
RNG = """<element name="a" xmlns="http://relaxng.org/ns/structure/1.0">
<oneOrMore><element name="b"><text/></element></oneOrMore></element>"""
SCH = """<schema xmlns="http://purl.oclc.org/dsdl/schematron"><pattern><rule context="b">
<assert test="@n" role="warning">b needs n</assert></rule></pattern></schema>"""


@pytest.mark.parametrize(
    ("name", "schema", "document", "expected"),
    [
        ("s.xsd", XSD, "<a><b>1</b></a>", []),
        (
            "s.xsd",
            XSD,
            "<a>\n<c/></a>",
            [("V01", "error", 2, "`c` may not come first in `a`; allowed here: b")],
        ),
        ("s.xsd", XSD, "<a><b>x</b></a>", [("V01", "error", 1, "`b`: ")]),
        ("s.rng", RNG, "<a><b/></a>", []),
        ("s.rng", RNG, "<a><b/>\n<c/></a>", [("V01", "error", 2, "c")]),
        ("s.sch", SCH, "<a>\n<b n='1'/></a>", []),
        ("s.sch", SCH, "<a>\n<b/></a>", [("V01", "warning", 2, "b needs n")]),
        ("s.xsd", "<broken/>", "<a/>", [("V04", "error", 0, "the schema")]),
        ("s.rng", "<element", "<a/>", [("V04", "error", 0, "the schema")]),
    ],
)
def test_other_schemas(
    name: str, schema: str, document: str, expected: list[tuple[str, str, int, str]], tmp_path: Path
) -> None:
    (tmp_path / name).write_text(schema, "utf-8")
    (tmp_path / "a.xml").write_text(document, "utf-8")
    found = validate_file(tmp_path / "a.xml", schema=tmp_path / name)
    assert [(f.code, f.severity, f.line) for f in found] == [e[:3] for e in expected]
    for finding, (*_, words) in zip(found, expected, strict=True):
        assert words in finding.message


def test_the_profile_given_as_a_schema() -> None:
    for suffix in ("xsd", "rng", "sch"):
        assert validate_file(FILE, schema=schema_dir() / f"tei_edition.{suffix}") == []


def test_a_tree_that_was_never_parsed() -> None:
    """A tree built in memory has no lines; that is no reason to fail."""
    root = etree.fromstring(MINIMAL.encode("utf-8"))
    bare = etree.Element(root.tag, nsmap=root.nsmap)
    assert validate_tree(etree.ElementTree(bare))[0].code == "V01"
