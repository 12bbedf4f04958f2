"""The line that says who speaks: its forms, and the parting of pieces in which it stands beside the speech."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from ..model import Block, Document, Span
from ..patterns import lazy
from .piece import Piece, leaf_of

_WORD = r"(?:[_*]?[A-ZÀ-Þ][^\W_]*(?:[’'.-][^\W_]*)*[_*]?|\d[^\W_]{0,2}\.?)"
_LINK = r"(?:von|van|der|den|de|du|la|le|und|and|et|of|the|zu|all|&c|&)\.?"
_NAME = rf"{_WORD}(?: (?:{_WORD}|{_LINK})){{0,6}}"
_NOTE_MARK = r"(?:\[\w{1,4}\]|[⁰¹²³⁴⁵⁶⁷⁸⁹*†]{1,4})"
# a speaker alone: `BARON.`, `_Karl._`, `FRAU VON BERG`, `Karl (leise).`
_ALONE = lazy(
    rf"[_*]{{0,2}}(?P<name>{_NAME}?)(?P<stop>[.:,]?)[_*]{{0,2}}[.:]?{_NOTE_MARK}?(?P<stage>,? [(\[][^()\[\]]{{1,200}}[)\]][.:]?)?[.:]?"
)
# a speaker in front of the speech: `BARON. Wer?`, `_Karl._ Ich.`, `KARL (leise). Nun`, `Karl: Nun`
_BEFORE = lazy(
    rf"(?P<sign>[_*]{{0,2}})(?P<name>{_WORD}(?: (?:{_WORD}|{_LINK})){{0,3}}?)"
    r"(?P<stage>,? [_*]{0,2}[(\[][^()\[\]]{1,200}[)\]])?(?P<stop>[.:]?[_*]{0,2}[.:]?[_*]{0,2}(?:[—–-]{1,2})?)\s+(?=[^\s(\[]|[(\[])"
)
_LONGEST_CUE = 46  # characters, without the stage direction
_LETTERS = lazy(r"[^\W\d_]+")


class Cue(NamedTuple):
    """A speaker found: the key that all forms of the name share, its extent, and that of a direction after it."""

    key: str
    form: str  # "caps", "stop" or "bare"
    end: int  # where the name with its stop ends
    stage: tuple[int, int] = (0, 0)


def name_key(name: str) -> str:
    """A name as it is counted: no case, no stops, s for ſ."""
    return " ".join(re.findall(r"[^\W_]+", name.casefold().replace("ſ", "s")))


def lone_cue(text: str) -> Cue | None:
    """The speaker a line may name that holds nothing else."""
    if len(text) > _LONGEST_CUE + (200 if "(" in text or "[" in text else 0) or "\n" in text:
        return None
    return _read_alone(text)


@lru_cache(maxsize=4096)  # each line of a play is asked for several times, each speaker hundreds of times
def _read_alone(text: str) -> Cue | None:
    match = _ALONE.fullmatch(text)
    if not match or len(match["name"]) > _LONGEST_CUE:
        return None
    return _cue(text, match)


def run_in_cue(text: str) -> Cue | None:
    """The speaker that may stand before a speech, on its line."""
    match = _BEFORE.match(text)
    if not match or len(match["name"]) > _LONGEST_CUE or not (match["stop"] or match["name"].endswith(".")):
        return None
    return _cue(text, match)


def _cue(text: str, match: re.Match[str]) -> Cue | None:
    name = match["name"]
    letters = "".join(_LETTERS.findall(name))
    if len(letters) < 2 and not name[:1].isdigit():
        return None
    caps = letters.isupper()
    end = len(text) if match.re is _ALONE else match.end("stop")
    stopped = name.endswith(".") or (match["stop"][:1] in (".", ":", ",") and bool(match["stop"]))
    form = "caps" if caps else "stop" if stopped or (match["stage"] and match.re is _ALONE) else "bare"
    if stage := match["stage"]:
        start = match.start("stage") + len(stage) - len(stage.lstrip(", "))
        return Cue(name_key(name), form, match.start("stage"), (start, end))
    return Cue(name_key(name), form, end)


def is_open(piece: Piece) -> bool:
    """Whether nothing but its lines says what a piece is."""
    return not piece.settled or piece.block.rule == "verse-lines"


class Play:
    """What is known of a play as a whole: `keys` are the speakers, as `name_key` has them, who may stand in
    `capitals`; verse may be `indented`, set in from the margin; acts or scenes may be numbered (`scenes`), and lines
    end at a measure, so that several may be prose (`wrapped`)."""

    def __init__(
        self,
        pieces: list[Piece],
        keys: set[str],
        *,
        capitals: bool,
        indented: bool,
        scenes: bool,
        wrapped: bool,
    ) -> None:
        self.pieces, self.keys = pieces, keys
        self.capitals, self.indented = capitals, indented
        self.scenes, self.wrapped = scenes, wrapped
        self.families: dict[str, list[str]] = {}  # first three letters -> words of speakers

    def known(self, key: str) -> bool:
        """Whether a key is a speaker's, or a shorter or longer form of one."""
        return key in self.keys or any(
            other.startswith(key) or (key.startswith(other) and not self._names(key[len(other) :]))
            for other in self.families.get(key[:3], ())
        )

    def index(self) -> None:
        """Take stock of `keys`, after they have changed."""
        self.keys.discard("")
        self.families = {}
        for key in sorted(self.keys):
            if len(key) > 2:
                self.families.setdefault(key[:3], []).append(key)

    def set_in(self, piece: Piece) -> bool:
        """Whether a piece is verse by its place on the line."""
        return self.indented and piece.indent >= 2

    def _names(self, words: str) -> bool:
        """Whether a speaker is among the words: then they are a list of those who are on."""
        return any(word in self.keys for word in words.split())


def reopen(doc: Document, piece: Piece) -> None:
    """What only its form settled, an item or an epigraph, is a piece of speech in a play: undo it."""
    block = piece.block
    if block.rule not in ("epigraph", "list-item", "indented-block", "quotation", "cited-quotation"):
        return
    if piece.following or any(
        turn for turn in piece.turns if turn[0] and turn[0].start > block_start(doc, piece)
    ):
        return
    lines = doc.source.lines
    if len(block.spans) < 2:
        span = Span(lines[piece.first].start, lines[piece.last].end)
        piece.block = leaf_of(doc, [span], "p" if piece.prose else "lg")
    else:
        block.kind, block.rule, block.why = "p", "", ""
        block.attrs.clear()
    if piece.block.kind == "lg":
        piece.block.rule, piece.block.why = "verse-lines", "lines broken short of the measure"


def block_start(doc: Document, piece: Piece) -> int:
    """The offset of the piece's first line."""
    return doc.source.lines[piece.first].start


def split_pieces(pieces: list[Piece], speaks: Callable[[str], int]) -> None:
    """Part every open piece before each of its lines that begins with a speaker, and after the speaker.

    `speaks` tells of a line how many of its characters name a speaker, 0 for none.
    """
    made: list[Piece] = []
    for piece in pieces:
        whole = len(piece.block.spans) == 1
        made += _parted(piece, speaks) if whole and is_open(piece) else [piece]
    pieces[:] = made


def _parted(piece: Piece, speaks: Callable[[str], int]) -> list[Piece]:
    text = piece.text
    cuts: list[tuple[int, int]] = []  # offset of a cut, lines before it
    at = 0
    for number, line in enumerate(text.split("\n")):
        bare = len(line) - len(line.lstrip())
        if end := speaks(line.strip()):
            if at:
                cuts.append((at + bare, number))
            if bare + end < len(line.rstrip()):
                cuts.append((at + bare + end, number))
            elif at + len(line) < len(text):
                cuts.append((at + len(line) + 1, number + 1))
        at += len(line) + 1
    if not cuts:
        return [piece]
    cuts = [cut for cut in dict.fromkeys(cuts) if 0 < cut[0] < len(text)]
    return [
        _part(piece, start, end) for start, end in zip([(0, 0), *cuts], [*cuts, (len(text), -1)], strict=True)
    ]


def _part(piece: Piece, start: tuple[int, int], end: tuple[int, int]) -> Piece:
    words = piece.text[start[0] : end[0]]
    low = start[0] + len(words) - len(words.lstrip())
    bare = words.strip()
    base = piece.block.spans[0].start
    block = Block("p", (Span(base + low, base + low + len(bare)),), bare)
    if piece.block.kind == "lg" and "\n" in bare:
        block.kind, block.rule, block.why = "lg", piece.block.rule, piece.block.why
    first = not start[0]
    made = Piece(block, piece.first + start[1], piece.first + start[1] + bare.count("\n"), piece.gap if first else 0,
                 piece.indent if first else 0, piece.prose and "\n" in bare)  # fmt: skip
    if first:
        made.cut, made.turns = piece.cut, piece.turns
    if end[1] < 0:
        made.following = piece.following
    return made
