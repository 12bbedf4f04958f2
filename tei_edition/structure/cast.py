"""The persons of a play: a list under `Personen`, `Dramatis Personae`, `Characters`, one `castItem` each."""

from __future__ import annotations

import re

from ..model import Block, Mark
from ..patterns import lazy
from .piece import Piece, part_spans

CAST = lazy(
    r"(?:die )?(?:handelnde[n]? )?personen(?:verzeichni(?:s|ß))?|dramatis person(?:ae|æ|[aæ])|"
    r"(?:the )?(?:persons|characters|people)(?: (?:of|in) the (?:play|drama|piece)| represented)?|"
    r"(?:les )?personnages|acteurs|cast(?: of characters)?",
    re.I,
)
_LONGEST_ENTRY = 240  # characters; longer paragraphs are text again
_PLACE = lazy(
    r"(?:(?:die|the|la) )?(?:scene|szene|scène|schauplatz|ort|place|time|zeit|handlung)\b.{0,200}",
    re.I | re.S,
)
_SENTENCE = lazy(r"\.\s+(?=[A-ZÀ-Þ])")
_DESCRIBED = lazy(r",\s+|\s+(?=[(\[])")
_ABBREVIATED = lazy(r"\b(?:Mr|Mrs|Dr|St|Sr|Hr|Fr|M|[A-Z])$")
_ONE_NAME = lazy(r"(?:(?:Mrs?|Dr|Sir|Lady|Lord|Herr|Frau|M|Mme)\.? )?[A-ZÀ-Þ][\w’'-]+")
_LEADER = lazy(r"\s*(?:\.\s?){3,}|\s{3,}|\t")


def is_cast_heading(text: str) -> bool:
    """Whether a line says that the persons of a play follow."""
    return len(text) < 60 and bool(CAST.fullmatch(text.replace("ſ", "s").strip(" .:_*=[]")))


def place_cast(pieces: list[Piece], start: int, stop: int) -> list[str]:
    """Settle the cast list whose heading is the piece at `start`, up to `stop` at most (the first head or
    speaker); returns the names of the roles. The list is a division of its own where a heading ends it."""
    heading = pieces[start]
    entries: list[Piece] = []
    for piece in pieces[start + 1 : stop]:
        if piece.aside:
            continue
        if piece.settled and piece.block.rule != "verse-lines":
            break
        if _PLACE.fullmatch(piece.text):
            piece.settle("stage", "stage-set", "says where and when the play is set")
            break
        if len(piece.text) > _LONGEST_ENTRY and not _is_run_of_names(piece.text):
            break
        entries.append(piece)
    if not entries:
        return []
    own = stop < len(pieces) and pieces[stop].block.kind == "head"
    if own:
        heading.settle("head", "cast-heading", "a word for the persons of a play", div="castlist")
        heading.block.level = 8
    else:
        heading.settle("castHead", "cast-heading", "a word for the persons of a play")
    roles: list[str] = []
    for piece in entries:
        _settle_entry(piece, alone=len(entries) == 1)
        for block in (piece.block, *piece.following):
            roles += mark_roles(block)
    return roles


def _is_run_of_names(text: str) -> bool:
    """All persons in one paragraph, a short sentence each."""
    return len(text) < 12 * _LONGEST_ENTRY and all(len(part) < 90 for part in _SENTENCE.split(text))


def _settle_entry(piece: Piece, *, alone: bool) -> None:
    """A line is an entry; where all stand in one paragraph, a sentence is."""
    text = piece.text
    cuts = [at for at, c in enumerate(text) if c == "\n"]
    if piece.prose and cuts and alone:
        cuts = []
    if alone and not cuts:
        cuts = [
            m.start() + 1 for m in _SENTENCE.finditer(text) if not _ABBREVIATED.search(text[: m.start()][-4:])
        ]
    piece.settle("castItem", "cast-entry", "stands in the list of persons")
    spans, block = piece.block.spans, piece.block
    ends = [*cuts, len(text)]
    begins = [0, *cuts]
    first = True
    for begin, end in zip(begins, ends, strict=True):
        words = text[begin:end]
        low, high = begin + len(words) - len(words.lstrip()), begin + len(words.rstrip())
        if low >= high:
            continue
        if first:
            block.spans, block.text, first = part_spans(spans, low, high), text[low:high], False
        else:
            piece.following.append(
                Block(
                    "castItem", part_spans(spans, low, high), text[low:high], rule=block.rule, why=block.why
                )
            )


def mark_roles(block: Block) -> list[str]:
    """`Rosa, Ebrechts Tochter.`: the role and, after the comma, who it is; several names may share a description."""
    text = block.text
    whole = len(text.rstrip(" ."))
    if leader := _LEADER.search(text):  # the actor stands after dots or blanks
        whole = min(whole, leader.start())
    parts: list[tuple[int, int]] = []
    at = 0
    for match in _DESCRIBED.finditer(text, 0, whole):
        parts.append((at, match.start()))
        at = match.end()
    parts.append((at, whole))
    roles = [parts[0]]
    for start, end in parts[1:-1]:
        if not _ONE_NAME.fullmatch(text, start, end):
            break
        roles.append((start, end))
    for start, end in roles:
        if end > start:
            block.marks.append(Mark("role", start, end, rule="cast-entry"))
    if len(parts) > len(roles):
        block.marks.append(Mark("roleDesc", parts[len(roles)][0], whole, rule="cast-entry"))
    return [text[start:end] for start, end in roles]
