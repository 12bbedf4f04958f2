"""Names that the editor has listed, found in passages word by word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from tei_edition.model import MASK
from tei_edition.names.lexicon import load
from tei_edition.names.passages import Mention, Passage
from tei_edition.patterns import lazy

Table = dict[tuple[str, ...], list[str]]  # first word, or first two -> the forms, the longest first
RULE = "listed"
_WORD = lazy(r"\w+")
_BLANKS = f"[\\s{MASK}]+"
_COMMON = frozenset("NOGMCVTRDBHEA")  # letters of words that are more than a name


def by_first_words(forms: Iterable[str]) -> Table:
    """The forms that can be looked for. A single word that is also a common word, a place or a month is
    left out: the recogniser knows better where it is a name."""
    table: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for form in dict.fromkeys(forms):
        words = _WORD.findall(form)
        if len(words) > 1 or (words and not is_common(words[0])):
            table[tuple(words[:2])].append(form)
    return {words: sorted(found, key=lambda form: (-len(form), form)) for words, found in table.items()}


def is_common(word: str) -> bool:
    """Whether a word is also a common word, a place or a month: then not every one is a name."""
    return load("en").letter(word) in _COMMON


def find_listed(passages: Sequence[Passage], tables: Sequence[Table]) -> list[Mention]:
    """Where listed forms stand, in order, the longest first, none overlapping."""
    tables = [table for table in tables if table]
    openings = {words[0] for table in tables for words in table}
    found: list[Mention] = []
    for number, passage in enumerate(passages) if openings else ():
        text, last = passage.text, 0
        words = [(word[0], word.start()) for word in _WORD.finditer(text)]
        for at, (word, start) in enumerate(words):
            if start < last or word not in openings:
                continue
            pair = (word, words[at + 1][0]) if at + 1 < len(words) else (word,)
            span = _longest(
                text,
                start,
                [form for table in tables for key in (pair, (word,)) for form in table.get(key, ())],
            )
            if span:
                found.append(Mention(number, *span, "high", RULE))
                last = span[1]
    return found


def _longest(text: str, start: int, forms: Iterable[str]) -> tuple[int, int] | None:
    """The longest form that stands where its first word does; a bracket may open it."""
    spans = []
    for form in forms:
        lead = len(form) - len(form.lstrip("[(\"“‘'"))
        match = _pattern(form).match(text, start - lead) if start >= lead else None
        if match:
            spans.append(match.span())
    return max(spans, key=lambda span: span[1], default=None)


@lru_cache(maxsize=1 << 12)
def _pattern(form: str) -> re.Pattern[str]:
    """A form with any blanks between its words, and no letter before or behind it."""
    words = _BLANKS.join(re.escape(word) for word in form.split())
    return re.compile(rf"(?<!\w){words}(?!\w)")
