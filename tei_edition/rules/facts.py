"""A TEI document as the rules see it: read through once, sorted by element, with its ids and pointers.

Rules look only at the elements that concern them; what must be sought in the whole document is
sought by libxml2 (XPath compiled once), because a Python step at each element would cost too much.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple, cast

from lxml import etree

TEI = "http://www.tei-c.org/ns/1.0"
NS = f"{{{TEI}}}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# Every attribute of the profile that points; `#x` in any of them must be the id of something.
POINTERS: dict[str, tuple[str, ...]] = {
    "persName": ("ref", "corresp", "resp"),
    "ref": ("target",),
    "note": ("resp",),
    "seg": ("resp",),
    "corr": ("resp",),
    "pb": ("edRef",),
    "bibl": ("corresp",),
    "change": ("who",),
}


def xpath(expression: str) -> Callable[[etree._Element], list[etree._Element]]:
    """An XPath that finds elements, compiled; `tei:` is TEI's namespace."""
    return cast(
        "Callable[[etree._Element], list[etree._Element]]",
        etree.XPath(expression, namespaces={"tei": TEI}, smart_strings=False),
    )


_reading = etree.XPath(
    ".//text()[not(ancestor::tei:note)] | .//tei:lb", namespaces={"tei": TEI}, smart_strings=False
)
_string = etree.XPath("string()", smart_strings=False)


class Fault(NamedTuple):
    """What a rule found wrong with an element; `severity` only where it differs from the rule's own."""

    element: etree._Element
    words: str
    severity: str = ""


class Pointer(NamedTuple):
    """An element that points with `attribute` at `#target`."""

    element: etree._Element
    attribute: str
    target: str


class Facts:
    """Sorted once for all rules: the elements of header and text by name, ids, pointers, words."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.ids: dict[str, etree._Element] = {}
        self.repeated_ids: list[etree._Element] = []
        self.header = self._by_name(root.find(f"{NS}teiHeader"))
        self.text = self._by_name(root.find(f"{NS}text"))
        self.targets: set[str] = set()
        self.dangling: list[Pointer] = []
        self._follow_pointers()
        self.words = "".join([whole_text(text) for text in self.text["text"]])

    def _by_name(self, part: etree._Element | None) -> defaultdict[str, list[etree._Element]]:
        """local name -> the TEI elements of that name in a part, in document order; fills `ids`."""
        found: defaultdict[str, list[etree._Element]] = defaultdict(list)
        if part is None:
            return found
        skip = len(NS)
        for element in part.iter(f"{NS}*"):
            found[str(element.tag)[skip:]].append(element)
            own = element.get(XML_ID)
            if own and self.ids.setdefault(own, element) is not element:
                self.repeated_ids.append(element)
        return found

    def _follow_pointers(self) -> None:
        for name, attributes in POINTERS.items():
            for element in self.all(name):
                for attribute in attributes:
                    value = element.get(attribute)
                    if value and "#" in value:
                        for part in value.split():
                            target = part[1:]
                            if part[0] != "#":
                                continue
                            self.targets.add(target)
                            if target not in self.ids:
                                self.dangling.append(Pointer(element, attribute, target))

    def all(self, name: str) -> list[etree._Element]:
        """The elements of a name, those of the header first."""
        return self.header[name] + self.text[name]

    def in_header(self, *path: str) -> list[etree._Element]:
        """The elements at a path below teiHeader: `facts.in_header("fileDesc", "titleStmt", "title")`."""
        steps = "/".join(f"{NS}{name}" for name in path)
        return self.root.findall(f"{NS}teiHeader/{steps}")


def local_name(element: etree._Element) -> str:
    """`p` of `{http://www.tei-c.org/ns/1.0}p`; the empty string for a comment or an instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def holder(text: etree._Element, words: str, *, but: str = "") -> etree._Element:
    """The first element with `words` in a text node of its own (none of those called `but`), or `text`."""
    for element in text.iter(etree.Element):
        if words in (element.text or "") and local_name(element) != but:
            return element
        parent = element.getparent()
        if words in (element.tail or "") and parent is not None:
            return parent
    return text


def whole_text(element: etree._Element) -> str:
    """All the characters in an element."""
    return cast(str, _string(element))


def reading_text(element: etree._Element) -> str:
    """The characters of an element without those of its notes, white space collapsed; `lb` is a space."""
    if not len(element):
        return " ".join((element.text or "").split())
    nodes = cast("list[str | etree._Element]", _reading(element))
    return " ".join("".join(node if isinstance(node, str) else " " for node in nodes).split())


def named(element: etree._Element) -> str:
    """An element as a message names it, with its id or the nearest one around it: "`hi` in p12"."""
    name, own = f"`{local_name(element)}`", element.get(XML_ID)
    if own:
        return f"{name} {own}"
    for ancestor in element.iterancestors():
        near = ancestor.get(XML_ID)
        if near and local_name(ancestor) != "TEI":
            return f"{name} in {near}"
    return name


def path_to(element: etree._Element) -> str:
    """Where an element stands: `/TEI/text/body/div[2]/p[3]`; a number only where there are several."""
    steps = []
    node: etree._Element | None = element
    while node is not None:
        tag = str(node.tag)
        before = sum(1 for _ in node.itersiblings(tag, preceding=True))
        several = before > 0 or next(node.itersiblings(tag), None) is not None
        steps.append(f"{local_name(node)}[{before + 1}]" if several else local_name(node))
        node = node.getparent()
    return "/" + "/".join(reversed(steps))
