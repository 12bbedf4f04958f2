"""Headings, by their form and the space above them, with what belongs to them: byline, date, source."""

from __future__ import annotations

from itertools import pairwise

from ..lexicon import BYLINE, UNLABELLED_RANK
from .closings import cited, signs
from .piece import Piece
from .rows import settle_rows
from .shapes import is_dateline, is_label_alone, is_short, may_be_head, stands_out

_FEWEST_SPACED = 3  # headings in capitals with space above them, to be the habit of a text
_WIDE_GAP = 2  # blank lines, as the first paragraph under a heading may have them too
_GOES_ON = (",", ":", ";")  # signs after which more of the same follows, even in capitals
_LONGEST_BYLINE = 90  # characters


def spaces_headings(pieces: list[Piece]) -> bool:
    """Whether the text sets its headings in capitals with two blank lines and more above them, as
    proofreaders do who follow one guide; where there are more than two, one such heading says so."""
    gaps = [p.gap for p in pieces[1:] if p.gap > 1 and p.text.isupper() and is_short(p)]
    return len(gaps) >= _FEWEST_SPACED or any(gap > _WIDE_GAP for gap in gaps)


def settle_headings(pieces: list[Piece], *, followed: bool, spaced: bool) -> None:
    """Headings with what belongs to them: label, title, subtitle, byline, date, source. In a `spaced` text
    a heading has more space above it than a paragraph, or another heading."""
    _settle_bare_signatures(pieces)
    settle_rows(pieces)
    group: list[Piece] = []
    for piece in pieces:
        if not piece.settled:
            _settle_at_head(piece, group, followed=followed, spaced=spaced)
        if piece.block.kind == "head":
            group.append(piece)
        elif piece.block.kind != "byline":
            group = []


def _settle_at_head(piece: Piece, group: list[Piece], *, followed: bool, spaced: bool) -> None:
    """Settle a line as a heading, or as what stands under the headings of `group`, if its form allows."""
    text = piece.text
    if group and BYLINE.match(text) and len(text) < _LONGEST_BYLINE:
        piece.settle("byline", "byline", "“by” under a heading")
    elif cited(piece):
        piece.settle("bibl", "cited-source", "“in:” and a source" + (", under a heading" if group else ""))
    elif group and not _is_number(group[-1]) and is_dateline(text):
        piece.settle("dateline", "opener", "place and date under a heading")
    elif (
        followed
        and may_be_head(piece)
        and not text.endswith(_GOES_ON)
        and (not spaced or _is_spaced(piece, group))
    ):
        piece.settle("head", "short-title", "a short line with no stop before a paragraph")
        piece.block.level = UNLABELLED_RANK
    elif group and text.startswith("(") and text.endswith(")") and not is_label_alone(text):
        piece.settle("head", "subheading", "in parentheses under a heading", type="sub")
        piece.block.level = UNLABELLED_RANK


def _is_spaced(piece: Piece, group: list[Piece]) -> bool:
    """Whether a line stands as the headings of such a text do: in capitals, with space above it or under
    another heading; as the title under a number; or with more space above than any paragraph has."""
    if piece.text.isupper():
        return piece.gap > 1 or bool(group)
    if group:
        return len(group) == 1 and _is_number(group[0])
    return piece.gap > _WIDE_GAP


def _is_number(head: Piece) -> bool:
    """A heading that is no more than a number, such as `CHAPTER I`."""
    return head.block.attrs.get("type") == "label"


def _settle_bare_signatures(pieces: list[Piece]) -> None:
    """A name of a word or two above a heading, where the text before has ended, signs that text."""
    above = False
    for piece, below in pairwise(pieces):
        heads = below.block.kind == "head" or (may_be_head(below) and len(below.text.split()) > 3)
        bare = not above and not piece.settled and len(piece.text.split()) <= 3 and not stands_out(piece.text)
        if bare and heads and signs(piece):
            piece.settle("signed", "bare-signature", "a name above the next heading")
        above = piece.block.kind == "head" or (not piece.settled and may_be_head(piece))
