"""One person under two names: aliases, maiden names, names after a marriage.

All are read from the words between two names: "X, i.e. Y", "X [Y]", "Anna Hart, née Webb",
"Miss Webb, afterwards Mrs. Hart".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tei_edition.names.passages import Mention, Passage
from tei_edition.names.titles import MAID, WIFE
from tei_edition.patterns import lazy

_ALIAS = lazy(
    r",? \(?(?:i\. ?e\.,?|alias|a\.k\.a\.|(?:also )?known as|recte|d\. ?i\.|dit|genannt|pseudonym of|really) "
)
_BORN = lazy(r",? \(?(?:née|nee|born|geb\.|geborene|geborne|formerly|née de|born as) ")
_LATER = lazy(
    r",? \(?(?:now|later|afterwards|subsequently|the later|who (?:later )?became|spätere|jetzt|depuis|plus tard) "
)
_NEAR = 24  # characters between the two names at most


class Pair(NamedTuple):
    """Two mentions, by number, of one person: the second is an `alias` (the better name), the name at
    birth (`born`), or that of a wife (`later`)."""

    first: int
    second: int
    kind: str


def pairs(passages: Sequence[Passage], mentions: Sequence[Mention], genders: Sequence[str]) -> Iterator[Pair]:
    """The pairs of neighbours that the words between them make one person."""
    for number in range(1, len(mentions)):
        one, two = mentions[number - 1], mentions[number]
        if one.passage != two.passage or two.start - one.end > _NEAR:
            continue
        text = passages[one.passage].text
        begin = two.start if two.titled < 0 else two.titled
        gap = text[one.end : begin]
        if _ALIAS.fullmatch(gap) or (gap == " [" and text[two.end : two.end + 1] == "]"):
            yield Pair(number - 1, number, "alias")
        elif _BORN.fullmatch(gap) and genders[number] in ("", MAID):
            yield Pair(number - 1, number, "born")
        elif _LATER.fullmatch(gap) and (genders[number] == WIFE or genders[number - 1] == MAID):
            yield Pair(number - 1, number, "later")
