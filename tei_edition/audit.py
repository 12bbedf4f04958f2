"""The proof: every character of the source is in the TEI, told from the bytes that are to be written.

The writer hands over a trail: which stretch of the source it wrote, in which order, as text or as
one of the closed list of marks. The trail is a claim, and nothing of it is believed. Read back from
its bytes, the TEI must spell exactly what the claimed stretches spell, blank for blank; every mark
must be of the closed list (`MARKS`) and stand as markup in its place; what is claimed for the
header must be found there, in order; and the stretches together must hold every visible character
of the source once. This module and `spelling` share no code with the writer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from lxml import etree

from .model import Source
from .patterns import lazy
from .spelling import claimed, found, single_blanks, unwrapped

_TEI = "{http://www.tei-c.org/ns/1.0}"
_EXCERPT = 60
# every character of Unicode that is white space to Python
WHITE_SPACE = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_CONTROL = lazy(r"[\x00-\x1f]")

# The closed list: the characters that may become markup, by what they became
_SIGLUM = r"(?:\w{1,5}|[*†‡§¶]{1,4})"
_SUPERSCRIPT = "[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}"
_MARKDOWN = r"\[\^[^\]\s]{1,24}\]"
_NOTE_WORD = rf"\[[^\W\d_]+(?:-note)?\s*{_SIGLUM}?\s*[:.]"
MARKS: dict[str, re.Pattern[str]] = {
    "stated": lazy(r"<!-- [^\n]* -->"),
    "ref(": lazy(r"\["),
    "ref)": lazy(r"\]\([^\s()<>]*\)"),
    "note": lazy(
        rf" ?(?:{_SUPERSCRIPT}[.)]?|{_MARKDOWN}:?|\[(?:[Nn]ote )?{_SIGLUM}\]:?|\({_SIGLUM}\)|[*†‡§¶]{{1,4}}"
        rf"|\d{{1,4}}[.)]?|{_NOTE_WORD})\s*"
    ),
    "note-label": lazy(rf"(?:{_MARKDOWN}:|{_SUPERSCRIPT}[.)]?|[(\[]?{_SIGLUM}[.)\]]?:?|{_NOTE_WORD})\s*"),
    "pb": lazy(
        r"[\[({]?(?:[-–—~•*] ?)?(?:(?:p\.?|pg\.?|page|seite|s\.)\s?)?[\divxlc]{1,9}(?: ?[-–—~•*])?[\])}]?",
        re.I,
    ),
    "hi(": lazy(r"\*{1,2}|_|=|<(?:i|em|b|strong|sc|sup|u)>", re.I),
    "hi)": lazy(r"\*{1,2}|_|=|</(?:i|em|b|strong|sc|sup|u)>", re.I),
    "gap(": lazy(r"\["),
    "gap)": lazy(r"\]"),
    "lb": lazy(r"[-\u2010\u00ad=]?\s*[\n\f]\s*|[-\u2010\u00ad]"),
    "item": lazy(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,6})[.)]\s+"),
    "label": lazy(
        r"[-•‣◦–—*]\s+|#{1,6}\s+|>\s?|\[(?:Illustration|Abbildung|Figure|Image)[:\s]*|\]"
        r"|\||[|+:\s]*[-=]{2}[-=+|:\s]*",  # bars of a table, rules of dashes between its rows
        re.I,
    ),
}

# A row of the trail: where a stretch of the source begins and ends, and the kind of mark ("" for text)
Row = tuple[int, int, str]


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
    header: Sequence[Row],
    text: Sequence[Row],
) -> tuple[Proof | None, list[Fault]]:
    """Prove that the TEI under `root` (parsed from the bytes written) holds all of `source` and no more.

    `header` and `text` are the trail, in document order; notes are bracketed by rows of kind `(` and `)`.
    Returns the figures, or None and the faults.
    """
    faults = [
        *_tiled(source, [row for row in chain(header, text) if row[1] > row[0]]),
        *_marks_listed(source, chain(header, text)),
        *_text_spelled(root, source, text),
        *_header_spelled(root, source, header),
    ]
    if faults:
        return None, faults
    blanks = [c for c in WHITE_SPACE if c in source.text]
    whole = _visible_in([source.text], blanks)
    in_text, in_header = (
        _visible_in([source.text[start:end] for start, end, kind in part if not kind], blanks)
        for part in (text, header)
    )
    return Proof(whole, in_text, in_header, whole - in_text - in_header), []


def _visible_in(pieces: list[str], blanks: list[str]) -> int:
    """How many characters of the pieces are none of the blanks."""
    words = "".join(pieces)
    return len(words) - sum(map(words.count, blanks))


def _tiled(source: Source, rows: Iterable[Row]) -> list[Fault]:
    """Every visible character of the source belongs to one row, and to one only."""
    faults: list[Fault] = []
    at = 0
    text = source.text
    for start, end, _ in sorted(rows):
        if start < at:
            doubled = text[start : min(at, end)]
            if doubled.strip():
                faults.append(Fault(source.line_at(start), f"written twice: “{_excerpt(doubled)}”"))
        elif start > at and (lost := text[at:start].strip()):
            where = text.index(lost[0], at)
            faults.append(Fault(source.line_at(where), f"lost: “{_excerpt(lost)}”"))
        at = max(at, end)
    if lost := text[at:].strip():
        faults.append(Fault(source.line_at(text.index(lost[0], at)), f"lost: “{_excerpt(lost)}”"))
    return faults


def _marks_listed(source: Source, rows: Iterable[Row]) -> list[Fault]:
    faults = []
    for start, end, kind in rows:
        if kind in ("", "(", ")"):
            continue
        words = source.text[start:end]
        pattern = MARKS.get(kind)
        if pattern is None or not pattern.fullmatch(words):
            told = f"“{_excerpt(words)}” is no mark that may become {kind} markup"
            faults.append(Fault(source.line_at(start), told))
    return faults


def _excerpt(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _EXCERPT else flat[: _EXCERPT - 3] + "..."


# -- the text -----------------------------------------------------------------------------------


def _text_spelled(root: etree._Element, source: Source, rows: Sequence[Row]) -> list[Fault]:
    body = root.find(_TEI + "text")
    if body is None:
        return [Fault(0, "the TEI has no text")]
    wanted, had = claimed(source.text, rows), found(body)
    if len(wanted) != len(had):
        return [Fault(0, f"{len(had) - 1} notes stand in the TEI, {len(wanted) - 1} are claimed")]
    for want, have in zip(wanted, had, strict=True):
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


# -- the header ---------------------------------------------------------------------------------


def _header_spelled(root: etree._Element, source: Source, rows: Sequence[Row]) -> list[Fault]:
    """What is claimed for the header stands there, word for word and in order."""
    header = root.find(_TEI + "teiHeader")
    if header is None:
        return [Fault(0, "the TEI has no header")]
    text = single_blanks(_words_of(header))
    at = 0
    for start, end in _merged(rows):
        words = single_blanks(unwrapped(source.text[start:end])).strip(" ")
        found = text.find(words, at)
        if found < 0:
            return [Fault(source.line_at(start), f"not in the header: “{_excerpt(words)}”")]
        at = found + len(words)
    return []


def _words_of(header: etree._Element) -> str:
    """The header's text; a line break in it is a blank."""
    if next(header.iter(_TEI + "lb"), None) is None:
        return etree.tostring(header, method="text", encoding="unicode", with_tail=False)
    words: list[str | None] = []
    for event, element in etree.iterwalk(header, events=("start", "end")):
        if event == "start":
            words.append(" " if element.tag == _TEI + "lb" else element.text)
        elif element is not header:
            words.append(element.tail)
    return "".join(filter(None, words))


def _merged(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Rows that follow each other in the source as one stretch."""
    merged: list[tuple[int, int]] = []
    for start, end, kind in rows:
        if kind:
            continue
        if merged and merged[-1][1] == start:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged
