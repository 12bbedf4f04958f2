"""Persons: the recogniser's mentions put on the blocks, gathered into `persons`.

The recogniser sees passages, not blocks: the text as a reader reads it, note by note and heading by
heading. Those who answer for the text (author, translator ...) join the same persons.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .model import Block, Document, Mark
from .names import Mention, Passage, gather, recognise

_UNNAMED = frozenset(("boilerplate", "ab", "figure"))


def tag_names(doc: Document) -> None:
    """`persons`, and a persName mark for every mention in text, headings and notes."""
    named = doc.options.names != "none"
    blocks = [b for b in doc.leaves() if b.kind not in _UNNAMED and b.text] if named else []
    passages = [Passage(b.reading(), b.kind) for b in blocks]
    found = recognise(passages, language=doc.language, titles=doc.options.titles)
    mentions = [m for m in found if not _hidden(blocks, m)]
    mentions = sorted(mentions + _authors(blocks, mentions), key=lambda m: (m.passage, m.start))
    agents = [a for a in doc.header.agents if a.role != "publisher" and _personal(a.name)]
    passages += [Passage(a.name, "docAuthor") for a in agents]
    whole = [Mention(len(blocks) + i, 0, len(a.name), "high", "agent") for i, a in enumerate(agents)]
    doc.persons, ids, doubts = gather(passages, mentions + whole)
    doubtful = dict(doubts)
    for number, (mention, person) in enumerate(zip(mentions, ids, strict=False)):
        if not person:
            continue
        block = blocks[mention.passage]
        cert = "low" if number in doubtful else "" if mention.cert == "high" else mention.cert
        mark = Mark(
            "persName",
            mention.start,
            mention.end,
            attrs={"ref": f"#{person}", "cert": cert},
            rule=mention.rule,
        )
        block.marks.append(mark)
        if number in doubtful:
            doc.say("P01", doc.source.line_at(block.source_offset(mention.start)), doubtful[number])
        elif mention.cert == "low":
            words = " ".join(block.text[mention.start : mention.end].split())
            doc.say(
                "P02",
                doc.source.line_at(block.source_offset(mention.start)),
                f"“{words}” taken for a person: {mention.rule}",
            )
    for agent, person in zip(agents, ids[len(mentions) :], strict=True):
        agent.person = person or ""
    _mark_agents(doc.header.lines, {a.name: a.person for a in agents})


def _authors(blocks: list[Block], mentions: list[Mention]) -> list[Mention]:
    """The author a byline names, where the recogniser left the name alone."""
    seen = {m.passage for m in mentions}
    return [
        Mention(number, mark.start, mark.end, "high", "byline")
        for number, block in enumerate(blocks)
        if block.kind == "byline" and number not in seen
        for mark in block.marks
        if mark.kind == "docAuthor" and _personal(block.text[mark.start : mark.end])
    ]


def _hidden(blocks: list[Block], mention: Mention) -> bool:
    """Whether a mention falls into an address or a sign that became markup."""
    for mark in blocks[mention.passage].marks:
        if mark.start < mention.end and mention.start < mark.end:
            if mark.kind == "ref" and not mark.attrs["target"].startswith("#"):
                return True
            if mark.kind == "abbr":
                return True
    return False


def _personal(name: str) -> bool:
    """An agent with the form of a person's name, not of a body's."""
    words = name.split()
    return len(words) <= 6 and not re.search(
        r"\b(?:of|for|the|Archive|Internet|Society|Committee|Project|Library)\b|\.\w{2,3}$", name
    )


def _mark_agents(lines: Iterable[Block], persons: dict[str, str]) -> None:
    """Names of agents in the verbatim lines of the header become persName as well."""
    for line in lines:
        for mark in line.marks:
            person = persons.get(line.text[mark.start : mark.end]) if mark.kind == "agent" else None
            if person:
                mark.kind, mark.attrs = "persName", {"ref": f"#{person}"}
        line.marks = [mark for mark in line.marks if mark.kind != "agent"]
