"""Runs of short pieces between long ones, read from the end of one division to the start of the next.

First closing words, signature and source, then heading, byline, salute. The evidence, surest first:
a division's word, an entry of the contents list, the form of the lines themselves, their order.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ..lexicon import BYLINE, CLOSING, POSTSCRIPT, SALUTE, THANKS, THE_END, UNLABELLED_RANK, division_of
from ..patterns import lazy
from .piece import Piece
from .shapes import (
    CITED,
    DATE,
    SENTENCE_END,
    is_dateline,
    is_short,
    may_be_head,
    opens_letter,
    place_and_date,
)

_DEDICATED = lazy(r"(?:To|An|À) (?!(?:be|whom)\b)")
_MANY_CELLS = 10
_LONE_MARK = lazy(r"(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\[\d{1,4}\]|\s)+")  # note marks with no text beside them
_ROW_OF_LINES = 4  # unlabelled short lines in a row: a list of names or things, no stack of headings
INITIAL = lazy(r"(?<!\w)[A-ZÀ-Þ](?:\.|\[\w+\])")
_SIGNATURE_WORDS = lazy(r"[(\[]?(?:seal|signed|gez\.?|signé|l\. ?s\.)[)\]:.]*", re.I)
_CAPITALISED = lazy(
    r"[(\[]?[A-ZÀ-Þ][\w’'.\[\]-]*[,.)\]]*|[A-ZÀ-Þ]\.|(?:de|von|van|der|den|du|la|le|of|the|and|&|und|et|zu|y|d’|d')[,.]?"
)


def place_runs(pieces: list[Piece]) -> None:
    """Settle every short piece that is still open by the run it stands in."""
    in_letter = False
    tabular = _is_tabular(pieces)
    for first, end in _runs(pieces):
        if tabular and sum(p.text.isdecimal() for p in pieces[first:end]) and end - first > 1:
            _leave_cells(pieces[first:end])
        in_letter = _settle_run(pieces, first, end, in_letter=in_letter)
    _settle_postscripts(pieces)
    _settle_thanks(pieces)


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


def _is_tabular(pieces: list[Piece]) -> bool:
    """Whether numbers stand alone on many lines and do not count up: a table came apart into its cells."""
    numbers = [int(p.text) for p in pieces if p.text.isdecimal() and len(p.text) < 6]
    rising = sum(b == a + 1 for a, b in pairwise(numbers))
    return len(numbers) >= _MANY_CELLS and rising * 2 < len(numbers)


def _leave_cells(pieces: list[Piece]) -> None:
    """Cells of a table that came apart are no headings, whatever their form."""
    for piece in pieces:
        if not piece.settled and piece.block.kind == "p":
            piece.settle("p", "cell", "a short line beside a number, in a text full of such lines")


def _settle_run(text: list[Piece], first: int, end: int, *, in_letter: bool) -> bool:
    """Settle one run; return whether what follows is the text of a letter, which has no headings inside."""
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
    closing = _closing_length(pieces, head, after_text=first > 0 or said > 0, at_end=at_end)
    _settle_closing(pieces[:closing])
    rest = pieces[closing:]
    at_start = (first == 0 and not said) or bool(closing)
    opening = 0 if at_end else _opening_length(rest, at_start=at_start, in_letter=in_letter)
    saluted = _settle_opening(rest[len(rest) - opening :])
    middle = rest[: len(rest) - opening]
    if at_start and not opening and head is None:
        leading = _leading_openers(middle)
        if any(SALUTE.fullmatch(p.text) for p in leading):
            saluted = _settle_opening(leading)
            middle = middle[len(leading) :]
    if first > 0 and text[first - 1].text.endswith(":") and text[first - 1].block.kind == "p" and not said:
        _settle_announced_rows(middle)
    labelled = any(piece.block.kind == "head" for piece in middle)
    letter = (in_letter or (saluted and not opening)) and not closing and not labelled
    _settle_middle(middle, followed=(bool(opening) or not at_end) and not letter)
    return saluted or letter


def _settle_announced_rows(pieces: list[Piece]) -> None:
    """Short lines after a colon, two at least, are the list it announces."""
    rows: list[Piece] = []
    for piece in pieces:
        if piece.settled or piece.block.kind != "p" or piece.text.isupper() or division_of(piece.text):
            break
        rows.append(piece)
    if len(rows) > 1:
        for piece in rows:
            piece.settle("item", "announced-row", "a short line after a colon", rend="simple")


def _is_sentence(piece: Piece) -> bool:
    """A short paragraph: words that make a sentence, with its stop, and no form of closing."""
    words = piece.text.split()
    if piece.settled or len(words) < 4 or not SENTENCE_END.search(piece.text) or piece.text.isupper():
        return False
    return any(w.islower() and len(w) > 3 for w in words) and not (_closes(piece) or opens_letter(piece))


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


def _closing_length(pieces: list[Piece], head: int | None, *, after_text: bool, at_end: bool) -> int:
    """How many pieces at the head of a run close the division before it."""
    if not after_text:
        return 0
    limit = len(pieces) if head is None else head
    length = 0
    sure = False  # something that only a closer has was seen
    formula = False  # it was words of closing, not just a date or initials
    for at in range(limit):
        piece = pieces[at]
        if piece.settled and piece.block.kind != "lg":
            break
        if _closes(piece) or (CLOSING.match(piece.text) and "\n" in piece.text):
            length, sure = at + 1, True
            formula = formula or not (is_dateline(piece.text) or INITIAL.search(piece.text))
        elif _cited(piece):
            length = at + 1
            break
        elif not (
            _signs(piece) and (sure or at_end or head is not None or _leads_to_cited(pieces[at:limit]))
        ):
            break
        else:
            length = at + 1
    if (
        length == limit
        and head is None
        and not at_end
        and not formula
        and not any(_cited(p) for p in pieces[:length])
    ):
        return 0  # names alone before more text are headings as likely as signatures: leave them
    return length


def _leads_to_cited(pieces: list[Piece]) -> bool:
    return any(_cited(piece) for piece in pieces)


def _cited(piece: Piece) -> bool:
    return bool(CITED.match(piece.text))


def part_signature(piece: Piece) -> None:
    """`Your affectionate sister, / Agnes Thorley` on lines of one piece: the last line is the signature."""
    text = piece.text
    cut = text.rfind("\n")
    if cut < 0 or not CLOSING.match(text):
        return
    if all(_CAPITALISED.fullmatch(word) for word in text[cut:].split()):
        piece.part_after(cut, "signed")


def _closes(piece: Piece) -> bool:
    text = piece.text
    if len(text) > 160 or _DEDICATED.match(text):
        return False
    return bool(
        CLOSING.fullmatch(text)
        or (DATE.search(text) and len(text) < 80 and place_and_date(text))
        or _SIGNATURE_WORDS.fullmatch(text)
        or (INITIAL.search(text) and _signs(piece) and len(text) < 60)
        or THE_END.fullmatch(text)
    )


def _signs(piece: Piece) -> bool:
    """Names, offices and bodies, one line or several, with no verb to make a sentence."""
    text = piece.text
    if len(text) > 260 or piece.block.kind not in ("p", "lg"):
        return False
    words = text.split()
    if "to" in words:
        return False
    small = sum(word.islower() for word in words)
    return all(_CAPITALISED.fullmatch(w) or (w.islower() and len(w) <= 3) for w in words) and small * 2 < len(
        words
    )


def _settle_closing(pieces: list[Piece]) -> None:
    for piece in pieces:
        part_signature(piece)
        text = piece.text
        if _cited(piece):
            piece.settle("trailer", "cited-source", "“in:” and a source, after the end")
        elif THE_END.fullmatch(text):
            piece.settle("trailer", "the-end", "words for the end")
        elif CLOSING.fullmatch(text):
            piece.settle("closing-salute", "closing-words", "a closing formula")
        elif DATE.search(text) and place_and_date(text):
            piece.settle("closing-dateline", "closing-date", "place and date at the end")
        elif POSTSCRIPT.match(text):
            piece.settle("postscript", "postscript", "begins with P.S.")
        else:
            piece.settle("signed", "signature", "names where a division ends")


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


def _settle_middle(pieces: list[Piece], *, followed: bool) -> None:
    """Headings with what belongs to them: label, title, subtitle, byline, source."""
    _settle_bare_signatures(pieces)
    _settle_rows(pieces)
    group: list[Piece] = []
    for piece in pieces:
        if piece.settled and piece.block.kind != "head":
            group = []
            continue
        if group and not piece.settled and BYLINE.match(piece.text) and len(piece.text) < 90:
            piece.settle("byline", "byline", "“by” under a heading")
        elif group and not piece.settled and _cited(piece):
            piece.settle("bibl", "cited-source", "“in:” and a source, under a heading")
            group = []
        elif CITED.match(piece.text) and not piece.settled:
            piece.settle("bibl", "cited-source", "“in:” and a source")
        elif piece.settled:
            group = _join_group(group, piece)
        elif followed and may_be_head(piece):
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
        if not above and not piece.settled and len(piece.text.split()) <= 3 and _signs(piece) and heads:
            piece.settle("signed", "bare-signature", "a name above the next heading")
        above = piece.block.kind == "head" or (not piece.settled and may_be_head(piece))


def _settle_rows(pieces: list[Piece]) -> None:
    """Of many short lines in a row, with nothing to label them, only the last two can be headings: they
    stand above the text. The others are the rows of a list."""
    row: list[Piece] = []
    for piece in [*pieces, None]:
        if piece is not None and not piece.settled and piece.block.kind == "p" and may_be_head(piece):
            row.append(piece)
            continue
        if len(row) >= _ROW_OF_LINES and (piece is None or piece.block.kind != "head"):
            for one in row[:-2]:
                if not one.text.isupper():
                    one.settle(
                        "item", "row-of-lines", f"one of {len(row)} short lines in a row", rend="simple"
                    )
        row = []


def _settle_postscripts(pieces: list[Piece]) -> None:
    """`P.S.` after a signature or a closing formula, however long."""
    before = None
    for piece in pieces:
        if piece.block.kind in ("note", "boilerplate"):
            continue
        closed = before is not None and before.block.kind in (
            "signed",
            "closing-salute",
            "closing-dateline",
            "postscript",
        )
        if closed and POSTSCRIPT.match(piece.text) and piece.block.kind in ("p", "head", "signed"):
            piece.settle("postscript", "postscript", "begins with P.S., after the end")
        before = piece


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


def _settle_thanks(pieces: list[Piece]) -> None:
    """A last paragraph that thanks somebody belongs to the whole, not to the piece it follows (profile A20)."""
    for piece in reversed(pieces):
        if piece.block.kind in ("note", "boilerplate") or (piece.settled and piece.block.kind != "p"):
            continue
        if (
            len(piece.text) < 300
            and THANKS.search(piece.text)
            and piece.text.split(None, 1)[0] != "I"
            and len(pieces) > 8
        ):
            piece.settle("p", "thanks", "thanks at the very end", back="acknowledgement")
        return
