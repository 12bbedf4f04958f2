"""What the indexes need of a document, read from its TEI: who is mentioned where, and the record."""

from __future__ import annotations

from collections import Counter

from lxml import etree

from ..indexforms import index_form
from ..model import MASK
from ..patterns import lazy
from ..people import PersonEntry
from ..records import Record
from ..spelling import single_blanks
from .annotate import Readable, readable
from .entities import Mention
from .names import BLOCKS, local
from .texts import parts

Element = etree._Element
Tree = etree._ElementTree
WORD = lazy(r"[^\W_]+(?:['’][^\W_]+)*")
CONTEXT = 56  # characters on each side of a mention


def record(tree: Tree | Readable, name: str) -> Record:
    """The record of a written document; what only a run knows (messages, audit) stays empty.

    Counts: words of the text without its header, paragraphs, notes, numbered pages, persons, mentions.
    """
    document = readable(tree)
    facts = document.facts
    streams = read_streams(document)
    persons, places = gather(document, streams, "person"), gather(document, streams, "place")
    tags = Counter(name for _, name in document.items)
    record = Record(name)
    record.title, record.subtitle, record.authors = facts.title, facts.subtitle, facts.authors
    record.date, record.when, record.language = facts.date, facts.when, facts.language
    record.source, record.licence = facts.source, facts.licence
    record.persons, record.places = persons, places
    record.counts = {
        "words": facts.words or sum(len(WORD.findall(text)) for text in streams.texts),
        "paragraphs": tags["p"],
        "notes": tags["note"],
        "pages": sum(1 for e, tag in document.items if tag == "pb" and e.get("n")),
        "persons": len(persons),
        "mentions": sum(len(person.mentions) for person in persons),
        **({"places": len(places)} if places else {}),
    }
    return record


def mentions(tree: Tree | Readable, kind: str = "person") -> list[PersonEntry]:
    """The persons, or places, of a document in the order of their ids, each with what names it.

    A mention is the id it has in the HTML edition (`m12`) and the words around it, the name itself
    between two `MASK`s. Names without a pointer are nobody's and are left out.
    """
    document = readable(tree)
    return gather(document, read_streams(document), kind)


def gather(document: Readable, streams: Streams, kind: str) -> list[PersonEntry]:
    """The mentions of the streams under what they point to."""
    known = document.entries[kind]
    found: dict[str, PersonEntry] = {}
    of_kind = (found for found in streams.names if found[0].kind == kind)
    for mention, stream, start, end in sorted(of_kind, key=lambda found: int(found[0].id[1:])):
        said = mention.words
        for key in mention.keys:
            entry = found.get(key)
            if entry is None:
                entry = found[key] = _entry(key, said or key, known.get(key))
            if said and said != entry.name and said not in entry.variants:
                entry.variants.append(said)
            before, after = streams.context(stream, start, end)
            entry.mentions.append((mention.id, f"{before}{MASK}{said}{MASK}{after}"))
    return [found[key] for key in sorted(found)]


def _entry(key: str, name: str, known: PersonEntry | None) -> PersonEntry:
    """An entry without mentions, from what the register says, where it says anything."""
    if known is None:
        return PersonEntry(key, name, [], {}, [], index=index_form(name, key))
    return PersonEntry(
        key, known.name, [*known.variants], known.idnos, [], about=known.about, index=known.index
    )


class Streams:
    """The words of the texts, one stream for each block and note, and where the names stand in them.

    While the texts are walked, `_open` holds the streams that words may still come to, the inmost last.
    """

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.holders: list[Element] = []  # the blocks and notes that hold them
        self.names: list[tuple[Mention, int, int, int]] = []  # mention, stream, start, end
        self._pieces: list[list[str]] = []
        self._lengths: list[int] = []
        self._open: list[int] = []
        self._starts: dict[Element, int] = {}

    def context(self, stream: int, start: int, end: int) -> tuple[str, str]:
        """The words before and after a stretch of a stream, cut between words."""
        text = self.texts[stream]
        before = single_blanks(text[max(0, start - 2 * CONTEXT) : start]).lstrip()
        after = single_blanks(text[end : end + 2 * CONTEXT]).rstrip()
        if len(before) > CONTEXT:
            before = "…" + before[before.find(" ", len(before) - CONTEXT) :].replace(" ", "", 1)
        if len(after) > CONTEXT:
            after = after[: after.rfind(" ", 0, CONTEXT) + 1].rstrip() + "…"
        return before, after

    def read(self, part: Element, names: dict[Element, Mention]) -> None:
        """Take in one text; `names` are the elements whose places are kept."""
        for event, element in etree.iterwalk(part, events=("start", "end", "comment", "pi")):
            name = local(element.tag)
            if event == "start":
                if name in BLOCKS or name == "note" or not self._open:
                    self._begin(element)
                elif name == "lb":
                    self._add("" if element.get("break") == "no" else " ")
                elif element in names:
                    self._starts[element] = self._lengths[self._open[-1]]
                self._add(element.text)
                continue
            if event == "end":
                if element in self._starts:
                    stream = self._open[-1]
                    self.names.append(
                        (names[element], stream, self._starts.pop(element), self._lengths[stream])
                    )
                if name in BLOCKS or name == "note" or element is part:
                    self._open.pop()
                    self._add(" " if name != "note" else "")
            if element is not part:
                self._add(element.tail)

    def finish(self) -> None:
        """Join the pieces of each stream."""
        self.texts = ["".join(pieces) for pieces in self._pieces]
        self._pieces = []

    def _begin(self, holder: Element) -> None:
        self._open.append(len(self._pieces))
        self._pieces.append([])
        self._lengths.append(0)
        self.holders.append(holder)

    def _add(self, text: str | None) -> None:
        if text and self._open:
            self._pieces[self._open[-1]].append(text)
            self._lengths[self._open[-1]] += len(text)


def read_streams(document: Readable) -> Streams:
    """One walk over the texts, or what an earlier one found."""
    if isinstance(document.streams, Streams):
        return document.streams
    streams = document.streams = Streams()
    for part in parts(document.tree.getroot()):
        streams.read(part, document.mentions)
    streams.finish()
    return streams
