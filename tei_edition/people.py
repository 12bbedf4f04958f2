"""Persons in the document in the middle: who is named, who is who in the edition, what the editor says.

This module imports nothing else of the package.
"""

from __future__ import annotations

from typing import NamedTuple

EVERYWHERE = "*"  # the document of a decision that holds for all


class Person:
    """Somebody who is named: `id` is the xml:id, `name` the index form, `variants` the other forms found, `idnos`
    are addresses by type (VIAF, GND ...), `dates` 1879-1940, or words."""

    __slots__ = (
        "dates", "forename", "id", "idnos", "mentions", "name", "note", "role", "surname", "variants",
    )  # fmt: skip

    def __init__(
        self,
        id: str,
        name: str,
        forename: str = "",
        surname: str = "",
        role: str = "",
        *,
        variants: list[str] | None = None,
        idnos: dict[str, str] | None = None,
        note: str = "",
        dates: str = "",
    ) -> None:
        self.id, self.name = id, name
        self.forename, self.surname, self.role = forename, surname, role
        self.variants = [] if variants is None else variants
        self.idnos = {} if idnos is None else idnos
        self.mentions = 0
        self.note, self.dates = note, dates

    def said(self) -> tuple[object, ...]:
        """All that is said of the person."""
        return tuple([getattr(self, name) for name in self.__slots__])


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


class Guidance:
    """What the editor says of persons: those of the authority file, and the decisions by document."""

    def __init__(
        self, persons: tuple[Person, ...] = (), decisions: dict[str, tuple[Decision, ...]] | None = None
    ) -> None:
        self.persons, self.decisions = persons, decisions or {}

    def __repr__(self) -> str:
        """Nothing of what it says: the digests of settings have that from the bytes of the files."""
        return "Guidance"


UNGUIDED = Guidance()


class Identities(NamedTuple):
    """Who the persons of one document are in the edition: by the id the document alone gave, the
    `persons` that differ, `doubts` to be told of, and those who were `guessed` from less than a full name."""

    persons: dict[str, Person]
    doubts: dict[str, str]
    guessed: frozenset[str]


class PersonEntry:
    """A person or place of one document as the indexes need it: `mentions` are pairs of the id of the
    mention in the HTML edition (`m12`) and the words around it, `about` is what the register says, `index` the
    name as an index prints it: Rook, Tobias, Captain."""

    def __init__(
        self,
        id: str,
        name: str,
        variants: list[str],
        idnos: dict[str, str],
        mentions: list[tuple[str, str]],
        about: str = "",
        index: str = "",
    ) -> None:
        self.id, self.name, self.variants = id, name, variants
        self.idnos, self.mentions = idnos, mentions
        self.about, self.index = about, index
