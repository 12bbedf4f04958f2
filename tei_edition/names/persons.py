"""Who is who: the persons behind the mentions of one document.

Forms with a forename or an initial make the persons; a surname alone goes to the one person of that
surname, to the last one named where there are several (with a message), and makes a person of its
own where there is none. Surnames that differ as transliterations do, or by one letter, are one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from tei_edition.model import Person
from tei_edition.names.forms import Form, agree, given_key, parse, person_id, sound
from tei_edition.names.lexicon import load
from tei_edition.names.passages import Mention, Passage
from tei_edition.patterns import lazy

_ALIAS = lazy(
    r",? \(?(?:i\. ?e\.,?|alias|a\.k\.a\.|(?:also )?known as|recte|d\. ?i\.|dit|genannt|pseudonym of|really) "
)
_TITLE_BEFORE = lazy(r"([\w.]+)[\s\u2060]+$")
_GENDER = {
    **dict.fromkeys(
        ("mrs", "lady", "madame", "mme", "frau", "dame", "countess", "baroness", "gräfin", "mmes", "widow"),
        "f",
    ),
    **dict.fromkeys(("miss", "mlle", "melle", "mademoiselle", "fräulein", "frl", "misses"), "y"),
    **dict.fromkeys(
        ("mr", "sir", "lord", "herr", "monsieur", "master", "hr", "captain", "capt", "dr", "rev"), "m"
    ),
}
_MOST = 64  # of one surname, how many are compared
_LONG = 6  # letters a surname needs before one letter's difference is overlooked


class Gathered(NamedTuple):
    """Persons sorted by id; for each mention its person's id; (mention, words) for each doubtful one."""

    persons: list[Person]
    ids: list[str | None]
    doubts: list[tuple[int, str]]


@dataclass(slots=True, eq=False)
class _Someone:
    """A person in the making."""

    surname: str
    given: tuple[str, ...]
    gender: str
    forms: Counter[Form] = field(default_factory=Counter)
    keys: list[str] = field(default_factory=list)
    same: _Someone | None = None

    def root(self) -> _Someone:
        found = self
        while found.same is not None:
            found = found.same
        return found


def gather(passages: Sequence[Passage], mentions: Sequence[Mention]) -> Gathered:
    """The persons behind the mentions, which must be sorted."""
    forms = [parse(passages[m.passage].text[m.start : m.end]) for m in mentions]
    genders = [_gender(passages[m.passage].text, m.start) for m in mentions]
    surname_of = _families(forms)
    cast: defaultdict[str, list[_Someone]] = defaultdict(list)
    fulls = sorted(
        {(form, gender): None for form, gender in zip(forms, genders, strict=True) if form.surname},
        key=lambda pair: -_fullness(pair[0]),
    )
    whose: dict[tuple[Form, str], _Someone] = {}
    for form, gender in fulls:
        whose[form, gender] = _place(form, gender, cast[surname_of[form.surname]])
    _titled_alone(forms, genders, surname_of, cast, whose)
    links, doubts = _link(forms, genders, surname_of, cast, whose)
    _aliases(passages, mentions, links)
    roots = [someone.root() for someone in links]
    for root, form in zip(roots, forms, strict=True):
        root.forms[form] += 1
    people = _people(roots)
    return Gathered(sorted(people.values(), key=lambda p: p.id), [people[root].id for root in roots], doubts)


def _fullness(form: Form) -> int:
    return sum(2 + len(given.strip(".")) for given in form.given) + len(form.surname)


def _gender(text: str, start: int) -> str:
    match = _TITLE_BEFORE.search(text, max(0, start - 16), start)
    return _GENDER.get(match[1].rstrip(".").lower(), "") if match else ""


def _families(forms: list[Form]) -> dict[str, str]:
    """Surname -> the key of its family: spellings that differ as transliterations do, or by a letter."""
    lexicon = load("en")
    count = Counter(form.surname or form.given[0] for form in forms if form.surname or form.given)
    key_of: dict[str, str] = {}
    by_hole: dict[str, str] = {}  # a surname with one letter out -> its key
    for surname, _ in sorted(count.items(), key=lambda pair: (-pair[1], pair[0])):
        key = sound(surname)
        listed = lexicon.letter(surname) not in ("", "N")
        if len(key) >= _LONG and key not in by_hole and not listed:
            near = [by_hole[hole] for hole in _holes(key) if hole in by_hole]
            key = next((other for other in near if other[0] == key[0]), key)
        if len(key) >= _LONG and key == sound(surname):
            for hole in [key, *_holes(key)]:
                by_hole.setdefault(hole, key)
        key_of[surname] = key
    return key_of


def _holes(word: str) -> list[str]:
    return [word[:at] + "?" + word[at + 1 :] for at in range(len(word))] + [
        word[:at] + word[at + 1 :] for at in range(len(word))
    ]


def _place(form: Form, gender: str, family: list[_Someone]) -> _Someone:
    """The person of a full form, new where none of the family agrees."""
    fit = [one for one in family[-_MOST:] if agree(one.given, form.given) and _match(one.gender, gender)]
    exact = [one for one in fit if one.given == form.given]
    if exact or fit:
        someone = (exact or fit)[0]
        someone.gender = someone.gender or gender
        return someone
    someone = _Someone(form.surname, form.given, gender)
    family.append(someone)
    return someone


def _match(one: str, two: str) -> bool:
    return not one or not two or one == two


def _titled_alone(
    forms: list[Form],
    genders: list[str],
    surname_of: dict[str, str],
    cast: defaultdict[str, list[_Someone]],
    whose: dict[tuple[Form, str], _Someone],
) -> None:
    """Mr., Mrs. and Miss of one surname are three persons unless full names say otherwise."""
    for form, gender in dict.fromkeys(zip(forms, genders, strict=True)):
        if form.surname or not gender or not form.given:
            continue
        family = cast[surname_of[form.given[0]]]
        fit = [one for one in family[:_MOST] if one.gender == gender]
        if not fit:
            fit = [one for one in family if not one.gender] if len(family) == 1 else []
        if not fit:
            fit = [_Someone(form.given[0], (), gender)]
            family += fit
        elif len(fit) == 1:
            fit[0].gender = gender
        if len(fit) == 1:
            whose[form, gender] = fit[0]


def _link(
    forms: list[Form],
    genders: list[str],
    surname_of: dict[str, str],
    cast: defaultdict[str, list[_Someone]],
    whose: dict[tuple[Form, str], _Someone],
) -> tuple[list[_Someone], list[tuple[int, str]]]:
    """The person of each mention; a bare name goes to the one of several who was named last."""
    called = _by_forename(cast, whose)
    latest: dict[str, _Someone] = {}  # the person last named, by family and by forename
    links: list[_Someone] = []
    doubts: list[tuple[int, str]] = []
    for number, (form, gender) in enumerate(zip(forms, genders, strict=True)):
        someone = whose.get((form, gender))
        if someone is None:
            word = form.given[0] if form.given else form.text
            key = surname_of.get(word, sound(word))
            family = cast[key] if not form.suffix else []
            if not family and not form.suffix:
                key = f"as {word}" if f"as {word}" in called else f"for {given_key(word)}"
                family = called.get(key, [])
            if family:
                men = [one for one in family[:_MOST] if one.gender not in ("f", "y")]
                someone = men[0] if len(men) == 1 else latest.get(key, family[0])
                if len(family) > 1 and len(men) != 1:
                    doubts.append((number, form.text))
            else:
                someone = whose.get((form, "")) or _Someone("", (word,), gender)
                whose[form, gender] = whose[form, ""] = someone
                if not form.suffix:
                    cast[surname_of.get(word, sound(word))].append(someone)
        for key in someone.keys:
            latest[key] = someone
        links.append(someone)
    return links, doubts


def _by_forename(
    cast: defaultdict[str, list[_Someone]], whose: dict[tuple[Form, str], _Someone]
) -> dict[str, list[_Someone]]:
    """The persons who may be called by a forename as it stands ("as Polly"), or by its full form ("for
    mary"); nobody calls Marx Karl."""
    notable = load("en").is_notable
    for key, family in cast.items():
        for someone in family:
            someone.keys = [key]
    called: defaultdict[str, dict[_Someone, None]] = defaultdict(dict)
    for (form, _), someone in whose.items():
        for given in form.given[:2] if form.surname else ():
            if len(given.strip(".")) > 1:
                keys = (f"as {given}", f"for {given_key(given)}")
                someone.keys += [key for key in keys if key not in someone.keys]
                if not notable(someone.surname):
                    for key in keys:
                        called[key][someone] = None
    return {key: list(persons) for key, persons in called.items()}


def _aliases(passages: Sequence[Passage], mentions: Sequence[Mention], links: list[_Someone]) -> None:
    """ "X, i.e. Y", "X (alias Y)" and "X [Y]" name one person twice."""
    for number in range(1, len(mentions)):
        one, two = mentions[number - 1], mentions[number]
        if one.passage != two.passage or two.start - one.end > 24:
            continue
        text = passages[one.passage].text
        gap = text[one.end : two.start]
        if _ALIAS.fullmatch(gap) or (gap == " [" and text[two.end : two.end + 1] == "]"):
            first, second = links[number - 1].root(), links[number].root()
            if first is not second:
                first.same = second


def _people(roots: list[_Someone]) -> dict[_Someone, Person]:
    """The persons, with ids that are distinct even where `-` is read as `_`."""
    people: dict[_Someone, Person] = {}
    taken: Counter[str] = Counter()
    for root in dict.fromkeys(roots):
        forms = sorted(root.forms, key=lambda f: (f.plain.isupper(), -_fullness(f), f.text))
        best = forms[0]
        people[root] = Person(
            _distinct(person_id(best), taken),
            best.plain,
            forename=" ".join(best.given) if best.surname else "",
            surname=best.surname,
            variants=list(dict.fromkeys(f.text for f in forms if f.text != best.plain)),
            mentions=sum(root.forms.values()),
        )
    return people


def _distinct(stem: str, taken: Counter[str]) -> str:
    """The id, with `_2`, `_3` ... where it is taken."""
    identifier, number = stem, taken[stem.replace("-", "_")]
    while taken[identifier.replace("-", "_")]:
        number += 1
        identifier = f"{stem}_{number}"
    taken[stem.replace("-", "_")] = max(number, 1)
    taken[identifier.replace("-", "_")] = max(taken[identifier.replace("-", "_")], 1)
    return identifier
