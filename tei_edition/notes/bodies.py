"""Bodies of notes, found by form before paragraphs are made: they may stand between the halves of one."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import attrgetter
from typing import NamedTuple

from ..lexicon import NOTES, is_heading
from ..marked import is_marked
from ..model import Chunk, Document, Span
from .answered import take_answered
from .forms import (
    BRACKET_SIGLUM,
    FORM,
    SUPERSCRIPT_MARK,
    SUPERSCRIPTS,
    has_superscripts,
    make_note,
    may_be_note,
)
from .markdown import take_markdown_notes


class _Listed(NamedTuple):
    """A note in a list: its chunk, its number, where that stands, and by what form."""

    chunk: Chunk
    siglum: str
    label: Span
    form: str


_LONGEST_NOTE = 40  # chunks that a bracketed note may run on


def take_notes(doc: Document) -> None:
    """`chunks`: those that are bodies of notes get the role note, their siglum and its span."""
    take_markdown_notes(doc)
    if is_marked(doc) or not any(c.role == "body" and may_be_note(doc, c) for c in doc.chunks):
        return
    inside, anywhere = _first_marks(doc)
    _split_at_sigla(doc, inside)
    answered = _bracketed_footnotes(doc) | _listed_notes(doc, anywhere)
    called = {siglum: at for siglum, at in inside.items() if siglum not in answered}
    for chunk in doc.chunks:
        if chunk.role == "body" and may_be_note(doc, chunk):
            for form in ("superscript", "bracket"):
                _take(doc, chunk, form, called)
    _take_uncalled(doc)
    take_answered(doc)
    _torn_notes(doc)


def _take_uncalled(doc: Document) -> None:
    """Where some notes have superscript sigla, a block that begins with one is a note too, though no mark
    calls it: it is kept, unanchored."""
    if not any(chunk.role == "note" and chunk.form == "superscript" for chunk in doc.chunks):
        return
    for chunk in doc.chunks:
        if chunk.role == "body":
            _take(doc, chunk, "superscript", None)


def _first_marks(doc: Document) -> tuple[dict[str, int], dict[str, int]]:
    """Siglum -> offset of its first appearance as a mark, in superscript or brackets: within a line, and
    anywhere. A mark may open a paragraph, but so may the body of a note: only a list of notes tells them apart."""
    text, lines = doc.source.text, doc.source.lines
    inside: dict[str, int] = {}
    anywhere: dict[str, int] = {}
    for pattern in (SUPERSCRIPT_MARK, BRACKET_SIGLUM) if has_superscripts(text) else (BRACKET_SIGLUM,):
        for match in pattern.finditer(text):
            at = match.start(1)
            siglum = match[1].translate(SUPERSCRIPTS)
            anywhere[siglum] = min(at, anywhere.get(siglum, at))
            line = lines[bisect_left(lines, at + 1, key=attrgetter("start")) - 1]
            if match.start() > line.start or match.end() == line.end:
                inside[siglum] = min(at, inside.get(siglum, at))
    return inside, anywhere


def _take(doc: Document, chunk: Chunk, form: str, first_mark: dict[str, int] | None) -> bool:
    """Make `chunk` a note where it begins with a siglum that some earlier mark calls; with no marks
    given, any siglum will do."""
    line = doc.source.lines[chunk.first]
    match = FORM[form].match(doc.source.text, line.start, line.end)
    if not match or not match[1]:
        return False
    siglum = match[1].translate(SUPERSCRIPTS)
    worded = any(c.isalnum() for c in doc.source.text[match.end() : line.end]) or chunk.last > chunk.first
    if not worded or (first_mark is not None and first_mark.get(siglum, line.start) >= line.start):
        return False
    make_note(chunk, form, siglum, Span(match.start(), match.end()))
    return True


def _split_at_sigla(doc: Document, first_mark: dict[str, int]) -> None:
    """Part a chunk in which several notes follow each other line by line."""
    text, lines = doc.source.text, doc.source.lines
    chunks: list[Chunk] = []
    for chunk in doc.chunks:
        cuts = [chunk.first]
        if (
            chunk.last > chunk.first
            and chunk.role == "body"
            and _siglum_at(text, lines[chunk.first].start, first_mark)
        ):
            for index in range(chunk.first + 1, chunk.last + 1):
                if _siglum_at(text, lines[index].start, first_mark):
                    cuts.append(index)
        if len(cuts) == 1:
            chunks.append(chunk)
            continue
        for cut, end in zip(cuts, [*cuts[1:], chunk.last + 1], strict=True):
            part = Chunk(cut, end - 1, chunk.role, chunk.rule)
            if cut == chunk.first:
                part.turns = chunk.turns
            chunks.append(part)
    doc.chunks = chunks


def _siglum_at(text: str, at: int, first_mark: dict[str, int]) -> bool:
    for form in ("superscript", "bracket"):
        match = FORM[form].match(text, at)
        if match and first_mark.get(match[1].translate(SUPERSCRIPTS), at) < at:
            return True
    return False


def _listed_notes(doc: Document, first_mark: dict[str, int]) -> set[str]:
    """End notes: a list that rises by one from a number some mark has, after a heading `Notes` or at
    the very end of the text. Returns their sigla."""
    listed: set[str] = set()
    text, lines = doc.source.text, doc.source.lines
    body = [c for c in doc.chunks if c.role == "body"]
    at = 0
    while at < len(body):
        line = lines[body[at].first]
        headed = body[at].first == body[at].last and is_heading(
            NOTES, text[line.start : line.end].strip(" .:*_#=[]")
        )
        run = _rising_run(doc, body, at + headed, headed=headed)
        called = sum(first_mark.get(note.siglum, len(text)) < lines[note.chunk.first].start for note in run)
        to_end = bool(run) and body[-1] is run[-1].chunk
        if run and called and (headed or (to_end and called * 2 >= len(run))):
            for note in run:
                make_note(note.chunk, note.form, note.siglum, note.label)
                listed.add(note.siglum)
                if headed or note.form != "superscript":  # superscript bodies stand at the foot of their page
                    note.chunk.rule = "note-listed"
            if headed:
                body[at].role, body[at].rule = "notes-head", "notes-head"
        at += headed + max(1, len(run))  # a part of a run would fare no better than the whole
    return listed


def _rising_run(doc: Document, body: list[Chunk], at: int, *, headed: bool) -> list[_Listed]:
    """The notes listed from `body[at]` on: each numbered one above the last, by the same form. Under a
    heading that says so even `- 2 -` is a note."""
    run: list[_Listed] = []
    for chunk in (body[index] for index in range(at, len(body))):
        if not may_be_note(doc, chunk):
            break
        forms = (run[0].form,) if run else ("bracket", "paren", "number", "superscript")
        note = _listed_note(doc, chunk, forms, headed=headed)
        if note is None or (run and int(note.siglum) != int(run[-1].siglum) + 1):
            break
        run.append(note)
    return run


def _listed_note(doc: Document, chunk: Chunk, forms: tuple[str, ...], *, headed: bool) -> _Listed | None:
    """A chunk as a numbered note, by the first of the forms that it begins with."""
    text, line = doc.source.text, doc.source.lines[chunk.first]
    for form in forms:
        match = FORM[form].match(text, line.start, line.end)
        if match and (siglum := match[1].translate(SUPERSCRIPTS)).isdecimal():
            worded = headed or any(c.isalpha() for c in text[match.end() : line.end])
            return _Listed(chunk, siglum, Span(match.start(), match.end()), form) if worded else None
    return None


def _bracketed_footnotes(doc: Document) -> set[str]:
    """`[Footnote 1: ...]`, up to the bracket that closes it, over several chunks if need be. Returns the sigla."""
    sigla: set[str] = set()
    _split_after_footnotes(doc)
    body = [chunk for chunk in doc.chunks if chunk.role == "body"]
    begun = [_footnote_at(doc, chunk) for chunk in body]
    for at, chunk in enumerate(body):
        match = begun[at]
        if not match:
            continue
        make_note(chunk, "footnote", (match[1] or "*"), Span(match.start(), match.end()))
        sigla.add(chunk.n)
        for more in _rest_of_footnote(doc, body, begun, at):
            more.role, more.form, more.rule = "note-more", "footnote", "note-continued"
    return sigla


def _split_after_footnotes(doc: Document) -> None:
    """Part a chunk where a bracketed note ends on one line and the text goes on with the next."""
    text, lines = doc.source.text, doc.source.lines
    chunks: list[Chunk] = []
    for chunk in doc.chunks:
        first = chunk.first
        if (
            chunk.role == "body"
            and chunk.last > chunk.first
            and "ote" in text[lines[first].start : lines[first].start + 12]
        ):
            for index in range(chunk.first, chunk.last):
                begun = FORM["footnote"].match(text, lines[first].start, lines[index].end)
                if begun and text[lines[index].end - 1] == "]":
                    part = Chunk(first, index, chunk.role, chunk.rule)
                    if first == chunk.first:
                        part.turns = chunk.turns
                    chunks.append(part)
                    first = index + 1
        if first == chunk.first:
            chunks.append(chunk)
        else:
            chunks.append(Chunk(first, chunk.last, chunk.role, chunk.rule))
    doc.chunks = chunks


def _footnote_at(doc: Document, chunk: Chunk) -> re.Match[str] | None:
    """The lead of a bracketed note, where words follow it."""
    if not may_be_note(doc, chunk):
        return None
    text, end = doc.source.text, doc.source.lines[chunk.last].end
    match = FORM["footnote"].match(text, doc.source.lines[chunk.first].start, end)
    return match if match and any(c.isalnum() for c in text[match.end() : end]) else None


def _rest_of_footnote(
    doc: Document, body: list[Chunk], begun: list[re.Match[str] | None], at: int
) -> list[Chunk]:
    """The chunks up to the one whose last sign is the closing bracket; none where no bracket closes it soon."""
    text, lines = doc.source.text, doc.source.lines
    for end in range(at, min(at + _LONGEST_NOTE, len(body))):
        if end > at and begun[end]:
            break
        if text[lines[body[end].last].end - 1] == "]":
            return body[at + 1 : end + 1]
    return []


def _torn_notes(doc: Document) -> None:
    """A note with an open bracket goes on in a later chunk that closes more than it opens and stands
    next to other notes: the rest of a note that a page end tore."""
    chunks, text, lines = doc.chunks, doc.source.text, doc.source.lines

    def balance(chunk: Chunk) -> int:
        start, end = lines[chunk.first].start, lines[chunk.last].end
        return sum(text.count(sign, start, end) * way for sign, way in (("[", 1), ("]", -1)))

    torn: Chunk | None = None
    for index, chunk in enumerate(chunks):
        if chunk.role == "note" and chunk.form != "footnote":
            torn = chunk if balance(chunk) > 0 else None
        elif chunk.role == "body" and torn is not None and balance(chunk) < 0:
            beside = chunks[index + 1 : index + 2] or [chunk]
            if beside[0].role == "note" or beside[0] is chunk:
                chunk.role, chunk.n, chunk.rule = "note-more", torn.n, "note-torn"
                first, second = lines[torn.first].number, lines[chunk.first].number
                doc.say("N04", first, f"note {torn.n} goes on at line {second}: joined")
            torn = None
