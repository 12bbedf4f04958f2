"""Speech and stage directions: what each line of a play is, from the first speaker on.

A speech goes on to the next speaker or heading. What is in brackets or in italics, tells what is done
or stands at the margin amid verse that is set in, is a direction; what stands above the first speaker
of a scene tells where it is and who is on.
"""

from __future__ import annotations

from ..model import Document, Span
from ..patterns import lazy
from .cues import Cue, Play, is_open, lone_cue, name_key
from .piece import Piece, leaf_of
from .stages import bracketed, doing, enters, manner, moves, setting, spoken, tells_of, told

_SEVERAL = lazy(r"[^\W\d_]{4,}\. ")  # `Lene. Die Vorigen.` lists who is on
_TOGETHER = frozenset(("alle", "beide", "chor", "chorus", "omnes", "all", "both", "tous", "ensemble"))
_LONGEST_VERSE = 75  # characters; a longer line on its own is prose
_NEAR = 12  # pieces of speech on either side that tell verse from prose
_LONGEST_TITLE = 48  # characters; a scene named by no more than its place
_LONGEST_DIRECTION = 250  # characters
_LONGEST_SETTING = 700  # characters; what is to be seen when the curtain rises
_SCENE_LEVEL = 6  # the rank of a scene in the lexicon
# where a play is: nobody speaks; a speaker was named, a direction followed; he speaks, a direction broke in
_SILENT, _NAMED, _DIRECTED, _SPEAKING, _BROKEN = range(5)


def speaker_of(play: Play, piece: Piece, *, sure: bool, following: Piece | None = None) -> Cue | None:
    """The speaker a piece names. Where `sure` is false, a name that comes but once will do, in the form of the
    others and with speech after it."""
    cue = lone_cue(piece.text) if "\n" not in piece.text else None
    if not cue or (play.set_in(piece) and cue.form != "caps"):
        return None
    if cue.key not in play.keys and _SEVERAL.search(piece.text):
        return None
    if play.known(cue.key) or (cue.key in _TOGETHER and cue.form != "bare"):
        return cue if cue.form != "bare" or play.capitals or not sure or cue.key in play.keys else None
    if sure or following is None or cue.form != ("caps" if play.capitals else "stop") or moves(piece.text):
        return None
    if not is_open(following) or ((other := lone_cue(following.text)) and play.known(other.key)):
        return None
    spoken = not bracketed(following.text) and not _directs(play, following, plural=False)
    return cue if spoken and len(cue.key.split()) < 4 else None


def first_speaker(play: Play, start: int) -> int:
    """The index of the first piece, from `start` on, that names a speaker and has speech below it."""
    pieces = play.pieces
    for at in range(start, len(pieces) - 1):
        if is_open(pieces[at]) and is_open(pieces[at + 1]) and speaker_of(play, pieces[at], sure=True):
            return at
    return len(pieces)


def _directs(play: Play, piece: Piece, *, plural: bool) -> bool:
    text = piece.text
    if bracketed(text):
        return True
    if play.set_in(piece) or ("\n" in text and not play.wrapped) or piece.block.kind == "lg":
        return False
    return moves(text) or doing(text) or told(text, plural=plural) or tells_of(text, play.families)


def settle_speech(play: Play, first: int) -> None:
    """From the first speaker on: speaker, speech, stage direction; above a scene's first speaker, its setting."""
    start = play.pieces[first]
    pieces = [p for p in play.pieces if not p.aside]
    begin = pieces.index(start)
    waiting = _setting_above(pieces, begin)
    state = _SILENT
    for at in range(begin, len(pieces)):
        piece = pieces[at]
        if not is_open(piece):
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
    _settle_verse(play)
    _settle_trailing(pieces)


def _speaker_here(play: Play, pieces: list[Piece], at: int, state: int) -> Cue | None:
    """A name right after a speaker is what he says; after a direction it must be a speaker's for sure."""
    following = pieces[at + 1] if at + 1 < len(pieces) else None
    if state == _NAMED or following is None or following.block.kind == "head":
        return None
    return speaker_of(play, pieces[at], sure=state in (_SILENT, _DIRECTED), following=following)


def _is_direction(play: Play, piece: Piece, state: int) -> bool:
    if bracketed(piece.text):
        return True
    if play.set_in(piece) or ("\n" in piece.text and not play.wrapped):
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
        if not is_open(piece) or piece.block.kind == "lg" or piece.text[-1:] != "." or len(above) > 3:
            break
        above.insert(0, piece)
    return above


def _settle_setting(play: Play, waiting: list[Piece]) -> None:
    """What stands between a heading and the first speaker tells the place and who is on; where no scene has
    a number, the first short line of several names it."""
    if not waiting or len(waiting) > 5 or any(len(p.text) > _LONGEST_SETTING for p in waiting):
        return
    if not play.scenes and len(waiting) > 1 and _names_place(waiting[0]):
        _settle_place(waiting[0])
        waiting = waiting[1:]
    for piece in waiting:
        if piece.block.kind != "lg" or (play.indented and not play.set_in(piece)):
            piece.settle("stage", "stage-setting", "stands above the first speaker of a scene")


def _names_place(piece: Piece) -> bool:
    return len(piece.text) <= _LONGEST_TITLE and len(piece.text.split()) < 5 and not bracketed(piece.text)


def _settle_place(piece: Piece) -> None:
    piece.settle("head", "scene-place", "a short line above the setting of a scene", div="scene")
    piece.block.attrs.pop("sp", None)
    piece.block.level = _SCENE_LEVEL


def _settle_places(play: Play, pieces: list[Piece]) -> None:
    """Scenes without a number: a short line, then what is to be seen, then a speaker."""
    for at in range(1, len(pieces) - 2):
        piece = pieces[at]
        once = (
            piece.block.kind == "speaker"
            and name_key(piece.text) not in play.keys
            and name_key(piece.text) not in _TOGETHER
        )
        if (
            not (once or piece.block.rule in ("speech", "stage-direction"))
            or pieces[at - 1].block.kind == "speaker"
        ):
            continue
        if not _names_place(piece) or not setting(piece.text) or moves(piece.text) or play.set_in(piece):
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


def _may_be_setting(play: Play, piece: Piece) -> bool:
    fits = piece.block.rule in ("speech", "stage-direction") and not bracketed(piece.text)
    return fits and setting(piece.text) and not moves(piece.text) and not play.set_in(piece)


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


def _settle_verse(play: Play) -> None:
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
        elif play.indented and near > 0 and len(piece.text) < _LONGEST_DIRECTION and not spoken(piece.text):
            piece.settle("stage", "stage-at-margin", "not set in as the verse around it")
        else:
            piece.block.kind = "p"


def _verse_or_prose(play: Play, piece: Piece) -> int:
    """1 for verse, -1 for prose, 0 for a short line that may be either."""
    if play.indented:
        return 1 if piece.indent >= 2 else -1
    if "\n" in piece.text:
        return -1 if (piece.prose and play.wrapped) or not _begin_large(piece.text) else 1
    return -1 if len(piece.text) > _LONGEST_VERSE else 0


def _begin_large(text: str) -> bool:
    """Whether its lines begin with capitals, as those of verse do and the lines of a paragraph do not."""
    lines = [line.lstrip(" \t\"“„»«‘’'(—–-_*") for line in text.split("\n")]
    return sum(not line[:1].islower() for line in lines) * 4 >= len(lines) * 3


def join_lines(doc: Document, pieces: list[Piece]) -> None:
    """Lines of one speech that no blank line parts stand together; a stop at a line's end had parted them."""
    made: list[Piece] = []
    for piece in pieces:
        before = made[-1] if made else None
        if before is None or not _go_on(before, piece):
            made.append(piece)
            continue
        span = Span(before.block.spans[0].start, piece.block.spans[-1].end)
        joined = leaf_of(doc, [span], before.block.kind)
        before.block.spans, before.block.text, before.last = joined.spans, joined.text, piece.last
    pieces[:] = made


def _go_on(before: Piece, piece: Piece) -> bool:
    """Whether the second of two pieces is more of the first; a wrapped paragraph ended where it says so."""
    one, other = before.block, piece.block
    whole = len(one.spans) == len(other.spans) == 1 and not (before.following or piece.turns or piece.cut)
    near = not piece.gap and piece.first == before.last + 1 and one.rule == other.rule == "speech"
    return (
        whole and near and one.kind == other.kind and (one.kind == "lg" or not (before.prose or piece.prose))
    )
