"""What the indexes need of a document, read from its TEI: who is mentioned where, and the record."""

from __future__ import annotations

from collections import Counter

from lxml import etree

from ..model import MASK, PersonEntry, Record
from ..patterns import lazy
from ..spelling import single_blanks
from .annotate import Readable, readable
from .facts import words
from .names import BLOCKS, TEI, XML_ID, local
from .pointers import person_key
from .texts import mention_ids, parts, text_items

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
    streams = read_streams(document.tree.getroot())
    persons = gather(document.source.getroot(), streams, document.mentions)
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
        },
        persons=persons,
    )


def mentions(tree: Tree) -> list[PersonEntry]:
    """The persons of a document in the order of their ids, each with the places that name it.

    A mention is the id it has in the HTML edition (`m12`) and the words around it, the name itself
    between two `MASK`s. Names without a pointer are nobody's and are left out.
    """
    root = tree.getroot()
    return gather(root, read_streams(root), mention_ids(text_items(root)))


def gather(root: Element, streams: Streams, ids: dict[Element, str]) -> list[PersonEntry]:
    """The mentions of the streams under the persons they point to; `ids` are those of the mentions."""
    entries = {entry.id: entry for entry in listed_persons(root)}
    for name, stream, start, end in sorted(streams.names, key=lambda found: int(ids.get(found[0], "m0")[1:])):
        key = person_key(name)
        if not key or name not in ids:
            continue
        said = words(name)
        entry = entries.get(key)
        if entry is None:
            entry = entries[key] = PersonEntry(key, said or key)
        elif said and said != entry.name and said not in entry.variants:
            entry.variants.append(said)
        before, after = streams.context(stream, start, end)
        entry.mentions.append((ids[name], f"{before}{MASK}{said}{MASK}{after}"))
    return [entries[key] for key in sorted(entries) if entries[key].mentions]


def listed_persons(root: Element) -> list[PersonEntry]:
    """The persons of every listPerson: index form, variants, authority files."""
    found = []
    for person in root.iter(f"{{{TEI}}}person"):
        key = person.get(XML_ID)
        forms = [words(form) for form in person.iterfind(f"{{{TEI}}}persName")]
        forms = [form for form in forms if form]
        if not key or not forms:
            continue
        idnos = {i.get("type", "id"): words(i) for i in person.iterfind(f"{{{TEI}}}idno") if words(i)}
        found.append(PersonEntry(key, forms[0], list(dict.fromkeys(forms[1:])), idnos))
    return found


class Streams:
    """The words of the texts, one stream for each block and note, and where the names stand in them."""

    def __init__(self) -> None:
        self.texts: list[str] = []
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


def read_streams(root: Element) -> Streams:
    """One walk over the texts."""
    streams = Streams()
    buffers: list[list[str]] = []
    lengths: list[int] = []
    current: list[int] = []
    starts: dict[Element, int] = {}

    def add(text: str | None) -> None:
        if text and current:
            buffers[current[-1]].append(text)
            lengths[current[-1]] += len(text)

    for part in parts(root):
        for event, element in etree.iterwalk(part, events=("start", "end", "comment", "pi")):
            name = local(element.tag)
            if event == "start":
                if name in BLOCKS or name == "note" or not current:
                    current.append(len(buffers))
                    buffers.append([])
                    lengths.append(0)
                elif name == "lb":
                    add("" if element.get("break") == "no" else " ")
                elif name == "persName":
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
