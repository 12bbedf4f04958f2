"""The schema: one grammar in four forms that agree, and a proper subset of tei_all."""

from __future__ import annotations

import importlib.util
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree

from tei_edition.resources import data_path, schema_dir
from tei_edition.rules import closed_lists

HERE = Path(__file__).parent
XS = "{http://www.w3.org/2001/XMLSchema}"
SCH = "{http://purl.oclc.org/dsdl/schematron}"
TEI = "{http://www.tei-c.org/ns/1.0}"
MINIMAL = (HERE / "validity" / "minimal.xml").read_bytes()


def load(path: Path) -> ModuleType:
    """A module by its file: `schema/` and `tests/validity/` are no packages."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


generate = load(HERE / "validity" / "generate.py")


@pytest.fixture(scope="module")
def xsd() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(schema_dir() / "tei_edition.xsd"))


@pytest.fixture(scope="module")
def rng() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(schema_dir() / "tei_edition.rng"))


@pytest.fixture(scope="module")
def documents() -> list[etree._Element]:
    """Enough documents to use each branch of the grammar several times."""
    return generate.documents(schema_dir() / "tei_edition.rng", 120)


def declared(tag: str) -> Iterator[etree._Element]:
    return etree.parse(schema_dir() / "tei_edition.xsd").getroot().iter(f"{XS}{tag}")


def test_where_things_lie() -> None:
    assert {p.name for p in schema_dir().glob("tei_edition.*")} >= {
        f"tei_edition.{suffix}" for suffix in ("xsd", "rng", "sch", "odd")
    }
    assert data_path("xslt", "x.xsl").parts[-3:] == ("data", "xslt", "x.xsl")


def test_xmlschema_reads_it_without_the_network(xsd: etree.XMLSchema) -> None:
    import xmlschema

    schema = xmlschema.XMLSchema(str(schema_dir() / "tei_edition.xsd"), allow="local")
    assert len(schema.elements) > 100
    assert not list(schema.iter_errors(etree.ElementTree(etree.fromstring(MINIMAL))))
    assert xsd.validate(etree.fromstring(MINIMAL)), xsd.error_log


def test_no_expensive_pattern() -> None:
    """`\\p{..}` costs xmlschema 0.15 s a piece."""
    assert not [p.get("value") for p in declared("pattern") if "\\p" in p.get("value", "")]


def test_rng_is_made_from_the_xsd() -> None:
    make_rng = load(schema_dir() / "make_rng.py")
    assert (schema_dir() / "tei_edition.rng").read_bytes() == make_rng.text(), "run schema/make_rng.py"


def test_odd_is_made_from_the_xsd_and_the_schematron() -> None:
    make_odd = load(schema_dir() / "make_odd.py")
    assert (schema_dir() / "tei_edition.odd").read_text("utf-8") == make_odd.text(), "run schema/make_odd.py"


def test_odd_names_the_elements_and_values_of_the_xsd() -> None:
    odd = etree.parse(schema_dir() / "tei_edition.odd").getroot()
    included = [name for ref in odd.iter(f"{TEI}moduleRef") for name in ref.get("include", "").split()]
    assert sorted(included) == sorted({e.get("name") for e in declared("element") if e.get("name")})
    listed = {
        (spec.get("ident"), definition.get("ident")): {
            item.get("ident") for item in definition.iter(f"{TEI}valItem")
        }
        for spec in odd.iter(f"{TEI}elementSpec")
        for definition in spec.iter(f"{TEI}attDef")
    }
    assert listed == {key: set(values) for key, values in closed_lists().items()}


def test_schematron_has_the_lists_of_the_xsd() -> None:
    schematron = etree.parse(schema_dir() / "tei_edition.sch").getroot()
    listed = {}
    for check in schematron.iter(f"{SCH}assert"):
        match = re.search(r"contains\('([^']*)',\s+concat\(' ',\s+@(rend|type)", check.get("test", ""))
        if check.get("id", "").startswith("R23-") and match:
            listed[check.get("id", "").split("-")[1], match[2]] = set(match[1].split())
    assert listed == {k: set(v) for k, v in closed_lists().items() if k[1] in ("rend", "type")}


def test_generated_documents_use_the_whole_grammar(documents: list[etree._Element]) -> None:
    used = {element.tag.removeprefix(TEI) for document in documents for element in document.iter()}
    assert {e.get("name") for e in declared("element") if e.get("name")} <= used
    pairs = {(e.tag.removeprefix(TEI), str(a)) for d in documents for e in d.iter() for a in e.attrib}
    assert set(closed_lists()) <= pairs


def test_generated_documents_are_valid(
    documents: list[etree._Element], xsd: etree.XMLSchema, rng: etree.RelaxNG
) -> None:
    for document in documents:
        assert xsd.validate(document), xsd.error_log
        assert rng.validate(document), rng.error_log


def tei_all() -> Path:
    """Where tei_all.rng is: the variable TEI_ALL, or a folder `shared/tei` beside the checkout."""
    return Path(os.environ.get("TEI_ALL") or HERE.parents[1] / "shared" / "tei" / "tei_all.rng")


@pytest.mark.skipif(not shutil.which("jing"), reason="jing is not installed")
@pytest.mark.skipif(not tei_all().is_file(), reason="no tei_all.rng: set TEI_ALL to its path")
def test_valid_here_is_valid_by_tei_all(documents: list[etree._Element], tmp_path: Path) -> None:
    files = [schema_dir() / "tei_edition.odd", *(HERE / "validity").glob("*.xml")]
    for number, document in enumerate(documents):
        files.append(tmp_path / f"{number}.xml")
        files[-1].write_bytes(etree.tostring(document))
    command = ["jing", "-i", str(tei_all()), *map(str, files)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[:2000]


BAD_VALUES = ("", "1937-02-30", "12-7-1921", "-x", "main", "italic", "#p1", "a b")


def mutants(number: int) -> Iterator[tuple[str, etree._Element]]:
    """Small documents with one thing wrong, or by luck right: what was done, and the document."""
    chance = random.Random(7)
    names = sorted({e.get("name", "") for e in declared("element") if e.get("name")})
    sources = [MINIMAL, *(path.read_bytes() for path in sorted((HERE / "validity").glob("valid_*.xml")))]
    for _ in range(number):
        root = etree.fromstring(chance.choice(sources))
        elements = [element for element in root.iter(etree.Element) if element is not root]
        element = chance.choice(elements)
        kind = chance.choice(("rename", "remove", "move", "double", "attribute", "value", "words"))
        words = f"{kind} {element.tag}"
        if kind == "rename":
            element.tag = TEI + chance.choice(names)
        elif kind == "remove":
            parent = element.getparent()
            assert parent is not None
            parent.remove(element)
        elif kind == "move":
            home = chance.choice([e for e in elements if element not in (e, *e.iterancestors())])
            home.insert(chance.randint(0, len(home)), element)
        elif kind == "double":
            copy = etree.fromstring(etree.tostring(element, with_tail=False))
            for inner in copy.iter():
                inner.attrib.pop("{http://www.w3.org/XML/1998/namespace}id", None)
            element.addnext(copy)
        elif kind == "attribute":
            element.set(chance.choice(("n", "type", "rend", "ref", "target", "foo", "when")), "main")
        elif kind == "value" and element.attrib:
            name = chance.choice(sorted(element.attrib))
            element.set(
                name, chance.choice(("", "1937-02-30", "12-7-1921", "-x", "main", "italic", "#p1", "a b"))
            )
        elif kind == "words":
            element.text = "some words"
        yield words, root


def test_xsd_and_rng_agree_on_mutants(xsd: etree.XMLSchema, rng: etree.RelaxNG) -> None:
    verdicts = {True: 0, False: 0}
    for words, root in mutants(600):
        document = etree.tostring(root)
        plain = etree.XMLParser(collect_ids=False)
        first = xsd.validate(etree.fromstring(document, plain))
        second = rng.validate(etree.fromstring(document, plain))
        assert first == second, (words, xsd.error_log, rng.error_log)
        verdicts[first] += 1
    assert min(verdicts.values()) > 50, verdicts


REAL = ("1921", "1921-07", "1921-07-12", "--07-12", "--07")
UNREAL = ("1937-02-30", "12-7-1921", "1921-13", "July 1921", "")


@pytest.mark.parametrize("value", [*REAL, *UNREAL])
def test_dates_are_real(value: str, xsd: etree.XMLSchema, rng: etree.RelaxNG) -> None:
    document = MINIMAL.replace(b'when="1911-03"', f'when="{value}"'.encode())
    assert xsd.validate(etree.fromstring(document)) is (value in REAL)
    assert rng.validate(etree.fromstring(document)) is (value in REAL)
