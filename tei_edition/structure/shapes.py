"""What the form of a short piece allows: a heading, a place and date, a salute. Evidence, not yet a decision."""

from __future__ import annotations

import re

from ..lexicon import CLOSING, SALUTE, division_of
from ..patterns import lazy
from .piece import Piece

LONGEST_HEAD = 220
_LONGEST_SHORT = 110
SENTENCE_END = lazy(r"[.!?…][\"'”’»«)\]*_⁰¹²³⁴-⁹]*(?:\[\w{1,4}\])*$")
_NOT_HEAD_END = lazy(r"(?:[.;,:…]|[.,;:][\"'”’»«)\]]+)$")
_SENTENCE_BREAK = lazy(
    r"(?<!\b[A-Z][a-z])[a-zà-ÿ]{3}(?<!Capt)(?<!Prof)(?<!Messrs)(?<!Sept)[.!?][\"'”’»)]* +[A-ZÀ-Þ]"
)
_UNFINISHED = lazy(
    r"(?:^|\s)(?:and|or|of|the|to|for|with|in|by|from|a|an|which|that|und|oder|der|die|das|von|et|ou|de|la|le|les|des|du)$"
)
_MEMO = lazy(
    r"(?:subject|ref|re|to|from|date|time|place|present|participants?|members?|betreff|objet|an|von|de|à)\s?:\s",
    re.I,
)
_ISSUE = lazy(r"\b(?:No|Nr|Vol|Act|Order|Report|Proclamation)\b", re.I)  # a number or a paper, not a place
_NUMBER_ONLY = lazy(r"(?:No|Nr|N°|Numéro)\.? ?\d+[.:]?")
_SPEECH = lazy(r"[“„»«\"‘‚].*[”“«»\"’‘][.,]?|[—–-] ?\S.*", re.S)
_TITLE_WORD = lazy(r"[^\W\d_]{4,}")
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|jan\\.?|feb\\.?|mar\\.?|apr\\.?|"
    "jun\\.?|jul\\.?|aug\\.?|sept?\\.?|oct\\.?|nov\\.?|dec\\.?|jany|feby|augst|septr|octr|novr|decr|januar|jänner|februar|märz|mai|juni|juli|oktober|dezember|"
    "janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre"
)
DATE = lazy(
    rf"(?:\b\d{{1,2}}(?:st|nd|rd|th|er)?\.? (?:of )?(?:{_MONTHS})\b|\b(?:{_MONTHS})\.? \d{{1,2}}|\b(?:{_MONTHS})[,.]? \d{{4}}|"
    r"\b\d{1,2}[-./] ?(?:\d{1,2}|[ivx]{1,4})[-./ ] ?(?:1[4-9]|20|9)?\d\d\b|^\(?(?:1[4-9]|20)\d\d\)?\.?$)",
    re.I,
)
_DATE_WORDS = frozenset(re.findall(r"\w+", _MONTHS)) | {
    "the",
    "of",
    "den",
    "le",
    "de",
    "evening",
    "morning",
    "night",
    "abends",
}
_YEAR_ALONE = lazy(r"\(?(?:1[4-9]|20)\d\d\)?\.?")
CITED = lazy(r"\(?(?:also |again |first |quoted )?(?:in|aus|from|dans|siehe auch|cf\.?)(?: in)?:\s", re.I)


def opens_letter(piece: Piece) -> bool:
    """A salute, or lines of place and date, as letters begin."""
    text = piece.text
    return bool(SALUTE.fullmatch(text)) or is_dateline(text)


def is_dateline(text: str) -> bool:
    """Place and date, in a line or a few; a year alone, or a date in parentheses, is none."""
    if _ISSUE.search(text):
        return False
    if len(text) > (90 if "\n" not in text else 200) or text.startswith("(") or _YEAR_ALONE.fullmatch(text):
        return False
    return bool(DATE.search(text)) and place_and_date(text)


def is_short(piece: Piece) -> bool:
    """A piece that may be a heading, a closing, a line of a title: not a paragraph by its length."""
    text = piece.text
    if piece.block.kind == "lg":
        return (
            piece.block.rule == "verse-lines"
            and text.count("\n") < 7
            and (bool(CLOSING.match(text)) or is_dateline(text))
        )
    if is_dateline(text):
        return True
    if len(text) <= _LONGEST_SHORT:
        return not (SENTENCE_END.search(text) and len(text) > 60) or bool(CITED.match(text))
    return (may_be_head(piece) and len(text) <= LONGEST_HEAD) or (bool(CITED.match(text)) and len(text) < 300)


def may_be_head(piece: Piece) -> bool:
    """Whether its form lets a piece be a heading: short, begun with a capital or number, no stop at the end."""
    text = piece.text
    if len(text) > LONGEST_HEAD or text.count("\n") > 4 or not any(c.isalpha() for c in text):
        return False
    first = text.lstrip("“„»«\"‘'([*_¿¡")[:1]
    if not (first.isupper() or first.isdigit()):
        return False
    if _NOT_HEAD_END.search(text) and not text.isupper() and not division_of(text):
        return False
    if (
        _SPEECH.fullmatch(text)
        or _NUMBER_ONLY.fullmatch(text)
        or (text[-1] in "?!" and not _title_case(text))
    ):
        return False
    if _SENTENCE_BREAK.search(text) or _UNFINISHED.search(text) or _MEMO.match(text):
        return False
    return not (len(text) > 60 and SENTENCE_END.search(text) and not text.endswith(("?", "!", "?”", "!”")))


def _title_case(text: str) -> bool:
    """Most of the longer words capitalised, or the line long enough to be a title that asks."""
    words = _TITLE_WORD.findall(text)
    return sum(w[0].isupper() for w in words) * 10 >= 6 * len(words) or len(text) > 80


def fold(text: str) -> str:
    """A heading as the contents list may spell it: no case, no signs, single blanks."""
    return " ".join(re.findall(r"[^\W⁰¹²³⁴⁵⁶⁷⁸⁹]+", text.casefold()))


def place_and_date(text: str) -> bool:
    """A line that holds little more than a place, a day and a year."""
    words = [w for w in re.findall(r"[^\W\d_]+", text) if w.lower() not in _DATE_WORDS]
    most = 8 + 6 * text.count("\n")
    return (
        all(w[0].isupper() or len(w) < 4 for w in words)
        and len(words) <= most
        and not text.endswith(("?", "!"))
    )


def excerpt(text: str) -> str:
    """The first words, on one line, for a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:57] + "..."
