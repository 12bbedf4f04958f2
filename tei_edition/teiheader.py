"""The teiHeader: this file, its source and the work kept apart (profile 2.1, 2.4; TEI Guidelines, chapter HD).

Statements of practice are filled from the options in force, counts from what was written. Lines of
the source that belong here stand verbatim, with their dates and titles marked.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence

from .model import Agent, Block, Document
from .namespaces import TEI
from .patterns import lazy
from .people import Person
from .practice import confirmed, practice, sampling
from .xmlwriter import XmlWriter

_LANGUAGES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "la": "Latin", "nl": "Dutch",
    "ru": "Russian", "pl": "Polish", "pt": "Portuguese", "sv": "Swedish", "da": "Danish", "cs": "Czech", "hu": "Hungarian",
    "el": "Greek", "he": "Hebrew", "ar": "Arabic", "yi": "Yiddish", "und": "undetermined",
}  # fmt: skip
_RESPONSIBILITIES = {
    "translator": "Translation",
    "transcriber": "Transcription",
    "markup": "Markup of the copied text",
    "proofreader": "Proofreading",
    "editor": "Editing",
}
Inline = Callable[[Block], None]


def write_header(out: XmlWriter, doc: Document, text: XmlWriter, *, inline: Inline, version: str) -> None:
    """Write the teiHeader. `text` has the counts of what stands in `text/`; `inline` writes a leaf's text."""
    leaves = list(doc.leaves())
    with out.element("teiHeader"):
        out.line()
        with out.element("fileDesc"):
            out.line()
            _title_statement(out, doc, leaves)
            out.open("editionStmt")
            out.leaf(
                "edition",
                doc.metadata.statement or "TEI edition, machine-encoded, unreviewed",
                {"n": "1"},
                line=False,
            )
            out.close()
            out.line()
            _extent(out, leaves)
            _publication(out, doc)
            _series(out, doc)
            _set_aside(out, doc, inline)
            _source(out, doc, inline)
        _encoding(out, doc, leaves, text, version)
        _profile(out, doc, inline)
        with out.element("revisionDesc", {"status": "unreviewed"}):
            change = {"when": _file_date(doc), "who": "#resp_encoder"}
            out.leaf("change", "Converted from plain text.", change, line=False)


def _title_statement(out: XmlWriter, doc: Document, leaves: Sequence[Block]) -> None:
    header = doc.header
    with out.element("titleStmt"):
        out.leaf("title", header.title, {"type": "main"})
        if header.subtitle:
            out.leaf("title", header.subtitle, {"type": "sub"})
        authors = [a for a in header.agents if a.role == "author"]
        for agent in authors:
            out.open("author")
            _agent(out, agent, plain=True)
            out.close()
            out.line()
        if not authors:
            out.leaf("author", doc.options.unsigned)
        for number, agent in enumerate((a for a in header.agents if a.role in _RESPONSIBILITIES), 1):
            with out.element("respStmt", {"xml:id": f"resp_{number}"}):
                out.leaf("resp", agent.words or _RESPONSIBILITIES[agent.role], line=False)
                _agent(out, agent, plain=False)
        with out.element("respStmt", {"xml:id": "resp_encoder"}):
            out.leaf("resp", "TEI encoding", line=False)
            out.leaf("name", "tei_edition", line=False)
        if confirmed(leaves):
            with out.element("respStmt", {"xml:id": "resp_editor"}):
                out.leaf("resp", "Names of persons confirmed", line=False)
                for name in doc.metadata.editors or ("the editor",):
                    out.leaf("name", name, line=False)


def _agent(out: XmlWriter, agent: Agent, *, plain: bool) -> None:
    """A person where the name is one's, else a name (or, in `author`, the words alone)."""
    if agent.person:
        out.leaf("persName", agent.name, {"ref": f"#{agent.person}"}, line=False)
    elif plain:
        out.own(agent.name)
    else:
        out.leaf("name", agent.name, line=False)


def _extent(out: XmlWriter, leaves: Sequence[Block]) -> None:
    words = sum([len(block.text.split()) for block in leaves])
    with out.element("extent"):
        out.leaf("measure", f"{words} words", {"unit": "words", "quantity": str(words)}, line=False)


def _file_date(doc: Document) -> str:
    """The configured date, or SOURCE_DATE_EPOCH, as a W3C date; never the clock (reproducible-builds.org)."""
    if doc.metadata.pub_date:
        from .dates import read_date

        return read_date(doc.metadata.pub_date, order=doc.options.date_order).when
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch.isdigit():
        return ""
    import time

    return time.strftime("%Y-%m-%d", time.gmtime(int(epoch)))


def _publication(out: XmlWriter, doc: Document) -> None:
    meta = doc.metadata
    with out.element("publicationStmt"):
        out.leaf("publisher", meta.publisher or "Unpublished")
        if meta.pub_place:
            out.leaf("pubPlace", meta.pub_place)
        if date := _file_date(doc):
            out.leaf("date", meta.pub_date or date, {"when": date})
        elif meta.pub_date:
            out.leaf("date", meta.pub_date)
        out.leaf("idno", doc.source.name, {"type": "local"})
        if meta.url:
            out.leaf("idno", meta.url, {"type": "URL"})
        if meta.licence:
            status = "free" if _open(f"{meta.licence} {meta.licence_url}") else "restricted"
            with out.element("availability", {"status": status}):
                out.leaf("licence", meta.licence, {"target": meta.licence_url}, line=False)
        else:
            with out.element("availability", {"status": "unknown"}):
                out.leaf("p", "No licence is stated.", line=False)


def _series(out: XmlWriter, doc: Document) -> None:
    if doc.metadata.series:
        with out.element("seriesStmt"):
            out.leaf("title", doc.metadata.series, line=False)


def _set_aside(out: XmlWriter, doc: Document, inline: Inline) -> None:
    """Site furniture, word for word; neighbours of a kind share a note."""
    lines = [b for b in doc.header.lines if b.kind == "boilerplate"]
    if not lines:
        return
    with out.element("notesStmt"):
        at = 0
        while at < len(lines):
            subtype = lines[at].attrs.get("subtype", "")
            out.open("note", {"type": "boilerplate", "subtype": subtype})
            inline(lines[at])
            at += 1
            while at < len(lines) and lines[at].attrs.get("subtype", "") == subtype:
                out.empty("lb")
                inline(lines[at])
                at += 1
            out.close()
            out.line()


def _source(out: XmlWriter, doc: Document, inline: Inline) -> None:
    lines = {
        kind: [b for b in doc.header.lines if b.kind == kind]
        for kind in ("source", "digital", "updated", "licence")
    }
    with out.element("sourceDesc"):
        with out.element("bibl", {"type": "digitalSource", "xml:id": "src_file"}):
            out.leaf("title", f"{doc.source.name}.txt", line=False)
            out.own(" ")
            out.leaf("idno", doc.source.digest, {"type": "sha256"}, line=False)
            for block in lines["digital"]:
                out.empty("lb")
                inline(block)
            for block in lines["updated"]:
                out.own(" ")
                when = next((m.attrs.get("when", "") for m in block.marks if m.kind == "date"), "")
                out.open("date", {"type": "lastUpdated", "when": when})
                inline(Block("updated", block.spans, block.text))
                out.close()
        configured = bool(doc.metadata.source)
        if configured:
            _configured_source(out, dict(doc.metadata.source))
        if lines["source"] or lines["licence"]:
            with out.element("bibl", {"type": "source", "xml:id": "src_text" if configured else "src_main"}):
                for number, block in enumerate(lines["source"]):
                    if number:
                        out.empty("lb")
                    inline(block)
                for block in lines["licence"]:
                    out.own(" ")
                    with out.element(
                        "availability", {"status": "free" if _open(block.text) else "unknown"}, line=False
                    ):
                        out.open("licence")
                        inline(block)
                        out.close()


_OPEN_LICENCES = (
    "copyleft", "creative commons", "creativecommons.org", "public domain", "cc by", "cc0", "cc-by", "gemeinfrei",
    "domaine public", "open government licence",
)  # fmt: skip


def _open(words: str) -> bool:
    """Whether the words name a licence that lets everyone copy."""
    lower = words.lower()
    return any(sign in lower for sign in _OPEN_LICENCES)


_SOURCE_FIELDS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("author", "author", {}),
    ("title", "title", {"level": "a"}),
    ("journal", "title", {"level": "j"}),
    ("volume", "biblScope", {"unit": "volume"}),
    ("issue", "biblScope", {"unit": "issue"}),
    ("place", "pubPlace", {}),
    ("publisher", "publisher", {}),
    ("date", "date", {}),
    ("pages", "biblScope", {"unit": "page"}),
    ("url", "ref", {}),
    ("accessed", "date", {"type": "accessed"}),
)  # fmt: skip


def _configured_source(out: XmlWriter, fields: dict[str, str]) -> None:
    """The sidecar's `[source]`, in the order a bibliography has it."""
    with out.element("bibl", {"type": "source", "xml:id": "src_main"}):
        first = True
        for key, element, attrs in _SOURCE_FIELDS:
            value = fields.get(key, "")
            if not value:
                continue
            if not first:
                out.own(", ")
            first = False
            more = dict(attrs)
            if key == "title" and not fields.get("journal"):
                more["level"] = "m"
            if element == "date":
                from .dates import read_date

                more |= read_date(value).attrs()
            if key == "url":
                more["target"] = value
            out.leaf(element, value, more, line=False)


def _encoding(out: XmlWriter, doc: Document, leaves: Sequence[Block], text: XmlWriter, version: str) -> None:
    with out.element("encodingDesc"):
        out.line()
        if doc.metadata.project:
            with out.element("projectDesc"):
                out.leaf("p", doc.metadata.project, line=False)
        with out.element("samplingDecl"):
            out.leaf("p", sampling(doc), line=False)
        with out.element("editorialDecl"):
            for name, attrs, words in practice(doc, leaves):
                with out.element(name, attrs):
                    out.leaf("p", words, line=False)
        with (
            out.element("tagsDecl", {"partial": "false"}),
            out.element("namespace", {"name": TEI}),
        ):
            with_id = text.with_id
            for name, number in sorted(text.counts.items()):
                usage = {"gi": name, "occurs": str(number)}
                if with_id[name]:
                    usage["withId"] = str(with_id[name])
                out.empty("tagUsage", usage)
        numbers = "".join(c if c.isdigit() or c == "." else " " for c in version).split()
        with (
            out.element("appInfo"),
            out.element(
                "application", {"ident": "tei_edition", "version": numbers[0] if numbers else "0"}, line=False
            ),
        ):
            out.leaf("label", "tei_edition", line=False)


def _profile(out: XmlWriter, doc: Document, inline: Inline) -> None:
    with out.element("profileDesc"):
        _creation(out, doc, inline)
        with out.element("langUsage"):
            name = _LANGUAGES.get(doc.language.partition("-")[0], doc.language)
            out.leaf("language", name, {"ident": doc.language}, line=False)
        if doc.metadata.genre or doc.metadata.keywords:
            with out.element("textClass"), out.element("keywords", line=False):
                for term in (doc.metadata.genre, *doc.metadata.keywords):
                    if term:
                        out.leaf("term", term, line=False)
        if doc.persons:
            with out.element("particDesc"), out.element("listPerson"):
                out.line()
                for person in doc.persons:
                    _person(out, person)
        _letter(out, doc)


def _creation(out: XmlWriter, doc: Document, inline: Inline) -> None:
    """The `Written:` lines verbatim; after them what only the sidecar or the dateline says."""
    header = doc.header
    lines = [b for b in header.lines if b.kind == "creation"]
    if not lines and not header.created and not header.place:
        return
    with out.element("creation"):
        configured = header.evidence.get("created", (0, ""))[1] == "sidecar"
        said = False
        for number, block in enumerate(lines):
            if number:
                out.own(" ")
            if configured:
                block.marks = [m for m in block.marks if m.kind != "date"]
            said = said or any(m.kind == "date" for m in block.marks)
            inline(block)
        if header.created and not said:
            out.own(" " if lines else "")
            out.leaf("date", header.created.words, header.created.attrs(), line=False)
        if header.place and not any(header.place in block.text for block in lines):
            out.own(" " if lines or header.created else "")
            out.leaf("placeName", header.place, line=False)


def _person(out: XmlWriter, person: Person) -> None:
    with out.element("person", {"xml:id": person.id}):
        out.open("persName")
        if person.role:
            out.leaf("roleName", person.role, line=False)
            out.own(" ")
        _parts(out, person)
        out.close()
        for variant in person.variants:
            out.leaf("persName", variant, {"type": "variant"}, line=False)
        _life(out, person.dates)
        for kind, uri in sorted(person.idnos.items()):
            out.leaf("idno", uri, {"type": kind}, line=False)
        if note := "; ".join(words for words in (_undated(person.dates), person.note) if words):
            out.leaf("note", note, line=False)


_LIFE = lazy(r"(?:[*b]\.? ?)?(\d{4})?\s*[-–—/]\s*(?:†|d\. ?)?(\d{4})?|[*]\s*(\d{4})|†\s*(\d{4})")


def _life(out: XmlWriter, dates: str) -> None:
    """Birth and death, where the dates are two years or one: `1879–1940`, `1879-`, `† 1940`."""
    years = _LIFE.fullmatch(dates.strip()) if dates else None
    born, died = (years[1] or years[3], years[2] or years[4]) if years else ("", "")
    for element, year in (("birth", born), ("death", died)):
        if year:
            out.leaf(element, year, {"when": year}, line=False)


def _undated(dates: str) -> str:
    """Dates in other words, for the note."""
    return "" if not dates or _LIFE.fullmatch(dates.strip()) else dates


def _parts(out: XmlWriter, person: Person) -> None:
    """The index form, its forename and surname tagged where they stand in it."""
    name, at = person.name, 0
    places = sorted(
        (name.find(part), part, element)
        for part, element in ((person.forename, "forename"), (person.surname, "surname"))
        if part and part in name
    )
    for start, part, element in places:
        if start >= at:
            out.own(name[at:start])
            out.leaf(element, part, line=False)
            at = start + len(part)
    out.own(name[at:])


def _letter(out: XmlWriter, doc: Document) -> None:
    fields = dict(doc.metadata.letter)
    if not fields:
        return
    from .dates import read_date

    with out.element("correspDesc"):
        for action, who, date, place in (
            ("sent", fields.get("sender", ""), fields.get("sent", ""), fields.get("sent_from", "")),
            ("received", fields.get("recipient", ""), "", fields.get("received_at", "")),
        ):
            with out.element("correspAction", {"type": action}):
                person = next((p.id for p in doc.persons if who and who in (p.name, *p.variants)), "")
                out.leaf("persName", who or "Unknown", {"ref": f"#{person}" if person else ""}, line=False)
                if place:
                    out.leaf("placeName", place, line=False)
                if date:
                    out.leaf("date", date, read_date(date).attrs(), line=False)
