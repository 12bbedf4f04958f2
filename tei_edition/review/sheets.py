"""What a review needs of one document: its persons with the evidence for them, and the doubtful mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tei_edition.edition import read
from tei_edition.model import Block, Document, Mark
from tei_edition.names import context, is_common, parse
from tei_edition.naming import EDITOR, near_names
from tei_edition.people import Member
from tei_edition.plan import Plan, settings
from tei_edition.source import read_source

CERTAINTIES = ("low", "medium", "high")


class Spot(NamedTuple):
    """A mention: the line of the source, the words and those around them, whose it is by the document
    alone, how sure, why, and whose else it may be."""

    line: int
    words: str
    before: str
    after: str
    person: str
    cert: str
    rule: str
    others: tuple[str, ...]


@dataclass(slots=True, eq=False)
class Portrait:
    """A person of one document: the first mention, and what all mentions say."""

    first: Spot
    mentions: int = 0
    confirmed: int = 0
    forms: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    best: str = "low"


class Miss(NamedTuple):
    """A word that was nearly taken for a person: the line where it stands first, what stands around it, what
    speaks for it, and how often it stands there. Where it is also a common word, each place is one miss."""

    line: int
    words: str
    before: str
    after: str
    why: tuple[str, ...]
    times: int
    is_common: bool


@dataclass(slots=True, eq=False)
class Sheet:
    """One document: its cast, the portraits by id, the mentions that are doubtful, those that were nearly
    found, the lines of the decisions that something answered to, and those that nothing did."""

    name: str
    cast: list[Member]
    portraits: dict[str, Portrait]
    doubtful: list[Spot]
    missed: list[Miss]
    heeded: list[int]
    stale: list[str]


def read_sheet(source: Path, plan: Plan) -> Sheet:
    """Read a document, and give its sheet. Raises `InputError` and `ConfigError`."""
    options, metadata = settings(source, plan)
    text, messages = read_source(source, name=source.stem, options=options)
    return sheet_of(read(text, options=options, metadata=metadata, messages=messages))


def sheet_of(doc: Document) -> Sheet:
    """The sheet of a document that was read."""
    portraits: dict[str, Portrait] = {}
    doubtful: list[Spot] = []
    for block in doc.leaves():
        for mark, spot in _spots(doc, block):
            portrait = portraits.setdefault(spot.person, Portrait(spot))
            portrait.mentions += 1
            portrait.forms[parse(spot.words).text] += 1
            portrait.rules[spot.rule] += 1
            portrait.best = max(portrait.best, spot.cert, key=CERTAINTIES.index)
            if mark.attrs.get("resp") == EDITOR:
                portrait.confirmed += 1
            elif spot.cert == "low":
                doubtful.append(spot)
    stale = [message.detail for message in doc.messages if message.code == "P05"]
    return Sheet(doc.source.name, doc.cast, portraits, doubtful, list(_missed(doc)), doc.heeded, stale)


def _missed(doc: Document) -> Iterator[Miss]:
    """What was nearly found, in the order of the text."""
    seen: dict[str, Miss] = {}
    for block, text, near in near_names(doc):
        words = text[near.start : near.end]
        if words in seen:
            seen[words] = seen[words]._replace(times=seen[words].times + 1)
            continue
        before, after = context(text, near.start, near.end)
        line = doc.source.line_at(block.source_offset(near.start))
        miss = Miss(line, words, before, after, near.why, 1, is_common(words))
        if miss.is_common:
            yield miss
        else:
            seen[words] = miss
    yield from seen.values()


def _spots(doc: Document, block: Block) -> Iterator[tuple[Mark, Spot]]:
    marks = [mark for mark in block.marks if mark.kind == "persName"]
    text = block.reading() if marks else ""
    for mark in sorted(marks, key=lambda one: one.start):
        start = mark.start + int(mark.attrs.get("lead", "0"))
        before, after = context(text, start, mark.end)
        yield (
            mark,
            Spot(
                doc.source.line_at(block.source_offset(start)),
                parse(text[start : mark.end]).text,
                before,
                after,
                mark.attrs["ref"][1:],
                mark.attrs.get("cert") or "high",
                mark.rule,
                tuple(mark.attrs.get("others", "").split()),
            ),
        )
