"""Persons: the recogniser's mentions put on the blocks, gathered into `persons`.

The recogniser sees passages, not blocks: the text as a reader reads it, note by note and heading by
heading. Those who answer for the text (author, translator ...) join the same persons.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache

from .model import HEADER_KINDS, Agent, Block, Document, Mark
from .names import (
    Gathered,
    Known,
    Mention,
    Near,
    Passage,
    confirm,
    context,
    decide,
    decided_persons,
    decisions_on,
    find_listed,
    gather,
    namesakes,
    nearly,
    parse,
    person_of,
    recogniser,
    settle,
)
from .patterns import lazy
from .people import EVERYWHERE, Guidance, Identities, Person
from .stretches import Stretches

_UNNAMED = frozenset(("boilerplate", "ab", "figure"))
_ID = lazy(r"[\w-]+")
BUILTIN = "builtin"
MACHINE, EDITOR = "#resp_encoder", "#resp_editor"  # who says that words are a name, and whose


def tag_names(doc: Document) -> None:
    """`persons`, `cast`, and a persName mark for every mention in text, headings and notes."""
    blocks = name_blocks(doc)
    passages = [Passage(b.reading(), b.kind) for b in blocks]
    guidance = doc.options.guidance
    decisions = decisions_on(guidance, doc.source.name) if blocks else []
    known = known_to(guidance).beside(decided_persons(decisions))
    found = settle(passages, find_listed(passages, known.tables), _recognised(doc, blocks, passages))
    decided = decide(passages, found, decisions)
    agents = [a for a in doc.header.agents if a.role != "publisher" and _personal(a.name)]
    whole = [Mention(len(blocks) + i, 0, len(a.name), "high", "agent") for i, a in enumerate(agents)]
    everywhere = [*passages, *(Passage(a.name, "docAuthor") for a in agents)]
    gathered = gather(everywhere, decided.mentions + whole, known=known, forced=decided.forced)
    doc.persons, doc.cast = gathered.persons, gathered.members
    forms = [passages[m.passage].text[m.start : m.end] for m in decided.mentions]
    confirmed = decided.confirmed | confirm(forms, gathered.ids, decisions, decided.used)
    _mark(doc, blocks, decided.mentions, gathered, confirmed)
    for agent, person in zip(agents, gathered.ids[len(decided.mentions) :], strict=True):
        agent.person = person
    _mark_agents(doc.header.lines, agents)
    for number, words in namesakes(passages, decided.mentions, gathered.ids[: len(decided.mentions)]):
        if number not in confirmed:
            mention = decided.mentions[number]
            told = f"(“{words}”): two bear this name, it seems, and stand under one id"
            _say(doc, "P04", blocks[mention.passage], mention, told)
    _name(doc)
    doc.heeded = sorted(decision.line for decision in decided.used)
    for decision in decisions:
        if decision.document == doc.source.name and decision not in decided.used:
            doc.say("P05", 0, decision.obsolete())


@lru_cache(maxsize=4)
def known_to(guidance: Guidance) -> Known:
    """The persons of the authority file, to be looked up; made once for all documents."""
    return Known(guidance.persons)


def name_blocks(doc: Document) -> list[Block]:
    """The blocks in which names are looked for."""
    if doc.options.names == "none":
        return []
    return [b for b in doc.leaves() if b.kind not in _UNNAMED and b.text]


def near_names(doc: Document) -> Iterator[tuple[Block, str, Near]]:
    """The words of a document that the built-in recogniser nearly took for persons, and that no name and no
    decision has taken since: the block, its reading text, and the word in it."""
    blocks = name_blocks(doc) if doc.options.names == BUILTIN else []
    passages = [Passage(b.reading(), b.kind) for b in blocks]
    decisions = decisions_on(doc.options.guidance, doc.source.name)
    refused = {form for d in decisions if (d.kind, d.verdict) == ("person", "no") for form in d.forms}
    said = {(d.forms[0], d.before, d.after) for d in decisions if d.kind == "mention"}
    taken = [
        sorted((m.start, m.end) for m in block.marks if m.kind in ("persName", "ref")) for block in blocks
    ]
    for near in nearly(passages, language=doc.language):
        text, spans = passages[near.passage].text, taken[near.passage]
        at = bisect_left(spans, (near.end, 0)) - 1
        words = text[near.start : near.end]
        is_taken = at >= 0 and spans[at][1] > near.start
        if (
            not is_taken
            and words not in refused
            and (words, *context(text, near.start, near.end)) not in said
        ):
            yield blocks[near.passage], text, near


def _recognised(doc: Document, blocks: list[Block], passages: list[Passage]) -> list[Mention]:
    """The mentions that the recogniser finds, and the authors of bylines."""
    found = settle(passages, recogniser(doc.options.names)(passages, doc.language))
    hidden = {number: Stretches(_hiding(blocks[number])) for number in {m.passage for m in found}}
    mentions = [m for m in found if not hidden[m.passage].meet(m.start, m.end)]
    return mentions + _authors(blocks, mentions)


def _name(doc: Document) -> None:
    """The index forms that the editor has decided."""
    names = {
        d.person: d.name for d in doc.options.guidance.decisions.get(EVERYWHERE, ()) if d.verdict == "name"
    }
    for person in doc.persons if names else ():
        if person.id in names:
            _become(person, person_of(parse(names[person.id]), person.id, person.role))


def _mark(
    doc: Document, blocks: list[Block], mentions: list[Mention], gathered: Gathered, confirmed: set[int]
) -> None:
    """A persName on its block for each mention, and a message for each doubt."""
    doubts = {doubt.mention: doubt for doubt in gathered.doubts}
    for number, (mention, person) in enumerate(zip(mentions, gathered.ids, strict=False)):
        sure = number in confirmed
        block, doubt = blocks[mention.passage], None if sure else doubts.get(number)
        cert = "low" if doubt else "" if mention.cert == "high" or sure else mention.cert
        start = mention.start
        if doc.options.titles == "inside" and 0 <= mention.titled < start:
            start = mention.titled
            end = start + len(block.text[start : mention.start].rstrip())
            block.marks.append(Mark("roleName", start, end, rule=mention.rule))
        attrs = {"ref": f"#{person}", "cert": cert, "resp": EDITOR if sure else MACHINE}
        if start < mention.start:
            attrs["lead"] = str(mention.start - start)
        if doubt:
            attrs["others"] = " ".join(doubt.others)
        block.marks.append(Mark("persName", start, mention.end, attrs=attrs, rule=mention.rule))
        if doubt:
            others = " or ".join(doubt.others)
            _say(doc, "P01", block, mention, f"taken for {person}; it may be {others}")
        elif cert == "low":
            _say(doc, "P02", block, mention, f"taken for a person: {mention.rule}")


def rename(doc: Document, identities: Identities) -> None:
    """`persons` and their marks as the whole edition knows them."""
    for person in doc.persons:
        if person.id in identities.persons:
            _become(person, identities.persons[person.id])
    ids = {f"#{old}": f"#{person.id}" for old, person in identities.persons.items()}
    guessed = {f"#{identifier}" for identifier in identities.guessed}
    doubts = {f"#{identifier}": words for identifier, words in identities.doubts.items()}
    for block in (*doc.leaves(), *doc.header.lines):
        for mark in block.marks:
            ref = mark.attrs.get("ref", "") if mark.kind == "persName" else ""
            if ref in doubts and block.kind not in HEADER_KINDS:
                doc.say("P03", doc.source.line_at(block.source_offset(mark.start)), doubts.pop(ref))
            if ref in guessed and mark.attrs.get("resp") == MACHINE:
                mark.attrs["cert"] = mark.attrs["cert"] or "medium"
                mark.attrs["guessed"] = ref[1:]
            if ref in ids:
                mark.attrs["ref"] = ids[ref]
    for words in doubts.values():
        doc.say("P03", 0, words)
    doc.messages = [m._replace(detail=_retold(m.detail, ids)) if m.code == "P01" else m for m in doc.messages]
    for agent in doc.header.agents:
        agent.person = ids.get(f"#{agent.person}", "#" + agent.person)[1:]
    _name(doc)
    doc.persons.sort(key=lambda person: person.id)


def _retold(words: str, ids: dict[str, str]) -> str:
    """A message about a doubt with the ids of the edition."""
    name, mark, rest = words.partition("” ")
    return name + mark + _ID.sub(lambda found: ids.get("#" + found[0], "#" + found[0])[1:], rest)


def _become(person: Person, other: Person) -> None:
    """A person of this document with the id and the index form of the edition."""
    forms = dict.fromkeys((person.name, *person.variants))
    person.variants = [form for form in forms if form != other.name]
    person.id, person.name, person.role = other.id, other.name, other.role
    person.forename, person.surname = other.forename, other.surname


def _say(doc: Document, code: str, block: Block, mention: Mention, words: str) -> None:
    name = " ".join(block.text[mention.start : mention.end].split())
    doc.say(code, doc.source.line_at(block.source_offset(mention.start)), f"“{name}” {words}")


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


def _hiding(block: Block) -> Iterator[tuple[int, int]]:
    """Where no name is looked for: addresses, and signs that became markup."""
    for mark in block.marks:
        if mark.kind == "abbr" or (mark.kind == "ref" and not mark.attrs["target"].startswith("#")):
            yield mark.start, mark.end


def _personal(name: str) -> bool:
    """An agent with the form of a person's name, not of a body's."""
    words = name.split()
    return len(words) <= 6 and not re.search(
        r"\b(?:of|for|the|Archive|Internet|Society|Committee|Project|Library)\b|\.\w{2,3}$", name
    )


def _mark_agents(lines: Iterable[Block], agents: Iterable[Agent]) -> None:
    """Names of agents in the verbatim lines of the header become persName as well."""
    persons = {agent.name: agent.person for agent in agents}
    for line in lines:
        for mark in line.marks:
            person = persons.get(line.text[mark.start : mark.end]) if mark.kind == "agent" else None
            if person:
                mark.kind, mark.attrs = "persName", {"ref": f"#{person}"}
        line.marks = [mark for mark in line.marks if mark.kind != "agent"]
