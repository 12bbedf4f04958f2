"""The patterns of names over the letters of a run (`shape`), in the order in which they are tried.

A run is one string: the letter of what stands before it, its words' letters, the letter of what
follows. The first row that matches at a word decides, then the search goes on behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from tei_edition.names.runs import Context
from tei_edition.names.shape import Token, shape
from tei_edition.names.vocabulary import Vocabulary, like_surname
from tei_edition.patterns import lazy

_GIVEN = "[FAIJQ]"
_SURE = "[SKLUFAH]"  # may be a surname without more ado
_ANY = "(?:[SKLUBHEWGMFAYDV12]|T(?![A-Z]))"  # may be one after a forename, an initial or a form of address
_MORE = "(?:P{0,3}(?:[SKLUBHAY2]|F(?![A-Z])))"
_END = "X?"

RULES: tuple[tuple[str, str, str], ...] = (  # rule, cert ("" no name), pattern
    ("body", "", r"(?:Z?[FAIJSKLUBHGMEPYQR])*O+[OECG]*|[UWGCHSB]+E+(?![a-z]*[ps]$)"),
    ("place", "", r"V+[A-Z]"),
    ("street", "", r"[FAIJSKLUBHGWE]+Z(?![A-Z])"),
    ("ship", "", r"(?:(?<=n)|~)[FAIJSKLUBHGEWXC1]+"),
    ("body before", "", r"(?<=z)[SKHFU]+(?![A-Z])"),
    ("saint", "", r"Z+[A-Z]"),
    ("signature", "low", r"(?<=[#$])P{0,2}[UK](?:P{1,2}[UKSAFHWG])+(?![SKLUBHEWGFAYPIJ])"),
    ("title", "high", rf"T+(?:P?[RD])*(?:{_GIVEN}*P{{0,3}}{_ANY}{_MORE}{{0,2}}|{_GIVEN}+){_END}"),
    (
        "office",
        "high",
        rf"[RD]+(?:F{_GIVEN}*P{{0,3}}1|{_GIVEN}*P{{0,3}}{_SURE}{_MORE}{{0,2}}|[B1](?![A-Z])|[FA]){_END}",
    ),
    ("noun", "high", rf"(?<=t)(?:{_GIVEN}*P{{0,3}}[SKLUBHEFA]{_MORE}{{0,1}}|[FA]I?){_END}"),
    ("forename", "high", rf"F{_GIVEN}*(?:P{{0,3}}{_ANY}|P{{1,3}}N){_MORE}{{0,1}}{_END}"),
    (
        "forename",
        "medium",
        rf"A(?:[FIJQ]{_GIVEN}*P{{0,3}}{_ANY}|P{{0,3}}(?:[SKLUFB]|1(?![A-Z]))){_MORE}{{0,1}}{_END}",
    ),
    ("signature", "low", r"(?<=\$)I{1,4}(?![A-Z])|(?<=[#$])PJ(?![A-Z])"),
    ("regnal", "high", r"[FA]X"),
    ("initials", "high", rf"I{_GIVEN}*P{{0,3}}(?:[SKLUBHEWGMFAY12]|T(?![A-Z])){_MORE}{{0,1}}{_END}"),
    ("initials", "medium", r"I{2,4}(?==)"),  # "F. E. [= Fritz Engel]"
    ("initials", "medium", rf"J+[SKUF]{_MORE}{{0,1}}{_END}"),
    ("initial after", "medium", r"F+[IJ]+(?![A-Z])"),
    ("particle", "medium", rf"(?<![A-Z])P{{1,3}}[SKU]{_END}"),
    ("role", "medium", rf"(?<=r)[UKSLHFA]{_MORE}{{0,1}}{_END}"),
    (
        "known",
        "high",
        rf"(?:[UK]I?[KS]|[SK]I?[UKS](?![A-Z])|[SK]I+[BEHL]|KP{{1,2}}[UKSAFH]){_MORE}{{0,1}}{_END}",
    ),
    ("pair", "low", rf"(?<![bdalZ#])UI?U(?![UWNOCGE]){_END}"),
    ("forename alone", "medium", r"F"),
    ("surname", "high", r"S"),
    ("known", "high", r"K"),
    ("known", "medium", r"(?<![bdl#])L+|L(?=[ps])"),
    ("genitive", "medium", r"(?<![bdl#])2(?=-)"),  # "Smiths theory", but not "the Smiths" or "Smiths, and"
)

_TABLE = lazy("|".join(f"(?P<r{n}>{pattern})" for n, (_, _, pattern) in enumerate(RULES)))
_GAELIC = frozenset(("Mc", "O’", "O'"))
_SHORT = 3
_BY = frozenset(("von", "de", "di"))
_TITLES = frozenset("TZRD")
_NEVER_FIRST = frozenset("NM;/")
_NO_NAMES = frozenset("1WNCGMO")  # letters of which no rule makes a name where they stand alone
_ALONE = frozenset("UABHEL1")  # letters of words that evidence may make a name


class Found(NamedTuple):
    """A name in a run: offsets into the run, where its titles begin, the words of the name."""

    titled: int
    start: int
    end: int
    rule: str
    cert: str
    tokens: tuple[Token, ...]
    letters: str


class Reading(NamedTuple):
    """A run read: its words, their letters, its names, the numbers of single words that may be names."""

    tokens: list[Token]
    letters: str
    names: Sequence[Found]
    doubtful: Sequence[int]


class _Match(NamedTuple):
    """A name among letters: the numbers of its first word, of the first that is no title, and of the word behind it."""

    first: int
    start: int
    end: int
    rule: str
    cert: str


def read(context: Context, words: Vocabulary) -> Reading:
    """The names of a run by the rules."""
    tokens, letters = shape(context, words)
    matches, doubtful = _matches(context.before + letters + context.after)
    names = [
        _found(tokens, letters, match)
        for match in matches
        if _is_plausible(match.rule, letters[match.end - 1], tokens[match.end - 1].word, context)
    ]
    return Reading(tokens, letters, names, doubtful)


@lru_cache(maxsize=1 << 13)
def _matches(line: str) -> tuple[tuple[_Match, ...], tuple[int, ...]]:
    """The names in a run of these letters (with those of what stands around it), and the numbers of single words
    that may be names. Few lines differ: most runs have one word or two."""
    letters = line[1:-1]
    if letters in _NO_NAMES:
        return (), (0,) if letters in _ALONE else ()
    matches: list[_Match] = []
    doubtful: list[int] = []
    at, size = 1, len(letters)
    while at <= size:
        match = _TABLE.match(line, at) if line[at] not in _NEVER_FIRST else None
        if match is None or match.end() == at:
            if line[at] in _ALONE:
                doubtful.append(at - 1)
            at += 1
            continue
        rule, cert, _ = RULES[int(str(match.lastgroup)[1:])]
        if cert:
            first, end = at - 1, match.end() - 1
            matches.append(_Match(first, _untitled(letters, first, end), end, rule, cert))
        at = match.end()
    return tuple(matches), tuple(doubtful)


def _untitled(letters: str, first: int, end: int) -> int:
    """The number of the first word of a name that is no title, nor a particle between titles."""
    start = first
    if letters[start] in _TITLES:
        while start < end - 1 and (letters[start] in _TITLES or letters[start : start + 2] in ("PR", "PD")):
            start += 1
    return start


def _is_plausible(rule: str, letter: str, last: str, context: Context) -> bool:
    """Two unknown words are a name only where something speaks for it: what stands around, or the ending of
    the last; an abbreviation behind an office is none ("N. Fr. Pr.")."""
    if rule == "office":
        return letter != "1" or len(last) > _SHORT
    if rule != "pair":
        return True
    if context.kind == "h":
        return False
    return context.before in "mrtv" or context.after in "psw" or last[:2] in _GAELIC or like_surname(last)


def _found(tokens: list[Token], letters: str, match: _Match) -> Found:
    first, start, end = match.first, match.start, match.end
    if match.rule == "particle" and first and tokens[first].word in _BY:
        start += 1  # "the Feuilletons von Kolzov" are by him
    return Found(
        tokens[first].start,
        tokens[start].start,
        tokens[end - 1].end,
        match.rule,
        match.cert,
        tuple(tokens[start:end]),
        letters[start:end],
    )
