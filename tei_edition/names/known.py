"""Persons whom the editor knows: those of the authority file and of the decisions, found by form or surname."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from copy import copy

from tei_edition.model import MASK
from tei_edition.names.forms import Form, agree, parse, sound
from tei_edition.names.gazetteer import Table, by_first_words
from tei_edition.people import Person


class Known:
    """The persons by id, by the forms they are known under, and by surname; later entries of an id add forms."""

    def __init__(self, persons: Iterable[Person] = ()) -> None:
        self.by_id: dict[str, Person] = {}
        self._by_form: defaultdict[str, dict[str, Person]] = defaultdict(dict)
        self._by_surname: defaultdict[str, dict[str, Person]] = defaultdict(dict)
        self._above: Known | None = None
        listed: list[str] = []
        for person in persons:
            self._add(person)
            listed += [*([person.name] if " " in person.name else []), *person.variants]
        self._table = by_first_words(listed)

    def _add(self, person: Person) -> None:
        known = self.by_id.setdefault(person.id, person)
        for form in (person.name, *person.variants):
            self._by_form[key_of(form)][person.id] = known
        if known.surname:
            self._by_surname[sound(known.surname)][person.id] = known

    def __bool__(self) -> bool:
        return bool(self.by_id) or bool(self._above)

    def beside(self, persons: Iterable[Person]) -> Known:
        """These persons together with further ones, as decisions name them for one document."""
        more = Known([self._with(person) for person in persons])
        more._above = self
        return more

    def _with(self, person: Person) -> Person:
        """A person of a decision with what the authority file says of the same."""
        above = self.by_id.get(person.id)
        if above is None:
            return person
        both = copy(above)
        both.variants = person.variants
        return both

    @property
    def tables(self) -> list[Table]:
        """The forms to look for in a text, those of the document first."""
        return [self._table, *(self._above.tables if self._above else [])]

    def get(self, identifier: str) -> Person | None:
        """The person of an id."""
        found = self.by_id.get(identifier)
        return found or (self._above.get(identifier) if self._above else None)

    def called(self, form: str) -> list[Person]:
        """Those who are known under a form, whatever its blanks and brackets; a decision goes over the file."""
        found = list(self._by_form.get(key_of(form), {}).values())
        return found or (self._above.called(form) if self._above else [])

    def agreeing(self, form: Form) -> list[Person]:
        """Those of the surname of a full form, spelt as it may be, whose forenames agree with it."""
        return [
            one
            for one in self.of_family(form.surname)
            if one.forename and agree(tuple(one.forename.split()), form.given)
        ]

    def of_family(self, surname: str) -> list[Person]:
        """Those of a surname."""
        found = list(self._by_surname.get(sound(surname), {}).values())
        more = self._above.of_family(surname) if self._above else []
        return found + [one for one in more if one.id not in self.by_id]


def key_of(form: str) -> str:
    """A form as it is looked up: without masks, brackets and line ends, the forename first."""
    return parse(form.replace(MASK, "")).plain
