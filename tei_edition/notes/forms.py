"""The forms that sigla, marks and speakers of notes take, as ordered tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ..model import Chunk, Document, Span
from ..patterns import lazy

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUP = "[⁰¹²³⁴-⁹][⁰¹²³⁴-⁹]{0,3}"  # so written, since a search leaps to a first sign that is not repeated
_STARS = r"\*{1,4}|†{1,3}|‡{1,3}|§{1,2}|¶"
# the forms a note's body can begin with, surest first; group 1 is the siglum
BODY_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "footnote",
        lazy(
            r"\[(?:Footnote|Foot-note|Note|Fu(?:ß|ss)note|Anmerkung)"
            r"(?:(?:\s+|(?=[\d*†‡§]))([^\W⁰¹²³⁴-⁹]{1,5}|[*†‡§]{1,4}))?\s*[:.]\s*",
            re.I,
        ),
    ),
    ("markdown", lazy(r"\[\^([^\]\s]{1,20}?)(?:-\d{1,3})?\]:\s*")),
    ("superscript", lazy(rf"({_SUP})(?![⁰¹²³⁴-⁹])[.)]?\s*(?=\S)")),
    ("bracket", lazy(rf"\[(\d{{1,4}}|[a-z]|{_STARS})\]:?\s*(?=\S)")),
    ("paren", lazy(rf"\((\d{{1,3}}|[a-z]|{_STARS})\)\s+(?=\S)")),
    ("star", lazy(rf"({_STARS})[.)]?\s*(?=[^\s*†‡§])")),
    ("number", lazy(r"(\d{1,4})[.)]?\s+(?=\S)")),
)
FORM = dict(BODY_FORMS)
# the forms of a mark in the text that can call a body of the form; group 1 is the siglum
_BRACKET = rf"\[(?:note )?(\d{{1,4}}|[a-zA-Z]|{_STARS})\]"
BRACKET_SIGLUM = lazy(_BRACKET, re.I)
BRACKET_MARK = lazy(rf"(?:(?<=\S) )?{_BRACKET}", re.I)  # with the blank before it
SUPERSCRIPT_MARK = lazy(rf"({_SUP})")
MARKDOWN_MARK = lazy(r"\[\^([^\]\s]{1,20}?)(?:-\d{1,3})?\]")
PAREN_MARK = lazy(rf"(?:(?<=\S) )?\((\d{{1,3}}|{_STARS})\)")
STAR_MARK = lazy(rf"(?<=[^\s*†‡§])({_STARS})(?![^\s*†‡§.,;:!?)\]»”\"'’—-])")
# a digit set against a word or its stop: `works.1`; not part of a number. What stands before the first
# digit is asked for after it, so that a search leaps from digit to digit
GLUED_MARK = lazy(
    r"(\d(?:(?<=[^\W\d_]{2}\d)|(?<=[^\W\d_][.,;:!?]\d)|(?<=[^\W\d_][.,;:!?][”’\"']\d))\d{0,2})(?![\w%°]|[.,:]\d)"
)
MARK_FORMS: dict[str, tuple[re.Pattern[str], ...]] = {
    "footnote": (BRACKET_MARK, SUPERSCRIPT_MARK, STAR_MARK),
    "markdown": (MARKDOWN_MARK,),
    "superscript": (SUPERSCRIPT_MARK,),
    "bracket": (BRACKET_MARK, SUPERSCRIPT_MARK),
    "paren": (PAREN_MARK,),
    "star": (STAR_MARK,),
    "number": (SUPERSCRIPT_MARK, BRACKET_MARK, PAREN_MARK),
    "glued": (GLUED_MARK,),
}
# the signs one of which every mark of the form has
_SIGNS_OF: Mapping[re.Pattern[str], Sequence[str]] = {
    BRACKET_MARK: "[",
    SUPERSCRIPT_MARK: "⁰¹²³⁴⁵⁶⁷⁸⁹",
    MARKDOWN_MARK: "[",
    PAREN_MARK: "(",
    STAR_MARK: "*†‡§¶",
    GLUED_MARK: ("",),  # any digit of any script
}
UNIT_BEFORE = lazy(r"\b(?:[kcdm]?m|[xyzabcnrqes])$")  # m², x²: a power, not a mark
_EDITORS = r"[Ee]ds?\.|[Ee]ditors?\b|EDS?\.|Hrsg\.|D\. ?H(?:rs)?g?\.|[Rr]ed\.|N\. ?d\. ?[ElR]\."
# who speaks in a note, by its own words, and one of what these words have in them; the first that is found
_SPEAKERS: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = (
    ("transcriber", ("transcri",), lazy(r"\btranscriber|\[?tr(?:anscribed|anscription) (?:by|note)", re.I)),
    (
        "translator",
        ("trans", "tr.", "übersetzer", "traduct"),
        lazy(
            r"\b[Tt]ranslator|\b[Tt]rans?\.\]?\W{0,3}$|[—–-] ?Tr\.\W{0,3}$|\bÜbersetzers?\b|\b[Tt]raduct(?:eur|rice)\b"
        ),
    ),
    (
        "editorial",
        ("ed", "hrsg", "d. h", "d.h", "n. d", "n.d"),
        lazy(
            rf"(?:[(\[—–-]|\. ?|^|”|\") ?\b(?:{_EDITORS})(?:.{{0,80}})?\W{{0,4}}$|\b[Ee]ditor(?:ial|’s|'s) note",
            re.S,
        ),
    ),
)


def speaker_of(words: str) -> str:
    """Who speaks in a note: transcriber, translator or editorial; empty where its words do not say."""
    folded = words.casefold()
    for speaker, stems, pattern in _SPEAKERS:
        if any(stem in folded for stem in stems) and pattern.search(words):
            return speaker
    return ""


def has_superscripts(text: str) -> bool:
    """Whether a superscript digit stands in the text."""
    return any(sign in text for sign in "⁰¹²³⁴⁵⁶⁷⁸⁹")


def may_be_note(doc: Document, chunk: Chunk) -> bool:
    """Whether a chunk begins with a sign that the siglum of a note may begin with."""
    sign = doc.source.text[doc.source.lines[chunk.first].start]
    return sign in "[(*†‡§¶" or sign.isdigit()


def find_marks(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The marks of one form in a text; where it has none of their signs, none is looked for."""
    if any(sign in text for sign in _SIGNS_OF[pattern]):
        yield from pattern.finditer(text)


def make_note(chunk: Chunk, form: str, siglum: str, label: Span, rule: str = "") -> None:
    """Make a chunk the body of a note: its siglum, where that stands, and the rule that found it."""
    chunk.role, chunk.form, chunk.n, chunk.label = "note", form, siglum, label
    chunk.rule = rule or f"note-{form}"
