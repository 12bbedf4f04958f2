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
ANY: frozenset[str] = frozenset()
YES = frozenset("1")
# what may be part of what
PARTS = {
    "quote": frozenset(("p", "lg", "list")),
    "epigraph": frozenset(("p", "lg", "bibl")),
    "argument": frozenset("p"),
    "postscript": frozenset("p"),
    "sp": frozenset(("p", "lg", "stage", "quote", "list")),
}
# what may follow any first word, with the values it may have
COMMON = {
    "in": frozenset(
        "0123456"
    ),  # the level of the heading that the block stands under: those below are closed
    "of": frozenset(PARTS),  # what the block is a part of
    "new": YES,  # with `of`: of another one than the block before
    "back": DIVISIONS,  # the kind of a division of back matter that has no heading
}
# what may follow one of them only
OWN: dict[str, dict[str, frozenset[str]]] = {
    "head": {
        "div": DIVISIONS,  # the kind of the division, and its number
        "n": ANY,
        "part": frozenset(("front", "back")),
        "under": YES,  # it stands under another heading, and opens nothing
        "type": frozenset(("main", "sub", "label")),
        "rend": frozenset(("run-in",)),
    },
    "byline": {"author": ANY},  # the words of it that are the name
    "list": {"rend": frozenset(("numbered", "bulleted", "simple"))},
    "note": {"rend": frozenset(("footnote", "note", "fußnote", "fussnote", "anmerkung"))},
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
    word = match[1]
    said = [(key, bare or quoted) for key, bare, quoted in _KEY.findall(match[2])]
    return Statement(word, tuple(pair for pair in said if may_say(word, *pair)))


def may_say(word: str, key: str, value: str) -> bool:
    """Whether a comment that begins with `word` can say this."""
    if key == "of" and word not in PARTS.get(value, ANY):
        return False
    allowed = OWN.get(word, {}).get(key, COMMON.get(key))
    if allowed is None:
        return False
    return value in allowed if allowed else "--" not in value and not set('"<>') & set(value)
