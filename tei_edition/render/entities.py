"""Names of persons and places in the text: which elements are such names, and whom they point to."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from ..namespaces import XML_ID
from ..patterns import lazy
from .facts import words
from .names import Item, local

Element = etree._Element
KINDS = {"persName": "person", "placeName": "place"}
TYPED = frozenset(("rs", "name"))  # a name of either kind, by its type
TYPES = {"person": "person", "place": "place", "persons": "person", "places": "place"}
REGISTERED = frozenset(("person", "personGrp", "persona", "place"))  # their own forms are no mentions
NOT_IN_ID = lazy(r"[\s#%?&/\\\"'<>]+")


class Mention(NamedTuple):
    """A name in the text: its id in the page (`m12`), its kind, the ids it points to, and, where there are
    such, its words."""

    id: str
    kind: str
    keys: tuple[str, ...]
    words: str


def kind_of(element: Element, name: str) -> str:
    """`person`, `place`, or nothing where the element is no such name."""
    if name in TYPED:
        return TYPES.get(element.get("type", ""), "")
    return KINDS.get(name, "")


def keys_of(element: Element) -> tuple[str, ...]:
    """The ids a name points to."""
    return keys_in(element.get("ref") or element.get("key") or "")


@lru_cache(maxsize=4096)
def keys_in(pointers: str) -> tuple[str, ...]:
    """The ids of `ref` or `key`: what follows the `#`, or the last step of a URI; each once."""
    found: list[str] = []
    for pointer in pointers.split():
        mark = "#" if "#" in pointer else "/"
        key = NOT_IN_ID.sub("_", pointer.rstrip("/").rpartition(mark)[2]).strip("_")
        if key and key not in found:
            found.append(key)
    return tuple(found)


def mentions_in(items: list[Item]) -> dict[Element, Mention]:
    """The names in the text in document order, their ids `m1` on; a register's own forms
    (`person/persName`) are no mentions, and an `xml:id` that looks like one keeps its place."""
    taken = {name for element, _ in items if (name := element.get(XML_ID, "")).startswith("m")}
    found: dict[Element, Mention] = {}
    number = 0
    for element, name in items:
        kind = kind_of(element, name)
        keys = keys_of(element) if kind else ()
        if not kind or (name != "persName" and not keys):
            continue
        parent = element.getparent()
        if parent is not None and local(parent.tag) in REGISTERED:
            continue
        number += 1
        while f"m{number}" in taken:
            number += 1
        found[element] = Mention(f"m{number}", kind, keys, words(element) if keys else "")
    return found
