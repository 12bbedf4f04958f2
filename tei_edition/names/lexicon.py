"""The word lists of `data/names`, folded into one letter for each word: the alphabet in which the patterns of `rules`
are written.

The lists hold words of our own choosing, one a line. A word may stand in several ("Washington" is a
forename, a surname and a place); `_LETTERS` weighs that up. What comes of it is kept between runs (`resources`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from tei_edition.names import glued
from tei_edition.resources import from_word_lists, word_list

TITLE, OFFICE, FORENAME, AMBIGUOUS, SURNAME, NOTABLE = 1, 2, 4, 8, 16, 32
WORD_SURNAME, PLACE, BODY, NATION, CALENDAR, OTHER = 64, 128, 256, 512, 1024, 2048
SUFFIX, PARTICLE, PREFIX = 4096, 8192, 16384

_FILES: tuple[tuple[str, int], ...] = (
    ("titles", TITLE),
    ("offices", OFFICE),
    ("forenames", FORENAME),
    ("forenames_ambiguous", FORENAME | AMBIGUOUS),
    ("surnames", SURNAME),
    ("notables", NOTABLE),
    ("surnames_ambiguous", WORD_SURNAME),
    ("places", PLACE),
    ("institutions", BODY),
    ("nations", NATION),
    ("calendar", CALENDAR),
    ("not_names", OTHER),
    ("suffixes", SUFFIX),
    ("honours", SUFFIX),
    ("place_prefixes", PREFIX),
)
_FILES_OF: dict[str, tuple[tuple[str, int], ...]] = {  # what only one language has
    "en": (),
    "de": (("not_names_de", OTHER),),
    "fr": (("not_names_fr", OTHER),),
}

# What a word is taken for when its bits say several things: the first row that fits wins.
#   T form of address, R office, D office or surname, F forename, A forename that is also a word or
#   place, S surname, B surname that is also a word, H surname that is also a place, E body or surname,
#   O body, G place, V word before a place, C people, M month that is also a name, N other word that is no name, X
#   suffix, P particle
_LETTERS: tuple[tuple[int, int, str], ...] = (  # all of these bits, none of those, letter
    (TITLE, NOTABLE, "T"),
    (SUFFIX, FORENAME | SURNAME | NOTABLE, "X"),
    (PREFIX, 0, "V"),
    (NOTABLE, PLACE | NATION | CALENDAR | OTHER, "S"),
    (NATION | WORD_SURNAME, 0, "C"),
    (NATION | BODY, 0, "C"),
    (OFFICE | WORD_SURNAME, 0, "D"),
    (OFFICE, 0, "R"),
    (CALENDAR | WORD_SURNAME, 0, "M"),
    (CALENDAR | FORENAME, 0, "M"),
    (CALENDAR, 0, "N"),
    (OTHER | AMBIGUOUS, 0, "B"),
    (AMBIGUOUS, 0, "A"),
    (FORENAME, PLACE | BODY | CALENDAR | OTHER, "F"),
    (FORENAME, 0, "A"),
    (NOTABLE, 0, "H"),
    (SURNAME, PLACE | BODY | OTHER | NATION, "S"),
    (SURNAME | PLACE, 0, "H"),
    (WORD_SURNAME | BODY, 0, "E"),
    (WORD_SURNAME | PLACE, 0, "H"),
    (SURNAME, 0, "B"),
    (WORD_SURNAME, 0, "B"),
    (BODY, 0, "O"),
    (NATION, 0, "C"),
    (PLACE, 0, "G"),
    (OTHER, 0, "N"),
    (PARTICLE, 0, "P"),
)

_MOST_KEPT = 50_000  # words that a table has been asked for


class WordTable(dict[str, str]):
    """Word -> its letter, or nothing where it is in no list. A dictionary of all words would take longer to make than
    a short text to read: a word is looked for when it is asked for, among all that begin with the same two letters."""

    def __init__(self, texts: dict[str, str]) -> None:
        super().__init__()
        self._texts = texts

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_KEPT:
            self.clear()
        text = self._texts.get(word[:2], "")
        at = text.find(f"\n{word}\t")
        letter = self[word] = text[at + len(word) + 2] if at >= 0 else ""
        return letter

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and self[word] != ""

    def words_of(self, letters: str) -> list[str]:
        """All words that have one of the letters."""
        entries = [entry for text in self._texts.values() for entry in text.strip("\n").split("\n")]
        return [entry[:-2] for entry in entries if entry[-1] in letters]


def _texts(letters: Mapping[str, str]) -> dict[str, str]:
    """What a `WordTable` is made from: by two letters, the words that begin with them, each with its own letter."""
    found: defaultdict[str, list[str]] = defaultdict(lambda: ["\n"])
    for word, letter in letters.items():
        found[word[:2]].append(f"{word}\t{letter}\n")
    return {opening: "".join(entries) for opening, entries in found.items()}


class Lexicon(NamedTuple):
    """The lists of one language: `letters` classes capitalised words. `notables` are surnames that need no
    introduction ("Lenin", "Goethe"), `places` the words that are a place among other things, `openings` the first
    letters of persons' names; `months` are those that are a forename as well; what stands behind them are lower-case
    words."""

    language: str
    letters: WordTable
    notables: WordTable
    places: WordTable
    openings: WordTable
    months: frozenset[str]
    particles: frozenset[str]
    title_nouns: frozenset[str]
    role_nouns: frozenset[str]
    speech: frozenset[str]
    locatives: frozenset[str]
    bodies: frozenset[str]

    def letter(self, word: str) -> str:
        """The letter of a capitalised word, or "" for one in no list; capitals read as "Capitals"."""
        found = self.letters[word]
        if not found and len(word) > 2 and word.isupper():
            found = self.letters[word.title()]
        return found


@lru_cache(maxsize=8)
def load(language: str) -> Lexicon:
    """The lists for a language (a BCP 47 tag; its first part counts, unknown ones read as English)."""
    language = language.partition("-")[0].lower() or "en"
    lists = _lists(language if language in _FILES_OF else "en")
    return lists if lists.language == language else lists._replace(language=language)


@lru_cache(maxsize=8)
def _lists(language: str) -> Lexicon:
    tables, sets = from_word_lists(f"lexicon-{language}", lambda: _folded(language))
    letters, notables, places, openings = map(WordTable, tables)
    return Lexicon(language, letters, notables, places, openings, *sets)


def _folded(language: str) -> tuple[list[dict[str, str]], list[frozenset[str]]]:
    """What the tables and the sets of a `Lexicon` are made from, in their order."""
    bits = _bits(language)
    letter_of = {value: _letter(value) for value in set(bits.values())}
    letters = {word: letter_of[value] for word, value in bits.items()}
    if language == "de":  # "Verehrter Herr Doctor!"
        letters["Doctor"] = "R"
    notables, places = ([word for word, value in bits.items() if value & bit] for bit in (NOTABLE, PLACE))
    names = glued.openings(word for word, letter in letters.items() if letter in "SF")
    months = frozenset(word for word, letter in letters.items() if letter == "M" and bits[word] & FORENAME)
    further = ("particles", "title_nouns", "role_nouns", "speech", "locatives", "bodies_de")
    return (
        [
            _texts(letters),
            *(_texts(dict.fromkeys(listed, "+")) for listed in (notables, places, sorted(names))),
        ],
        [months, *(frozenset(word_list(name)) for name in further)],
    )


def _bits(language: str) -> dict[str, int]:
    """Each word with the lists in which it stands."""
    bits: dict[str, int] = {}
    for name, bit in (*_FILES, *_FILES_OF[language]):
        listed = dict.fromkeys(word_list(name), bit)
        for word in bits.keys() & listed.keys():
            listed[word] |= bits[word]
        bits |= listed
    for word in word_list("particles"):
        if word.capitalize() not in bits and " " not in word:
            bits[word.capitalize()] = PARTICLE
    if language != "fr":  # elsewhere "M. Koltsov" is an initial, and "Me" a pronoun
        for word in ("M", "M.", "MM", "MM.", "M.M.", "Me", "Me."):
            bits.pop(word, None)
        bits["Me"] = OTHER
    return bits


def _letter(bits: int) -> str:
    for wanted, unwanted, letter in _LETTERS:
        if bits & wanted == wanted and not bits & unwanted:
            return letter
    return "N"
