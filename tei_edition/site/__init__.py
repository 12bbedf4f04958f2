"""The pages over all documents, made from their records alone: index, persons, report.

The records come one after the other and are not held: each page takes from a record what it needs, puts
it in order on the disk where it is much, and is written piece by piece.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import Record
from .frame import site_css
from .index import Index
from .persons import Persons
from .report import Report

PAGES = ("html/index.html", "html/persons.html", "report.json", "report.html")

__all__ = ["PAGES", "Index", "Persons", "Report", "make_site", "site_css"]


def make_site(records: Iterable[Record], version: str) -> Iterator[tuple[str, Iterator[bytes]]]:
    """The pages of an edition: path from the output folder, and the pieces of its content.

    All records are read once, before the first page comes; `version` is that of the program.
    """
    index, persons, report = Index(), Persons(), Report(version)
    for record in records:
        for page in (index, persons, report):
            page.add(record)
    makers = (index.page, persons.page, report.data, report.page)
    for path, maker in zip(PAGES, makers, strict=True):
        yield path, (piece.encode() for piece in maker())
