"""A person in the making, and the entry and the id that come of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from functools import lru_cache

from tei_edition.names.forms import Form, ascii_fold, person_id
from tei_edition.names.lexicon import load
from tei_edition.names.titles import gender, role
from tei_edition.people import Member, Person


class Someone:
    """Somebody whom a document names: `known` where an authority file or a decision says who,
    `keys` the ways to be the person last named, `same` another who proved to be the same."""

    def __init__(
        self,
        surname: str,
        given: tuple[str, ...],
        gender: str,
        suffix: str = "",
        known: Person | None = None,
    ) -> None:
        self.surname, self.given, self.gender, self.suffix = surname, given, gender, suffix
        self.known = known
        self.forms: defaultdict[Form, int] = defaultdict(int)
        self.titles: defaultdict[str, int] = defaultdict(int)
        self.keys: list[str] = []
        self.same: Someone | None = None

    def root(self) -> Someone:
        """The one who stands for all that are the same."""
        found = self
        while found.same is not None:
            found = found.same
        return found


@lru_cache(maxsize=1 << 12)
def fullness(form: Form) -> int:
    """How much of a name a form gives: spelt-out forenames count most."""
    return sum(2 + len(given.strip(".")) for given in form.given) + len(form.surname)


def unite(one: Someone, other: Someone) -> None:
    """Two are the same person, the second standing for both, unless the editor knows them for two."""
    first, second = one.root(), other.root()
    if first is second or (first.known and second.known and first.known is not second.known):
        return
    if first.known:
        first, second = second, first
    first.same = second


def describe(roots: Iterable[Someone]) -> dict[Someone, tuple[Person, Member]]:
    """The entry of each person of a document, and the record of it for the edition; ids are distinct."""
    people = list(dict.fromkeys(roots))
    forms = [_ranked(root) for root in people]
    bests = [ranked[0] for ranked in forms]
    roles = [
        root.known.role if root.known else _role(root, best) for root, best in zip(people, bests, strict=True)
    ]
    fixed = [root.known.id if root.known else "" for root in people]
    return {
        root: _entry(root, ranked, identifier, title)
        for root, ranked, identifier, title in zip(
            people, forms, distinct(bests, roles, fixed), roles, strict=True
        )
    }


def _ranked(root: Someone) -> list[Form]:
    """The forms of a person, the best first."""
    return sorted(root.forms, key=lambda f: (f.plain.isupper(), -fullness(f), f.text))


def _role(root: Someone, best: Form) -> str:
    return role(root.titles.items(), named=bool(best.surname) or bool(best.suffix))


def _entry(root: Someone, forms: list[Form], identifier: str, title: str) -> tuple[Person, Member]:
    best, known = forms[0], root.known
    person = copy(known) if known else person_of(best, identifier, title)
    if not person.surname and not known and title and _of_family(title, person.name):
        person.surname = person.name
    person.variants = list(dict.fromkeys(form.text for form in forms if form.text != person.name))
    person.mentions = sum(root.forms.values())
    given, surname = (tuple(known.forename.split()), known.surname) if known else (best.given, best.surname)
    return person, Member(
        person.id,
        person.name,
        given,
        surname,
        best.suffix,
        root.gender,
        title,
        person.mentions,
        known is not None,
    )


def _of_family(title: str, name: str) -> bool:
    """Whether the single name behind a title is a surname: Mr. Pask, not Queen Mary or Miss Emma."""
    return gender(title) != "" and load("en").letter(name) not in ("F", "A")


def person_of(form: Form, identifier: str, role: str = "") -> Person:
    """The entry of a person of whom a form is known."""
    forename = " ".join(form.given) if form.surname else ""
    return Person(identifier, form.plain, forename, form.surname, role)


def distinct(forms: Sequence[Form], roles: Sequence[str], fixed: Sequence[str]) -> list[str]:
    """An id for each form, `fixed` where it is not empty. Where a stem is taken, all forenames and the
    title tell persons apart, then a number; ids stay distinct even where `-` is read as `_`."""
    taken = {_folded(identifier) for identifier in fixed if identifier}
    found: list[str] = []
    counts: Counter[str] = Counter()
    for form, title, given in zip(forms, roles, fixed, strict=True):
        identifier = given or person_id(form)
        if not given and _folded(identifier) in taken:
            longer = person_id(form, whole=True)
            if _folded(longer) in taken and title:
                longer = f"{longer}_{ascii_fold(title).replace(' ', '_').strip('_-')}"
            identifier = longer
            while _folded(identifier) in taken:
                counts[longer] += 1
                identifier = f"{longer}_{counts[longer] + 1}"
        taken.add(_folded(identifier))
        found.append(identifier)
    return found


def _folded(identifier: str) -> str:
    return identifier.replace("-", "_")
