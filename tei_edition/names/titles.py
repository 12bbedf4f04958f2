"""The titles before a name: what they say of the person, and the role that an index gives.

Mr., Mrs. and Miss of one surname are three persons; a doctor or a captain may be either. Forms of address
that anybody has are no role beside a full name. Where no title says it, most forenames do.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from tei_edition.model import MASK
from tei_edition.names.lexicon import load
from tei_edition.patterns import lazy
from tei_edition.resources import word_list

MAN, WIFE, MAID, LEARNED, WOMAN = "m", "f", "y", "d", "w"
LADIES = (WIFE, MAID)  # whom a form of address tells from men of the same surname
_GENDERS = dict(line.split("=") for line in word_list("bearers"))
_ADDRESSES = frozenset(word_list("addresses"))
_WOMEN = frozenset(word_list("forenames_women"))
_EITHER = frozenset(word_list("forenames_either"))
_BEFORE = lazy(r"[\w.]+(?=[\s\u2060]+$)")
_REACH = 16  # characters before a name in which a title is looked for


def title_before(text: str, titled: int, start: int) -> str:
    """The titles of a name that begins at `start`, as they stand but for masks and line ends.

    `titled` is where they begin; -1 where nobody said: then the word before counts, if it is one we know.
    """
    if titled < 0:
        match = _BEFORE.search(text, max(0, start - _REACH), start)
        found = match[0] if match else ""
        return found if _plain(found) in _GENDERS else ""
    if titled == start:
        return ""
    return " ".join(text[titled:start].replace(MASK, "").split())


@lru_cache(maxsize=1 << 10)
def gender(title: str) -> str:
    """What a title says of its bearer: m, f (married), y (unmarried), d (has learning or rank) or nothing."""
    return next((_GENDERS[_plain(word)] for word in title.split() if _plain(word) in _GENDERS), "")


def of_forename(given: tuple[str, ...]) -> str:
    """What the first forename that is spelt out says: m, w (a woman), or nothing."""
    name = next((one for one in given if len(one.strip(".")) > 1), "")
    if name in _EITHER or load("en").letter(name) not in ("F", "A"):
        return ""
    return WOMAN if name in _WOMEN or name.endswith("a") else MAN


@lru_cache(maxsize=1 << 12)
def of_person(given: tuple[str, ...], title: str) -> str:
    """The gender of a full name: a form of address says it, else the forename, else rank or learning."""
    said = gender(title)
    return said if said not in ("", LEARNED) else of_forename(given) or said


def agree(one: str, two: str, *, named: bool) -> bool:
    """Whether two genders may be one person's; beside forenames (`named`) rank and learning say nothing."""
    if not one or not two or one == two:
        return True
    if LEARNED in (one, two):
        return named or MAN in (one, two) or WOMAN in (one, two)
    return WOMAN in (one, two) and MAN not in (one, two)


def role(titles: Iterable[tuple[str, int]], *, named: bool) -> str:
    """The title for the index, of those found and how often: for a full name (`named`) only a real one, for
    any other also one that tells man from wife."""
    counts: dict[str, int] = {}
    for title, number in titles:
        common = all(_plain(word) in _ADDRESSES for word in title.split())
        if title and not (common and (named or not gender(title))):
            counts[title] = counts.get(title, 0) + number
    return min(counts, key=lambda title: (-counts[title], title)) if counts else ""


def _plain(word: str) -> str:
    return word.rstrip(".").lower()
