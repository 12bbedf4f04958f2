"""Runs of capitalised words: the one pass over the text, and what stands around each run.

A run is a stretch of capitalised words with nothing between them but blanks, initials' full stops
and particles ("Manuel Díaz Ramírez", "G. P. Maximoff", "Vincent van Gogh"). The pass finds single
capitalised words, which is cheap; most are words no name begins with ("The", "Germany"), and only
from the others is a run spelt out. All later work is on distinct runs, not on the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from tei_edition.model import MASK
from tei_edition.names.lexicon import WordTable, load
from tei_edition.patterns import lazy
from tei_edition.resources import word_list

_MOST_STEPS = 11  # a longer run (a title in capitals) is read in pieces
_DOT_LENGTH = 5  # letters before the stop of an abbreviation ("Lieut."), but for the first
_INITIALS = 24  # no three initials with their stops are longer
_AFTER = 28  # how far on a word for what somebody is may end
_BEFORE = 24  # how far back the word before a run is looked for


def _other_capitals() -> str:
    """Capitals beyond Latin-1: the first extension of Latin and the Romanian letters, Greek, Cyrillic, Armenian."""
    scripts = ((0x100, 0x180), (0x218, 0x21B), (0x386, 0x3AC), (0x400, 0x430), (0x490, 0x491), (0x531, 0x557))
    return "".join(chr(code) for script in scripts for code in range(*script) if chr(code).isupper())


# A set with these letters takes ten times as long to compile as one of Latin-1, and the patterns have
# twenty such sets: they read a text in which Þ stands for each of the others.
UPPER = "A-ZÀ-ÖØ-Þ"
_BEYOND = lazy(f"[{_other_capitals()}]")
GAP = r"[ \t\n\u00a0\u202f]{1,8}"
_WORD = rf"(?:[dDlL]['’])?[{UPPER}]\w*(?:(?:{MASK}{{1,4}}|[-‐'’](?!(?:s|ll|m|ve|re)\b)|\[(?!\d))\w+\]?)*"
_DOTTED = rf"[{UPPER}]\w{{0,{_DOT_LENGTH}}}\.(?:-?[{UPPER}]\.)*"
RAISED = (  # with a letter once raised: "M.r", "M rs.", "Col.l", "Mr ."
    r"(?:(?:M|D)[. ]?rs?|Ld|Mess\.?rs|(?:Capt?|Coll?|L|Lieut?|Prof|Rev|S|Gen|Maj)\.(?:rs|r|n|t|l|d))(?: ?\.)?(?!\w)"
)
_TOKEN = rf"(?:{RAISED}|{_DOTTED}(?=[{UPPER}\s\u2060,;:—–)\]’'\"”-]|\Z)|\[{_WORD}\.?\]|{_WORD})"
_QUOTED = rf"(?:[\"“‘'«][{UPPER}]\w+[\"”’'»]|\([{UPPER}]\w+\))(?={GAP}[{UPPER}])"
TOKEN = lazy(rf"{_TOKEN}|{_QUOTED}|[a-zà-öø-ÿ’']+|[-–/]")
_INVERTED = lazy(rf", (?:[{UPPER}]\. ?){{0,2}}[{UPPER}]\.(?! ?[\w&])")  # Ramirez, M. D.
_APPOSED = lazy(r", (?:(?:the|an?|his|her|le|la|un|une|der|die|ein|eine) |l['’])?(\w+)\b")
_ABBREVIATED = lazy(rf".?(?<!\w)[a-z]\.\s?[{UPPER}]\.")  # z. B., a. M., u. A.
# begins with a set: the fast way to search; the group is the word in small letters that mostly follows
_CAPITAL = lazy(rf"[{UPPER}]\w*(?=(?: ([a-zß-öø-ÿ]+)[.,;:]* )?)")


def latin(text: str) -> str:
    """The text, as long as it was, with the capitals that the patterns know: for them only."""
    return text if text.isascii() else _BEYOND.sub("Þ", text)


def inverted(text: str, at: int) -> int:
    """Where the initials behind a comma end, `Ramirez, M. D.`; 0 where there are none at `at`."""
    match = _INVERTED.match(latin(text[at : at + _INITIALS]))
    return at + match.end() if match else 0


class Context(NamedTuple):
    """A distinct run: its words, and what stands around it.

    `before`: b begins a sentence, q behind an opening bracket, # on a line of its own, $ begins a signature, k behind
    a colon or semicolon, t a noun used as a title, r a noun for a person, v a verb of saying or doing, u "when",
    "but" and the like, f "to", "from", "for", d "the" and its kind, a "a", l a preposition of place, o "of", m "by", "with" and
    the like, n a ship or a book, x a place, body or month, y a people or party, z a body in French, "-" anything
    else.
    `after`: p a possessive, s a verb of saying or doing, w "who" or what somebody is (", a painter"), i a
    comma and initials, c a comma, b an opening and e a closing bracket, o a preposition, n "and", t the end
    of a sentence, = what the initials stand for (" [= "), x another sign, "-" anything else.
    `kind`: h heading, s signature, speaker and the like, p all else.
    """

    text: str
    before: str
    after: str
    kind: str


class Run(NamedTuple):
    """One occurrence: passage, offset of its first and behind its last character, number of its context."""

    passage: int
    start: int
    end: int
    context: int


def _around(name: str) -> dict[str, str]:
    """Word -> letter, from a list of lines that begin with the letter."""
    return {word: line[0] for line in word_list(name) for word in line[2:].split()}


_BEFORE_WORDS = _around("before")
_AFTER_WORDS = _around("after")
_OF_WORKS = ("uthor of", "dition of", "copy of")  # what follows is a book: "the author of Waverley"
_LINKS = frozenset(("de", "du", "des"))
_RAISERS = frozenset(("M", "D"))
_INITIAL = frozenset((".", "["))
_NO_NAMES = frozenset("NOCGM")  # letters of words that begin no run
_WORDS_OF_ONE = frozenset("AIO")  # of one letter, likewise
_BLANK = frozenset(" \t\n\u00a0\u202f")
_INSIDE = frozenset((*"-‐'’.[", MASK))
_OPENERS = frozenset('.!?“"‘«„»—–*[]…-‚(')


class _Tables(NamedTuple):
    """What one language needs: the pattern of a run, words before and after; `capitals` has what a word before
    with a capital is by its letter."""

    spell: re.Pattern[str]
    letters: WordTable
    before: dict[str, str]
    capitals: dict[str, str]
    after: dict[str, str]
    roles: frozenset[str]
    particles: frozenset[str]


@lru_cache(maxsize=8)
def _tables(language: str) -> _Tables:
    lexicon = load(language)
    before = dict.fromkeys(lexicon.speech, "v") | dict.fromkeys(lexicon.locatives, "l")
    before |= dict.fromkeys(lexicon.role_nouns, "r") | dict.fromkeys(lexicon.title_nouns, "t")
    # in French the name of a body comes behind: "la Dotation Carnegie"
    bodies = "z" if lexicon.language == "fr" else "x"
    particles = sorted((p for p in lexicon.particles if p[-1] not in "'’"), key=lambda p: (-len(p), p))
    behind = "(?<=[Vv]an )(?:de|den|der)|(?<=Von )(?:dem|den|der)"
    inner = rf"(?:(?:{'|'.join(particles).replace(' ', GAP)}|{behind}){GAP})?"
    step = rf"(?:{GAP}(?:{_QUOTED}{GAP}|{inner})|(?<=\.)){_TOKEN}"
    return _Tables(
        lazy(rf"{_TOKEN}(?:{step}){{0,{_MOST_STEPS}}}"),
        lexicon.letters,
        before | _BEFORE_WORDS,
        {"O": bodies, "G": "x", "M": "x", "C": "y"},
        _AFTER_WORDS | {"(who": "w"} | dict.fromkeys(lexicon.speech, "s"),
        lexicon.role_nouns | {"who", "whose", "whom"},
        frozenset(particle.partition(" ")[0] for particle in particles) | {"der", "den", "dem"},
    )


def runs(texts: Sequence[str], kinds: Sequence[str], language: str) -> tuple[list[Run], list[Context]]:
    """The runs of all passages in order, and their contexts; `kinds` are the letters of `Context.kind`."""
    tables = _tables(language)
    spell, letters = tables.spell.match, tables.letters
    numbers: dict[tuple[str, str, str, str], int] = {}
    found: list[Run] = []
    for passage, text in enumerate(texts):
        kind, last, bare = kinds[passage], 0, text.strip(" .,")
        plain = latin(text)
        for capital in _CAPITAL.finditer(plain):
            start, end = capital.span()
            follows = capital[1]
            if start < last:
                continue
            words = text[start:end]
            if (letters[words] in _NO_NAMES or words in _WORDS_OF_ONE) and (
                end - start > 1 or text[end : end + 1] not in _INITIAL
            ):
                continue
            first = start if text[start - 1 : start] == " " else _first(text, start, last)
            if first < 0 or (end - start == 1 and _ABBREVIATED.match(text, max(0, start - 4), end + 1)):
                continue
            goes_on = follows in tables.particles if follows else _goes_on(text, end, tables.particles)
            if first < start or words in _RAISERS or goes_on:
                run = spell(plain, first) or spell(plain, start)
                if run is None:
                    continue
                first, end = run.span()
                words, follows = text[first:end], ""
            last = end
            before = _before(text, first, tables)
            if before == "b" and kind == "s":
                before = "$"
            elif before == "b" and words == bare:
                before = "#"
            after = tables.after.get(follows, "-") if follows else _after(text, end, tables)
            key = (words, before, after, kind)
            found.append(Run(passage, first, end, numbers.setdefault(key, len(numbers))))
    return found, [Context(*key) for key in numbers]


def _goes_on(text: str, end: int, particles: frozenset[str]) -> bool:
    """False where a run is certainly over: cheaper than to try."""
    sign = text[end : end + 1]
    if sign in _BLANK:
        following = text[end + 1 : end + 10]
        return not following[:1].islower() or following.partition(" ")[0] in particles
    return sign in _INSIDE


def _first(text: str, start: int, last: int) -> int:
    """Where the run begins that the capital at `start` opens; -1 behind "super-" and the like."""
    if start > last:
        previous = text[start - 1]
        if previous.isalnum():
            return -1
        if previous in "-‐" and start > 1 and text[start - 2].isalnum():
            return -1
        if previous in "'’" and start > 1 and text[start - 2] in "dDlL":
            return start - 2
        if previous == "[" and text.find("]", start, start + 24) > 0:
            return start - 1
    return start


def _before(text: str, start: int, tables: _Tables) -> str:
    low, end = max(0, start - _BEFORE), start - 1
    if text[end:start] != " " or not text[end - 1 : end].isalnum():  # else it is a word, which is the rule
        bare = text[low:start].rstrip(" \t\n\u2060\u00a0")
        if not bare or bare[-1] in _OPENERS:
            return "q" if bare and bare[-1] in "([" else "b"
        if bare[-1] in ":;":
            return "k"
        end = low + len(bare)
        if end == start:
            return "-"
    word = text[max(low, text.rfind(" ", low, end) + 1) : end]
    if word[-2:] in ("'s", "’s"):
        return "d"  # "Burnet’s History"
    if word == "of" and text.endswith(_OF_WORKS, low, end):
        return "n"
    if (
        word in _LINKS
        and _sign(text[low : end - len(word)].rpartition(" ")[0].rpartition(" ")[2], tables) == "z"
    ):
        return "z"
    sign = _sign(word, tables)
    if not sign and not word[:1].isalpha():
        sign = _sign(word.lstrip("([“\"'‘"), tables)
    return sign or "-"


def _sign(word: str, tables: _Tables) -> str:
    """The letter of a word before a run."""
    return tables.before.get(word) or tables.capitals.get(tables.letters[word], "")


def _after(text: str, end: int, tables: _Tables) -> str:
    tail = text[end : end + _AFTER]
    if tail[:1] == MASK:
        tail = tail.lstrip(MASK)
    first = tail[:1]
    if first == " ":
        if tail.startswith((" [=", " [ =")):
            return "="
        word = tail[1:].partition(" ")[0].rstrip(".,;:")
        return tables.after.get(word) or ("b" if word[:1] == "(" else "-")
    if not first:
        return "-"
    if first == ",":
        if tail[3:4] == ".":
            return "i" if inverted(text, end) else "c"
        apposed = _APPOSED.match(tail)
        return "w" if apposed and apposed[1] in tables.roles else "c"
    if first == ")":
        return "e"
    if first in ".!?":
        return "t"
    return "p" if first in "'’" and tail[1:2] == "s" else "x"
