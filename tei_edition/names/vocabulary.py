"""The words of one document: the lists of its language, and what the document itself teaches.

`Vocabulary.letter` reads a word by itself, as a letter of the alphabet in which the patterns of `rules`
are written (`lexicon`, `shape`).
"""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from tei_edition.names.glued import openings, seam
from tei_edition.names.lexicon import Lexicon
from tei_edition.patterns import lazy
from tei_edition.resources import word_list

from ..records import dataclass, field

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


def like_surname(word: str) -> bool:
    """True for a word that ends as many surnames and few other words do."""
    return _SURNAME_ENDING.search(word) is not None


@dataclass(slots=True)
class Vocabulary:
    """The words of a document: those of its language, those it writes small (UTF-8), those learned as names."""

    lexicon: Lexicon
    lower: Container[bytes]
    nouns: bool = False  # every noun has a capital: German, and English until about 1760
    names: dict[str, str] = field(default_factory=dict)  # word -> K, F for a forename, N for a noun
    pairs: set[tuple[str, str]] = field(default_factory=set)  # two words learned as one surname
    openings: frozenset[str] = frozenset()  # the first letters of the names
    shapes: dict[tuple[str, bool], tuple[list[Token], str]] = field(default_factory=dict)  # of single words

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
        return self.names.get(word) == "K" or self.lexicon.is_notable(word)

    def seam(self, word: str, letter: str, heading: bool) -> int:
        """Where the second word begins if a word, read as `letter`, is two that have run together; else 0."""
        if letter not in _UNKNOWN or len(word) <= _SHORT or word in self.lexicon.letters:
            return 0
        return seam(word, self, heading)

    def letter(self, word: str, heading: bool = False) -> str:
        """The letter of one word, its full stop and brackets taken off."""
        if "ſ" in word:
            word = word.replace("ſ", "s")
        if len(word) == 1:
            return "N" if word in _PRONOUNS else "J"
        learned = self.names.get(word)
        if learned:
            return "L" if learned == "K" and self.small(word) else learned
        lexicon = self.lexicon
        listed = lexicon.letters.get(word) or lexicon.letter(word)
        if listed:
            return listed
        if word.isupper():
            return self.names.get(word.title()) or ("Y" if not self.small(word) else "N" if heading else "W")
        if word[-1] == "s" and len(word) > 4:
            stem = self.names.get(word[:-1]) or lexicon.letter(word[:-1])
            if stem == "F" or (stem in ("K", "S") and lexicon.language == "de"):
                return stem
            if stem in ("K", "S"):
                return "2"
        if word.endswith(("n't", "n’t")):
            return "N"
        if _DERIVED.search(word, len(word) - _DERIVING):
            return "C"
        if not word.isalpha() and _DIGIT.search(word):
            return "N"
        if self.small(word):
            return "N" if heading else "W"
        return self._unknown(word)

    def _unknown(self, word: str) -> str:
        if not self.nouns:
            return "W" if word.endswith(_NOUN) else "U"
        if word.endswith(_OFFICES) and self.lexicon.language == "de":
            return "R"
        if word.endswith(_DIMINUTIVE) and self._is_diminutive(word):
            return "F"
        if word.endswith(_GERMAN_NOUN):
            return "N" if word.endswith(_NEVER_A_NAME) else "W"
        return "1"

    def _is_diminutive(self, word: str) -> bool:
        """`Ellychen`, `Gretherl`: a forename, or one less its vowel, and the ending."""
        stem = next(word.removesuffix(ending) for ending in _DIMINUTIVE if word.endswith(ending))
        return any(self.lexicon.letters.get(stem + vowel) == "F" for vowel in ("", "e", "a"))
