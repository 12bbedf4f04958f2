"""Person names in passages: rules on runs of capitalised words, taught by the document itself.

The runs are read twice: once with the word lists alone, to learn which words the document uses as
surnames (with a title, a forename or initials; or by the company they keep), and once with what was
learned. Each mention carries the rule that found it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tei_edition.names.evidence import Evidence, judge
from tei_edition.names.lexicon import Lexicon, load
from tei_edition.names.passages import Mention, Passage
from tei_edition.names.rules import Found, names_in
from tei_edition.names.runs import Run, runs
from tei_edition.names.shape import Known, Token, shape

_HEADINGS = frozenset(("head", "titlePart"))
_SIGNED = frozenset(("signed", "docAuthor", "byline", "speaker"))
_MARKS = str.maketrans({c: " " for c in ",.;:!?()"})


Reading = tuple[list[Token], str, list[Found], list[int]]


def recognise(passages: Sequence[Passage], *, language: str = "en", titles: str = "outside") -> list[Mention]:
    """The persons named in the passages, in order, none overlapping.

    `language` is a BCP 47 tag; `titles` says whether a name's titles stand `inside` the mention or
    `outside` it.
    """
    lexicon = load(language)
    texts = [passage.text for passage in passages]
    kinds = [_kind(passage.kind) for passage in passages]
    known = Known(_lower_words(texts))
    all_runs = list(runs(texts, lexicon))
    known.names = judge(_evidence(all_runs, texts, kinds, lexicon, known), lexicon)
    inside = titles == "inside"
    memo: dict[tuple[str, str, str, str], Reading] = {}
    mentions: list[Mention] = []
    for run in all_runs:
        kind = kinds[run.passage]
        found = _read(run, kind, lexicon, known, memo)[2]
        if not found or _no_name(run, texts[run.passage], kind):
            continue
        for name in found:
            start = run.start + (name.titled if inside else name.start)
            mentions.append(Mention(run.passage, start, run.start + name.end, name.cert, name.rule))
    return mentions


def _kind(kind: str) -> str:
    return "h" if kind in _HEADINGS else "s" if kind in _SIGNED else "p"


def _lower_words(texts: list[str]) -> set[str]:
    """The words as they stand, for "does the document also write it small?"."""
    words: set[str] = set()
    for text in texts:
        for mark in ",.;:)(":
            text = text.replace(mark, " ")
        words.update(text.split())
    return words


def _read(
    run: Run, kind: str, lexicon: Lexicon, known: Known, memo: dict[tuple[str, str, str, str], Reading]
) -> Reading:
    key = (run.text, run.before, run.after, kind)
    reading = memo.get(key)
    if reading is None:
        tokens, letters = shape(run.text, lexicon, known, kind == "h")
        found, doubtful = names_in(tokens, letters, run.before, run.after)
        reading = memo[key] = (tokens, letters, found, doubtful)
    return reading


def _evidence(
    all_runs: list[Run], texts: list[str], kinds: list[str], lexicon: Lexicon, known: Known
) -> Evidence:
    """What a first reading, with the lists alone, says of each word."""
    memo: dict[tuple[str, str, str, str], Reading] = {}
    evidence = Evidence()
    last_passage, last_end, last_sure = -1, 0, False
    waiting: str = ""
    for run in all_runs:
        kind = kinds[run.passage]
        tokens, letters, found, doubtful = _read(run, kind, lexicon, known, memo)
        for name in found:
            evidence.learn(name)
        gap = texts[run.passage][last_end : run.start] if run.passage == last_passage else "."
        joined = len(gap) < 8 and gap.strip() in _JOINS
        sure = bool(found) and found[0].cert != "low"
        if joined and sure and waiting:
            evidence.company[waiting] += 1
        waiting = ""
        for number in doubtful:
            single = len(letters) == 1
            word = tokens[number].word
            evidence.see(word, letters[number], run, kind, single, len(doubtful) == 1)
            if single:
                waiting = word
                if joined and last_sure:
                    evidence.company[word] += 1
                    sure = True
        last_passage, last_end, last_sure = run.passage, run.end, sure
    return evidence


_SIGLUM = re.compile(r" 1[5-9]\d\d[a-z]?(?:[,;:)–]|$)| 20\d\d[a-z]?[,;:)–]")
_FIRM = re.compile(r" ?& ?(?:Sons?|Co\b|Cie|Bros|Brothers|Company)")
_FIRM_BEFORE = re.compile(r"(?:^|[(,;] ?)[^\W\d_]+ & $")
_FIRM_HEAD = re.compile(r" & [^\W\d_]+ [^\W\d_]+")


def _no_name(run: Run, text: str, kind: str) -> bool:
    """True for the siglum of a book ("Maximoff 1940,") and for a firm ("Albert & Charles Boni")."""
    after = text[run.end : run.end + 32]
    if _FIRM.match(after):
        return True
    if " " in run.text:
        return (
            text[max(0, run.start - 3) : run.start] == " & "
            and _FIRM_BEFORE.search(text[max(0, run.start - 24) : run.start]) is not None
        )
    if kind != "h" and _SIGLUM.match(after):
        return True
    return False


_JOINS = frozenset(("[", "(i.e.", ",", "and", ", and", "or", "/", "&", "und", "et", ", or"))
