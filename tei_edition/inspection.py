"""What each line was taken for, and by which rule: the reading of a text, explained block by block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .divisions import divide
from .edition import STAGES
from .messages import CODES
from .model import Block, Document, Message, Metadata, Options, Source

_WORDS = 56


def explain(
    source: Source, *, options: Options, metadata: Metadata, messages: Iterable[Message] = ()
) -> Iterator[str]:
    """Lines of a table: source lines, kind, level, the rule that decided and why, the first words.

    The stages run up to the making of divisions, so that each block is still as its rule left it.
    """
    doc = Document(source, options=options, metadata=metadata)
    doc.messages += messages
    for stage in STAGES[: STAGES.index(divide)]:
        stage(doc)
    rows = sorted(_rows(doc))
    yield f"# {source.name}: {source.encoding}, {len(source.lines)} lines, language {doc.language}"
    for start, end, kind, rule, words in rows:
        lines = f"{start}" if start == end else f"{start}-{end}"
        yield f"{lines:>9}  {kind:16} {rule:60} {words}"
    for message in sorted(doc.messages, key=lambda m: m.line):
        yield f"{message.line:>9}  {CODES[message.code].severity}: {message.detail} [{message.code}]"


def _rows(doc: Document) -> Iterator[tuple[int, int, str, str, str]]:
    for block in doc.blocks:
        if block.labels or block.spans or block.children:
            yield _row(doc, block, block.kind)
    for note in doc.notes.values():
        for block in note.body:
            start, end = _lines(doc, block)
            yield (
                start,
                end,
                f"note {note.n}",
                f"{'linked' if note.anchored else 'no mark'}, {note.place} {note.type}",
                _words(block),
            )


def _row(doc: Document, block: Block, kind: str) -> tuple[int, int, str, str, str]:
    start, end = _lines(doc, block)
    level = f" {block.level}" if block.level else ""
    return start, end, kind + level, f"{block.rule}: {block.why}" if block.why else block.rule, _words(block)


def _lines(doc: Document, block: Block) -> tuple[int, int]:
    spans = [*block.spans, *block.labels] or [s for child in block.children for s in child.spans]
    if not spans:
        return 0, 0
    return doc.source.line_at(min(s.start for s in spans)), doc.source.line_at(max(s.end - 1 for s in spans))


def _words(block: Block) -> str:
    text = " ".join((block.text or " ".join(child.text for child in block.children)).split())
    return text if len(text) <= _WORDS else text[: _WORDS - 3] + "..."
