"""The pass before the stylesheets: what XSLT 1.0 cannot know in linear time is written on a copy.

Every text of the copy gets, in a private namespace, the ids its HTML will have, the numbers of its
mentions and paragraphs, the mark of each note, the level of each heading, what is a block and what
runs in the line, which reading of a `choice` or `app` stands in the text. The stylesheets read these
attributes and never count or look back.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

from ..namespaces import TEI, XML_ID
from ..patterns import lazy
from .cards import add_cards
from .entities import mentions_in
from .facts import read_facts, words
from .footnotes import homes, notes, stays
from .languages import languages
from .looks import looks
from .names import BLOCKS, DIVISIONS, INLINE, LINKING, RUNNING, Item, X, local
from .pointers import safe_href
from .registers import FORMS, registered
from .texts import elements_of, parts, registers, text_items

PARAGRAPH_ID = lazy(r"p([0-9]+)\Z")
# Ids of the page itself; a document that uses one of them for its own gets another.
PAGE_IDS = (
    "text", "contents", "notes", "readings", "registers", "persons", "places", "cite", "about", "top",
    "notes-head", "readings-head", "registers-head", "persons-head", "places-head", "cite-head", "about-head",
    "show-names", "show-notes", "show-pages",
)  # fmt: skip
# Which of the readings of a choice stands in the text, by view.
SHOWN = {"reading": ("corr", "reg", "expan", "lem"), "diplomatic": ("sic", "orig", "abbr", "lem")}
NUMBERED_IN = DIVISIONS | {"body", "front", "back"}
Element = etree._Element
Tree = etree._ElementTree


class Readable:
    """A document made ready once for all its editions.

    `tree` is the annotated copy, or, unless it is to `keep` the document as it came, the document itself; `items`
    are the elements of its texts with their local names, `facts` is what the header says, `mentions` are the names
    in it, `entries` what its lists of persons and places say, by kind and id.
    """

    def __init__(self, tree: Tree, *, keep: bool = True) -> None:
        self.streams: object = None  # what summary.read_streams found
        self.facts = read_facts(tree.getroot())
        self.entries = {kind: registered(tree.getroot(), kind) for kind in FORMS}
        self.tree: Tree = deepcopy(tree) if keep else tree
        root = self.tree.getroot()
        normalise(root)
        for part in parts(root):
            part.set(f"{X}part", "text")
        beside = registers(root)
        for register in beside:
            register.set(f"{X}part", "register")
        self.items = text_items(root)
        self.mentions = mentions_in(self.items)
        shown = [*self.items, *elements_of(beside)]
        self._choices = [pair for pair in shown if pair[1] in ("choice", "app")]
        ids = Ids(shown)
        for element, mention in self.mentions.items():
            element.set(f"{X}id", mention.id)
            ids.known[element.get(XML_ID, "")] = mention.id
        holders = blocks(shown)
        notes(shown, ids, holders)
        headings(root, shown, ids)
        homes(shown)
        readings(self._choices, ids)
        paragraphs(shown, ids)
        looks(root, shown, f"{X}look")
        languages(shown, self.facts.language, f"{X}lang", f"{X}dir")
        described = add_cards(root, self.mentions, self.entries, ids.known)
        links(root, shown, ids, holders_of(self.mentions), described)

    def release(self) -> None:
        """Let go what only the record needs, once it is drawn: of a large text it is a third of the memory."""
        self.items, self.mentions, self.streams = [], {}, None
        self.entries = {}

    @property
    def has_places(self) -> bool:
        """Whether the text names a place that has an identity."""
        return self.tree.find(f".//{X}cards[@kind='place']") is not None

    def annotated(self, view: str) -> Tree:
        """The copy for the stylesheets; `view` is `reading` (corr, reg, expan stand in the text) or
        `diplomatic` (sic, orig, abbr). It holds until the next call."""
        show(self._choices, SHOWN[view])
        return self.tree


def readable(tree: Tree | Readable, *, keep: bool = True) -> Readable:
    """`tree` made ready, if it is not yet; a tree that nobody needs any more (not `keep`) spares the copy."""
    return tree if isinstance(tree, Readable) else Readable(tree, keep=keep)


def normalise(root: Element) -> None:
    """TEI without a namespace (P4, fragments) is read as TEI; headers inside the text and foreign
    scripts, which are no part of it, go; the readings of a group (`rdgGrp`) stand in their `app`."""
    if isinstance(root.tag, str) and "}" not in root.tag:
        for element in root.iter(etree.Element):
            if isinstance(element.tag, str) and "}" not in element.tag:
                element.tag = f"{{{TEI}}}{element.tag}"
    for header in list(root.iter(f"{{{TEI}}}teiHeader")):
        parent = header.getparent()
        if parent is None or parent is root:
            continue
        title = header.find(f".//{{{TEI}}}title")
        if title is not None:
            parent.set(f"{X}title", " ".join("".join(title.itertext()).split()))
        parent.remove(header)
    etree.strip_tags(root, f"{{{TEI}}}rdgGrp")
    etree.strip_elements(
        root, "{http://www.w3.org/1999/xhtml}script", "{http://www.w3.org/1999/xhtml}style", with_tail=False
    )


class Ids:
    """The ids of one page: each `xml:id` keeps its name the first time it stands, all are unique."""

    def __init__(self, items: list[Item]) -> None:
        self.taken = set(PAGE_IDS)
        self.known: dict[str, str] = {}
        for element, _ in items:
            name = element.get(XML_ID)
            if name and name not in self.known:
                self.known[name] = self.free(name)
                element.set(f"{X}id", self.known[name])

    def free(self, wanted: str) -> str:
        """`wanted`, or where it is taken the same with a number after it."""
        name, count = wanted, 1
        while name in self.taken:
            count += 1
            name = f"{wanted}_{count}"
        self.taken.add(name)
        return name

    def give(self, element: Element, wanted: str) -> str:
        """The id of `element`, which gets `wanted` where it has none."""
        name = element.get(f"{X}id")
        if name is None:
            name = self.free(wanted)
            element.set(f"{X}id", name)
        return name


def blocks(items: list[Item]) -> set[Element]:
    """Write `block` on what stands alone, `holds` on what has a block in it. Returns the elements
    whose children stand alone: those without text of their own."""
    standing = {element for element, name in items if name in BLOCKS}
    for element, name in reversed(items):
        if element in standing and (name != "note" or stays(element)):
            parent = element.getparent()
            if parent is not None:
                standing.add(parent)
                parent.set(f"{X}holds", "1")
    holders: set[Element] = set()
    for element, name in items:
        if element not in standing:
            if name in INLINE or element.getparent() not in holders:
                continue
            standing.add(element)
        element.set(f"{X}block", "1")
        if name not in RUNNING and not has_text(element):
            holders.add(element)
    return holders


def has_text(element: Element) -> bool:
    """Whether words stand directly in the element."""
    if element.text and not element.text.isspace():
        return True
    return any(child.tail and not child.tail.isspace() for child in element)


def headings(root: Element, items: list[Item], ids: Ids) -> None:
    """Write `level` (2-6) on the main head of each division, `toc` on the division, `below` on what
    holds one, and `h1` on the title that heads the page; at the root `titled` where there is that title,
    `sections` where more than one division has a heading."""
    depth: dict[Element, int] = {}
    titled = False
    for number, (element, name) in enumerate(items, 1):
        if name == "titlePart" and not titled and element.get("type") in (None, "main"):
            titled = True
            element.set(f"{X}h1", "1")
            root.set(f"{X}titled", "1")
        if name not in DIVISIONS:
            continue
        head = main_head(element)
        if head is None:
            continue
        level = depth[element] = next((depth[e] for e in element.iterancestors() if e in depth), 1) + 1
        head.set(f"{X}level", str(min(level, 6)))
        ids.give(element, f"div{number}")
        element.set(f"{X}toc", "1")
        parent = element.getparent()
        while parent is not None and parent.get(f"{X}below") is None:
            parent.set(f"{X}below", "1")
            parent = parent.getparent()
    if len(depth) > 1:
        root.set(f"{X}sections", "1")


def main_head(division: Element) -> Element | None:
    """The heading that names a division: the one of type main, else the first that is no label or sub."""
    heads: list[Element] = []
    for child in division:
        name = local(child.tag)
        if name == "head" and words(child):
            heads.append(child)
        elif heads and name in BLOCKS:
            break
    for head in heads:
        if head.get("type") == "main":
            return head
    for head in heads:
        if head.get("type") not in ("label", "sub"):
            return head
    return heads[0] if heads else None


def readings(choices: list[Item], ids: Ids) -> None:
    """Number the choices and apps that offer more than one reading: they are listed after the text."""
    count = 0
    for element, _ in choices:
        if sum(isinstance(child.tag, str) for child in element) > 1:
            count += 1
            element.set(f"{X}readings", str(count))
            ids.taken.add(f"{ids.give(element, f'reading{count}')}-ref")


def show(choices: list[Item], shown: tuple[str, ...]) -> None:
    """In each choice and app write `shown` on the one reading that stands in the text."""
    for element, _ in choices:
        offered = [child for child in element if isinstance(child.tag, str)]
        if not offered:
            continue
        chosen = next((child for child in offered if local(child.tag) in shown), None)
        if chosen is None:
            chosen = next((c for c in offered if local(c.tag) not in ("note", "witDetail")), offered[0])
        for child in offered:
            child.attrib.pop(f"{X}shown", None)
        chosen.set(f"{X}shown", "1")


def paragraphs(items: list[Item], ids: Ids) -> None:
    """Write the visible number `n` on paragraphs: that of the xml:id (`p12`), or, where the document
    has none such, a count of the paragraphs that stand directly in a division."""
    found = [element for element, name in items if name == "p"]
    own = False
    for paragraph in found:
        match = PARAGRAPH_ID.match(paragraph.get(XML_ID, ""))
        if match:
            own = True
            paragraph.set(f"{X}n", match[1])
    if own:
        return
    count = 0
    for paragraph in found:
        parent = paragraph.getparent()
        if parent is not None and local(parent.tag) in NUMBERED_IN:
            count += 1
            paragraph.set(f"{X}n", str(count))
            ids.give(paragraph, f"p{count}")


def links(
    root: Element, items: list[Item], ids: Ids, around: set[Element], described: dict[Element, str]
) -> None:
    """Write `href` on what points to a place that exists, `card` on names that lead to one (`described`: to
    which), and `names` at the root where one does; never a link inside a link (`around`: what holds names)."""
    others = holders_of([element for element, name in items if name in LINKING])
    inside: set[Element] = set()
    card, named = f"{X}card", False
    for element, name in items:
        if inside and element.getparent() in inside:
            inside.add(element)
        elif element in described:
            if element not in around and element not in others:
                element.set(card, described[element])
                named = True
        elif name in ("ref", "ptr", "graphic", "media") and element not in others:
            href, external = safe_href(element.get("target") or element.get("url") or "", ids.known)
            if href:
                element.set(f"{X}href", href)
                element.set(f"{X}external" if external else f"{X}internal", "1")
                inside.add(element)
    if named:
        root.set(f"{X}names", "1")


def holders_of(elements: Iterable[Element]) -> set[Element]:
    """The elements that have one of `elements` somewhere below them."""
    holding: set[Element] = set()
    for element in elements:
        parent = element.getparent()
        while parent is not None and parent not in holding:
            holding.add(parent)
            parent = parent.getparent()
    return holding
