"""How a letter begins: place and date, what it is about, salute."""

from __future__ import annotations

from ..lexicon import SALUTE
from .piece import Piece
from .shapes import LONGEST_HEAD, is_dateline, may_be_head, opens_letter

_FEWEST_ABOVE = 2  # a date and a subject


def settle_subjects(pieces: list[Piece]) -> None:
    """One line between the date of a letter and its salute says what the letter is about."""
    in_text = [piece for piece in pieces if not piece.aside]
    for at, salute in enumerate(in_text):
        if at < _FEWEST_ABOVE or salute.settled or not SALUTE.fullmatch(salute.text):
            continue
        date, subject = in_text[at - _FEWEST_ABOVE : at]
        if (
            not (date.settled or subject.settled)
            and len(subject.text) <= LONGEST_HEAD
            and is_dateline(date.text)
            and not opens_letter(subject)
        ):
            subject.settle("argument", "subject-line", "between the date of a letter and its salute")


def settle_opening(pieces: list[Piece]) -> bool:
    """Settle what opens a division; return whether a salute is among it."""
    saluted = False
    for piece in pieces:
        if SALUTE.fullmatch(piece.text):
            saluted = True
            piece.settle("salute", "opener", "opens a division: an address")
        else:
            piece.settle("dateline", "opener", "opens a division: place and date")
    return saluted


def opening_length(pieces: list[Piece], *, at_start: bool, in_letter: bool) -> int:
    """How many pieces at the end of a run open the division below it. A date alone opens one only at
    the start, or under a heading; above a paragraph it may be the heading itself."""
    length = _openers(pieces[::-1])
    opening = pieces[len(pieces) - length :]
    above = pieces[-1 - length] if length < len(pieces) else None
    if has_salute(opening):
        dated = any(is_dateline(p.text) for p in opening)
        return length if not in_letter or dated or above is not None else 0
    if at_start or (above is not None and (above.block.kind == "head" or may_be_head(above))):
        return length
    return 0


def leading_openers(pieces: list[Piece]) -> list[Piece]:
    """Place, date and salute at the head of a letter whose first paragraphs are short themselves."""
    length = 0
    while length < len(pieces) and not pieces[length].settled and opens_letter(pieces[length]):
        length += 1
    return pieces[:length]


def has_salute(pieces: list[Piece]) -> bool:
    """Whether a line among the pieces addresses somebody."""
    return any(SALUTE.fullmatch(piece.text) for piece in pieces)


def _openers(pieces: list[Piece]) -> int:
    """How many of the first pieces are salutes, or places and dates."""
    length = 0
    for piece in pieces:
        if (piece.settled and piece.block.kind != "lg") or not opens_letter(piece):
            break
        length += 1
    return length
