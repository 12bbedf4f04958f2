"""Rules about ids, pointers and persons: R01-R04, R16, R27."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..namespaces import XML_ID
from ..patterns import lazy
from .facts import LIMIT, Facts, Fault, local_name, reading_text

EXTERNAL = lazy(r"[A-Za-z][A-Za-z0-9+.-]*:")
STRAY_ENDS = (".", ",", "]")


def may_dangle(facts: Facts) -> bool:
    """Whether anything may point at what has no id."""
    return not facts.all_resolve


def r01_pointers_resolve(facts: Facts) -> Iterator[Fault]:
    """Every `#x` is the id of something; what is missing is told once, at the first place that points to it."""
    places = Counter(pointer.target for pointer in facts.pointers)
    told: set[str] = set()
    for element, attribute, target in facts.pointers:
        if target in facts.ids or target in told:
            continue
        told.add(target)
        more = places[target] - 1
        others = f"; {more} other place{'s' * (more > 1)} too" if more else ""
        like = _like(target, facts) if len(told) <= LIMIT else ""  # the rest are only counted
        words = f"@{attribute} points to #{target}, which is nowhere in the document{like}{others}"
        yield Fault(element, words, attribute=attribute)


def missing_id(fault: Fault) -> str:
    """The id that a fault of R01 says is nowhere."""
    return fault.words.partition("#")[2].partition(", which")[0]


def _like(target: str, facts: Facts) -> str:
    """The id that was perhaps meant."""
    from difflib import get_close_matches  # only a document with a fault pays for it

    close = get_close_matches(target, facts.ids, n=1, cutoff=0.8)
    return f" (did you mean #{close[0]}?)" if close else ""


def may_repeat(facts: Facts) -> bool:
    """Whether there are fewer ids than places that give one."""
    return len(set(facts.id_values)) < len(facts.id_values)


def r02_ids_unique(facts: Facts) -> Iterator[Fault]:
    """No id twice: each place is told, with the line of the first."""
    for own, (first, *others) in facts.by_id.items():
        for element in others:
            place = f" in line {first.sourceline}" if first.sourceline else ""
            words = f"the id {own} is taken: a `{local_name(first)}`{place} has it already"
            yield Fault(element, words, attribute="xml:id")


def may_miss_persons(facts: Facts) -> bool:
    """Whether a name has no pointer, or one that leads to no person."""
    persons = {None, *[f"#{own}" for own in facts.persons]}
    return None in facts.refs or not facts.all_refs <= persons


def r03_names_point_to_persons(facts: Facts) -> Iterator[Fault]:
    """A name in the text has one pointer, and it leads to a person."""
    for name, reference in zip(facts.text["persName"], facts.refs, strict=True):
        if not reference:
            yield Fault(name, f"“{reading_text(name)}” has no @ref")
    persons = {f"#{own}" for own in facts.persons}
    for name in facts.all("persName"):
        ref = name.get("ref")
        if ref is None or ref in persons:
            continue
        if len(ref.split()) > 1:
            yield Fault(name, attribute="ref", words=f"@ref must be one pointer, not {len(ref.split())}")
        elif ref[1:] in facts.ids:
            target = local_name(facts.ids[ref[1:]])
            yield Fault(
                name, attribute="ref", words=f"@ref points to {ref}, which is a `{target}` and not a person"
            )


def may_be_unused(facts: Facts) -> bool:
    """Whether no name points at a person, or a person stands out of order."""
    return facts.persons != sorted(facts.persons) or not facts.all_refs.issuperset(
        [f"#{own}" for own in facts.persons]
    )


def r04_persons_used_and_sorted(facts: Facts) -> Iterator[Fault]:
    """Every person is referred to; the list is in the order of its ids."""
    before = ""
    targets = {pointer.target for pointer in facts.pointers}
    known = targets <= facts.ids.keys()  # else the pointer is at fault, not the person
    for person in facts.header["person"]:
        own = person.get(XML_ID, "")
        if known and own not in targets:
            yield Fault(person, "nothing refers to this person")
        if own < before:
            yield Fault(person, f"out of order: it comes after {before}")
        before = own


def r16_targets(facts: Facts) -> Iterator[Fault]:
    """A reference leads somewhere, and no punctuation of the sentence has slipped into the address."""
    for ref in facts.all("ref"):
        target = ref.get("target", "")
        if not target:
            if facts.profile:
                yield Fault(ref, "has no @target")
        elif EXTERNAL.match(target) and _stray_end(target):
            yield Fault(
                ref,
                attribute="target",
                words=f"@target ends in “{target[-1]}”, which belongs to the sentence: {target}",
            )


def _stray_end(target: str) -> bool:
    """A closing parenthesis is stray only where none was opened in the address."""
    return target.endswith(STRAY_ENDS) or (target.endswith(")") and "(" not in target)


def may_share_a_form(facts: Facts) -> bool:
    """Whether two names have the same words and different pointers."""
    return len(set(zip(facts.forms, facts.refs, strict=True))) > len(set(facts.forms))


def r27_one_form_one_person(facts: Facts) -> Iterator[Fault]:
    """The same words stand for one person throughout; to point at none of the persons listed is a fault of its own."""
    persons = {f"#{own}" for own in facts.persons}
    bearers: dict[str, str] = {}
    told: set[tuple[str, str]] = set()
    for name, form, ref in zip(facts.text["persName"], facts.forms, facts.refs, strict=True):
        if not ref or (persons and ref not in persons):
            continue
        first = bearers.setdefault(form, ref)
        if ref != first and (form, ref) not in told:
            told.add((form, ref))
            yield Fault(name, f"“{form}” points to {ref} here and to {first} elsewhere")
