"""Rules about ids, pointers and persons: R01-R04, R16, R27."""

from __future__ import annotations

from collections.abc import Iterator

from ..patterns import lazy
from .facts import XML_ID, Facts, Fault, local_name, reading_text

EXTERNAL = lazy(r"[A-Za-z][A-Za-z0-9+.-]*:")
STRAY_ENDS = (".", ",", "]")


def r01_pointers_resolve(facts: Facts) -> Iterator[Fault]:
    """Every `#x` is the id of something."""
    for element, attribute, target in facts.dangling:
        yield Fault(element, f"@{attribute} points to #{target}, which is nowhere in the document")


def r02_ids_unique(facts: Facts) -> Iterator[Fault]:
    """No id twice."""
    for element in facts.repeated_ids:
        first = facts.ids[element.get(XML_ID, "")]
        yield Fault(element, f"the id is taken: a `{local_name(first)}` has it already")


def r03_names_point_to_persons(facts: Facts) -> Iterator[Fault]:
    """A name in the text has one pointer, and it leads to a person."""
    for name in facts.text["persName"]:
        if not name.get("ref"):
            yield Fault(name, f"“{reading_text(name)}” has no @ref")
    persons = {f"#{person.get(XML_ID)}" for person in facts.header["person"]}
    for name in facts.all("persName"):
        ref = name.get("ref")
        if ref is None or ref in persons:
            continue
        if len(ref.split()) > 1:
            yield Fault(name, f"@ref must be one pointer, not {len(ref.split())}")
        elif ref[1:] in facts.ids:
            target = local_name(facts.ids[ref[1:]])
            yield Fault(name, f"@ref points to {ref}, which is a `{target}` and not a person")


def r04_persons_used_and_sorted(facts: Facts) -> Iterator[Fault]:
    """Every person is referred to; the list is in the order of its ids."""
    before = ""
    for person in facts.header["person"]:
        own = person.get(XML_ID, "")
        if own not in facts.targets:
            yield Fault(person, "nothing refers to this person")
        if own < before:
            yield Fault(person, f"out of order: it comes after {before}")
        before = own


def r16_targets(facts: Facts) -> Iterator[Fault]:
    """A reference leads somewhere, and no punctuation of the sentence has slipped into the address."""
    for ref in facts.all("ref"):
        target = ref.get("target", "")
        if not target:
            yield Fault(ref, "has no @target")
        elif EXTERNAL.match(target) and _stray_end(target):
            yield Fault(ref, f"@target ends in “{target[-1]}”, which belongs to the sentence: {target}")


def _stray_end(target: str) -> bool:
    """A closing parenthesis is stray only where none was opened in the address."""
    return target.endswith(STRAY_ENDS) or (target.endswith(")") and "(" not in target)


def r27_one_form_one_person(facts: Facts) -> Iterator[Fault]:
    """The same words stand for one person throughout."""
    bearers: dict[str, str] = {}
    told: set[tuple[str, str]] = set()
    for name in facts.text["persName"]:
        form, ref = reading_text(name) if len(name) else (name.text or ""), name.get("ref", "")
        first = bearers.setdefault(form, ref)
        if ref != first and ref and first and (form, ref) not in told:
            told.add((form, ref))
            yield Fault(name, f"“{form}” points to {ref} here and to {first} elsewhere")
