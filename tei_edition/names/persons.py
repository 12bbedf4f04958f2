"""Who is who: the persons behind the mentions of one document.

Forms with a forename or an initial make the persons; a surname alone goes to the one person of that
surname, to the last one named where there are several (with a doubt), and makes a person of its
own where there is none. Whom the editor knows goes over all that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tei_edition.names import titles
from tei_edition.names.aliases import Pair, pairs
from tei_edition.names.families import families
from tei_edition.names.forms import Form, agree, given_key, parse, sound
from tei_edition.names.known import Known
from tei_edition.names.lexicon import load
from tei_edition.names.passages import Mention, Passage
from tei_edition.names.someone import Someone, describe, fullness, unite
from tei_edition.people import Member, Person

_MOST = 64  # of one surname, how many are compared


class Doubt(NamedTuple):
    """A mention, by number, that could be more than one person: the ids of the `others` it may be."""

    mention: int
    words: str
    others: tuple[str, ...]


class Gathered(NamedTuple):
    """Persons sorted by id; for each mention its person's id; the doubts; what the edition needs of each."""

    persons: list[Person]
    ids: list[str]
    doubts: list[Doubt]
    members: list[Member]


Key = tuple[Form, str]  # a form and the gender its title says


class _Cast:
    """What is found out while the mentions are gathered."""

    def __init__(
        self, known: Known, forms: list[Form], genders: list[str], surname_of: dict[str, str]
    ) -> None:
        self.known, self.forms, self.genders, self.surname_of = known, forms, genders, surname_of
        self.families: defaultdict[str, list[Someone]] = defaultdict(list)
        self.maidens: defaultdict[str, list[Someone]] = defaultdict(list)
        self.whose: dict[Key, Someone] = {}
        self.seeds: dict[str, Someone] = {}  # those the editor knows, by id

    def family(self, surname: str) -> list[Someone]:
        """The persons of a surname and of all its spellings."""
        return self.families[self.surname_of.get(surname, sound(surname))]

    def seed(self, person: Person) -> Someone:
        """The somebody of a known person."""
        found = self.seeds.get(person.id)
        if found is None:
            given = tuple(person.forename.split())
            found = Someone(person.surname, given, titles.of_person(given, person.role), known=person)
            self.seeds[person.id] = found
            surname = person.surname or person.name.partition(" ")[0]
            self.family(surname).append(found)
        return found


def gather(
    passages: Sequence[Passage],
    mentions: Sequence[Mention],
    *,
    known: Known | None = None,
    forced: Mapping[int, str] | None = None,
) -> Gathered:
    """The persons behind the mentions, which must be sorted.

    `known` are the persons of the editor; `forced` says of single mentions, by number, which of them
    they are.
    """
    forms = [parse(passages[m.passage].text[m.start : m.end]) for m in mentions]
    said = [titles.title_before(passages[m.passage].text, m.titled, m.start) for m in mentions]
    genders = [
        titles.of_person(form.given, title) if form.surname else titles.gender(title)
        for form, title in zip(forms, said, strict=True)
    ]
    cast = _Cast(known or Known(), forms, genders, families(forms))
    joined = list(pairs(passages, mentions, genders))
    _place_known(cast, said)
    _place_full(cast)
    _place_maidens(cast, joined)
    _place_titled(cast)
    links, doubts = _link(
        cast, forced or {}, {pair.second: pair.first for pair in joined if pair.kind == "born"}
    )
    for pair in joined:
        if pair.kind == "alias":
            unite(links[pair.first], links[pair.second])
        elif pair.kind == "later":
            unite(links[pair.second], links[pair.first])
    return _gathered(cast, [one.root() for one in links], said, doubts)


def _gathered(
    cast: _Cast, roots: list[Someone], said: list[str], doubts: list[tuple[int, list[Someone]]]
) -> Gathered:
    for root, form, title in zip(roots, cast.forms, said, strict=True):
        root.forms[form] += 1
        if title:
            root.titles[title] += 1
    entries = describe(roots)
    ids = {root: person.id for root, (person, _) in entries.items()}
    told = [
        Doubt(
            number,
            cast.forms[number].text,
            tuple(sorted({ids[one.root()] for one in others if one.root() in ids} - {ids[roots[number]]})),
        )
        for number, others in doubts
    ]
    found = sorted(entries.values(), key=lambda pair: pair[0].id)
    return Gathered(
        [person for person, _ in found],
        [ids[root] for root in roots],
        [doubt for doubt in told if doubt.others],
        [member for _, member in found],
    )


def _place_known(cast: _Cast, said: list[str]) -> None:
    """The forms that the editor has listed, with their title or without."""
    if not cast.known:
        return
    for form, gender, title in dict.fromkeys(zip(cast.forms, cast.genders, said, strict=True)):
        called = cast.known.called(f"{title} {form.plain}") if title else []
        if not called:
            called = [
                one
                for one in cast.known.called(form.plain)
                if titles.agree(_gender_of(one), gender, named=True)
            ]
        if not called and form.surname:
            called = cast.known.agreeing(form)
        if len(called) == 1:
            cast.whose[form, gender] = cast.seed(called[0])


def _place_full(cast: _Cast) -> None:
    """Persons of the forms with a forename, the fullest first."""
    fulls = dict.fromkeys(
        (form, gender) for form, gender in zip(cast.forms, cast.genders, strict=True) if form.surname
    )
    for form, gender in sorted(fulls, key=lambda pair: -fullness(pair[0])):
        if (form, gender) not in cast.whose:
            cast.whose[form, gender] = _place(form, gender, cast.family(form.surname))


def _place(form: Form, gender: str, family: list[Someone]) -> Someone:
    """The person of a full form, new where none of the family agrees."""
    fit = [
        one
        for one in family[-_MOST:]
        if agree(one.given, form.given)
        and titles.agree(one.gender, gender, named=True)
        and (not one.suffix or not form.suffix or one.suffix == form.suffix)
    ]
    exact = [one for one in fit if one.given == form.given]
    if fit:
        someone = (exact or fit)[0]
        someone.gender = someone.gender or gender
        someone.suffix = someone.suffix or form.suffix
        return someone
    someone = Someone(form.surname, form.given, gender, form.suffix)
    family.append(someone)
    return someone


def _place_maidens(cast: _Cast, joined: list[Pair]) -> None:
    """Who was born Webb is also Anna Webb, and Miss Webb where there is no other."""
    for pair in joined:
        form, gender = cast.forms[pair.first], cast.genders[pair.first]
        bride = cast.whose.get((form, gender))
        if pair.kind != "born" or bride is None:
            continue
        birth = cast.forms[pair.second]
        family = cast.family(birth.surname or birth.text)
        for one in family:
            if (
                one is not bride
                and one.given
                and agree(one.given, bride.given)
                and one.gender in ("", titles.MAID)
            ):
                unite(one, bride)
        cast.maidens[cast.surname_of.get(birth.surname or birth.text, "")].append(bride)


def _place_titled(cast: _Cast) -> None:
    """Mr., Mrs. and Miss of one surname are three persons unless full names say otherwise."""
    for form, gender in dict.fromkeys(zip(cast.forms, cast.genders, strict=True)):
        if form.surname or not gender or not form.given or (form, gender) in cast.whose:
            continue
        family = cast.family(form.given[0])
        fit = [one for one in family[:_MOST] if one.gender and titles.agree(one.gender, gender, named=False)]
        if not fit and gender == titles.MAID:
            fit = cast.maidens.get(cast.surname_of.get(form.given[0], ""), [])
        if not fit:
            fit = [one for one in family[:1] if len(family) == 1 and not one.gender and _spelt(one, gender)]
        if not fit:
            fit = [Someone(form.given[0], (), gender)]
            family += fit
        elif len(fit) == 1 and fit[0].gender in ("", titles.WOMAN):
            fit[0].gender = gender
        if len(fit) == 1:
            cast.whose[form, gender] = fit[0]


def _link(
    cast: _Cast, forced: Mapping[int, str], born: dict[int, int]
) -> tuple[list[Someone], list[tuple[int, list[Someone]]]]:
    """The person of each mention; a bare name goes to the one of several who was named last."""
    called = _by_forename(cast)
    latest: dict[str, Someone] = {}  # the person last named, by family and by forename
    links: list[Someone] = []
    doubts: list[tuple[int, list[Someone]]] = []
    for number, key in enumerate(zip(cast.forms, cast.genders, strict=True)):
        person = cast.known.get(forced[number]) if number in forced else None
        if person:
            someone = cast.seed(person)
        elif number in born:
            someone = links[born[number]]
        elif key in cast.whose:
            someone = cast.whose[key]
        else:
            someone, others = _bare(cast, key, called, latest)
            if others:
                doubts.append((number, others))
        for way in someone.keys:
            latest[way] = someone
        links.append(someone)
    return links, doubts


def _bare(
    cast: _Cast, key: Key, called: dict[str, list[Someone]], latest: dict[str, Someone]
) -> tuple[Someone, list[Someone]]:
    """The person of a single name, and those it could be as well."""
    form, gender = key
    word = form.given[0] if form.given else form.text
    way = cast.surname_of.get(word, sound(word))
    family = cast.families[way] if not form.suffix else []
    if not family and not form.suffix:
        way = f"as {word}" if f"as {word}" in called else f"for {given_key(word)}"
        family = called.get(way, [])
    family = [one for one in family[:_MOST] if titles.agree(one.gender, gender, named=False)]
    if family:
        men = [one for one in family if gender or one.gender not in titles.LADIES]
        last = latest.get(way)
        someone = men[0] if len(men) == 1 else last if last in family else family[0]
        return someone, [] if len(men) == 1 or len(family) == 1 else family
    listed = cast.known.of_family(word) if not form.suffix else []
    if len(listed) == 1 and _may_be(listed[0], gender):
        someone = cast.whose[key] = cast.seed(listed[0])
        return someone, []
    someone = cast.whose.get((form, "")) or Someone("", (word,), gender, form.suffix)
    cast.whose[key] = cast.whose[form, ""] = someone
    if not form.suffix:
        cast.families[cast.surname_of.get(word, sound(word))].append(someone)
    return someone, []


def _spelt(one: Someone, gender: str) -> bool:
    """Whether somebody of whom nothing says man or woman may have the title: J. Webb is not Mrs. Webb."""
    return (
        gender not in titles.LADIES or not one.given or any(len(given.strip(".")) > 1 for given in one.given)
    )


def _may_be(person: Person, gender: str) -> bool:
    """Whether a known person, of whom no more is said, may be meant by a surname with a title."""
    own = _gender_of(person)
    return bool(own or gender not in titles.LADIES) and titles.agree(own, gender, named=False)


def _gender_of(person: Person) -> str:
    return titles.of_person(tuple(person.forename.split()), person.role)


def _by_forename(cast: _Cast) -> dict[str, list[Someone]]:
    """The persons who may be called by a forename as it stands ("as Polly"), or by its full form ("for
    mary"); nobody calls Marx Karl."""
    notables = load("en").notables
    for key, family in cast.families.items():
        for someone in family:
            someone.keys = [key]
    called: defaultdict[str, dict[Someone, None]] = defaultdict(dict)
    for (form, _), someone in cast.whose.items():
        for given in form.given[:2] if form.surname else ():
            if len(given.strip(".")) > 1:
                keys = (f"as {given}", f"for {given_key(given)}")
                someone.keys += [key for key in keys if key not in someone.keys]
                if someone.surname not in notables:
                    for key in keys:
                        called[key][someone] = None
    return {key: list(persons) for key, persons in called.items()}
