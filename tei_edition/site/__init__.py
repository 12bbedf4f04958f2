"""The pages over all documents, made from their records alone: index, persons, places, search, report.

The records come one after the other and are not held: each page takes from a record what it needs, puts
it in order on the disk where it is much, and is written piece by piece.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from ..house import PLAIN, House
from ..records import Record
from .frame import Frame, page_of, site_css
from .index import Index
from .persons import Persons
from .report import Report
from .search import Search, sitemap

# Those that every edition has: places.html is made where places are tagged, sitemap.xml where the edition
# says where it will be found.
PAGES = (
    "html/index.html",
    "html/persons.html",
    "html/search.html",
    "html/search/words.js",
    "report.json",
    "report.html",
)

__all__ = ["PAGES", "Frame", "Index", "Persons", "Report", "Search", "make_site", "site_css"]


def make_site(
    records: Iterable[Record], version: str, house: House = PLAIN
) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The pages of an edition: path from the output folder, and the pieces of its content.

    All records are read once, before the first page comes; `version` is that of the program.
    """
    index, persons, places = (
        Index(title=house.title or "Documents", offer=("tei", "text", *house.offer)),
        Persons("person"),
        Persons("place"),
    )
    search, report = Search(), Report(version)
    for record in records:
        for page in (index, persons, places, search, report):
            page.add(record)
    frame = Frame(house, places=places.any)
    outside = frame._replace(html_dir="html/", report="report.html")
    made = {
        "html/index.html": index.page(frame),
        "html/persons.html": persons.page(frame),
        "html/search.html": search.page(frame),
        "html/search/words.js": search.data(),
        "report.json": report.data(),
        "report.html": report.page(outside),
    }
    if places.any:
        made["html/places.html"] = places.page(frame)
    if house.url:
        pages = (page_of(name) for _, _, name in search.documents)
        made["html/sitemap.xml"] = sitemap(chain(("index.html", "persons.html"), pages), house.url)
    for path, pieces in made.items():
        yield path, (piece.encode() for piece in pieces)
