"""persons.html, places.html: all whom and which the documents name, from A to Z, each mention with the words
around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from ..hrefs import quote
from ..indexforms import folded, index_form
from ..model import MASK
from ..records import Record
from ..sorting import Row, Sorted
from .frame import Frame, counted, escape, full_title, page, page_of

SHOWN = 6  # more mentions than these in one document are to unfold


class Person:
    """A person over all documents: one id is one person. The first index form stands, others are variants."""

    def __init__(self, identifier: str, name: str, index: str) -> None:
        self.id, self.name, self.index = identifier, name, index
        self.variants: dict[str, None] = {}
        self.idnos: dict[str, str] = {}
        self.count = 0  # how often the documents name the person
        self.about = ""

    def add(self, forms: list[str], idnos: dict[str, str], count: int) -> None:
        """What one document says of the person, added to what is known."""
        self.variants |= dict.fromkeys(form for form in forms if form != self.name)
        self.idnos = idnos | self.idnos
        self.count += count


class Persons:
    """The index of persons, or of places (`kind`), over all written documents, merged by id."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.any = False
        self.rows = Sorted()  # (id, number of the document): its mentions of the person
        self.documents = 0

    def add(self, record: Record) -> None:
        """Take in the persons of one document."""
        if record.status != "written":
            return
        self.documents += 1
        for entry in record.persons if self.kind == "person" else record.places:
            self.any = True
            text = mentions_in(record, entry.mentions) if entry.mentions else ""
            facts = (
                [entry.name, *entry.variants],
                entry.index,
                entry.idnos,
                len(entry.mentions),
                entry.about,
            )
            self.rows.add((entry.id, self.documents), text, facts)

    def page(self, frame: Frame) -> Iterator[str]:
        """The page of what was taken in, in pieces."""
        entries = Sorted()  # (letter, form, id, number of the document, 0 for what stands above them all)
        persons = mentions = 0
        letters: set[str] = set()
        for identifier, rows in groupby(self.rows, key=lambda row: row[0][0]):
            person: Person | None = None
            for (_, number), text, (forms, index, idnos, count, about) in rows:
                person = person or Person(identifier, forms[0], index or index_form(forms[0], identifier))
                person.add(forms, idnos, count)
                person.about = person.about or about
                if text:
                    entries.add((*order(person), number), text)
            if person:
                persons, mentions = persons + 1, mentions + person.count
                letters.add(initial(person.index))
                entries.add((*order(person), 0), opening(person))
        lead = f"{counted(persons, self.kind)}, {counted(mentions, 'mention')}"
        words = f"Index of {self.kind}s: {lead}"
        title = f"{self.kind.title()}s"
        return page(title, body(entries, sorted(letters), lead), description=words, frame=frame, here=title)


def body(entries: Iterable[Row], letters: list[str], lead: str) -> Iterator[str]:
    """Lead, letters, and the persons under their letters with all that is said of each."""
    yield f'<p class="lead">{lead}</p>\n'
    if letters:
        links = "".join(f'<li><a href="#letter-{quote(each)}">{escape(each)}</a></li>' for each in letters)
        yield f'<nav aria-label="Letters"><ul class="letters">{links}</ul></nav>\n'
    for letter, rows in groupby(entries, key=lambda row: row[0][0]):
        anchor = f"letter-{quote(letter)}"
        yield f'<section aria-labelledby="{anchor}"><h2 id="{anchor}">{escape(letter)}</h2>\n'
        for _, texts in groupby(rows, key=lambda row: row[0][1:3]):
            yield from (text for _, text, _ in texts)
            yield "</div>\n"
        yield "</section>\n"


def order(person: Person) -> tuple[str, str, str]:
    """By letter, index form and id."""
    form = person.index
    return initial(form), folded(form), person.id


def initial(form: str) -> str:
    """The letter a person stands under."""
    return next((char.upper() for char in folded(form) if char.isalpha()), "#")


def opening(person: Person) -> str:
    """What stands above the documents that name a person: name, other forms, authority files."""
    lines = [
        f'<div class="person" id="{escape(person.id)}">'
        f'<h3>{escape(person.index)} <span class="count">{person.count:,}</span></h3>'
    ]
    if person.about:
        lines.append(f'<p class="about">{escape(person.about)}</p>')
    if person.variants:
        lines.append(f'<p class="variants">also: {escape("; ".join(person.variants))}</p>')
    if person.idnos:
        lines.append(
            f'<p class="facts">{"".join(authority(*pair) for pair in sorted(person.idnos.items()))}</p>'
        )
    return "".join(lines)


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
