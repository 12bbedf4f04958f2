"""Words that have run together: `RookKritik`, `MrRook`, `Rookschreibt`.

A transcription that loses a line's end or a space glues two words to one, and a name with them. The
seam is believed only where it leaves a name on one side, and a word that may follow it on the other. No
name is tagged within a word; but what is seen there is not taken for a surname of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tei_edition.patterns import lazy
from tei_edition.resources import word_list

if TYPE_CHECKING:
    from tei_edition.names.vocabulary import Vocabulary

_SEAM = lazy(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
_NAMES = frozenset("SKF")
_LEAST = 4  # letters of a name
_REST = 3  # letters of the word behind it
_MOST = 40  # letters of both
_WHOLE = frozenset(("Mc", "Mac", "Fitz", "De", "Di", "Du", "La", "Le", "Van", "Von", "O"))
_FOLLOWING = frozenset(word_list("following"))


def seam(word: str, words: Vocabulary, heading: bool) -> int:
    """Where the second word begins that has run together with the first; 0 where there is one word.

    Behind a name stand the words of the list `following`, verbs of saying, and in German whatever else the
    text writes small: in English that would make Peter's of Peterson.
    """
    if len(word) > _MOST:
        return 0
    inner = None if word[1:].islower() else _SEAM.search(word)
    if inner:
        left, right = word[: inner.start()], word[inner.start() :]
        if words.lexicon.letters[left] == "T":
            return inner.start()
        if left in _WHOLE or len(left) < _LEAST:
            return 0
        return inner.start() if any(_is_name(part, words, heading) for part in (left, right)) else 0
    opening = word[:_LEAST]
    if opening not in words.lexicon.openings and opening not in words.openings:
        return 0
    names, listed = words.names, words.lexicon.letters
    for end in range(len(word) - _REST, _LEAST - 1, -1):
        name = word[:end]
        if (names.get(name) or listed[name]) in _NAMES and _may_follow(word[end:], words):
            return end
    return 0


def _may_follow(rest: str, words: Vocabulary) -> bool:
    if rest in _FOLLOWING or rest in words.lexicon.speech:
        return True
    return words.lexicon.language == "de" and words.small(rest)


def _is_name(word: str, words: Vocabulary, heading: bool) -> bool:
    return len(word) >= _LEAST and words.letter(word, heading) in _NAMES


def holds(word: str, words: Vocabulary) -> bool:
    """Whether a word that is no name itself may hold one of those learned: cheaper than to look for it."""
    last = len(word) - _REST
    if last < _LEAST or len(word) > _MOST:
        return False
    if not word[1:].islower():
        return True
    names = words.names
    return word[:_LEAST] in words.openings and any(
        names.get(word[:end]) in _NAMES for end in range(_LEAST, last + 1)
    )


def openings(words: Iterable[str]) -> frozenset[str]:
    """The letters with which names begin, as many as a name has at least."""
    return frozenset([word[:_LEAST] for word in words if len(word) >= _LEAST])
