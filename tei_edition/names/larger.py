"""Names that are part of a larger one: of a firm, a work, a periodical, a street, or the siglum of a book.

All of these are known by what stands around the run, in a few characters of the text.
"""

from __future__ import annotations

from tei_edition.names.lexicon import Lexicon
from tei_edition.names.runs import Context, Run
from tei_edition.patterns import lazy
from tei_edition.resources import word_list

_AROUND = 24  # characters looked at on each side
_BRACKET = 40  # how far back the bracket of a publisher may open
_ADDRESSED = frozenset(("title", "office", "noun", "forename", "initials"))
_PHRASES = frozenset(word_list("phrases"))
_AUTHORED = ("by ", "von ", "par ", " de ", " di ")

_LOCALITY = lazy(
    r"(?:['’]?s)? [Tt]own\b| (?:street|square|lane|wood|common|parish|castle|county|valley|church|chapel|hall)\b"
)
_PERIODICAL = lazy(r"['’]s (?:\w+ )?(?:Magazine|Review|Gazette|Journal|Quarterly|Mag\b)")
_QUOTED_WORK = lazy(r"[.,]?[«‹]")
_GENRE = lazy(rf"[.,] (?:(?:[Aa]n?|[Ee]ine?|une?) )?(?:{'|'.join(word_list('genres'))})\b")
_SIGLUM = lazy(r" 1[5-9]\d\d[a-z]?(?:[,;:)–]|$)| 20\d\d[a-z]?[,;:)–]")  # Maximoff 1940, p. 3
_SIGN = lazy(r"[Zz]um \w+en $")  # the inn, the theatre zum lieben Augustin
_IMPRINT = lazy(r",? ?(?:1[5-9]|20)\d\d\b|['’]s Verlag\b")
_PLACE = lazy(r"(\w+): $")
_FIRM = lazy(r" ?& ?(?:Sons?|Daughters?|Co\b|Cie|Bros|Brothers|Company)")
_FIRM_HEAD = lazy(r" & [^\W\d_]+ [^\W\d_]+")
_PUBLISHER = lazy(r"\w,? \((?:[^\W\d_][\w.]*[ ,]+){1,3}& (?:[^\W\d_][\w.]* ?){1,3}\)")  # London (Pell & Tarn)
_FIRM_BEFORE = lazy(r"(?:^|[(,;] ?)[^\W\d_]+ & $")


def is_larger(run: Run, context: Context, text: str, rule: str, lexicon: Lexicon) -> bool:
    """Whether a run, whose first name was found by `rule`, names something called after a person."""
    after = text[run.end : run.end + _AROUND]
    if rule not in _ADDRESSED and (_LOCALITY.match(after) or _PERIODICAL.match(after)):
        return True  # "Kolzov’s Town", "Kolzov street", "Blackwood’s Magazine"
    if _QUOTED_WORK.match(after) and text[max(0, run.start - 1) : run.start] in ("»", "›"):
        return True  # »Michael Kramer«
    if _is_firm(run, text, after, rule) or _is_imprint(run, text, after, lexicon):
        return True
    if rule == "forename alone" and _SIGN.search(text, max(0, run.start - _AROUND), run.start):
        return True
    return " " not in context.text and context.kind != "h" and _SIGLUM.match(after) is not None


def is_phrase(text: str, start: int, end: int) -> bool:
    """Whether a title and what follows it name no person: `Lady Day`, a line's end between the words or none."""
    return " ".join(text[start:end].split()) in _PHRASES


def is_work(text: str, start: int, end: int) -> bool:
    """Whether a name is the title of a work: `Michael Kramer. Drama`, but not `by Michael Kramer. Drama`."""
    return _GENRE.match(text, end) is not None and not text.endswith(_AUTHORED, 0, start)


def _is_imprint(run: Run, text: str, after: str, lexicon: Lexicon) -> bool:
    """`Paris: P. Ollendorf 1883`, `Leipzig: E. Pierson’s Verlag`."""
    if not _IMPRINT.match(after):
        return False
    place = _PLACE.search(text, max(0, run.start - _AROUND), run.start)
    return place is not None and lexicon.letter(place[1]) in ("G", "H")


def _is_firm(run: Run, text: str, after: str, rule: str) -> bool:
    """`Pell & Sons`, `(Albert & Charles Pell`, `London (Pell & Tarn)`."""
    if after[:1] in (")", " ") and " &" in text[max(0, run.start - _AROUND) : run.end + 3]:
        bracket = text.rfind("(", max(0, run.start - _BRACKET), run.start)
        house = _PUBLISHER.match(text, bracket - 2 if text[bracket - 2 : bracket - 1] != "," else bracket - 3)
        if bracket > 2 and house and house.end() > run.end:
            return True
    if _FIRM.match(after):
        return True
    if rule == "forename alone" and text[run.start - 1 : run.start] == "(":
        return _FIRM_HEAD.match(after) is not None
    behind = rule == "forename" and text[max(0, run.start - 2) : run.start] == "& "
    return behind and _FIRM_BEFORE.search(text, max(0, run.start - _AROUND), run.start) is not None
