"""The editor's decisions brought to bear on the mentions of one document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tei_edition.model import MASK
from tei_edition.names.forms import parse
from tei_edition.names.known import key_of
from tei_edition.names.passages import Mention, Passage
from tei_edition.names.someone import person_of
from tei_edition.people import EVERYWHERE, Decision, Guidance, Person

CONTEXT = 40  # characters kept on each side of a name


class Decided(NamedTuple):
    """Mentions after the decisions: by number, those `forced` to be a person and those `confirmed`; the
    decisions that something answered to."""

    mentions: list[Mention]
    forced: dict[int, str]
    confirmed: set[int]
    used: set[Decision]


def decisions_on(guidance: Guidance, document: str) -> list[Decision]:
    """The decisions that concern a document."""
    return [*guidance.decisions.get(document, ()), *guidance.decisions.get(EVERYWHERE, ())]


def decided_persons(decisions: Sequence[Decision]) -> Iterator[Person]:
    """The persons whom decisions name, with the forms they were confirmed under."""
    for decision in decisions:
        if decision.verdict == "yes":
            person = person_of(parse(decision.name), decision.person)
            if decision.kind == "person":
                person.variants = list(decision.forms)
            yield person


def decide(
    passages: Sequence[Passage], mentions: Sequence[Mention], decisions: Sequence[Decision]
) -> Decided:
    """Leave out what is no name, add what is one, and say of single mentions whose they are.

    The mentions must be sorted.
    """
    if not decisions:
        return Decided(list(mentions), {}, set(), set())
    refused = {
        key_of(form): d for d in decisions if (d.kind, d.verdict) == ("person", "no") for form in d.forms
    }
    used: set[Decision] = set()
    keys = [key_of(passages[m.passage].text[m.start : m.end]) for m in mentions]
    said: dict[Mention, Decision] = {}
    where: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention, key in zip(mentions, keys, strict=True):
        where[key].append(mention)
    added: list[Mention] = []
    for decision in decisions:
        if decision.kind == "mention":
            for mention in _places(passages, where.get(key_of(decision.forms[0]), ()), decision):
                if mention not in said:
                    used.add(decision)
                    said[mention] = decision
                    if mention.rule == "decided":
                        added.append(mention)
    kept: list[Mention] = []
    for mention, key in zip(mentions, keys, strict=True):
        verdict = said.get(mention)
        if verdict is None and key in refused:
            used.add(refused[key])
        elif verdict is None or verdict.verdict == "yes":
            kept.append(mention)
    used |= {
        decision
        for form, decision in refused.items()
        if decision not in used and any(form in passage.text for passage in passages)
    }
    both = sorted(kept + [m for m in added if said[m].verdict == "yes"], key=lambda m: (m.passage, m.start))
    forced = {number: said[m].person for number, m in enumerate(both) if m in said}
    return Decided(both, forced, set(forced), used)


def confirm(
    forms: Sequence[str], ids: Sequence[str], decisions: Sequence[Decision], used: set[Decision]
) -> set[int]:
    """The mentions, by number, of persons whom the editor has confirmed under that form; adds to `used`.
    `ids` may go on beyond `forms`."""
    table = {
        (decision.person, key_of(form)): decision
        for decision in decisions
        if (decision.kind, decision.verdict) == ("person", "yes")
        for form in decision.forms
    }
    found = set()
    for number, (form, identifier) in enumerate(zip(forms, ids, strict=False)) if table else ():
        decision = table.get((identifier, key_of(form)))
        if decision:
            used.add(decision)
            found.add(number)
    return found


def context(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a name, as decisions keep it: signs that became markup are left out,
    blanks are one, and none stands at an edge."""
    before = _plain(text[max(0, start - 2 * CONTEXT) : start])[-CONTEXT:]
    after = _plain(text[end : end + 2 * CONTEXT])[:CONTEXT]
    return before.strip(), after.strip()


def _plain(text: str) -> str:
    return " ".join(text.replace(MASK, "").split())


def _places(passages: Sequence[Passage], mentions: Sequence[Mention], decision: Decision) -> list[Mention]:
    """The mentions a decision is about: those with its context; else the one with half of it; else, where
    the recogniser finds none, the words themselves."""
    around = [(m, context(passages[m.passage].text, m.start, m.end)) for m in mentions]
    exact = [m for m, found in around if found == (decision.before, decision.after)]
    if exact:
        return exact
    half = [m for m, found in around if found[0] == decision.before or found[1] == decision.after]
    if half:
        return half if len(half) == 1 else []
    return list(_unfound(passages, decision))


def _unfound(passages: Sequence[Passage], decision: Decision) -> Iterator[Mention]:
    words = decision.forms[0]
    for number, passage in enumerate(passages):
        start = passage.text.find(words)
        while start >= 0:
            end = start + len(words)
            if context(passage.text, start, end) == (decision.before, decision.after):
                yield Mention(number, start, end, "high", "decided", start)
                return
            start = passage.text.find(words, end)
