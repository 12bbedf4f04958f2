"""Marks and bodies paired, one-to-one and in order, or left alone: a missing link beats a wrong one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ..model import HEADER_KINDS, Block, Document, walk
from ..stretches import Stretches
from .forms import MARK_FORMS, SUPERSCRIPT_MARK, SUPERSCRIPTS, UNIT_BEFORE, find_marks, has_superscripts


class NoteMark(NamedTuple):
    """A mark in the running text: `start` and `end` in its block's text, `offset` in the source."""

    block: Block
    start: int
    end: int
    siglum: str
    offset: int  # in the source

    @property
    def place(self) -> tuple[int, int]:
        """What tells it from every other mark."""
        return id(self.block), self.start


def marks_for(doc: Document, form: str, sigla: set[str]) -> list[NoteMark]:
    """The marks in the running text that can call bodies of this form, in source order: those of the one
    kind of mark that answers most of the sigla."""
    best: list[NoteMark] = []
    most = 0
    for pattern in MARK_FORMS[form]:
        found = [mark for block in _running(doc) for mark in _marks_in(block, pattern)]
        answered = len({mark.siglum for mark in found} & sigla)
        if answered > most:
            best, most = found, answered
    return sorted(best, key=lambda mark: mark.offset)


def _marks_in(block: Block, pattern: re.Pattern[str]) -> Iterator[NoteMark]:
    found = list(find_marks(pattern, block.text))
    if not found:
        return
    marks = [(m.start, m.end) for m in block.marks if m.kind in ("pb", "ref", "note")]
    taken = Stretches(marks + block.signs())
    for match in found:
        start, end = match.span()
        if pattern is SUPERSCRIPT_MARK and UNIT_BEFORE.search(block.text, max(0, start - 3), start):
            continue
        if not taken.meet(start, end):
            siglum = match[1].translate(SUPERSCRIPTS)
            yield NoteMark(block, start, end, siglum, block.source_offset(match.start(1)))


def stray_marks(doc: Document) -> list[NoteMark]:
    """Superscript numbers in a text that has no bodies for them."""
    if not has_superscripts(doc.source.text):
        return []
    return [mark for block in _running(doc) for mark in _marks_in(block, SUPERSCRIPT_MARK)]


def _running(doc: Document) -> Iterator[Block]:
    """The blocks of the running text, those within quotations and tables too; no notes, no lines of the header."""
    return walk(b for b in doc.blocks if b.kind not in HEADER_KINDS and b.kind != "note")


def pair(marks: list[NoteMark], bodies: list[Block]) -> dict[int, NoteMark]:
    """id(body) -> its mark, for bodies of one form."""
    sigla = [body.attrs["n"] for body in bodies]
    called = all(mark.offset < body.labels[0].start for mark, body in zip(marks, bodies, strict=False))
    if called and _orderly(sigla) and [m.siglum for m in marks] == sigla:
        return {id(body): mark for body, mark in zip(bodies, marks, strict=True)}
    pairs: dict[int, NoteMark] = {}
    foot = [b for b in bodies if b.attrs["place"] != "end"]
    pairs |= _pair_at_foot(marks, foot)
    taken = {mark.place for mark in pairs.values()}
    last = -1
    for listed in _lists([b for b in bodies if b.attrs["place"] == "end"]):
        where = listed[0].labels[0].start
        between = [m for m in marks if last < m.offset < where and m.place not in taken]
        if between:
            pairs |= _pair_in_order(between, listed)
            last = where
    return pairs


def _orderly(sigla: list[str]) -> bool:
    """Whether numbers rise by one, and begin again at one if at all."""
    numbers = [int(siglum) for siglum in sigla if siglum.isdecimal()]
    return all(later in (1, earlier + 1) for earlier, later in pairwise(numbers))


def _pair_at_foot(marks: list[NoteMark], bodies: list[Block]) -> dict[int, NoteMark]:
    """A body takes the one mark of its siglum that stands between the last linked mark and itself; where
    there is a choice, or none, it stays alone."""
    by_siglum: dict[str, list[NoteMark]] = defaultdict(list)
    for mark in marks:
        by_siglum[mark.siglum].append(mark)
    offsets = {siglum: [m.offset for m in found] for siglum, found in by_siglum.items()}
    pairs: dict[int, NoteMark] = {}
    seen: set[str] = set()
    last = -1
    highest = 0  # number linked since numbering began
    for body in bodies:
        siglum, where = body.attrs["n"], body.labels[0].start
        if siglum.isdecimal():
            if 1 < int(siglum) < highest and siglum not in seen:
                continue  # the number falls, but not to one: no order to go by
            if int(siglum) <= highest:
                seen.clear()
            highest = int(siglum)
        found = offsets.get(siglum, [])
        low, high = bisect_right(found, last), bisect_left(found, where)
        if high - low == 1:
            pairs[id(body)] = by_siglum[siglum][low]
            last = found[low]
            seen.add(siglum)
    return pairs


def _lists(bodies: list[Block]) -> list[list[Block]]:
    """End notes as lists: a new one where the numbers begin again."""
    lists: list[list[Block]] = []
    before = 0
    for body in bodies:
        number = int(body.attrs["n"]) if body.attrs["n"].isdecimal() else before + 1
        if not lists or number <= before:
            lists.append([])
        lists[-1].append(body)
        before = number
    return lists


def _pair_in_order(marks: list[NoteMark], bodies: list[Block]) -> dict[int, NoteMark]:
    """The longest sequence of marks that rises with the numbers of one list (patience sorting; Fredman
    1975). A body is linked where every such sequence gives it the same mark."""
    order = {body.attrs["n"]: rank for rank, body in enumerate(bodies)}
    ranked = [(order[m.siglum], m) for m in marks if m.siglum in order]
    up = _lengths([rank for rank, _ in ranked])
    down = _lengths([-rank for rank, _ in reversed(ranked)])[::-1]
    longest = max(up, default=0)
    steps: dict[int, list[tuple[int, NoteMark]]] = defaultdict(
        list
    )  # place in the sequence -> who may hold it
    for (rank, mark), before, after in zip(ranked, up, down, strict=True):
        if before + after - 1 == longest:
            steps[before].append((rank, mark))
    return {id(bodies[rank]): mark for held in steps.values() if len(held) == 1 for rank, mark in held}


def _lengths(ranks: list[int]) -> list[int]:
    """For each rank the length of the longest strictly rising sequence that ends with it."""
    tails: list[int] = []
    lengths = []
    for rank in ranks:
        at = bisect_left(tails, rank)
        tails[at : at + 1] = [rank]
        lengths.append(at + 1)
    return lengths
