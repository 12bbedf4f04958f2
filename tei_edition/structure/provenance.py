"""What stands beside the text at its head or foot: lines of a catalogue card, furniture, fields of a framed file.

Provenance (`Written:`, `Published:` ...) and the words of a web page go to the header; a note run in above the
text becomes a division of the front.
"""

from __future__ import annotations

import re

from ..lexicon import RANK
from ..model import Agent, Document
from ..patterns import lazy
from ..provenance import furniture, read_line
from .piece import Piece

_RUN_IN_NOTE = lazy(
    r"(?P<head>[*_]{0,2}(?:Translator|Übersetzer|Traducteur|Editor|Transcriber)(?:in)?[’']?s?[’']? "
    r"(?:foreword|preface|introduction|note|notice):[*_]{0,2})\s+(?=\S)",
    re.I,
)
_FIELD = lazy(r"^(?P<name>Title|Author|Translator|Editor): (?P<words>.+)$", re.M)
_FIELD_ROLES = {"author": "author", "translator": "translator", "editor": "editor"}
_TAIL_LINES = 60  # pieces from the end that may be furniture or provenance


def settle_provenance(doc: Document, pieces: list[Piece]) -> None:
    """Settle all that stands beside the text."""
    _read_fields(doc, pieces)
    _settle_lines(doc, pieces)
    _settle_run_in_notes(pieces)


def _read_fields(doc: Document, pieces: list[Piece]) -> None:
    """`Title:`, `Author:` ... in the head of a framed file: facts for the header, the lines stay set aside."""
    for piece in pieces:
        if piece.block.rule != "file-frame":
            continue
        for match in _FIELD.finditer(piece.text):
            name, words = match["name"].lower(), match["words"].strip()
            line = doc.source.lines[piece.first].number
            if name == "title" and not doc.header.title:
                doc.header.title, doc.header.evidence["title"] = words, (line, "file-frame")
            elif name in _FIELD_ROLES:
                doc.header.agents.append(Agent(words, _FIELD_ROLES[name], line=line))


def _settle_run_in_notes(pieces: list[Piece]) -> None:
    """`Translator’s note: ...` above the text: a division of the front, its lead words the heading (profile A12)."""
    for piece in pieces[:_TAIL_LINES]:
        match = _RUN_IN_NOTE.match(piece.text)
        if match and not piece.settled and len(piece.block.spans) == 1 and len(piece.text) > 100:
            piece.settle(
                "head",
                "run-in-note",
                "a note run in after its lead words",
                div="translators_note",
                rend="run-in",
            )
            piece.block.level = RANK["chapter"]
            piece.part_after(match.end("head"), "p")
            return
        if len(piece.text) > 600 and not piece.settled:
            return


def _settle_lines(doc: Document, pieces: list[Piece]) -> None:
    """Catalogue-card lines at the head of the text, furniture and `Last updated` at either end."""
    open_end = len(pieces)
    for at, piece in enumerate(pieces):
        if len(piece.text) > 600 and not piece.settled:
            open_end = at
            break
    tail = max(open_end, len(pieces) - _TAIL_LINES)
    last_furniture = None
    for at in [*range(min(open_end, _TAIL_LINES)), *range(tail, len(pieces))]:
        piece = pieces[at]
        if piece.settled and piece.block.kind != "lg":
            continue
        if subtype := furniture(piece.text):
            piece.settle("boilerplate", "furniture", "words of a web page", subtype=subtype)
            last_furniture = at
        elif found := read_line(piece.text, language=doc.language):
            piece.settle(found.kind, f"provenance-{found.kind}", "a line of a catalogue card")
            piece.block.marks += found.marks
            for agent in found.agents:
                agent.line = doc.source.lines[piece.first].number
                doc.header.agents.append(agent)
        elif last_furniture is not None and at == last_furniture + 1 and at > tail and len(piece.text) < 120:
            piece.settle(
                "boilerplate",
                "furniture",
                "follows furniture at the end",
                subtype=pieces[at - 1].block.attrs["subtype"],
            )
            last_furniture = at
