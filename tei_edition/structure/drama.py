"""Plays: who speaks, what is spoken, and what the stage directions say.

Whether a document is a play is decided over all of it: lines that are no more than a name, in
capitals or with a stop, come again and again, and speech follows each. Only then are lines read as
speakers, and what stands between them as speech or stage direction. A speech goes on to the next
speaker or heading. Short lines of a play are settled here so that no later rule takes them for headings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..model import Document
from .cast import is_cast_heading, place_cast
from .cues import reopen, split_pieces
from .piece import Piece

_FEWEST_CUES = 8  # lines that name a speaker, in a text that says nowhere that it is a play
_FEWEST_IN_PLAY = 3  # in one with acts, scenes or a list of persons
_SHARE = 0.2  # of the pieces from the first speaker to the last
_COMES_AGAIN = 2
_LONGEST_VERSE = 75  # characters; a longer line on its own is prose
_NEAR = 8  # speeches on either side that tell verse from prose
_SCENE = re.compile(
    r"(?:(?P<act>act|akt|acte|aufzug)|(?P<scene>scene|szene|scène|auftritt))[.:]?\s+(?P<n>[ivxlc]+|\d+)[.:]?"
    r"|(?P<scene_alone>scene|szene|scène)[.:]|(?P<numeral>[IVX]+)\."
    r"|[\w-]+\s+(?:(?P<act_>act|akt|acte|aufzug)|(?P<scene_>scene|szene|scène|auftritt))[.:]?",
    re.I,
)
_RANK = {"act": 4, "scene": 6}


@dataclass(slots=True)
class _Play:
    pieces: list[Piece]
    names: set[str]  # keys of the speakers
    capitals: bool  # speakers stand in capitals
    indented: bool  # verse is set in from the margin
    sides: dict[int, tuple[int, int]] = field(default_factory=dict)  # verse and prose seen up to a piece


def place_drama(doc: Document, pieces: list[Piece]) -> None:
    """Settle speakers, speeches, stage directions and the list of persons of a play; leave any other text be.

    A speech that is run in after its speaker, or a speaker within a row of lines, is parted: `pieces` grows.
    """
    cast = next((i for i, p in enumerate(pieces) if not p.settled and is_cast_heading(p.text)), -1)
    words = cast >= 0 or any(p.block.attrs.get("div") in _RANK for p in pieces)
    names = _speakers(pieces, words=words)
    if not names:
        return
    for piece in pieces[_first_cue(pieces, names) :]:
        reopen(doc, piece)
    split_pieces(pieces, names)
    if cast >= 0:
        cast = next(i for i, p in enumerate(pieces) if not p.settled and is_cast_heading(p.text))
        names |= {
            key
            for role in place_cast(doc, pieces, cast, _cast_end(pieces, cast, names))
            if (key := _key(role))
        }
    play = _Play(pieces, names, _in_capitals(pieces, names), _verse_indented(pieces))
    _settle_heads(play)
    _settle_play(play)


def _open(piece: Piece) -> bool:
    return not piece.settled or piece.block.rule == "verse-lines"
