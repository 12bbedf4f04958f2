"""What the form of a short piece allows: a heading, a place and date, a salute. Evidence, not yet a decision."""

from __future__ import annotations

import re
from functools import lru_cache

from ..lexicon import CLOSING, SALUTE, division_of
from ..patterns import lazy
from .piece import SENTENCE_END, Piece

LONGEST_HEAD = 220
_LONGEST_SHORT = 110
_LONGEST_CITED = 300
_FOLDED = lazy(r"[^\W⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_BRACKETED_MARK = lazy(r"\[\d{1,4}\]")
_MARKS_ALONE = lazy(r"(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\[\d{1,4}\]|\s)+")
_NOTE_MARKS = r"(?:\[\w{1,4}\]|[⁰¹²³⁴-⁹]+)*"
_NOT_HEAD_END = lazy(rf"(?:[.;,:…—–]|[.,;:][\"'”’»«)\]]+){_NOTE_MARKS}$")
_SENTENCE_BREAK = lazy(
    r"(?<!\b[A-Z][a-z])[a-zà-ÿ]{3}(?<!Capt)(?<!Prof)(?<!Messrs)(?<!Sept)[.!?][\"'”’»)]* +[A-ZÀ-Þ]"
)
_GO_ON = frozenset(  # last words, after which a line is not finished
    (
        *("and", "or", "of", "the", "to", "for", "with", "in", "by", "from", "a", "an", "which", "that"),
        *("und", "oder", "der", "die", "das", "von"),
        *("et", "ou", "de", "la", "le", "les", "des", "du", "à", "au", "aux", "que", "qui", "sur", "pour"),
        *("par", "avec"),
    )
)
_MEMO = lazy(
    r"(?:subject|ref|re|to|from|date|time|place|present|participants?|members?|betreff|objet|an|von|de|à)\s?:\s",
    re.I,
)
_ISSUE = lazy(r"\b(?:No|Nr|Vol|Act|Order|Report|Proclamation)\b", re.I)  # a number or a paper, not a place
_NUMBER_ONLY = lazy(r"(?:[A-Z]\. )?(?:No|Nr|N°|Numéro)\.? ?\d[\w./–-]*[.:]?")
_LABEL_ALONE = lazy(r"\(\w{1,4}\)(?: \w+ \(\w{1,4}\))?[.:]?|(?![IVX]\b)[A-Za-z][.):]+")
_SPEECH = lazy(r"[“„»«\"‘‚].*[”“«»\"’‘][.,]?|[—–-] ?\S.*", re.S)
_TITLE_WORD = lazy(r"[^\W\d_]{4,}")
# words that only a sentence has; a heading that is one says so by its capitals or by how it begins
_SAID = lazy(
    r"(?<![\w'’])(?:I|me|[Yy]ou|[Hh]e|him|[Ss]he|[Tt]hey|them|[Ww]e|us|am|is|are|was|were|had|has|have|would|should|could|did|does|"
    r"ich|mir|mich|dir|dich|ihm|ihn|ihnen|[Ww]ir|uns|ist|sind|war|waren|hat|hatte|hatten|habe|haben|wird|wurde|wurden|"
    r"[Jj]e|[Nn]ous|[Vv]ous|moi|[Ii]ls?|[Ee]lles?|est|sont|était|étaient|avait|avaient|fut|sera|[Jj]['’]\w+)(?![\w'’])"
)
_ARGUMENT = lazy(
    r"\W*(?:how|why|what|when|where|who|which|in which|wherein|of (?:how|what|the)|wie|warum|was|wo|wer|worin|in welche[mr]|"
    r"comment|pourquoi|où|qui|ce qu|dans lequel|de ce qu)(?!\w)",
    re.I,
)
_MOSTLY_SMALL = 0.75  # of the words of a long line: no title
_FEWEST_SAID = 3  # words, for a line to be a sentence
NUMERAL = lazy(r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\.?")
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?:st|[ry])?\\.?|"
    "jan\\.? ?y|feb\\.? ?y|aug\\.? ?t|sep\\.? ?r|octo?b?r|nove?m?b?r|dece?m?b?r|septe?m?b?r|"
    "januar|jänner|februar|märz|mai|juni|juli|oktober|dezember|(?:jän|febr|okt|dez)\\.|"
    "janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|(?:janv|févr|avr|juill|déc)\\."
)
_DAYS = (
    "(?:mon|tues|wednes|thurs|fri|satur|sun)day|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|"
    "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
)
_NTH = r"\d{1,2} ?(?:st|nd|rd|th|h|d|er)?\b\.?"
DATE = lazy(
    rf"(?:\b{_NTH},? (?:of )?(?:{_MONTHS})\b|\b(?:{_MONTHS})\.? ?{_NTH}|\b(?:{_MONTHS})[,.]? \d{{4}}|"
    r"\b\d{1,2}[-./] ?(?:\d{1,2}|[ivx]{1,4})[-./ ] ?(?:1[4-9]|20|9)?\d\d\b|^\(?(?:1[4-9]|20)\d\d\)?\.?$)",
    re.I,
)
_WEEKDAY = lazy(
    rf"\b(?:{_DAYS})[,.]? (?:{_NTH}|morn(?:in)?g?\b|even?(?:ing)?\b|night|noon|afternoon|früh|abends?|morgens?|nachts?|matin|soir)",
    re.I,
)
_DATE_WORDS = frozenset(re.findall(r"\w+", _MONTHS)) | {
    *(
        "the",
        "of",
        "den",
        "le",
        "de",
        "morning",
        "noon",
        "evening",
        "night",
        "midnight",
        "received",
        "undated",
    ),
    *("morgens", "mittags", "abends", "nachts", "midi", "minuit"),
}
_DIGIT = lazy(r"\d")
_HOUSE_TO_YEAR = lazy(r"\d{1,3} .*\b1[4-9]\d\d\.?")
_LONGEST_PLACE = 6  # words, in a line
_YEAR_ALONE = lazy(r"\(?(?:1[4-9]|20)\d\d\)?\.?")
CITED = lazy(
    r"[(\[]?(?:cited|quoted) in (?=[A-ZÀ-Þ“‘_*])"
    r"|\(?(?:also |again |first |quoted )?(?:in|aus|from|dans|siehe auch|cf\.?)(?: in)?:\s",
    re.I,
)


_once = lru_cache(maxsize=1024)  # for what rule after rule asks of the same short text


def opens_letter(piece: Piece) -> bool:
    """A salute, or lines of place and date, as letters begin."""
    text = piece.text
    return bool(SALUTE.fullmatch(text)) or is_dateline(text)


def is_dateline(text: str) -> bool:
    """Place and date, in a line or a few; a year alone, or a date in parentheses, is none."""
    if len(text) > (90 if "\n" not in text else 200) or not _DIGIT.search(text):
        return False
    return _is_dateline(text)


@_once
def _is_dateline(text: str) -> bool:
    text = _plain(text)
    if text.startswith("(") or _YEAR_ALONE.fullmatch(text):
        return False
    return place_and_date(text) and is_dated(text) and not _ISSUE.search(text)


def is_dated(text: str) -> bool:
    """Whether a day and month, a month and year or a year alone stands in it: no date is without a figure."""
    return bool(_DIGIT.search(text) and DATE.search(text))


def closes_dated(text: str) -> bool:
    """Place and date at the end of a text, where a year alone, or a date in parentheses, is one too."""
    return len(text) < 80 and is_dated(text) and place_and_date(text) and not _ISSUE.search(text)


def heads_letter(text: str) -> bool:
    """A first line of a document that only a letter has: as `opens_letter`, or a day of the week with its hour
    or number, or a house and street before the place."""
    text = _plain(text)
    if is_dateline(text):
        return True
    if len(text) > 90 or is_said(text):
        return False
    dated = is_dated(text) and not text.startswith("(") and not _YEAR_ALONE.fullmatch(text)
    longest = 12 if _HOUSE_TO_YEAR.fullmatch(text) else 8
    return (dated and len(text.split()) <= longest and not _ISSUE.search(text)) or (
        bool(_WEEKDAY.fullmatch(text) or _WEEKDAY.search(text)) and place_and_date(text)
    )


def is_address(text: str) -> bool:
    """A number and a few names: the house that a letter is written from. Only the letter below proves it."""
    words = _plain(text).split()
    if _ISSUE.search(text) or "°" in text or division_of(text):
        return False
    return (
        len(words) <= 7
        and any(c.isdigit() for c in text)
        and all(w[0].isupper() or w[0].isdigit() for w in words)
    )


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
    return may_be_head(piece) or (len(text) < _LONGEST_CITED and bool(CITED.match(text)))


def may_be_head(piece: Piece) -> bool:
    """Whether its form lets a piece be a heading: short, begun with a capital or number, no stop at the end."""
    return len(piece.text) <= LONGEST_HEAD and _may_be_head(piece.text)


@_once
def _may_be_head(text: str) -> bool:
    if text.count("\n") > 4 or not any(c.isalpha() for c in text) or "://" in text:
        return False
    first = text.lstrip("“„»«\"‘'([*_¿¡")[:1]
    if not (first.isupper() or first.isdigit()):
        return False
    if not text[-1].isalpha() and _NOT_HEAD_END.search(text) and not text.isupper() and not division_of(text):
        return False
    if (
        _SPEECH.fullmatch(text)
        or _NUMBER_ONLY.fullmatch(text)
        or is_label_alone(text)
        or (text[-1] in "?!" and not _title_case(text))
    ):
        return False
    if text.split()[-1] in _GO_ON or _SENTENCE_BREAK.search(text) or _MEMO.match(text) or is_said(text):
        return False
    return not (len(text) > 60 and SENTENCE_END.search(text) and not text.endswith(("?", "!", "?”", "!”")))


def is_label_alone(text: str) -> bool:
    """A letter alone, or a number in brackets: it labels what stands below, and heads nothing."""
    return bool(_LABEL_ALONE.fullmatch(text))


def is_said(text: str) -> bool:
    """Words that make a sentence, though no stop ends it: one that names who speaks or is spoken of, or
    joins a subject to what is said of it. A title in capitals and the argument of a chapter may have such words."""
    words = text.split()
    if len(words) < _FEWEST_SAID or _title_case(text, longest=10_000):
        return False
    if len(text) > _LONGEST_SHORT and sum(w[0].islower() for w in words) > _MOSTLY_SMALL * len(words):
        return True
    return bool(_SAID.search(text)) and not _ARGUMENT.match(text)


def stands_out(text: str) -> bool:
    """A line in capitals, or a roman numeral alone: a heading even where headings are not looked for."""
    return (text.isupper() and sum(map(str.isalpha, text)) > 3) or bool(NUMERAL.fullmatch(text))


def _title_case(text: str, *, longest: int = 80) -> bool:
    """Most of the longer words capitalised, or the line long enough to be a title that asks."""
    words = _TITLE_WORD.findall(text)
    return sum(w[0].isupper() for w in words) * 10 >= 6 * len(words) or len(text) > longest


_SIGNS = str.maketrans({"\u00a0": " ", "_": "", "*": ""})


def _plain(text: str) -> str:
    """Without emphasis, and with blanks that may break a line: `3. Juli` is set with one that may not."""
    return text.translate(_SIGNS).strip()


def fold(text: str) -> str:
    """A heading as the contents list may spell it: no case, no signs, no note marks, single blanks."""
    return " ".join(_FOLDED.findall(_BRACKETED_MARK.sub(" ", text.casefold())))


def is_note_mark(text: str) -> bool:
    """Whether a line is nothing but marks of notes."""
    return bool(_MARKS_ALONE.fullmatch(text))


def place_and_date(text: str) -> bool:
    """A line that holds little more than a place, a day and a year."""
    words = [w for w in re.findall(r"[^\W\d_]+", text) if w.lower() not in _DATE_WORDS]
    most = _LONGEST_PLACE + 6 * text.count("\n")
    return (
        all(w[0].isupper() or len(w) < 4 for w in words)
        and len(words) <= most
        and not text.endswith(("?", "!"))
    )


def is_date(text: str) -> bool:
    """A day, and nothing else: no place."""
    words = re.findall(r"[^\W\d_]+", text)
    return bool(DATE.search(text)) and all(word.lower() in _DATE_WORDS for word in words)


def excerpt(text: str) -> str:
    """The first words, on one line, for a message."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:57] + "..."
