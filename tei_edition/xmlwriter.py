"""XML as a list of strings that cannot come out ill-formed, with a trail of where each character came from.

Elements are opened and closed by name on a stack; text and attribute values are always escaped. For
the audit every stretch of source text that is written, and every sign that became markup, leaves a
row on the trail, in the order of the output.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

# A row of the trail: source offsets, and what the stretch is: "" for text, else the kind of mark.
Trace = tuple[int, int, str]


class XmlWriter:
    """Collects XML in `parts`, the trail in `trail`, and for each stretch of the source in `rows` how many lines
    end before it, and its offset."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.trail: list[Trace] = []
        self.rows: list[tuple[int, int]] = []
        self.lines = 0
        self._stack: list[str] = []
        self._opened: list[str] = []
        self._with_id: list[str] = []

    @property
    def counts(self) -> Counter[str]:
        """How often each element was opened."""
        return Counter(self._opened)

    @property
    def with_id(self) -> Counter[str]:
        """How often each element was opened with an xml:id."""
        return Counter(self._with_id)

    def open(self, name: str, attrs: Mapping[str, str] | None = None) -> None:
        """Open an element; attributes with empty values are left out."""
        self.parts.append(self._tag(name, attrs) + ">")
        self._stack.append(name)

    def close(self) -> None:
        """Close the element opened last."""
        self.parts.append(f"</{self._stack.pop()}>")

    def empty(self, name: str, attrs: Mapping[str, str] | None = None) -> None:
        """An element with no content."""
        self.parts.append(self._tag(name, attrs) + "/>")

    def element(self, name: str, attrs: Mapping[str, str] | None = None, *, line: bool = True) -> _Opened:
        """Open an element, and close it after what is written inside `with`; `line` ends it with a line feed."""
        self.open(name, attrs)
        return _Opened(self, line)

    def leaf(
        self, name: str, text: str, attrs: Mapping[str, str] | None = None, *, line: bool = True
    ) -> None:
        """An element that holds text of ours, not of the source."""
        self.parts.append(f"{self._tag(name, attrs)}>{escape(text)}</{name}>")
        self.lines += text.count("\n")
        if line:
            self.line()

    def own(self, text: str) -> None:
        """Text of ours (header only)."""
        self.parts.append(escape(text))
        self.lines += text.count("\n")

    def line(self) -> None:
        """A line feed between elements, for human readers."""
        self.parts.append("\n")
        self.lines += 1

    def source(self, text: str, start: int, end: int, *, line_breaks: bool) -> None:
        """Text of the source: a wrapped line's end becomes a blank, or an `lb` where lines count."""
        self.trace(start, end, "")
        escaped = escape(text)
        if "\n" in escaped:
            first, *middle, last = escaped.split("\n")
            rows = [first.rstrip(), *(row.strip() for row in middle), last.lstrip()]
            escaped = ("<lb/>" if line_breaks else " ").join(rows)
            if line_breaks:
                self._opened += ["lb"] * (len(rows) - 1)
        self.parts.append(escaped)

    def blank(self) -> None:
        """A blank between two stretches of the source."""
        self.parts.append(" ")

    def bracket(self, sign: str) -> None:
        """Tell the trail that the body of a note begins, `(`, or ends, `)`."""
        self.trail.append((0, 0, sign))

    def trace(self, start: int, end: int, kind: str) -> None:
        """A stretch of the source that became text, or markup of this kind."""
        if end > start:
            self.trail.append((start, end, kind))
            self.rows.append((self.lines, start))

    def _tag(self, name: str, attrs: Mapping[str, str] | None) -> str:
        """A start tag without its end."""
        self._opened.append(name)
        tag = f"<{name}"
        if attrs:
            for key, value in attrs.items():
                if value:
                    tag += f' {key}="{_quote(value)}"'
            if attrs.get("xml:id"):
                self._with_id.append(name)
        return tag


class _Opened:
    """An element that is closed at the end of a `with`."""

    __slots__ = ("_line", "_out")

    def __init__(self, out: XmlWriter, line: bool) -> None:
        self._out = out
        self._line = line

    def __enter__(self) -> None:
        """Nothing is left to do: the element is open."""

    def __exit__(self, *_: object) -> None:
        """Close the element, and its line."""
        self._out.close()
        if self._line:
            self._out.line()


def escape(text: str) -> str:
    """Character data: `&`, `<`, `>` escaped."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text:
        text = text.replace("<", "&lt;")
    return text.replace(">", "&gt;") if ">" in text else text


@lru_cache(maxsize=4096)
def _quote(value: str) -> str:
    """An attribute value; most are met again and again, in one document and the next."""
    return escape(value).replace('"', "&quot;").replace("\n", " ")
