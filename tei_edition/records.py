"""What is remembered of a document once its files are written: for the indexes, the report, the next run."""

from __future__ import annotations

from .people import Member, PersonEntry


class Record:
    """What a run remembers of one document once its files are written: enough for the indexes and the report."""

    def __init__(self, name: str, path: str = "", status: str = "written") -> None:
        self.name, self.path = name, path
        self.status = status  # or "failed"
        self.title = ""
        self.subtitle = ""
        self.authors: list[str] = []
        self.date = ""  # the words
        self.when = ""  # for sorting
        self.language = ""
        self.source = ""  # one line: where the text comes from
        self.licence = ""
        self.vocabulary = ""  # the words of the text, folded, each once, for the search
        self.counts: dict[str, int] = {}  # words, paragraphs, notes, pages, persons, mentions
        self.persons: list[PersonEntry] = []
        self.places: list[PersonEntry] = []
        self.cast: list[Member] = []  # for who is who over the whole edition
        self.messages: list[dict[str, str | int]] = []  # severity, code, line, column, text
        self.set_aside: list[dict[str, str | int]] = []  # line, kind, text
        self.audit: dict[str, int] = {}  # characters: source, text, header, marks
        self.valid = False
