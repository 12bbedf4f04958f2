"""Lines to chunks: what stands on the page besides the text.

A chunk is a run of lines with no blank line between them. This stage finds the ones that are page
numbers or running heads, and tells every other chunk which pages begin before it. Whether a number
alone on its line is a page's or a section's is decided over the whole document: page numbers rise,
and form feeds or torn paragraphs stand beside them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from .marked import is_marked, read_statements
from .model import Chunk, Document, Line, Span
from .numerals import roman_value
from .overrule import TEXT, hear
from .patterns import lazy

_PAGE_NUMBER = lazy(
    r"(?P<open>[\[({]|[-–—~•*] ?)?(?:(?P<word>p\.|pg\.|page|seite|s\.)\s?)?"
    r"(?P<n>\d{1,4}|[ivxlc]{1,9})(?P<close>[\])}]| ?[-–—~•*])?",
    re.IGNORECASE,
)
_FRAME = lazy(r"\*{3} ?(?P<which>START|END) OF (?:THE|THIS) [^*]{3,200}\*{3}", re.I)
_SENTENCE_END = lazy(r"[.!?:;…][\"'”’»«)\]*_]*$")
_NOTE_NUMBER = lazy(
    r"^[ \t]*(?:\[(?:Footnote|Note|Fu(?:ß|ss)note|Anmerkung) |\[)?(\d{1,4})[.):\]] ", re.M | re.I
)
_HEAD_NUMBER = lazy(r"(?<=\s)(\d{1,4})$|^(\d{1,4})(?=\s)")
_DIGITS = lazy(r"\d+")
_MIDDLE = 12  # blanks before what stands in the middle of a line
_FIRST_YEAR = 1000
_FEWEST_NUMBERS = 3  # a run of numbers alone on their lines, with no form feed, must be as long to be pages
_MOST = 0.6  # of the numbers alone on their lines rise by one, where they are pages
_SHORTEST_PAGE = 240  # characters, of the page of middling length
_FEWEST_HEADS = 3  # pages a line must head to be a running head


def lay_out(doc: Document) -> None:
    """`chunks`: the runs of lines of the source, with page numbers and running heads told apart."""
    doc.chunks = list(_chunks(doc.source.lines))
    hear(doc)
    read_statements(doc)
    guessing = not is_marked(doc)
    if guessing:
        _frame(doc)
    numbers = _page_numbers(doc)
    if guessing:
        _running_heads(doc, numbers)
    _assign_turns(doc)


def _chunks(lines: tuple[Line, ...]) -> Iterator[Chunk]:
    first = -1
    for index, line in enumerate(lines):
        if first >= 0 and (line.blank or line.feed):
            yield Chunk(first, index - 1)
            first = -1
        if first < 0 and not line.blank:
            first = index
    if first >= 0:
        yield Chunk(first, len(lines) - 1)


def _frame(doc: Document) -> None:
    """Set aside what stands outside `*** START OF ... ***` and `*** END OF ... ***`, those lines with it."""
    lines, text = doc.source.lines, doc.source.text
    start = end = None
    for index, chunk in enumerate(doc.chunks):
        line = lines[chunk.first]
        if text.startswith("***", line.start) and (
            match := _FRAME.match(text, line.start, lines[chunk.last].end)
        ):
            if match["which"].upper() == "START" and start is None:
                start = index
            elif match["which"].upper() == "END":
                end = index
                break
    for index, chunk in enumerate(doc.chunks):
        if (start is not None and index <= start) or (end is not None and index >= end):
            chunk.role, chunk.rule = "furniture", "file-frame"


def _fed_chunks(doc: Document) -> set[int]:
    """Indexes of the chunks that a form feed stands directly before."""
    feeds = [i for i, line in enumerate(doc.source.lines) if line.feed]
    fed, at = set(), 0
    for index, chunk in enumerate(doc.chunks):
        before = at
        while at < len(feeds) and feeds[at] <= chunk.first:
            at += 1
        if at > before:
            fed.add(index)
    return fed


def _page_numbers(doc: Document) -> dict[int, str]:
    """Chunk index -> page number, for the chunks that are page numbers. Sets their role."""
    lines, text = doc.source.lines, doc.source.text
    fed = _fed_chunks(doc)
    answered: set[str] | None = None  # numbers of notes; asked for by few texts
    found: list[tuple[int, str, int, bool]] = []  # chunk, number, value, sure of itself
    for index, chunk in enumerate(doc.chunks):
        line = lines[chunk.first]
        if chunk.role != "body" or chunk.first != chunk.last or line.end - line.start > 12:
            continue
        match = _PAGE_NUMBER.fullmatch(text, line.start, line.end)
        if not match:
            continue
        number = match["n"]
        if number.isalpha() and not number.islower():
            continue
        if match["open"] == "[":
            if answered is None:
                answered = set(_NOTE_NUMBER.findall(text))
            if number in answered:
                continue  # a note mark alone on its line
        value = int(number) if number.isdecimal() else roman_value(number)
        beside_feed = index in fed or index + 1 in fed or (bool(fed) and index == len(doc.chunks) - 1)
        bracketed = bool(match["open"] and match["close"]) or bool(match["word"])
        if value:
            found.append((index, number, value, beside_feed or bracketed))
    if fed:  # where form feeds part the pages, numbers elsewhere are something else
        found = [item for item in found if item[3]]
    if not _close_pages(doc, found):
        found = _rising(doc, found)
    accepted = {i: n for i, n, _, _ in found}
    for index in accepted:
        doc.chunks[index].role, doc.chunks[index].rule = "page", "page-number"
    return accepted


def _close_pages(doc: Document, found: list[tuple[int, str, int, bool]]) -> bool:
    """Whether all numbers stand in the middle of their lines, each by one more than the one before, and the last of
    them is the end of the text: so they do at the foot of pages, be it only one. It is no year."""
    if not found or not 0 < found[-1][0] == len(doc.chunks) - 1 or found[-1][2] >= _FIRST_YEAR:
        return False
    lines = [doc.source.lines[doc.chunks[item[0]].first] for item in found]
    return all(line.indent >= _MIDDLE for line in lines) and all(b[2] - a[2] == 1 for a, b in pairwise(found))


def _rising(doc: Document, found: list[tuple[int, str, int, bool]]) -> list[tuple[int, str, int, bool]]:
    """The numbers that rise by one as page numbers do; without form feeds only a run of them, some
    of which tear a paragraph, is believed."""
    rising = []
    for order, item in enumerate(found):
        near = [found[k] for k in (order - 1, order + 1) if 0 <= k < len(found)]
        step = any(
            abs(other[2] - item[2]) == 1 and (other[0] > item[0]) == (other[2] > item[2]) for other in near
        )
        if step or (item[3] and len(found) == 1 and item[2] < 5):
            rising.append(item)
    if all(item[3] for item in rising):
        return rising
    if len(rising) >= _FEWEST_NUMBERS and len(rising) >= _MOST * len(found) and _pages_apart(doc, rising):
        return rising
    return [item for item in rising if item[3]]


def _pages_apart(doc: Document, rising: list[tuple[int, str, int, bool]]) -> bool:
    """Whether a page of text stands between one number and the next, and some paragraph is torn: numbers
    closer than that are the cells of a table."""
    starts = [doc.source.lines[doc.chunks[item[0]].first].start for item in rising]
    apart = sorted(b - a for a, b in pairwise(starts))
    return apart[len(apart) // 2] >= _SHORTEST_PAGE and any(_torn_before(doc, item[0]) for item in rising)


def _torn_before(doc: Document, index: int) -> bool:
    if index == 0:
        return False
    line = doc.source.lines[doc.chunks[index - 1].last]
    return line.end - line.start > 30 and not _SENTENCE_END.search(
        doc.source.text, max(line.start, line.end - 12), line.end
    )


def _running_heads(doc: Document, numbers: dict[int, str]) -> None:
    """Take the line that heads (or foots) page after page off its chunk."""
    fed = _fed_chunks(doc)
    starts = (
        fed
        | ({0} if fed else set())
        | {i + 1 for i in numbers if i + 1 < len(doc.chunks) and i + 1 not in numbers}
    )
    if len(starts) < _FEWEST_HEADS:
        return
    text, lines = doc.source.text, doc.source.lines

    def shape(index: int) -> str:
        line = lines[doc.chunks[index].first]
        return _DIGITS.sub("#", text[line.start : line.end]) if line.end - line.start < 80 else ""

    heads = Counter(shape(i) for i in starts if doc.chunks[i].role == "body")
    heads.pop("", None)
    running = {words for words, count in heads.items() if count >= _FEWEST_HEADS and count * 5 >= len(starts)}
    if not running:
        return
    chunks: list[Chunk] = []
    for index, chunk in enumerate(doc.chunks):
        if index in starts and chunk.role == "body" and shape(index) in running:
            chunks.append(_running(doc, chunk.first))
            if chunk.first < chunk.last:
                chunks.append(Chunk(chunk.first + 1, chunk.last))
        else:
            chunks.append(chunk)
    doc.chunks = chunks


def _running(doc: Document, index: int) -> Chunk:
    """A running head; a number at its end or beginning is the page's."""
    line, text = doc.source.lines[index], doc.source.text
    chunk = Chunk(index, index, "running", "running-head")
    words = text[line.start : line.end]
    if match := _HEAD_NUMBER.search(words):
        group = 1 if match[1] else 2
        chunk.n = match[group]
        chunk.label = Span(line.start + match.start(group), line.start + match.end(group))
    return chunk


def _assign_turns(doc: Document) -> None:
    """Tell each body chunk which pages begin before it.

    A number at the foot belongs to the page it closes, so the page begins where the last one ended; a
    number at the head begins its page where it stands.
    """
    lines = doc.source.lines
    at_foot = _numbers_at_foot(doc)
    pending: list[tuple[Span | None, str]] = []
    body: list[Chunk] = []  # of the current page
    opened = False
    for chunk in doc.chunks:
        if chunk.role == "page":
            line = lines[chunk.first]
            n = _page_n(doc, line)
            turn = (Span(line.start, line.end), n)
            if at_foot:
                if body:
                    body[0].turns.append(turn)
                else:
                    pending.append(turn)
                body = []
            else:
                pending.append(turn)
        elif chunk.role == "running" and chunk.label:
            pending.append((chunk.label, chunk.n))
        elif chunk.role in TEXT:
            if pending:
                chunk.turns += pending
                pending = []
            body.append(chunk)
            opened = True
    if not opened:  # nothing but numbers: they are the text
        for chunk in doc.chunks:
            if chunk.role == "page":
                chunk.role, chunk.rule = "body", ""
    elif pending:
        last = next(c for c in reversed(doc.chunks) if c.role in TEXT)
        last.turns += pending


def _page_n(doc: Document, line: Line) -> str:
    match = _PAGE_NUMBER.fullmatch(doc.source.text, line.start, line.end)
    return match["n"] if match else ""


def _numbers_at_foot(doc: Document) -> bool:
    """Whether the page numbers close their pages: they stand before form feeds, or end the document."""
    pages = [i for i, c in enumerate(doc.chunks) if c.role == "page"]
    if not pages:
        return False
    fed = _fed_chunks(doc)
    if fed:
        return sum(i + 1 in fed or i + 1 == len(doc.chunks) for i in pages) * 2 > len(pages)
    return pages[-1] == len(doc.chunks) - 1 and pages[0] != 0
