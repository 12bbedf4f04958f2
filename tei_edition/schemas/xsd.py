"""XSD 1.0 and 1.1: libxml2 for the verdict where it can read the schema, xmlschema else, and for the words."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lxml import etree

from ..explain import XSD_11, compiled, explained
from ..rules.facts import Fault
from . import Schema, read_schema, require_local, unusable


def faults(path: Path, tree: etree._ElementTree) -> list[Fault]:
    """The faults of a tree by the XSD file `path`; raises SchemaError where it cannot be used."""
    verdict = _by_libxml2(path)
    if verdict is not None:
        return [] if verdict.validate(tree) else explained(tree, path, verdict)
    _by_xmlschema(path)
    return explained(tree, path, None)


@cache
def _by_libxml2(path: Path) -> etree.XMLSchema | None:
    """The schema compiled by libxml2; None where it is XSD 1.1, or needs more than libxml2 can do."""
    require_local(Schema(path, "xsd"))
    if XSD_11.search(path.read_bytes()):
        return None
    try:
        return etree.XMLSchema(read_schema(path))
    except etree.XMLSchemaParseError:
        return None  # such as a content model that is not deterministic, or xml.xsd named by its address


@cache
def _by_xmlschema(path: Path) -> None:
    """Raise SchemaError unless xmlschema can read the schema."""
    import xmlschema

    try:
        compiled(path)
    except (xmlschema.XMLSchemaException, OSError, ValueError, RecursionError) as error:
        raise unusable(path, error) from error
