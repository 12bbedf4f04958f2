"""XML as a list of strings that cannot come out ill-formed, with a trail of where each character came from.

Elements are opened and closed by name on a stack; text and attribute values are always escaped. For
the audit every stretch of source text that is written, and every sign that became markup, leaves a
row on the trail, in the order of the output.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from .model import Span
from .records import NamedTuple


class Trace(NamedTuple):
    """A row of the trail: source offsets, and what the stretch is: "" for text, else the kind of mark."""

    start: int
    end: int
    kind: str = ""


class XmlWriter:
    """Collects XML in `parts`, the trail in `trail`, and how often each element was opened in `counts`."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.trail: list[Trace] = []
        self.places: list[int] = []  # for each row of the trail, how many parts stood before it
        self.counts: Counter[str] = Counter()
        self.with_id: Counter[str] = Counter()
        self._stack: list[str] = []

    def open(self, name: str, attrs: Mapping[str, str] | None = None) -> None:
        """Open an element; attributes with empty values are left out."""
        self._start(name, attrs, ">")
        self._stack.append(name)

    def close(self) -> None:
        """Close the element opened last."""
        self.parts.append(f"</{self._stack.pop()}>")

    def empty(self, name: str, attrs: Mapping[str, str] | None = None) -> None:
        """An element with no content."""
        self._start(name, attrs, "/>")

    @contextmanager
    def element(
        self, name: str, attrs: Mapping[str, str] | None = None, *, line: bool = True
    ) -> Iterator[None]:
        """Open and close an element around what is written inside; `line` ends it with a line feed."""
        self.open(name, attrs)
        yield
        self.close()
        if line:
            self.parts.append("\n")

    def leaf(
        self, name: str, text: str, attrs: Mapping[str, str] | None = None, *, line: bool = True
    ) -> None:
        """An element that holds text of ours, not of the source."""
        self.open(name, attrs)
        self.parts.append(escape(text))
        self.close()
        if line:
            self.parts.append("\n")

    def own(self, text: str) -> None:
        """Text of ours (header only)."""
        self.parts.append(escape(text))

    def line(self) -> None:
        """A line feed between elements, for human readers."""
        self.parts.append("\n")

    def source(self, text: str, span: Span, *, line_breaks: bool) -> None:
        """Text of the source: a wrapped line's end becomes a blank, or an `lb` where lines count."""
        self.trail.append(Trace(span.start, span.end))
        self.places.append(len(self.parts))
        escaped = escape(text)
        if "\n" in escaped:
            first, *middle, last = escaped.split("\n")
            rows = [first.rstrip(), *(row.strip() for row in middle), last.lstrip()]
            escaped = ("<lb/>" if line_breaks else " ").join(rows)
            if line_breaks:
                self.counts["lb"] += len(rows) - 1
        self.parts.append(escaped)

    def bracket(self, sign: str) -> None:
        """Tell the trail that the body of a note begins, `(`, or ends, `)`."""
        self.trail.append(Trace(0, 0, sign))
        self.places.append(len(self.parts))

    def trace(self, start: int, end: int, kind: str) -> None:
        """A stretch of the source that became markup of this kind."""
        if end > start:
            self.trail.append(Trace(start, end, kind))
            self.places.append(len(self.parts))

    def _start(self, name: str, attrs: Mapping[str, str] | None, end: str) -> None:
        self.counts[name] += 1
        if not attrs:
            self.parts.append(f"<{name}{end}")
            return
        if attrs.get("xml:id"):
            self.with_id[name] += 1
        tag = f"<{name}"
        for key, value in attrs.items():
            if value:
                tag += f' {key}="{_quote(value)}"'
        self.parts.append(tag + end)


def escape(text: str) -> str:
    """Character data: `&`, `<`, `>` escaped."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quote(value: str) -> str:
    return escape(value).replace('"', "&quot;").replace("\n", " ")
