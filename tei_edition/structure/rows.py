"""Short lines in a row: lists of names or things, that are no headings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from ..lexicon import division_of
from ..patterns import lazy
from .persons import begins_with_person, may_name_person
from .piece import Piece
from .shapes import may_be_head

_MAY_HEAD = 2  # lines at the end of a row, that may be a heading and its subtitle
_LONGER = 1.5  # times as long as the longest row of a list: no row of it
_NUMBERED = lazy(r"\(?(?:\d{1,3}|[IVXLC]+)[.)]\s")
_ROW_OF_LINES = 4  # unlabelled short lines in a row: a list of names or things, no stack of headings


def settle_announced_rows(pieces: list[Piece]) -> None:
    """Short lines after a colon, two at least or persons, are the list it announces."""
    rows: list[Piece] = []
    for piece in pieces:
        if piece.settled or piece.block.kind != "p" or piece.text.isupper() or division_of(piece.text):
            break
        rows.append(piece)
    if len(rows) >= _ROW_OF_LINES:
        rows = rows[: _length_of_list(rows)]
    if len(rows) > 1 or (rows and begins_with_person(rows[0].text)):
        for piece in rows:
            piece.settle("item", "announced-row", "a short line after a colon", rend="simple")


def settle_rows(pieces: list[Piece]) -> None:
    """Many short lines in a row, with nothing to label them, are the rows of a list, not a stack of headings;
    so are persons, two of them or after a colon. The last two may head the text below, where they differ
    in form from the others."""
    for row, before, after in _rows(pieces):
        _settle_persons(row, announced=before is not None and before.text.endswith(":"))
        if len(row) >= _ROW_OF_LINES and (after is None or after.block.kind != "head"):
            for one in row[: _length_of_list(row)]:
                if not one.settled and not one.text.isupper():
                    why = f"one of {len(row)} short lines in a row"
                    one.settle("item", "row-of-lines", why, rend="simple")


def _length_of_list(row: list[Piece]) -> int:
    """How many lines of a row are its list: all, or all but one or two that are of another form."""
    others = row[:-_MAY_HEAD]
    longest = max(len(one.text) for one in others)
    numbered = any(_NUMBERED.match(one.text) for one in others)
    for at, one in enumerate(row[-_MAY_HEAD:], len(others)):
        longer = len(one.text) > _LONGER * longest
        if longer or one.text.isupper() or (_NUMBERED.match(one.text) and not numbered):
            return at
    return len(row)


def _rows(pieces: list[Piece]) -> Iterator[tuple[list[Piece], Piece | None, Piece | None]]:
    """Each row of lines that could be headings, with the pieces before and after it."""
    row: list[Piece] = []
    before: Piece | None = None
    for piece in [*pieces, None]:
        if piece is not None and not piece.settled and piece.block.kind == "p" and may_be_head(piece):
            row.append(piece)
            continue
        if row:
            yield row, before, piece
        row, before = [], piece


def _settle_persons(row: list[Piece], *, announced: bool) -> None:
    """Persons in a row, and among persons those whose names are not known as such."""
    known = [begins_with_person(piece.text) for piece in row]
    most = sum(known) > 1 and sum(known) * 2 >= len(row)
    persons = [one or (most and may_name_person(piece.text)) for one, piece in zip(known, row, strict=True)]
    at = 0
    for person, group in groupby(zip(persons, row, strict=True), key=itemgetter(0)):
        named = [piece for _, piece in group]
        if person and (len(named) > 1 or (announced and not at)):
            for piece in named:
                piece.settle("item", "row-of-names", "a person, in a list of persons", rend="simple")
        at += len(named)
