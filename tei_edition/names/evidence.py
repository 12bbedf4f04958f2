"""What a document teaches about a word: where it stands, in whose company, and whether that makes a name."""

from __future__ import annotations

from collections import Counter, defaultdict

from tei_edition.names.lexicon import Lexicon
from tei_edition.names.rules import Found
from tei_edition.names.runs import Context
from tei_edition.names.vocabulary import like_surname
from tei_edition.patterns import lazy

_TEACHING = frozenset(
    ("title", "office", "noun", "forename", "initials", "known", "signature", "initial after")
)
_ELIDED = frozenset(("d'", "d’"))  # tokens; a word learned has the straight apostrophe
# What the features of a word weigh for (+) or against (-) a person; shares of its occurrences by itself
# but for the last two groups. "<" and ">" are the letters of `runs.Context` before and after it, "@" its
# kind. Set by hand, and compared with a logistic regression over the words of three openly licensed
# editions (FRUS, public domain; Maria Edgeworth Letters and LitBank, CC BY 4.0): the signs agree for
# "<x", "often" and "learned", not for "<-", "<r" and "shape", where the hand-set ones did better.
_WEIGHTS: dict[str, float] = {
    "<-": 0.3,
    "<a": -1.5,
    "<d": -1.6,
    "<f": 0.5,
    "<k": 0.3,
    "<l": -1.5,
    "<m": 0.6,
    "<o": -0.3,
    "<q": 0.4,
    "<$": 0.4,
    "<r": 2.5,
    "<t": 3.0,
    "<v": 0.8,
    "<x": -0.8,
    "<z": -2.0,
    "<y": 0.4,
    ">b": 0.2,
    ">e": 0.2,
    ">i": 2.5,
    ">p": 0.7,
    ">s": 1.0,
    ">w": 2.0,
    "@s": 3.0,
    "bracketed": 1.5,  # more than once all that stands in brackets: "The Consul at Lyons (Guyant)"
    "run": -0.8,  # in a run of capitalised words
    "company": 1.5,  # beside a name: "Nin, Gorkin and Mena"
    "only first": -0.6,  # only where a sentence begins
    "often": 0.5,  # and is in none of the lists
    "learned": 1.2,
    "learned share": 2.0,
    "shape": 0.5,
    "letter A": 0.4,
    "letter B": -0.6,
    "letter H": -0.9,
    "letter E": -1.0,
    "letter W": -0.8,
    "letter 1": -1.8,
    "letter G": -1.5,
    "place": -1.2,
}
_BIAS = -0.75
_STRONG = frozenset(("<r", "<t", ">i", ">w", "@s", "bracketed"))  # two of the others weigh less than a noun
_NEAR = 0.5  # what a word may lack to be shown to an editor
_SHARE = 0.1  # of its places, in which a feature must be true to be told
_REASONS = {  # features that speak for a name, as an editor is told
    "<f": "to, from or for before it",
    "<m": "by or with before it",
    "<q": "a bracket before it",
    "<r": "a word for a person before it",
    "<t": "a word of kinship or trade before it",
    "<v": "a verb of saying before it",
    "<y": "a word for a people before it",
    ">i": "initials behind it",
    ">p": "a possessive",
    ">s": "a verb of saying or doing behind it",
    ">w": "who it is behind it",
    "@s": "a line that looks like a signature",
    "bracketed": "brackets around it, more than once",
    "company": "a name beside it",
    "learned": "the end of a fuller name",
    "often": "often, and in no list of words",
    "shape": "the ending of a surname",
    "letter A": "a forename, and a word",
}
_DOUBLE = lazy(r"I[SKUBHE]{2}$")
_PARTICLES = lazy(r"P+(?=[A-Z]$)")
_TWICE = 2
_FAMILIAR = 5
_SHORT = 2  # letters of a word that evidence makes no name
_OFTEN = 4


class Evidence:
    """Tallies by word: `learned` as the last word of a name, `given` as the first, `seen` by itself,
    `features` of where it stood by itself."""

    def __init__(self) -> None:
        self.learned: Counter[str] = Counter()
        self.given: Counter[str] = Counter()
        self.seen: defaultdict[str, int] = defaultdict(int)
        self.features: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
        self.company: Counter[str] = Counter()
        self.alone: Counter[str] = Counter()  # forenames by themselves
        self.pairs: set[tuple[str, str]] = set()  # two words that are one surname
        self.particled: dict[str, str] = {}  # a surname -> the particles before it
        self.led: dict[str, str] = {}  # a last word -> the first word of its name
        self.letter: dict[str, str] = {}  # as last seen by itself, else as first learned

    def learn(self, name: Found) -> None:
        """A name with a title, forename or initials teaches its last word."""
        if name.rule == "forename alone":
            self.alone[name.tokens[0].word] += 1
        if name.rule not in _TEACHING:
            return
        letters = name.letters.rstrip("X")
        first = 1 if name.tokens[0].word in _ELIDED else 0
        if name.rule == "signature":
            letters = letters[: first + 1]  # the first of "d’Aubray de Tours" is what they are called by
        last = name.tokens[len(letters) - 1]
        if letters[-1] == "J" and last.word not in "AIO":  # "Mrs E": then E alone may be somebody too
            self.learned[last.word] += 1
            self.letter.setdefault(last.word, "J")
        particles = _PARTICLES.search(letters)
        if particles:
            words = [token.word for token in name.tokens[particles.start() : particles.end()]]
            self.particled[last.word] = " ".join(words)
        if _DOUBLE.search(letters):
            self.pairs.add((name.tokens[len(letters) - 2].word, last.word))
        if len(letters) > 1 and name.tokens[len(letters) - 2].word in _ELIDED:
            last = last._replace(word="d'" + last.word)
        if letters[-1] in "SUBHEWGLYKA1" and len(last.word) > 2:
            self.learned[last.word] += 1
            self.letter.setdefault(last.word, letters[-1])
            self.led[last.word] = name.tokens[0].word
        if len(letters) > 1 and letters[0] == "A":
            self.given[name.tokens[0].word] += 1

    def see(self, word: str, letter: str, context: Context, alone: bool, times: int) -> None:
        """A word that stands without such company, so many times in one context."""
        self.seen[word] += times
        features = self.features[word]
        if alone:
            features["<" + context.before] += times
            features[">" + context.after] += times
            features["@" + context.kind] += times
            if context.before == "q" and context.after == "e" and letter in "UBHAE":
                features["bracketed"] += times
        else:
            features["run"] += times

    def is_noun(self, word: str) -> bool:
        """True for a German word that stands behind an article more often than in a name, or once only
        and then behind a forename that needs no surname ("daß Grete Schritte hörte")."""
        if self.learned[word] == 1 and word not in self.seen and not like_surname(word):
            return self.alone[self.led[word]] >= _FAMILIAR
        features = self.features[word]
        nouns = features["<d"] + features["<a"]
        return nouns > self.learned[word] and 4 * nouns >= self.seen.get(word, 0)


def describe(evidence: Evidence, word: str, lexicon: Lexicon) -> dict[str, float]:
    """The features of a word, by name."""
    seen, learned = evidence.seen.get(word, 0), evidence.learned[word]
    found = {name: count / seen for name, count in evidence.features[word].items()}
    if evidence.features[word]["bracketed"] < _TWICE:
        found.pop("bracketed", None)
    found["letter " + evidence.letter[word]] = 1.0
    if learned:
        found["learned"] = 1.0
        found["learned share"] = learned / (seen + learned)
    company = evidence.company[word]
    if company:
        found["company"] = min(1.0, company / seen)
    if word in lexicon.places:
        found["place"] = 1.0
    if like_surname(word):
        found["shape"] = 1.0
    if seen - evidence.features[word]["<b"] - evidence.features[word]["run"] <= 0:
        found["only first"] = 1.0
    elif seen >= _OFTEN and evidence.letter[word] in "UA":
        found["often"] = 1.0
    return found


def _weight(evidence: Evidence, word: str, lexicon: Lexicon) -> float:
    """What all features of a word weigh together: above nought, it is a name."""
    features = describe(evidence, word, lexicon)
    return _BIAS + sum(_WEIGHTS.get(name, 0.0) * value for name, value in features.items())


def near_names(evidence: Evidence, lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """The words that little more would make names -> what speaks for them, the weightiest first."""
    found: dict[str, tuple[str, ...]] = {}
    for word in evidence.seen:
        if len(word) <= _SHORT or not -_NEAR < _weight(evidence, word, lexicon) <= 0:
            continue
        weights = {
            reason: _WEIGHTS[name] * value
            for name, value in describe(evidence, word, lexicon).items()
            if (reason := _REASONS.get(name)) and value >= _SHARE
        }
        if weights:
            found[word] = tuple(sorted(weights, key=lambda reason: (-weights[reason], reason)))
    return found


def _is_plain(evidence: Evidence, word: str) -> bool:
    """Whether nothing is said of a word that could outweigh its being a German noun: most are such."""
    features = evidence.features[word]
    return word not in evidence.learned and word not in evidence.company and _STRONG.isdisjoint(features)


def judge(evidence: Evidence, lexicon: Lexicon) -> dict[str, str]:
    """The words that the document uses as names: word -> K, or F for a forename."""
    names = {word: "F" for word in evidence.given if word not in lexicon.places}
    for word in [*evidence.learned, *evidence.seen]:
        letter = evidence.letter[word]
        if letter == "J":
            names[word] = "K"
        if word in names or len(word) <= _SHORT:
            continue
        if (letter == "1" or (letter == "W" and lexicon.language == "de")) and evidence.is_noun(word):
            names[word] = "N"
            continue
        if evidence.learned[word] and (letter in "SUYK1" or word not in evidence.seen):
            names[word] = "K"
            continue
        if letter == "1" and _is_plain(evidence, word):
            continue
        if _weight(evidence, word, lexicon) > 0:
            names[word] = "F" if letter == "A" else "K"
    for word in [word for word in names if word.isupper()]:
        names.setdefault(word.title(), names[word])
    return names
