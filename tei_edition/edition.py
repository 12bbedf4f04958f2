"""One document, from its bytes to its editions: the ordered `STAGES`, then write, audit, validate, render.

This is the module to read after `model`. A stage fills the fields its docstring names; nothing is
kept until the audit has proved the written bytes and the schema has accepted them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable

from lxml import etree

from . import __version__
from .audit import Proof, audit
from .corrections import apply_corrections
from .divisions import divide
from .findings import Finding
from .header import fill_header
from .hyphens import join_hyphens
from .inline import mark_inline
from .language import find_language
from .layout import lay_out
from .messages import CODES
from .model import Document, Message, Metadata, Options, Source
from .naming import rename, tag_names
from .notes import link_notes, take_notes
from .people import Identities
from .records import Record
from .structure import find_structure
from .tei import Written, write_tei
from .validate import parse, validate_tree

STAGES: tuple[Callable[[Document], None], ...] = (
    find_language,  # language
    lay_out,  # chunks: page numbers and running heads apart from text
    take_notes,  # chunks: bodies of notes
    find_structure,  # blocks: paragraphs, headings, lists, verse ... in source order
    mark_inline,  # marks: emphasis, gaps, page numbers, addresses
    join_hyphens,  # marks: words parted at line ends
    link_notes,  # notes, and their anchors
    divide,  # front, body, back
    fill_header,  # header
    apply_corrections,  # marks: the sidecar's corrections
    tag_names,  # persons, and persName marks
)


class Edition:
    """A document converted: `data` is its TEI, empty where it failed; `tree` the same, parsed."""

    def __init__(
        self,
        document: Document,
        data: bytes = b"",
        tree: etree._ElementTree | None = None,
        proof: Proof | None = None,
        findings: list[Finding] | None = None,
    ) -> None:
        self.document, self.data, self.tree = document, data, tree
        self.proof, self.findings = proof, findings or []

    @property
    def valid(self) -> bool:
        """Whether the TEI was written, proved and found valid."""
        return bool(self.data) and not any(f.severity == "error" for f in self.findings)


def read(
    source: Source, *, options: Options, metadata: Metadata, messages: Iterable[Message] = ()
) -> Document:
    """Run the stages over a source; `messages` are those of reading its bytes, to be kept with the others."""
    doc = Document(source, options=options, metadata=metadata, messages=messages)
    for stage in STAGES:
        stage(doc)
    return doc


def convert(
    source: Source,
    *,
    options: Options | None = None,
    metadata: Metadata | None = None,
    schema: str = "",
    messages: Iterable[Message] = (),
) -> Edition:
    """Convert a source to TEI, prove it and validate it: `read` and `complete`."""
    doc = read(source, options=options or Options(), metadata=metadata or Metadata(), messages=messages)
    return complete(doc, schema=schema)


def complete(doc: Document, *, schema: str = "", identities: Identities | None = None) -> Edition:
    """Write, prove and validate a document that was read.

    `schema` is the relative path from the TEI file to the folder of the schema files; `identities` say
    who its persons are in the whole edition. An `Edition` whose audit failed has no `data`; its messages
    say which characters, where.
    """
    if identities:
        rename(doc, identities)
    written = write_tei(doc, schema=schema, version=__version__)
    tree = parse(written.data)
    proof, faults = audit(tree.getroot(), doc.source, written.header, written.text)
    for fault in faults:
        doc.say("A01", fault.line, fault.detail)
    if proof is None:
        return Edition(doc)
    findings = validate_tree(tree, source_line=_source_line(written, doc.source), data=written.data)
    return Edition(doc, written.data, tree, proof, findings)


def _source_line(written: Written, source: Source) -> Callable[[etree._Element], int]:
    """From an element of the TEI to the line of the plain text it comes from."""
    lines = [line for line, _ in written.rows]

    def line_of(element: etree._Element) -> int:
        at = bisect_right(lines, element.sourceline or 0) - 1
        return source.line_at(written.rows[at][1]) if at >= 0 else 0

    return line_of


def summary(edition: Edition, record: Record) -> Record:
    """Complete a record drawn from the TEI with what only the conversion knows."""
    doc = edition.document
    record.path = doc.source.path
    record.cast = doc.cast
    record.messages = [
        _told(CODES[m.code].severity, m.code, m.line, m.column, m.detail) for m in doc.messages
    ] + [_told(f.severity, f.code, f.line, f.column, f.message) for f in edition.findings]
    record.set_aside = [
        {"line": doc.source.line_at(b.spans[0].start), "kind": b.attrs.get("subtype", b.kind), "text": b.text}
        for b in doc.header.lines
        if b.kind == "boilerplate"
    ]
    if edition.proof:
        record.audit = edition.proof._asdict()
    record.valid = edition.valid
    record.status = "written" if edition.data else "failed"
    return record


def _told(severity: str, code: str, line: int, column: int, text: str) -> dict[str, str | int]:
    return {"severity": severity, "code": code, "line": line, "column": column, "text": text}
