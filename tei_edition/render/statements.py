"""What Markdown has no sign for, said in a comment above the block: `<!-- byline author="Ada Fenwick" -->`.

The words are those of `tei_edition.marked`, which reads them. A block that Markdown has a sign for, and a
paragraph under the heading above it, need none.
"""

from __future__ import annotations

from lxml import etree

from ..marked import KEYS, may_say
from ..patterns import lazy
from .facts import words
from .names import DIVISIONS, Item, X, listed, local

Element = etree._Element
# element, with the element it stands in where that matters -> first word of the comment
WORDS: dict[str, str] = {
    "byline": "byline", "docAuthor": "byline", "docDate": "docDate", "docEdition": "docEdition",
    "docImprint": "docImprint", "speaker": "speaker", "stage": "stage", "castItem": "castItem",
    "lg": "lg", "l": "lg", "bibl": "bibl", "label": "label", "trailer": "trailer", "cit": "cit", "list": "list",
    "salute": "salute", "dateline": "dateline", "signed": "signed", "opener": "salute", "closer": "closing-salute",
    "closer/salute": "closing-salute", "closer/dateline": "closing-dateline", "closer/signed": "signed",
    "castList/head": "castHead",
}  # fmt: skip
# Blocks that are said by their parts, or by a sign of Markdown.
SILENT = DIVISIONS | listed(
    """
    text group body front back docTitle titlePage quote epigraph argument postscript sp item castList castGroup
    listBibl table row cell figure note set floatingText opener closer
    """
)
WORD = lazy(r"[\w.-]+")
SIGNS = tuple("#>|<-•*[0123456789")  # a paragraph that begins so would be taken for something else


def state(items: list[Item]) -> None:
    """Write `said` on each block that needs a comment: the words of it."""
    open_level = 0
    skipped: set[Element] = set()
    for element, name in items:
        parent = element.getparent()
        if name == "note" or parent in skipped:
            skipped.add(element)
            if name == "note" and (rend := _keys(rend=element.get("rend"))):
                element.set(f"{X}said", " ".join(["note", *rend]))
            continue
        if name in ("list", "cit", "table", "figure"):
            skipped.add(element)
        if not element.get(f"{X}block") or (name in SILENT and _has_blocks(element)):
            continue
        said, level = _said(element, name, parent), _level(element)
        if name == "head" and said:
            open_level = level
            element.set(f"{X}sign", "#" * level)
            said = "" if said == "head" else said
        elif level < open_level:
            said = f"{said or ('quote' if name == 'quote' else 'p')} in={level}"
            open_level = level
        if said:
            element.set(f"{X}said", said)


def _has_verses(element: Element) -> bool:
    return element.find("{*}lg") is not None


def _has_blocks(element: Element) -> bool:
    return any(child.get(f"{X}block") for child in element.iterchildren(etree.Element))


def _said(element: Element, name: str, parent: Element | None) -> str:
    """The comment of one block, without the level; nothing where it needs none."""
    above = local(parent.tag) if parent is not None else ""
    if name == "head" and parent is not None and above in DIVISIONS:
        return _heading(element, parent)
    word = WORDS.get(f"{above}/{name}") or WORDS.get(name, "")
    keys: list[str] = []
    if name == "titlePart":
        word = "title" if element.get("type") in (None, "main") else "subtitle"
    elif name in ("byline", "docAuthor"):
        author = element if name == "docAuthor" else element.find("{*}docAuthor")
        keys = _keys(author=words(author) if author is not None else "")
    elif name == "bibl" and above in DIVISIONS and element.find("{*}abbr") is not None:
        word = "source"
    elif name == "trailer" and element.find("{*}bibl") is not None:
        word = "cited"
    elif name == "list":
        keys = _keys(rend=element.get("rend") or "simple") or ["rend=simple"]
    elif (name == "l" and (above == "lg" or _before(element) == "l")) or (
        name == "lg" and _has_verses(element)
    ):
        return ""
    if not word and name != "quote" and words(element).startswith(SIGNS) and name != "ab":
        word = "p"
    keys += _container(element, name, parent)
    keys += _headless(element, parent)
    return " ".join([word or "p", *keys]) if word or keys else ""


def _heading(head: Element, division: Element) -> str:
    """A heading: the first says what its division is, those after it that they stand under another."""
    if _before(head) == "head":
        keys = ["under=1"]
    else:
        part = next((local(e.tag) for e in division.iterancestors() if local(e.tag) in ("front", "back")), "")
        kind = division.get("type", "")
        keys = _keys(part=part, div="" if kind == "section" else kind, n=division.get("n"))
    return " ".join(["head", *keys, *_keys(type=head.get("type"), rend=head.get("rend"))])


def _container(element: Element, name: str, parent: Element | None) -> list[str]:
    """What the block is a part of; a quotation of one paragraph has a sign of its own."""
    above = local(parent.tag) if parent is not None else ""
    if parent is None or above not in KEYS["of"] or name == "speaker":
        return []
    if above == "quote" and name == "p" and len(parent) == 1:
        return []
    return [
        f"of={above}",
        *(["new=1"] if not _before(element) and above != "sp" and _follows_like(parent) else []),
    ]


def _follows_like(parent: Element) -> bool:
    before = parent.getprevious()
    return before is not None and before.tag == parent.tag


def _headless(element: Element, parent: Element | None) -> list[str]:
    """The first block of a division of back matter that has no heading names the division."""
    if parent is None or local(parent.tag) not in DIVISIONS or parent.get(f"{X}toc") or _before(element):
        return []
    above = parent.getparent()
    return _keys(back=parent.get("type")) if above is not None and local(above.tag) == "back" else []


def _level(element: Element) -> int:
    """How many divisions with a heading the element stands in, as Markdown counts them."""
    return min(6, sum(1 for above in element.iterancestors() if above.get(f"{X}toc")))


def _before(element: Element) -> str:
    """The name of the element before, comments and page breaks apart; empty for the first."""
    before = element.getprevious()
    while before is not None and (not isinstance(before.tag, str) or local(before.tag) in ("pb", "lb")):
        before = before.getprevious()
    return "" if before is None else local(before.tag)


def _keys(**said: str | None) -> list[str]:
    """`key=value` for each value that a comment can say; in quotation marks where it is more than a word."""
    return [
        f"{key}={value}" if WORD.fullmatch(value) else f'{key}="{value}"'
        for key, value in said.items()
        if value and may_say(key, value)
    ]
