"""Rules about how the parts of a text fit together: R06, R13, R14, R17, R20."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ..namespaces import NS
from ..patterns import lazy
from .facts import Facts, Fault, local_name, own_words, reading_text, whole_text

# Elements that hold elements only: R13 forbids words straight inside them.
ELEMENT_ONLY = (
    *("text", "front", "body", "back", "div", "docTitle", "opener", "closer", "postscript", "argument"),
    *("epigraph", "cit", "list", "listBibl", "table", "row", "figure", "lg", "sp", "castList", "choice"),
)
WORDS_OR_BLOCKS = ("note", "item")  # either words or blocks, never words beside blocks
FILLED = ("p", "head", "item", "note", "persName", "hi", "bibl", "l", "titlePart", "label")
BESIDE_HEADS = frozenset(("note", "pb", "lb", "gap", "figure", ""))  # "" is a comment or an instruction
AFTER_CLOSER = BESIDE_HEADS | {"trailer", "postscript"}
BEFORE_OPENER = AFTER_CLOSER | {"head", "byline", "dateline", "argument", "epigraph"}
FRAME = BESIDE_HEADS - {"figure"} | {"head", "byline", "dateline", "argument", "epigraph", "opener"}
LOWER_CASE_WORD = lazy(r"(?<!\w)[^\W\d_A-Z]+$")


def r06_nothing_empty(facts: Facts) -> Iterator[Fault]:
    """No element that stands for words is without them, no division without content."""
    for name in FILLED:
        openings = facts.openings[name]
        if all(openings) and not any(map(str.isspace, openings)):
            continue
        for element, words in zip(facts.text[name], openings, strict=True):
            if words and not words.isspace():
                continue
            if _blank(element) and not (name == "p" and words and not len(element)):
                yield Fault(element, "is empty")
    for div in facts.text["div"]:
        if all(local_name(child) in FRAME for child in div):
            if next(div.iterchildren("*"), None) is None:
                yield Fault(div, "is empty")
            else:
                yield Fault(div, "has a heading and nothing under it", "warning")


def _blank(element: etree._Element) -> bool:
    """Whether an element without words at its start has none at all, and no gap or figure in their stead."""
    if not len(element):
        return True
    first = element[0]  # which mostly has words, or words after it
    if (isinstance(first.tag, str) and not _is_space(first.text)) or not _is_space(first.tail):
        return False
    return not whole_text(element).strip() and next(element.iter(f"{NS}gap", f"{NS}figure"), None) is None


def _is_space(words: str | None) -> bool:
    return not words or words.isspace()


def r13_words_where_allowed(facts: Facts) -> Iterator[Fault]:
    """Words stand only in elements that take words; no paragraph of white space."""
    for name in ELEMENT_ONLY if not facts.valid else ():
        for element in facts.text[name]:
            words = own_words(element)
            if words:
                yield Fault(element, f"holds the words “{words}”: only elements may stand here")
    for name in WORDS_OR_BLOCKS:
        for element in facts.text[name]:
            if len(element) and next(element.iterchildren(f"{NS}p"), None) is not None and own_words(element):
                yield Fault(element, f"holds the words “{own_words(element)}” beside its paragraphs")
    openings = facts.openings["p"]
    for element, words in (
        zip(facts.text["p"], openings, strict=True) if any(map(str.isspace, openings)) else ()
    ):
        if words.isspace() and not len(element):
            yield Fault(element, "holds only white space")


def r14_heads(facts: Facts) -> Iterator[Fault]:
    """Heads come first, one of them is the main one, and none says again what the one before it said."""
    before: tuple[etree._Element, str] | None = None
    late: set[etree._Element] = set()
    with_main: set[etree._Element] = set()
    for head in facts.text["head"]:
        parent, words = head.getparent(), reading_text(head)
        if parent is None or local_name(parent) not in ("div", "body"):
            continue
        earlier = _first_sibling(head, besides=BESIDE_HEADS, preceding=True)
        if earlier is not None and (local_name(earlier) != "head" or earlier in late):
            late.add(head)
            yield Fault(head, "comes after other parts of its division")
        if head.get("type") == "main":
            if parent in with_main:
                yield Fault(head, "is the second head of type main in its division")
            with_main.add(parent)
        if before and words and words == before[1] and _adjoin(before[0], head):
            yield Fault(head, f"says the same as the head before it: “{words}”")
        before = head, words


def _first_sibling(
    element: etree._Element, *, besides: frozenset[str], preceding: bool
) -> etree._Element | None:
    """The nearest sibling on one side whose name is not among `besides`."""
    siblings = element.itersiblings(preceding=preceding)
    return next((node for node in siblings if local_name(node) not in besides), None)


def _adjoin(first: etree._Element, second: etree._Element) -> bool:
    """Two heads of one division, or the head of a division and the first of its first subdivision."""
    home, other = first.getparent(), second.getparent()
    if home is other:
        return True
    return other is not None and other.getparent() is home and _only_frame_before(other)


def _only_frame_before(div: etree._Element) -> bool:
    return all(local_name(node) in FRAME for node in div.itersiblings(preceding=True))


def r17_openers_and_closers(facts: Facts) -> Iterator[Fault]:
    """An opener before the paragraphs, a closer after them, and after a closer only what ends a text.

    A neighbour that is an opener or a closer itself is not looked beyond: it is checked in its turn.
    """
    for opener in facts.text["opener"]:
        other = _first_sibling(opener, besides=BEFORE_OPENER, preceding=True)
        if other is not None and local_name(other) != "opener":
            yield Fault(opener, f"comes after `{local_name(other)}`: an opener opens its division")
    for closer in facts.text["closer"]:
        other = _first_sibling(closer, besides=AFTER_CLOSER, preceding=False)
        if other is not None and local_name(other) != "closer":
            yield Fault(closer, f"is followed by `{local_name(other)}`: a closer ends its division")


def r20_paragraphs_joined(facts: Facts) -> Iterator[Fault]:
    """A paragraph that stops in mid-sentence before one that begins in lower case: a page end missed."""
    for second, opening in zip(facts.text["p"], facts.openings["p"], strict=True):
        words = opening or whole_text(second)
        if not words.lstrip()[:1].islower():
            continue
        first = second.getprevious()
        if first is not None and first.tag == second.tag and LOWER_CASE_WORD.search(_last_words(first)[-40:]):
            yield Fault(second, "begins in lower case, and the paragraph before it has no end: one?")


def _last_words(element: etree._Element) -> str:
    """The last stretch of an element's own text, notes and page breaks left aside."""
    for child in element.iterchildren(reversed=True):
        if child.tail and child.tail.strip():
            return child.tail.rstrip()
        words = _last_words(child) if local_name(child) not in ("note", "pb", "lb", "") else ""
        if words:
            return words
    return (element.text or "").rstrip()
