"""Paragraphs that a page end tore, given their second half back."""

from __future__ import annotations

from ..model import Document, Mark
from .piece import ITEM, LONG_LINE, SEPARATOR, STOP, WELL_SHORT, Piece


def join_torn(doc: Document, pieces: list[Piece], width: int) -> None:
    """Give a paragraph its second half back, past the notes and page number between."""
    before: Piece | None = None
    for piece in pieces:
        if piece.block.kind != "p" or piece.settled:
            if piece.settled and piece.block.kind in ("p", "lg"):
                before = None
            continue
        if before is not None and (reason := _torn(doc, before, piece, width)):
            _append(before, piece)
            line = doc.source.lines[piece.first].number
            if piece.cut or piece.turns:
                doc.say("S07", line, f"the paragraph goes on here after a page end ({reason})")
            else:
                doc.say("S01", line, f"joined to the paragraph before: {reason}")
            before.last = piece.last
            continue
        before = piece


def _torn(doc: Document, before: Piece, piece: Piece, width: int) -> str:
    """Why `piece` is the second half of `before`; empty where it is not."""
    head, tail = before.text, piece.text
    parted = (piece.cut or bool(piece.turns)) and tail[0].islower()
    if (
        not ((before.prose and piece.prose) or parted)
        or len(head) < 60
        or not (tail[0].isalpha() or any(c.isalpha() for c in tail[:60]))
    ):
        return ""
    if head.endswith(":") and head.count("[") > head.count("]") and tail.startswith(("http://", "https://")):
        return "an open bracket and the address it announces"
    if STOP.search(head, max(0, len(head) - 12)) or SEPARATOR.fullmatch(tail) or ITEM.match(tail):
        return ""
    if width and before.last > before.first and not tail[0].islower() and _ends_short(doc, before, width):
        return ""
    if piece.cut or piece.turns or doc.source.lines[piece.first].feed:
        return "no sentence end before it"
    if (
        tail[0].islower()
        and len(head) > LONG_LINE
        and head[-1] not in ",:;"
        and len(tail) > 40
        and piece.gap < 3
    ):
        return "no sentence end before it, and it begins in lower case"
    return ""


def _ends_short(doc: Document, before: Piece, width: int) -> bool:
    """Whether the last line of `before` stops well short of the measure, as the end of a paragraph does."""
    line = doc.source.lines[before.last]
    return line.indent + line.end - line.start < width * WELL_SHORT


def _append(before: Piece, piece: Piece) -> None:
    at = len(before.block.text) + 1
    for label, n in piece.turns:
        before.block.marks.append(Mark("pb", at, at, attrs={"n": n}, label=label, rule="page-number"))
    before.block.spans += piece.block.spans
    before.block.text += "\n" + piece.block.text
    piece.block.spans = ()
    piece.turns = []
