"""What the indexes need of a document, read from its TEI: who is mentioned where, and the record."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from lxml import etree

from ..indexforms import index_form
from ..model import MASK, Record
from ..patterns import lazy
from ..people import PersonEntry
from ..spelling import single_blanks
from .annotate import Readable, readable
from .entities import keys_of, kind_of
from .facts import words
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
    return Record(
        name=name,
        title=facts.title,
        subtitle=facts.subtitle,
        authors=facts.authors,
        date=facts.date,
        when=facts.when,
        language=facts.language,
        source=facts.source,
        licence=facts.licence,
        counts={
            "words": facts.words or sum(len(WORD.findall(text)) for text in streams.texts),
            "paragraphs": tags["p"],
            "notes": tags["note"],
            "pages": sum(1 for e, tag in document.items if tag == "pb" and e.get("n")),
            "persons": len(persons),
            "mentions": sum(len(person.mentions) for person in persons),
            **({"places": len(places)} if places else {}),
        },
        persons=persons,
        places=places,
    )


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
    ids = document.mentions
    for name, stream, start, end in sorted(streams.names, key=lambda found: int(ids[found[0]][1:])):
        if kind_of(name, local(name.tag)) != kind:
            continue
        said = words(name)
        for key in keys_of(name):
            entry = found.get(key)
            if entry is None:
                given = known.get(key) or PersonEntry(key, said or key, index=index_form(said or key, key))
                entry = found[key] = replace(given, variants=[*given.variants], mentions=[])
            if said and said != entry.name and said not in entry.variants:
                entry.variants.append(said)
            before, after = streams.context(stream, start, end)
            entry.mentions.append((ids[name], f"{before}{MASK}{said}{MASK}{after}"))
    return [found[key] for key in sorted(found)]


class Streams:
    """The words of the texts, one stream for each block and note, and where the names stand in them."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.holders: list[Element] = []  # the blocks and notes that hold them
        self.names: list[tuple[Element, int, int, int]] = []  # element, stream, start, end

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


def read_streams(document: Readable) -> Streams:
    """One walk over the texts, or what an earlier one found."""
    if isinstance(document.streams, Streams):
        return document.streams
    names = document.mentions
    streams = document.streams = Streams()
    buffers: list[list[str]] = []
    lengths: list[int] = []
    current: list[int] = []
    starts: dict[Element, int] = {}

    def add(text: str | None) -> None:
        if text and current:
            buffers[current[-1]].append(text)
            lengths[current[-1]] += len(text)

    for part in parts(document.tree.getroot()):
        for event, element in etree.iterwalk(part, events=("start", "end", "comment", "pi")):
            name = local(element.tag)
            if event == "start":
                if name in BLOCKS or name == "note" or not current:
                    current.append(len(buffers))
                    buffers.append([])
                    lengths.append(0)
                    streams.holders.append(element)
                elif name == "lb":
                    add("" if element.get("break") == "no" else " ")
                elif element in names:
                    starts[element] = lengths[current[-1]]
                add(element.text)
                continue
            if event == "end":
                if element in starts:
                    streams.names.append((element, current[-1], starts[element], lengths[current[-1]]))
                if name in BLOCKS or name == "note" or element is part:
                    current.pop()
                    add(" " if name != "note" else "")
            if element is not part:
                add(element.tail)
    streams.texts = ["".join(buffer) for buffer in buffers]
    return streams
