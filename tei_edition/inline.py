"""Inside the line: emphasis, gaps, page numbers, addresses, notes of an editor within the sentence.

Each row of `INLINE_RULES` first asks whether a block holds the one character it needs, so that plain
prose costs nothing. A sign that does not pair stays text and is reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise

from .model import HEADER_KINDS, Block, Document, Mark, walk
from .patterns import lazy
from .stretches import Stretches

_SIGN = lazy(r"\*\*|[*_=]")
_SIGNS = {"**": "bold", "*": "italic", "_": "italic", "=": "bold"}
_TAG = lazy(r"<(?P<close>/?)(?P<name>i|em|b|strong|sc|sup|u)>", re.I)
_TAGS = {
    "i": "italic",
    "em": "italic",
    "b": "bold",
    "strong": "bold",
    "sc": "smallcaps",
    "sup": "sup",
    "u": "underline",
}
_OPENS_AFTER = frozenset(" \n\t\u00a0([{“„«»‚‘\"'—–-/*_=")
_CLOSES_BEFORE = frozenset(" \n\t\u00a0.,;:!?…)]}”“»«’‘\"'—–-/*_=⁰¹²³⁴⁵⁶⁷⁸⁹[")
_URL = lazy(r"https?://[^\s<>\"“”«»\[\]]{3,2000}")
_CARD_KINDS = HEADER_KINDS - {"boilerplate"}  # lines of a catalogue card
_NO_PAGES = HEADER_KINDS | {"bibl", "trailer", "note"}
_LINK = lazy(
    r"\[(?P<words>(?:[^\[\]\n]|\[[^\[\]\n]*\]){1,500})\]\((?P<target>#[\w.-]+|https?://[^\s()<>]+)\)"
)
_ADDRESS = lazy(
    r"https?://[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?](?:[\w./?&=+~:;,@!$'()*-]|%[\dA-Fa-f]{2})*)?"
    r"(?:#(?:[\w./?&=+~:;,@!-]|%[\dA-Fa-f]{2})*)?"
)
_GAP_WORDS = r"illegible|unreadable|unleserlich|illisible|missing|lost|torn off|fehlt|manque|lacuna"
_GAP = lazy(rf"\[(?P<words>[^\[\]\n]{{0,60}}\b(?P<why>{_GAP_WORDS})\b[^\[\]\n]{{0,60}})\]", re.I)
_LOST = frozenset(("missing", "lost", "torn off", "fehlt", "manque", "lacuna"))
_BRACKETED_NUMBER = lazy(
    r"\[(?P<word>(?:[Pp]|[Pp]g|[Pp]age|S|Seite)\.? ?)?(?P<n>\d{1,4}|(?<=[. ])[ivxlc]{1,8})\]"
)
_WRITERS = r"eds?|editors?|the editors?|tr|trans|translator|hrsg|d\. ?hg|n\. ?d\. ?[el]r|n\. ?d\. ?t"
_EDITORS_NOTE = lazy(rf"[(\[](?P<words>[^()\[\]]{{2,600}}?(?:[—–-]|\.) ?(?P<who>{_WRITERS})\.?)[)\]]", re.I)
_WRITERS_SIGNS = ("ed.", "Ed.", "Tr.", "tr.", "ditor", "ranslator", "Hg", "N. d", "N.d", "Eds", "Hrsg")
_TRANSLATOR = lazy(r"tr|n\. ?d\. ?t", re.I)


def mark_inline(doc: Document) -> None:
    """`marks` of every block: what stands inside the line. Page numbers need the whole document."""
    text = doc.source.text
    rules = [(signs, rule) for signs, rule in INLINE_RULES if _holds(text, signs)]
    on_cards = [(signs, rule) for signs, rule in rules if rule in _HEADER_RULES]
    for block in walk(doc.blocks):
        if block.spans and block.kind != "boilerplate":
            for signs, rule in on_cards if block.kind in _CARD_KINDS else rules:
                if _holds(block.text, signs):
                    rule(doc, block)
    if "[" in text:
        _page_numbers(doc, [b for b in walk(b for b in doc.blocks if b.kind not in _NO_PAGES) if b.spans])


def _holds(text: str, signs: tuple[str, ...]) -> bool:
    for sign in signs:  # noqa: SIM110 a generator for each block and rule would cost more than the search
        if sign in text:
            return True
    return False


def _links(doc: Document, block: Block) -> None:
    """`[words](address)`, as Markdown has them; one to a place of the text is kept where `divide` finds it."""
    del doc
    for match in _LINK.finditer(block.text):
        tail = match.end() - match.end("words")
        attrs = {"target": match["target"]}
        block.marks.append(Mark("ref", match.start(), match.end(), 1, tail, attrs, "link"))


def _addresses(doc: Document, block: Block) -> None:
    del doc
    linked = Stretches((mark.start, mark.end) for mark in block.marks if mark.rule == "link")
    for match in _URL.finditer(block.text):
        if linked.meet(match.start(), match.start()):
            continue
        url = match[0].rstrip(".,;:!?…'’)")
        if not _ADDRESS.fullmatch(url):
            continue
        block.marks.append(
            Mark("ref", match.start(), match.start() + len(url), attrs={"target": url}, rule="address")
        )


def _gaps(doc: Document, block: Block) -> None:
    del doc
    for match in _GAP.finditer(block.text):
        reason = "lost" if match["why"].lower() in _LOST else "illegible"
        block.marks.append(Mark("gap", match.start(), match.end(), 1, 1, {"reason": reason}, "gap-words"))


def _emphasis(doc: Document, block: Block) -> None:
    """Pair the signs from left to right; one kind of sign does not cross another."""
    text = block.text
    taken = Stretches((m.end - m.tail if m.tail else m.start, m.end) for m in block.marks if m.kind == "ref")
    opened: list[tuple[str, int]] = []
    found: list[Mark] = []
    for match in _SIGN.finditer(text):
        sign, start, end = match[0], match.start(), match.end()
        if taken.meet(start, start + 1):
            continue
        before, after = text[start - 1] if start else " ", text[end] if end < len(text) else " "
        partner = next((i for i in range(len(opened) - 1, -1, -1) if opened[i][0] == sign), None)
        if partner is not None and not before.isspace() and after in _CLOSES_BEFORE:
            _, at = opened[partner]
            del opened[partner:]
            width = len(sign)
            if not any(c.isalnum() for c in text[at + width : start]):
                continue
            found.append(Mark("hi", at, end, width, width, {"rend": _SIGNS[sign]}, "emphasis-signs"))
        elif before in _OPENS_AFTER and not after.isspace() and len(opened) < 4:
            opened.append((sign, start))
    if any(sign in ("*", "**") for sign, _ in opened) and text.count("*") > 1:
        line = doc.source.line_at(block.source_offset(opened[-1][1]))
        doc.say("S04", line, f"“{opened[-1][0]}” opens emphasis that nothing closes: left as text")
    block.marks += found


def _tags(doc: Document, block: Block) -> None:
    """`<i>x</i>`, as web copies leave it."""
    del doc
    opened: list[tuple[str, int, int]] = []
    for match in _TAG.finditer(block.text):
        name = match["name"].lower()
        if not match["close"]:
            opened.append((name, match.start(), match.end()))
        elif opened and opened[-1][0] == name:
            _, start, inner = opened.pop()
            if not any(c.isalnum() for c in block.text[inner : match.start()]):
                continue
            attrs = {"rend": _TAGS[name]}
            block.marks.append(
                Mark(
                    "hi",
                    start,
                    match.end(),
                    inner - start,
                    match.end() - match.start(),
                    attrs,
                    "emphasis-tags",
                )
            )


def _editors_notes(doc: Document, block: Block) -> None:
    """`(... – Ed.)` within a sentence (profile C7)."""
    del doc
    if not _holds(block.text, _WRITERS_SIGNS):
        return
    for match in _EDITORS_NOTE.finditer(block.text):
        if match.start() == 0 and match.end() == len(block.text):
            continue
        kind = "translator" if _TRANSLATOR.fullmatch(match["who"]) else "editorial"
        attrs = {"place": "inline", "type": kind}
        block.marks.append(Mark("inline-note", match.start(), match.end(), attrs=attrs, rule="editors-note"))


INLINE_RULES: tuple[tuple[tuple[str, ...], Callable[[Document, Block], None]], ...] = (
    (("](",), _links),
    (("://",), _addresses),
    (("[",), _gaps),
    (("*", "_", "="), _emphasis),
    (("</",), _tags),
    (("(", "["), _editors_notes),
)
# a line of the header has emphasis and addresses only
_HEADER_RULES = (_links, _addresses, _emphasis, _tags)


def _page_numbers(doc: Document, blocks: Iterable[Block]) -> None:
    """`[241]` within the text: numbers that rise by one and that no note answers (profile trap 6)."""
    bodies = {c.n for c in doc.chunks if c.role == "note"}
    found = [
        (block, match)
        for block in blocks
        if "[" in block.text
        for match in _BRACKETED_NUMBER.finditer(block.text)
    ]
    if not any(match["word"] for _, match in found):
        numbers = [int(match["n"]) for _, match in found]
        rising = all(b == a + 1 for a, b in pairwise(numbers))
        if len(numbers) < 2 or not rising or numbers[0] < 2 or bodies & {str(n) for n in numbers}:
            return
    for block, match in found:
        if match["word"] or not any(m["word"] for _, m in found):
            width = match.end() - match.start()
            block.marks.append(
                Mark(
                    "pb",
                    match.start(),
                    match.end(),
                    lead=width,
                    attrs={"n": match["n"]},
                    rule="page-in-brackets",
                )
            )
