"""Plays: who speaks, what is spoken, and what the stage directions say.

Whether a document is a play is decided over all of it: lines that are no more than a name, in
capitals or with a stop, come again and again, and speech follows each. Only then are lines read as
speakers, and what stands between them as speech or stage direction. A speech goes on to the next
speaker or heading. Short lines of a play are settled here so that no later rule takes them for headings.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from ..model import Document
from .cast import is_cast_heading, place_cast
from .cues import Cue, lone_cue, name_key, reopen, run_in_cue, split_pieces
from .piece import Piece
from .stages import bracketed, doing, enters, manner, moves, setting, tells_of, told

_FEWEST_CUES = 8  # lines that name a speaker, in a text that says nowhere that it is a play
_FEWEST_IN_PLAY = 3  # in one with acts, scenes or a list of persons
_SHARE = 0.2  # of the pieces from the first speaker to the last
_LONGEST_VERSE = 75  # characters; a longer line on its own is prose
_NEAR = 12  # pieces of speech on either side that tell verse from prose
_WIDEST_LINE = 110  # characters; a text with longer lines is not wrapped
_LONGEST_TITLE = 48  # characters; a scene named by no more than its place
_LONGEST_DIRECTION = 250  # characters
_LONGEST_SETTING = 700  # characters; what is to be seen when the curtain rises
_ACT, _SCENE = "act|akt|aufzug|acte", "scene|szene|scène|auftritt"
_SCENE_HEAD = re.compile(
    rf"(?:(?P<act>{_ACT})|(?P<scene>{_SCENE}))[.:]?\s+(?P<n>[ivxlc]+|\d+)[.:]?|(?P<scene_>{_SCENE})[.:]?"
    rf"|[\wÀ-ÿ]+\s+(?:(?P<act_>{_ACT})|(?P<scene__>{_SCENE}))[.:]?|(?P<act__>[ivx]{{1,5}})\.",
    re.I,
)
_RANK = {"act": 4, "scene": 6}
# where a play is: nobody speaks; a speaker was named, a direction followed; he speaks, a direction broke in
_SILENT, _NAMED, _DIRECTED, _SPEAKING, _BROKEN = range(5)


@dataclass(slots=True)
class _Play:
    pieces: list[Piece]
    keys: set[str]  # the speakers, as `name_key` has them
    capitals: bool  # speakers stand in capitals
    indented: bool  # verse is set in from the margin
    scenes: bool  # acts or scenes are numbered
    wrapped: bool  # lines end at a measure, so that several may be prose
    families: dict[str, list[str]] = field(default_factory=dict)  # first three letters -> words of speakers

    def known(self, key: str) -> bool:
        """Whether a key is a speaker's, or a shorter or longer form of one."""
        return key in self.keys or any(
            other.startswith(key) or (key.startswith(other) and not self._names(key[len(other) :]))
            for other in self.families.get(key[:3], ())
        )

    def _names(self, words: str) -> bool:
        """Whether a speaker is among the words: then they are a list of those who are on."""
        return any(word in self.keys for word in words.split())


def place_drama(doc: Document, pieces: list[Piece]) -> None:
    """Settle speakers, speeches, stage directions and the list of persons of a play; leave any other text be.

    Pieces in which a speaker stands beside the speech are parted: `pieces` grows.
    """
    cast = next((i for i, p in enumerate(pieces) if _open(p) and is_cast_heading(p.text)), -1)
    scenes = any(p.block.attrs.get("div") in _RANK and p.block.rule == "division-label" for p in pieces)
    keys, run_in = _speakers(pieces, in_play=cast >= 0 or scenes)
    if not keys:
        return
    for piece in pieces:
        reopen(doc, piece)
    split_pieces(pieces, lambda line: _names_speaker(line, keys, run_in=run_in))
    play = _Play(pieces, keys, _in_capitals(pieces, keys), _verse_indented(pieces), scenes, _wrapped(doc))
    _index(play)
    first = next((i for i, p in enumerate(pieces) if _open(p) and _speaker(play, p, sure=True)), len(pieces))
    _settle_scene_heads(play)
    if cast >= 0:
        cast = next(i for i, p in enumerate(pieces) if _open(p) and is_cast_heading(p.text))
        stop = next(
            (i for i in range(cast + 1, len(pieces)) if pieces[i].block.kind == "head" or i == first), first
        )
        keys |= {name_key(role) for role in place_cast(pieces, cast, stop)}
        _index(play)
    _settle_speech(play, first)
    _settle_verse(play)
    _settle_trailing([p for p in pieces if p.block.kind not in ("note", "boilerplate")])


def _open(piece: Piece) -> bool:
    return not piece.settled or piece.block.rule == "verse-lines"


def _index(play: _Play) -> None:
    play.keys.discard("")
    play.families = {}
    for key in sorted(play.keys):
        if len(key) > 2:
            play.families.setdefault(key[:3], []).append(key)


# -- whether it is a play ---------------------------------------------------------------------------


def _speakers(pieces: list[Piece], *, in_play: bool) -> tuple[set[str], bool]:
    """The keys of those who speak, empty where the text is no play, and whether speeches are run in."""
    open_ = [p for p in pieces if _open(p) and p.block.kind != "note"]
    alone = [_first_line_cue(p) for p in open_]
    if keys := _coming_again(alone, in_play=in_play):
        return keys, False
    if in_play:
        before = [cue if (cue := run_in_cue(p.text)) else None for p in open_]
        return _coming_again(before, in_play=True, run_in=True), True
    return set(), False


def _first_line_cue(piece: Piece) -> Cue | None:
    cue = lone_cue(piece.text.split("\n", 1)[0].strip())
    return cue if cue and (cue.form != "bare" or "\n" in piece.text) else None


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
    often = in_play or sum(accepted[key] > 2 for key in keys) > 1
    return keys if enough and dense and often else set()


def _names_speaker(line: str, keys: set[str], *, run_in: bool) -> int:
    """How many characters at the head of a line name a speaker who is known."""
    cue = run_in_cue(line) if run_in else lone_cue(line)
    if not cue or cue.key not in keys or (cue.form == "bare" and not run_in):
        return 0
    return len(line) if not run_in else cue.stage[1] or cue.end


def _in_capitals(pieces: list[Piece], keys: set[str]) -> bool:
    forms = [cue.form for p in pieces if _open(p) and (cue := lone_cue(p.text)) and cue.key in keys]
    return forms.count("caps") * 5 > len(forms) * 4


def _verse_indented(pieces: list[Piece]) -> bool:
    verse = [p.indent >= 2 for p in pieces if p.block.rule == "verse-lines"]
    return sum(verse) * 2 > len(verse)


def _wrapped(doc: Document) -> bool:
    return sum(line.end - line.start > _WIDEST_LINE for line in doc.source.lines) < 3


# -- what each line is ------------------------------------------------------------------------------


def _settle_scene_heads(play: _Play) -> None:
    """`ACT. III.`, `Eilfter Auftritt.`, `SCENE.`: acts and scenes that no number of the usual form announces."""
    for piece in play.pieces:
        match = _SCENE_HEAD.fullmatch(piece.text) if _open(piece) and len(piece.text) < 40 else None
        if not match or not piece.text[0].isupper():
            continue
        kind = "act" if match["act"] or match["act_"] or match["act__"] else "scene"
        piece.settle("head", "scene-heading", "a word for an act or a scene", div=kind)
        piece.block.level = _RANK[kind]
        play.scenes = True


def _speaker(play: _Play, piece: Piece, *, sure: bool, following: Piece | None = None) -> Cue | None:
    """The speaker a piece names. Where `sure` is false, a name that comes but once will do, in the form of the
    others and with speech after it."""
    cue = lone_cue(piece.text) if "\n" not in piece.text else None
    if not cue or (play.indented and piece.indent >= 2 and cue.form != "caps"):
        return None
    if play.known(cue.key):
        return cue if cue.form != "bare" or play.capitals or not sure or cue.key in play.keys else None
    if sure or following is None or cue.form != ("caps" if play.capitals else "stop") or moves(piece.text):
        return None
    spoken = (
        _open(following) and not bracketed(following.text) and not _directs(play, following, plural=False)
    )
    return cue if spoken and len(cue.key.split()) < 4 else None


def _first_speaker(play: _Play, start: int) -> int:
    pieces = play.pieces
    for at in range(start, len(pieces) - 1):
        if _open(pieces[at]) and _open(pieces[at + 1]) and _speaker(play, pieces[at], sure=True):
            return at
    return len(pieces)


def _directs(play: _Play, piece: Piece, *, plural: bool) -> bool:
    text = piece.text
    if bracketed(text):
        return True
    if (play.indented and piece.indent >= 2) or piece.block.kind == "lg":
        return False
    return moves(text) or told(text, plural=plural) or tells_of(text, play.families)


def _settle_speech(play: _Play, first: int) -> None:
    """From the first speaker on: speaker, speech, stage direction; above a scene's first speaker, its setting."""
    if first == len(play.pieces):
        return
    start = play.pieces[first]
    pieces = [p for p in play.pieces if p.block.kind not in ("note", "boilerplate")]
    begin = pieces.index(start)
    waiting = _setting_above(pieces, begin)
    state = _SILENT
    for at in range(begin, len(pieces)):
        piece = pieces[at]
        if not _open(piece):
            if piece.block.kind in ("head", "castHead"):
                state = _SILENT
            waiting = []
            continue
        if cue := _speaker_here(play, pieces, at, state):
            _settle_setting(play, waiting)
            _settle_speaker(piece, cue)
            waiting, state = [], _NAMED
        elif state == _SILENT:
            waiting.append(piece)
        elif _is_direction(play, piece, state):
            piece.settle("stage", "stage-direction", "in brackets, or tells what is done")
            state = _DIRECTED if state in (_NAMED, _DIRECTED) else _BROKEN
        else:
            piece.settle(piece.block.kind, "speech", "follows a speaker", sp="1")
            state = _SPEAKING
    if not play.scenes:
        _settle_places(play, pieces[begin:])


def _speaker_here(play: _Play, pieces: list[Piece], at: int, state: int) -> Cue | None:
    """A name right after a speaker is what he says; after a direction it must be a speaker's for sure."""
    following = pieces[at + 1] if at + 1 < len(pieces) else None
    if state == _NAMED or following is None or following.block.kind == "head":
        return None
    return _speaker(play, pieces[at], sure=state in (_SILENT, _DIRECTED), following=following)


def _is_direction(play: _Play, piece: Piece, state: int) -> bool:
    if bracketed(piece.text):
        return True
    if (play.indented and piece.indent >= 2) or ("\n" in piece.text and not play.wrapped):
        return False
    if state != _BROKEN and manner(piece.text):
        return True
    if state == _NAMED:
        return moves(piece.text) or doing(piece.text)
    return _directs(play, piece, plural=play.indented)


def _settle_speaker(piece: Piece, cue: Cue) -> None:
    piece.settle("speaker", "speaker", "a name that speeches follow", sp="1")
    start, end = cue.stage
    if end:
        piece.part_after(start, "stage")
        piece.following[-1].attrs["sp"] = "1"


def _setting_above(pieces: list[Piece], first: int) -> list[Piece]:
    """Above the first speaker, down from the last heading: lines that end in a stop. A title has none."""
    above: list[Piece] = []
    for piece in reversed(pieces[1:first]):
        if not _open(piece) or piece.block.kind == "lg" or piece.text[-1:] != "." or len(above) > 3:
            break
        above.insert(0, piece)
    return above


def _settle_setting(play: _Play, waiting: list[Piece]) -> None:
    """What stands between a heading and the first speaker tells the place and who is on; where no scene has
    a number, the first short line of several names it."""
    if not waiting or len(waiting) > 5 or any(len(p.text) > _LONGEST_SETTING for p in waiting):
        return
    if not play.scenes and len(waiting) > 1 and _names_place(waiting[0]):
        _settle_place(waiting[0])
        waiting = waiting[1:]
    for piece in waiting:
        if piece.block.kind != "lg":
            piece.settle("stage", "stage-setting", "stands above the first speaker of a scene")


def _names_place(piece: Piece) -> bool:
    return len(piece.text) <= _LONGEST_TITLE and len(piece.text.split()) < 5 and not bracketed(piece.text)


def _settle_place(piece: Piece) -> None:
    piece.settle("head", "scene-place", "a short line above the setting of a scene", div="scene")
    piece.block.attrs.pop("sp", None)
    piece.block.level = _RANK["scene"]


def _settle_places(play: _Play, pieces: list[Piece]) -> None:
    """Scenes without a number: a short line, then what is to be seen, then a speaker."""
    for at in range(1, len(pieces) - 2):
        piece = pieces[at]
        once = piece.block.kind == "speaker" and name_key(piece.text) not in play.keys
        if (
            not (once or piece.block.rule in ("speech", "stage-direction"))
            or pieces[at - 1].block.kind == "speaker"
        ):
            continue
        if not _names_place(piece) or not setting(piece.text) or moves(piece.text) or _set_in(play, piece):
            continue
        end = at + 1
        while end < len(pieces) and end < at + 4 and _may_be_setting(play, pieces[end]):
            end += 1
        shown = pieces[at + 1 : end]
        if not shown or end == len(pieces) or pieces[end].block.kind != "speaker":
            continue
        left = play.indented or moves(pieces[at - 1].text)
        if left or any(p.block.rule == "stage-direction" for p in shown) or once:
            _settle_place(piece)
            for below in shown:
                below.block.attrs.pop("sp", None)
                below.settle("stage", "stage-setting", "stands above the first speaker of a scene")


def _set_in(play: _Play, piece: Piece) -> bool:
    return play.indented and piece.indent >= 2


def _may_be_setting(play: _Play, piece: Piece) -> bool:
    fits = piece.block.rule in ("speech", "stage-direction") and not bracketed(piece.text)
    return fits and setting(piece.text) and not moves(piece.text) and not _set_in(play, piece)


def _settle_trailing(pieces: list[Piece]) -> None:
    """Directions within a speech belong to it; one at its end does unless it brings somebody on."""
    inside = False
    held: list[Piece] = []
    for piece in pieces:
        if piece.block.kind == "stage" and inside:
            held.append(piece)
            continue
        speech = piece.block.attrs.get("sp") == "1" and piece.block.kind != "speaker"
        for stage in held:
            stage.block.attrs.pop("sp", None)
            if speech or not enters(stage.text):
                stage.block.attrs["sp"] = "1"
        held = []
        inside = piece.block.attrs.get("sp") == "1"


def _settle_verse(play: _Play) -> None:
    """Speech in lines is verse, and so is a lone line among verse."""
    speech = [p for p in play.pieces if p.block.rule == "speech"]
    kinds = [_verse_or_prose(play, p) for p in speech]
    sums = [0]
    for kind in kinds:
        sums.append(sums[-1] + kind)
    for at, (piece, kind) in enumerate(zip(speech, kinds, strict=True)):
        near = sums[min(len(speech), at + _NEAR)] - sums[max(0, at - _NEAR)]
        if kind > 0 or (kind == 0 and near > 0):
            piece.block.kind = "lg"
        elif play.indented and near > 0 and len(piece.text) < _LONGEST_DIRECTION:
            piece.settle("stage", "stage-at-margin", "not set in as the verse around it")


def _verse_or_prose(play: _Play, piece: Piece) -> int:
    """1 for verse, -1 for prose, 0 for a short line that may be either."""
    if play.indented:
        return 1 if piece.indent >= 2 else -1
    if "\n" in piece.text:
        return -1 if piece.prose and play.wrapped else 1
    return -1 if len(piece.text) > _LONGEST_VERSE else 0
