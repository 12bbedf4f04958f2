"""What to change in a file, one fault after the other: each mending looks at the file as the last one left it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from lxml import etree

from ..namespaces import NS, XML_ID, XML_LANG
from ..places import Places
from ..rules.facts import Facts, local_name, named, whole_number

# Markup, which is no text: comments, CDATA, instructions, tags with their quoted values.
MARKUP = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL)
# What stands for words and is nothing without them. Others may be empty, and `cell` and `item` keep a place.
FOR_WORDS = frozenset(("p", "head", "hi", "persName", "placeName", "l", "seg", "emph", "foreign", "q", "ab"))
# Attributes that say nothing where there are no words; any other keeps its element.
SAYS_NOTHING = frozenset((XML_ID, XML_LANG, "rend", "rendition", "style"))
WITH_IDS = ("div", "p", "note", "lg", "sp", "ab")


class Edit(NamedTuple):
    """Characters `start` to `end` of the text of the file become `new`; `why` is what to tell."""

    start: int
    end: int
    new: str
    why: str


def composed(places: Places, _tree: etree._ElementTree) -> list[Edit]:
    """Text in Unicode NFC, each stretch between two tags by itself: a `>` composes with U+0338."""
    edits, at = [], 0
    for match in [*MARKUP.finditer(places.text), None]:
        end = match.start() if match else len(places.text)
        words = places.text[at:end]
        if not words.isascii() and not unicodedata.is_normalized("NFC", words):
            line = places.line_at(at)
            edits.append(Edit(at, end, unicodedata.normalize("NFC", words), f"line {line}: text in NFC"))
        at = match.end() if match else end
    return edits


def emptied(places: Places, tree: etree._ElementTree) -> list[Edit]:
    """Elements of the text that stand for words and hold white space only become that white space."""
    facts = Facts(tree.getroot())
    pointed = {pointer.target for pointer in facts.pointers}
    edits = []
    for element in (element for name in sorted(FOR_WORDS) for element in facts.text[name]):
        blank = (
            not len(element) and not (element.text or "").strip() and SAYS_NOTHING.issuperset(element.keys())
        )
        tag = places.tag(element)
        if not blank or tag is None or element.get(XML_ID) in pointed or _needed(element):
            continue
        why = f"line {places.line_at(tag.start)}: {named(element)} removed, which is empty"
        edits.append(Edit(tag.start, tag.end, element.text or "", why))
    return edits


def _needed(element: etree._Element) -> bool:
    """Whether the element is all that its parent holds: without it the parent would be empty or invalid."""
    parent = element.getparent()
    if parent is None or local_name(parent) in ("person", "publicationStmt", "availability", "sourceDesc"):
        return True
    return not any(child is not element and isinstance(child.tag, str) for child in parent) and not (
        (parent.text or "").strip() or (element.tail or "").strip()
    )


def identified(places: Places, tree: etree._ElementTree) -> list[Edit]:
    """An id for each element of a kind that has ids elsewhere in the text, by the same parent: p, div, note ..."""
    facts = Facts(tree.getroot())
    taken = set(facts.ids)
    edits = []
    for name in WITH_IDS:
        elements = facts.text[name]
        kinds = {_home(element) for element in elements if element.get(XML_ID)}
        for element in elements:
            tag = places.tag(element)
            if element.get(XML_ID) is None and _home(element) in kinds and tag is not None:
                own = next(one for one in _ids(element, name) if one not in taken)
                taken.add(own)
                at = _name_end(places.text, tag.start)
                line = places.line_at(tag.start)
                edits.append(Edit(at, at, f' xml:id="{own}"', f"line {line}: `{name}` has the id {own}"))
    return edits


def _home(element: etree._Element) -> str:
    parent = element.getparent()
    return local_name(parent) if parent is not None else ""


def _ids(element: etree._Element, name: str) -> Iterator[str]:
    """Ids to try: that of the note's own number, then the next number of the kind."""
    number = element.get("n", "")
    if name == "note" and number.isascii() and number.isalnum():
        yield f"note{number}"
        yield from (f"note_{chr(letter)}{number}" for letter in range(ord("b"), ord("z") + 1))
    count = 0
    while True:
        count += 1
        yield f"{name}{count}"


def _name_end(text: str, start: int) -> int:
    """The offset after the name in a start tag."""
    at = start + 1
    while text[at] not in " \t\r\n/>":
        at += 1
    return at


def in_order(places: Places, tree: etree._ElementTree) -> list[Edit]:
    """The persons of a list in the order of their ids: the words change places, what stands between stays."""
    edits = []
    for persons in tree.getroot().iter(f"{NS}listPerson"):
        children = [child for child in persons if child.tag != f"{NS}head"]
        tags = [places.tag(child) for child in children]
        ids = [child.get(XML_ID) for child in children]
        listed = all(child.tag == f"{NS}person" for child in children)
        if not listed or None in ids or None in tags or ids == sorted(map(str, ids)):
            continue
        spans = [places.text[tag.start : tag.end] for tag in tags if tag]
        sorted_spans = [span for _, span in sorted(zip(map(str, ids), spans, strict=True))]
        why = f"line {persons.sourceline}: persons in the order of their ids"
        for tag, old, new in zip(tags, spans, sorted_spans, strict=True):
            if tag and old != new:
                edits.append(Edit(tag.start, tag.end, new, why))
                why = ""
    return edits


def counted(places: Places, tree: etree._ElementTree) -> list[Edit]:
    """The counts of tagUsage as they are."""
    facts = Facts(tree.getroot())
    edits = []
    for usage in facts.header["tagUsage"]:
        name = usage.get("gi", "")
        true = {"occurs": len(facts.text[name]), "withId": facts.with_id[name]}
        tag = places.tag(usage)
        for attribute, count in true.items():
            said = whole_number(usage.get(attribute))
            if tag is None or said is None or said == count:
                continue
            value = re.compile(rf"\s{attribute}\s*=\s*[\"']([^\"']*)")
            found = value.search(places.text, tag.start, places.head_end(tag.start))
            if found:
                why = f"line {usage.sourceline}: @{attribute} of {name} is {count}, not {said}"
                edits.append(Edit(found.start(1), found.end(1), str(count), why))
    return edits


class Mending(NamedTuple):
    """What finds the edits of one kind; `profile_only` where only the profile wants it so."""

    look: Callable[[Places, etree._ElementTree], list[Edit]]
    profile_only: bool = False


# The counts come last, because the others change what is counted.
MENDINGS = (
    Mending(composed),
    Mending(emptied),
    Mending(identified),
    Mending(in_order, profile_only=True),
    Mending(counted),
)
