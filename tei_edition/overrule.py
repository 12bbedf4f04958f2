"""The sidecar's `[[block]]`: an editor's word on what a line is, above every rule.

It is heard before anything else is read, so that a line may become text that looked like a page
number, or be set aside that looked like text. One that matches nothing is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .lexicon import UNLABELLED_RANK
from .model import Block, Chunk, Document, Line, Overrule

FIXED = "fixed"  # the role of a chunk that an editor decided
TEXT = ("body", FIXED)  # the roles of chunks that are text
# what may stand in `as` -> the kind of block and its attributes
KINDS: dict[str, tuple[str, dict[str, str]]] = {
    "p": ("p", {}),
    "head": ("head", {}),
    "title": ("titlePart", {"type": "main"}),
    "subtitle": ("titlePart", {"type": "sub"}),
    "byline": ("byline", {}),
    "docDate": ("docDate", {}),
    "docEdition": ("docEdition", {}),
    "docImprint": ("docImprint", {}),
    "dateline": ("dateline", {}),
    "salute": ("salute", {}),
    "closing-dateline": ("closing-dateline", {}),
    "closing-salute": ("closing-salute", {}),
    "signed": ("signed", {}),
    "address": ("address", {}),
    "trailer": ("trailer", {}),
    "postscript": ("postscript", {}),
    "quote": ("quote", {}),
    "lg": ("lg", {}),
    "item": ("item", {"rend": "simple"}),
    "bibl": ("bibl", {}),
    "separator": ("ab", {"type": "separator"}),
    "boilerplate": ("boilerplate", {"subtype": "editor"}),
}


def hear(doc: Document) -> None:
    """`chunks`: the lines that an overrule names become chunks of their own, of role `fixed`."""
    decided = dict(_decided(doc))
    if decided:
        doc.chunks = [part for chunk in doc.chunks for part in _parts(chunk, decided)]


def decide(block: Block, overrule: Overrule) -> None:
    """Make `block` what the editor says it is."""
    block.kind, attrs = KINDS[overrule.kind]
    block.attrs |= attrs
    block.rule, block.why = "sidecar", "an editor's decision"
    if block.kind == "head":
        block.level = overrule.level or UNLABELLED_RANK


def _decided(doc: Document) -> Iterator[tuple[int, Overrule]]:
    """Indexes of lines and what is decided on them; of two decisions on a line the later holds."""
    for overrule in doc.metadata.blocks:
        found = [index for index, line in enumerate(doc.source.lines) if _meets(doc, line, overrule)]
        if not found:
            where = f"line {overrule.first}" if overrule.first else f"“{overrule.match}”"
            doc.say("C04", overrule.first, f"the [[block]] for {where} matches no line of text")
        yield from ((index, overrule) for index in found)


def _meets(doc: Document, line: Line, overrule: Overrule) -> bool:
    if line.blank or (overrule.first and not overrule.first <= line.number <= overrule.last):
        return False
    return not overrule.match or bool(re.search(overrule.match, doc.source.text[line.start : line.end]))


def _parts(chunk: Chunk, decided: dict[int, Overrule]) -> Iterator[Chunk]:
    """A chunk in its parts: neighbouring lines of one decision together, what is not decided as it was.
    Lines found by their words are decided one by one."""
    first = chunk.first
    for index in range(chunk.first, chunk.last + 1):
        here, below = decided.get(index), decided.get(index + 1)
        if index == chunk.last or here is not below or (here is not None and here.match):
            yield Chunk(first, index, FIXED if here else chunk.role, overrule=here)
            first = index + 1
