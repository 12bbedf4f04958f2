"""Names of persons as evidence of structure: who signs, who is listed, who is on a title page."""

from __future__ import annotations

from functools import cache

from ..patterns import lazy
from ..resources import word_list

_TITLED = lazy(
    r"(?:Mrs?|Ms|Messrs|Dr|Prof|Professor|Rev|Hon|Sir|Lady|Lord|Ambassador|General|Gen|Captain|Capt|Colonel|Col|Major|Herrn?|Frau|"
    r"Fräulein|Monsieur|Madame|Mademoiselle|MM?|Mme|Mlle)\.? (?=[A-ZÀ-Þ])"
)
_NAME = lazy(
    r"(?P<first>[A-ZÀ-Þ][\w’'-]*\.?)"
    r"(?P<rest>(?: [A-ZÀ-Þ][\w’'-]*\.?| (?:[A-ZÀ-Þ]\.){2,4}| (?:de|von|van|der|du|la|le|di|da)(?= ))+)(?P<more>[,(*\[].*)?"
)
_INITIALS = lazy(r"[A-ZÀ-Þ]\.(?:-?[A-ZÀ-Þ]\.)*")


@cache
def forenames() -> frozenset[str]:
    """The forenames of the word list."""
    return frozenset(word_list("forenames"))


def begins_with_person(text: str) -> bool:
    """Whether a line is a person's name, or a name and after a comma or bracket what the person is."""
    titled = _TITLED.match(text)
    bare = text[titled.end() :] if titled else text
    if titled and bare and " " not in bare.split(",")[0].strip("*[]0123456789"):
        return True
    match = _NAME.fullmatch(" ".join(bare.split()))
    if not match:
        return False
    middle = match["rest"].split()
    initialled = len(middle) == 2 and bool(_INITIALS.fullmatch(middle[0]))
    return bool(titled or initialled or _INITIALS.fullmatch(match["first"])) or match["first"] in forenames()


def may_name_person(text: str) -> bool:
    """Whether a line has the form of a name, with what the person is after a comma or bracket; the words
    need not be known as a name."""
    return bool(_NAME.fullmatch(" ".join(text.split())))


def is_person(text: str) -> bool:
    """Whether a line is a person's name and nothing more."""
    return not any(sign in text for sign in ",([") and begins_with_person(text)
