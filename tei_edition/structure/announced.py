"""What says itself what it is: the contents list and the headings it announces, labelled headings, lists of sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ..lexicon import (
    CONTENTS,
    GROUPS,
    RANK,
    SOURCES,
    UNLABELLED_RANK,
    division_of,
    is_heading,
    named_division,
)
from ..model import Document
from ..numerals import roman_value
from ..patterns import lazy
from .piece import SENTENCE_END, Piece
from .shapes import LONGEST_HEAD, excerpt, fold, may_be_head

_NUMBERED_TITLE = lazy(r"(?P<n>[IVXLC]{1,7}|\d{1,3})\. [“‘\"'_(]?[A-ZÀ-Þ]")
_SIGLUM_LINE = lazy(r"[A-ZÀ-Þ][\w.’'&-]*(?: [\w.’'&-]+){0,3}(?: \d{4}[a-z]?)?: \S")


_MOST_ALIKE = 100  # headings that begin alike, among which one is looked for
_LONGEST_ENTRY = 1500  # characters: contents lists of old books give whole arguments


class _Text:
    """What the rules need to know beside the run in hand."""

    def __init__(self, doc: Document, pieces: list[Piece]) -> None:
        self.doc, self.pieces = doc, pieces
        self.answered: set[int] = set()


def place_announced(doc: Document, pieces: list[Piece]) -> None:
    """Settle what says itself what it is: the contents list and the headings it announces, labelled
    headings, lists of sources."""
    text = _Text(doc, pieces)
    _settle_contents(text)
    _settle_labelled_heads(pieces)
    _settle_numbered_poems(pieces)
    _settle_sources(pieces)


def _settle_contents(text: _Text) -> None:
    """The contents list: from its heading to the first later piece that repeats an entry as a heading."""
    pieces = text.pieces
    for at, piece in enumerate(pieces):
        if piece.settled or not is_heading(CONTENTS, piece.text.strip(" .:*_#=[]")):
            continue
        end = _contents_end(pieces, at + 1)
        if end - at < 3:
            continue
        piece.settle("head", "contents-heading", "a word for contents alone on its line", div="contents")
        piece.block.level = 1
        _settle_entries(text, at + 1, end)
        return


def _contents_end(pieces: list[Piece], start: int) -> int:
    """Where the contents list stops: at the first piece that an earlier entry announces, or at prose."""
    seen: dict[str, int] = {}
    begun: dict[str, int] = {}  # the first words of each entry, of any number from two
    for at in range(start, min(len(pieces), start + 2000)):
        piece = pieces[at]
        if piece.settled and piece.block.kind not in ("item", "lg"):
            return at
        key = fold(piece.text)
        if key in seen and at > start + 1:
            return _with_label(pieces, at, seen[key])
        if at > start + 1 and key in begun and may_be_head(piece):
            return _with_label(pieces, at, begun[key])
        if len(piece.text) > _LONGEST_ENTRY or (len(piece.text) > 160 and SENTENCE_END.search(piece.text)):
            return at
        seen.setdefault(key, at)
        words = key.split()
        for end in range(2, min(len(words), 14)):
            begun.setdefault(" ".join(words[:end]), at)
    return start


def _with_label(pieces: list[Piece], at: int, entry: int) -> int:
    """The heading's label (`Document 1`) stands above it where the contents list has none."""
    if at - 1 > entry and (named := division_of(pieces[at - 1].text)) and not named[3]:
        return at - 1
    return at


def _settle_entries(text: _Text, start: int, end: int) -> None:
    pieces = text.pieces
    later = _later_headings(pieces, start, end)
    opened: dict[str, list[int]] = {}  # the first words of a heading -> the pieces that begin so
    for folded, found in later.items():
        opened.setdefault(_opening(folded), []).extend(found)
    group = ""
    for at in range(start, end):
        piece = pieces[at]
        if piece.block.kind == "lg":
            piece.block.kind = "p"
        key = fold(piece.text)
        if GROUPS.fullmatch(key) and at + 1 < end and key not in later:
            group = key
            piece.settle(
                "item",
                "contents-group",
                "a word that groups the entries below it",
                rend="contents",
                group="1",
            )
            continue
        continued = piece.text.startswith("(") and at > start
        if continued and pieces[at - 1].block.kind == "item":
            piece.settle(
                "item", "contents-entry", "a parenthesis to the entry before it", rend="contents", more="1"
            )
            continue
        attrs = {"rend": "contents"}
        if group:
            attrs["under"] = "1"
        answers = later.get(key)
        target = answers.pop(0) if answers else _heading_of_parts(pieces, opened.get(_opening(key), ()), key)
        piece.settle("item", "contents-entry", "stands in the contents list", **attrs)
        if target is not None and target not in text.answered:
            text.answered.add(target)
            piece.block.attrs["answer"] = str(target)
            pieces[target].block.attrs["heads"] = str(target)
            _settle_announced(pieces[target], group, piece.text)
        else:
            line = text.doc.source.lines[piece.first].number
            text.doc.say("S05", line, f"no heading answers “{excerpt(piece.text)}”")


def _later_headings(pieces: list[Piece], start: int, end: int) -> dict[str, list[int]]:
    """Where each heading stands after the contents list, [start, end), as often as the list has it. What
    stands more often stands in other lists before the text: the last ones are the headings."""
    listed = Counter(fold(piece.text) for piece in pieces[start:end])
    later: dict[str, list[int]] = {}
    for at, piece in enumerate(pieces[end:], end):
        if may_be_head(piece):
            later.setdefault(fold(piece.text), []).append(at)
    return {key: found[-max(1, listed[key]) :] for key, found in later.items()}


def _opening(folded: str) -> str:
    return " ".join(folded.split(" ", 2)[:2])


def _heading_of_parts(pieces: list[Piece], begun: Sequence[int], key: str) -> int | None:
    """The first of the headings `begun` alike that an entry runs together with its subheading, or byline."""
    for at in begun[:_MOST_ALIKE]:
        one = fold(pieces[at].text)
        both = one + " " + fold(pieces[at + 1].text) if at + 1 < len(pieces) else ""
        if len(one) > 5 and key.startswith(one) and (key.startswith(both) or both.startswith(key)):
            return at
    return None


def _settle_announced(piece: Piece, group: str, entry: str) -> None:
    div = "appendix" if group.startswith(("app", "anh", "ann")) else "section"
    piece.settle("head", "contents-answered", f"announced in the contents: “{excerpt(entry)}”", div=div)
    piece.block.level = RANK.get(div, 5) if div == "appendix" else 5


def _settle_labelled_heads(pieces: list[Piece]) -> None:
    """Headings that say so themselves: `CHAPTER I.`, `Document 1`, `Preface`, all in capitals."""
    for at, piece in enumerate(pieces):
        if piece.settled or len(piece.text) > LONGEST_HEAD:
            continue
        named = division_of(piece.text)
        if named and _label_stands(pieces, at, named):
            kind, label, number, rest = named
            piece.settle("head", "division-label", f"begins “{label}”", div=kind, n=number)
            piece.block.level = RANK[kind]
            if not rest:
                piece.block.attrs["type"] = "label"
        elif (
            piece.text.count("\n") < 1
            and (own := named_division(piece.text))
            and _may_be_head_with_stop(piece)
        ):
            piece.settle(
                "head", "division-name", "a word that names a part of a book", div=own[0], part=own[1]
            )
            piece.block.level = RANK["chapter"]


def _label_stands(pieces: list[Piece], at: int, named: tuple[str, str, str, str]) -> bool:
    """A label is a heading where it is alone on its line, or followed by a title rather than a sentence."""
    piece, rest = pieces[at], named[3]
    first = piece.text[:1]
    if not (first.isupper() or first.isdigit()):
        return False
    if not rest:
        return True
    if not (rest[:1].isupper() or rest[:1] in '“"‘(_*0123456789') or len(rest) > 160:
        return False
    return bool(named[1].endswith((".", ":")) or piece.text.isupper() or "\n" in piece.text) and not (
        SENTENCE_END.search(rest) and len(rest.split()) > 14
    )


def _may_be_head_with_stop(piece: Piece) -> bool:
    """As `may_be_head`, with a full stop allowed: `PREFACE.`"""
    return piece.text[:1].isupper() and len(piece.text) < 60


def _settle_numbered_poems(pieces: list[Piece]) -> None:
    """`XII. On a lamp, seen from the river.` above verse, one of several that count up; a stop may end it."""
    found: list[tuple[int, Piece]] = []
    for piece, below in pairwise(p for p in pieces if not p.aside):
        if below.block.kind != "lg" or piece.settled or len(piece.text) > LONGEST_HEAD:
            continue
        if match := _NUMBERED_TITLE.match(piece.text):
            found.append((roman_value(match["n"]) or int(match["n"]), piece))
    values = [value for value, _ in found]
    for at, (value, piece) in enumerate(found):
        if value + 1 in values[at + 1 : at + 2] or value - 1 in values[max(0, at - 1) : at]:
            piece.settle(
                "head", "numbered-poem", "a number and a title above verse, one of several that count up"
            )
            piece.block.level = UNLABELLED_RANK


def _settle_sources(pieces: list[Piece]) -> None:
    """`sources:` and the list of sigla under it, or the books a piece was taken from (profile A13, A18)."""
    for at, piece in enumerate(pieces):
        if piece.settled or not is_heading(SOURCES, piece.text.strip(" .:*_#=")) or at + 1 >= len(pieces):
            continue
        rows = at + 1
        while rows < len(pieces) and not pieces[rows].settled:
            row = pieces[rows]
            if _SIGLUM_LINE.match(row.text) and len(row.text) < 400:
                row.settle("bibl", "source-listed", "a siglum and its book, under “sources”")
            elif row.text.endswith(":") and len(row.text) < 30 and rows > at + 1:
                row.settle("label", "source-label", "introduces the next source")
            else:
                break
            rows += 1
        if rows > at + 1:
            piece.settle("head", "sources-heading", "a word for sources, books below it", div="sources")
            piece.block.level = UNLABELLED_RANK + 1
            if rows < len(pieces) and not pieces[rows].settled and pieces[rows].text[:1] in "–—-":
                pieces[rows].settle("p", "source-remark", "goes on from the sources with a dash")
