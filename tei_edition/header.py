"""The header's facts: from the text, over them the configuration's defaults, over both the sidecar.

What the text says stays verbatim in its lines (`Header.lines`); this stage draws titles, agents and
dates from them and from the title area, and marks dates and citations where they stand.
"""

from __future__ import annotations

import re

from .citation import read_citation
from .dates import find_dates, read_date
from .model import MASK, Agent, Block, DateValue, Document, Mark
from .patterns import lazy

_DATED = frozenset(("docDate", "dateline"))
_PLACE = lazy(r"[A-ZÀ-Þ][^\W\d_]+(?:[ -](?:[A-ZÀ-Þ][^\W\d_]+|am|an|de|la|le|sur|upon|on|the)){0,3}")
_LONGER_SIGLUM = lazy(r"\w| \d")
_ONE_SOURCE = lazy(r"[^;\s][^;]*")


def fill_header(doc: Document) -> None:
    """`header`: title, agents, dates, place; date and citation marks on the blocks that hold them."""
    _title(doc)
    _authors(doc)
    leaves = list(doc.leaves())
    sigla = _identify_sources(leaves)
    for block in leaves:
        if block.kind in _DATED:
            _mark_dates(doc, block)
        elif block.kind == "bibl" or block.rule == "cited-source":
            _mark_citation(doc, block, sigla)
    for block in doc.header.lines:
        _fit_titles(block)
    _configured(doc)
    _creation(doc, leaves)
    _speakers(doc)
    _edition_of_pages(leaves)
    if not doc.metadata.licence:
        doc.say("H03", 0, "no licence for the edition: set licence in edition.toml")
    if not doc.metadata.source and not any(b.kind == "source" for b in doc.header.lines):
        doc.say("H04", 0, "no printed source is named: set [source] in the sidecar")


def _title(doc: Document) -> None:
    header, meta = doc.header, doc.metadata
    parts = [b for part in doc.front.children if part.kind == "docTitle" for b in part.children]
    for block in parts:
        words = _words(block)
        line = doc.source.line_at(block.spans[0].start)
        if (
            block.attrs.get("type") == "main"
            and header.evidence.get("title", (0, "file-frame"))[1] == "file-frame"
        ):
            header.title, header.evidence["title"] = words.rstrip(" ,;"), (line, block.rule)
        elif block.attrs.get("type") == "sub" and not header.subtitle:
            header.subtitle, header.evidence["subtitle"] = words, (line, block.rule)
    if meta.title:
        header.title, header.evidence["title"] = meta.title, (0, "sidecar")
    if meta.subtitle:
        header.subtitle, header.evidence["subtitle"] = meta.subtitle, (0, "sidecar")
    if not header.title:
        header.title = _first_words(doc)
        header.evidence["title"] = (1, "first words")
        doc.say("H05", 0, f"no title found: “{header.title}” stands in; set title in the sidecar")


def _words(block: Block) -> str:
    """A block's text on one line, without note marks and emphasis signs."""
    return " ".join(block.reading().replace(MASK, "").split())


def _first_words(doc: Document) -> str:
    for part in (doc.front, doc.body, doc.back):
        for block in part.walk():
            if block.spans and (words := _words(block).split()):
                return " ".join(words[:8]).rstrip(" .,;:") or doc.source.name
    return doc.source.name


def _authors(doc: Document) -> None:
    """Bylines: the author's name is `docAuthor`, the year on the same line `docDate`."""
    for part in (doc.front, doc.body):
        for block in part.walk():
            name = block.attrs.pop("author", "") if block.kind == "byline" else ""
            if block.kind == "byline" and not name and block.rule != "byline-words":
                name = re.split(
                    r"[,;(]", re.sub(r"^(?:written )?(?:by|von|par) ", "", block.text, flags=re.I)
                )[0].strip(" .")
            if not name or (at := block.text.find(name)) < 0:
                continue
            line = doc.source.line_at(block.spans[0].start)
            same = name.casefold()
            if not any(a.role == "author" and a.name.casefold() == same for a in doc.header.agents):
                doc.header.agents.append(Agent(name, "author", line=line))
            block.marks.append(Mark("docAuthor", at, at + len(name), rule=block.rule))


def _mark_dates(doc: Document, block: Block) -> None:
    words = block.reading()  # signs of emphasis are no part of a number
    found = find_dates(words, order=doc.options.date_order, language=doc.language, bare_years=True)
    for start, end, value in found:
        block.marks.append(Mark("date", start, end, attrs=value.attrs(), rule="date"))
        if not value.attrs():
            line = doc.source.line_at(block.source_offset(start))
            doc.say(
                "H02", line, f"“{value.words}” can be read two ways: no value given (set text.date_order)"
            )
    if block.kind == "dateline" and found:
        place = _PLACE.match(block.text)
        if place and place.end() <= found[0][0]:
            block.marks.append(Mark("placeName", place.start(), place.end(), rule="dateline-place"))


def _identify_sources(leaves: list[Block]) -> dict[str, str]:
    """Siglum -> id of the source it stands for: the sources listed in front, `SIGLUM: book` (profile A13)."""
    sigla: dict[str, str] = {}
    for block in leaves:
        if block.kind == "bibl" and block.rule == "source-listed":
            words = block.text.partition(":")[0]
            key = "".join(c for c in words.lower() if c.isascii() and c.isalnum())
            if key and words not in sigla:
                number = sum(known.startswith(f"bibl_{key}") for known in sigla.values())
                sigla[words] = block.attrs["xml:id"] = f"bibl_{key}" + (f"_{number + 1}" if number else "")
    return sigla


def _mark_citation(doc: Document, block: Block, sigla: dict[str, str]) -> None:
    """Parts of the citation; in a trailer each source is a bibl; a siglum points to its source."""
    block.marks += read_citation(block.text, language=doc.language)
    _fit_titles(block)
    if block.kind == "bibl":
        block.attrs["type"] = "source"
    elif block.rule == "cited-source":
        for match in _ONE_SOURCE.finditer(block.text):
            end = match.end() - (match[0][-1] == ".")
            block.marks.append(
                Mark("bibl", match.start(), end, attrs={"type": "source"}, rule="cited-source")
            )
    if block.rule != "source-listed":
        for words, target in sigla.items():
            at = block.text.find(words)
            if at >= 0 and not _LONGER_SIGLUM.match(block.text, at + len(words)):
                block.marks.append(
                    Mark("ref", at, at + len(words), attrs={"target": f"#{target}"}, rule="siglum")
                )


def _fit_titles(block: Block) -> None:
    """A title in italics is the title, with its italics inside it."""
    for title in [m for m in block.marks if m.kind == "title"]:
        for hi in block.marks:
            if hi.kind == "hi" and (title.start, title.end) == (hi.start + hi.lead, hi.end - hi.tail):
                title.start, title.end = hi.start, hi.end


def _configured(doc: Document) -> None:
    """What the sidecar and the configuration say of people, over what the text says."""
    meta, header = doc.metadata, doc.header
    for role, names in (
        ("author", meta.authors),
        ("translator", meta.translators),
        ("transcriber", meta.transcribers),
        ("editor", meta.editors),
    ):
        if names:
            header.agents = [a for a in header.agents if a.role != role] + [
                Agent(name, role) for name in names
            ]
            header.evidence[role] = (0, "sidecar")
    if not any(a.role == "author" for a in header.agents):
        doc.say(
            "H01", 0, f"no author is named: “{doc.options.unsigned}” stands in; set author in the sidecar"
        )


def _creation(doc: Document, leaves: list[Block]) -> None:
    """When and where the work was made: sidecar, `Written:`, the closing dateline of a single text, its date line."""
    header = doc.header
    if doc.metadata.date:
        header.created = read_date(doc.metadata.date, order=doc.options.date_order, language=doc.language)
        header.created = header.created._replace(words=doc.metadata.date)
        header.evidence["created"] = (0, "sidecar")
    header.place = doc.metadata.place
    datelines = [b for b in leaves if b.kind == "dateline"]
    if datelines and _has_papers(doc.body):
        datelines = []
    for block in reversed(datelines):
        place = next((m for m in block.marks if m.kind == "placeName"), None)
        if place and not header.place:
            header.place = block.text[place.start : place.end]
            header.evidence["place"] = (doc.source.line_at(block.spans[0].start), "dateline")
    for block in [
        *(b for b in header.lines if b.kind == "creation"),
        *reversed(datelines),
        *(b for b in leaves if b.kind == "docDate"),
    ]:
        mark = next((m for m in block.marks if m.kind == "date" and m.attrs), None)
        if header.created is None and mark:
            words = block.text[mark.start : mark.end]
            attrs = mark.attrs
            header.created = DateValue(
                words, attrs.get("when", ""), attrs.get("notBefore", ""), attrs.get("notAfter", ""),
                attrs.get("from", ""), attrs.get("to", ""),
            )  # fmt: skip
            header.evidence["created"] = (doc.source.line_at(block.spans[0].start), block.rule)


def _has_papers(body: Block) -> bool:
    """Whether the text is a collection, of documents or with appendices."""
    return any(b.kind == "div" and b.attrs.get("type") in ("document", "appendix") for b in body.walk())


def _speakers(doc: Document) -> None:
    """A note whose words name nobody is the author's, where the text has one author and no editor's parts."""
    authors = {a.name for a in doc.header.agents if a.role == "author"}
    if doc.notes and len(authors) == 1 and not _has_papers(doc.body):
        for note in doc.notes.values():
            note.type = note.type or "author"


def _edition_of_pages(leaves: list[Block]) -> None:
    """Page numbers point to the one source whose page range holds them (profile B16)."""
    ranges: list[tuple[int, int, Mark]] = []
    for block in leaves:
        if block.kind != "bibl":
            continue
        for mark in block.marks:
            pages = mark.attrs.get("from", ""), mark.attrs.get("to", "")
            if mark.kind == "biblScope" and all(p.isdecimal() for p in pages):
                ranges.append((int(pages[0]), int(pages[1]), mark))
    if not ranges:
        return
    for block in leaves:
        for mark in block.marks:
            if mark.kind == "pb" and mark.attrs["n"].isdecimal():
                holding = [r for r in ranges if r[0] <= int(mark.attrs["n"]) <= r[1]]
                if len(holding) == 1:
                    mark.attrs["edRef"] = "#" + _bibl_id(leaves, holding[0][2])


def _bibl_id(leaves: list[Block], scope: Mark) -> str:
    for block in leaves:
        if block.kind == "bibl" and scope in block.marks:
            return block.attrs.setdefault("xml:id", f"bibl_p{scope.attrs['from']}")
    raise AssertionError("a scope without its bibl")
