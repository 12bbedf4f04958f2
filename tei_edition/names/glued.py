"""Words that have run together: `RookKritik`, `MrRook`, `Rookschreibt`.

A transcription that loses a line's end or a space glues two words to one, and a name with them. The
seam is believed only where it leaves a name on one side, and a word that may follow it on the other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tei_edition.patterns import lazy
from tei_edition.resources import word_list

if TYPE_CHECKING:
    from tei_edition.names.lexicon import Lexicon
    from tei_edition.names.shape import Known

_SEAM = lazy(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
_NAMES = frozenset("SKF")
_LEAST = 4  # letters of a name
_REST = 3  # letters of the word behind it
_WHOLE = frozenset(("Mc", "Mac", "Fitz", "De", "Di", "Du", "La", "Le", "Van", "Von", "O"))
_FOLLOWING = frozenset(word_list("following"))


def seam(word: str, lexicon: Lexicon, letter: Callable[[str], str], known: Known) -> int:
    """Where the second word begins that has run together with the first; 0 where there is one word.

    `letter` reads a word alone. Behind a name stand the words of the list `following`, verbs of saying,
    and in German whatever else the text writes small: in English that would make Peter's of Peterson.
    """
    inner = _SEAM.search(word)
    if inner:
        left, right = word[: inner.start()], word[inner.start() :]
        if lexicon.letters.get(left) == "T":
            return inner.start()
        if left in _WHOLE or len(left) < _LEAST:
            return 0
        return inner.start() if letter(left) in _NAMES or _is_name(right, letter) else 0
    for end in range(len(word) - _REST, _LEAST - 1, -1):
        rest = word[end:]
        if rest in _FOLLOWING or rest in lexicon.speech or (lexicon.language == "de" and known.small(rest)):
            name = word[:end]
            if (known.names.get(name) or lexicon.letter(name)) in _NAMES:
                return end
    return 0


def _is_name(word: str, letter: Callable[[str], str]) -> bool:
    return len(word) >= _LEAST and letter(word) in _NAMES


def holds(word: str, names: dict[str, str]) -> bool:
    """Whether a word that is no name itself may hold one of those learned: cheaper than to look for it."""
    if len(word) < _LEAST + _REST:
        return False
    return _SEAM.search(word) is not None or any(
        word[:end] in names for end in range(_LEAST, len(word) - _REST + 1)
    )
