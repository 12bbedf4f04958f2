"""Runs of short pieces between long ones, read from the end of one division to the start of the next.

First closing words, signature and source, then heading, byline, salute. The evidence, surest first:
a division's word, an entry of the contents list, the form of the lines themselves, their order.
"""

from __future__ import annotations

from itertools import pairwise

from ..lexicon import BYLINE, SALUTE, UNLABELLED_RANK
from ..model import HEADER_KINDS, TITLE_KINDS
from .closings import (
    cited,
    closes,
    closing_length,
    settle_closing,
    settle_postscripts,
    settle_repeated_signatures,
    settle_thanks,
    signs,
)
from .piece import Piece
from .rows import settle_announced_rows, settle_rows
from .shapes import (
    SENTENCE_END,
    is_dateline,
    is_label_alone,
    is_note_mark,
    is_short,
    may_be_head,
    opens_letter,
    stands_out,
)

_BEFORE_TEXT = HEADER_KINDS | TITLE_KINDS | {"dateline", "epigraph", "note"}
_FEWEST_SPACED = 3  # headings in capitals with space above them, to be the habit of a text
_FEWEST_ENTRIES = 3  # dates alone on their lines, to be the headings of a diary
_GOES_ON = (",", ":", ";")  # signs after which more of the same follows, even in capitals
_LONGEST_BYLINE = 90  # characters
_WIDE_GAP = 2  # blank lines, as the first paragraph under a heading may have them too


def place_runs(pieces: list[Piece]) -> None:
    """Settle every short piece that is still open by the run it stands in."""
    settle_repeated_signatures(pieces)
    spaced = _spaces_headings(pieces)
    dated = sum(not p.settled and is_dateline(p.text) for p in pieces) < _FEWEST_ENTRIES
    in_letter = False
    opened = next((at for at, p in enumerate(pieces) if p.block.kind not in _BEFORE_TEXT), len(pieces))
    for first, end in _runs(pieces):
        in_letter = _settle_run(
            pieces, first, end, in_letter=in_letter, opens=first <= opened, spaced=spaced, dated=dated
        )
    settle_postscripts(pieces)
    settle_thanks(pieces)


def _spaces_headings(pieces: list[Piece]) -> bool:
    """Whether the text sets its headings in capitals with two blank lines and more above them, as
    proofreaders do who follow one guide; where there are more than two, one such heading says so."""
    gaps = [p.gap for p in pieces[1:] if p.gap > 1 and p.text.isupper() and is_short(p)]
    return len(gaps) >= _FEWEST_SPACED or any(gap > _WIDE_GAP for gap in gaps)


def _is_spaced(piece: Piece, group: list[Piece]) -> bool:
    """Whether a line stands as the headings of such a text do: in capitals, with space above it or under
    another heading; as the title under a number; or with more space above than any paragraph has."""
    if piece.text.isupper():
        return piece.gap > 1 or bool(group)
    if group:
        return len(group) == 1 and _is_number(group[0])
    return piece.gap > _WIDE_GAP


def _runs(pieces: list[Piece]) -> list[tuple[int, int]]:
    """The stretches of short pieces between long ones, as [first, end)."""
    runs: list[tuple[int, int]] = []
    first = -1
    for at, piece in enumerate(pieces):
        if piece.block.kind in ("note", "boilerplate"):
            continue
        short = piece.block.kind == "head" if piece.settled and piece.block.kind != "lg" else is_short(piece)
        if short and first < 0:
            first = at
        elif not short and first >= 0:
            runs.append((first, at))
            first = -1
    if first >= 0:
        runs.append((first, len(pieces)))
    return runs


def _settle_run(
    text: list[Piece], first: int, end: int, *, in_letter: bool, opens: bool, spaced: bool, dated: bool
) -> bool:
    """Settle one run, the one that `opens` the text perhaps; return whether what follows is the text of a
    letter, which has no headings inside. In a text `dated` once or twice, the date at its head is its own
    and no entry of a diary."""
    pieces = [
        p for p in text[first:end] if p.block.kind not in ("note", "boilerplate") and not is_note_mark(p.text)
    ]
    said = 0
    while said < len(pieces) and _is_sentence(pieces[said]):
        said += 1  # short paragraphs before anything else are text
    pieces = pieces[said:]
    rest_of_text = text[end : end + 200]
    at_end = len(text) - end < 200 and all(
        p.block.kind in ("note", "boilerplate", "updated") for p in rest_of_text
    )
    head = next((i for i, p in enumerate(pieces) if p.block.kind == "head"), None)
    after_text = (not opens and not _follows_contents(text, first)) or said > 0
    closing = closing_length(pieces, head, after_text=after_text, at_end=at_end)
    settle_closing(pieces[:closing])
    rest = pieces[closing:]
    at_start = (opens and not said) or bool(closing)
    opening = 0 if at_end else _opening_length(rest, at_start=at_start, in_letter=in_letter)
    saluted = _settle_opening(rest[len(rest) - opening :])
    middle = rest[: len(rest) - opening]
    if at_start and head is None:
        leading = _leading_openers(middle)
        if saluted or (opens and dated) or any(SALUTE.fullmatch(p.text) for p in leading):
            saluted = _settle_opening(leading) or saluted
            middle = middle[len(leading) :]
    if first > 0 and text[first - 1].text.endswith(":") and text[first - 1].block.kind == "p" and not said:
        settle_announced_rows(middle)
    labelled = any(piece.block.kind == "head" or stands_out(piece.text) for piece in middle)
    letter = (in_letter or (saluted and not opening)) and not closing and not labelled
    _settle_middle(middle, followed=(bool(opening) or not at_end) and not letter, spaced=spaced)
    return saluted or letter


def _follows_contents(text: list[Piece], first: int) -> bool:
    """Whether the line before is an entry of the contents list, which nobody signs."""
    return first > 0 and text[first - 1].block.rule == "contents-entry"


def _is_sentence(piece: Piece) -> bool:
    """A short paragraph: words that make a sentence, with its stop, and no form of closing."""
    words = piece.text.split()
    if piece.settled or len(words) < 4 or not SENTENCE_END.search(piece.text) or piece.text.isupper():
        return False
    return any(w.islower() and len(w) > 3 for w in words) and not (closes(piece) or opens_letter(piece))


def _leading_openers(pieces: list[Piece]) -> list[Piece]:
    """Place, date and salute at the head of a letter whose first paragraphs are short themselves."""
    length = 0
    while length < len(pieces) and not pieces[length].settled and opens_letter(pieces[length]):
        length += 1
    return pieces[:length]


def _settle_opening(pieces: list[Piece]) -> bool:
    """Settle what opens a division; return whether a salute is among it."""
    saluted = False
    for piece in pieces:
        if SALUTE.fullmatch(piece.text):
            saluted = True
            piece.settle("salute", "opener", "opens a division: an address")
        elif opens_letter(piece):
            piece.settle("dateline", "opener", "opens a division: place and date")
        else:
            piece.settle("argument", "subject-line", "between the date of a letter and its salute")
    return saluted


def _opening_length(pieces: list[Piece], *, at_start: bool, in_letter: bool) -> int:
    """How many pieces at the end of a run open the division below it. A date alone opens one only at
    the start, or under a heading; above a paragraph it may be the heading itself."""
    length = _openers_at_end(pieces)
    opening = pieces[len(pieces) - length :]
    above = pieces[-1 - length] if length < len(pieces) else None
    if any(SALUTE.fullmatch(piece.text) for piece in opening):
        dated = any(is_dateline(p.text) for p in opening)
        subject = above is not None and not dated and may_be_head(above) and not above.settled
        if subject and (over := _openers_at_end(pieces[: -1 - length])):
            return length + 1 + over
        return length if not in_letter or dated or above is not None else 0
    if at_start or (above is not None and (above.block.kind == "head" or may_be_head(above))):
        return length
    return 0


def _openers_at_end(pieces: list[Piece]) -> int:
    """How many pieces at the end are salutes, or places and dates."""
    length = 0
    for piece in reversed(pieces):
        if (piece.settled and piece.block.kind != "lg") or not opens_letter(piece):
            break
        length += 1
    return length


def _settle_middle(pieces: list[Piece], *, followed: bool, spaced: bool) -> None:
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
