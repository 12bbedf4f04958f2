"""index.html: every document with its author, date, source and language, like a catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..hrefs import quote
from ..records import Record
from ..sorting import Sorted
from .frame import Frame, counted, escape, full_title, page, page_of, script

# Shown by the script, which alone can use them.
TOOLS = (
    '<form class="tools" hidden>'
    '<label>Sort by <select id="sort"><option value="author">author</option><option value="title">title</option>'
    '<option value="date">date</option><option value="length">length</option></select></label>'
    '<label>Author <select id="author"><option value="">all</option></select></label>'
    '<label>Language <select id="language"><option value="">all</option></select></label>'
    '<label>From <input id="from" type="number" inputmode="numeric" placeholder="year"></label>'
    '<label>to <input id="to" type="number" inputmode="numeric" placeholder="year"></label>'
    '<label class="wide">Title, author, source or person <input id="filter" type="search"></label></form>\n'
    '<p id="tally" role="status"></p>\n'
)


# The other forms of a document: folder beside that of the pages, ending, what the link says.
FORMS = {
    "tei": (".xml", "TEI XML"),
    "text": (".txt", "plain text"),
    "epub": (".epub", "EPUB"),
    "markdown": (".md", "Markdown"),
}


class Index:
    """The page that lists the written documents by author, date and title; failed ones are only named
    in the report. `offer` are the forms of a document, of `FORMS`, that it links to."""

    def __init__(self, *, title: str = "Documents", offer: Iterable[str] = ("tei", "text")) -> None:
        self.title, self.offer = title, tuple(offer)
        self.entries = Sorted()
        self.documents = self.words = 0

    def add(self, record: Record) -> None:
        """Take in one document."""
        if record.status == "written":
            self.documents += 1
            self.words += record.counts.get("words", 0)
            self.entries.add(order(record), entry(record, self.offer))

    def page(self, frame: Frame) -> Iterator[str]:
        """The page of what was taken in, in pieces."""
        lead = f"{counted(self.documents, 'document')}, {counted(self.words, 'word')}"
        return page(
            self.title,
            self._body(lead),
            description=f"{self.title}: {lead}",
            frame=frame,
            here="All documents",
        )

    def _body(self, lead: str) -> Iterator[str]:
        yield f'<p class="lead">{lead}</p>\n{TOOLS}<ol class="documents">'
        for _, text, _ in self.entries:
            yield text
        yield "</ol>\n"
        yield script("index.js")


def order(record: Record) -> tuple[str, str, str, str]:
    """By the last word of the first author, then date, title and name."""
    author = record.authors[0] if record.authors else ""
    surname = author.partition(",")[0] if "," in author else author.rpartition(" ")[2]
    return surname.casefold(), record.when, record.title.casefold(), record.name


def entry(record: Record, offer: Iterable[str]) -> str:
    """One document of the list, with links to the forms of it that are offered."""
    lines = [f'<h2><a href="{page_of(record.name)}">{escape(record.title or record.name)}</a></h2>']
    if record.subtitle:
        lines.append(f'<p class="sub">{escape(record.subtitle)}</p>')
    made = " · ".join(part for part in (", ".join(record.authors), record.date.strip("()")) if part)
    if made:
        lines.append(f'<p class="made">{escape(made)}</p>')
    if record.source:
        lines.append(f'<p class="source">{escape(record.source)}</p>')
    facts = [f"<span>{escape(fact)}</span>" for fact in figures(record)]
    for form in offer:
        ending, label = FORMS[form]
        facts.append(
            f'<a href="../{form}/{quote(record.name)}{ending}" '
            f'aria-label="{label} of {escape(full_title(record))}">{label}</a>'
        )
    lines.append(f'<p class="facts">{" ".join(facts)}</p>')
    data = {
        "authors": "; ".join(record.authors),
        "when": record.when,
        "language": record.language,
        "words": str(record.counts.get("words", 0)),
        "find": "; ".join(person.name for person in record.persons),
    }
    said = "".join(f' data-{key}="{escape(value)}"' for key, value in data.items())
    return f"<li{said}>{''.join(lines)}</li>\n"


def figures(record: Record) -> list[str]:
    """Language, length, notes and persons, as far as there are any."""
    nouns = ("word", "note", "person")
    counts = [counted(record.counts[f"{noun}s"], noun) for noun in nouns if record.counts.get(f"{noun}s")]
    return [part for part in (record.language, *counts, record.licence) if part]
