"""Runs of short pieces between long ones, read from the end of one division to the start of the next.

First closing words, signature and source, then heading, byline, salute. The evidence, surest first:
a division's word, an entry of the contents list, the form of the lines themselves, their order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..model import HEADER_KINDS, TITLE_KINDS
from .closings import (
    closes,
    closing_length,
    settle_afterthoughts,
    settle_closing,
    settle_postscripts,
    settle_repeated_signatures,
    settle_signed_off,
    settle_thanks,
)
from .headings import settle_headings, spaces_headings
from .openings import has_salute, leading_openers, opening_length, settle_opening, settle_subjects
from .piece import SENTENCE_END, Piece
from .rows import settle_announced_rows
from .shapes import is_dateline, is_note_mark, is_short, opens_letter, stands_out

_BEFORE_TEXT = HEADER_KINDS | TITLE_KINDS | {"dateline", "epigraph", "note"}
_FEWEST_ENTRIES = 3  # dates alone on their lines, to be the headings of a diary
_LONGEST_TAIL = 200  # pieces after the last run that may all be notes and furniture


class _Habits(NamedTuple):
    """What holds for a text as a whole: its headings have space above them; a date at its head is its own,
    since dates are rare and no entries of a diary."""

    spaced: bool
    dated: bool


class _Run(NamedTuple):
    """The short pieces from `first` to `end`, exclusive, of a text; the run that `opens` it, perhaps."""

    text: list[Piece]
    first: int
    end: int
    opens: bool

    @property
    def pieces(self) -> list[Piece]:
        """Its pieces but for what stands beside the text."""
        return [p for p in self.text[self.first : self.end] if not p.aside and not is_note_mark(p.text)]

    @property
    def before(self) -> Piece | None:
        """The piece it follows."""
        return self.text[self.first - 1] if self.first else None

    @property
    def at_end(self) -> bool:
        """Whether no text follows."""
        if len(self.text) - self.end >= _LONGEST_TAIL:
            return False
        return all(p.aside or p.block.kind == "updated" for p in self.text[self.end :])


def place_runs(pieces: list[Piece]) -> None:
    """Settle every short piece that is still open by the run it stands in."""
    settle_subjects(pieces)
    settle_signed_off(pieces)
    settle_repeated_signatures(pieces)
    dates = sum(not p.settled and is_dateline(p.text) for p in pieces)
    habits = _Habits(spaces_headings(pieces), dates < _FEWEST_ENTRIES)
    in_letter = False
    for run in _runs(pieces):
        in_letter = _settle_run(run, habits, in_letter=in_letter)
    settle_postscripts(pieces)
    settle_afterthoughts(pieces)
    settle_thanks(pieces)


def _runs(pieces: list[Piece]) -> Iterator[_Run]:
    """The stretches of short pieces between long ones."""
    opened = next((at for at, p in enumerate(pieces) if p.block.kind not in _BEFORE_TEXT), len(pieces))
    first = -1
    for at, piece in enumerate(pieces):
        if piece.aside:
            continue
        short = piece.block.kind == "head" if piece.settled and piece.block.kind != "lg" else is_short(piece)
        if short and first < 0:
            first = at
        elif not short and first >= 0:
            yield _Run(pieces, first, at, first <= opened)
            first = -1
    if first >= 0:
        yield _Run(pieces, first, len(pieces), first <= opened)


def _settle_run(run: _Run, habits: _Habits, *, in_letter: bool) -> bool:
    """Settle one run; return whether what follows is the text of a letter, which has no headings inside."""
    pieces = run.pieces
    opened = _short_letter(pieces) if run.opens else 0
    settle_opening(pieces[:opened])
    said = _sentences(pieces[opened:])
    pieces = pieces[opened + said :]
    head = next((at for at, p in enumerate(pieces) if p.block.kind == "head"), None)
    after_text = said > 0 or not (run.opens or _follows_contents(run))
    signed = not said and run.before is not None and run.before.block.kind == "signed"
    closing = closing_length(pieces, head, after_text=after_text, at_end=run.at_end, signed=signed)
    settle_closing(pieces[:closing], signed=signed)
    rest = pieces[closing:]
    at_start = (run.opens and not said) or bool(closing)
    opening = 0 if run.at_end else opening_length(rest, at_start=at_start, in_letter=in_letter)
    saluted = settle_opening(rest[len(rest) - opening :])
    middle = rest[: len(rest) - opening]
    if at_start and head is None:
        leading = leading_openers(middle)
        if saluted or (run.opens and habits.dated) or has_salute(leading):
            saluted = settle_opening(leading) or saluted
            middle = middle[len(leading) :]
    if _is_announced(run) and not said:
        settle_announced_rows(middle)
    labelled = any(p.block.kind == "head" or stands_out(p.text) for p in middle)
    letter = (in_letter or (saluted and not opening)) and not closing and not labelled
    settle_headings(middle, followed=(bool(opening) or not run.at_end) and not letter, spaced=habits.spaced)
    return saluted or letter


def _short_letter(pieces: list[Piece]) -> int:
    """How many pieces open a letter whose text is so short that it is of the same run; 0 where it is not."""
    opened = 0
    while opened < len(pieces) and opens_letter(pieces[opened]):
        opened += 1
    return opened if _sentences(pieces[opened:]) else 0


def _follows_contents(run: _Run) -> bool:
    """Whether the piece before is an entry of the contents list, which nobody signs."""
    return run.before is not None and run.before.block.rule == "contents-entry"


def _is_announced(run: _Run) -> bool:
    """Whether the paragraph before ends in a colon."""
    return run.before is not None and run.before.block.kind == "p" and run.before.text.endswith(":")


def _sentences(pieces: list[Piece]) -> int:
    """How many of the first pieces are short paragraphs: they are text."""
    said = 0
    while said < len(pieces) and _is_sentence(pieces[said]):
        said += 1
    return said


def _is_sentence(piece: Piece) -> bool:
    """A short paragraph: words that make a sentence, with its stop, and no form of closing."""
    words = piece.text.split()
    if piece.settled or len(words) < 4 or not SENTENCE_END.search(piece.text) or piece.text.isupper():
        return False
    return any(w.islower() and len(w) > 3 for w in words) and not (closes(piece) or opens_letter(piece))
