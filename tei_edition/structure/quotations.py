"""Block quotations that only their surroundings tell: verse in a text of prose, a line set in beside a quotation."""

from __future__ import annotations

from ..model import Block
from .piece import SENTENCE_END, Piece

_PROSE = 4  # times as much of it as of verse, for the verse to be quoted


def place_quotations(pieces: list[Piece]) -> None:
    """Settle what its neighbours prove to be quoted."""
    shown = [p for p in pieces if not p.aside]
    _settle_single_lines(shown)
    _settle_verse(shown)


def _settle_single_lines(pieces: list[Piece]) -> None:
    """A paragraph of one line, set in as far as the quotation above or below it, goes on with it."""
    for at, piece in enumerate(pieces):
        if (
            piece.settled
            or piece.block.kind != "p"
            or piece.indent < 2
            or not SENTENCE_END.search(piece.text)
        ):
            continue
        if any(
            other.block.kind == "quote" and other.indent == piece.indent
            for other in pieces[max(0, at - 1) : at + 2]
        ):
            piece.settle("quote", "indented-block", "set in as the quotation beside it")


def _settle_verse(pieces: list[Piece]) -> None:
    """Stanzas between paragraphs, in a text of prose, are quoted."""
    prose = sum(len(p.text) for p in pieces if p.block.kind == "p")
    verse = sum(len(p.text) for p in pieces if p.block.kind == "lg")
    if verse * _PROSE > prose:
        return
    at = 0
    while at < len(pieces):
        end = at
        while end < len(pieces) and _is_stanza(pieces[end].block):
            end += 1
        if at and end > at and pieces[at - 1].block.kind == "p":
            for piece in pieces[at:end]:
                piece.block.attrs["quoted"] = "1"
        at = end + 1


def _is_stanza(block: Block) -> bool:
    """Lines of verse that are no part of a speech, nor an epigraph with its source."""
    return block.kind == "lg" and bool(block.spans) and "sp" not in block.attrs
