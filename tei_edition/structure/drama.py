"""Plays: who speaks, what is spoken, and what the stage directions say.

Whether a document is a play is decided over all of it: lines that are no more than a name, in
capitals or with a stop, come again and again, and speech follows each. Only then are lines read as
speakers, and what stands between them as speech or stage direction. A speech goes on to the next
speaker or heading. Short lines of a play are settled here so that no later rule takes them for headings.
"""

from __future__ import annotations

import re
from collections import Counter

from ..model import Document
from ..patterns import lazy
from .cast import is_cast_heading, place_cast
from .cues import Cue, Play, is_open, lone_cue, name_key, reopen, run_in_cue, split_pieces
from .piece import Piece
from .speeches import first_speaker, join_lines, settle_speech
from .stages import moves

_FEWEST_CUES = 8  # lines that name a speaker, in a text that says nowhere that it is a play
_FEWEST_IN_PLAY = 3  # in one with acts, scenes or a list of persons
_SHARE = 0.2  # of the pieces from the first speaker to the last
_WIDEST_LINE = 110  # characters; a text with longer lines is not wrapped
_NAME_IN_ROLE = lazy(r"\b[A-ZÀ-Þ][\w’'-]{3,}")
_LONGEST_SCENE_HEAD = 40  # characters
_ACT, _SCENE = "act|akt|aufzug|acte", "scene|szene|scène|auftritt"
_SCENE_HEAD = lazy(
    rf"(?:(?P<act>{_ACT})|(?P<scene>{_SCENE}))[.:]?\s+(?P<n>[ivxlc]+|\d+)[.:]?|(?P<scene_>{_SCENE})[.:]?"
    rf"|[\wÀ-ÿ]+\s+(?:(?P<act_>{_ACT})|(?P<scene__>{_SCENE}))[.:]?|(?P<act__>[ivx]{{1,5}})\.",
    re.I,
)
_RANK = {"act": 4, "scene": 6}


def place_drama(doc: Document, pieces: list[Piece]) -> None:
    """Settle speakers, speeches, stage directions and the list of persons of a play; leave any other text be.

    Pieces in which a speaker stands beside the speech are parted, lines of verse are joined: `pieces` changes.
    """
    cast = _cast_heading(pieces)
    scenes = any(p.block.attrs.get("div") in _RANK and p.block.rule == "division-label" for p in pieces)
    keys, run_in = _speakers(pieces, in_play=cast >= 0 or scenes)
    if not keys:
        return
    for piece in pieces:
        reopen(doc, piece)
    split_pieces(pieces, lambda line: _names_speaker(line, keys, run_in=run_in))
    play = Play(
        pieces,
        keys,
        capitals=_in_capitals(pieces, keys),
        indented=_verse_indented(pieces),
        scenes=scenes,
        wrapped=_wrapped(doc),
    )
    play.index()
    _settle_scene_heads(play)
    cast = _cast_heading(pieces)
    first = first_speaker(play, cast + 1)
    if first == len(pieces):
        return
    if cast >= 0:
        stop = next((i for i in range(cast + 1, first) if pieces[i].block.kind == "head"), first)
        roles = place_cast(pieces, cast, stop)
        keys |= {name_key(part) for role in roles for part in (role, *_NAME_IN_ROLE.findall(role))}
        play.index()
    settle_speech(play, first)
    join_lines(doc, pieces)


def _cast_heading(pieces: list[Piece]) -> int:
    return next((i for i, p in enumerate(pieces) if is_open(p) and is_cast_heading(p.text)), -1)


def _speakers(pieces: list[Piece], *, in_play: bool) -> tuple[set[str], bool]:
    """The keys of those who speak, empty where the text is no play, and whether speeches are run in."""
    open_ = [p for p in pieces if is_open(p) and p.block.kind != "note"]
    alone: list[Cue | None] = []
    for piece in open_:
        alone += [_first_line_cue(piece), None] if "\n" in piece.text else [_first_line_cue(piece)]
    if keys := _coming_again(alone, in_play=in_play):
        return keys, False
    if in_play:
        before = [cue if (cue := run_in_cue(p.text)) else None for p in open_]
        return _coming_again(before, in_play=True, run_in=True), True
    return set(), False


def _first_line_cue(piece: Piece) -> Cue | None:
    line = piece.text.split("\n", 1)[0].strip()
    cue = lone_cue(line)
    if not cue or moves(line) or (cue.form == "bare" and "\n" not in piece.text):
        return None
    return cue


def _coming_again(cues: list[Cue | None], *, in_play: bool, run_in: bool = False) -> set[str]:
    """The keys that come again and again, each with something else after it."""
    counts = Counter(cue.key for cue in cues if cue)
    keys = {key for key, count in counts.items() if count > 1 and key}
    while keys:
        accepted: Counter[str] = Counter()
        places = []
        expecting = False
        for at, cue in enumerate(cues):
            expecting = bool(cue and cue.key in keys and (run_in or not expecting))
            if expecting and cue:
                accepted[cue.key] += 1
                places.append(at)
        kept = {key for key in keys if accepted[key] * 2 > counts[key] and accepted[key] > 1}
        if kept == keys:
            break
        keys = kept
    if len(keys) < 2:
        return set()
    enough = len(places) >= (_FEWEST_IN_PLAY if in_play else _FEWEST_CUES)
    dense = len(places) >= _SHARE * (places[-1] - places[0] + 1)
    often = {key for key in keys if accepted[key] > 2}
    if not enough or not dense or not (in_play or len(often) > 1):
        return set()
    return keys if in_play else often  # a line that comes but twice may be a place


def _names_speaker(line: str, keys: set[str], *, run_in: bool) -> int:
    """How many characters at the head of a line name a speaker who is known."""
    cue = run_in_cue(line) if run_in else lone_cue(line)
    if not cue or cue.key not in keys or (cue.form == "bare" and not run_in):
        return 0
    return len(line) if not run_in else cue.stage[1] or cue.end


def _in_capitals(pieces: list[Piece], keys: set[str]) -> bool:
    forms = [cue.form for p in pieces if is_open(p) and (cue := lone_cue(p.text)) and cue.key in keys]
    return forms.count("caps") * 5 > len(forms) * 4


def _verse_indented(pieces: list[Piece]) -> bool:
    verse = [p.indent >= 2 for p in pieces if p.block.rule == "verse-lines"]
    return sum(verse) * 2 > len(verse)


def _wrapped(doc: Document) -> bool:
    return sum(line.end - line.start > _WIDEST_LINE for line in doc.source.lines) < 3


def _settle_scene_heads(play: Play) -> None:
    """`ACT. III.`, `Eilfter Auftritt.`, `SCENE.`: acts and scenes that no number of the usual form announces."""
    pieces = play.pieces
    for at, piece in enumerate(pieces):
        if not is_open(piece) or len(piece.text) > _LONGEST_SCENE_HEAD or not piece.text[0].isupper():
            continue
        match = _SCENE_HEAD.fullmatch(piece.text)
        if not match or (match["act__"] and _said(pieces, at, play.keys)):
            continue
        kind = "act" if match["act"] or match["act_"] or match["act__"] else "scene"
        piece.settle("head", "scene-heading", "a word for an act or a scene", div=kind)
        piece.block.level = _RANK[kind]
        play.scenes = True


def _said(pieces: list[Piece], at: int, keys: set[str]) -> bool:
    """Whether somebody says `I.`: a number alone heads an act only where no speaker stands above it."""
    if at + 1 < len(pieces) and pieces[at + 1].block.kind == "head":
        return False
    cue = lone_cue(pieces[at - 1].text) if at else None
    return bool(cue and cue.key in keys)
