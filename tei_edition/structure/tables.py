"""Tables: lines whose cells stand under each other, parted by bars, tabs or wide gaps.

A table is believed where every line has the same number of cells and these are short; where only
blanks part them they must stand in line as well, and hold numbers, or be three and more to a row.
Two columns of prose, verse with a gap in its lines and lists of contents fail one of these.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ..model import Block, Document, Line, Span
from ..patterns import lazy
from .piece import Piece, leaf_of

_RULE_SIGNS = tuple("|+:-=")
_RULE = lazy(r"[|+:\s]*[-=]{2}[-=+|:\s]*")
_BLANKS = lazy(r"\s\s")
_GAP = lazy(r"(?<![.!?:;,])\s{2,}|(?<=[.!?:;,])\s{3,}|(?<=\d[.,])\s{2,}")  # two blanks may end a sentence
_TABS = lazy(r"\t+")
_LEADER = lazy(r"\.{3,}|(?:\. ){3,}|…")
_NUMBER = lazy(r"[-+–(£$€]{0,3}\s?[\d½¼¾][\d.,:/½¼¾'’]*\s?[%)£$€*°]{0,2}|[-–—]{1,3}|[.\"„]|n/?a", re.I)
_CAPTION = lazy(r"(?:table|tabelle|tafel|tableau)\s+[\divxlc]{1,6}\b", re.I)
_CHAPTER = lazy(r"(?:chapter|chap\.|kapitel|chapitre|[IVXLC]+|\d{1,3})\.?$", re.I)
_GIVES_WAY = frozenset(("", "verse-lines", "list-item", "indented-block"))
_LONGEST_CELL = 60  # characters, of the blanks form; bars and tabs may hold more
_SHORT = 30  # characters; the cells of a table are no longer on the average
_FEWEST_ROWS = 2
_ALIGNED = 0.8  # of the rows, that begin or end a column where the others do
_MOSTLY = 0.6  # of the cells of a column, to call it one of numbers


class _Row(NamedTuple):
    """A line read as a row: the extent of each cell, the bars between, and what parts them."""

    line: int  # its index
    cells: tuple[Span, ...]
    bars: tuple[Span, ...]
    by: str  # "bar", "tab", "gap" or "rule"


def place_tables(doc: Document, pieces: list[Piece]) -> None:
    """Replace the pieces whose lines make a table by one piece of kind table; the list shrinks."""
    if not any(sign in doc.source.text for sign in ("|", "\t", "   ")):
        return
    made: list[Piece] = []
    for group in _groups(pieces):
        made += _with_tables(doc, group)
    pieces[:] = _captioned(made)


def _groups(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """The pieces that one run of lines without a blank line became."""
    group: list[Piece] = []
    for piece in pieces:
        if group and (piece.gap or piece.cut or piece.turns or piece.first != group[-1].last + 1):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _with_tables(doc: Document, group: list[Piece]) -> list[Piece]:
    if any(
        p.block.rule not in _GIVES_WAY or p.block.kind == "note" or len(p.block.spans) != 1 or p.following
        for p in group
    ):
        return group
    first, last = group[0].first, group[-1].last
    if last == first or _lines_of(group) != last - first + 1:
        return group
    rows = [_row(doc, i) for i in range(first, last + 1)]
    run = next((r for r in _runs(rows) if _is_table(doc, r)), None)
    if run is None:
        return group
    made = _table(doc, run)
    begin, end = run[0].line, run[-1].line
    before = [p for p in group if p.last < begin]
    after = [p for p in group if p.first > end]
    if (
        sum(p.last - p.first + 1 for p in before) != begin - first
        or sum(p.last - p.first + 1 for p in after) != last - end
    ):
        before = [_plain(doc, first, begin - 1)] if begin > first else []
        after = [_plain(doc, end + 1, last)] if end < last else []
    new = [*before, made, *after]
    new[0].gap, new[0].cut, new[0].turns = group[0].gap, group[0].cut, group[0].turns
    return new


def _lines_of(group: list[Piece]) -> int:
    return sum(p.text.count("\n") + 1 for p in group)


def _plain(doc: Document, first: int, last: int) -> Piece:
    lines = doc.source.lines
    block = leaf_of(doc, [Span(lines[first].start, lines[last].end)], "p")
    return Piece(block, first, last, 0, lines[first].indent, first == last)


# -- reading lines ----------------------------------------------------------------------------------


def _row(doc: Document, index: int) -> _Row:
    line, text = doc.source.lines[index], doc.source.text
    words = text[line.start : line.end]
    if words.startswith(_RULE_SIGNS) and _RULE.fullmatch(words):
        return _Row(index, (), (Span(line.start, line.end),), "rule")
    if "|" in words:
        return _barred(index, line, words)
    by = "tab" if "\t" in words else "gap"
    if by == "gap" and not _BLANKS.search(words):
        return _Row(index, (Span(line.start, line.end),), (), by)
    parts = (_TABS if by == "tab" else _GAP).finditer(words)
    cells, at = [], 0
    for part in parts:
        cells.append(_trimmed(line, words, at, part.start()))
        at = part.end()
    cells.append(_trimmed(line, words, at, len(words)))
    return _Row(index, tuple(cells), (), by)


def _barred(index: int, line: Line, words: str) -> _Row:
    places = [at for at, c in enumerate(words) if c == "|"]
    bounds = [*([-1] if places[0] else []), *places, *([len(words)] if places[-1] < len(words) - 1 else [])]
    cells = tuple(_trimmed(line, words, low + 1, high) for low, high in pairwise(bounds))
    return _Row(index, cells, tuple(Span(line.start + at, line.start + at + 1) for at in places), "bar")


def _trimmed(line: Line, words: str, low: int, high: int) -> Span:
    part = words[low:high]
    bare = part.strip()
    start = line.start + low + (len(part) - len(part.lstrip()) if bare else 0)
    return Span(start, start + len(bare))


def _runs(rows: list[_Row]) -> Iterator[list[_Row]]:
    """Neighbouring rows of one form and one number of cells, with the rules among them."""
    run: list[_Row] = []
    for row in rows:
        model = next((r for r in run if r.by != "rule"), None)
        fits = (
            row.by == "rule" or model is None or (row.by == model.by and len(row.cells) == len(model.cells))
        )
        if not fits:
            yield run
            run = []
        if len(row.cells) > 1 or row.by == "rule":
            run.append(row)
        elif run:
            yield run
            run = []
    if run:
        yield run


# -- whether it is a table --------------------------------------------------------------------------


def _is_table(doc: Document, run: list[_Row]) -> bool:
    text = doc.source.text
    rows = [row for row in run if row.by != "rule"]
    ruled = len(rows) < len(run)
    if len(rows) < _FEWEST_ROWS or (
        len(rows) == len(run) == _FEWEST_ROWS and rows[0].by == "gap" and len(rows[0].cells) < 3
    ):
        return False
    cells = [[text[c.start : c.end] for c in row.cells] for row in rows]
    flat = [cell for row in cells for cell in row]
    if sum(map(len, flat)) > _SHORT * len(flat) or any(_LEADER.search(cell) for cell in flat):
        return False
    if _lists_contents(cells):
        return False
    if rows[0].by != "gap":
        return rows[0].by == "bar" or ruled or len(cells[0]) > 2 or _has_numbers(cells)
    if max(map(len, flat)) > _LONGEST_CELL or not _in_line(doc, rows):
        return False
    return ruled or _has_numbers(cells) or len(cells[0]) > 2


def _has_numbers(cells: list[list[str]]) -> bool:
    """Whether a column other than the first holds numbers."""
    return any(
        sum(bool(_NUMBER.fullmatch(cell)) for cell in column) >= _MOSTLY * len(column)
        for column in list(zip(*cells, strict=True))[1:]
    )


def _lists_contents(cells: list[list[str]]) -> bool:
    """Chapter, title, page: the pages rise."""
    pages = [int(row[-1]) for row in cells if row[-1].isdecimal()]
    if len(pages) < len(cells) or pages != sorted(pages):
        return False
    return sum(bool(_CHAPTER.match(row[0])) for row in cells) * 2 > len(cells)


def _in_line(doc: Document, rows: list[_Row]) -> bool:
    """Every column but the first begins, or ends, at one place in most of the rows."""
    starts: list[list[int]] = [[] for _ in rows[0].cells]
    ends: list[list[int]] = [[] for _ in rows[0].cells]
    for row in rows:
        line = doc.source.lines[row.line]
        for column, cell in enumerate(row.cells):
            starts[column].append(line.indent + cell.start - line.start)
            ends[column].append(line.indent + cell.end - line.start)
    enough = _ALIGNED * len(rows)
    return all(
        max(Counter(values).most_common(1)[0][1] for values in (starts[c], ends[c])) >= enough
        for c in range(1, len(starts))
    )


# -- the table --------------------------------------------------------------------------------------


def _table(doc: Document, run: list[_Row]) -> Piece:
    first, last = run[0].line, run[-1].line
    lines = doc.source.lines
    piece = Piece(Block("table"), first, last, 0, lines[first].indent, prose=False)
    piece.settle(
        "table", "aligned-cells", f"{len(run)} lines with {max(len(r.cells) for r in run)} cells in columns"
    )
    table = piece.block
    leading = Span(lines[first].start, lines[first].start)
    for row in run:
        if row.by != "rule":
            table.children.append(_row_of(doc, row))
        elif table.children:
            made = table.children[-1]
            made.labels = (*(made.labels or (Span(row.bars[0].start, row.bars[0].start),)), *row.bars)
        else:
            leading = Span(leading.start, row.bars[0].end)
            table.labels = (leading,)
    if _headed(run):
        table.children[0].attrs["role"] = "label"
    return piece


def _headed(run: list[_Row]) -> bool:
    """A rule under the first row, and not under every row."""
    kinds = [row.by == "rule" for row in run]
    body = kinds[kinds.index(False) :]
    return len(body) > 2 and body[1] and not body[2]


def _row_of(doc: Document, row: _Row) -> Block:
    made = Block("row", rule="aligned-cells")
    bars = list(row.bars)
    for cell in row.cells:
        text = doc.source.text[cell.start : cell.end]
        block = Block("cell", (cell,) if text else (), text, rule="aligned-cells")
        if bars and bars[0].start < cell.start:
            block.labels = (bars.pop(0),)
        made.children.append(block)
    if bars:
        block = made.children[-1]
        block.labels = (*(block.labels or (Span(bars[0].start, bars[0].start),)), *bars)
    return made


def _captioned(pieces: list[Piece]) -> list[Piece]:
    """`Table 3. ...` above a table is its heading."""
    made: list[Piece] = []
    for piece in pieces:
        before = made[-1] if made else None
        if piece.block.kind == "table" and piece.block.rule == "aligned-cells" and before is not None:
            own = not before.settled and not before.following and not piece.turns and not piece.cut
            if own and len(before.text) < 200 and piece.gap < 3 and _CAPTION.match(before.text):
                before.block.kind, before.block.rule = "head", "table-caption"
                piece.block.children.insert(0, before.block)
                piece.first, piece.gap, piece.turns, piece.cut = (
                    before.first,
                    before.gap,
                    before.turns,
                    before.cut,
                )
                made.pop()
        made.append(piece)
    return made
