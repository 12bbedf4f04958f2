"""What the recogniser reads and what it finds: passages of text, mentions of persons."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A block's reading text; characters that became markup are `model.MASK`. `kind` is the block's."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named: offsets into the text of a passage, how sure (high, medium, low), by which rule."""

    passage: int
    start: int
    end: int
    cert: str
    rule: str
