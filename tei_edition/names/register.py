"""Who is who over a whole edition: the map and reduce over the casts of its documents.

Map: each document gives its cast, one small `Member` for each person it names. Reduce: `Register`
takes the casts in any order and settles who is the same. Then `identities` tells each document which
of its persons go by another id in the edition. No step holds a document, and the outcome depends
neither on the order in which casts come nor on how many processes made them.

A full name is one person wherever it stands; initials, and a surname alone, go to the one person of the
edition whom they fit. Where they fit several, and where a forename is all there is, nobody can tell:
they stand under an id of their own, with a warning.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from tei_edition.names import titles
from tei_edition.names.forms import Form, agree, ascii_fold, parse, sound
from tei_edition.names.lexicon import load
from tei_edition.names.someone import distinct, fullness, person_of
from tei_edition.people import Identities, Member, Person

_WHOLE = 2  # letters of a name that is no initial
_NAMED = 4  # of those a name may mean, how many a message names

Key = tuple[str, tuple[str, ...], str, str]  # surname, forenames, suffix, gender; or an id, (), "", "known"


@dataclass(slots=True, eq=False)
class _Tally:
    """What all documents say of the members of one key."""

    member: Member
    documents: int = 0
    mentions: int = 0
    first: str = ""  # the document, in the order of names, that is told of a doubt
    roles: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True, eq=False)
class _Figure:
    """A person of the edition, of one or more keys; `others` are those it may be as well."""

    form: Form
    gender: str
    tallies: list[_Tally]
    guessed: set[Key] = field(default_factory=set)
    others: list[_Figure] = field(default_factory=list)
    loose: bool = False  # nothing but a forename says who
    person: Person = field(default_factory=lambda: Person("", ""))


class Register:
    """The persons of an edition: `add` each cast, `settle` once, then ask for `identities`."""

    def __init__(self) -> None:
        self._tallies: dict[Key, _Tally] = {}
        self._figure_of: dict[Key, _Figure] = {}
        self._ids: set[str] = set()

    def add(self, document: str, cast: Iterable[Member]) -> None:
        """The persons of one document; the order of documents does not matter, but each may come only once."""
        for member in cast:
            key = _key(member)
            tally = self._tallies.get(key)
            if tally is None:
                tally = self._tallies[key] = _Tally(member, first=document)
            tally.member = min(tally.member, member, key=lambda one: (one.name.isupper(), one.name, one.role))
            tally.first = min(tally.first, document)
            tally.documents += 1
            tally.mentions += member.mentions
            if member.role:
                tally.roles[member.role] += member.mentions

    def settle(self) -> None:
        """Decide who is the same person."""
        families: defaultdict[str, list[Key]] = defaultdict(list)
        for key, tally in self._tallies.items():
            families[_family(tally.member)].append(key)
        figures: list[_Figure] = []
        for _, keys in sorted(families.items()):
            figures += self._settle_family(keys)
        figures.sort(key=lambda f: (-sum(t.mentions for t in f.tallies), f.form.plain, f.gender))
        roles = [_role(figure) for figure in figures]
        fixed = [next((t.member.id for t in f.tallies if t.member.known), "") for f in figures]
        forms = [figure.form for figure in figures]
        for figure, identifier, role in zip(figures, distinct(forms, roles, fixed), roles, strict=True):
            figure.person = _entry(figure, identifier, role)
            self._ids.add(identifier)

    def _settle_family(self, keys: list[Key]) -> list[_Figure]:
        """The persons of one surname in all its spellings."""
        known = sorted(key for key in keys if self._tallies[key].member.known)
        full = sorted((key for key in keys if key not in known and key[0] and key[1]), key=self._by_fullness)
        bare = sorted(key for key in keys if key not in known and not (key[0] and key[1]))
        figures = [self._new(key) for key in known]
        by_initial: defaultdict[str, list[_Figure]] = defaultdict(list)
        for figure in figures:
            by_initial[_initial(figure.form.given)].append(figure)
        for key in full:
            near = by_initial[_initial(key[1])]
            fit = [one for one in near if one.form.surname and _same(one, key)]
            exact = [one for one in fit if one.form.given == key[1]]
            if len(exact or fit) == 1:
                self._join(key, (exact or fit)[0], guessed=not exact)
            else:
                figure = self._new(key)
                figure.others = fit
                near.append(figure)
                figures.append(figure)
        alone: list[_Figure] = []
        for key in bare:
            self._settle_bare(key, figures, alone)
        return figures + alone

    def _settle_bare(self, key: Key, named: list[_Figure], alone: list[_Figure]) -> None:
        """A surname, or a single name: that of the one who bears it, or somebody's nobody else bears."""
        gender, suffix = key[3], key[2]
        loose = _is_forename(key)
        bearers = (
            [one for one in named if one.form.surname and _bears(one, gender)]
            if not (suffix or loose)
            else []
        )
        if len(bearers) == 1:
            self._join(key, bearers[0], guessed=True)
            return
        own = [one for one in alone if one.form.suffix == suffix and _as_bare(one, key)]
        if own:
            self._join(key, own[0])
            own[0].gender = own[0].gender or gender
            return
        figure = self._new(key)
        figure.others, figure.loose = bearers, loose
        alone.append(figure)

    def _by_fullness(self, key: Key) -> tuple[int, Key]:
        return -fullness(_form(self._tallies[key].member)), key

    def _new(self, key: Key) -> _Figure:
        tally = self._tallies[key]
        figure = _Figure(_form(tally.member), tally.member.gender, [])
        self._join(key, figure)
        return figure

    def _join(self, key: Key, figure: _Figure, *, guessed: bool = False) -> None:
        figure.tallies.append(self._tallies[key])
        self._figure_of[key] = figure
        figure.gender = figure.gender or key[3].replace("known", "")
        if guessed:
            figure.guessed.add(key)

    def identities(self, document: str, cast: Sequence[Member]) -> Identities:
        """Who the persons of a document are in the edition, where that is not what the document alone gave.

        Two persons of one document stay two.
        """
        persons: dict[str, Person] = {}
        doubts: dict[str, str] = {}
        guessed: set[str] = set()
        taken: set[str] = set()
        for member in sorted(cast, key=lambda m: (not m.known, -fullness(_form(m)), m.id)):
            key = _key(member)
            figure = self._figure_of[key]
            person = figure.person
            if person.id in taken:
                person = self._spare(member, taken)
            else:
                doubt = _doubt(figure, document)
                if doubt:
                    doubts[member.id] = doubt
                if key in figure.guessed:
                    guessed.add(member.id)
            taken.add(person.id)
            if (person.id, person.name, person.role) != (member.id, member.name, member.role):
                persons[member.id] = person
        return Identities(persons, doubts, frozenset(guessed))

    def _spare(self, member: Member, taken: set[str]) -> Person:
        """An id that is nobody else's, for one of two who would be the same in the edition."""
        stem, number, identifier = member.id, 1, member.id
        while identifier in taken or identifier in self._ids:
            number += 1
            identifier = f"{stem}_{number}"
        return person_of(_form(member), identifier, member.role)

    def doubtful(self) -> dict[str, tuple[str, ...]]:
        """Whom nobody can tell apart, by id: those whom the name may mean as well; nobody where a forename of
        several documents is all there is."""
        return {
            figure.person.id: tuple(sorted(other.person.id for other in figure.others))
            for figure in self._figure_of.values()
            if figure.others or (figure.loose and sum(tally.documents for tally in figure.tallies) > 1)
        }

    def persons(self) -> list[Person]:
        """All persons of the edition, by id, with their mentions."""
        found = {figure.person.id: figure.person for figure in self._figure_of.values()}
        return [found[identifier] for identifier in sorted(found)]


def _key(member: Member) -> Key:
    if member.known:
        return (member.id, (), "", "known")
    return (member.surname, member.given, member.suffix, member.gender)


def _form(member: Member) -> Form:
    return Form(member.name, member.name, member.given, member.surname, member.suffix)


def _family(member: Member) -> str:
    form = _form(member)
    if member.known and not form.surname:
        form = parse(member.name)
    return sound(form.surname or "".join(form.given[:1]))


def _initial(given: tuple[str, ...]) -> str:
    return ascii_fold(given[0])[:1] if given else ""


def _is_forename(key: Key) -> bool:
    """Whether a single name is a forename or an initial: several may have it. A title makes it a surname."""
    if key[0] or not key[1]:
        return False
    word = key[1][0]
    return len(word.strip(".")) < _WHOLE or (not key[3] and load("en").letter(word) in ("F", "A"))


def _same(figure: _Figure, key: Key) -> bool:
    return (
        agree(figure.form.given, key[1])
        and titles.agree(figure.gender, key[3], named=True)
        and (not figure.form.suffix or not key[2] or figure.form.suffix == key[2])
    )


def _bears(figure: _Figure, gender: str) -> bool:
    """Whether somebody with a full name may be meant by the surname; without a word a man is."""
    if not gender:
        return figure.gender not in titles.LADIES
    if gender in titles.LADIES and not figure.gender:
        return False
    return titles.agree(figure.gender, gender, named=False)


def _as_bare(figure: _Figure, key: Key) -> bool:
    if (figure.gender in titles.LADIES) != (key[3] in titles.LADIES):
        return False
    return figure.loose == _is_forename(key) and titles.agree(figure.gender, key[3], named=False)


def _role(figure: _Figure) -> str:
    known = next((t.member for t in figure.tallies if t.member.known), None)
    if known:
        return known.role
    counts: Counter[str] = Counter()
    for tally in figure.tallies:
        counts.update(tally.roles)
    return titles.role(counts.items(), named=bool(figure.form.surname and figure.form.given))


def _entry(figure: _Figure, identifier: str, role: str) -> Person:
    person = person_of(figure.form, identifier, role)
    person.mentions = sum(tally.mentions for tally in figure.tallies)
    return person


def _doubt(figure: _Figure, document: str) -> str:
    """The warning that the first document of a doubtful person gets."""
    first = min(tally.first for tally in figure.tallies)
    documents = sum(tally.documents for tally in figure.tallies)
    if document != first:
        return ""
    where = "one document" if documents == 1 else f"{documents} documents"
    if figure.others:
        ids = [other.person.id for other in figure.others]
        names = ", ".join(sorted(ids)[:_NAMED]) + (" ..." if len(ids) > _NAMED else "")
        return f"“{figure.form.plain}” (in {where}) may be any of {names}; it stands under an id of its own"
    if figure.loose and documents > 1:
        return f"“{figure.form.plain}” (in {where}) stands under one id, though nothing but a forename says who it is"
    return ""
