"""How a name is built: a form found in the text, parsed into given names, surname and addition."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

from tei_edition.model import MASK
from tei_edition.patterns import lazy
from tei_edition.resources import word_list

_BLANKS = lazy(r"\s+")
_INVERTED = lazy(r"([^,]+), (.+)")
_PIECE = lazy(r"[\"“‘'«][^\"”’'»]+[\"”’'»]|[^\s.]+\.?|\.")
_PARTICLES = frozenset(word for entry in word_list("particles") for word in entry.split()) | frozenset(
    ("Van", "Von", "De", "Du", "Ter", "Ten", "Der")
)
_SUFFIXES = frozenset(word_list("suffixes"))
_HONOURS = frozenset(word_list("honours"))
_FAMILY_FIRST = frozenset(word_list("family_first"))
_NICKNAMES = dict(line.split("=") for line in word_list("nicknames"))
_EXTRA = str.maketrans(
    {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_CYRILLIC = {ord(letter): latin for letter, latin in (line.split("=") for line in word_list("cyrillic"))}
_SOUNDS = [tuple(line.split("=")) for line in word_list("spellings")]
_DOUBLED = lazy(r"(.)\1+")
RESERVED = lazy(r"(?:p|m|note|div|document|appendix|page)[0-9]|(?:bibl|src|resp)_")  # ids of other things


class Form(NamedTuple):
    """A form of a name. `given` are forenames and initials in order, `surname` is empty for a single
    word (then it is `given[0]`) and for kings; `plain` is the form in its usual order without brackets."""

    text: str
    plain: str
    given: tuple[str, ...]
    surname: str
    suffix: str


@lru_cache(maxsize=1 << 14)
def parse(text: str) -> Form:
    """The parts of a form as found (masks and line ends are smoothed)."""
    text = _BLANKS.sub(" ", text.replace(MASK, "")).strip()
    plain = text.replace("[", "").replace("]", "") if "[" in text else text
    inverted = _INVERTED.fullmatch(plain)
    if inverted and inverted[2] not in _SUFFIXES:
        plain = f"{inverted[2]} {inverted[1]}"
    pieces = [piece for piece in _PIECE.findall(plain) if piece != "."]
    if len(pieces) > 1 and pieces[-1] in _HONOURS:
        plain = plain[: -len(pieces.pop())].rstrip()
    suffix = pieces.pop().rstrip(".") if len(pieces) > 1 and pieces[-1].rstrip(".") in _SUFFIXES else ""
    if not pieces:
        return Form(text, plain, (), "", suffix)
    if len(pieces) == 1 or (suffix and suffix.isupper() and len(pieces) == 1):
        return Form(text, plain, (pieces[0].rstrip("."),), "", suffix)
    if _family_first(pieces):
        return Form(text, plain, tuple(pieces[1:]), pieces[0], suffix)
    first = len(pieces) - 1
    while first > 0 and pieces[first - 1].strip(".") in _PARTICLES:
        first -= 1
    if pieces[-1].endswith(".") and len(pieces[-1]) == 2:  # "Jonnie S."
        first = len(pieces) - 1
    return Form(text, plain, tuple(pieces[:first]), " ".join(pieces[first:]), suffix)


def _family_first(pieces: list[str]) -> bool:
    last = pieces[-1]
    if "-" in last and last.partition("-")[2][:1].islower():
        return True
    return pieces[0] in _FAMILY_FIRST and all(len(piece) <= 6 for piece in pieces)


@lru_cache(maxsize=1 << 14)
def ascii_fold(word: str) -> str:
    """A word in lower-case ASCII; letters of other scripts are transliterated or become their number."""
    word = word.casefold().translate(_EXTRA).translate(_CYRILLIC)
    folded = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return "".join(c if c.isascii() else f"u{ord(c):x}" for c in folded if c.isalnum() or c in " -_")


@lru_cache(maxsize=1 << 14)
def sound(surname: str) -> str:
    """A surname with the usual differences of transliteration smoothed: Trotzky and Trotsky agree."""
    word = ascii_fold(surname).replace(" ", "").replace("-", "")
    for spelling, plain in _SOUNDS:
        word = word.replace(spelling, plain)
    return _DOUBLED.sub(r"\1", word)


@lru_cache(maxsize=1 << 12)
def given_key(given: str) -> str:
    """A forename folded: short forms stand for the full one ("Wm." and "Bill" for "William")."""
    word = given.strip(".\"“”‘’'«»()")
    return ascii_fold(_NICKNAMES.get(word, word))


def agree(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """True where two runs of forenames may be one person's: an initial agrees with its name."""
    for first, second in zip(one, two, strict=False):
        a, b = given_key(first), given_key(second)
        if a == b or (len(a) > 3 and b.startswith(a)) or (len(b) > 3 and a.startswith(b)):
            continue
        c, d = ascii_fold(first.strip(".")), ascii_fold(second.strip("."))
        if min(len(c), len(d)) <= 2 and (c[:1] == d[:1] or a[:1] == b[:1]):
            continue
        return sound(c) == sound(d) and len(c) > 2
    return True


@lru_cache(maxsize=1 << 12)
def person_id(form: Form, *, whole: bool = False) -> str:
    """The id a form gives: `trotsky_leon`, `chiang_kai-shek`, `grisberg_d_y`, `volin`, `charles_ii`; with
    all forenames where it is to be the `whole` name."""
    given = [ascii_fold(g.strip(".")).replace(" ", "_") for g in form.given]
    if form.surname:
        initials = all(len(g) <= 1 for g in given)
        parts = [ascii_fold(form.surname).replace(" ", "_"), *(given if initials or whole else given[:1])]
    else:
        parts = given[:1]
    if form.suffix:
        parts.append(ascii_fold(form.suffix))
    stem = "_".join(part.strip("-_") for part in parts if part.strip("-_")) or "person"
    return f"person_{stem}" if RESERVED.match(stem) or not stem[0].isalpha() else stem
