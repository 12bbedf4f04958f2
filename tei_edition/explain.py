"""Why a document is not valid, in plain words: xmlschema finds the place, this module words it.

Used only when libxml2 has said no, because xmlschema takes 0.5 s to import and to read the schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from lxml import etree

from .content_model import allowed_after, allowed_before, short_name, takers
from .namespaces import XML, XML_ID
from .resources import schema_dir
from .rules.facts import Fault, element_at, local_name, named, own_words

MAX_EXPLAINED = 100  # faults told one by one
MAX_ALIKE = 10  # of one element in one kind of parent, or with one attribute
SHOWN = 14  # allowed names told before the list is cut

# What only XSD 1.1 has: its declaration, or one of its elements.
XSD_11 = re.compile(
    rb"minVersion\s*=\s*[\"']1\.1|<(?:\w+:)?(?:assert|assertion|alternative|override|openContent)[\s>]"
)
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


def explained(
    tree: etree._ElementTree, schema: Path, verdict: etree.XMLSchema | None, *, limit: int = MAX_EXPLAINED
) -> list[Fault]:
    """The faults of a tree that the XSD file `schema` refuses, each with code V01.

    `verdict` is the schema as libxml2 compiled it, which has just said no; what xmlschema does not see (it
    takes `%zz` for an address) is told in libxml2's words. None where libxml2 cannot read the schema.
    """
    found = list(causes(tree, schema, limit=limit))
    if len(found) == limit:
        words = f"the first {limit} faults of grammar are told; mend them to see the others"
        found.append(Fault(tree.getroot(), words))
    if not found and verdict is not None:
        found = [_in_libxml2_words(entry, tree) for entry in list(verdict.error_log)[:limit]]
    return [fault._replace(code="V01", severity="error") for fault in found]


def _in_libxml2_words(entry: Any, tree: etree._ElementTree) -> Fault:
    """A fault from an entry of libxml2's error log, whose path leads to the element."""
    return Fault(element_at(tree, entry.path), _plain(entry.message))


def causes(tree: etree._ElementTree, schema: Path, *, limit: int) -> list[Fault]:
    """At most `limit` causes why `tree` is not valid against the XSD file `schema`; none if none is found.

    The elements are those of `tree`. Never raises for what the document holds: a document too deep for
    xmlschema has no causes. Of causes that are alike the first few are told, then one for all the rest.
    """
    import xmlschema

    found: list[Fault] = []
    alike: dict[tuple[str, ...], list[Fault]] = {}
    told: set[etree._Element] = set()
    try:
        for error in islice(compiled(schema).iter_errors(tree), 40 * limit):
            if error.elem is None or len(found) == limit:
                break
            content = not isinstance(error.obj, str | dict)
            if content and error.elem in told:
                continue  # what follows from the first fault in the same content
            if content:
                told.add(error.elem)
            cause = _cause(error)
            kind = _kind(cause)
            alike.setdefault(kind, []).append(cause)
            if len(alike[kind]) <= MAX_ALIKE:
                found.append(cause)
    except (xmlschema.XMLSchemaException, RecursionError):
        return found
    for group in alike.values():
        if len(group) > MAX_ALIKE:
            more = len(group) - MAX_ALIKE
            first = group[MAX_ALIKE]
            found.append(first._replace(words=f"{more} more of this kind: {first.words}"))
    return found


def _kind(cause: Fault) -> tuple[str, ...]:
    """What makes two causes alike: element, parent and attribute."""
    parent = cause.element.getparent()
    home = local_name(parent) if parent is not None else ""
    return local_name(cause.element), home, cause.attribute, cause.words.partition(";")[0].rpartition(" ")[2]


@cache
def compiled(schema: Path) -> Any:
    """The schema of an XSD file as xmlschema reads it: XSD 1.1 where the file says so; nothing is fetched."""
    import xmlschema

    kind = xmlschema.XMLSchema11 if XSD_11.search(schema.read_bytes()) else xmlschema.XMLSchema
    known = {XML[1:-1]: str(schema_dir() / "xml.xsd")}
    return kind(str(schema), allow="local", defuse="always", locations=known)


def _cause(error: Any) -> Fault:
    element: etree._Element = error.elem
    if hasattr(error, "invalid_child") and hasattr(error, "particle"):  # XMLSchemaChildrenValidationError
        return _misplaced(error, element)
    reason = str(error.reason)
    if match := ATTRIBUTE.match(reason):
        return _bad_value(error, element, match)
    if match := UNKNOWN_ATTRIBUTE.match(reason):
        return unknown_attribute(element, short_name(match["name"]), [str(n) for n in error.validator if n])
    if match := MISSING_ATTRIBUTE.match(reason):
        return Fault(element, f"{named(element)} needs @{short_name(match['name'])}")
    if reason.startswith("character data"):
        words = own_words(element)
        shown = f": “{words}”" if words else ""
        return Fault(element, f"{named(element)}: no words may stand here, only elements{shown}")
    return Fault(element, f"{named(element)}: {_plain(reason)}")


def unknown_attribute(element: etree._Element, name: str, allowed: list[str]) -> Fault:
    """An attribute that its element does not take, with the one that was perhaps meant."""
    names = sorted(short_name(one) for one in allowed)
    words = f"{named(element)} takes no @{name}{meant(name, names, '@')}; it takes {listed(names)}"
    return Fault(element, words, attribute=name)


_CLOSING = {"`": "`", "“": "”"}


def meant(name: str, names: Iterable[str], sign: str = "`") -> str:
    """`; did you mean ...?` where one of the names is much like `name`."""
    from difflib import get_close_matches

    close = get_close_matches(name, names, n=1, cutoff=0.7)
    if not close:
        return ""
    return f" (did you mean {sign}{close[0]}{_CLOSING.get(sign, '')}?)"


def _misplaced(error: Any, parent: etree._Element) -> Fault:
    children = [child for child in parent if isinstance(child.tag, str)]
    names = [str(child.tag) for child in children]
    # xmlschema's own index counts comments too
    index = len(names) if error.invalid_child is None else children.index(error.invalid_child)
    allowed, known = allowed_after(error.validator, names[:index])
    before = local_name(children[index - 1]) if index else ""
    if error.invalid_child is None:
        where = f"after `{before}` it needs" if before else "it needs"
        return Fault(parent, f"{named(parent)} is not complete: {where} {listed(allowed, joint=' or ')}")
    child: etree._Element = error.invalid_child
    name = local_name(child)
    foreign = etree.QName(child).namespace != etree.QName(parent).namespace
    mend = ""
    if name in known and child.tag in names and not foreign:
        follower = allowed_before(error.validator, names[:index], str(child.tag))
        mend = f"; move it before `{short_name(names[follower])}`" if follower is not None else ""
    else:
        mend = meant(name, known)
    inside = takers(error.validator, allowed, name)
    if inside and not mend.startswith(" ("):
        mend += f"{', or' if mend else ';'} put it into a `{inside[0]}`"
    return misplaced(child, name in known and not foreign, before, allowed, mend)


def misplaced(child: etree._Element, known: bool, before: str, allowed: list[str], mend: str = "") -> Fault:
    """An element that may not stand where it does: at all in its parent, or after what comes before it."""
    parent = child.getparent()
    home = named(parent) if parent is not None else "the document"
    name = f"`{local_name(child)}`"
    if not known:
        words = f"{name} may not stand in {home}"
    elif before:
        words = f"{name} may not follow `{before}` in {home}"
    else:
        words = f"{name} may not come first in {home}"
    space = etree.QName(child).namespace
    if parent is not None and space != etree.QName(parent).namespace:
        words += f" (its namespace is {space or 'none'})"
    return Fault(child, f"{words}{mend}; allowed here: {listed(allowed)}")


def _bad_value(error: Any, element: etree._Element, match: re.Match[str]) -> Fault:
    name, value, why = short_name(match["name"]), match["value"], match["why"]
    said = f"{named(element)}: @{name} “{value}”"
    if why.startswith("duplicated"):
        return Fault(
            element,
            f"{said} is used twice{_first_place(element, value)}; an id must be unique",
            attribute=name,
        )
    values = sorted(str(item) for item in getattr(error.validator, "enumeration", None) or ())
    if values:
        words = f"{said} is not in the list{meant(value, values, '“')}: {listed(values, shown=len(values))}"
        return Fault(element, words, attribute=name)
    kind = _type_name(error.validator)
    words = f"{said} is not {TYPES[kind]}" if kind in TYPES else f"{said}: {_plain(why)}"
    return Fault(element, words, attribute=name)


def _first_place(element: etree._Element, own: str) -> str:
    """Where an id was given first."""
    for other in element.getroottree().iter(etree.Element):
        if other.get(XML_ID) == own and other is not element and other.sourceline:
            return f": a `{local_name(other)}` in line {other.sourceline} has it already"
    return ""


def _type_name(validator: Any) -> str:
    """The name of the simple type that a value failed; a facet belongs to the type around it."""
    for component in (validator, getattr(validator, "parent", None), getattr(validator, "base_type", None)):
        name = getattr(component, "local_name", None)
        if name:
            return str(name)
    return ""


def _plain(reason: str) -> str:
    return re.sub(r"\{[^}]*\}", "", reason).replace("'", "`")


def listed(names: list[str], *, joint: str = ", ", shown: int = SHOWN) -> str:
    """Names in a row, cut after `shown`."""
    if not names:
        return "nothing more"
    return joint.join(names[:shown]) + (" …" if len(names) > shown else "")
