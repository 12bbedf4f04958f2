"""report.json and report.html: what a run found in each document, and over all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ..records import Record
from ..sorting import Sorted
from .frame import Frame, counted, escape, full_title, page, page_of

SEVERITIES = ("error", "warning", "info")
Totals = dict[str, int]
HEADS = "".join(
    f'<th scope="col"{kind}>{head}</th>'
    for head, kind in (
        ("Document", ""),
        ("Status", ""),
        ("Words", ' class="number"'),
        ("Errors", ' class="number"'),
        ("Warnings", ' class="number"'),
    )
)


class Report:
    """The report of a run: as JSON, for machines, and as a page, for editors. `version` is that of the
    program, `html_dir` where the editions lie, seen from the page."""

    def __init__(self, version: str, *, html_dir: str = "html/") -> None:
        self.version, self.html_dir = version, html_dir
        self.totals: Totals = dict.fromkeys(("documents", "written", "failed", "valid", *SEVERITIES), 0)
        self.documents, self.rows, self.sections = Sorted(), Sorted(), Sorted()  # in the order given

    def add(self, record: Record) -> None:
        """Take in one document."""
        totals = self.totals
        totals["documents"] += 1
        totals["written" if record.status == "written" else "failed"] += 1
        totals["valid"] += record.valid
        for severity in SEVERITIES:
            totals[severity] += severe(record, severity)
        for key, number in record.counts.items():
            totals[key] = totals.get(key, 0) + number
        number = totals["documents"]
        self.documents.add(number, dumps(document_data(record)))
        self.rows.add(number, row(record, number))
        self.sections.add(number, section(record, number, self.html_dir))

    def data(self) -> Iterator[str]:
        """report.json: generator, totals, documents, one document a line."""
        yield f'{{"generator": {dumps(f"tei_edition {self.version}")},\n"totals": {dumps(self.totals)},\n'
        yield '"documents": ['
        for number, text, _ in self.documents:
            yield f"{',' if number > 1 else ''}\n{text}"
        yield "\n]}\n"

    def page(self, frame: Frame) -> Iterator[str]:
        """report.html: all documents in a table, then each with what was found in it."""
        totals = self.totals
        lead = (
            f"{counted(totals['written'], 'document')} written, {totals['failed']:,} failed, "
            f"{totals['valid']:,} valid; "
            f"{counted(totals['error'], 'error')}, {counted(totals['warning'], 'warning')}"
        )
        return page("Report", self._body(lead), description=f"Report: {lead}", frame=frame, here="Report")

    def _body(self, lead: str) -> Iterator[str]:
        yield f'<p class="lead">{escape(lead)}. tei_edition {escape(self.version)}</p>\n'
        yield (
            '<div class="scroll" tabindex="0" role="group" aria-label="All documents">'
            f"<table><thead><tr>{HEADS}</tr></thead><tbody>"
        )
        for _, text, _ in self.rows:
            yield text
        yield "</tbody></table></div>\n"
        for _, text, _ in self.sections:
            yield text


def dumps(value: object) -> str:
    """JSON on one line, in plain letters."""
    return json.dumps(value, ensure_ascii=False)


def severe(record: Record, severity: str) -> int:
    """How many messages of a severity a document has."""
    return sum(message.get("severity") == severity for message in record.messages)


def document_data(record: Record) -> dict[str, object]:
    """A record for report.json: of persons and places only who they are and how often they are named, and
    nothing of the search."""
    data: dict[str, object] = {**vars(record)}
    for key in ("persons", "places"):
        entries = getattr(record, key)
        data[key] = [{"id": e.id, "name": e.name, "mentions": len(e.mentions)} for e in entries]
    del data["vocabulary"]
    return data


def row(record: Record, number: int) -> str:
    """One document's line of the table."""
    return (
        f'<tr><td><a href="#{anchor(number)}">{escape(record.name)}</a></td>'
        f"<td>{escape(fate(record))}</td>"
        f'<td class="number">{record.counts.get("words", 0):,}</td>'
        f'<td class="number">{severe(record, "error"):,}</td>'
        f'<td class="number">{severe(record, "warning"):,}</td></tr>\n'
    )


def anchor(number: int) -> str:
    """The id of a document's section in the report."""
    return f"document-{number}"


def fate(record: Record) -> str:
    """What became of a document, in a word or two."""
    if record.status != "written":
        return "failed"
    return "written, valid" if record.valid else "written, not valid"


def section(record: Record, number: int, html_dir: str) -> str:
    """What was found in one document: figures, audit, messages, what was set aside."""
    title = escape(full_title(record))
    if record.status == "written":
        title = f'<a href="{escape(html_dir)}{page_of(record.name)}">{title}</a>'
    lines = [f'<section class="document" id="{anchor(number)}"><h2>{title}</h2>']
    figures = [escape(record.path or record.name), escape(fate(record))]
    figures += [escape(counted(value, singular(key), key)) for key, value in record.counts.items() if value]
    lines.append(f'<p class="facts">{"".join(f"<span>{figure}</span>" for figure in figures)}</p>')
    if record.audit:
        lines.append(f"<p>{escape(audit_line(record.audit))}</p>")
    if record.messages:
        items = "".join(message_item(message) for message in record.messages)
        lines.append(f'<ol class="messages">{items}</ol>')
    if record.set_aside:
        lines.append("<h3>Set aside from the text</h3>")
        lines.extend(set_aside_item(piece) for piece in record.set_aside)
    return "".join(lines) + "</section>\n"


def singular(noun: str) -> str:
    """`word` for `words`: the keys of the counts are plurals."""
    return noun.removesuffix("s")


def audit_line(audit: dict[str, int]) -> str:
    """Where the characters of the source went."""
    parts = [f"{number:,} {key}" for key, number in audit.items() if key != "source"]
    return f"Audit: of {audit.get('source', 0):,} characters of the source: " + ", ".join(parts) + "."


def message_item(message: dict[str, str | int]) -> str:
    """One message with its severity, its line in the source and its code."""
    severity = str(message.get("severity", ""))
    line = message.get("line", 0)
    place = f"line {line}: " if line else ""
    return (
        f'<li><span class="severity {escape(severity)}">{escape(severity)}</span>{escape(place)}'
        f'{escape(message.get("text", ""))} <span class="code">{escape(message.get("code", ""))}</span></li>'
    )


def set_aside_item(piece: dict[str, str | int]) -> str:
    """A piece of the source that is no part of the text, verbatim."""
    line, kind = piece.get("line", 0), piece.get("kind", "")
    return (
        f'<p class="aside"><span class="code">{escape(f"line {line}, {kind}")}</span>\n'
        f"{escape(piece.get('text', ''))}</p>"
    )
