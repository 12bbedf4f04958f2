"""What the recogniser reads and what it finds: passages of text, mentions of persons."""

from __future__ import annotations

from typing import NamedTuple


class Passage(NamedTuple):
    """A block's reading text; characters that became markup are `model.MASK`. `kind` is the block's."""

    text: str
    kind: str


class Mention(NamedTuple):
    """A person named: offsets into the text of a passage, how sure (high, medium, low), by which rule.

    The titles of the name stand before `start`: `titled` is where they begin, `start` itself where there
    are none, -1 where the recogniser does not say.
    """

    passage: int
    start: int
    end: int
    cert: str
    rule: str
    titled: int = -1


class Near(NamedTuple):
    """A word that was nearly taken for a person: offsets into the text of a passage, what speaks for it."""

    passage: int
    start: int
    end: int
    why: tuple[str, ...]
