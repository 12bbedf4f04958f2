"""The document to TEI: the only Python that spells TEI element names for writing.

`BLOCKS` and `MARKS` say for each kind which element it becomes and which of its attributes are
TEI's; whatever else a stage left on a block stays behind. The header is in `teiheader`.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from typing import NamedTuple

from .model import Block, Document, Mark, Note, Span
from .namespaces import TEI
from .teiheader import write_header
from .xmlwriter import Trace, XmlWriter

_RNG = "http://relaxng.org/ns/structure/1.0"
_SCH = "http://purl.oclc.org/dsdl/schematron"


class _Element(NamedTuple):
    name: str
    attrs: tuple[str, ...] = ()
    line_breaks: bool = False  # the source's line ends are kept as lb


BLOCKS: dict[str, _Element] = {
    "front": _Element("front"),
    "body": _Element("body"),
    "back": _Element("back"),
    "div": _Element("div", ("type", "n", "xml:id", "xml:lang")),
    "head": _Element("head", ("type", "rend"), True),
    "p": _Element("p", ("xml:id", "xml:lang")),
    "ab": _Element("ab", ("type",)),
    "quote": _Element("quote"),
    "cit": _Element("cit"),
    "bibl": _Element("bibl", ("type", "xml:id"), True),
    "label": _Element("label"),
    "list": _Element("list", ("rend",)),
    "item": _Element("item", ("n",)),
    "lg": _Element("lg", ("type",)),
    "l": _Element("l", ("rend",)),
    "sp": _Element("sp"),
    "speaker": _Element("speaker"),
    "stage": _Element("stage"),
    "table": _Element("table"),
    "row": _Element("row", ("role",)),
    "cell": _Element("cell"),
    "castList": _Element("castList"),
    "castHead": _Element("head"),
    "castItem": _Element("castItem"),
    "figure": _Element("figure"),
    "epigraph": _Element("epigraph"),
    "argument": _Element("argument"),
    "docTitle": _Element("docTitle"),
    "titlePart": _Element("titlePart", ("type",), True),
    "byline": _Element("byline", (), True),
    "docDate": _Element("docDate", (), True),
    "docEdition": _Element("docEdition", (), True),
    "docImprint": _Element("docImprint", (), True),
    "opener": _Element("opener"),
    "closer": _Element("closer"),
    "salute": _Element("salute", (), True),
    "dateline": _Element("dateline", (), True),
    "signed": _Element("signed", (), True),
    "address": _Element("address"),
    "addrLine": _Element("addrLine", (), True),
    "trailer": _Element("trailer", (), True),
    "postscript": _Element("postscript"),
    "boilerplate": _Element("note", (), True),
}
# mark kinds that are an element around their content, with the attributes that are TEI's
MARKS: dict[str, _Element] = {
    "hi": _Element("hi", ("rend", "xml:lang")),
    "persName": _Element("persName", ("ref", "type", "cert", "resp")),
    "roleName": _Element("roleName"),
    "ref": _Element("ref", ("target",)),
    "date": _Element("date", ("when", "notBefore", "notAfter", "from", "to", "type")),
    "placeName": _Element("placeName"),
    "title": _Element("title", ("level", "type")),
    "biblScope": _Element("biblScope", ("unit", "from", "to", "n")),
    "citedRange": _Element("citedRange", ("unit", "from", "to")),
    "publisher": _Element("publisher"),
    "pubPlace": _Element("pubPlace"),
    "editor": _Element("editor"),
    "author": _Element("author"),
    "orgName": _Element("orgName"),
    "abbr": _Element("abbr"),
    "seg": _Element("seg", ("resp", "type")),
    "bibl": _Element("bibl", ("type", "corresp", "xml:id")),
    "docAuthor": _Element("docAuthor"),
    "role": _Element("role"),
    "roleDesc": _Element("roleDesc"),
    "inline-note": _Element("note", ("place", "type")),
}
_BIBL_PARTS = frozenset(
    (
        "title",
        "author",
        "editor",
        "biblScope",
        "citedRange",
        "publisher",
        "pubPlace",
        "orgName",
        "abbr",
        "docAuthor",
    )
)
# which of two marks of one extent holds the other
_OUTSIDE = {"bibl": 0, "inline-note": 1, "title": 2, "docAuthor": 3, "role": 3, "roleDesc": 3, "ref": 4}
_BREAKS = frozenset(("hi", "lb", "pb"))
_INSIDE = dict.fromkeys(("placeName", "date", "abbr"), _BREAKS) | dict.fromkeys(
    ("gap", "sic", "roleName"), frozenset()
)
_INSIDE["persName"] = _BREAKS | {"roleName"}  # the marks that may stand in one of a kind
# where two marks would cross, the one further down this list gives way
_PRECEDENCE = {kind: rank for rank, kind in enumerate(
    ("note", "pb", "lb", "gap", "bibl", "inline-note", "hi", "docAuthor", "ref", "title", "author", "editor",
     "biblScope", "citedRange", "publisher", "pubPlace", "date", "placeName", "orgName", "abbr", "seg", "persName", "sic", "roleName")
)}  # fmt: skip


class Written(NamedTuple):
    """A TEI file before it is kept: its bytes, and the trail of its header and of its text."""

    data: bytes
    header: list[Trace]
    text: list[Trace]
    rows: list[tuple[int, int]]  # (line of the TEI, offset in the source), rising, for messages


def write_tei(doc: Document, *, schema: str = "", version: str = "") -> Written:
    """The document as UTF-8 bytes of TEI P5, with the trail for the audit.

    `schema` is the relative path of the folder that holds the schema files, for the `xml-model`
    instructions; empty for none. `version` is the program's, for `appInfo`.
    """
    text = XmlWriter()
    with text.element("text", {"xml:lang": doc.language}):
        text.line()
        if doc.front.children:
            _block(text, doc, doc.front)
        _block(text, doc, doc.body)
        if doc.back.children:
            _block(text, doc, doc.back)
        for span in doc.statements:
            text.trace(span.start, span.end, "stated")
    header = XmlWriter()
    write_header(header, doc, text, inline=lambda block: _inline(header, doc, block), version=version)
    out = ['<?xml version="1.0" encoding="UTF-8"?>\n', *_models(schema)]
    root = {"xmlns": TEI, "xml:id": document_id(doc), "xml:lang": doc.language}
    out.append("<TEI " + " ".join(f'{key}="{value}"' for key, value in root.items()) + ">\n")
    rows = _line_table(len(out), header, text)
    out += [*header.parts, *text.parts, "</TEI>\n"]
    return Written("".join(out).encode("utf-8"), header.trail, text.trail, rows)


def _line_table(before: int, header: XmlWriter, text: XmlWriter) -> list[tuple[int, int]]:
    """Which line of the TEI each stretch of the source was written on, `before` being the lines before the header."""
    after = before + header.lines
    return [
        *[(before + lines + 1, start) for lines, start in header.rows],
        *[(after + lines + 1, start) for lines, start in text.rows],
    ]


def document_id(doc: Document) -> str:
    """The xml:id of the whole: the configured prefix and the source's name as an NCName."""
    stem = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in doc.source.name)
    prefix = doc.metadata.id_prefix or ("" if stem[:1].isalpha() else "t")
    clash = any(person.id == prefix + stem for person in doc.persons)
    return f"t_{stem}" if clash else prefix + stem


def _models(schema: str) -> list[str]:
    if not schema:
        return []
    return [
        f'<?xml-model href="{schema}/tei_edition.rng" type="application/xml" schematypens="{_RNG}"?>\n',
        f'<?xml-model href="{schema}/tei_edition.sch" type="application/xml" schematypens="{_SCH}"?>\n',
    ]


def _block(out: XmlWriter, doc: Document, block: Block) -> None:
    if block.kind == "pb":
        _page(out, block.attrs, block.labels[0] if block.labels else None)
        out.line()
        return
    if block.kind == "note-body":
        _note(out, doc, doc.notes[block.attrs["note"]])
        out.line()
        return
    element = BLOCKS[block.kind]
    attrs = {name: value for name in element.attrs if (value := block.attrs.get(name))}
    kind = "item" if block.kind == "item" and "n" in attrs else "label"
    out.open(element.name, attrs)
    for label in block.labels[:1]:
        out.trace(label.start, label.end, kind)
    wrapped = _wrapping(block)
    if wrapped:
        out.open(wrapped)
    if block.spans:
        _inline(out, doc, block)
    if block.children:
        out.line()
        for child in block.children:
            _block(out, doc, child)
    for label in block.labels[1:]:
        out.trace(label.start, label.end, "label")
    if wrapped:
        out.close()
    out.close()
    out.line()


def _wrapping(block: Block) -> str:
    """The element that must stand between a block's element and its text: a caption is a `head`."""
    return "head" if block.kind == "figure" and block.text else ""


def _inline(out: XmlWriter, doc: Document, block: Block) -> None:
    """The text of a leaf with its marks, properly nested, from left to right."""
    line_breaks = BLOCKS[block.kind].line_breaks if block.kind in BLOCKS else False
    if not block.marks:
        _text(out, block, 0, len(block.text), line_breaks)
        return
    stack: list[Mark] = []
    at = 0
    for mark in nested(block.marks):
        while stack and stack[-1].end <= mark.start:
            at = _close(out, block, stack.pop(), at, line_breaks)
        _text(out, block, at, mark.start, line_breaks)
        at = _open(out, doc, block, mark)
        if mark.kind in MARKS or mark.kind in ("gap", "sic"):
            stack.append(mark)
    while stack:
        at = _close(out, block, stack.pop(), at, line_breaks)
    _text(out, block, at, len(block.text), line_breaks)


def nested(marks: list[Mark]) -> list[Mark]:
    """Marks in the order they open; one that would cross another of higher precedence is left out."""
    if len(marks) == 1:
        return marks
    for page in marks:
        if page.kind == "pb" and page.start == page.end:
            _move_out(page, marks)
    return _without_crossings(marks)


def _move_out(page: Mark, marks: list[Mark]) -> None:
    """A page break between signs that became markup stands after them: its number must not be lost."""
    for mark in marks:
        signs = ((mark.start, mark.start + mark.lead), (mark.end - mark.tail, mark.end))
        if any(start < page.start < end for start, end in signs):
            page.start = page.end = mark.end


def _nesting(mark: Mark) -> tuple[int, int, int, int]:
    return (
        mark.start,
        -mark.end if mark.end > mark.start else -sys.maxsize,
        _OUTSIDE.get(mark.kind, 9),
        _PRECEDENCE.get(mark.kind, 99),
    )


def _without_crossings(marks: list[Mark]) -> list[Mark]:
    ordered = sorted(marks, key=_nesting)
    dropped: set[int] = set()
    stack: list[Mark] = []
    for mark in ordered:
        while stack and stack[-1].end <= mark.start:
            stack.pop()
        while stack and (mark.end > stack[-1].end or _cuts_sign(stack[-1], mark) or _opaque(stack[-1], mark)):
            above = stack[-1]
            if _PRECEDENCE.get(above.kind, 99) <= _PRECEDENCE.get(mark.kind, 99):
                dropped.add(id(mark))
                break
            dropped.add(id(above))
            stack.pop()
        if id(mark) not in dropped:
            stack.append(mark)
    return [mark for mark in ordered if id(mark) not in dropped]


def _cuts_sign(outer: Mark, inner: Mark) -> bool:
    """Whether `inner` reaches into the signs at the edges of `outer`."""
    return inner.start < outer.start + outer.lead or inner.end > outer.end - outer.tail


def _opaque(outer: Mark, inner: Mark) -> bool:
    """Whether TEI, or the profile, forbids `inner` in `outer`: a note or name within a name, all in a gap."""
    if outer.kind in _INSIDE:
        return inner.kind not in _INSIDE[outer.kind]
    if outer.kind in ("hi", "inline-note", "ref"):
        return inner.kind in _BIBL_PARTS or outer.kind == inner.kind == "ref"
    return False


def _open(out: XmlWriter, doc: Document, block: Block, mark: Mark) -> int:
    """Write the start of a mark, or all of it; return where the text goes on."""
    lead = block.source_offset(mark.start)
    if mark.kind == "note":
        out.trace(lead, lead + mark.lead, "note")
        _note(out, doc, doc.notes[mark.attrs["note"]])
        return mark.end
    if mark.kind == "pb":
        label = mark.label or (Span(lead, lead + mark.lead) if mark.lead else None)
        _page(out, mark.attrs, label)
        return mark.end
    if mark.kind == "sign":
        out.trace(lead, lead + mark.lead, "label")
        return mark.end
    if mark.kind == "lb":
        out.empty("lb", {"break": mark.attrs["break"]})
        out.trace(lead, lead + mark.lead, "lb")
        return mark.end
    if mark.kind == "gap":
        out.open("gap", {"reason": mark.attrs["reason"]})
        out.open("desc")
    elif mark.kind == "sic":
        out.open("choice")
        out.open("sic")
    else:
        element = MARKS[mark.kind]
        out.open(element.name, {name: value for name in element.attrs if (value := mark.attrs.get(name))})
    out.trace(lead, lead + mark.lead, mark.kind + "(")
    return mark.start + mark.lead


def _close(out: XmlWriter, block: Block, mark: Mark, at: int, line_breaks: bool) -> int:
    inner = mark.end - mark.tail
    _text(out, block, at, inner, line_breaks)
    if mark.tail:
        tail = block.source_offset(inner)
        out.trace(tail, tail + mark.tail, mark.kind + ")")
    out.close()
    if mark.kind == "sic":
        out.leaf("corr", mark.attrs["corr"], {"resp": mark.attrs.get("resp", "")}, line=False)
        out.close()
    elif mark.kind == "gap":
        out.close()
    return mark.end


def _text(out: XmlWriter, block: Block, start: int, end: int, line_breaks: bool) -> None:
    """A stretch of a block's text, span by span."""
    if start >= end:
        return
    if len(block.spans) == 1:
        base = block.spans[0].start
        out.source(block.text[start:end], base + start, base + end, line_breaks=line_breaks)
        return
    begins = block.begins()
    first = bisect_right(begins, start) - 1
    for number in range(first, bisect_right(begins, end)):
        if number > first and line_breaks:
            out.empty("lb")
        elif number > first:
            out.blank()
        span, at = block.spans[number], begins[number]
        low, high = max(start, at), min(end, at + span.end - span.start)
        if low < high:
            base = span.start - at
            out.source(block.text[low:high], base + low, base + high, line_breaks=line_breaks)


def _page(out: XmlWriter, attrs: dict[str, str], label: Span | None) -> None:
    out.empty("pb", {name: attrs.get(name, "") for name in ("n", "xml:id", "edRef", "type")})
    if label:
        out.trace(label.start, label.end, "pb")


def _note(out: XmlWriter, doc: Document, note: Note) -> None:
    attrs = {"place": note.place, "n": note.n, "xml:id": note.id, "type": note.type, "rend": note.rend}
    if not note.anchored:
        attrs["anchored"] = "false"
    out.open("note", attrs)
    out.bracket("(")
    for label in note.labels[:1]:
        out.trace(label.start, label.end, "note-label" if note.anchored else "note")
    if len(note.body) == 1 and note.body[0].kind == "p":
        _inline(out, doc, note.body[0])
    else:
        for block in note.body:
            _block(out, doc, block)
    for label in note.labels[1:]:
        out.trace(label.start, label.end, "label")
    out.bracket(")")
    out.close()
