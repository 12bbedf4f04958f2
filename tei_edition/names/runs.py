"""Runs of capitalised words: the one pass over the text, and the shape of a run.

A run is a stretch of capitalised words with nothing between them but blanks, initials' full stops
and particles ("Manuel Díaz Ramírez", "G. P. Maximoff", "Vincent van Gogh"). All later work is on
runs; a run that recurs is worked out once. What stands just before and after a run is kept as one
lower-case letter each, so that a run and its neighbours are one short string.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tei_edition.model import MASK
from tei_edition.names.lexicon import Lexicon

_MOST_TOKENS = 12  # a longer run (a title in capitals) is read in pieces
_DOT_LENGTH = 5  # the longest abbreviation with a full stop: Lieut., Messrs. is the one exception
_BEFORE = 24  # how far back the word before a run is looked for


def _upper_class() -> str:
    """The capital letters of the scripts below U+0590, as the inside of a character class."""
    ranges, start, last = [], 0, -2
    for code in range(0x41, 0x590):
        if chr(code).isupper():
            if code != last + 1:
                ranges.append([code, code])
            ranges[-1][1] = last = code
    return "".join(f"{chr(a)}-{chr(b)}" if b > a else chr(a) for a, b in ranges)


_UPPER = _upper_class()
_GAP = r"[ \t\n\u00a0\u202f]{1,8}"
_WORD = rf"(?:[dDlL]['’])?[{_UPPER}]\w*(?:(?:{MASK}{{1,4}}|[-‐'’](?!s\b)|\[)\w+\]?)*"
_DOTTED = rf"[{_UPPER}]\w{{0,{_DOT_LENGTH}}}\.(?:-?[{_UPPER}]\.)*"
_TOKEN = rf"(?:{_DOTTED}(?=[{_UPPER}\s\u2060,;:—–)\]’'\"”-]|\Z)|\[{_WORD}\.?\]|{_WORD})"
_QUOTED = rf"[\"“‘'«][{_UPPER}]\w+[\"”’'»](?={_GAP}[{_UPPER}])"
TOKEN = re.compile(rf"{_TOKEN}|{_QUOTED}|[a-zà-öø-ÿ’']+|[-–/]")


class Run(NamedTuple):
    """One occurrence of a run: where it stands, its words, and what stands around it.

    `before` is b (begins a sentence), q (follows an opening bracket), t (a noun used as a title), r (a noun for a person), d (the),
    a (a), l (a preposition of place), o (of), m (by, with and the like) or "-"; `after` is p (a
    possessive), s (a verb of speech), w (who, whose), c (a comma) or "-".
    """

    passage: int
    start: int
    end: int
    text: str
    before: str
    after: str


_ARTICLES = {"the": "d", "der": "d", "die": "d", "das": "d", "les": "d", "le": "d", "la": "d", "dem": "d"}
_OTHERS = {"a": "a", "an": "a", "ein": "a", "eine": "a", "un": "a", "une": "a", "of": "o", "by": "m"}
_OTHERS |= {"with": "m", "against": "m", "von": "m", "par": "m", "avec": "m", "mit": "m", "that": "m"}
_OPENERS = frozenset('.!?:;“"‘«„»—–(*[]…-‚')


@lru_cache(maxsize=4)
def run_pattern(particles: frozenset[str]) -> re.Pattern[str]:
    """The pattern of a run, with a language's particles."""
    words = "|".join(sorted((p for p in particles if p[-1] not in "'’"), key=len, reverse=True))
    inner = rf"(?:(?:{words}){_GAP}){{0,3}}"
    step = rf"(?:(?<=\.)|(?<=\.\]))?(?:{_GAP})(?:{inner}{_TOKEN}|{_QUOTED}{_GAP}{_TOKEN})|(?<=\.){_TOKEN}"
    return re.compile(rf"{_TOKEN}(?:{step}){{0,{_MOST_TOKENS}}}")


def before_words(lexicon: Lexicon) -> dict[str, str]:
    """Lower-case word -> its letter as the word before a run."""
    table = dict.fromkeys(lexicon.locatives, "l")
    table |= dict.fromkeys(lexicon.role_nouns, "r")
    table |= dict.fromkeys(lexicon.title_nouns, "t")
    return table | _OTHERS | _ARTICLES


def runs(texts: list[str], lexicon: Lexicon) -> Iterator[Run]:
    """The runs of all passages in order; words that are never a name by themselves are passed over."""
    find = run_pattern(lexicon.particles).finditer
    before, speech = before_words(lexicon), lexicon.speech
    skip = {word for word, letter in lexicon.letters.items() if letter in "NOCGM"}
    for number, text in enumerate(texts):
        for match in find(text):
            words = match.group()
            if words in skip:
                continue
            start, end = match.span()
            yield Run(
                number, start, end, sys.intern(words), _before(text, start, before), _after(text, end, speech)
            )


def _before(text: str, start: int, words: dict[str, str]) -> str:
    head = text[max(0, start - _BEFORE) : start]
    bare = head.rstrip(" \t\n\u2060\u00a0")
    if not bare or bare[-1] in _OPENERS:
        return "q" if bare and bare[-1] in "([" else "b"
    if len(bare) == len(head):
        return "-"
    return words.get(bare[bare.rfind(" ") + 1 :].lstrip("(“\"'‘").lower(), "-")


def _after(text: str, end: int, speech: frozenset[str]) -> str:
    tail = text[end : end + 16].lstrip(MASK)
    if not tail:
        return "-"
    first = tail[0]
    if first in "'’" and tail[1:2] == "s":
        return "p"
    if first == " ":
        word = tail[1:].partition(" ")[0].rstrip(".,;:")
        return "s" if word in speech else "w" if word == "(who" else "-"
    if first == ",":
        return "w" if tail.startswith((", who", ", whose", ", whom")) else "c"
    return "-"
