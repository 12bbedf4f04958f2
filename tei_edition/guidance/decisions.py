"""The editor's decisions over names, kept in the project: `decisions.csv`, a line for each.

A decision is anchored in words, not in places: in the document, the name, and what stands before and
after it. So it outlives other changes of the text and of the program; one that nothing answers to any
more is reported. The verdicts: `yes` (a person, namely this one), `no` (not a person's name), and for a
person of the edition `name` (the index form).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tei_edition.config_values import checked
from tei_edition.guidance.tables import bad, read_table, refuse_reserved, table
from tei_edition.people import EVERYWHERE, Decision

COLUMNS = ("document", "kind", "verdict", "person", "name", "forms", "before", "after")
VERDICTS = {"person": ("yes", "no", "name"), "mention": ("yes", "no")}
_PARTED = " | "


def read_decisions(path: Path) -> dict[str, tuple[Decision, ...]]:
    """The decisions by document (`*`: all); raises `ConfigError` with the line of one that is none."""
    found: dict[str, list[Decision]] = {}
    for line, row in read_table(path, COLUMNS, needed=COLUMNS[:6]):
        said = {column: str(row.get(column, "")) for column in COLUMNS}
        kind, verdict = said["kind"], said["verdict"]
        if verdict not in VERDICTS.get(kind, ()):
            raise bad(path, line, f"no decision: kind {kind!r} with verdict {verdict!r}")
        if verdict != "no":
            check_id(path, line, said["person"])
        decision = Decision(
            kind, said["document"], verdict, said["person"], said["name"], tuple(said["forms"].split(_PARTED)),
            said["before"], said["after"], line,
        )  # fmt: skip
        found.setdefault(decision.document, []).append(decision)
    return {document: tuple(decisions) for document, decisions in found.items()}


def check_id(path: Path, line: int, identifier: str) -> None:
    """Raise `ConfigError` for what cannot be the xml:id of a person."""
    try:
        if not checked("id", identifier):
            raise ValueError("the id of a person is wanted")
    except ValueError as error:
        raise bad(path, line, str(error)) from None
    refuse_reserved(path, line, identifier)


def write_decisions(decisions: Iterable[Decision]) -> str:
    """The file of all decisions, sorted, so that a change is a change of few lines."""
    rows = sorted(
        (d.document, d.kind, d.verdict, d.person, d.name, _PARTED.join(d.forms), d.before, d.after)
        for d in decisions
    )
    return table(COLUMNS, rows)


def merged(
    old: Iterable[Decision], new: Iterable[Decision], undone: Iterable[Decision] = ()
) -> list[Decision]:
    """The old decisions, over them the new ones of the same subject, and without those undone. The subject
    is a mention, the index form of a person, or a form of a name in a document or in all."""
    persons: dict[tuple[str, str], Decision] = {}  # (document, form)
    others: dict[tuple[str, ...], Decision] = {}
    for decision in (*old, *new):
        if decision.verdict == "name" or decision.kind == "mention":
            others[_subject(decision)] = decision
            continue
        for form in decision.forms:
            _forget(persons, decision.document, form)
            persons[decision.document, form] = decision
    for decision in undone:
        others.pop(_subject(decision), None)
        for form in decision.forms if decision.kind == "person" else ():
            _forget(persons, decision.document, form)
    grouped: dict[tuple[str, str, str, str], list[str]] = {}
    for (document, form), decision in persons.items():
        grouped.setdefault((document, decision.verdict, decision.person, decision.name), []).append(form)
    return [
        Decision("person", document, verdict, person, name, tuple(sorted(forms)))
        for (document, verdict, person, name), forms in grouped.items()
    ] + list(others.values())


def _forget(persons: dict[tuple[str, str], Decision], document: str, form: str) -> None:
    """What is said of a form in all documents, and what is said in one, go over each other."""
    for key in [k for k in persons if k[1] == form] if document == EVERYWHERE else [(EVERYWHERE, form)]:
        persons.pop(key, None)
    persons.pop((document, form), None)


def _subject(decision: Decision) -> tuple[str, ...]:
    if decision.verdict == "name":
        return ("name", decision.person)
    return (decision.kind, decision.document, *decision.forms, decision.before, decision.after)
