"""Page breaks that stand alone."""

from __future__ import annotations

from ..model import Block, Span


def pages_alone(block: Block) -> list[Block]:
    """The page breaks that are all of a block; nothing where it has text, or a note's anchor."""
    marks = block.marks
    if not marks or block.children or any(mark.kind != "pb" for mark in marks):
        return []
    marks = sorted(marks, key=lambda mark: mark.start)
    at, words = 0, ""
    for mark in marks:
        words += block.text[at : mark.start]
        at = mark.start + mark.lead
    if (words + block.text[at:]).strip():
        return []
    pages = []
    for mark in marks:
        start = block.source_offset(mark.start)
        label = mark.label or Span(start, start + mark.lead)
        pages.append(Block("pb", attrs=dict(mark.attrs), labels=(label,), rule=mark.rule))
    return pages
