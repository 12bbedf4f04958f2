"""What the source spells by the trail, and what the TEI spells: two lists of strings that must agree.

The first string is the running text, one more follows for each note. Marks of the source and the markup
they became are written as the same signs between control characters, which neither text can hold
(`\\x02 ... \\x03`, for page breaks `\\x04 ... \\x05`), so that a mark without its markup makes the strings differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from lxml import etree

from .patterns import lazy

_TEI = "{http://www.tei-c.org/ns/1.0}"
# elements within a line; every other one begins and ends a line of its own
_INLINE = frozenset(
    (
        *("hi", "persName", "ref", "date", "placeName", "title", "biblScope", "citedRange"),
        *("publisher", "pubPlace", "editor", "author", "orgName", "abbr", "seg", "docAuthor", "sic"),
        *("choice", "desc", "gap", "bibl", "affiliation", "forename", "surname", "roleName", "role"),
        *("roleDesc", "idno"),
    )
)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NOTE_WORD_ALONE = lazy(r"^\[[^\W\d_]{4,}(?:-note)?")
_COME_AGAIN = lazy(r"-\d{1,3}(?=\])")
_SIGLA = lazy(r"\w+|[*†‡§¶]+")
_NUMBERS = lazy(r"\d+|[ivxlc]+|[a-z]", re.IGNORECASE)
_AFTER_HYPHEN = lazy(r"(\x02lb:[a-z]+\x03) ?(\x04[^\x05]*\x05)? ?")
_NOTE_BLANK = lazy(r"^(\x02note:[^\x03]*\x03) ")
_PAGES = lazy(r"\x04[^\x05]*\x05(?:\x04[^\x05]*\x05)*")
_RENDERED = {"*": "italic", "_": "italic", "**": "bold", "=": "bold", "i": "italic", "em": "italic", "b": "bold",
             "strong": "bold", "sc": "smallcaps", "sup": "sup", "u": "underline"}  # fmt: skip


class _Streams:
    """The running text and, apart, the body of each note, as lists of strings."""

    def __init__(self) -> None:
        self.main: list[str] = []
        self.notes: list[list[str]] = []
        self.now = self.main

    def enter(self) -> None:
        self.notes.append([])
        self.now = self.notes[-1]

    def leave(self) -> None:
        self.now = self.main

    def spelled(self) -> list[str]:
        bodies = [_NOTE_BLANK.sub(r"\1", _normal("".join(parts))) for parts in self.notes]
        return [_normal("".join(self.main)), *bodies]


def _normal(text: str) -> str:
    text = single_blanks(text).strip(
        " "
    )  # a page break at the end has no blank before it for the block's end
    if "\x02lb" in text:  # a word parted at a line end goes on at once, on the next page if need be
        text = _AFTER_HYPHEN.sub(lambda m: m[1] + (m[2] or ""), text)
    if "\x04" in text:
        text = _one_blank_at_pages(text.replace("\x05 \x04", "\x05\x04"))
    return text.strip(" ")


def single_blanks(text: str) -> str:
    """Runs of blanks, tabs and line ends as one blank each; a no-break space is a character of the text."""
    text = text.replace("\n", " ").replace("\t", " ").replace("\r", " ")
    while "  " in text:  # each round halves the runs
        text = text.replace("  ", " ")
    return text


def _one_blank_at_pages(text: str) -> str:
    """A blank on either side of a page break, or on both, as one blank before it."""
    pieces: list[str] = []
    at = 0
    for pages in _PAGES.finditer(text):
        start, end = pages.span()
        before = text[at:start]
        bare = before.removesuffix(" ")
        at = end + (text[end : end + 1] == " ")
        pieces += (bare, " " if at > end or len(bare) < len(before) else "", pages[0])
    return "".join(pieces) + text[at:]


def claimed(text: str, rows: Iterable[tuple[int, int, str]]) -> list[str]:
    """What the source `text` spells if the trail is right."""
    streams = _Streams()
    at, held = 0, 0
    siglum = ""
    for start, end, kind in rows:
        if kind == "(":
            streams.enter()
            held, at = at, start
            continue
        if kind == ")":
            streams.leave()
            at = held
            continue
        put = streams.now.append
        if start != at:
            put(" ")
        words = text[start:end]
        at = end
        if not kind:
            put(unwrapped(words))
        elif kind == "note":
            siglum = _siglum(words)
            put(f"\x02note:{siglum}\x03")
        elif kind == "note-label":
            if _siglum(words) != siglum:
                put(f"\x02label:{words}\x03")
        else:
            put(_SENTINELS.get(kind, _unlisted)(words))
    return streams.spelled()


def unwrapped(words: str) -> str:
    """A line's end, with the white space around it, is one blank."""
    if "\n" not in words:
        return words
    first, *middle, last = words.split("\n")
    return " ".join([first.rstrip(), *(line.strip() for line in middle), last.lstrip()])


def _siglum(words: str) -> str:
    """`¹`, ` [1]`, `1. `, `[Footnote 1: `, `[^1]` and `[^1-2]`, the second of this number, all say 1."""
    bare = _NOTE_WORD_ALONE.sub("", words.translate(_SUPERSCRIPTS))
    if words.startswith("[^"):
        bare = _COME_AGAIN.sub("", bare)
    found = _SIGLA.findall(bare)
    return found[-1] if found else "*"


def _number(words: str) -> str:
    found = _NUMBERS.findall(words)
    return found[-1] if found else ""


_SENTINELS: dict[str, Callable[[str], str]] = {
    "pb": lambda words: f"\x04pb:{_number(words)}\x05",
    "hi(": lambda words: f"\x02hi:{_RENDERED.get(words.strip('<>').lower(), '')}(\x03",
    "hi)": lambda _: "\x02)\x03",
    "gap(": lambda _: "\x02gap(\x03",
    "gap)": lambda _: "\x02)gap\x03",
    "lb": lambda words: "\x02lb:maybe\x03" if words.isspace() else "\x02lb:no\x03",
    "ref(": lambda _: "",
    "ref)": lambda _: "",
    "stated": lambda _: "",
    "item": lambda words: f"\x02item:{_number(words)}\x03",
    "label": lambda words: " " if "|" in words else "",  # a bar of a table parts its cells
}


def _unlisted(words: str) -> str:
    return f"\x02unlisted:{words}\x03"  # a fault already: the audit has told it


def found(body: etree._Element) -> list[str]:
    """What the TEI spells, with its markup where marks of the source must have stood."""
    streams = _Streams()
    _spell(body, streams, {})
    return streams.spelled()


def _spell(element: etree._Element, streams: _Streams, names: dict[str, str]) -> None:
    """What an element spells, without what follows it. An editor's correction is no word of the source.

    `names` are the names of tags met so far, empty for one that is not TEI's.
    """
    tag = str(element.tag)
    name = names.get(tag)
    if name is None:
        name = names[tag] = tag.removeprefix(_TEI) if tag.startswith(_TEI) else ""
    if name == "corr":
        return
    note = name == "note" and element.get("place") != "inline"
    if note:
        _enter_note(streams, element)
    elif name in _OPENED:
        streams.now.append(_OPENED[name](element))
    elif name not in _INLINE and name != "note":
        streams.now.append(" ")
    if name and element.text:
        streams.now.append(element.text)
    for child in element.iterchildren("*"):
        _spell(child, streams, names)
        if child.tail:
            streams.now.append(child.tail)
    if note:
        streams.leave()
    elif name in _CLOSED:
        streams.now.append(_CLOSED[name])
    elif name not in _INLINE and name != "note":
        streams.now.append(" ")


def _enter_note(streams: _Streams, element: etree._Element) -> None:
    sign = f"\x02note:{element.get('n')}\x03"
    if element.get("anchored") != "false":
        streams.now.append(sign)
        streams.enter()
    else:
        streams.enter()
        streams.now.append(sign)


_OPENED: dict[str, Callable[[etree._Element], str]] = {
    "hi": lambda e: f"\x02hi:{e.get('rend')}(\x03",
    "gap": lambda _: "\x02gap(\x03",
    "pb": lambda e: f"\x04pb:{e.get('n')}\x05",
    "item": lambda e: f" \x02item:{e.get('n')}\x03" if e.get("n") else " ",
    "lb": lambda e: f"\x02lb:{e.get('break')}\x03" if e.get("break") else " ",
}
_CLOSED = {"hi": "\x02)\x03", "gap": "\x02)gap\x03", "pb": "", "lb": ""}
