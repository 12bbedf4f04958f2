"""Schemas that are not the profile's: which one a document names, what kind a file is, which engine reads it.

`choice` finds schemas, `xsd`, `relaxng`, `jing` and `schematron` read them. Nothing is fetched: a schema that
needs a file from the network is refused with the name of that file.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from ..messages import InputError
from ..rules.facts import Fault
from ..xmlread import parse_schema, read

KINDS = ("xsd", "rng", "rnc", "sch")
ENGINES = ("auto", "libxml2", "jing")
MAX_RNG = 400_000  # bytes of a RELAX NG grammar that libxml2 compiles in reasonable time (tei_all: 20 s)
ROOTS = {
    "{http://www.w3.org/2001/XMLSchema}schema": "xsd",
    "{http://relaxng.org/ns/structure/1.0}grammar": "rng",
    "{http://relaxng.org/ns/structure/1.0}element": "rng",
    "{http://purl.oclc.org/dsdl/schematron}schema": "sch",
}
REMOTE = re.compile(r"(?i)(?:https?|ftp|jar|data):")
# What a schema takes in from other files, by kind; the group is the address.
TAKEN_IN = {
    "xsd": re.compile(
        r"<(?:\w+:)?(?:include|redefine|override)\b[^>]*?\bschemaLocation\s*=\s*[\"']([^\"']+)"
    ),
    "rng": re.compile(r"<(?:\w+:)?(?:include|externalRef)\b[^>]*?\bhref\s*=\s*[\"']([^\"']+)"),
    "rnc": re.compile(r"\b(?:include|external)\s+[\"']([^\"']+)"),
    "sch": re.compile(r"<(?:\w+:)?(?:include|extends)\b[^>]*?\bhref\s*=\s*[\"']([^\"']+)"),
}


class SchemaError(Exception):
    """A schema that cannot be used; the text says why, and what to do."""


def unusable(path: Path, why: object) -> SchemaError:
    """What is raised for a schema file that cannot be used: of a reason with many lines the first."""
    words = str(why).strip() or type(why).__name__
    return SchemaError(f"the schema {path} cannot be used: {words.splitlines()[0]}")


class Schema(NamedTuple):
    """A schema file: `kind` is one of `KINDS`; `role` is `sch` where the rules within a RELAX NG grammar are meant."""

    path: Path
    kind: str
    role: str = ""


def schema_of(path: Path, role: str = "") -> Schema:
    """The schema in a file, its kind told by the root element, or by the ending for compact syntax.

    Raises SchemaError for a file that cannot be read or is no schema.
    """
    ending = path.suffix.lower().lstrip(".")
    if ending == "rnc":
        _read(path)
        return Schema(path, "rnc", role)
    tag = read_schema(path).getroot().tag
    kind = ROOTS.get(tag if isinstance(tag, str) else "", "")
    if not kind:
        known = ", ".join(f".{name}" for name in KINDS)
        raise unusable(path, f"it is none of {known}")
    return Schema(path, kind, role)


def read_schema(path: Path) -> etree._ElementTree:
    """A schema file as a tree, its address kept for what it includes; raises SchemaError."""
    try:
        return parse_schema(path)
    except InputError as error:
        raise unusable(path, error.detail) from error


def require_local(schema: Schema) -> None:
    """Follow what a schema includes; raises SchemaError where that would have to be fetched."""
    seen: set[Path] = set()
    waiting = [schema.path]
    while waiting:
        path = waiting.pop()
        if path in seen or (seen and not path.is_file()):
            continue
        seen.add(path)
        text = _read(path).decode("utf-8", "replace")
        for address in TAKEN_IN[schema.kind].findall(text):
            if REMOTE.match(address):
                raise SchemaError(
                    f"the schema {path} includes {address}, and nothing is fetched: save a copy and name that"
                )
            waiting.append((path.parent / address.removeprefix("file://")).resolve())


def _read(path: Path) -> bytes:
    try:
        return read(path)
    except InputError as error:
        raise unusable(path, error.detail) from error


def engine_for(schema: Schema, engine: str) -> str:
    """Which engine reads a schema: `libxml2` (with xmlschema for XSD), `jing`, or `schematron`.

    Raises SchemaError where the one that is needed is not installed.
    """
    from .jing import HOW_TO_GET, jing_command

    if schema.kind == "sch" or schema.role == "sch":
        return "schematron"
    if schema.kind == "xsd":
        return "libxml2"
    large = schema.path.stat().st_size > MAX_RNG
    if engine == "libxml2" and schema.kind == "rng":
        return "libxml2"
    if engine == "jing" or schema.kind == "rnc" or large:
        if jing_command():
            return "jing"
        why = "RELAX NG in compact syntax is read by jing" if schema.kind == "rnc" else "jing was asked for"
        if large and engine != "jing":
            why = "it is too large to be compiled by libxml2 (20 s and more)"
        raise unusable(schema.path, f"{why}; {HOW_TO_GET}")
    return "libxml2"


def grammar_faults(schema: Schema, tree: etree._ElementTree) -> list[Fault]:
    """What libxml2, or xmlschema after it, says of a tree by an XSD or RELAX NG schema; raises SchemaError."""
    if schema.kind == "xsd":
        from .xsd import faults

        return faults(schema.path, tree)
    from .relaxng import faults as by_relaxng

    return by_relaxng(schema.path, tree)
