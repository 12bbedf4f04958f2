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
from functools import lru_cache
from typing import NamedTuple

from tei_edition.model import MASK
from tei_edition.names.lexicon import Lexicon, load
from tei_edition.names.runs import RAISED, TOKEN, Context, latin
from tei_edition.names.vocabulary import Vocabulary
from tei_edition.patterns import lazy
from tei_edition.resources import word_list

_NOISE = lazy(rf"[\[\]{MASK}]")
_RAISED = lazy(RAISED)
_INITIAL = lazy(r"\w\.(?:-?\w\.)*")
_EXPANDED = lazy(r"\w\.?\[\w+\]\.?")  # A[lexander]
_LONG = 6  # characters of initials that are the abbreviation of a body: "I.L.G.W.U."
_SURNAMES = frozenset("SK")
_FORENAMES = frozenset("FA")
_APOSTROPHES = frozenset("'’")
_SAINTS = frozenset(("St", "St.", "Saint"))
_SHIPS = frozenset(("S.S.", "H.M.S.", "U.S.S.", "S.M.S.", "R.M.S."))
_ABBREVIATIONS = frozenset(word_list("abbreviations"))


class Token(NamedTuple):
    """A word of a run: where it stands in the run and how it reads without brackets and masks."""

    start: int
    end: int
    word: str


Spelt = list[tuple[Token, str]]  # words with their letters


class _Spelling(NamedTuple):
    """A word of a run by its form and the lists alone: `letter` is empty where the document must be asked.

    `form`: - a hyphened word, . a word with a full stop that is no abbreviation, nothing for any other.
    """

    word: str
    letter: str
    form: str


class _Outline(NamedTuple):
    """The words of a run and their letters, `asked` (by number) those for which the document must be asked; `whole`
    are those of them that may be two words run together."""

    tokens: list[Token]
    letters: list[str]
    asked: list[int]
    whole: frozenset[int]


def shape(context: Context, words: Vocabulary) -> tuple[list[Token], str]:
    """The words of a run and their letters, as many letters as words; not to be changed by the caller."""
    text, heading = context.text, context.kind == "h"
    if len(text) == 1 and text in words.names:
        return [Token(0, 1, text)], words.names[text]  # "E" for the "Mrs E" of elsewhere
    opens = context.before not in "#$"
    found = words.shapes.get((text, heading, opens))
    if found is None:
        if text.isalpha():
            spelt = _whole(Token(0, len(text), text), words, heading)
            found = [token for token, _ in spelt], "".join([letter for _, letter in spelt])
        else:
            found = _outlined(text, words, heading) or _several(text, words, heading, opens=opens)
        words.shapes[text, heading, opens] = found
    return found


def _outlined(text: str, words: Vocabulary, heading: bool) -> tuple[list[Token], str] | None:
    """The words and letters of a run of which the outline is known; nothing where it does not hold here."""
    outline = _outline(text, words.lexicon.language)
    if outline is None:
        return None
    letters = list(outline.letters)
    for number in outline.asked:
        word = outline.tokens[number].word
        letter = letters[number] = words.letter(word, heading)
        if number in outline.whole and words.seam(word, letter, heading):
            return None
    return outline.tokens, _by_neighbours(outline.tokens, letters, words)


@lru_cache(maxsize=1 << 12)
def _outline(text: str, language: str) -> _Outline | None:
    """The outline of a run of several words; nothing where the document may say how many words there are."""
    letters = load(language).letters
    spelt: Spelt = []
    whole: list[int] = []
    for start, raw in _raw_words(text):
        spelling = _spelling(raw, language)
        if _may_elide(raw, letters) or spelling.form == "-":
            return None
        if not spelling.letter and not spelling.form:
            whole.append(len(spelt))
        spelt += _spelt(start, raw, spelling, spelling.letter)
    asked = [number for number, (_, letter) in enumerate(spelt) if not letter]
    return _Outline([token for token, _ in spelt], [letter for _, letter in spelt], asked, frozenset(whole))


def _spelt(start: int, raw: str, spelling: _Spelling, letter: str) -> Spelt:
    """A word read as `letter`, and the full stop behind it."""
    end = start + len(raw)
    if spelling.form == ".":
        return [(Token(start, end - 1, spelling.word), letter), (Token(end - 1, end, "."), ";")]
    return [(Token(start, end, spelling.word), letter)]


def _several(text: str, words: Vocabulary, heading: bool, *, opens: bool) -> tuple[list[Token], str]:
    """The words and letters of a run that is more than one plain word; `opens` where its first word begins no line."""
    spelt: Spelt = []
    lexicon = words.lexicon
    for start, raw in _raw_words(text):
        end = start + len(raw)
        if _may_elide(raw, lexicon.letters):
            elided = _elided(raw, words, opens=opens and not spelt)
            if elided:
                spelt.append((Token(start, start + 2, raw[:2]), elided))
                start, raw = start + 2, raw[2:]
        spelling = _spelling(raw, lexicon.language)
        if spelling.form == "-" and raw not in words.names:
            spelt += _hyphened(start, raw, words, is_last=text[end : end + 1] != " ")
        elif spelling.letter or spelling.form == ".":
            spelt += _spelt(start, raw, spelling, spelling.letter or words.letter(spelling.word, heading))
        else:
            spelt += _whole(Token(start, end, spelling.word), words, heading)
    tokens = [token for token, _ in spelt]
    return tokens, _by_neighbours(tokens, [letter for _, letter in spelt], words)


def _may_elide(raw: str, listed: Container[str]) -> bool:
    """Whether a word may be two, the first of them an elided "d’"."""
    return raw[1:2] in _APOSTROPHES and raw[0] in "dDlL" and raw not in listed


def _raw_words(text: str) -> list[tuple[int, str]]:
    """The words of a run as they stand, and where."""
    spans = [match.span() for match in TOKEN.finditer(latin(text))]
    return [(start, text[start:end]) for start, end in spans]


@lru_cache(maxsize=1 << 13)
def _spelling(raw: str, language: str) -> _Spelling:
    lexicon = load(language)
    is_hyphened = "-" in raw and raw not in lexicon.letters and "." not in raw
    if raw[-1] == "." and not is_hyphened and not _INITIAL.fullmatch(raw) and not _EXPANDED.fullmatch(raw):
        word = _NOISE.sub("", raw)  # an abbreviation from the lists, or the end of a sentence
        listed = _special(raw, lexicon) or lexicon.letters[word]
        return _Spelling(word, listed, "") if listed else _Spelling(word.rstrip("."), "", ".")
    word = raw if raw.isalpha() else _NOISE.sub("", raw).replace("’", "'")
    return _Spelling(word, _special(raw, lexicon), "-" if is_hyphened else "")


def _by_neighbours(tokens: list[Token], letters: list[str], words: Vocabulary) -> str:
    """The letters, changed where the word behind, or before, makes of a word something else."""
    language = words.lexicon.language
    for number, token in enumerate(tokens[:-1]):
        letter, behind = letters[number], letters[number + 1]
        if token.word in ("M.", "M") and behind == "P":
            letters[number] = "T"  # "M. de la Tour" is no initial
        elif letter == "Y" and len(token.word) == 2 and behind in _SURNAMES:
            letters[number] = "J"  # "JG Lockhart"
        elif language == "fr" and letter == "O" and behind in "SKHFUB":
            letters[number + 1] = "O"  # "la Dotation Carnegie"
        elif words.pairs and (token.word, tokens[number + 1].word) in words.pairs:
            letters[number : number + 2] = "KK"
        elif (
            language == "de"
            and letter == "M"
            and (behind in "SKF" or letters[max(0, number - 1)] == "F")
            and token.word in words.lexicon.months
        ):
            letters[number] = "F"  # "August Wernicke"
    return "".join(letters)


def _whole(token: Token, words: Vocabulary, heading: bool) -> Spelt:
    """A word without hyphen or stop: one token, or two where two words have run together."""
    word = token.word
    letter = words.letter(word, heading)
    at = words.seam(word, letter, heading)
    if not at:
        return [(token, letter)]
    middle = token.start + at
    left = words.letter(word[:at], heading)
    right = words.letter(word[at:], heading) if word[at].isupper() else "N"
    two = left in _SURNAMES and right in _SURNAMES  # two persons
    return [
        (Token(token.start, middle, word[:at]), left),
        *([(Token(middle, middle, ""), "/")] if two else []),
        (Token(middle, token.end, word[at:]), right),
    ]


def _elided(raw: str, words: Vocabulary, *, opens: bool) -> str:
    """The letter of `d’` before a capital: P inside a name, N before one ("la politique d’Albert").

    Nothing where it is part of the word ("D’Annunzio").
    """
    french = words.lexicon.language == "fr"
    if words.names.get("d'" + raw[2:]) == "K" or (raw[0].isupper() and not french):
        return ""
    before = french or words.lexicon.letters[raw[2:]] in ("S", "F")
    return "N" if raw[0] == "l" or (opens and before) else "P"


def _special(raw: str, lexicon: Lexicon) -> str:
    """The letter of a title, a nickname, an initial, a particle and the like; nothing for a plain word."""
    if lexicon.letters[raw] == "T":
        return "Z" if raw in _SAINTS else "T"
    if raw[-1] not in "-]" and len(raw) > 2 and _RAISED.fullmatch(raw):
        return "T"
    if raw[0] in "\"“‘'«":
        return "Q"
    if raw[0] == "(":
        return "Q" if lexicon.letter(raw[1:-1]) in _FORENAMES else "N"
    if raw in _SHIPS:
        return "~"
    if raw in _ABBREVIATIONS:
        return "N"
    if _EXPANDED.fullmatch(raw):
        return "I"
    if raw[-1] == "." and _INITIAL.fullmatch(raw):
        return "I" if len(raw) < _LONG else "Y"
    if raw in "-–/":
        return "/"
    return "P" if raw[0].islower() and _APOSTROPHES.isdisjoint(raw) else ""


def _hyphened(start: int, raw: str, words: Vocabulary, *, is_last: bool) -> Spelt:
    """A hyphened word: two names, a name and a noun, one double name, or no name."""
    left, _, right = raw.partition("-")
    one, two = (words.letter(part) if part else "N" for part in (left, right))
    middle, end = start + len(left), start + len(raw)
    surnames = one in _SURNAMES and two in _SURNAMES and all(map(words.stands_alone, (left, right)))
    if surnames or (one in "SKUBE" and two == "F" and not is_last and start > 0):
        hyphen = (Token(middle, middle + 1, "-"), "/")
        return [(Token(start, middle, left), one), hyphen, (Token(middle + 1, end, right), two)]
    if (
        words.lexicon.language == "de"
        and one in _SURNAMES
        and two in "NW1U"
        and right not in words.lexicon.bodies
    ):
        # "die Mozart-Feier", but not "der Mozart-Verein"
        return [(Token(start, middle, left), one), (Token(middle, end, right), "N")]
    return [(Token(start, end, _NOISE.sub("", raw)), _double(one, two, right, words))]


def _double(one: str, two: str, right: str, words: Vocabulary) -> str:
    """The letter of a hyphened word that is one, by those of its parts."""
    if one in _FORENAMES and two in _FORENAMES:
        return "F"
    if words.lexicon.language == "de":
        if right in words.lexicon.bodies:  # "der Franz Josefs-Orden"
            return "O"
        if one in "SUB1" and two == "S":
            return "S"
    if one == "V":  # New-York
        return "G"
    if "-" in right and words.lexicon.letter(right.rpartition("-")[2]) in ("O", "E"):  # Ave-Maria-Lane
        return "O"
    if {one, two} & set("CNOGMT") or (one == "W" and two != "K"):
        return "C"
    return "W" if right[:1].islower() and right.encode() in words.lower else "U"
