"""Notes as Markdown has them: `[^1]` in the text, `[^1]: ...` for the body, its further paragraphs indented."""

from __future__ import annotations

from ..lexicon import NOTES, is_heading
from ..model import Chunk, Document, Span
from .forms import FORM, make_note

_INDENT = 2  # blanks before the further paragraphs of a note; Markdown asks for four, many write fewer


def take_markdown_notes(doc: Document) -> None:
    """`chunks`: those that begin `[^1]:` get the role note, what is indented under them goes on with it.
    Under a heading `Notes` they are notes of the end, elsewhere of the foot."""
    if "[^" not in doc.source.text:
        return
    _split(doc)
    head: Chunk | None = None
    note: Chunk | None = None
    listed = False
    for chunk in doc.chunks:
        if chunk.role != "body":
            continue
        line = doc.source.lines[chunk.first]
        match = FORM["markdown"].match(doc.source.text, line.start, line.end)
        if match:
            listed = listed or head is not None
            if head is not None:
                head.role, head.rule, head = "notes-head", "notes-head", None
            label = Span(match.start(), match.end())
            make_note(chunk, "markdown", match[1], label, "note-listed" if listed else "")
            note = chunk
        elif note is not None and _indented(doc, chunk):
            chunk.role, chunk.form, chunk.n, chunk.rule = "note-more", "markdown", note.n, "note-continued"
        else:
            words = doc.source.text[line.start : line.end].strip(" .:*_#=[]")
            head = chunk if chunk.first == chunk.last and is_heading(NOTES, words) else None
            note, listed = None, False


def _split(doc: Document) -> None:
    """Part a chunk where the body of a note begins within it."""
    chunks: list[Chunk] = []
    text, lines = doc.source.text, doc.source.lines
    for chunk in doc.chunks:
        cuts = [chunk.first]
        if chunk.role == "body":
            cuts += [
                index
                for index in range(chunk.first + 1, chunk.last + 1)
                if FORM["markdown"].match(text, lines[index].start, lines[index].end)
            ]
        ends = [*(cut - 1 for cut in cuts[1:]), chunk.last]
        parts = [Chunk(cut, end, chunk.role, chunk.rule) for cut, end in zip(cuts, ends, strict=True)]
        parts[0].turns = chunk.turns
        chunks += parts if len(parts) > 1 else [chunk]
    doc.chunks = chunks


def _indented(doc: Document, chunk: Chunk) -> bool:
    return all(line.indent >= _INDENT for line in doc.source.lines[chunk.first : chunk.last + 1])
