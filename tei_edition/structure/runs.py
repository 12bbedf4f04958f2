"""Runs of short pieces between long ones, read from the end of one division to the start of the next.

First closing words, signature and source, then heading, byline, salute. The evidence, surest first:
a division's word, an entry of the contents list, the form of the lines themselves, their order.
"""

from __future__ import annotations

from itertools import pairwise

from ..lexicon import BYLINE, SALUTE, UNLABELLED_RANK
from ..model import HEADER_KINDS, TITLE_KINDS
from ..patterns import lazy
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
    CITED,
    SENTENCE_END,
    is_dateline,
    is_short,
    may_be_head,
    opens_letter,
    stands_out,
)

_BEFORE_TEXT = HEADER_KINDS | TITLE_KINDS | {"dateline", "epigraph", "note"}
_FEWEST_SPACED = 3  # headings in capitals with space above them, to be the habit of a text
_WIDE_GAP = 2  # blank lines, as the first paragraph under a heading may have them too
_LONE_MARK = lazy(r"(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\[\d{1,4}\]|\s)+")  # note marks with no text beside them


def place_runs(pieces: list[Piece]) -> None:
    """Settle every short piece that is still open by the run it stands in."""
    settle_repeated_signatures(pieces)
    spaced = _spaces_headings(pieces)
    in_letter = False
    opened = next((at for at, p in enumerate(pieces) if p.block.kind not in _BEFORE_TEXT), len(pieces))
    for first, end in _runs(pieces):
        in_letter = _settle_run(pieces, first, end, in_letter=in_letter, opens=first <= opened, spaced=spaced)
    settle_postscripts(pieces)
    settle_thanks(pieces)


def _spaces_headings(pieces: list[Piece]) -> bool:
    """Whether the text sets its headings in capitals with two blank lines and more above them, as
    proofreaders do who follow one guide."""
    apart = (p for at, p in enumerate(pieces) if p.gap > 1 or not at)
    return sum(p.text.isupper() and is_short(p) for p in apart) >= _FEWEST_SPACED


def _is_spaced(piece: Piece, group: list[Piece]) -> bool:
    """Whether a line stands as the headings of such a text do: in capitals, with space above it or under
    another heading; as the title under a number; or with more space above than any paragraph has."""
    if piece.text.isupper():
        return piece.gap > 1 or bool(group)
    if group:
        return len(group) == 1 and group[0].block.attrs.get("type") == "label"
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
    text: list[Piece], first: int, end: int, *, in_letter: bool, opens: bool, spaced: bool
) -> bool:
    """Settle one run, the one that `opens` the text perhaps; return whether what follows is the text of a
    letter, which has no headings inside."""
    pieces = [
        p
        for p in text[first:end]
        if p.block.kind not in ("note", "boilerplate") and not _LONE_MARK.fullmatch(p.text)
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
    closing = closing_length(pieces, head, after_text=not opens or said > 0, at_end=at_end)
    settle_closing(pieces[:closing])
    rest = pieces[closing:]
    at_start = (opens and not said) or bool(closing)
    opening = 0 if at_end else _opening_length(rest, at_start=at_start, in_letter=in_letter)
    saluted = _settle_opening(rest[len(rest) - opening :])
    middle = rest[: len(rest) - opening]
    if at_start and head is None:
        leading = _leading_openers(middle)
        if saluted or any(SALUTE.fullmatch(p.text) for p in leading):
            saluted = _settle_opening(leading) or saluted
            middle = middle[len(leading) :]
    if first > 0 and text[first - 1].text.endswith(":") and text[first - 1].block.kind == "p" and not said:
        settle_announced_rows(middle)
    labelled = any(piece.block.kind == "head" or stands_out(piece.text) for piece in middle)
    letter = (in_letter or (saluted and not opening)) and not closing and not labelled
    _settle_middle(middle, followed=(bool(opening) or not at_end) and not letter, spaced=spaced)
    return saluted or letter


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
        salute = bool(SALUTE.fullmatch(piece.text))
        saluted = saluted or salute
        kind, why = ("salute", "an address") if salute else ("dateline", "place and date")
        piece.settle(kind, "opener", f"opens a division: {why}")
    return saluted


def _opening_length(pieces: list[Piece], *, at_start: bool, in_letter: bool) -> int:
    """How many pieces at the end of a run open the division below it. A date alone opens one only at
    the start, or under a heading; above a paragraph it may be the heading itself."""
    length = 0
    while length < len(pieces):
        piece = pieces[-1 - length]
        if (piece.settled and piece.block.kind != "lg") or not opens_letter(piece):
            break
        length += 1
    opening = pieces[len(pieces) - length :]
    if any(SALUTE.fullmatch(piece.text) for piece in opening):
        return (
            length
            if not in_letter or any(is_dateline(p.text) for p in opening) or length < len(pieces)
            else 0
        )
    if at_start or (
        length < len(pieces)
        and (pieces[-1 - length].block.kind == "head" or may_be_head(pieces[-1 - length]))
    ):
        return length
    return 0


def _settle_middle(pieces: list[Piece], *, followed: bool, spaced: bool) -> None:
    """Headings with what belongs to them: label, title, subtitle, byline, source. In a `spaced` text a
    heading has more space above it than a paragraph, or another heading."""
    _settle_bare_signatures(pieces)
    settle_rows(pieces)
    group: list[Piece] = []
    for piece in pieces:
        if piece.settled and piece.block.kind != "head":
            group = []
            continue
        if group and not piece.settled and BYLINE.match(piece.text) and len(piece.text) < 90:
            piece.settle("byline", "byline", "“by” under a heading")
        elif group and not piece.settled and cited(piece):
            piece.settle("bibl", "cited-source", "“in:” and a source, under a heading")
            group = []
        elif CITED.match(piece.text) and not piece.settled:
            piece.settle("bibl", "cited-source", "“in:” and a source")
        elif piece.settled:
            group = _join_group(group, piece)
        elif followed and may_be_head(piece) and (not spaced or _is_spaced(piece, group)):
            under = bool(group) and group[-1].block.kind == "head"
            piece.settle("head", "short-title", "a short line with no stop before a paragraph")
            piece.block.level = UNLABELLED_RANK
            group = _join_group(group, piece) if under else [piece]
        elif group and piece.text.startswith("(") and piece.text.endswith(")"):
            piece.settle("head", "subheading", "in parentheses under a heading", type="sub")
            piece.block.level = group[0].block.level
            group.append(piece)
        else:
            group = []


def _settle_bare_signatures(pieces: list[Piece]) -> None:
    """A name of a word or two above a heading, where the text before has ended, signs that text."""
    above = False
    for piece, below in pairwise(pieces):
        heads = below.block.kind == "head" or (may_be_head(below) and len(below.text.split()) > 3)
        bare = not above and not piece.settled and len(piece.text.split()) <= 3 and not stands_out(piece.text)
        if bare and heads and signs(piece):
            piece.settle("signed", "bare-signature", "a name above the next heading")
        above = piece.block.kind == "head" or (not piece.settled and may_be_head(piece))


def _join_group(group: list[Piece], piece: Piece) -> list[Piece]:
    """Headings on top of each other are one: label, main, sub, as long as no division's word comes again."""
    block = piece.block
    if not group or block.rule in ("division-label", "division-name", "contents-heading", "sources-heading"):
        return [piece]
    head = group[0].block
    if block.rule == "contents-answered" and head.attrs.get("type") != "label":
        return [piece]
    if head.attrs.get("type") == "label":
        block.attrs["type"] = "main" if len(group) == 1 else "sub"
    else:
        head.attrs.setdefault("type", "main")
        block.attrs["type"] = "sub"
    block.attrs["under"] = "1"
    block.level = head.level
    block.attrs.pop("div", None)
    return [*group, piece]
