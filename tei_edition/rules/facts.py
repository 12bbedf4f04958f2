"""A TEI document as the rules see it: its elements by name, ids, pointers and words, each found when asked for.

What must be sought in the whole document is sought by libxml2 (XPath compiled once), because a Python step
at each element would cost more than parsing the file. A rule whose question can be put cheaper has a *doubt*
(`rules.RULES`): a yes only means that the rule must look; a no means that nothing can break it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property
from typing import NamedTuple, cast

from lxml import etree

from ..namespaces import NS, TEI, XML_ID, XML_LANG
from ..patterns import lazy

MOST_DIGITS = 18
MANY = 1000  # signs in a file that are looked at one by one
FEW_IDS = 500  # ids that are sought in the table of libxml2: the time for it grows with their square
LIMIT = 20  # findings of one rule told one by one; the rest are counted

# The attributes of TEI that point, by `#id` for a place in the same document (TEI P5, att.pointing and others).
POINTERS = (
    "target", "ref", "resp", "who", "corresp", "edRef", "facs", "next", "prev", "sameAs", "copyOf", "synch",
    "exclude", "select", "ana", "decls", "wit", "hand", "source", "spanTo", "rendition", "change", "toWhom", "domains",
    "given", "mergedIn", "parent", "nymRef", "active", "passive", "mutual", "inst",
)  # fmt: skip


def xpath(expression: str) -> Callable[[etree._Element], list[etree._Element]]:
    """An XPath that finds elements, compiled; `tei:` is TEI's namespace."""
    return cast("Callable[[etree._Element], list[etree._Element]]", _compiled(expression))


def _compiled(expression: str) -> etree.XPath:
    return etree.XPath(expression, namespaces={"tei": TEI}, smart_strings=False)


_reading = _compiled(".//text()[not(ancestor::tei:note)] | .//tei:lb")
_string = _compiled("string()")
_ids = _compiled("//@xml:id")
_with_id = xpath("//*[@xml:id]")
with_language = xpath("//*[@xml:lang]")
_pointing = xpath("//*[@*[starts-with(normalize-space(), '#') or contains(., ' #')]]")
_those_of = _compiled("id($ids)/@xml:id")

# What is asked of the bytes holds for encodings in which ASCII is ASCII.
_PLAIN = (None, "UTF-8", "utf-8", "US-ASCII", "ASCII")
_BEFORE_VALUE = frozenset((b"=", b" ", b"\n", b"\r", b"\t"))
_SINGLE_QUOTES = lazy(rb"=\s*'")
_POINTER = lazy(rb'"\s*#([^"]*)')
_PERHAPS_POINTER = lazy(rb'["\s]#([^"\s]*)')
_LANGUAGE = lazy(rb":lang\s*=\s*[\"']([^\"']*)")
# Bytes of UTF-8 that need no look: ASCII but for `*@|[` and DEL; what continues a character; the first bytes
# of U+00C0-02FF, all of them composed, and of U+2000-2FFF, where only U+2002-203F are taken for usual.
_USUAL = (
    bytes(char for char in range(0x7F) if chr(char) not in "*@|[")
    + bytes(range(0x80, 0xC0))
    + bytes(range(0xC3, 0xCC))
    + b"\xe2"
)
# Each pattern begins with one byte, by which it is searched for fast.
_SYMBOLS = lazy(rb"\xe2(?:[^\x80-\x82]|\x80[\x80\x81])")
_CONTROLS = lazy(rb"\xc2[\x80-\x9f\xad]")  # C1, and the soft hyphen
_SUPERSCRIPTS = (lazy(rb"\xc2[\xb2\xb3\xb9]"), lazy(rb"\xe2\x81[\xb0\xb4-\xb9]"))


class Fault(NamedTuple):
    """What is wrong with an element. `severity` only where it differs from the rule's own; `attribute` where
    it is one of the element's; `code` is set by who asked.
    """

    element: etree._Element
    words: str
    severity: str = ""
    attribute: str = ""
    code: str = ""


class Pointer(NamedTuple):
    """An element that points with `attribute` at `#target`."""

    element: etree._Element
    attribute: str
    target: str


class Part(dict[str, list[etree._Element]]):
    """The elements of one part of the document by local name, in document order, sought when asked for."""

    def __init__(self, part: etree._Element | None) -> None:
        super().__init__()
        self.part = part

    def __missing__(self, name: str) -> list[etree._Element]:
        self[name] = found = [] if self.part is None else list(self.part.iter(NS + name))
        return found


class Text(Part):
    """The elements of the text, gathered in one walk: rules ask for most of them, and for how many there are."""

    @cached_property
    def _by_tag(self) -> dict[object, list[etree._Element]]:
        found: dict[object, list[etree._Element]] = {}
        for element in () if self.part is None else self.part.iter(f"{NS}*"):
            tag = element.tag
            if tag in found:
                found[tag].append(element)
            else:
                found[tag] = [element]
        return found

    def __missing__(self, name: str) -> list[etree._Element]:
        self[name] = found = self._by_tag.get(NS + name, [])
        return found


class Openings(dict[str, list[str]]):
    """The words with which the elements of a name begin in the text, up to the first child."""

    def __init__(self, text: Text) -> None:
        super().__init__()
        self._text = text

    def __missing__(self, name: str) -> list[str]:
        self[name] = found = [element.text or "" for element in self._text[name]]
        return found


class WithId(dict[str, int]):
    """How many elements of a name in the text have an xml:id."""

    def __init__(self, text: Text) -> None:
        super().__init__()
        self._text = text

    def __missing__(self, name: str) -> int:
        self[name] = found = len([element for element in self._text[name] if element.get(XML_ID)])
        return found


class Facts:
    """What the rules ask of a document. `data` are the bytes it was read from; they answer some doubts fastest."""

    def __init__(
        self,
        root: etree._Element,
        data: bytes | None = None,
        *,
        profile: bool = True,
        valid: bool = False,
    ) -> None:
        self.root = root
        self.profile = profile  # whether the document is one of the profile, or another kind of TEI
        self.valid = valid  # whether the grammar of the profile has accepted it
        plain = data is not None and root.getroottree().docinfo.encoding in _PLAIN
        # the bytes answer only where no character is written as a reference
        self.data = data if plain and data is not None and not _has_reference(data) else None
        self.header = Part(next(root.iterchildren(f"{NS}teiHeader"), None))
        self.text = Text(next(root.iterchildren(f"{NS}text"), None))
        self.openings = Openings(self.text)
        self.with_id = WithId(self.text)

    @cached_property
    def id_values(self) -> list[str]:
        """Every xml:id, as often as it is given."""
        return cast("list[str]", _ids(self.root))

    @cached_property
    def ids(self) -> dict[str, etree._Element]:
        """id -> the first element that has it."""
        return {own: elements[0] for own, elements in self.by_id.items()}

    @cached_property
    def by_id(self) -> dict[str, list[etree._Element]]:
        """id -> all elements that have it."""
        found: dict[str, list[etree._Element]] = {}
        for element in _with_id(self.root):
            found.setdefault(element.get(XML_ID, ""), []).append(element)
        return found

    @cached_property
    def pointers(self) -> list[Pointer]:
        """Every `#target` in an attribute that points."""
        return [
            Pointer(element, name, part[1:])
            for element in _pointing(self.root)
            for name in POINTERS
            if "#" in element.get(name, "")
            for part in element.get(name, "").split()
            if part[0] == "#"
        ]

    @cached_property
    def refs(self) -> list[str | None]:
        """The `ref` of each persName in the text; None where there is none."""
        return [name.get("ref") for name in self.text["persName"]]

    @cached_property
    def all_refs(self) -> set[str | None]:
        """What any persName points at, those of the header among them."""
        return {*self.refs, *[name.get("ref") for name in self.header["persName"]]}

    @cached_property
    def forms(self) -> list[str]:
        """The words of each persName in the text."""
        names = zip(self.text["persName"], self.openings["persName"], strict=True)
        return [reading_text(name) if len(name) else words for name, words in names]

    @cached_property
    def persons(self) -> list[str]:
        """The ids of the persons, in the order of their list."""
        return [person.get(XML_ID, "") for person in self.header["person"]]

    @cached_property
    def all_resolve(self) -> bool:
        """Whether it is sure that all that is pointed at is there.

        In the profile an attribute points at one thing. libxml2 has a table of the ids of a document that
        the schema of the profile has accepted.
        """
        if self.data is None or _has_single_quotes(self.data):
            return False
        found = (_POINTER if self.valid else _PERHAPS_POINTER).findall(self.data)
        targets = {target.decode("utf-8", "replace") for target in set(found)}
        few = self.valid and len(targets) <= FEW_IDS
        ids = _those_of(self.root, ids=" ".join(targets)) if few else self.id_values
        return targets.issubset(cast("list[str]", ids))

    @cached_property
    def languages(self) -> set[str]:
        """The values of xml:lang, and perhaps what only looks like one."""
        if self.data is None:
            return {element.get(XML_LANG, "") for element in with_language(self.root)}
        return {tag.decode("utf-8", "replace") for tag in set(_LANGUAGE.findall(self.data))}

    @cached_property
    def unusual(self) -> bytes:
        """The bytes of the file that may belong to a character which a rule asks about; b"?" if not known.

        An E2 stands for a character beyond general punctuation, a C2 for a control or a soft hyphen, a B9
        for a superscript digit.
        """
        if self.data is None:
            return b"?"
        rest = self.data.translate(None, _USUAL)
        latin = b"\xc2" in rest
        superscript = (latin and _SUPERSCRIPTS[0].search(self.data)) or (
            b"\x81" in self.data and _SUPERSCRIPTS[1].search(self.data)
        )
        return (
            rest.replace(b"\xc2", b"")
            + (b"\xc2" if latin and _CONTROLS.search(self.data) else b"")
            + (b"\xe2" if _SYMBOLS.search(self.data) else b"")
            + (b"\xb9" if superscript else b"")
        )

    @cached_property
    def words(self) -> str:
        """All the characters of the text."""
        return "".join(text_of(text) for text in self.root.findall(f"{NS}text"))

    def all(self, name: str) -> list[etree._Element]:
        """The elements of a name, those of the header first."""
        return self.header[name] + self.text[name]

    def in_header(self, *path: str) -> list[etree._Element]:
        """The elements at a path below teiHeader: `facts.in_header("fileDesc", "titleStmt", "title")`."""
        return _header_path(path)(self.root)


def _places(data: bytes, sign: bytes) -> list[int] | None:
    """Where one byte stands; None where at more than `MANY` places. (To seek two at once takes ten times as long.)"""
    found: list[int] = []
    at = data.find(sign)
    while at >= 0 and len(found) <= MANY:
        found.append(at)
        at = data.find(sign, at + 1)
    return found if len(found) <= MANY else None


def _has_reference(data: bytes) -> bool:
    """Whether a character is written as its number."""
    places = _places(data, b"&")
    return b"&#" in data if places is None else any(data[at + 1 : at + 2] == b"#" for at in places)


def _has_single_quotes(data: bytes) -> bool:
    """Whether an attribute stands in single quotation marks."""
    places = _places(data, b"'")
    if places is not None and not any(data[at - 1 : at] in _BEFORE_VALUE for at in places):
        return False
    return _SINGLE_QUOTES.search(data) is not None


@cache
def _header_path(path: tuple[str, ...]) -> Callable[[etree._Element], list[etree._Element]]:
    return xpath("/".join(f"tei:{name}" for name in ("teiHeader", *path)))


def text_of(element: etree._Element) -> str:
    """All the characters in an element; for long texts three times as fast as `whole_text`."""
    return etree.tostring(element, method="text", encoding="utf-8", with_tail=False).decode("utf-8")


def local_name(element: etree._Element) -> str:
    """`p` of `{http://www.tei-c.org/ns/1.0}p`; the empty string for a comment or an instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def whole_number(words: str | None) -> int | None:
    """The number that digits stand for, at most 18 of them (Python reads no more than some thousand); else None."""
    return int(words) if words and len(words) <= MOST_DIGITS and words.isdecimal() else None


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


def element_at(tree: etree._ElementTree, path: str | None) -> etree._Element:
    """The element at an XPath, or that of the attribute or text there; the root where there is none."""
    try:
        nodes = tree.xpath(path) if path else []
    except etree.XPathError:
        nodes = []
    node = nodes[0] if isinstance(nodes, list) and nodes else None
    if not isinstance(node, etree._Element):
        node = getattr(node, "getparent", lambda: None)()
    return node if isinstance(node, etree._Element) else tree.getroot()


def own_words(element: etree._Element, most: int = 40) -> str:
    """The words straight inside an element, cut after `most` characters; most often none."""
    own = [element.text, *[child.tail for child in element]]
    words = " ".join(" ".join([part for part in own if part]).split())
    return words if len(words) <= most else f"{words[: most - 1]}…"


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
