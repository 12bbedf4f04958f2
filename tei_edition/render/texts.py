"""Where the text of a TEI file is: its outermost texts and their elements, and the registers beside them."""

from __future__ import annotations

from lxml import etree

from .names import Item, local

Element = etree._Element
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
    return elements_of(parts(root))


def registers(root: Element) -> list[Element]:
    """The `standOff` of a document (or of each document of a corpus), shown after the text."""
    if local(root.tag) not in ("TEI", "TEI.2", "teiCorpus"):
        return []
    found = list(root.iter("{*}standOff"))
    return [e for e in found if not any(local(above.tag) in OUTSIDE for above in e.iterancestors())]


def elements_of(tops: list[Element]) -> list[Item]:
    """Every element of `tops` with its local name, in order, without what `OUTSIDE` holds."""
    items = [(element, local(element.tag)) for top in tops for element in top.iter(etree.Element)]
    out = {
        e for outer, name in items if name in OUTSIDE and outer not in tops for e in outer.iterdescendants()
    }
    return [item for item in items if item[0] not in out] if out else items
