"""Tables that came apart: each cell on a line of its own, as text copied from a web page has them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..lexicon import division_of
from ..patterns import lazy
from .piece import SENTENCE_END, Piece
from .shapes import stands_out

_NUMBER = lazy(r"[$£€]? ?\d[\d.,/ ]{0,12}[\dn]?(?:[–-][A-Z]|[%.])?|[–—-]")
_WIDEST_ROW = 6  # cells from one number to the next
_FEWEST_NUMBERS = 4
_COUNTING = 0.8  # of the numbers one above the last: they number sections
_DEEPEST_HEAD = 9  # cells above the first number
_LONGEST_COLUMN_HEAD = 80  # characters
_LONGEST_CELL = 300  # characters; a calendar of papers gives the matter of each in a sentence


def place_cells(pieces: list[Piece]) -> None:
    """Settle as paragraphs the cells of tables that came apart: they are no headings, whatever their form."""
    open_pieces = [p for p in pieces if not p.aside]
    for chain in _chains(open_pieces):
        for piece in open_pieces[_top(open_pieces, chain[0]) : chain[-1] + 1]:
            if _may_be_cell(piece):
                piece.settle("p", "cell", "one of many short lines with numbers alone among them")


def _chains(pieces: list[Piece]) -> Iterator[list[int]]:
    """Indexes of numbers alone on their lines that follow each other closely, and do not count up."""
    chain: list[int] = []
    for at, piece in enumerate(pieces):
        if _NUMBER.fullmatch(piece.text):
            chain.append(at)
        elif chain and (at - chain[-1] > _WIDEST_ROW or len(piece.text) > _LONGEST_CELL):
            yield from _if_table(pieces, chain)
            chain = []
    yield from _if_table(pieces, chain)


def _if_table(pieces: list[Piece], chain: list[int]) -> Iterator[list[int]]:
    """Enough numbers; such as count up number sections, unless little stands between them."""
    if len(chain) < _FEWEST_NUMBERS:
        return
    numbers = [int(pieces[at].text) for at in chain if pieces[at].text.isdecimal()]
    rising = sum(b == a + 1 for a, b in pairwise(numbers))
    if rising < _COUNTING * len(chain) or all(_is_brief(p.text) for p in pieces[chain[0] : chain[-1]]):
        yield chain


def _top(pieces: list[Piece], first: int) -> int:
    """Where the rows above the first number begin: the line of column heads is made of short lines too.
    The line under the text before may be the caption, or a heading."""
    at = first
    while (
        at and first - at < _DEEPEST_HEAD and _may_be_cell(pieces[at - 1]) and _is_brief(pieces[at - 1].text)
    ):
        at -= 1
    return at + 1 if first - at > 1 else max(0, first - 1)


def _may_be_cell(piece: Piece) -> bool:
    return not piece.settled and piece.block.kind == "p" and not _heads_inside(piece.text)


def _is_brief(text: str) -> bool:
    return len(text) < _LONGEST_COLUMN_HEAD and not (SENTENCE_END.search(text) and " " in text)


def _heads_inside(text: str) -> bool:
    """A heading that a table may have inside it says so itself."""
    return stands_out(text) or division_of(text) is not None
