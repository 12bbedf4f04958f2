"""What Markdown has no sign for, said in a comment above the block: `<!-- byline author="Ada Fenwick" -->`.

The words are those of `tei_edition.marked`, which reads them. A block that Markdown has a sign for, and a
paragraph under the heading above it, need none.
"""

from __future__ import annotations

from lxml import etree

from ..marked import may_say
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
    "closer/salute": "closing-salute", "closer/dateline": "closing-dateline", "closer/signed": "signed", "addrLine": "address",
    "castList/head": "castHead",
}  # fmt: skip
# Blocks that are said by their parts, or by a sign of Markdown.
SILENT = DIVISIONS | listed(
    """
    text group body front back docTitle titlePage quote epigraph argument postscript sp item castList castGroup
    listBibl table row cell figure note set floatingText opener closer address
    """
)
WORD = lazy(r"[\w.-]+")
SIGNS = tuple("#>|<-•*[0123456789")  # a paragraph that begins so would be taken for something else


def state(items: list[Item]) -> None:
    """Write `said` on each block that needs a comment: the words of it; `sign` on headings: the number signs;
    `within` on emphasis that begins or ends within a word, where Markdown sees none."""
    open_level = 0
    skipped: set[Element] = set()
    for element, name in items:
        parent = element.getparent()
        if name in ("hi", "emph") and _within_word(element):
            element.set(f"{X}within", "1")
        if name == "note" or parent in skipped:
            skipped.add(element)
            if name == "note" and (rend := _keys("note", rend=element.get("rend"))):
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


def _within_word(element: Element) -> bool:
    before, parent = element.getprevious(), element.getparent()
    words_before = before.tail if before is not None else parent.text if parent is not None else ""
    return bool((words_before or "")[-1:].isalnum() or (element.tail or "")[:1].isalnum())


def _has_blocks(element: Element) -> bool:
    return any(child.get(f"{X}block") for child in element.iterchildren(etree.Element))


def _said(element: Element, name: str, parent: Element | None) -> str:
    """The comment of one block, without the level; nothing where it needs none."""
    above = local(parent.tag) if parent is not None else ""
    if name == "l" and (above == "lg" or _before(element) == "l"):
        return ""  # said by the stanza, or by the line above
    if name == "lg" and element.find("{*}lg") is not None:
        return ""  # said by the stanzas in it
    word = _word(element, name, above)
    keys = _keys(word or "p", **_own(element, name))
    if word == "head" and parent is not None:
        keys = _heading(element, parent)
    if parent is not None:
        keys += _whole(element, word or "p", parent) + _headless(element, parent)
    if not word and name != "ab" and words(element).startswith(SIGNS):
        word = "p"
    return " ".join([word or "p", *keys]) if word or keys else ""


def _word(element: Element, name: str, above: str) -> str:
    """The first word of the comment; nothing for a paragraph, a quotation and what is no block of ours."""
    if name == "head" and above in DIVISIONS:
        return "head"
    if name == "titlePart":
        return "title" if element.get("type") in (None, "main") else "subtitle"
    if name == "bibl" and above in DIVISIONS and element.find("{*}abbr") is not None:
        return "source"
    if name == "trailer" and element.find("{*}bibl") is not None:
        return "cited"
    return WORDS.get(f"{above}/{name}") or WORDS.get(name, "")


def _own(element: Element, name: str) -> dict[str, str]:
    """What is said of a byline or a list besides its kind."""
    if name in ("byline", "docAuthor"):
        return {"author": words(element if name == "docAuthor" else element.find("{*}docAuthor"))}
    if name == "list":
        said = element.get("rend", "")
        return {"rend": said if may_say("list", "rend", said) else "simple"}
    return {}


def _heading(head: Element, division: Element) -> list[str]:
    """Of a heading: the first says what its division is, those after it that they stand under another."""
    form = _keys("head", type=head.get("type"), rend=head.get("rend"))
    if _before(head) == "head":
        return [*_keys("head", under="1"), *form]
    part = next((local(e.tag) for e in division.iterancestors() if local(e.tag) in ("front", "back")), "")
    kind = division.get("type", "")
    return [*_keys("head", part=part, div="" if kind == "section" else kind, n=division.get("n")), *form]


def _whole(element: Element, word: str, parent: Element) -> list[str]:
    """What the block is a part of; a quotation of one paragraph has a sign of its own."""
    above = local(parent.tag)
    if above == "quote" and word == "p" and element.getprevious() is None and element.getnext() is None:
        return []
    before = parent.getprevious()
    begins = not _before(element) and above != "sp" and before is not None and before.tag == parent.tag
    of = _keys(word, of=above)
    return [*of, *_keys(word, new="1")] if of and begins else of


def _headless(element: Element, parent: Element) -> list[str]:
    """The first block of a division of back matter that has no heading names the division."""
    above = parent.getparent()
    if above is None or local(above.tag) != "back" or local(parent.tag) not in DIVISIONS:
        return []
    return [] if parent.get(f"{X}toc") or _before(element) else _keys("p", back=parent.get("type"))


def _level(element: Element) -> int:
    """How many divisions with a heading the element stands in, as Markdown counts them."""
    return min(6, sum(1 for above in element.iterancestors() if above.get(f"{X}toc")))


def _before(element: Element) -> str:
    """The name of the element before, comments and page breaks apart; empty for the first."""
    before = element.getprevious()
    while before is not None and (not isinstance(before.tag, str) or local(before.tag) in ("pb", "lb")):
        before = before.getprevious()
    return "" if before is None else local(before.tag)


def _keys(word: str, **said: str | None) -> list[str]:
    """`key=value` for each value that a comment beginning with `word` can say; in quotation marks where it
    is more than a word."""
    return [
        f"{key}={value}" if WORD.fullmatch(value) else f'{key}="{value}"'
        for key, value in said.items()
        if value and may_say(word, key, value)
    ]
