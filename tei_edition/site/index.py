"""index.html: every document with its author, date, source and language, like a catalogue."""

from __future__ import annotations

from collections.abc import Iterable

from ..hrefs import quote
from ..model import Record
from .frame import counted, escape, full_title, page, page_of


def write_index(
    records: Iterable[Record],
    *,
    title: str = "Documents",
    tei_dir: str | None = "../tei",
    text_dir: str | None = "../text",
) -> bytes:
    """The page that lists the written documents by author, date and title; failed ones are only named
    in the report. `tei_dir` and `text_dir` are where the other editions lie, seen from this page."""
    written = sorted((record for record in records if record.status == "written"), key=order)
    words = sum(record.counts.get("words", 0) for record in written)
    entries = "".join(entry(record, tei_dir, text_dir) for record in written)
    lead = f"{counted(len(written), 'document')}, {counted(words, 'word')}"
    body = f'<p class="lead">{lead}</p>\n<ol class="documents">{entries}</ol>\n'
    return page(title, body, description=f"{title}: {lead}")


def order(record: Record) -> tuple[str, str, str, str]:
    """By the last word of the first author, then date, title and name."""
    author = record.authors[0] if record.authors else ""
    surname = author.partition(",")[0] if "," in author else author.rpartition(" ")[2]
    return surname.casefold(), record.when, record.title.casefold(), record.name


def entry(record: Record, tei_dir: str | None, text_dir: str | None) -> str:
    """One document of the list."""
    lines = [f'<h2><a href="{page_of(record.name)}">{escape(record.title or record.name)}</a></h2>']
    if record.subtitle:
        lines.append(f'<p class="sub">{escape(record.subtitle)}</p>')
    made = " · ".join(part for part in (", ".join(record.authors), record.date.strip("()")) if part)
    if made:
        lines.append(f'<p class="made">{escape(made)}</p>')
    if record.source:
        lines.append(f'<p class="source">{escape(record.source)}</p>')
    facts = [f"<span>{escape(fact)}</span>" for fact in figures(record)]
    for folder, ending, label in ((tei_dir, "xml", "TEI XML"), (text_dir, "txt", "plain text")):
        if folder is not None:
            facts.append(
                f'<a href="{escape(folder)}/{quote(record.name)}.{ending}" '
                f'aria-label="{label} of {escape(full_title(record))}">{label}</a>'
            )
    lines.append(f'<p class="facts">{" ".join(facts)}</p>')
    return f"<li>{''.join(lines)}</li>\n"


def figures(record: Record) -> list[str]:
    """Language, length, notes and persons, as far as there are any."""
    nouns = ("word", "note", "person")
    counts = [counted(record.counts[f"{noun}s"], noun) for noun in nouns if record.counts.get(f"{noun}s")]
    return [part for part in (record.language, *counts, record.licence) if part]
