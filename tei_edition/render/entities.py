"""Names of persons and places in the text: which elements are such names, and whom they point to."""

from __future__ import annotations

from lxml import etree

from ..namespaces import XML_ID
from ..patterns import lazy
from .names import Item, local

Element = etree._Element
KINDS = {"persName": "person", "placeName": "place"}
TYPED = frozenset(("rs", "name"))  # a name of either kind, by its type
TYPES = {"person": "person", "place": "place", "persons": "person", "places": "place"}
REGISTERED = frozenset(("person", "personGrp", "persona", "place"))  # their own forms are no mentions
NOT_IN_ID = lazy(r"[\s#%?&/\\\"'<>]+")


def kind_of(element: Element, name: str) -> str:
    """`person`, `place`, or nothing where the element is no such name."""
    if name in TYPED:
        return TYPES.get(element.get("type", ""), "")
    return KINDS.get(name, "")


def keys_of(element: Element) -> list[str]:
    """The ids a name points to: what follows the `#`, or the last step of a URI; each once."""
    found = []
    for pointer in (element.get("ref") or element.get("key") or "").split():
        mark = "#" if "#" in pointer else "/"
        key = NOT_IN_ID.sub("_", pointer.rstrip("/").rpartition(mark)[2]).strip("_")
        if key and key not in found:
            found.append(key)
    return found


def mention_ids(items: list[Item]) -> dict[Element, str]:
    """The ids of the names in the text, `m1` on in document order; a register's own forms
    (`person/persName`) are no mentions, and an `xml:id` that looks like one keeps its place."""
    taken = {name for element, _ in items if (name := element.get(XML_ID, "")).startswith("m")}
    found: dict[Element, str] = {}
    number = 0
    for element, name in items:
        if not kind_of(element, name) or (name != "persName" and not keys_of(element)):
            continue
        parent = element.getparent()
        if parent is not None and local(parent.tag) in REGISTERED:
            continue
        number += 1
        while f"m{number}" in taken:
            number += 1
        found[element] = f"m{number}"
    return found
