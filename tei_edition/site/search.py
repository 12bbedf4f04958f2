"""search.html: every word of the edition, found without a server.

The page knows which document holds which word (`search/words.js`); the paragraphs of a document
(`search/NAME.js`, written with the document) are loaded when it is among the finds. Both are scripts
and not data, because a page opened from a folder may load no data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from ..javascript import literal
from ..records import Record
from ..sorting import Sorted
from .frame import Frame, escape, full_title, page, script

FORM = (
    '<form class="search" role="search" hidden><label for="query">Words</label>'
    '<input id="query" type="search" autocomplete="off" spellcheck="false">'
    '<p class="hint">All words must stand in a paragraph; the last one may be the beginning of a word.</p></form>\n'
    '<p id="tally" role="status"></p><div class="found"></div>\n'
    "<noscript><p>Searching needs a script. Everything else can be read without: "
    '<a href="index.html">all documents</a>.</p></noscript>\n'
)


HELD = 100_000  # pairs of a word and a document held in memory


class Search:
    """The search page, and the words of all documents."""

    def __init__(self) -> None:
        self.words = (
            Sorted()
        )  # (word, number of its first document): the numbers of some documents that hold it
        self.held: dict[str, list[int]] = {}  # the same of the last documents
        self.pairs = 0  # how many numbers are held
        self.on_disk = False  # whether any are in `words`
        self.documents = Sorted()  # number: name, title, authors as a script says them; and the name
        self.number = 0  # of the next document

    def add(self, record: Record) -> None:
        """Take in one document."""
        if record.status != "written":
            return
        words = record.vocabulary.split()
        for word in words:
            self.held.setdefault(word, []).append(self.number)
        self.pairs += len(words)
        if self.pairs > HELD:
            self._put_away()
        told = literal((record.name, full_title(record), ", ".join(record.authors)))
        self.documents.add(self.number, told, record.name)
        self.number += 1

    def _put_away(self) -> None:
        for word, numbers in self.held.items():
            self.words.add((word, numbers[0]), _listed(numbers))
        self.held, self.pairs, self.on_disk = {}, 0, True

    def page(self, frame: Frame) -> Iterator[str]:
        """The page, with its script."""
        return page(
            "Search", self._body(), description="Search the whole edition", frame=frame, here="Search"
        )

    def _body(self) -> Iterator[str]:
        yield FORM
        yield '<script src="search/words.js"></script>\n'
        yield script("search.js")

    def data(self) -> Iterator[str]:
        """words.js: the documents, and for each word the numbers of those that hold it."""
        yield "const DOCUMENTS = ["
        for number, told, _ in self.documents:
            yield f",{told}" if number else told
        yield "];\nconst WORDS = {"
        comma = "\n"
        for word, numbers in self._found():
            yield f"{comma}{literal(word)}:[{numbers}]"
            comma = ",\n"
        yield "\n};\n"

    def _found(self) -> Iterator[tuple[str, str]]:
        """Each word, in order, with the numbers of the documents that hold it."""
        if not self.on_disk:
            yield from ((word, _listed(self.held[word])) for word in sorted(self.held))
            return
        self._put_away()
        for word, rows in groupby(self.words, key=lambda row: row[0][0]):
            yield word, ",".join(numbers for _, numbers, _ in rows)


def _listed(numbers: Iterable[int]) -> str:
    return ",".join(map(str, numbers))


def sitemap(names: Iterable[str], url: str) -> Iterator[str]:
    """sitemap.xml: the address of each page, for an edition that says where it will be found."""
    base = url if url.endswith("/") else f"{url}/"
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    for name in names:
        yield f"<url><loc>{escape(base)}{name}</loc></url>\n"
    yield "</urlset>\n"
