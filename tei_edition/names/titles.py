"""The titles before a name: what they say of the person, and the role that an index gives.

Mr., Mrs. and Miss of one surname are three persons; a doctor or a captain may be either, but is taken
for a man where only the surname follows. Forms of address that anybody has are no role beside a full name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tei_edition.model import MASK
from tei_edition.patterns import lazy
from tei_edition.resources import word_list

MAN, WIFE, MAID, LEARNED = "m", "f", "y", "d"
_GENDERS = dict(line.split("=") for line in word_list("bearers"))
_ADDRESSES = frozenset(word_list("addresses"))
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


def gender(title: str) -> str:
    """What a title says of its bearer: m, f (married), y (unmarried), d (has learning or rank) or nothing."""
    return next((_GENDERS[_plain(word)] for word in title.split() if _plain(word) in _GENDERS), "")


def agree(one: str, two: str, *, named: bool) -> bool:
    """Whether two genders may be one person's; beside forenames (`named`) rank and learning say nothing."""
    if not one or not two or one == two:
        return True
    if LEARNED in (one, two):
        return named or MAN in (one, two)
    return False


def role(titles: Iterable[tuple[str, int]], *, named: bool) -> str:
    """The title for the index, of those found and how often; for a full name (`named`) only a real one."""
    counts: Counter[str] = Counter()
    for title, number in titles:
        if title and not (named and all(_plain(word) in _ADDRESSES for word in title.split())):
            counts[title] += number
    return min(counts, key=lambda title: (-counts[title], title)) if counts else ""


def _plain(word: str) -> str:
    return word.rstrip(".").lower()
