"""A block in the making, with what was measured about it, and the patterns its makers share."""

from __future__ import annotations

from ..model import Block, Document, Span
from ..patterns import lazy

SENTENCE_END = lazy(r"[.!?…][\"'”’»«›‹)\]*_⁰¹²³⁴-⁹]*(?:\[\w{1,4}\])*$")
STOP = lazy(r"[.!?;:…][\"'”’»«›‹)\]*_⁰¹²³⁴-⁹]*(?:\[\w{1,4}\])*$|[⁰¹²³⁴-⁹\]]$")
LABELLED_LINE = lazy(r"[A-ZÀ-Þ][^\s:.]{2,24}(?: [^\s:.]{1,20}){0,3}: ")
ITEM = lazy(r"(\(?(?P<n>\d{1,3}|[a-z]|[ivx]{1,6})[.)]|(?P<b>[-•‣◦*]))\s+(?=\S)")
SEPARATING = "*•·.~_=#⁂❦◆+–—-"
SEPARATOR = lazy(rf"(?:[{SEPARATING}]\s*){{1,60}}")
OPENING_QUOTES = '“„»«"‘‚'
_ASIDE = frozenset(("note", "boilerplate"))
WELL_SHORT = 0.7  # of the measure
LONG_LINE = 120  # characters; a line as long is a paragraph of its own in a text that is not wrapped


class Piece:
    """A block in the making, with what was measured about it: the indices of its `first` and `last` line, the blank
    lines before it (`gap`), and whether its lines are wrapped by measure, not by meaning (`prose`)."""

    __slots__ = ("block", "cut", "first", "following", "gap", "indent", "last", "prose", "turns")

    def __init__(self, block: Block, first: int, last: int, gap: int, indent: int, prose: bool) -> None:
        self.block, self.first, self.last = block, first, last
        self.gap, self.indent, self.prose = gap, indent, prose
        self.cut = False  # a page end or note bodies stand between it and the piece before
        self.turns: list[tuple[Span | None, str]] = []
        self.following: list[Block] = []  # blocks made of the rest of it

    @property
    def text(self) -> str:
        """The text as it stands in the source."""
        return self.block.text

    @property
    def settled(self) -> bool:
        """Whether a rule has decided what it is."""
        return bool(self.block.rule)

    @property
    def aside(self) -> bool:
        """Whether it stands beside the text: the body of a note, or what was set aside."""
        return self.block.kind in _ASIDE

    def part_after(self, at: int, kind: str) -> None:
        """Give the rest of the piece, from offset `at` of its text on, to a block that follows it; signs that stand
        at once before the cut, as a comma, go with what they follow."""
        block = self.block
        while at < len(block.text) and not (block.text[at].isspace() or block.text[at - 1].isspace()):
            at += 1
        head, rest = block.text[:at].rstrip(), block.text[at:].lstrip()
        if not rest:
            return
        begins = len(block.text) - len(rest)
        spans = block.spans
        tail = Block(kind, part_spans(spans, begins, len(block.text)), rest, rule=block.rule, why=block.why)
        tail.marks = [m for m in block.marks if m.start >= begins]
        for mark in tail.marks:
            mark.start, mark.end = mark.start - begins, mark.end - begins
        block.marks = [m for m in block.marks if m not in tail.marks]
        block.text, block.spans = head, part_spans(spans, 0, len(head))
        self.following.append(tail)

    def settle(self, kind: str, rule: str, why: str, **attrs: str) -> None:
        """Decide what it is, and keep the reason for `inspect`."""
        self.block.kind, self.block.rule, self.block.why = kind, rule, why
        self.block.attrs.update(attrs)


def part_spans(spans: tuple[Span, ...], start: int, end: int) -> tuple[Span, ...]:
    """The source spans under the stretch [start, end) of a text that these spans make, joined by line feeds."""
    found, at = [], 0
    for span in spans:
        length = span.end - span.start
        low, high = max(start, at), min(end, at + length)
        if low < high:
            found.append(Span(span.start + low - at, span.start + high - at))
        at += length + 1
    return tuple(found)


def cut_labels(block: Block, lead: int, tail: int) -> None:
    """Take signs off the ends of a block's text: they are its markup now."""
    first, last = block.spans[0], block.spans[-1]
    text = block.text
    inner = text[lead : len(text) - tail]
    left, right = len(inner) - len(inner.lstrip()), len(inner) - len(inner.rstrip())
    labels = [Span(first.start, first.start + lead)]
    if tail:
        labels.append(Span(last.end - tail, last.end))
    block.labels = tuple(labels)
    if not inner.strip():
        block.spans, block.text = (Span(first.start + lead, first.start + lead),), ""
        return
    cut = lead + left
    spans = [Span(first.start + cut, first.end), *block.spans[1:]]
    spans[-1] = Span(spans[-1].start, last.end - tail - right)
    block.spans, block.text = tuple(spans), inner.strip()
    for mark in block.marks:
        mark.start, mark.end = mark.start - cut, mark.end - cut


def leaf_of(doc: Document, spans: list[Span], kind: str) -> Block:
    """A leaf block over stretches of the source, its text joined by line feeds."""
    text = "\n".join(doc.source.text[s.start : s.end] for s in spans)
    return Block(kind, tuple(spans), text)
