"""Notes that only their marks prove: stars, `(1)`, and digits glued to a word ("works.1").

A star may be a bullet and a number a list's, so such bodies are believed only where the marks since
the last of them are the same sigla in the same order, one for one, and none is left over.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from ..model import Chunk, Document, Span
from ..overrule import TEXT
from ..patterns import lazy
from .forms import FORM, GLUED_MARK, PAREN_MARK, STAR_MARK, find_marks, make_note, may_be_note

_EMPHASIS = lazy(r"(?<![^\s(\[“‘\"'—–-])(\*{1,3})(?=[^\s*])[^*\n]{0,300}?(?<=[^\s*])\1(?!\w)")
_ENUMERATES = lazy(r"(?:[,;:]|\band|\bor|\bund|\bet|^)\s*$")
# the form of the body, that of the mark, and what a mark looks like
_FORMS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("star", "star", STAR_MARK),
    ("paren", "paren", PAREN_MARK),
    ("number", "glued", GLUED_MARK),
)


class _Body(NamedTuple):
    chunk: Chunk
    siglum: str
    label: Span


def take_answered(doc: Document) -> None:
    """`chunks`: bodies of notes whose marks answer them one for one get the role note."""
    for form, called, marks in _FORMS:
        runs = list(_runs(doc, form))
        if not runs:
            continue
        text = _without_emphasis(doc.source.text) if form == "star" else doc.source.text
        found = list(_marks(text, marks))
        places = [at for at, _ in found]
        since = 0
        for run in runs:
            low = bisect_left(places, since)
            high = bisect_left(places, doc.source.lines[run[0].chunk.first].start)
            if high - low == len(run) and [n for _, n in found[low:high]] == [body.siglum for body in run]:
                for body in run:
                    rule = "note-answered" if called == "star" else "note-listed"
                    make_note(body.chunk, called, body.siglum, body.label, rule)
                since = doc.source.lines[run[-1].chunk.last].end


def _without_emphasis(text: str) -> str:
    """The text, as long as it is, with blanks for the stars of `*emphasis*`."""
    return _EMPHASIS.sub(lambda m: m[0].replace("*", " "), text) if "*" in text else text


def _marks(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, str]]:
    """Offset and siglum of each mark in the text; a number that enumerates (`; (2) ...`) is none."""
    for match in find_marks(pattern, text):
        lead = text[max(0, match.start() - 6) : match.start()] if pattern is PAREN_MARK else ""
        if not lead or not _ENUMERATES.search(lead):
            yield match.start(1), match[1]


def _runs(doc: Document, form: str) -> Iterator[list[_Body]]:
    """Neighbouring chunks that begin with a siglum of one form, numbers from one up."""
    run: list[_Body] = []
    for chunk in doc.chunks:
        if chunk.role not in TEXT:
            continue
        body = _body(doc, chunk, form)
        if run and (body is None or not _goes_on(run[-1].siglum, body.siglum, form)):
            yield run
            run = []
        if body is not None and (run or form == "star" or body.siglum == "1"):
            run.append(body)
    if run:
        yield run


def _body(doc: Document, chunk: Chunk, form: str) -> _Body | None:
    if chunk.role != "body" or not may_be_note(doc, chunk):
        return None
    line = doc.source.lines[chunk.first]
    match = FORM[form].match(doc.source.text, line.start, line.end)
    return _Body(chunk, match[1], Span(match.start(), match.end())) if match else None


def _goes_on(before: str, siglum: str, form: str) -> bool:
    return form == "star" or (before.isdecimal() and siglum.isdecimal() and int(siglum) == int(before) + 1)
