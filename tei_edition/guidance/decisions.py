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
from tei_edition.guidance.tables import bad, read_table, table
from tei_edition.names.forms import RESERVED
from tei_edition.people import Decision

DECISIONS = "decisions.csv"
COLUMNS = ("document", "kind", "verdict", "person", "name", "forms", "before", "after")
EVERYWHERE = "*"
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
    if RESERVED.match(identifier):
        raise bad(path, line, f"the id {identifier} is one that the program gives to something else")


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
    """The old decisions with the new ones over those of the same subject, and without those undone."""
    found = {subject(decision): decision for decision in old}
    found |= {subject(decision): decision for decision in new}
    for decision in undone:
        found.pop(subject(decision), None)
    return list(found.values())


def subject(decision: Decision) -> tuple[object, ...]:
    """What a decision is about: a later one about the same goes over it."""
    if decision.verdict == "name":
        return ("name", decision.person)
    return (decision.kind, decision.document, decision.forms, decision.before, decision.after)
