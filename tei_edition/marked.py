"""Markdown that says of each block what it is: `render --to markdown` writes it, and it is read back as it was.

Its first line is `OPENING`. From there on nothing is guessed. Signs that leave no doubt are read as in any
text (`#`, `>`, items, tables, `[^1]`); for what Markdown has no sign for, a comment stands above the block,
which no reader of Markdown shows: `<!-- byline author="Ada Fenwick" -->`. What has neither is a paragraph.
"""

from __future__ import annotations

from .model import UNSTATED, Chunk, Document, Span, Statement
from .overrule import KINDS as SAID_BY_EDITORS
from .patterns import lazy

OPENING = "<!-- tei-edition: each block is what it says it is -->"
_COMMENT = lazy(r"<!-- ([a-zA-Z-]+)((?: [a-z]+=(?:[\w.-]+|\"[^\"<>]*\"))*) -->")
_KEY = lazy(r"([a-z]+)=(?:([\w.-]+)|\"([^\"]*)\")")
# first word of a comment -> kind of block, its attributes, and the rule that it stands for
KINDS: dict[str, tuple[str, dict[str, str], str]] = {
    **{word: (kind, attrs, "stated") for word, (kind, attrs) in SAID_BY_EDITORS.items()},
    "label": ("label", {}, "stated"),
    "list": ("item", {}, "stated"),
    "cit": ("cit", {}, "stated"),
    "speaker": ("speaker", {}, "stated"),
    "stage": ("stage", {}, "stated"),
    "castHead": ("castHead", {}, "stated"),
    "castItem": ("castItem", {}, "stated"),
    "source": ("bibl", {}, "source-listed"),  # a siglum and its book, in the list of sources
    "note": ("p", {}, "stated"),  # above `[^1]:`, for the word that calls it a note
    "cited": ("trailer", {}, "cited-source"),  # `in:` and a source, under the text
}
DIVISIONS = frozenset(
    """
    volume book part chapter act scene prologue epilogue document appendix section letter entry poem memoir essay article
    sources contents illustrations preface introduction dedication foreword afterword conclusion notes glossary index
    bibliography translators_note biographical_note acknowledgement colophon advertisement castlist
    """.split()  # noqa: SIM905 the list is long
)
# what may follow the first word -> the values it may have; none are listed where any may stand
KEYS: dict[str, frozenset[str]] = {
    "author": frozenset(),  # of a byline: the words of it that are the name
    "div": DIVISIONS,  # of a heading: the kind of its division, and its number
    "n": frozenset(),
    "type": frozenset(("main", "sub", "label")),  # of a heading
    "under": frozenset("1"),  # of a heading: it stands under another, and opens nothing
    "part": frozenset(("front", "back")),  # of a heading
    "rend": frozenset(
        ("run-in", "numbered", "bulleted", "simple", "footnote", "note", "fußnote", "fussnote", "anmerkung")
    ),
    "in": frozenset(
        "0123456"
    ),  # the level of the heading that the block stands under: those below are closed
    "of": frozenset(("quote", "epigraph", "argument", "postscript", "sp")),  # what the block is a part of
    "new": frozenset("1"),  # with `of`: of another one than the block before
    "back": DIVISIONS,  # the kind of a division of back matter that has no heading
}


def is_marked(doc: Document) -> bool:
    """Whether the text says of each block what it is."""
    return doc.source.text.startswith(OPENING)


def read_statements(doc: Document) -> None:
    """`statements`: the comments that say what blocks are; `chunks` without them, each with what is said of it."""
    if not is_marked(doc):
        return
    chunks: list[Chunk] = []
    said = UNSTATED
    for chunk in doc.chunks:
        while chunk.role == "body" and chunk.first <= chunk.last and (found := _statement(doc, chunk.first)):
            line = doc.source.lines[chunk.first]
            doc.statements.append(Span(line.start, line.end))
            said = found
            chunk.first += 1
        if chunk.first <= chunk.last:
            chunk.stated, said = said, UNSTATED
            chunks.append(chunk)
    doc.chunks = chunks


def _statement(doc: Document, index: int) -> Statement | None:
    """What a line states; nothing where it is text."""
    line = doc.source.lines[index]
    words = doc.source.text[line.start : line.end]
    if words == OPENING and not index:
        return UNSTATED
    match = _COMMENT.fullmatch(words)
    if match is None or match[1] not in KINDS:
        return None
    said = [(key, bare or quoted) for key, bare, quoted in _KEY.findall(match[2])]
    return Statement(match[1], tuple((key, value) for key, value in said if may_say(key, value)))


def may_say(key: str, value: str) -> bool:
    """Whether a comment can say this: a key of `KEYS`, and a value that it may have."""
    listed = KEYS.get(key)
    return listed is not None and (
        value in listed if listed else not set('"<>') & set(value) and "--" not in value
    )
