"""The shape of a run: one letter for each of its words, the alphabet of the patterns in `rules`.

The letters are those of `lexicon` and these: I initial with its stop (also `A[lexander]`), J single
letter without, Q quoted nickname, K word known in this document for a name, L such a word that the
document also writes small, U unknown word, 1 unknown word where every noun has a capital, 2 a
surname with an s ("Smiths"), W
word that the document also writes small, Y abbreviation in capitals, Z saint, "/" the hyphen between
two names, "~" what stands before a ship ("H.M.S."), ";" a sentence end.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from typing import NamedTuple

from tei_edition.model import MASK
from tei_edition.names.glued import openings, seam
from tei_edition.names.lexicon import FORENAME, Lexicon
from tei_edition.names.runs import RAISED, TOKEN, Context, latin
from tei_edition.patterns import lazy
from tei_edition.resources import word_list

_NOISE = lazy(rf"[\[\]{MASK}]")
_DERIVED = lazy(r"(?:ism|(?<!q[uv])ist|(?<!q[uv])ists|(?<=[a-zy])ites?|shchina|ovite?s?|isme|ismus|isten)$")
_DERIVING = 8  # letters at a word's end in which such an ending lies
_RAISED = lazy(RAISED)
_DIGIT = lazy(r"\d")
_INITIAL = lazy(r"\w\.(?:-?\w\.)*")
_EXPANDED = lazy(r"\w\.?\[\w+\]\.?")  # A[lexander]
_SURNAME_ENDING = lazy(
    r"(?:[^aeo][oe]v|ova|eff|off|sky|ski|skii|[tz]ky|vich|icz|enko|chuk|adze|vili|berg|stein|mann|sson|quist|str[oö]m"
    r"|escu|poulos|etti|ucci|vliet|huis|veld|wijk|ijn|burger|meier|mayer|bauer|thal|feld|witz)$"
)
_ENDINGS = {line[0]: tuple(line[2:].split()) for line in word_list("endings")}
_NOUN, _GERMAN_NOUN, _NEVER_A_NAME = _ENDINGS["w"], _ENDINGS["d"] + _ENDINGS["n"], _ENDINGS["n"]
_OFFICES = _ENDINGS["r"]
_UNKNOWN = frozenset("U1WNC")
_SURNAMES = frozenset("SK")
_FORENAMES = frozenset("FA")
_SHORT = 5  # letters of a word too short to be two
_SAINTS = frozenset(("St", "St.", "Saint"))
_SHIPS = frozenset(("S.S.", "H.M.S.", "U.S.S.", "S.M.S.", "R.M.S."))
_NO_NAME_ABBREVIATIONS = frozenset(
    (
        "U.S.",
        "U.K.",
        "N.Y.",
        "D.C.",
        "P.S.",
        "N.B.",
        "A.D.",
        "B.C.",
        "A.M.",
        "P.M.",
        "H.M.",
        "C.P.",
        "K.K.",
        "N.W.",
        "N.E.",
        "S.W.",
        "S.E.",
    )
)


def like_surname(word: str) -> bool:
    """True for a word that ends as many surnames and few other words do."""
    return _SURNAME_ENDING.search(word) is not None


class Token(NamedTuple):
    """A word of a run: where it stands in the run and how it reads without brackets and masks."""

    start: int
    end: int
    word: str


@dataclass(slots=True)
class Known:
    """What the document itself teaches: words learned as names, and all its lower-case words."""

    lower: Container[bytes]
    nouns: bool = False  # every noun has a capital: German, and English until about 1760
    names: dict[str, str] = field(default_factory=dict)  # word -> K (or F, for a forename learned)
    pairs: set[tuple[str, str]] = field(default_factory=set)  # two words learned as one surname
    openings: frozenset[str] = frozenset()  # the first letters of the names
    shapes: dict[tuple[str, bool], tuple[list[Token], str]] = field(default_factory=dict)  # of single words

    def learn(self, names: dict[str, str], pairs: set[tuple[str, str]]) -> None:
        """Take what the first reading has taught; what was read before holds no more."""
        self.names, self.pairs = names, pairs
        self.openings = openings(word for word, letter in names.items() if letter != "N")
        self.shapes.clear()

    def small(self, word: str) -> bool:
        """True where the document also writes the word with a small letter."""
        return word.lower().encode() in self.lower


def shape(context: Context, lexicon: Lexicon, known: Known) -> tuple[list[Token], str]:
    """The words of a run and their letters, as many letters as words; not to be changed by the caller."""
    text, heading = context.text, context.kind == "h"
    if len(text) == 1 and text in known.names:
        return [Token(0, 1, text)], known.names[text]  # "E" for the "Mrs E" of elsewhere
    found = known.shapes.get((text, heading))
    if found:
        return found
    tokens: list[Token] = []
    letters: list[str] = []
    if text.isalpha():
        _whole(tokens, letters, Token(0, len(text), text), lexicon, known, heading)
        found = known.shapes[text, heading] = tokens, "".join(letters)
        return found
    for match in TOKEN.finditer(latin(text)):
        start, end = match.span()
        raw = text[start:end]
        if raw[1:2] in ("'", "’") and raw[0] in "dDlL" and raw not in lexicon.letters:
            elided = _elided(raw, lexicon, known, opens=not tokens and context.before not in "#$")
            if elided:
                tokens.append(Token(start, start + 2, raw[:2]))
                letters.append(elided)
                start, raw = start + 2, raw[2:]
        word = raw if raw.isalpha() else _NOISE.sub("", raw).replace("’", "'")
        if "-" in raw and raw not in lexicon.letters and raw not in known.names and "." not in raw:
            _hyphened(tokens, letters, start, raw, text, lexicon, known)
            continue
        if raw[-1] == "." and not _INITIAL.fullmatch(raw) and not _EXPANDED.fullmatch(raw):
            _stopped(tokens, letters, start, raw, lexicon, known, heading)
            continue
        special = _special(raw, lexicon)
        if special:
            tokens.append(Token(start, end, word))
            letters.append(special)
        else:
            _whole(tokens, letters, Token(start, end, word), lexicon, known, heading)
    for number, token in enumerate(tokens[:-1]):  # "M. de la Tour" is no initial
        if token.word in ("M.", "M") and letters[number + 1] == "P":
            letters[number] = "T"
        elif letters[number] == "Y" and len(token.word) == 2 and letters[number + 1] in _SURNAMES:
            letters[number] = "J"  # "JG Lockhart"
        elif lexicon.language == "fr" and letters[number] == "O" and letters[number + 1] in "SKHFUB":
            letters[number + 1] = "O"  # "la Dotation Carnegie"
        elif known.pairs and (token.word, tokens[number + 1].word) in known.pairs:
            letters[number : number + 2] = "KK"
        elif (
            letters[number] == "M"
            and lexicon.language == "de"
            and _is_august(number, letters, lexicon, token.word)
        ):
            letters[number] = "F"
    return tokens, "".join(letters)


def _is_august(number: int, letters: list[str], lexicon: Lexicon, word: str) -> bool:
    """Whether a month is a forename: after another one, or before a surname."""
    named = lexicon.bits.get(word, 0) & FORENAME
    return bool(named) and ((number > 0 and letters[number - 1] == "F") or letters[number + 1] in "SKF")


def _whole(
    tokens: list[Token], letters: list[str], token: Token, lexicon: Lexicon, known: Known, heading: bool
) -> None:
    """A word without hyphen or stop: one token, or two where two words have run together."""
    word = token.word
    letter, at = _letter(word, lexicon, known, heading), 0
    if letter in _UNKNOWN and len(word) > _SHORT and word not in lexicon.letters:
        at = seam(word, lexicon, lambda part: _letter(part, lexicon, known, heading), known)
    if not at:
        tokens.append(token)
        letters.append(letter)
        return
    middle = token.start + at
    left = _letter(word[:at], lexicon, known, heading)
    right = _letter(word[at:], lexicon, known, heading) if word[at].isupper() else "N"
    tokens.append(Token(token.start, middle, word[:at]))
    letters.append(left)
    if left in _SURNAMES and right in _SURNAMES:  # two persons
        tokens.append(Token(middle, middle, ""))
        letters.append("/")
    tokens.append(Token(middle, token.end, word[at:]))
    letters.append(right)


def _elided(raw: str, lexicon: Lexicon, known: Known, *, opens: bool) -> str:
    """The letter of `d’` before a capital: P inside a name, N before one ("la politique d’Albert").

    Nothing where it is part of the word ("D’Annunzio").
    """
    if known.names.get("d'" + raw[2:]) == "K" or (raw[0].isupper() and lexicon.language != "fr"):
        return ""
    before = lexicon.language == "fr" or lexicon.letters.get(raw[2:]) in ("S", "F")
    return "N" if raw[0] == "l" or (opens and before) else "P"


def _special(raw: str, lexicon: Lexicon) -> str:
    if lexicon.letters.get(raw) == "T":
        return "Z" if raw in _SAINTS else "T"
    if raw[-1] not in "-]" and len(raw) > 2 and _RAISED.fullmatch(raw):
        return "T"
    if raw[0] in "\"“‘'«":
        return "Q"
    if raw[0] == "(":
        return "Q" if lexicon.letter(raw[1:-1]) in _FORENAMES else "N"
    if raw in _SHIPS:
        return "~"
    if raw in _NO_NAME_ABBREVIATIONS:
        return "N"
    if _EXPANDED.fullmatch(raw):
        return "I"
    if raw[-1] == "." and _INITIAL.fullmatch(raw):
        return "I" if len(raw) < 6 else "Y"
    if raw in "-–/":
        return "/"
    return "P" if raw[0].islower() and "'" not in raw and "’" not in raw else ""


def _stopped(
    tokens: list[Token],
    letters: list[str],
    start: int,
    raw: str,
    lexicon: Lexicon,
    known: Known,
    heading: bool,
) -> None:
    """A word with a full stop: an abbreviation from the lists, or the end of a sentence."""
    word = _NOISE.sub("", raw)
    listed = _special(raw, lexicon) or lexicon.letters.get(word, "")
    end = start + len(raw)
    if listed:
        tokens.append(Token(start, end, word))
        letters.append(listed)
        return
    tokens += [Token(start, end - 1, word.rstrip(".")), Token(end - 1, end, ".")]
    letters += [_letter(word.rstrip("."), lexicon, known, heading), ";"]


def _hyphened(
    tokens: list[Token], letters: list[str], start: int, raw: str, text: str, lexicon: Lexicon, known: Known
) -> None:
    """A hyphened word: two names, one double name, or no name."""
    left, _, right = raw.partition("-")
    one, two = (_letter(part, lexicon, known, False) if part else "N" for part in (left, right))
    follows = text[start + len(raw) : start + len(raw) + 1] == " "
    pair = (
        one in "SK" and two in "SK" and _apart(left, lexicon, known) and _apart(right, lexicon, known)
    ) or (one in "SKUBE" and two == "F" and follows and start > 0)
    if pair:
        middle = start + len(left)
        tokens += [
            Token(start, middle, left),
            Token(middle, middle + 1, "-"),
            Token(middle + 1, start + len(raw), right),
        ]
        letters += [one, "/", two]
        return
    if lexicon.language == "de" and one in "SK" and two in "NW1U" and right not in lexicon.bodies:
        middle = start + len(left)  # "die Mozart-Feier", but not "der Mozart-Verein"
        tokens += [Token(start, middle, left), Token(middle, start + len(raw), right)]
        letters += [one, "N"]
        return
    if one == two == "F" or (one in "FA" and two in "FA"):
        letter = "F"
    elif one == "V":  # New-York
        letter = "G"
    elif "-" in right and lexicon.letter(right.rpartition("-")[2]) in ("O", "E"):  # Ave-Maria-Lane
        letter = "O"
    elif {one, two} & set("CNOGMT") or (one == "W" and two != "K"):
        letter = "C"
    elif right[:1].islower():
        letter = "U" if right.encode() not in known.lower else "W"
    else:
        letter = "U"
    tokens.append(Token(start, start + len(raw), _NOISE.sub("", raw)))
    letters.append(letter)


def _apart(word: str, lexicon: Lexicon, known: Known) -> bool:
    """True for a surname that stands alone in the document or needs no introduction."""
    return known.names.get(word) == "K" or lexicon.is_notable(word)


def _letter(word: str, lexicon: Lexicon, known: Known, heading: bool) -> str:
    """The letter of one word, its full stop and brackets taken off."""
    if "ſ" in word:
        word = word.replace("ſ", "s")
    if len(word) == 1:
        return "N" if word in "AIOÀYÉ" else "J"
    learned = known.names.get(word)
    if learned:
        return "L" if learned == "K" and known.small(word) else learned
    listed = lexicon.letters.get(word) or lexicon.letter(word)
    if listed:
        return listed
    if word.isupper():
        capital = known.names.get(word.title())
        if capital:
            return capital
        if known.small(word):
            return "N" if heading else "W"
        return "Y"
    if word[-1] == "s" and len(word) > 4:
        stem = known.names.get(word[:-1]) or lexicon.letter(word[:-1])
        if stem == "F" or (stem in ("K", "S") and lexicon.language == "de"):
            return stem
        if stem in ("K", "S"):
            return "2"
    if word.endswith(("n't", "n’t")):
        return "N"
    if _DERIVED.search(word, len(word) - _DERIVING):
        return "C"
    if not word.isalpha() and _DIGIT.search(word):
        return "N"
    if known.small(word):
        return "N" if heading else "W"
    if not known.nouns:
        return "W" if word.endswith(_NOUN) else "U"
    if word.endswith(_OFFICES) and lexicon.language == "de":
        return "R"
    if word.endswith(_GERMAN_NOUN):
        return "N" if word.endswith(_NEVER_A_NAME) else "W"
    return "1"
