"""The document in the middle: what reading fills, stage by stage, and every writer reads.

Nothing here is about one convention of plain text or about one output. The source text is never
edited: a `Block` points into it with `Span`s, a `Mark` points into its block's own text. Of the
package it imports `people` alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from .people import UNGUIDED, Guidance, Member, Person

# kinds of blocks: lines that are kept verbatim in the teiHeader, and what stands on a title page
HEADER_KINDS = frozenset(("creation", "source", "digital", "licence", "updated", "boilerplate"))
TITLE_KINDS = frozenset(("titlePart", "byline", "docDate", "docEdition", "docImprint"))
MASK = "\u2060"  # WORD JOINER: stands for a character that became markup, so that offsets stay true


class Span(NamedTuple):
    """A stretch of `Source.text`: offsets in characters, the end exclusive."""

    start: int
    end: int


class Line(NamedTuple):
    """One line of the source, measured once: where its visible characters start and end.

    `start == end` for a blank line. `indent` counts the blanks before them (a tab stops at every
    eighth column), `feed` says that a form feed stands before them, `number` counts from 1.
    """

    start: int
    end: int
    indent: int
    feed: bool
    number: int

    @property
    def blank(self) -> bool:
        """True where nothing but white space stands on the line."""
        return self.start == self.end


class Source(NamedTuple):
    """A source file, decoded: `text` is NFC with `\\n` line ends, `lines` its lines in order."""

    name: str  # the stem that names the outputs
    path: str  # as the user gave it, for messages; never written into an output
    text: str
    digest: str  # SHA-256 of the bytes, hexadecimal
    encoding: str
    lines: tuple[Line, ...]

    def line_at(self, offset: int) -> int:
        """The number (from 1) of the line that holds the character at `offset`."""
        low, high = 0, len(self.lines)
        while low < high:
            middle = (low + high) // 2
            if self.lines[middle].start <= offset:
                low = middle + 1
            else:
                high = middle
        return self.lines[max(low - 1, 0)].number if self.lines else 1


class Mark:
    """Something found inside a block: `start` and `end` are offsets into the block's `text`.

    The first `lead` and the last `tail` characters of the stretch are signs that became markup (the
    stars of `*emphasis*`, all of a note mark `[3]`); what stands between them is the content.
    `label` is a stretch of the source outside the block that became this mark: the page number at the
    foot of a page that tore the paragraph. Marks of one block nest properly.
    """

    __slots__ = ("attrs", "end", "kind", "label", "lead", "rule", "start", "tail")

    def __init__(
        self, kind: str, start: int, end: int, lead: int = 0, tail: int = 0, attrs: dict[str, str] | None = None,
        rule: str = "", label: Span | None = None,
    ) -> None:  # fmt: skip
        self.kind, self.start, self.end = kind, start, end
        self.lead, self.tail = lead, tail
        self.attrs = {} if attrs is None else attrs
        self.rule, self.label = rule, label


class Overrule(NamedTuple):
    """What an editor says of lines of the source (`[[block]]`): `kind` is a key of `overrule.KINDS`; `first`
    and `last` are line numbers from 1 (0: everywhere), `match` a pattern that a line must hold."""

    kind: str
    first: int = 0
    last: int = 0
    match: str = ""
    level: int = 0


class Statement(NamedTuple):
    """What a text itself says of a block, in a comment above it: `kind` is a key of `marked.KINDS`, empty where
    nothing is said; `attrs` are of `marked.KEYS`."""

    kind: str = ""
    attrs: tuple[tuple[str, str], ...] = ()


UNSTATED = Statement()


class Chunk:
    """A run of lines without a blank line: `first` and `last` index `Source.lines`, both inclusive.

    `role` is body, note (a note's body), page (a page number), running (a running head or foot),
    furniture, or fixed where an editor's `overrule` decides.
    For a note, `label` is the span of its siglum and `n` the siglum as it is counted.
    `turns` are the (label, number) pairs of page beginnings that fall before the chunk.
    """

    __slots__ = ("first", "form", "label", "last", "n", "overrule", "role", "rule", "stated", "turns")

    def __init__(
        self, first: int, last: int, role: str = "body", rule: str = "", *, overrule: Overrule | None = None
    ) -> None:
        self.first, self.last = first, last
        self.role, self.rule = role, rule
        self.label: Span | None = None
        self.n = self.form = ""
        self.turns: list[tuple[Span | None, str]] = []
        self.overrule = overrule
        self.stated = UNSTATED


class Block:
    """A piece of the document: a leaf with text (`spans`, `text`, `marks`) or a container (`children`).

    `text` is the source under `spans`, joined by line feeds where there are several. `labels` are
    stretches of the source outside the text that became this block's markup: `1. ` of an item,
    `# ` of a heading, the `¹ ` of a note's body.
    """

    __slots__ = (
        "_begins", "attrs", "children", "kind", "labels", "level", "marks", "rule", "spans", "text", "why",
    )  # fmt: skip

    def __init__(
        self,
        kind: str,
        spans: tuple[Span, ...] = (),
        text: str = "",
        *,
        attrs: dict[str, str] | None = None,
        children: list[Block] | None = None,
        labels: tuple[Span, ...] = (),
        level: int = 0,
        rule: str = "",
        why: str = "",
    ) -> None:
        self.kind, self.spans, self.text = kind, spans, text
        self.marks: list[Mark] = []
        self.attrs = {} if attrs is None else attrs
        self.children = [] if children is None else children
        self.labels, self.level = labels, level
        self.rule, self.why = rule, why
        self._begins: tuple[tuple[Span, ...], list[int]] | None = None

    def begins(self) -> list[int]:
        """Where in the text each of the spans begins."""
        if self._begins is None or self._begins[0] is not self.spans:
            lengths = (span.end - span.start + 1 for span in self.spans[:-1])
            self._begins = self.spans, list(accumulate(lengths, initial=0))
        return self._begins[1]

    def source_offset(self, offset: int) -> int:
        """The offset into the source text of the character at `offset` of this block's text."""
        if len(self.spans) < 2:
            return min(self.spans[0].start + offset, self.spans[0].end) if self.spans else 0
        begins = self.begins()
        at = bisect_right(begins, offset) - 1
        span = self.spans[at]
        return min(span.start + offset - begins[at], span.end)

    def walk(self) -> Iterator[Block]:
        """This block and all below it, in document order."""
        return walk((self,))

    def reading(self) -> str:
        """The text as a reader sees it, same length: signs that became markup are `MASK`ed,
        line ends are blanks."""
        text = self.text.replace("\n", " ")
        if not self.marks:
            return text
        pieces: list[str] = []
        at = 0
        for start, end in sorted(self.signs()):
            if start >= at:
                pieces += (text[at:start], MASK * (end - start))
                at = end
        pieces.append(text[at:])
        return "".join(pieces)

    def signs(self) -> list[tuple[int, int]]:
        """Where the characters that became markup stand, as offsets into the text."""
        found = []
        for mark in self.marks:
            if mark.lead:
                found.append((mark.start, mark.start + mark.lead))
            if mark.tail:
                found.append((mark.end - mark.tail, mark.end))
        return found


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks and all below them, in document order."""
    waiting = [*blocks]
    waiting.reverse()
    while waiting:
        block = waiting.pop()
        yield block
        if block.children:
            waiting += reversed(block.children)


class Note:
    """A note: `body` are its paragraphs; a `Mark("note")` with `attrs["note"] == id` anchors it.

    `place` is bottom, end or inline; `type` author, editorial, translator, or nothing where the words do not say;
    `labels` are the siglum at the head of the body and a bracket that closes it, `rend` the word that calls
    it a note, `[Footnote 1: ...]`.
    """

    __slots__ = ("anchored", "body", "id", "labels", "line", "n", "place", "rend", "type")

    def __init__(
        self,
        id: str,
        n: str,
        place: str,
        body: list[Block],
        type: str = "",
        *,
        anchored: bool = True,
        line: int = 0,
        labels: tuple[Span, ...] = (),
        rend: str = "",
    ) -> None:
        self.id, self.n, self.place, self.body = id, n, place, body
        self.type, self.anchored = type, anchored
        self.line, self.labels, self.rend = line, labels, rend


class Message(NamedTuple):
    """A fact worth telling: `code` is a key of `messages.CODES`, `line` a line of the source (0: none)."""

    code: str
    line: int
    detail: str
    column: int = 0


class Agent:
    """Someone who answers for something: `role` is author, translator, transcriber, editor ..., `words` how the
    source says it ("Transcribed & marked up by"), `person` the id of a Person once names are settled."""

    __slots__ = ("line", "name", "person", "role", "words")

    def __init__(self, name: str, role: str, words: str = "", *, person: str = "", line: int = 0) -> None:
        self.name, self.role, self.words = name, role, words
        self.person, self.line = person, line


class DateValue(NamedTuple):
    """A date as precise as the text: `words` are the text's own, the rest W3C values for TEI's
    `att.datable.w3c` (`when` is YYYY, YYYY-MM or YYYY-MM-DD); all empty where it is ambiguous."""

    words: str
    when: str = ""
    not_before: str = ""
    not_after: str = ""
    start: str = ""
    end: str = ""

    def attrs(self) -> dict[str, str]:
        """The TEI attributes that say this date."""
        pairs = {
            "when": self.when,
            "notBefore": self.not_before,
            "notAfter": self.not_after,
            "from": self.start,
            "to": self.end,
        }
        return {name: value for name, value in pairs.items() if value}


class Header:
    """What is known about the document. `lines` are leaf blocks kept verbatim in the teiHeader: their
    kind is creation, source, digital, licence, updated or boilerplate."""

    def __init__(self) -> None:
        self.title = ""
        self.subtitle = ""
        self.agents: list[Agent] = []
        self.created: DateValue | None = None
        self.place = ""
        self.lines: list[Block] = []
        self.evidence: dict[str, tuple[int, str]] = {}  # field -> (line, rule)


class Options(NamedTuple):
    """How a run reads and encodes; each has a key in `edition.toml`, some a switch on the command line."""

    language: str = ""  # BCP 47; empty: found from the text
    encoding: str = ""  # a Python codec name; empty: BOM, UTF-8, then cp1252 with a warning
    date_order: str = ""  # dmy or mdy; empty: 12-7-1921 stays undecided
    names: str = "builtin"  # the recogniser, or "none"
    titles: str = "outside"  # titles and roles stand outside persName, or inside
    authority: str = ""  # the file of persons, relative to edition.toml; empty: persons.toml, if there is one
    decisions: str = ""  # the file of decisions, likewise; empty: decisions.csv
    guidance: Guidance = UNGUIDED  # what these files say
    unsigned: str = "Unsigned"  # the author of a text that names none
    max_line: int = 32_000_000  # characters; a longer line is refused


class Metadata(NamedTuple):
    """What an editor says about a document (`NAME.toml`) or about all of them (`edition.toml`)."""

    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    translators: tuple[str, ...] = ()
    transcribers: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    date: str = ""
    place: str = ""
    language: str = ""
    genre: str = ""
    keywords: tuple[str, ...] = ()
    publisher: str = ""
    pub_place: str = ""
    pub_date: str = ""
    licence: str = ""
    licence_url: str = ""
    series: str = ""
    series_title: str = ""
    statement: str = ""  # the edition statement
    project: str = ""  # what the edition is for, one paragraph
    url: str = ""  # where the edition will be found
    id_prefix: str = ""
    source: tuple[
        tuple[str, str], ...
    ] = ()  # title, journal, volume, issue, date, pages, publisher, place, url
    letter: tuple[tuple[str, str], ...] = ()  # sender, sent, sent_from, recipient, received_at
    corrections: tuple[tuple[str, str, int], ...] = ()  # sic, corr, line (0: wherever it stands)
    blocks: tuple[Overrule, ...] = ()


class Document:
    """One document on its way from bytes to editions; each stage fills the fields it names."""

    def __init__(
        self,
        source: Source,
        *,
        options: Options = Options(),  # noqa: B008 it is a tuple
        metadata: Metadata = Metadata(),  # noqa: B008 likewise
        messages: Iterable[Message] = (),
    ) -> None:
        self.source, self.options, self.metadata = source, options, metadata
        self.language = ""
        self.header = Header()
        self.chunks: list[Chunk] = []
        self.statements: list[Span] = []  # comments that say what blocks are: no text
        self.blocks: list[Block] = []  # in source order, before divisions are made
        self.front, self.body, self.back = Block("front"), Block("body"), Block("back")
        self.notes: dict[str, Note] = {}  # by id
        self.persons: list[Person] = []
        self.cast: list[Member] = []  # the same, as the edition needs them
        self.heeded: list[int] = []  # lines of the editor's decisions that matched
        self.messages = list(messages)
        self.conventions: list[tuple[str, float, str]] = []  # name, score, reason

    def say(self, code: str, line: int, detail: str) -> None:
        """Keep a message about this document; `line` is a line of the source, 0 for none."""
        self.messages.append(Message(code, line, detail))

    def leaves(self) -> Iterator[Block]:
        """Every leaf block with text, in document order, the bodies of notes after all others."""
        for part in (self.front, self.body, self.back):
            for block in part.walk():
                if block.spans:
                    yield block
        for note in self.notes.values():
            yield from (block for block in walk(note.body) if block.spans)
