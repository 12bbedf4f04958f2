"""Where things stand in an XML file: line and column of each element, of an attribute, and in the source.

lxml knows the line of an element and not its column. Where the start tags of that line are plain to see, the
column is counted there; else expat reads the file a second time. Columns count characters, from 1. The parser
must have taken the file already (`xmlread.parse`): what expat would make of a hostile one is not tried.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from itertools import accumulate, islice
from typing import NamedTuple

from lxml import etree

from .findings import Finding

Place = tuple[int, int]  # line and column
SourcePlace = Callable[[etree._Element], str]
MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
LARGEST_SHOWN = 20_000_000  # bytes of a file that cannot be parsed, above which its line is not sought
AROUND = 80  # characters of a line that are kept on each side of a column
HEAD = re.compile(r"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
BYTES_OF_HEAD = re.compile(HEAD.pattern.encode())
START_TAG = re.compile(r"<([^\s<>/!?]+)[^<>]*>")
NOT_PLAIN = re.compile(r"<[!?]|-->|\]\]>|\?>")  # tags in comments and the like are none
MOST_TAGS = 200  # of one line that are counted
MOST_LINES = 65_535  # libxml2 is not sure of the line beyond


class Tag(NamedTuple):
    """A start tag: where it begins in the text of the file, and the first character after the element."""

    start: int
    end: int


class Places:
    """The text of a parsed file and the place of each of its elements, found when asked for."""

    def __init__(self, data: bytes, tree: etree._ElementTree) -> None:
        self.text = decoded(data, tree.docinfo.encoding)
        self._tree = tree

    @cached_property
    def _breaks(self) -> list[int]:
        ends = accumulate(len(line) + 1 for line in self.text.split("\n"))
        return [end - 1 for end in ends][:-1]

    @cached_property
    def _tags(self) -> list[Tag]:
        return _tags(self.text)

    @cached_property
    def _elements(self) -> list[etree._Element]:
        return list(self._tree.iter(etree.Element))

    @cached_property
    def _number(self) -> dict[etree._Element, int]:
        return {element: number for number, element in enumerate(self._elements)}

    @cached_property
    def _ends(self) -> dict[int, int]:
        return {tag.end: number for number, tag in enumerate(self._tags)}

    def tag(self, element: etree._Element) -> Tag | None:
        """Where an element of the tree stands in the text."""
        number = self._number.get(element, -1)
        return self._tags[number] if 0 <= number < len(self._tags) else None

    def place(self, element: etree._Element, attribute: str = "") -> Place:
        """Line and column of the start tag of an element, or of one of its attributes; (0, 0) if not known."""
        at = self._start(element)
        if at < 0:
            return 0, 0
        if attribute:
            found = re.compile(rf"\s({re.escape(attribute)})\s*=").search(self.text, at, self.head_end(at))
            at = found.start(1) if found else at
        return self.line_at(at), self.column_at(at)

    def _start(self, element: etree._Element) -> int:
        """Where the start tag of an element begins in the text; -1 if not known."""
        if "_tags" not in self.__dict__:
            at = self._start_in_line(element)
            if at >= 0:
                return at
        tag = self.tag(element)
        return tag.start if tag else -1

    def _start_in_line(self, element: etree._Element) -> int:
        """As `_start`, for an element whose start tag ends in a line with nothing but plain tags; else -1."""
        line = element.sourceline or 0
        words = self.line_text(line)
        if not 0 < line < MOST_LINES or NOT_PLAIN.search(words) or "<" not in words.partition(">")[0]:
            return -1
        names = _names_to(element, line)
        tags = list(islice(START_TAG.finditer(words), len(names)))
        if not names or names != [found[1] for found in tags]:
            return -1
        return self._offset(line, 1) + tags[-1].start()

    def head_end(self, start: int) -> int:
        """The offset after the `>` of the start tag that begins at `start`."""
        found = HEAD.match(self.text, start)
        return found.end() if found else len(self.text)

    def element_before(self, line: int, column: int) -> etree._Element | None:
        """The element whose start tag ends at a place, or the last that begins before it: jing tells ends."""
        at = self._offset(line, column)
        number = bisect_right(self._tags, max(at - 1, 0), key=lambda tag: tag.start) - 1
        return self._elements[number] if 0 <= number < len(self._elements) else None

    def closed_at(self, line: int, column: int) -> etree._Element | None:
        """The element whose end tag ends at a place."""
        at = self._offset(line, column)
        number = self._ends.get(at, -1)
        return self._elements[number] if 0 <= number < len(self._elements) else None

    def line_text(self, line: int) -> str:
        """A line of the file, without its end."""
        return line_of_text(self.text, self._breaks, line)

    def line_at(self, offset: int) -> int:
        """The line of an offset into the text, counted from 1."""
        return bisect_right(self._breaks, offset - 1) + 1

    def column_at(self, offset: int) -> int:
        """The column of an offset into the text, counted from 1."""
        line = bisect_right(self._breaks, offset - 1)
        return offset - (self._breaks[line - 1] if line else -1)

    def _offset(self, line: int, column: int) -> int:
        return (self._breaks[line - 2] + 1 if line > 1 else 0) + column - 1


def _names_to(element: etree._Element, line: int) -> list[str]:
    """The names, as they are written, of the elements of one line, up to this one; none if they are too many."""
    names: list[str] = []
    node: etree._Element | None = element
    while node is not None and node.sourceline == line and len(names) < MOST_TAGS:
        if isinstance(node.tag, str):
            name = node.tag.rpartition("}")[2]
            names.append(f"{node.prefix}:{name}" if node.prefix else name)
        node = _before(node)
    return names[::-1] if len(names) < MOST_TAGS else []


def _before(node: etree._Element) -> etree._Element | None:
    """The node before another in the order of the document."""
    before = node.getprevious()
    if before is None:
        return node.getparent()
    while len(before):
        before = before[-1]
    return before


def excerpt_of(data: bytes, line: int, column: int) -> tuple[str, int]:
    """The part of a line around a column, and the column's place in it, of a file that could not be parsed."""
    if not line or len(data) > LARGEST_SHOWN:
        return "", 0
    lines = decoded(data, None).split("\n", line)
    text = lines[line - 1].rstrip("\r") if len(lines) >= line else ""
    start = max(0, column - 1 - AROUND)
    return text[start : column + AROUND], max(0, column - 1 - start)


def line_of_text(text: str, breaks: list[int], line: int) -> str:
    """Line number `line` of a text whose line ends are at `breaks`; nothing where there is no such line."""
    if not 1 <= line <= len(breaks) + 1:
        return ""
    start = breaks[line - 2] + 1 if line > 1 else 0
    end = breaks[line - 1] if line <= len(breaks) else len(text)
    return text[start:end].rstrip("\r")


def decoded(data: bytes, encoding: str | None) -> str:
    """The characters of an XML file, its byte order mark left out, its line ends as they are."""
    mark, codec = codec_of(data, encoding)
    return data[len(mark) :].decode(codec, "replace")


def codec_of(data: bytes, encoding: str | None) -> tuple[bytes, str]:
    """The byte order mark of an XML file, if it has one, and Python's name of what its bytes are written in."""
    for mark, codec in MARKS:
        if data.startswith(mark):
            return mark, codec
    name = (encoding or "utf-8").lower()
    if name in ("utf-16", "utf-32"):  # without a mark, the first `<` shows the order
        return b"", f"{name}-{'be' if data.startswith(bytes(1)) else 'le'}"
    return b"", name


def _tags(text: str) -> list[Tag]:
    """Start and end of each element in document order, as offsets into the text."""
    from pyexpat import ParserCreate

    parser = ParserCreate("utf-8")
    starts: list[int] = []
    ends: list[int] = []
    stack: list[int] = []
    data = text.encode("utf-8", "surrogatepass")

    def start(_name: str, _attributes: object) -> None:
        stack.append(len(starts))
        starts.append(parser.CurrentByteIndex)
        ends.append(0)

    def end(_name: str) -> None:
        number, at = stack.pop(), parser.CurrentByteIndex  # of `</p>`; of an empty tag expat tells the end
        closes = data[at : at + 2] == b"</"
        if closes and number == len(starts) - 1 and data[at - 2 : at] == b"/>":
            head = BYTES_OF_HEAD.match(data, starts[number])
            closes = head is None or head.end() != at  # `</` after an empty tag closes what holds it
        ends[number] = data.find(b">", at) + 1 if closes else at

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(data, True)
    except Exception as error:  # what libxml2 has read and expat does not, has no columns
        if type(error).__name__ != "ExpatError":
            raise
    if text.isascii():
        return [Tag(s, e) for s, e in zip(starts, ends, strict=True)]
    offsets = _characters(data, sorted({*starts, *ends}))
    return [Tag(offsets[s], offsets[e]) for s, e in zip(starts, ends, strict=True)]


def _characters(data: bytes, places: list[int]) -> dict[int, int]:
    """Offsets in bytes of UTF-8, in rising order, to offsets in characters; one pass over the bytes."""
    offsets: dict[int, int] = {}
    done = count = 0
    for place in places:
        count += len(data[done:place].decode("utf-8", "surrogatepass"))
        done = place
        offsets[place] = count
    return offsets


def located(finding: Finding, element: etree._Element, places: Places, attribute: str = "") -> Finding:
    """A finding with line and column of an element or attribute, and the line of the file."""
    line, column = places.place(element, attribute)
    if not line:
        return finding
    text = places.line_text(line)
    start = max(0, column - 1 - AROUND)
    return finding._replace(
        line=line, column=column, excerpt=text[start : column + AROUND], caret=column - 1 - start
    )
