"""Where the text of a TEI file is: its outermost texts, their elements, the names mentioned in them."""

from __future__ import annotations

from lxml import etree

from .names import XML_ID, local

Element = etree._Element
Item = tuple[Element, str]  # an element and its local name
OUTSIDE = frozenset(("teiHeader", "egXML", "facsimile", "standOff"))


def parts(root: Element) -> list[Element]:
    """The outermost texts; a fragment that is no TEI document is a text itself."""
    if local(root.tag) not in ("TEI", "TEI.2", "teiCorpus"):
        return [root]
    found: list[Element] = []
    for element in root.iter("{*}text", "{*}sourceDoc"):
        if not any(local(above.tag) in OUTSIDE or above in found[-1:] for above in element.iterancestors()):
            found.append(element)
    texts = [part for part in found if local(part.tag) == "text"]
    return texts or found


def text_items(root: Element) -> list[Item]:
    """Every element of the texts with its local name, in document order, without headers and examples
    of markup."""
    items = [(element, local(element.tag)) for part in parts(root) for element in part.iter(etree.Element)]
    out = {e for outer, name in items if name in OUTSIDE for e in outer.iterdescendants()}
    return [item for item in items if item[0] not in out] if out else items


def mention_ids(items: list[Item]) -> dict[Element, str]:
    """The ids of the names of persons in the text, `m1` on in document order; a register's own forms
    (`person/persName`) are no mentions, and an `xml:id` that looks like one keeps its place."""
    taken = {name for element, _ in items if (name := element.get(XML_ID, "")).startswith("m")}
    found: dict[Element, str] = {}
    number = 0
    for element, name in items:
        if name != "persName":
            continue
        parent = element.getparent()
        if parent is not None and local(parent.tag) in ("person", "personGrp"):
            continue
        number += 1
        while f"m{number}" in taken:
            number += 1
        found[element] = f"m{number}"
    return found
