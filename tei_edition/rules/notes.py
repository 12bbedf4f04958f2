"""Rules about notes and pages: R07, R08, R10."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ..namespaces import XML_ID
from ..numerals import roman_value
from ..patterns import lazy
from .facts import Facts, Fault, holder, whole_number

UNNUMBERED = ("inline", "margin")  # places where a note needs no mark
SUPERSCRIPT = lazy(r"[⁰¹²³⁴-⁹]{1,3}")
NO_MARK_AFTER = frozenset("0123456789mM")  # 10³, m²
BRACKET_MARK = lazy(r"\[[0-9]{1,3}\]")
MARK_BYTES = b"?[\xb9"  # where a mark may be: see `Facts.unusual`


def r07_notes_marked(facts: Facts) -> Iterator[Fault]:
    """A note says where it stood and what called it; its id says its number."""
    for note in facts.text["note"]:
        place, n = note.get("place"), note.get("n")
        if not place:
            yield Fault(note, "has no @place")
        if not n:
            if place not in UNNUMBERED:
                yield Fault(note, "has no @n")
        elif not n.isascii() or not n.isalnum():
            if not note.get(XML_ID):
                yield Fault(note, f"note “{n}” has no xml:id")
        elif not _id_says(note.get(XML_ID, ""), n):
            yield Fault(note, f"@n is {n}: the id should be note{n}, or note_b{n} in a second run")


def _id_says(own: str, n: str) -> bool:
    """`note7`, or `note_b7`, `note_c7` ... where the numbers begin again."""
    run = own.removeprefix("note_").removesuffix(n)
    return own == f"note{n}" or (own == f"note_{run}{n}" and run.isalpha() and run.islower())


def r08_note_numbers(facts: Facts) -> Iterator[Fault]:
    """Numbers rise by one, those of notes of one form at one place; at 1, or at a number had before, a new run
    begins. No mark is left behind."""
    last: dict[tuple[str | None, str | None], int] = {}
    seen: dict[tuple[str | None, str | None], set[int]] = {}
    for note in facts.text["note"]:
        n, place = note.get("n", ""), (note.get("place"), note.get("rend"))
        number = whole_number(n)
        if number is None or not n.isascii() or note.get("anchored") == "false":
            continue
        before, run = last.get(place, 0), seen.setdefault(place, set())
        if number == before + 1 or number == 1:
            if number == 1:
                run.clear()
        elif number > before:
            words = f"note {n} follows note {before}" if before else f"the notes begin at {n}"
            yield Fault(note, words, "warning")
        elif number in run:
            yield Fault(note, f"note {n} comes again after note {before}", "warning")
            run.clear()
        else:
            yield Fault(note, f"note {n} stands after note {before}")
        run.add(number)
        last[place] = number
    yield from _marks_left(facts)


def _marks_left(facts: Facts) -> Iterator[Fault]:
    if not any(byte in facts.unusual for byte in MARK_BYTES):
        return
    words = facts.words
    found = []
    if any(digit in words for digit in "⁰¹²³⁴⁵⁶⁷⁸⁹"):  # ten searches in C cost less than one by the pattern
        before = ((m[0], words[m.start() - 1 : m.start()]) for m in SUPERSCRIPT.finditer(words))
        found = [mark for mark, char in before if char not in NO_MARK_AFTER]
    found += BRACKET_MARK.findall(words)
    for text in facts.text["text"] if found else []:
        shown = ", ".join(dict.fromkeys(found[:8])) + (" …" if len(found) > 8 else "")
        told = f"what may be note marks is left in the text, {len(found)} in all: {shown}"
        yield Fault(holder(text, found[0]), told, "warning")


def r10_pages_rise(facts: Facts) -> Iterator[Fault]:
    """Page numbers rise, without gaps, inside the pages that their edition is said to have."""
    last: dict[tuple[str, str | None], int] = {}
    pages = facts.text["pb"]
    editions = {f"#{bibl.get(XML_ID)}": bibl for bibl in reversed(facts.header["bibl"])} if pages else {}
    gaps: list[tuple[etree._Element, str]] = []
    for page in pages:
        style, number = _page(page.get("n", ""))
        if not number:
            continue
        run = style, page.get("edRef")
        before = last.get(run, 0)
        if before and number <= before:
            yield Fault(page, f"page {page.get('n')} follows page {before}")
        elif before and number > before + 1:
            gaps.append((page, f"{before}–{number}"))
        last[run] = number
        if style == "arabic":
            yield from _outside(page, number, editions.get(page.get("edRef", "")))
    if gaps:
        shown = ", ".join(words for _, words in gaps[:8]) + (", …" if len(gaps) > 8 else "")
        yield Fault(gaps[0][0], f"page numbers leave {len(gaps)} gap{'s' * (len(gaps) > 1)}: {shown}")


def _page(n: str) -> tuple[str, int]:
    """The style of a page number and its value; 0 where it is no number."""
    number = whole_number(n) if n.isascii() else None
    return ("roman", roman_value(n)) if number is None else ("arabic", number)


def _outside(page: etree._Element, number: int, edition: etree._Element | None) -> Iterator[Fault]:
    for scope in edition.findall("{*}biblScope[@unit='page']") if edition is not None else ():
        low, high = whole_number(scope.get("from")), whole_number(scope.get("to"))
        if low is not None and high is not None and not low <= number <= high:
            yield Fault(page, f"page {number} is outside the pages of its edition, {low}–{high}")
