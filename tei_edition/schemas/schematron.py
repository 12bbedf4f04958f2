"""ISO Schematron: XPath 1.0 rules by lxml; XPath 2 and 3 by saxonche with the user's own SchXslt.

The rules may stand in a file of their own or within a RELAX NG grammar, as TEI's do.
"""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from ..rules.facts import Fault, element_at
from . import Schema, SchemaError, read_schema, require_local, unusable

SCH = "{http://purl.oclc.org/dsdl/schematron}"
SVRL = "{http://purl.oclc.org/dsdl/svrl}"
BINDINGS_1 = ("", "xslt", "xslt1", "xpath", "xpath1", "exslt")
HOW_TO_GET = (
    "`pip install saxonche` and name SchXslt2's transpile.xsl with --schxslt FILE"
    " (https://codeberg.org/SchXslt/schxslt2)"
)


def faults(schema: Schema, tree: etree._ElementTree, data: bytes, schxslt: Path | None = None) -> list[Fault]:
    """The failed assertions of a Schematron schema in one document; raises SchemaError where it cannot be used.

    A fault's code is the first part of the assertion's id where that is one of the rules' (R05-one is R05),
    else V01; its severity is the assertion's role or flag.
    """
    if _binding(schema) in BINDINGS_1:
        return _from_svrl(_by_lxml(schema, tree), tree)
    return _from_svrl(_by_saxon(schema, data, schxslt), tree)


@cache
def _rules(schema: Schema) -> etree._ElementTree:
    """The Schematron schema itself, taken out of the grammar that holds it where need be."""
    require_local(schema)
    tree = read_schema(schema.path)
    root = tree.getroot()
    if root.tag == f"{SCH}schema":
        return tree
    made = etree.Element(f"{SCH}schema", nsmap={"sch": SCH[1:-1]})
    made.set("queryBinding", "xslt2")  # what TEI writes its constraints in
    for part in root.iter(f"{SCH}ns", f"{SCH}pattern", f"{SCH}let", f"{SCH}key"):
        if not any(True for _ in part.iterancestors(f"{SCH}pattern", f"{SCH}schema")):
            made.append(deepcopy(part))
    if made.find(f"{SCH}pattern") is None:
        raise SchemaError(f"the schema {schema.path} holds no Schematron rules")
    return etree.ElementTree(made)


def _binding(schema: Schema) -> str:
    return (_rules(schema).getroot().get("queryBinding") or "").lower()


@cache
def _compiled(schema: Schema) -> Any:
    from lxml import isoschematron

    try:
        return isoschematron.Schematron(_rules(schema), store_report=True)
    except (etree.LxmlError, TypeError) as error:
        raise unusable(schema.path, error) from error


def _by_lxml(schema: Schema, tree: etree._ElementTree) -> etree._ElementTree | None:
    rules = _compiled(schema)
    try:
        rules.validate(tree)
    except etree.LxmlError as error:
        raise unusable(schema.path, error) from error
    report: etree._ElementTree | None = rules.validation_report
    return report


def _by_saxon(schema: Schema, data: bytes, schxslt: Path | None) -> etree._ElementTree:
    """The report of the rules in XPath 2 or 3, by way of the stylesheet that SchXslt makes of them."""
    processor, sheet = _transpiled(schema, schxslt)
    from saxonche import PySaxonApiError

    try:
        document = processor.parse_xml(xml_text=data.decode("utf-8", "replace"))
        report = sheet.transform_to_string(xdm_node=document)
        return etree.ElementTree(etree.fromstring(report.encode("utf-8")))
    except (PySaxonApiError, etree.XMLSyntaxError) as error:
        reason = (str(error).strip().splitlines() or ["no report"])[0]
        raise SchemaError(f"the rules of {schema.path} cannot be asked: {reason}") from error


@cache
def _transpiled(schema: Schema, schxslt: Path | None) -> tuple[Any, Any]:
    why = f"the rules of {schema.path} are written in XPath 2 or 3"
    try:
        import saxonche
    except ImportError:
        raise SchemaError(f"{why}: {HOW_TO_GET}") from None
    if schxslt is None:
        raise SchemaError(f"{why}: name SchXslt2's transpile.xsl with --schxslt FILE")
    try:
        processor = saxonche.PySaxonProcessor(license=False)
        processor.set_configuration_property("http://saxon.sf.net/feature/allowedProtocols", "file")
        compiler = processor.new_xslt30_processor()
        transpiler = compiler.compile_stylesheet(stylesheet_file=str(schxslt))
        rules = processor.parse_xml(xml_text=etree.tostring(_rules(schema), encoding="unicode"))
        sheet = compiler.compile_stylesheet(stylesheet_text=transpiler.transform_to_string(xdm_node=rules))
    except saxonche.PySaxonApiError as error:
        raise unusable(schema.path, error) from error
    return processor, sheet


def _from_svrl(report: etree._ElementTree | None, tree: etree._ElementTree) -> list[Fault]:
    """SVRL's failed assertions and successful reports; `location` leads to the element and its line."""
    found: list[Fault] = []
    for result in (
        report.iter(f"{SVRL}failed-assert", f"{SVRL}successful-report") if report is not None else ()
    ):
        role = (result.get("role") or result.get("flag") or "error").lower()
        severity = {"warn": "warning", "information": "info", "fatal": "error"}.get(role, role)
        element = _at(result.get("location", "/*"), tree)
        words = " ".join("".join(result.itertext()).split())
        code = (result.get("id") or "").partition("-")[0]  # R05-one and R05-same are both R05
        rule = code if len(code) == 3 and code[0] == "R" and code[1:].isdecimal() else "V01"
        known = severity if severity in ("error", "warning", "info") else "error"
        found.append(Fault(element, words, known, code=rule))
    return found


def _at(location: str, tree: etree._ElementTree) -> etree._Element:
    """The element at an XPath of SVRL; `Q{uri}name`, as SchXslt writes it, becomes a test that XPath 1.0 knows."""
    import re

    return element_at(
        tree, re.sub(r"Q\{([^}]*)\}([\w.-]+)", r"*[local-name()='\2' and namespace-uri()='\1']", location)
    )
