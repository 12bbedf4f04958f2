"""RELAX NG, XML syntax, by libxml2: the verdict is right, the words are libxml2's own and may mislead."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lxml import etree

from ..rules.facts import Fault, element_at
from . import Schema, read_schema, require_local, unusable

SHOWN = 20


def faults(path: Path, tree: etree._ElementTree) -> list[Fault]:
    """The faults of a tree by the RELAX NG file `path`; raises SchemaError where it cannot be used."""
    verdict = _compiled(path)
    if verdict.validate(tree):
        return []
    found: list[Fault] = []
    told: set[tuple[etree._Element, str]] = set()
    for entry in verdict.error_log:
        element = element_at(tree, entry.path)
        if (element, entry.message) not in told:
            told.add((element, entry.message))
            found.append(Fault(element, entry.message, "error", code="V01"))
    return found[:SHOWN]


@cache
def _compiled(path: Path) -> etree.RelaxNG:
    require_local(Schema(path, "rng"))
    try:
        return etree.RelaxNG(read_schema(path))
    except etree.LxmlError as error:
        raise unusable(path, error) from error
