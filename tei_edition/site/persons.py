"""persons.html: everybody whom the documents name, from A to Z, each mention with the words around it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..hrefs import quote
from ..model import MASK, PersonEntry, Record
from .frame import counted, escape, full_title, page, page_of

SHOWN = 6  # more mentions than these in one document are to unfold


@dataclass(slots=True)
class Person:
    """A person over all documents: one id is one person."""

    id: str
    name: str
    variants: list[str] = field(default_factory=list)
    idnos: dict[str, str] = field(default_factory=dict)
    places: list[tuple[Record, list[tuple[str, str]]]] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How often the documents name the person."""
        return sum(len(mentions) for _, mentions in self.places)


def write_persons(records: Iterable[Record]) -> bytes:
    """The index of persons over all written documents, merged by id."""
    persons = merged(record for record in records if record.status == "written")
    groups: dict[str, list[Person]] = {}
    for person in sorted(persons, key=lambda person: (folded(index_form(person)), person.id)):
        groups.setdefault(initial(index_form(person)), []).append(person)
    letters = "".join(f'<li><a href="#letter-{quote(letter)}">{escape(letter)}</a></li>' for letter in groups)
    sections = "".join(
        f'<section aria-labelledby="letter-{quote(letter)}">'
        f'<h2 id="letter-{quote(letter)}">{escape(letter)}</h2>\n'
        f"{''.join(entry(person) for person in group)}</section>\n"
        for letter, group in groups.items()
    )
    lead = f"{counted(len(persons), 'person')}, {counted(sum(p.count for p in persons), 'mention')}"
    nav = f'<nav aria-label="Letters"><ul class="letters">{letters}</ul></nav>\n' if groups else ""
    body = f'<p class="lead">{lead}</p>\n{nav}{sections}'
    return page("Persons", body, description=f"Index of persons: {lead}")


def merged(records: Iterable[Record]) -> list[Person]:
    """The persons of all documents; the first index form stands, other forms become variants."""
    persons: dict[str, Person] = {}
    for record in records:
        for entry_ in record.persons:
            person = persons.setdefault(entry_.id, Person(entry_.id, entry_.name))
            add(person, record, entry_)
    return list(persons.values())


def add(person: Person, record: Record, entry_: PersonEntry) -> None:
    """What one document says of a person, added to what is known."""
    for form in (entry_.name, *entry_.variants):
        if form != person.name and form not in person.variants:
            person.variants.append(form)
    for kind, number in entry_.idnos.items():
        person.idnos.setdefault(kind, number)
    if entry_.mentions:
        person.places.append((record, entry_.mentions))


def folded(words: str) -> str:
    """`words` without accents, case and points, to compare and to sort by."""
    if words.isascii():
        return words.lower().replace(".", "").replace("'", "")
    plain = unicodedata.normalize("NFD", words).casefold()
    return "".join(char for char in plain if not unicodedata.combining(char) and char not in ".’'")


def index_form(person: Person) -> str:
    """The name as an index prints it. The id begins with the surname (`trotsky_leon`): where that
    word stands later in the name it comes first, `Trotsky, Leon`; otherwise the name stays."""
    words = person.name.split()
    surname = folded(person.id).partition("_")[0]
    for at, word in enumerate(words):
        if at and folded(word) == surname:
            return f"{' '.join(words[at:])}, {' '.join(words[:at])}"
    return person.name


def initial(form: str) -> str:
    """The letter a person stands under."""
    return next((char.upper() for char in folded(form) if char.isalpha()), "#")


def entry(person: Person) -> str:
    """One person: name, other forms, authority files, and the documents with each mention."""
    lines = [
        f'<section class="person" id="{escape(person.id)}" aria-label="{escape(person.name)}">'
        f'<h3>{escape(index_form(person))} <span class="count">{person.count:,}</span></h3>'
    ]
    if person.variants:
        lines.append(f'<p class="variants">also: {escape("; ".join(person.variants))}</p>')
    if person.idnos:
        lines.append(
            f'<p class="facts">{"".join(authority(*pair) for pair in sorted(person.idnos.items()))}</p>'
        )
    lines.extend(mentions_in(record, found) for record, found in person.places)
    return "".join(lines) + "</section>\n"


def authority(kind: str, number: str) -> str:
    """A link to an authority file, or its number where it is no address."""
    if number.startswith(("https://", "http://")):
        return f'<a class="external" href="{escape(number)}">{escape(kind)}</a>'
    return f"<span>{escape(kind)} {escape(number)}</span>"


def mentions_in(record: Record, found: list[tuple[str, str]]) -> str:
    """The mentions of one person in one document."""
    href = page_of(record.name)
    items = "".join(
        f'<li><a href="{href}#{quote(place)}">{emphasised(words)}</a></li>' for place, words in found
    )
    opened = " open" if len(found) <= SHOWN else ""
    count = f'<span class="count">{len(found):,}</span>'
    return (
        f"<details{opened}><summary>{escape(full_title(record))} {count}</summary>"
        f'<ol class="mentions">{items}</ol></details>\n'
    )


def emphasised(words: str) -> str:
    """The words around a mention, the name between its two masks in bold."""
    pieces = [escape(piece) for piece in words.split(MASK)]
    if len(pieces) != 3:
        return " ".join(pieces)
    return f"{pieces[0]}<b>{pieces[1]}</b>{pieces[2]}"
