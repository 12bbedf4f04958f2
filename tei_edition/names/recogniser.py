"""Person names in passages: rules on runs of capitalised words, taught by the document itself.

The distinct runs are read twice: once with the word lists alone, to learn which words the document
uses as names (with a title, a forename or initials; or by the company they keep), and once with what
was learned. Each mention carries the rule that found it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from tei_edition.names.beyond import (
    closes_entry,
    epithet,
    given_behind,
    names_place,
    nobility,
    noble_title,
    particles,
    without_von,
)
from tei_edition.names.evidence import Evidence, judge, near_names
from tei_edition.names.glued import holds, seam
from tei_edition.names.larger import is_larger, is_phrase, is_work
from tei_edition.names.lexicon import Lexicon, load
from tei_edition.names.passages import Mention, Near, Passage
from tei_edition.names.rules import Reading, read
from tei_edition.names.runs import Context, Run, runs
from tei_edition.names.vocabulary import Vocabulary
from tei_edition.patterns import lazy

_KINDS = {
    **dict.fromkeys(("head", "titlePart"), "h"),
    **dict.fromkeys(("signed", "docAuthor", "byline", "speaker"), "s"),
}
_JOINS = frozenset((
    "[", "(i.e.", ",", "and", ", and", "or", "/", "&", "und", "et", ", or", ", de", "et de", ", comme", ", von",
    "und von", ", of", "and of",
))  # fmt: skip
_JOIN_LENGTH = 8
_WORD_LENGTH = 6  # characters, with the blank
_NOTHING = Reading([], "", [], [])
_FORENAMES = frozenset("FA")
_FAR = 8  # characters behind a run
_COMMA = frozenset("ic")  # letters of `Context.after`
_FEW_WORKS = 2
_FEW_WORDS = 300
_NOUN_CAPITALS = 0.1
_POSITION = lazy(r"\d[.,]\d{4,},? \d+[.,]\d{3}")  # degrees of latitude and longitude
_ADDRESS = lazy(rf"https?://|{_POSITION.pattern}")
_PUNCTUATION = bytes.maketrans(b",.;:!?()[]\"'*_", b" " * 14)


class _Study(NamedTuple):
    """A document read twice: its runs, their contexts and readings, what it teaches."""

    texts: list[str]
    found: list[Run]
    contexts: list[Context]
    readings: list[Reading]
    evidence: Evidence
    lexicon: Lexicon


def recognise(passages: Sequence[Passage], *, language: str = "en") -> list[Mention]:
    """The persons named in the passages, in order, none overlapping.

    `language` is a BCP 47 tag.
    """
    return _mentions(_studied(passages, language))


def nearly(passages: Sequence[Passage], *, language: str = "en") -> list[Near]:
    """The words that are nearly names by the same evidence, in order: for an editor to look at."""
    study = _studied(passages, language)
    words = near_names(study.evidence, study.lexicon)
    found: list[Near] = []
    for run in study.found:
        reading = study.readings[run.context]
        for number in reading.doubtful:
            token = reading.tokens[number]
            if token.word in words:
                found.append(
                    Near(run.passage, run.start + token.start, run.start + token.end, words[token.word])
                )
    return found


def _studied(passages: Sequence[Passage], language: str) -> _Study:
    lexicon = load(language)
    texts = [passage.text for passage in passages]
    found, contexts = runs(texts, [_KINDS.get(passage.kind, "p") for passage in passages], language)
    nouns = lexicon.language == "de" or _noun_capitals(found, contexts, texts)
    words = Vocabulary(lexicon, _words(texts), nouns)
    first = [read(context, words) for context in contexts]
    evidence = _evidence(found, contexts, first, texts)
    words.learn(judge(evidence, lexicon), evidence.pairs)
    for word in [word for word in words.names if holds(word, words)]:
        if seam(word, words, heading=False):
            del words.names[word]  # "Rosa Lindqvistand" has taught a surname that is none
    second = [_again(context, reading, words) for context, reading in zip(contexts, first, strict=True)]
    places = {c.text for c, reading in zip(contexts, first, strict=True) if names_place(c, reading.letters)}
    if places:
        second = [_NOTHING if c.text in places else r for c, r in zip(contexts, second, strict=True)]
    return _Study(texts, found, contexts, second, evidence, lexicon)


def _mentions(study: _Study) -> list[Mention]:
    """The names of all runs put on the passages, but for those of a list of works."""
    works = _works(study)
    telling = {  # the contexts that may give a name: most do not
        number
        for number, (context, reading) in enumerate(zip(study.contexts, study.readings, strict=True))
        if reading.names or noble_title(context, reading.letters)
    }
    mentions: list[Mention] = []
    passage, last = -1, 0  # where the mention before ends
    for number, run in enumerate(study.found):
        if (
            run.context not in telling
            or run.passage in works
            or (run.passage == passage and run.start < last)
        ):
            continue
        named = _named(study, number)
        if named:
            mentions += named
            passage, last = run.passage, named[-1].end
    return mentions


def _works(study: _Study) -> set[int]:
    """The passages of a list of works, `A Winter Abroad Kolzov, Andrei`, and of a list of places."""
    places = {number for number, text in enumerate(study.texts) if _lists_positions(text)}
    before_commas = {
        number
        for number, (context, reading) in enumerate(zip(study.contexts, study.readings, strict=True))
        if reading.names and context.after in _COMMA
    }
    works = {
        run.passage
        for number, run in enumerate(study.found)
        if run.context in before_commas and closes_entry(study.texts[run.passage], run, *_next(study, number))
    }
    if len(works) < _FEW_WORKS:
        return {number for number in works if _ADDRESS.search(study.texts[number])} | places
    return works | {number for number, text in enumerate(study.texts) if _ADDRESS.search(text)}


def _lists_positions(text: str) -> bool:
    """Whether more than one place on the globe is told; most texts have no figures, which is soon seen."""
    return any(digit in text for digit in "0123456789") and len(_POSITION.findall(text)) > 1


def _next(study: _Study, number: int) -> tuple[str, Run | None, str]:
    """The letters of a run, the run behind it, and that one's letters."""
    letters = study.readings[study.found[number].context].letters
    if number + 1 == len(study.found):
        return letters, None, ""
    following = study.found[number + 1]
    return letters, following, study.readings[following.context].letters


def _named(study: _Study, number: int) -> list[Mention]:
    """The names of one run, with what belongs to them beyond it."""
    run = study.found[number]
    context, text, reading = (
        study.contexts[run.context],
        study.texts[run.passage],
        study.readings[run.context],
    )
    place = nobility(text, run, noble_title(context, reading.letters))
    if place:
        return [Mention(run.passage, run.start, place, "medium", "nobility", run.start)]
    if not reading.names or is_larger(run, context, text, reading.names[0].rule, study.lexicon):
        return []
    found: list[Mention] = []
    for one in reading.names:
        name = without_von(one, text[run.start + one.end : run.end + _FAR], study.lexicon)
        start, end, titled = run.start + name.start, run.start + name.end, run.start + name.titled
        if (
            is_phrase(text, titled, end)
            or is_work(text, start, end)
            or _cuts(text, start)
            or _cuts(text, end)
        ):
            continue
        if end == run.end and context.after in _COMMA:
            end = given_behind(text, run, *_next(study, number)) or end
        elif end == run.end and context.after == "-" and name.letters[-1] in _FORENAMES:
            end = epithet(text, end)
        if name.start == 0 and len(name.tokens) == 1 and name.tokens[0].word in study.evidence.particled:
            titled = start = particles(text, start, study.evidence.particled[name.tokens[0].word])
        found.append(Mention(run.passage, start, end, name.cert, name.rule, titled))
    return found


def _cuts(text: str, at: int) -> bool:
    """Whether an edge of a name lies within a word, two having run together: a tag there would make two of it."""
    return text[max(0, at - 1) : at].isalnum() and text[at : at + 1].isalnum()


def _words(texts: Sequence[str]) -> set[bytes]:
    """All words as they stand (UTF-8), for "does the document also write it small?"."""
    words: set[bytes] = set()
    for text in texts:
        words.update(text.encode().translate(_PUNCTUATION).split())
    return words


def _noun_capitals(found: list[Run], contexts: list[Context], texts: Sequence[str]) -> bool:
    """True where capitals inside the sentence are so many that every noun must have one.

    Of the words of English and French prose of the last 250 years 1 to 8 in 100 are such, of German and
    of an English play of 1705 12 to 16.
    """
    words = sum(map(len, texts)) / _WORD_LENGTH
    if words <= _FEW_WORDS:
        return False
    inside = [context.before not in "bq" and " " not in context.text for context in contexts]
    return sum([inside[run.context] for run in found]) > _NOUN_CAPITALS * words


def _again(context: Context, reading: Reading, words: Vocabulary) -> Reading:
    """The second reading, which differs from the first only where a word was learned."""
    tokens = reading.tokens
    if len(tokens) == 1 and words.names.get(tokens[0].word) == "N" and tokens[0].word[1:].islower():
        return Reading(tokens, "N", [], [])  # a noun: most of what German has to read again
    if context.text[1:2] in ("'", "’") or (words.pairs and len(tokens) > 1):
        return read(context, words)
    for token in tokens:
        if _is_taught(token.word, words):
            return read(context, words)
    return reading


def _is_taught(word: str, words: Vocabulary) -> bool:
    """Whether a word may read otherwise by what was learned."""
    names = words.names
    return word in names or word[:-1] in names or "-" in word or word.isupper() or holds(word, words)


def _evidence(
    found: list[Run], contexts: list[Context], readings: list[Reading], texts: Sequence[str]
) -> Evidence:
    """What the first reading says of each word: by itself, and by its neighbours ("Nin, Gorkin and Mena")."""
    evidence = Evidence()
    passage, end, sure, waiting = -1, 0, False, ""
    for run in found:
        reading = readings[run.context]
        for name in reading.names:
            evidence.learn(name)
            if name.rule == "role":
                evidence.letter[name.tokens[-1].word] = name.letters[-1]
        joined = (
            run.passage == passage
            and run.start - end < _JOIN_LENGTH
            and texts[passage][end : run.start].strip() in _JOINS
        )
        passage, end = run.passage, run.end
        was_sure, sure = sure, bool(reading.names) and reading.names[0].cert != "low"
        if joined and sure and waiting:
            evidence.company[waiting] += 1
        waiting = ""
        for number in reading.doubtful:
            word = reading.tokens[number].word
            evidence.letter[word] = reading.letters[number]
            if len(reading.tokens) == 1:
                waiting = word
                if joined and was_sure:
                    evidence.company[word] += 1
                    sure = True
    for number, times in Counter([run.context for run in found]).items():
        _see(evidence, contexts[number], readings[number], times)
    return evidence


def _see(evidence: Evidence, context: Context, reading: Reading, times: int) -> None:
    """Tell of the words of a run that stand there without a name's company, as often as the run does."""
    alone = len(reading.tokens) == 1
    for name in reading.names:
        if name.rule == "role":
            evidence.see(name.tokens[-1].word, name.letters[-1], context, alone, times)
    for number in reading.doubtful:
        evidence.see(reading.tokens[number].word, reading.letters[number], context, alone, times)
