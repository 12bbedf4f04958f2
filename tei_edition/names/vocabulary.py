"""The words of one document: the lists of its language, and what the document itself teaches.

`Vocabulary.letter` reads a word by itself, as a letter of the alphabet in which the patterns of `rules`
are written (`lexicon`, `shape`).
"""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from tei_edition.names.glued import openings, seam
from tei_edition.names.lexicon import Lexicon, load
from tei_edition.patterns import lazy
from tei_edition.resources import word_list

if TYPE_CHECKING:
    from tei_edition.names.shape import Token

_DERIVED = lazy(r"(?:ism|(?<!q[uv])ist|(?<!q[uv])ists|(?<=[a-zy])ites?|shchina|ovite?s?|isme|ismus|isten)$")
_DERIVING = 8  # letters at a word's end in which such an ending lies
_DIGIT = lazy(r"\d")
_SURNAME_ENDING = lazy(
    r"(?:[^aeo][oe]v|ova|eff|off|sky|ski|skii|[tz]ky|vich|icz|enko|chuk|adze|vili|berg|stein|mann|sson|quist|str[oö]m"
    r"|escu|poulos|etti|ucci|vliet|huis|veld|wijk|ijn|burger|meier|mayer|bauer|thal|feld|witz)$"
)
_ENDINGS = {line[0]: tuple(line[2:].split()) for line in word_list("endings")}
_NOUN, _GERMAN_NOUN, _NEVER_A_NAME = _ENDINGS["w"], _ENDINGS["d"] + _ENDINGS["n"], _ENDINGS["n"]
_OFFICES = _ENDINGS["r"]
_DIMINUTIVE = ("chen", "lein", "erl")
_PRONOUNS = "AIOÀYÉ"  # words of one letter
_UNKNOWN = frozenset("U1WNC")
_SHORT = 5  # letters of a word too short to be two
_GENITIVE = 4  # letters of a word too short to be a name with an s


def like_surname(word: str) -> bool:
    """True for a word that ends as many surnames and few other words do."""
    return _SURNAME_ENDING.search(word) is not None


class _Plain(NamedTuple):
    """A word by its form and the lists of a language, whatever the document.

    `letter` is that of a word that the document does not also write small, `small` (and in a heading,
    `heading`) of one that it does; both are empty where that does not matter. `capitals` is the word as a
    name in capitals would be learned, `stem` the word without an s.
    """

    word: str
    lowered: bytes
    letter: str
    small: str = ""
    heading: str = ""
    capitals: str = ""
    stem: str = ""


class Vocabulary:
    """The words of a document: those of its language, those it writes small (UTF-8), those learned as names.
    `nouns` says that every noun has a capital: German, and English until about 1760."""

    def __init__(self, lexicon: Lexicon, lower: Container[bytes], nouns: bool = False) -> None:
        self.lexicon, self.lower, self.nouns = lexicon, lower, nouns
        self.names: dict[str, str] = {}  # word -> K, F for a forename, N for a noun
        self.pairs: set[tuple[str, str]] = set()  # two words learned as one surname
        self.openings: frozenset[str] = frozenset()  # the first letters of the names
        self.shapes: dict[tuple[str, bool, bool], tuple[list[Token], str]] = {}  # `shape`

    def learn(self, names: dict[str, str], pairs: set[tuple[str, str]]) -> None:
        """Take what the first reading has taught; what was read before holds no more."""
        self.names, self.pairs = names, pairs
        self.openings = openings(word for word, letter in names.items() if letter != "N")
        self.shapes.clear()

    def small(self, word: str) -> bool:
        """True where the document also writes the word with a small letter."""
        return word.lower().encode() in self.lower

    def stands_alone(self, word: str) -> bool:
        """True for a surname that the document uses by itself, or that needs no introduction."""
        return self.names.get(word) == "K" or word in self.lexicon.notables

    def seam(self, word: str, letter: str, heading: bool) -> int:
        """Where the second word begins if a word, read as `letter`, is two that have run together; else 0."""
        if letter not in _UNKNOWN or len(word) <= _SHORT or word in self.lexicon.letters:
            return 0
        return seam(word, self, heading)

    def letter(self, word: str, heading: bool = False) -> str:
        """The letter of one word, its full stop and brackets taken off."""
        plain = _plain(word, self.lexicon.language, self.nouns)
        if self.names and len(word) > 1:
            learned = self._learned(plain)
            if learned:
                return learned
        if plain.small and plain.lowered in self.lower:
            return plain.heading if heading else plain.small
        return plain.letter

    def _learned(self, plain: _Plain) -> str:
        """The letter of a word that was learned, or of which another form was; else nothing."""
        learned = self.names.get(plain.word, "")
        if learned == "K" and plain.lowered in self.lower:
            return "L"
        if learned:
            return learned
        if plain.capitals:
            return self.names.get(plain.capitals, "")
        return _genitive(self.names.get(plain.stem, ""), self.lexicon) if plain.stem else ""


@lru_cache(maxsize=1 << 14)
def _plain(word: str, language: str, nouns: bool) -> _Plain:
    lexicon = load(language)
    word = word.replace("ſ", "s")
    lowered = word.lower().encode()
    if len(word) == 1:
        return _Plain(word, lowered, "N" if word in _PRONOUNS else "J")
    listed = lexicon.letter(word)
    if listed:
        return _Plain(word, lowered, listed)
    if word.isupper():
        return _Plain(word, lowered, "Y", "W", "N", capitals=word.title())
    stem = word[:-1] if word[-1] == "s" and len(word) > _GENITIVE else ""
    settled = (stem and _genitive(lexicon.letter(stem), lexicon)) or _by_form(word)
    if settled:
        return _Plain(word, lowered, settled, stem=stem)
    return _Plain(word, lowered, _unknown(word, lexicon, nouns), "W", "N", stem=stem)


def _genitive(stem: str, lexicon: Lexicon) -> str:
    """The letter of a word with an s behind a stem of this letter; nothing where that says nothing."""
    if stem == "F" or (stem in ("K", "S") and lexicon.language == "de"):
        return stem
    return "2" if stem in ("K", "S") else ""


def _by_form(word: str) -> str:
    """The letter of a word in no list that shows what it is; else nothing."""
    if word.endswith(("n't", "n’t")):
        return "N"
    if _DERIVED.search(word, len(word) - _DERIVING):
        return "C"
    return "N" if not word.isalpha() and _DIGIT.search(word) else ""


def _unknown(word: str, lexicon: Lexicon, nouns: bool) -> str:
    if not nouns:
        return "W" if word.endswith(_NOUN) else "U"
    if word.endswith(_OFFICES) and lexicon.language == "de":
        return "R"
    if word.endswith(_DIMINUTIVE) and _is_diminutive(word, lexicon):
        return "F"
    if word.endswith(_GERMAN_NOUN):
        return "N" if word.endswith(_NEVER_A_NAME) else "W"
    return "1"


def _is_diminutive(word: str, lexicon: Lexicon) -> bool:
    """`Ellychen`, `Gretherl`: a forename, or one less its vowel, and the ending."""
    stem = next(word.removesuffix(ending) for ending in _DIMINUTIVE if word.endswith(ending))
    return any(lexicon.letters[stem + vowel] == "F" for vowel in ("", "e", "a"))
