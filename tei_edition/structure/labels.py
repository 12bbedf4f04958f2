"""Numbers and letters alone on their lines: `(a)`, `2.`, `XIV.` above the paragraph they label.

Text copied from a page of columns or from a list with hanging numbers has them so. They are no
headings as long as one paragraph, or little more, stands under each; chapters are longer.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ..numerals import roman_value
from ..patterns import lazy
from .piece import Piece

_LABEL = lazy(r"(?P<open>\(?)(?P<n>\d{1,3}|[ivxlc]{1,6}|[IVXLC]{1,6}|[a-z]|[A-Z])(?P<close>[.)]{1,2}:?)")
_SET_IN = 2  # blanks that set a quotation in
_FARTHEST = 12  # pieces from one label to the next of its list
_MOST_UNDER = 3.0  # pieces under each label, in the mean; past that it numbers chapters or sections
_MOST_UNDER_ROMAN = 1.5  # the same of `XIV.`, as sections are more often numbered


class _Label(NamedTuple):
    """A label: the index of its piece, its form (`(1)`, `a.`) and its place in the count from 1."""

    at: int
    form: str
    value: int


def place_labels(pieces: list[Piece]) -> None:
    """Settle labels that count up, and the paragraph under each as the item it labels."""
    lines = [p for p in pieces if not p.aside]
    for at in sorted({label.at for chain in _chains(lines) for label in chain}):
        _settle(lines, at)


def _settle(lines: list[Piece], at: int) -> None:
    label = lines[at]
    below = lines[at + 1] if at + 1 < len(lines) else None
    if below is None or below.settled or below.block.kind != "p" or _LABEL.fullmatch(below.text):
        label.settle("label", "label-alone", "a number or letter alone, one of several that count up")
        return
    set_in = label.indent >= _SET_IN and below.indent >= _SET_IN
    attrs = {"quoted": "1"} if set_in and at and lines[at - 1].indent in (0, label.indent) else {}
    label.settle(
        "item-label", "label-alone", "a number or letter alone, above the paragraph it labels", **attrs
    )
    below.settle("labelled-item", "labelled", f"under the label {label.text}")


def _chains(lines: list[Piece]) -> Iterator[list[_Label]]:
    """Labels of one form that count up, not far from one another."""
    open_chains: dict[str, list[_Label]] = {}
    for at, piece in enumerate(lines):
        for label in _readings(at, piece):
            chain = open_chains.get(label.form, [])
            if chain and label.value == chain[-1].value + 1 and label.at - chain[-1].at <= _FARTHEST:
                chain.append(label)
                continue
            yield from _if_list(lines, chain)
            open_chains[label.form] = [label]
    for chain in open_chains.values():
        yield from _if_list(lines, chain)


def _if_list(lines: list[Piece], chain: list[_Label]) -> Iterator[list[_Label]]:
    """Two labels at least, and in the mean little text under each; brackets number no chapters."""
    under = [
        sum(not _LABEL.fullmatch(piece.text) for piece in lines[label.at + 1 : below.at])
        for label, below in pairwise(chain)
    ]
    form = chain[0].form if chain else ""
    most = _MOST_UNDER_ROMAN if "I" in form else _MOST_UNDER
    if under and (")" in form or sum(under) <= most * len(under)):
        yield chain


def _readings(at: int, piece: Piece) -> Iterator[_Label]:
    """A label may be read as a letter of the alphabet or as a roman numeral: `C.`, `i)`."""
    if piece.settled or piece.block.kind != "p" or not (match := _LABEL.fullmatch(piece.text)):
        return
    n, signs = match["n"], match["open"] + "{}" + match["close"]
    if n.isdecimal():
        yield _Label(at, signs.format("1"), int(n))
        return
    case = "a" if n.islower() else "A"
    if len(n) == 1:
        yield _Label(at, signs.format(case), ord(n.lower()) - ord("a") + 1)
    if value := roman_value(n):
        yield _Label(at, signs.format("i" if n.islower() else "I"), value)
