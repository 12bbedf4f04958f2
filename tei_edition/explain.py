"""Why a document is not valid, in plain words: xmlschema finds the place, this module words it.

Used only when libxml2 has said no, because xmlschema takes 0.5 s to import and to read the schema.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from .content_model import allowed_after, short_name
from .findings import Finding
from .rules import SourceLine, line_of
from .rules.facts import local_name, named, path_to

MAX_EXPLAINED = 100  # faults told one by one
SHOWN = 14  # allowed names told before the list is cut

ATTRIBUTE = re.compile(r"attribute (?P<name>\S+?)='(?P<value>.*?)': (?P<why>.*)", re.DOTALL)
UNKNOWN_ATTRIBUTE = re.compile(r"'(?P<name>[^']+)' attribute not allowed")
MISSING_ATTRIBUTE = re.compile(r"missing required attribute '(?P<name>[^']+)'")

TYPES = {  # what a value of the type looks like
    "w3cDate": "a real date: YYYY, YYYY-MM, YYYY-MM-DD, or --MM-DD",
    "pointer": "one address without spaces",
    "localPointer": "one #id",
    "versionNumber": "digits and dots",
    "word": "one word of letters, digits and . _ : -",
    "filled": "some text",
    "ID": "a name: a letter first, then letters, digits, hyphens and dots",
    "NCName": "a name: a letter first, then letters, digits, hyphens and dots",
    "language": "a language tag such as en or de-AT",
    "nonNegativeInteger": "a whole number",
}


class Cause(NamedTuple):
    """One cause: the element to go to, and what is wrong there."""

    element: etree._Element
    words: str


def explained(
    tree: etree._ElementTree,
    schema: Path,
    verdict: etree.XMLSchema,
    *,
    source_line: SourceLine | None = None,
    limit: int = MAX_EXPLAINED,
) -> list[Finding]:
    """The faults of a tree that `verdict` (compiled from the XSD file `schema`) has just refused.

    What xmlschema does not see (it takes `%zz` for an address) is told in libxml2's words.
    """
    log = list(verdict.error_log)
    found = [
        Finding("V01", "error", line_of(cause.element, source_line), path_to(cause.element), cause.words)
        for cause in causes(tree, schema, limit=limit)
    ]
    if len(found) == limit:
        words = f"the first {limit} faults of grammar are told; mend them to see the others"
        found.append(Finding("V01", "error", 0, "", words))
    return found or [_in_libxml2_words(entry, tree, source_line) for entry in log[:limit]]


def _in_libxml2_words(entry: Any, tree: etree._ElementTree, source_line: SourceLine | None) -> Finding:
    """A finding from an entry of libxml2's error log, whose path leads to the element."""
    nodes = tree.xpath(entry.path) if entry.path else []
    element = nodes[0] if isinstance(nodes, list) and nodes else None
    if not isinstance(element, etree._Element):
        return Finding("V01", "error", entry.line, "", _plain(entry.message))
    line = line_of(element, source_line)
    return Finding("V01", "error", line, path_to(element), _plain(entry.message))


def causes(tree: etree._ElementTree, schema: Path, *, limit: int) -> list[Cause]:
    """At most `limit` causes why `tree` is not valid against the XSD file `schema`; none if none is found.

    The elements are those of `tree`. Never raises for what the document holds: a document too deep for
    xmlschema has no causes.
    """
    import xmlschema

    found: list[Cause] = []
    told: set[etree._Element] = set()
    try:
        for error in islice(_compiled(schema).iter_errors(tree), 4 * limit):
            if error.elem is None or len(found) == limit:
                break
            cause = _cause(error)
            content = not isinstance(error.obj, str | dict)
            if content and error.elem in told:
                continue  # what follows from the first fault in the same content
            if content:
                told.add(error.elem)
            found.append(cause)
    except (xmlschema.XMLSchemaException, RecursionError):
        return found
    return found


@cache
def _compiled(schema: Path) -> Any:
    import xmlschema

    return xmlschema.XMLSchema(str(schema), allow="local", defuse="never")


def _cause(error: Any) -> Cause:
    element: etree._Element = error.elem
    if hasattr(error, "invalid_child") and hasattr(error, "particle"):  # XMLSchemaChildrenValidationError
        return _misplaced(error, element)
    reason = str(error.reason)
    if match := ATTRIBUTE.match(reason):
        return _bad_value(error, element, match)
    if match := UNKNOWN_ATTRIBUTE.match(reason):
        names = sorted(short_name(str(name)) for name in error.validator if name)
        return Cause(
            element, f"{named(element)} takes no @{short_name(match['name'])}; it takes {_list(names)}"
        )
    if match := MISSING_ATTRIBUTE.match(reason):
        return Cause(element, f"{named(element)} needs @{short_name(match['name'])}")
    if reason.startswith("character data"):
        return Cause(
            element, f"{named(element)}: no words may stand here, only elements{_own_words(element)}"
        )
    return Cause(element, f"{named(element)}: {_plain(reason)}")


def _own_words(element: etree._Element) -> str:
    parts = [element.text, *[child.tail for child in element]]
    words = " ".join(" ".join(part for part in parts if part).split())
    return f": “{words[:40]}{'…' * (len(words) > 40)}”" if words else ""


def _misplaced(error: Any, parent: etree._Element) -> Cause:
    children = [child for child in parent if isinstance(child.tag, str)]
    names = [str(child.tag) for child in children]
    allowed, known = allowed_after(error.validator, names[: error.index])
    before = f"`{short_name(names[error.index - 1])}`" if error.index else ""
    if error.invalid_child is None:
        where = f"after {before} it needs" if before else "it needs"
        return Cause(parent, f"{named(parent)} is not complete: {where} {_list(allowed, joint=' or ')}")
    child: etree._Element = error.invalid_child
    name = f"`{local_name(child)}`"
    if local_name(child) not in known or child.tag not in names:
        words = f"{name} may not stand in {named(parent)}"
    elif before:
        words = f"{name} may not follow {before} in {named(parent)}"
    else:
        words = f"{name} may not come first in {named(parent)}"
    return Cause(child, f"{words}; allowed here: {_list(allowed)}")


def _bad_value(error: Any, element: etree._Element, match: re.Match[str]) -> Cause:
    name, value, why = short_name(match["name"]), match["value"], match["why"]
    said = f"{named(element)}: @{name} “{value}”"
    if why.startswith("duplicated"):
        return Cause(element, f"{said} is used twice; an id must be unique")
    listed = getattr(error.validator, "enumeration", None)
    if listed:
        values = sorted(str(item) for item in listed)
        return Cause(element, f"{said} is not in the list: {_list(values, shown=len(values))}")
    kind = _type_name(error.validator)
    if kind in TYPES:
        return Cause(element, f"{said} is not {TYPES[kind]}")
    return Cause(element, f"{said}: {_plain(why)}")


def _type_name(validator: Any) -> str:
    """The name of the simple type that a value failed; a facet belongs to the type around it."""
    for component in (validator, getattr(validator, "parent", None), getattr(validator, "base_type", None)):
        name = getattr(component, "local_name", None)
        if name:
            return str(name)
    return ""


def _plain(reason: str) -> str:
    return re.sub(r"\{[^}]*\}", "", reason).replace("'", "`")


def _list(names: list[str], *, joint: str = ", ", shown: int = SHOWN) -> str:
    if not names:
        return "nothing more"
    return joint.join(names[:shown]) + (" …" if len(names) > shown else "")
