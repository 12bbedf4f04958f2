"""The proof: every character of the source is in the TEI, told from the bytes that are to be written.

The writer hands over a trail: which stretch of the source it wrote, in which order, as text or as
one of the closed list of marks. The trail is a claim, and nothing of it is believed. Read back from
its bytes, the TEI must spell exactly what the claimed stretches spell, blank for blank; every mark
must be of the closed list (`MARKS`) and stand as markup in its place; what is claimed for the
header must be found there, in order; and the stretches together must hold every visible character
of the source once. This module shares no code with the writer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from lxml import etree

from .model import Source
from .patterns import lazy

_TEI = "{http://www.tei-c.org/ns/1.0}"
# elements within a line; every other one begins and ends a line of its own
_INLINE = frozenset(
    [
        "hi",
        "persName",
        "ref",
        "date",
        "placeName",
        "title",
        "biblScope",
        "citedRange",
        "publisher",
        "pubPlace",
        "editor",
        "author",
        "orgName",
        "abbr",
        "seg",
        "docAuthor",
        "sic",
        "choice",
        "desc",
        "gap",
        "bibl",
        "affiliation",
        "forename",
        "surname",
        "roleName",
        "role",
        "roleDesc",
        "idno",
    ]
)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_EXCERPT = 60
_CONTROL = lazy(r"[\x00-\x1f]")
_RUN = lazy(r"[ \t\r\n]+")
_AFTER_HYPHEN = lazy(r"(\x02lb:[a-z]+\x03) ?(\x04[^\x05]*\x05)? ?")
_NOTE_BLANK = lazy(r"^(\x02note:[^\x03]*\x03) ")
_BETWEEN_PAGES = lazy(r"(?<=\x05) (?=\x04)")
_PAGE_BLANKS = lazy(r" ?((?:\x04[^\x05]*\x05)+) ?")

# The closed list: the characters that may become markup, by what they became
_SIGLUM = r"(?:\w{1,5}|[*†‡§¶]{1,4})"
_SUPERSCRIPT = "[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}"
_NOTE_WORD = rf"\[[^\W\d_]+(?:-note)?\s*{_SIGLUM}?\s*[:.]"
_NOTE_WORD_ALONE = re.compile(r"^\[[^\W\d_]{4,}(?:-note)?")
MARKS: dict[str, re.Pattern[str]] = {
    "note": lazy(
        rf" ?(?:{_SUPERSCRIPT}[.)]?|\[(?:[Nn]ote )?{_SIGLUM}\]:?|\({_SIGLUM}\)|[*†‡§¶]{{1,4}}|\d{{1,4}}[.)]?|{_NOTE_WORD})\s*"
    ),
    "note-label": lazy(rf"(?:{_SUPERSCRIPT}[.)]?|[(\[]?{_SIGLUM}[.)\]]?:?|{_NOTE_WORD})\s*"),
    "pb": lazy(
        r"[\[({]?(?:[-–—~•*] ?)?(?:(?:p\.?|pg\.?|page|seite|s\.)\s?)?[\divxlc]{1,9}(?: ?[-–—~•*])?[\])}]?",
        re.I,
    ),
    "hi(": lazy(r"\*{1,2}|_|=|<(?:i|em|b|strong|sc|sup|u)>", re.I),
    "hi)": lazy(r"\*{1,2}|_|=|</(?:i|em|b|strong|sc|sup|u)>", re.I),
    "gap(": lazy(r"\["),
    "gap)": lazy(r"\]"),
    "lb": lazy(r"[-\u2010\u00ad=]?\s*\n\s*|[-\u2010\u00ad]"),
    "item": lazy(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,6})[.)]\s+"),
    "label": lazy(
        r"[-•‣◦–—*]\s+|#{1,6}\s+|>\s?|\[(?:Illustration|Abbildung|Figure|Image)[:\s]*|\]"
        r"|\||[|+:\s]*[-=]{2}[-=+|:\s]*",  # bars of a table, rules of dashes between its rows
        re.I,
    ),
}
_RENDERED = {"*": "italic", "_": "italic", "**": "bold", "=": "bold", "i": "italic", "em": "italic", "b": "bold",
             "strong": "bold", "sc": "smallcaps", "sup": "sup", "u": "underline"}  # fmt: skip


class Row(NamedTuple):
    """A row of the trail: offsets into the source text, and the kind of mark ("" for text)."""

    start: int
    end: int
    kind: str = ""


class Fault(NamedTuple):
    """Where the proof fails: a line of the source, and what is wrong there."""

    line: int
    detail: str


class Proof(NamedTuple):
    """Visible characters: of the source, and how many of them stand in the text, the header, as marks."""

    source: int
    text: int
    header: int
    marks: int


def audit(
    root: etree._Element,
    source: Source,
    header: Sequence[tuple[int, int, str]],
    text: Sequence[tuple[int, int, str]],
) -> tuple[Proof | None, list[Fault]]:
    """Prove that the TEI under `root` (parsed from the bytes written) holds all of `source` and no more.

    `header` and `text` are the trail, in document order; notes are bracketed by rows of kind `(` and `)`.
    Returns the figures, or None and the faults.
    """
    header_rows, text_rows = [Row(*row) for row in header], [Row(*row) for row in text]
    faults = [
        *_tiled(source, [row for row in chain(header_rows, text_rows) if row.end > row.start]),
        *_marks_listed(source, chain(header_rows, text_rows)),
        *_text_spelled(root, source, text_rows),
        *_header_spelled(root, source, header_rows),
    ]
    if faults:
        return None, faults
    count = _counter(source.text)
    in_text = sum(count(row) for row in text_rows if not row.kind)
    in_header = sum(count(row) for row in header_rows if not row.kind)
    whole = len(source.text) - sum(map(source.text.count, _blanks(source.text)))
    return Proof(whole, in_text, in_header, whole - in_text - in_header), []


def _blanks(text: str) -> list[str]:
    return [c for c in set(text) if c.isspace()]


def _counter(text: str) -> Callable[[Row], int]:
    blanks = _blanks(text)
    return lambda row: row.end - row.start - sum(text.count(c, row.start, row.end) for c in blanks)


def _tiled(source: Source, rows: Iterable[Row]) -> list[Fault]:
    """Every visible character of the source belongs to one row, and to one only."""
    faults: list[Fault] = []
    at = 0
    text = source.text
    for row in sorted(rows):
        if row.start < at:
            doubled = text[row.start : min(at, row.end)]
            if doubled.strip():
                faults.append(Fault(source.line_at(row.start), f"written twice: “{_excerpt(doubled)}”"))
        elif lost := text[at : row.start].strip():
            where = at + text[at : row.start].index(lost[0])
            faults.append(Fault(source.line_at(where), f"lost: “{_excerpt(lost)}”"))
        at = max(at, row.end)
    if lost := text[at:].strip():
        faults.append(Fault(source.line_at(text.index(lost[0], at)), f"lost: “{_excerpt(lost)}”"))
    return faults


def _marks_listed(source: Source, rows: Iterable[Row]) -> list[Fault]:
    faults = []
    for row in rows:
        if row.kind in ("", "(", ")"):
            continue
        words = source.text[row.start : row.end]
        pattern = MARKS.get(row.kind)
        if pattern is None or not pattern.fullmatch(words):
            faults.append(
                Fault(
                    source.line_at(row.start),
                    f"“{_excerpt(words)}” is no mark that may become {row.kind} markup",
                )
            )
    return faults


def _excerpt(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _EXCERPT else flat[: _EXCERPT - 3] + "..."


# -- the text -----------------------------------------------------------------------------------


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
    text = _RUN.sub(" ", text)
    if "\x02lb" in text:  # a word parted at a line end goes on at once, on the next page if need be
        text = _AFTER_HYPHEN.sub(lambda m: m[1] + (m[2] or ""), text)
    if "\x04" in text:
        text = _BETWEEN_PAGES.sub("", text)
        text = _PAGE_BLANKS.sub(lambda m: (" " if m[0] != m[1] else "") + m[1], text)
    return text.strip(" ")


def _text_spelled(root: etree._Element, source: Source, rows: Sequence[Row]) -> list[Fault]:
    body = root.find(_TEI + "text")
    if body is None:
        return [Fault(0, "the TEI has no text")]
    claimed, found = _claimed(source, rows), _found(body)
    if len(claimed) != len(found):
        return [Fault(0, f"{len(found) - 1} notes stand in the TEI, {len(claimed) - 1} are claimed")]
    for want, have in zip(claimed, found, strict=True):
        if want != have:
            return [_difference(source, want, have)]
    return []


def _difference(source: Source, want: str, have: str) -> Fault:
    at = next(
        (i for i, (a, b) in enumerate(zip(want, have, strict=False)) if a != b), min(len(want), len(have))
    )
    expected, written = want[max(0, at - 15) : at + 45], have[max(0, at - 15) : at + 45]
    line = _line_near(source, want, at)
    return Fault(line, f"the source has “{_visible(expected)}”, the TEI “{_visible(written)}”")


def _line_near(source: Source, want: str, at: int) -> int:
    """The line of the source where `want[at:]` goes on, told by the words around it; 0 where they are not found."""
    before = _CONTROL.split(want[max(0, at - _EXCERPT) : at])
    after = _CONTROL.split(want[at : at + _EXCERPT])
    sides = [(before[-1][-n:], after[0][:n]) for n in (40, 20, 10, 5)]
    sides += [("", words[:n]) for words in after for n in (40, 10)]
    sides += [(words[-20:], "") for words in reversed(before)]
    for left, right in sides:
        if len((left + right).strip()) > 3:
            found = re.search(_any_blanks(left) + "()" + _any_blanks(right), source.text)
            if found:
                return source.line_at(found.start(1))
    return 0


def _any_blanks(words: str) -> str:
    return r"\s+".join(re.escape(part) for part in words.split(" "))


def _visible(text: str) -> str:
    return re.sub(r"[\x02\x04]([^\x03\x05]*)[\x03\x05]", r"<\1>", text)


def _claimed(source: Source, rows: Sequence[Row]) -> list[str]:
    """What the source spells if the trail is right."""
    streams, text = _Streams(), source.text
    at, held = 0, 0
    siglum = ""
    for row in rows:
        if row.kind == "(":
            streams.enter()
            held, at = at, row.start
            continue
        if row.kind == ")":
            streams.leave()
            at = held
            continue
        if row.start != at:
            streams.now.append(" ")
        words = text[row.start : row.end]
        at = row.end
        if not row.kind:
            streams.now.append(_unwrapped(words))
        elif row.kind == "note":
            siglum = _siglum(words)
            streams.now.append(f"\x02note:{siglum}\x03")
        elif row.kind == "note-label":
            if _siglum(words) != siglum:
                streams.now.append(f"\x02label:{words}\x03")
        else:
            streams.now.append(_SENTINELS.get(row.kind, _unlisted)(words))
    return streams.spelled()


def _unwrapped(words: str) -> str:
    """A line's end, with the white space around it, is one blank."""
    if "\n" not in words:
        return words
    first, *middle, last = words.split("\n")
    return " ".join([first.rstrip(), *(line.strip() for line in middle), last.lstrip()])


def _siglum(words: str) -> str:
    """`¹`, ` [1]`, `1. `, `[Footnote 1: ` all say 1."""
    bare = _NOTE_WORD_ALONE.sub("", words.translate(_SUPERSCRIPTS))
    found = re.findall(r"\d+|[*†‡§¶]+|\w+", bare)
    return found[-1] if found else "*"


def _number(words: str) -> str:
    found = re.findall(r"\d+|[ivxlc]+|[a-z]", words, re.IGNORECASE)
    return found[-1] if found else ""


_SENTINELS: dict[str, Callable[[str], str]] = {
    "pb": lambda words: f"\x04pb:{_number(words)}\x05",
    "hi(": lambda words: f"\x02hi:{_RENDERED.get(words.strip('<>').lower(), '')}(\x03",
    "hi)": lambda _: "\x02)\x03",
    "gap(": lambda _: "\x02gap(\x03",
    "gap)": lambda _: "\x02)gap\x03",
    "lb": lambda words: "\x02lb:maybe\x03" if words.isspace() else "\x02lb:no\x03",
    "item": lambda words: f"\x02item:{_number(words)}\x03",
    "label": lambda words: " " if "|" in words else "",  # a bar of a table parts its cells
}


def _unlisted(words: str) -> str:
    return f"\x02unlisted:{words}\x03"  # a fault already: `_marks_listed` has told it


def _found(body: etree._Element) -> list[str]:
    """What the TEI spells, with its markup where marks of the source must have stood."""
    streams = _Streams()
    skipped = 0
    for event, element in etree.iterwalk(body, events=("start", "end")):
        tag = element.tag
        name = tag[len(_TEI) :] if isinstance(tag, str) and tag.startswith(_TEI) else ""
        note = name == "note" and element.get("place") != "inline"
        if event == "start":
            skipped += name == "corr"
            if skipped:
                continue
            if note:
                _enter_note(streams, element)
            else:
                streams.now.append(_OPENED.get(name, _boundary)(element, name))
            if element.text and name:
                streams.now.append(element.text)
        else:
            if not skipped:
                if note:
                    streams.leave()
                else:
                    streams.now.append(_CLOSED.get(name, _boundary)(element, name))
            skipped -= name == "corr"
            if element.tail and not skipped and element is not body:
                streams.now.append(element.tail)
    return streams.spelled()


def _enter_note(streams: _Streams, element: etree._Element) -> None:
    sign = f"\x02note:{element.get('n')}\x03"
    if element.get("anchored") != "false":
        streams.now.append(sign)
        streams.enter()
    else:
        streams.enter()
        streams.now.append(sign)


def _boundary(element: etree._Element, name: str) -> str:
    return "" if name in _INLINE or (name == "note" and element.get("place") == "inline") else " "


_OPENED: dict[str, Callable[[etree._Element, str], str]] = {
    "hi": lambda e, _: f"\x02hi:{e.get('rend')}(\x03",
    "gap": lambda _, __: "\x02gap(\x03",
    "pb": lambda e, _: f"\x04pb:{e.get('n')}\x05",
    "item": lambda e, _: f" \x02item:{e.get('n')}\x03" if e.get("n") else " ",
    "lb": lambda e, _: f"\x02lb:{e.get('break')}\x03" if e.get("break") else " ",
}
_CLOSED: dict[str, Callable[[etree._Element, str], str]] = {
    "hi": lambda _, __: "\x02)\x03",
    "gap": lambda _, __: "\x02)gap\x03",
    "pb": lambda _, __: "",
    "lb": lambda _, __: "",
}


# -- the header ---------------------------------------------------------------------------------


def _header_spelled(root: etree._Element, source: Source, rows: Sequence[Row]) -> list[Fault]:
    """What is claimed for the header stands there, word for word and in order."""
    header = root.find(_TEI + "teiHeader")
    if header is None:
        return [Fault(0, "the TEI has no header")]
    text = _RUN.sub(" ", "".join(_words_of(header)))
    at = 0
    for start, end in _merged(rows):
        words = _RUN.sub(" ", _unwrapped(source.text[start:end])).strip(" ")
        found = text.find(words, at)
        if found < 0:
            return [Fault(source.line_at(start), f"not in the header: “{_excerpt(words)}”")]
        at = found + len(words)
    return []


def _words_of(header: etree._Element) -> Iterator[str]:
    """The header's text; a line break in it is a blank."""
    for event, element in etree.iterwalk(header, events=("start", "end")):
        if event == "start":
            yield " " if element.tag == _TEI + "lb" else element.text or ""
        elif element is not header:
            yield element.tail or ""


def _merged(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Rows that follow each other in the source as one stretch."""
    merged: list[tuple[int, int]] = []
    for row in rows:
        if row.kind:
            continue
        if merged and merged[-1][1] == row.start:
            merged[-1] = (merged[-1][0], row.end)
        else:
            merged.append((row.start, row.end))
    return merged
