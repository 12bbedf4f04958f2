"""Chunks to pieces: paragraphs apart where a line stops short, lines together where they were broken on purpose.

A chunk of wrapped prose is one paragraph, or several; a chunk of lines that were broken on purpose
stays lines. What a piece is by its own form is decided in `forms`; headings, openers and closers
need their neighbours and are settled in `announced`, `front` and `runs`.
"""

from __future__ import annotations

from typing import NamedTuple

from ..lexicon import SMALL_WORDS
from ..marked import is_marked
from ..model import Block, Chunk, Document, Overrule, Span
from ..overrule import TEXT, decide
from ..patterns import lazy
from .forms import apply_form_rules
from .persons import byline_name
from .piece import (
    ITEM,
    LABELLED_LINE,
    LONG_LINE,
    OPENING_QUOTES,
    SENTENCE_END,
    STOP,
    WELL_SHORT,
    Piece,
    leaf_of,
)
from .stated import stated_pieces
from .torn import join_torn

_NOTE_WORD = lazy(r"\[([^\W\d_]{4,12}(?:-note)?)")
_NARROWEST_PAGE = 48  # narrower lines are verse, or broken by meaning
_WIDEST_PAGE = 110  # characters; longer lines are not wrapped by hand
_SPACED_EVERY = 40  # lines, within which blank lines that part paragraphs are met at least once
_VERSE_CAPITALS = 0.75  # of lines; in German prose, where nouns have capitals too, a third
_TOP = 8  # lines, within which a chunk may hold the byline of the text
_SLACK = 3  # characters by which the longest lines, with a hyphen at the end, pass the measure
_PROSE_SHARE = 0.6  # of the line ends of a chunk, at which the next word would not have fitted


def make_pieces(doc: Document) -> list[Piece]:
    """The text, chunk by chunk, as pieces in source order; bodies of notes are pieces of kind note."""
    measure = _measure(doc)
    marked = is_marked(doc)
    pieces: list[Piece] = []
    pending: list[tuple[Span | None, str]] = []
    cut = False
    last_line = -1
    for chunk in doc.chunks:
        pending += chunk.turns
        if chunk.role in TEXT:
            if chunk.overrule is not None:
                made = [_fixed(doc, chunk.overrule, chunk)]
            elif marked:
                made = stated_pieces(doc, chunk)
            else:
                made = _pieces_of(doc, chunk, measure)
            made[0].gap, made[0].cut, made[0].turns = chunk.first - last_line - 1, cut, pending
            pending, cut = [], False
            pieces += made
        elif chunk.role == "note":
            pieces.append(Piece(_note_block(doc, chunk), chunk.first, chunk.last, 0, 0, True))
            cut = True
        elif chunk.role == "note-more":
            _continue_note(doc, pieces, chunk)
            cut = True
        else:
            kind = {"notes-head": "notesHeading", "running": "runningHead", "furniture": "fileFrame"}.get(
                chunk.role
            )
            if kind:
                block = leaf_of(doc, [_beside_number(doc, chunk)], "boilerplate")
                block.attrs["subtype"], block.rule, block.why = kind, chunk.rule, "set aside"
                pieces.append(Piece(block, chunk.first, chunk.last, 0, 0, False))
            cut = True
        last_line = chunk.last
    if pending and pieces:
        pieces[-1].turns += pending
    if marked:
        return pieces
    join_torn(doc, pieces, measure.width)
    pieces = [piece for piece in pieces if piece.block.spans or piece.block.children]
    for order, piece in enumerate(pieces):
        if not piece.settled or piece.block.rule == "verse-lines":
            apply_form_rules(pieces, order)
    return pieces


def _fixed(doc: Document, overrule: Overrule, chunk: Chunk) -> Piece:
    """A piece that is what an editor says."""
    piece = _piece(doc, chunk.first, chunk.last, prose=overrule.kind != "lg")
    decide(piece.block, overrule)
    return piece


class _Measure(NamedTuple):
    """How a text is wrapped: to `width` characters (0: one line a paragraph); `verse`: most lines begin
    with capitals, so that even full lines may be verse."""

    width: int
    verse: bool


def _measure(doc: Document) -> _Measure:
    lines = doc.source.lines
    inner = [i for c in doc.chunks if c.role == "body" and c.last > c.first for i in range(c.first, c.last)]
    lengths = [line.end - line.start for line in lines]
    if not inner or sum(n for n in lengths if n > _WIDEST_PAGE) * 2 > sum(lengths):
        return _Measure(0, False)
    verse = sum(_capital(doc, i + 1) for i in inner) > _VERSE_CAPITALS * len(inner)
    widths = sorted(lines[i].indent + lengths[i] for i in inner)
    width = widths[min(len(widths) - 1, len(widths) * 98 // 100)]
    return _Measure(width if _NARROWEST_PAGE <= width <= _WIDEST_PAGE else 0, verse)


def _capital(doc: Document, index: int) -> bool:
    """Whether a line begins with a capital, past opening signs."""
    line = doc.source.lines[index]
    return doc.source.text[line.start : line.start + 4].lstrip("“„»«\"'‘’(—[_*")[:1].isupper()


def _pieces_of(doc: Document, chunk: Chunk, measure: _Measure) -> list[Piece]:
    if chunk.first == chunk.last:
        return [_piece(doc, chunk.first, chunk.last, prose=True)]
    rows = range(chunk.first, chunk.last)
    full = [_full(doc, i, measure.width) for i in rows] if measure.width else []
    if not full or sum(full) < _PROSE_SHARE * len(full):
        return _lines(doc, chunk)
    if measure.verse and sum(_capital(doc, i + 1) for i in rows) > _VERSE_CAPITALS * len(full):
        return _lines(doc, chunk)
    return _paragraphs(doc, chunk, _short_lines(doc, chunk, full, measure.width))


def _full(doc: Document, index: int, width: int) -> bool:
    """Whether the next line's first word would not have fitted on this line."""
    line, below = doc.source.lines[index], doc.source.lines[index + 1]
    space = doc.source.text.find(" ", below.start, below.end)
    word = (space if space >= 0 else below.end) - below.start
    return line.indent + line.end - line.start + 1 + word > width - _SLACK


def _short_lines(doc: Document, chunk: Chunk, full: list[bool], width: int) -> list[bool]:
    """Which lines stop short. Where blank lines part the paragraphs, a line must stop well short of the
    measure to end one by itself: a long word, or a hyphen taken back, leaves a gap of its own."""
    lines = doc.source.lines
    if len(doc.chunks) * _SPACED_EVERY < len(lines):
        return [not f for f in full]
    limit = width * WELL_SHORT
    return [lines[i].indent + lines[i].end - lines[i].start < limit for i in range(chunk.first, chunk.last)]


def _paragraphs(doc: Document, chunk: Chunk, shorts: list[bool]) -> list[Piece]:
    """Wrapped prose: a new paragraph after a line that stops short with a stop, at an indent, at an item."""
    lines, text = doc.source.lines, doc.source.text
    base = min(lines[i].indent for i in range(chunk.first, chunk.last + 1))
    indented = [lines[i].indent - base for i in range(chunk.first, chunk.last + 1)]
    first_line_indents = 0 < sum(1 for v in indented[1:] if 1 < v < 9) <= len(indented) // 2
    cuts = [chunk.first]
    for offset in range(1, len(indented)):
        index = chunk.first + offset
        above, here = lines[index - 1], lines[index]
        stops = bool(SENTENCE_END.search(text, max(above.start, above.end - 8), above.end))
        short = shorts[offset - 1]
        begins = indented[offset] > indented[offset - 1] and 1 < indented[offset] < 9 and first_line_indents
        item = ITEM.match(text, here.start, here.end) if short or stops else None
        if (
            (short and stops and (text[here.start].isupper() or text[here.start] in OPENING_QUOTES))
            or (begins and stops)
            or item
        ):
            cuts.append(index)
    ends = [*(cut - 1 for cut in cuts[1:]), chunk.last]
    return [_piece(doc, first, last, prose=True) for first, last in zip(cuts, ends, strict=True)]


def _lines(doc: Document, chunk: Chunk) -> list[Piece]:
    """Lines broken on purpose: apart where each is whole in itself, together where they run on."""
    lines, text = doc.source.lines, doc.source.text
    verse = _looks_like_verse(doc, chunk)
    cuts = [chunk.first]
    if not verse:
        for index in range(chunk.first + 1, chunk.last + 1):
            above, here = lines[index - 1], lines[index]
            whole = bool(STOP.search(text, max(above.start, above.end - 8), above.end))
            long = above.end - above.start > LONG_LINE
            by = chunk.first < _TOP and any(byline_name(text[row.start : row.end]) for row in (above, here))
            if (
                whole
                or long
                or by
                or LABELLED_LINE.match(text, here.start, here.end)
                or ITEM.match(text, here.start, here.end)
            ):
                cuts.append(index)
    ends = [*(cut - 1 for cut in cuts[1:]), chunk.last]
    made = [_piece(doc, first, last, prose=False) for first, last in zip(cuts, ends, strict=True)]
    if verse:
        made[0].settle(
            "lg", "verse-lines", f"{chunk.last - chunk.first + 1} lines broken short of the measure"
        )
    return made


def _looks_like_verse(doc: Document, chunk: Chunk) -> bool:
    """Lines of a length, most begun with a capital, none labelled: not an address, a list or a title."""
    lines, text = doc.source.lines, doc.source.text
    rows = [lines[i] for i in range(chunk.first, chunk.last + 1)]
    lengths = [row.end - row.start for row in rows]
    if max(lengths) > 90 or sum(lengths) < 16 * len(rows):
        return False
    labelled = sum(
        bool(ITEM.match(text, row.start, row.end) or LABELLED_LINE.match(text, row.start, row.end))
        for row in rows
    )
    if labelled * 4 > len(rows):
        return False
    indented = min(row.indent for row in rows) >= 2
    words = [word for row in rows for word in text[row.start : row.end].split()]
    if sum(word[0].islower() and word not in SMALL_WORDS for word in words) * 6 < len(words):
        return False  # names and bodies, not verse
    capital = sum(
        text[row.start : row.start + 3].lstrip("“„»«\"'‘’(—").istitle() or text[row.start].isupper()
        for row in rows
    )
    return len(rows) >= (2 if indented else 4) and (indented or capital >= 0.7 * len(rows))


def _beside_number(doc: Document, chunk: Chunk) -> Span:
    """What a running head says besides the page's number."""
    span = _span(doc, chunk.first, chunk.last)
    if chunk.role != "running" or not chunk.label:
        return span
    at_end = chunk.label.end == span.end
    start, end = (span.start, chunk.label.start) if at_end else (chunk.label.end, span.end)
    words = doc.source.text[start:end]
    return Span(start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip()))


def _span(doc: Document, first: int, last: int) -> Span:
    return Span(doc.source.lines[first].start, doc.source.lines[last].end)


def _piece(doc: Document, first: int, last: int, *, prose: bool) -> Piece:
    block = leaf_of(doc, [_span(doc, first, last)], "p")
    return Piece(block, first, last, 0, doc.source.lines[first].indent, prose)


def _note_block(doc: Document, chunk: Chunk) -> Block:
    span = _span(doc, chunk.first, chunk.last)
    label = chunk.label or Span(span.start, span.start)
    place = "end" if chunk.rule == "note-listed" else "bottom"
    note = Block(
        "note", attrs={"n": chunk.n, "form": chunk.form, "place": place}, labels=(label,), rule=chunk.rule
    )
    if chunk.stated.kind == "note" and (rend := dict(chunk.stated.attrs).get("rend")):
        note.attrs["rend"] = rend
    elif word := _NOTE_WORD.match(doc.source.text, label.start, label.end):
        note.attrs["rend"] = word[1].lower().replace("-", "")
    note.children.append(leaf_of(doc, [Span(label.end, span.end)], "p"))
    _close_bracket(doc, note)
    return note


def _continue_note(doc: Document, pieces: list[Piece], chunk: Chunk) -> None:
    """More of the note before: another paragraph of it, or the rest of the one a page end tore."""
    note = next(
        p.block
        for p in reversed(pieces)
        if p.block.kind == "note" and (not chunk.n or p.block.attrs["n"] == chunk.n)
    )
    span = _span(doc, chunk.first, chunk.last)
    if chunk.rule == "note-torn":
        paragraph = note.children[-1]
        note.children[-1] = leaf_of(doc, [*paragraph.spans, span], "p")
    else:
        note.children.append(leaf_of(doc, [span], "p"))
    _close_bracket(doc, note)


def _close_bracket(doc: Document, note: Block) -> None:
    """The bracket that ends `[Footnote 1: ...]` is markup, as the one that opens it is."""
    paragraph = note.children[-1]
    text = "".join(child.text for child in note.children)
    if note.attrs["form"] != "footnote" or not text.endswith("]") or text.count("]") <= text.count("["):
        return
    end = paragraph.spans[-1].end
    bare = doc.source.text[paragraph.spans[-1].start : end - 1].rstrip()
    last = Span(paragraph.spans[-1].start, paragraph.spans[-1].start + len(bare))
    if bare or len(paragraph.spans) > 1:
        note.children[-1] = leaf_of(doc, [*paragraph.spans[:-1], last], "p")
    else:
        note.children.pop()
    note.labels = (*note.labels, Span(end - 1, end))
