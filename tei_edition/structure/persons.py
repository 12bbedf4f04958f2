"""Names of persons as evidence of structure: who signs, who is listed, who is on a title page."""

from __future__ import annotations

from functools import cache

from ..lexicon import BYLINE, PARTICLES
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
_NEXT_NAME = lazy(r",| und | and | et |;")
_LONGEST_BYLINE = 120  # characters
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


def like_a_name(words: str) -> bool:
    """Whether all words but the particles have capitals, and none has a figure: a name on a title page may."""
    parts = words.replace(",", " ").split()
    if not 1 <= len(parts) <= 7 or not parts[0][0].isupper():
        return False
    return all(p[0].isupper() or p in PARTICLES for p in parts) and not any(c.isdigit() for c in words)


def byline_name(text: str) -> str:
    """The first name after “by” on a line of its own; empty where it is no byline."""
    line = text.strip("*_ ")
    match = BYLINE.match(line)
    if not match or len(line) > _LONGEST_BYLINE or "\n" in line:
        return ""
    name = _NEXT_NAME.split(line[match.end() :], maxsplit=1)[0].strip(" .")
    return name if like_a_name(name) else ""
