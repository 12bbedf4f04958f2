"""Persons in the document in the middle: who is named, who is who in the edition, what the editor says.

This module imports nothing else of the package.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

EVERYWHERE = "*"  # the document of a decision that holds for all


@dataclass(slots=True)
class Person:
    """Somebody who is named: `id` is the xml:id, `name` the index form, `variants` the other forms found."""

    id: str
    name: str
    forename: str = ""
    surname: str = ""
    role: str = ""
    variants: list[str] = field(default_factory=list)
    idnos: dict[str, str] = field(default_factory=dict)  # type (VIAF, GND ...) -> URI
    mentions: int = 0
    note: str = ""
    dates: str = ""  # 1879-1940, or words


class Member(NamedTuple):
    """What the edition needs to know of a person of one document, to find the same in others.

    `id` is the one the document alone gives; `given`, `surname` and `suffix` are those of the fullest
    form, `gender` what the titles say, `known` whether the editor has named the person.
    """

    id: str
    name: str
    given: tuple[str, ...]
    surname: str
    suffix: str
    gender: str
    role: str
    mentions: int
    known: bool


class Decision(NamedTuple):
    """What an editor decided about a name (`guidance.decisions` says how it is kept).

    `kind` is person or mention, `document` the name of one or `*`, `person` an id, `forms` the names it
    is about, `before` and `after` the words around a mention, `line` that of the file.
    """

    kind: str
    document: str
    verdict: str
    person: str
    name: str
    forms: tuple[str, ...]
    before: str = ""
    after: str = ""
    line: int = 0

    def obsolete(self) -> str:
        """What is said of it where nothing in the texts answers to it."""
        return f"the decision in line {self.line}, on “{self.forms[0]}”, matches nothing any more"


@dataclass(frozen=True, slots=True, eq=False)
class Guidance:
    """What the editor says of persons: those of the authority file, and the decisions by document."""

    persons: tuple[Person, ...] = ()
    decisions: dict[str, tuple[Decision, ...]] = field(default_factory=dict)


class Identities(NamedTuple):
    """Who the persons of one document are in the edition: by the id the document alone gave, the
    `persons` that differ, `doubts` to be told of, and those who were `guessed` from less than a full name."""

    persons: dict[str, Person]
    doubts: dict[str, str]
    guessed: frozenset[str]


@dataclass(slots=True)
class PersonEntry:
    """A person or place of one document as the indexes need it: `mentions` are pairs of the id of the
    mention in the HTML edition (`m12`) and the words around it, `about` is what the register says."""

    id: str
    name: str
    variants: list[str] = field(default_factory=list)
    idnos: dict[str, str] = field(default_factory=dict)
    mentions: list[tuple[str, str]] = field(default_factory=list)
    about: str = ""
    index: str = ""  # the name as an index prints it: Rook, Tobias, Captain
