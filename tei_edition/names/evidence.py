"""What a document teaches about a word: where it stands, in whose company, and whether that makes a name."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from tei_edition.names.lexicon import Lexicon
from tei_edition.names.rules import Found
from tei_edition.names.runs import Run

# What one occurrence of a word alone says for (+) or against (-) a person, by the letter before it
# and the letter after it (see `runs.Run`). Judged on open corpora of English letters and prose.
_BEFORE = {
    "b": 0.0,
    "q": 0.3,
    "t": 4.0,
    "r": 2.5,
    "d": -2.0,
    "a": -1.0,
    "l": -1.5,
    "o": -0.2,
    "m": 0.6,
    "-": 0.3,
}
_AFTER = {"p": 0.7, "s": 1.0, "w": 2.5, "c": 0.0, "-": 0.0}
_LETTER = {"U": 0.0, "A": 0.6, "B": -0.6, "H": -0.6, "E": -1.2, "L": -0.6, "W": -0.8, "G": -1.5, "S": 1.0}
_COMPANY = 1.5
_LEARNED = 2.0
_ENOUGH = 0.75
_TEACHING = frozenset(("title", "office", "noun", "forename", "initials", "known"))


@dataclass(slots=True)
class Evidence:
    """Tallies by word: `learned` as part of a name, `score` and `seen` where it stood alone."""

    learned: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    score: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    seen: Counter[str] = field(default_factory=Counter)
    mid: Counter[str] = field(default_factory=Counter)
    company: Counter[str] = field(default_factory=Counter)
    letter: dict[str, str] = field(default_factory=dict)

    def learn(self, name: Found) -> None:
        """A name with a title, forename or initials teaches its last word."""
        if name.rule not in _TEACHING:
            return
        letters = name.letters.rstrip("X")
        last = name.tokens[len(letters) - 1]
        if letters[-1] in "SUBHEWGLYKA" and len(last.word) > 2:
            self.learned[last.word] += 1
            self.letter.setdefault(last.word, letters[-1])
        if len(letters) > 1 and letters[0] == "A":
            self.given[name.tokens[0].word] += 1

    def see(self, word: str, letter: str, run: Run, kind: str, alone: bool, only: bool) -> None:
        """A word that stands without such company."""
        self.letter[word] = letter
        self.seen[word] += 1
        if alone:
            self.score[word] += _BEFORE[run.before] + _AFTER[run.after]
            if run.before != "b":
                self.mid[word] += 1
            if kind == "s":
                self.score[word] += 3
                self.mid[word] += 1
        elif only:
            self.score[word] -= 0.5


def judge(evidence: Evidence, lexicon: Lexicon) -> dict[str, str]:
    """The words that the document uses as names: word -> K, or F for a forename."""
    names = dict.fromkeys(evidence.given, "F")
    for word in [*evidence.learned, *evidence.seen]:
        if word in names or len(word) < 3:
            continue
        learned, seen, company = evidence.learned[word], evidence.seen[word], evidence.company[word]
        letter = evidence.letter[word]
        if learned and (letter in "SUYK" or not seen):
            names[word] = "K"
            continue
        if letter in "GE" and not learned:
            continue
        if not learned and not evidence.mid[word] and not company:
            continue
        total = evidence.score[word] + _COMPANY * company + _LEARNED * learned
        if total / (seen + learned) + _LETTER.get(letter, 0.0) >= _ENOUGH:
            names[word] = "F" if letter == "A" else "K"
    return names
