"""Surnames that are one name: spellings that differ as transliterations do, or by one letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from tei_edition.names.forms import Form, sound
from tei_edition.names.lexicon import load

_LONG = 6  # letters a surname needs before one letter's difference is overlooked


def families(forms: Sequence[Form]) -> dict[str, str]:
    """Surname (or single name) -> the key of its family, for all forms of one document."""
    lexicon = load("en")
    count = Counter(form.surname or form.given[0] for form in forms if form.surname or form.given)
    key_of: dict[str, str] = {}
    by_hole: dict[str, str] = {}  # a surname with one letter out -> its key
    for surname, _ in sorted(count.items(), key=lambda pair: (-pair[1], pair[0])):
        key = own = sound(surname)
        if len(own) >= _LONG:
            holes = _holes(own)
            if own not in by_hole and lexicon.letter(surname) in ("", "N"):
                near = [by_hole[hole] for hole in holes if hole in by_hole]
                key = next((other for other in near if other[0] == own[0]), own)
            if key == own:
                for hole in (own, *holes):
                    by_hole.setdefault(hole, own)
        key_of[surname] = key
    return key_of


@lru_cache(maxsize=1 << 10)
def _holes(word: str) -> tuple[str, ...]:
    """A word with each letter in turn replaced, and left out."""
    parts = [(word[:at], word[at + 1 :]) for at in range(len(word))]
    return tuple([f"{left}?{right}" for left, right in parts] + [left + right for left, right in parts])
