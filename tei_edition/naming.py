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
_AGENT_LINES = frozenset(("digital", "creation", "source", "licence"))


def tag_names(doc: Document) -> None:
    """`persons`, and a persName mark for every mention in text, headings and notes."""
    if doc.options.names == "none":
        _agents_only(doc)
        return
    blocks = [b for b in doc.leaves() if b.kind not in _UNNAMED and b.text]
    passages = [Passage(b.reading(), b.kind) for b in blocks]
    agents = [a for a in doc.header.agents if a.role != "publisher" and _personal(a.name)]
    mentions = [
        m
        for m in recognise(passages, language=doc.language, titles=doc.options.titles)
        if not _hidden(blocks, m)
    ]
    passages += [Passage(a.name, "docAuthor") for a in agents]
    first = len(blocks)
    whole = [Mention(first + i, 0, len(a.name), "high", "agent") for i, a in enumerate(agents)]
    doc.persons, ids, doubts = gather(passages, mentions + whole)
    for number, words in doubts:
        if number < len(mentions):
            block, start = blocks[mentions[number].passage], mentions[number].start
            doc.say("P01", doc.source.line_at(block.source_offset(start)), words)
    for mention, person in zip(mentions, ids, strict=False):
        if person:
            attrs = {"ref": f"#{person}", "cert": mention.cert if mention.cert != "high" else ""}
            mark = Mark("persName", mention.start, mention.end, attrs=attrs, rule=mention.rule)
            blocks[mention.passage].marks.append(mark)
    for agent, person in zip(agents, ids[len(mentions) :], strict=True):
        agent.person = person or ""
    _mark_agents(doc.header.lines, {a.name: a.person for a in agents})


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


def _agents_only(doc: Document) -> None:
    agents = [a for a in doc.header.agents if _personal(a.name)]
    passages = [Passage(a.name, "docAuthor") for a in agents]
    whole = [Mention(i, 0, len(a.name), "high", "agent") for i, a in enumerate(agents)]
    doc.persons, ids, _ = gather(passages, whole)
    for agent, person in zip(agents, ids, strict=True):
        agent.person = person or ""
    _mark_agents(doc.header.lines, {a.name: a.person for a in agents})


def _mark_agents(lines: Iterable[Block], persons: dict[str, str]) -> None:
    """Names of agents in the verbatim lines of the header become persName as well."""
    for line in lines:
        for mark in line.marks:
            person = persons.get(line.text[mark.start : mark.end]) if mark.kind == "agent" else None
            if person:
                mark.kind, mark.attrs = "persName", {"ref": f"#{person}"}
        line.marks = [mark for mark in line.marks if mark.kind != "agent"]
