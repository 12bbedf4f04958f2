"""The table an editor reviews: a row for each person of the edition, beneath it the rows of what is doubtful.

`kind` says what a row is about: a `person` in all documents, a `guess` (all that a document calls by less
than a full name, taken for a person of another document), a single `mention`, or a word that a document
nearly made a name (`missed`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tei_edition.names import parse, person_id, person_of
from tei_edition.names.register import Register
from tei_edition.people import EVERYWHERE, Guidance, Identities, Person
from tei_edition.review.sheets import CERTAINTIES, Portrait, Sheet, Spot

COLUMNS = (
    "kind", "name", "person", "suggestion", "decision", "certainty", "before", "mention", "after", "evidence", "mentions",
    "forms", "document", "line",
)  # fmt: skip
PARTED = " | "
EVIDENCE = {  # rule of the recogniser -> what speaks for the name
    "title": "a form of address before it",
    "office": "an office before it",
    "noun": "a word of kinship or trade before it",
    "role": "a word for a person before it",
    "forename": "a forename",
    "forename alone": "a forename alone",
    "initials": "initials",
    "initial after": "a forename and an initial",
    "regnal": "a number like a king's",
    "particle": "a particle of nobility",
    "known": "a name this text uses elsewhere",
    "surname": "a surname this text or the lists know",
    "pair": "two capitalised words",
    "genitive": "a genitive of a surname",
    "nobility": "a title and the place it is of",
    "signature": "a line that looks like a signature",
    "byline": "the line of the author",
    "listed": "the authority file or a decision",
    "decided": "a decision",
    "spacy": "a spaCy pipeline",
}
Row = tuple[object, ...]


@dataclass(slots=True, eq=False)
class Listing:
    """The rows of the table, and what is to be said of decisions that do not hold any more."""

    rows: list[Row]
    persons: int
    doubtful: int
    missed: int
    stale: list[str]


@dataclass(slots=True, eq=False)
class _Entry:
    """A person of the edition, with the documents that name it."""

    name: str
    places: list[tuple[Sheet, Portrait]] = field(default_factory=list)
    guesses: list[tuple[Sheet, Portrait]] = field(default_factory=list)
    doubts: list[tuple[Sheet, Spot, tuple[str, ...]]] = field(default_factory=list)


def listed(sheets: Sequence[Sheet], guidance: Guidance) -> Listing:
    """The table over the sheets of all documents, in whatever order they come."""
    sheets = sorted(sheets, key=lambda sheet: sheet.name)
    register = Register()
    for sheet in sheets:
        register.add(sheet.name, sheet.cast)
    register.settle()
    entries = {person.id: _Entry(person.name) for person in register.persons()}
    for sheet in sheets:
        _enter(entries, sheet, register.identities(sheet.name, sheet.cast))
    unsure = register.doubtful()
    rows: list[Row] = []
    for identifier, entry in sorted(entries.items()):
        if entry.places:
            rows += _rows(identifier, entry, unsure.get(identifier))
    missed = list(_missed(sheets, register.persons()))
    doubtful = sum(len(entry.doubts) + len(entry.guesses) for entry in entries.values())
    persons = sum(bool(entry.places) for entry in entries.values())
    return Listing(rows + missed, persons, doubtful, len(missed), list(_stale(sheets, guidance)))


def _enter(entries: dict[str, _Entry], sheet: Sheet, identities: Identities) -> None:
    ids = {old: person.id for old, person in identities.persons.items()}
    names = {person.id: person.name for person in identities.persons.values()}
    for old, portrait in sheet.portraits.items():
        identifier = ids.get(old, old)
        entry = entries.setdefault(identifier, _Entry(names.get(identifier, portrait.first.words)))
        entry.places.append((sheet, portrait))
        if old in identities.guessed and portrait.confirmed < portrait.mentions:
            entry.guesses.append((sheet, portrait))
    for spot in sheet.doubtful:
        others = tuple(ids.get(other, other) for other in spot.others)
        entries[ids.get(spot.person, spot.person)].doubts.append((sheet, spot, others))


def _rows(identifier: str, entry: _Entry, others: tuple[str, ...] | None) -> Iterator[Row]:
    """The row of a person, of each guess, and of each doubtful mention; `others` for one who may be any of
    these, empty for one of whom only a forename is known, None for all others."""
    best = max((portrait.best for _, portrait in entry.places), key=CERTAINTIES.index)
    confirmed = all(portrait.confirmed == portrait.mentions for _, portrait in entry.places)
    if others:
        best, suggestion = "low", _either(others)
    elif others is not None:
        best, suggestion = "low", "check: only a forename says that this is one person"
    else:
        suggestion = "yes" if best != "low" else "check"
    decision = "yes" if confirmed else ""
    yield _row(
        "person", identifier, entry.name, entry.places, best, "" if confirmed else suggestion, decision
    )
    for sheet, portrait in entry.guesses:
        why = f"the only {portrait.first.words.split()[-1]} of the edition whom it fits"
        yield _row("guess", identifier, entry.name, [(sheet, portrait)], "medium", "yes", "", why)
    for sheet, spot, may_be in sorted(entry.doubts, key=lambda doubt: (doubt[0].name, doubt[1].line)):
        suggestion = _either((identifier, *may_be)) if may_be else "check"
        why = "several bear this name" if may_be else EVIDENCE.get(spot.rule, spot.rule)
        yield (
            "mention", entry.name, identifier, suggestion, "", spot.cert, spot.before, spot.words, spot.after, why, 1,
            "", sheet.name, spot.line,
        )  # fmt: skip


def _row(
    kind: str,
    identifier: str,
    name: str,
    places: Sequence[tuple[Sheet, Portrait]],
    certainty: str,
    suggestion: str,
    decision: str,
    why: str = "",
) -> Row:
    forms: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    for _, portrait in places:
        forms.update(portrait.forms)
        rules.update({EVIDENCE.get(rule, rule): number for rule, number in portrait.rules.items()})
    first = places[0][1].first
    evidence = why or "; ".join(f"{number} × {words}" for words, number in _ranked(rules))
    return (
        kind, name, identifier, suggestion, decision, certainty, first.before, first.words, first.after, evidence,
        sum(portrait.mentions for _, portrait in places), PARTED.join(form for form, _ in _ranked(forms)),
        PARTED.join(sheet.name for sheet, _ in places), first.line,
    )  # fmt: skip


def _missed(sheets: Sequence[Sheet], persons: Sequence[Person]) -> Iterator[Row]:
    """A row for each word that was nearly a name, in the order of documents; the person is the one of the
    edition who bears the name, or a new one."""
    bearers: defaultdict[str, list[Person]] = defaultdict(list)
    for person in persons:
        bearers[person.surname or person.name].append(person)
    for sheet in sheets:
        for miss in sheet.missed:
            form = parse(miss.words)
            known = bearers.get(form.plain, [])
            person = known[0] if len(known) == 1 else person_of(form, person_id(form))
            suggestion = _either(one.id for one in known) if known else "check"
            evidence = f"not taken; for it: {'; '.join(miss.why)}"
            yield (
                "mention" if miss.is_common else "missed", person.name, person.id, suggestion, "", "", miss.before,
                miss.words, miss.after, evidence, miss.times, "" if miss.is_common else miss.words, sheet.name, miss.line,
            )  # fmt: skip


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _either(ids: Iterable[str]) -> str:
    return " or ".join(f"is {identifier}" for identifier in ids)


def _stale(sheets: Sequence[Sheet], guidance: Guidance) -> Iterator[str]:
    """What nothing answers to any more: of single documents, of all, and of documents that are gone."""
    names = {sheet.name for sheet in sheets}
    heeded = {line for sheet in sheets for line in sheet.heeded}
    for sheet in sheets:
        yield from (f"{sheet.name}: {words}" for words in sheet.stale)
    for document, decisions in sorted(guidance.decisions.items()):
        for decision in decisions:
            if document == EVERYWHERE and decision.verdict == "no" and decision.line not in heeded:
                yield decision.obsolete()
            elif document != EVERYWHERE and document not in names:
                yield f"the decision in line {decision.line} is about “{document}”, which is not among the sources"
