"""What the editor wrote into the column `decision` of the table, as decisions to keep.

`yes` confirms the person, or the mention; `no` says it is no person's name; `is ID` says who it is, and
`is ID, Name` who it is where nobody has that id yet; `name Rook, Tobias` gives a person's index form;
`undo` takes back what was decided. An empty cell decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from tei_edition.guidance.decisions import check_id
from tei_edition.guidance.tables import bad, read_table
from tei_edition.patterns import lazy
from tei_edition.people import EVERYWHERE, Decision, Guidance
from tei_edition.review.listing import COLUMNS, PARTED

KINDS = ("person", "guess", "mention", "missed")
_NEEDED = ("kind", "person", "document", "mention", "forms", "decision")
_IS = lazy(r"(?:is|=)\s+([^\s,;]+)\s*(?:[,;]\s*(.+))?", 2)  # 2: re.IGNORECASE
_NAME = lazy(r"name\s+(.+)", 2)


class Answered(NamedTuple):
    """The decisions of a table, and those it takes back."""

    decided: list[Decision]
    undone: list[Decision]


def answered(path: Path, guidance: Guidance) -> Answered:
    """The decisions in a table that was edited; raises `ConfigError` with the line of one that is none."""
    rows = [(line, {column: str(row.get(column, "")) for column in COLUMNS}) for line, row in _rows(path)]
    known = {person.id: person.name for person in guidance.persons}
    known |= {row["person"]: row["name"] for _, row in rows if row["kind"] == "person"}
    decided: list[Decision] = []
    undone: list[Decision] = []
    for line, row in rows:
        word = row["decision"]
        if row["kind"] not in KINDS:
            raise bad(path, line, f"kind is {', '.join(KINDS)}, not {row['kind']!r}")
        if word.lower() == "undo":
            undone += _undone(row)
        elif word:
            decided += _decisions(path, line, row, word, known)
    return Answered(decided, undone)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, object]]]:
    return read_table(path, COLUMNS, needed=_NEEDED)


def _decisions(
    path: Path, line: int, row: Mapping[str, str], word: str, known: Mapping[str, str]
) -> Iterator[Decision]:
    named, other = _NAME.fullmatch(word), _IS.fullmatch(word)
    if word.lower() == "no":
        yield from _subjects(row, "no", "", "")
    elif word.lower() == "yes":
        yield from _subjects(row, "yes", row["person"], row["name"])
    elif named and row["kind"] == "person":
        yield Decision("person", EVERYWHERE, "name", row["person"], named[1].strip(), (row["name"],))
    elif other:
        identifier = other[1]
        check_id(path, line, identifier)
        name = (other[2] or known.get(identifier, "")).strip()
        if not name:
            raise bad(
                path, line, f"nobody has the id {identifier}; write “is {identifier}, Name” for somebody new"
            )
        yield from _subjects(row, "yes", identifier, name)
    else:
        raise bad(path, line, f"no decision: {word!r}; write yes, no, is ID, is ID, Name, name NAME, or undo")


def _subjects(row: Mapping[str, str], verdict: str, person: str, name: str) -> Iterator[Decision]:
    """What a row is about: a mention, or the forms of a person in each document; that forms are no name
    holds for all documents."""
    forms = tuple(dict.fromkeys(row["forms"].split(PARTED)))
    if row["kind"] == "mention":
        yield Decision(
            "mention", row["document"], verdict, person, name, (row["mention"],), row["before"], row["after"]
        )
    elif verdict == "no" and row["kind"] == "person":
        yield Decision("person", EVERYWHERE, "no", "", "", forms)
    else:
        for document in row["document"].split(PARTED):
            yield Decision("person", document, verdict, person, name, forms)


def _undone(row: Mapping[str, str]) -> Iterator[Decision]:
    yield from _subjects(row, "yes", row["person"], row["name"])
    if row["kind"] == "person":
        yield from _subjects(row, "no", "", "")
        yield Decision("person", EVERYWHERE, "name", row["person"], "", ())
