"""The words of structure, in English, German and French: what divisions, notes and closings are called.

Plain tables, read by the stages that find structure; other languages fall back to form alone. Each
division word carries the `div/@type` it gives and its rank: a lower rank encloses a higher one.
"""

from __future__ import annotations

import re

from .patterns import lazy

# div/@type -> (rank, words); the words are matched without regard to case
DIVISIONS: dict[str, tuple[int, str]] = {
    "volume": (1, "volume|vol\\.|band|tome"),
    "book": (2, "book|buch|livre"),
    "part": (3, "part|teil|theil|partie|abteilung|abtheilung|canto|gesang|chant"),
    "act": (4, "act|akt|aufzug|acte"),
    "document": (4, "document|dokument"),
    "appendix": (4, "appendix|anhang|annexe|appendice"),
    "chapter": (5, "chapter|chap\\.|kapitel|capitel|chapitre|lecture|essay|stave"),
    "letter": (5, "letter|brief|lettre"),
    "scene": (6, "scene|szene|scène|auftritt"),
    "section": (7, "section|abschnitt|§"),
}
RANK = {kind: rank for kind, (rank, _) in DIVISIONS.items()}
UNLABELLED_RANK = 8  # a heading that says no more than its title

# headings that name their division by themselves: words -> (div/@type, part of the text it may open)
NAMED: dict[str, tuple[str, str]] = {
    "preface|vorwort|préface|avant-propos|to the reader|an den leser": ("preface", "front"),
    "foreword|geleitwort": ("foreword", "front"),
    "introduction|einleitung|einführung|introductory": ("introduction", "front"),
    "dedication|widmung|dédicace": ("dedication", "front"),
    "list of illustrations|illustrations|abbildungen|table des illustrations": ("illustrations", "front"),
    "prologue|prolog": ("prologue", "body"),
    "epilogue|epilog|épilogue": ("epilogue", "body"),
    "conclusion|schluss|schluß": ("conclusion", "body"),
    "afterword|nachwort|postface": ("afterword", "back"),
    "appendices|anhänge|annexes": ("appendix", "back"),
    "glossary|glossar|glossaire": ("glossary", "back"),
    "bibliography|literatur|literaturverzeichnis|bibliographie|works cited|references": (
        "bibliography",
        "back",
    ),
    "index|register|personenregister|sachregister": ("index", "back"),
    "acknowledgements?|acknowledgments?|danksagung|remerciements": ("acknowledgement", "back"),
}

# the small words within names of persons
PARTICLES = frozenset(
    ("de", "von", "van", "der", "den", "du", "la", "le", "zu", "und", "and", "y", "di", "da", "af", "av")
)
# the small words within titles and names of bodies
SMALL_WORDS = PARTICLES | {"of", "the", "for", "in", "et", "à"}

CONTENTS = lazy(
    r"(?:the )?(?:table of )?contents|inhalt(?:sverzeichni(?:s|ß))?|table des mati[èe]res|sommaire", re.I
)
SOURCES = lazy(r"sources?|quellen?|abbreviations|abkürzungen|sigla|abréviations", re.I)
NOTES = lazy(
    r"(?:end|foot)?notes?|notes and references|anmerkung(?:en)?|fu(?:ß|ss)noten?|endnoten?|notes (?:de bas de page|de fin)",
    re.I,
)
_LONGEST_HEADING = 24  # characters, of these three and of `NAMED`
GROUPS = lazy(r"appendi(?:x|ces)|anh[aä]nge?|annexes?|documents?|dokumente", re.I)
THE_END = lazy(r"(?:the )?end\.?|fin(?:is)?\.?|ende\.?|(?:end|ende|fin) (?:of|des|der|du|de) .{2,60}", re.I)

_NUMBER = (
    r"(?:\d{1,4}|[ivxlcdm]{1,9}|[a-z]|"
    r"(?:twenty|thirty|forty|fifty)?-?(?:one|two|three|four|five|six|seven|eight|nine)|ten|eleven|twelve|\w{3,5}teen|(?:twen|thir|for|fif)ty|"
    r"(?:the )?(?:(?:twenty|thirty|forty|fifty)-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|"
    r"(?:the )?(?:tenth|eleventh|twelfth|\w{3,5}teenth|\w{3,5}tieth|last)|"
    r"(?:erst|zweit|dritt|viert|fünft|sechst|sieb(?:en)?t|acht|neunt|\w{0,6}zehnt|elft|zwölft|\w{0,10}zigst|\w{0,10}ßigst|letzt)e[rs]?|"
    r"premi(?:er|ère)|seconde?|derni(?:er|ère)|[\w-]{1,12}i[èe]me)"
)
_DIVISION_WORDS = tuple(
    word.replace("\\", "") for _, words in DIVISIONS.values() for word in words.split("|")
)
_WORDS = "|".join(f"(?P<{kind}>{words})" for kind, (_, words) in DIVISIONS.items())
_WORDS_AFTER = "|".join(f"(?P<{kind}_>{words})" for kind, (_, words) in DIVISIONS.items())
# "CHAPTER I. The Mill", "Zweiter Akt", "Document 1": the label and what follows it on the line
LABEL = lazy(
    rf"(?P<label>(?:(?:{_WORDS})\s+(?P<n>{_NUMBER})\b|(?P<n_>(?!\d+\s){_NUMBER})\.?\s+(?:{_WORDS_AFTER})\b))"
    r"(?P<stop>[.:]?)(?:[\s—–-]*)(?P<rest>.*)",
    re.I | re.S,
)
NAMED_HEAD = lazy("|".join(f"({words})" for words in NAMED) + "", re.I)
_NAMED_ROWS = list(NAMED.values())

CLOSING = lazy(
    r"(?:(?:with|in) )?(?:(?:my|our|kind|kindest|best|warm|warmest|fraternal|comradely|sincere|revolutionary|socialist|"
    r"affectionate|cordial|respectful|hearty|every|all|good) )+(?:greetings?|regards?|wishes|respects?|love|compliments)\b.{0,60}"
    r"|(?:(?:i|we) (?:am|have|remain|avail),? [(\[]?(?:etc|&c).{0,6})"
    r"|(?:(?:i|we) (?:am|are|remain|have the honou?r to be),? (?:(?:my|dear|dearest|sir|madam|gentlemen|ever|yours?|your|very|"
    r"always|with|most|etc)\b|&c).{0,80})"
    r"|(?:believe me\b.{0,80})|(?:(?:very )?respectfully submitted\b.{0,20})"
    r"|(?:(?:ever |most |very )?(?:yours?|your (?:\w+ ){0,4}(?:servant|friend|son|daughter|brother|sister|cousin|wife|husband))\b.{0,60})"
    r"|(?:(?:very |most )?(?:sincerely|truly|faithfully|respectfully|affectionately|fraternally|obediently)(?: yours?)?\W{0,3})"
    r"|(?:love(?: from| to)?\b.{0,40})|(?:adieu\b.{0,40})"
    r"|(?:mit (?:\w+ ){0,4}(?:gr[uü](?:ß|ss)(?:en)?|grusse|hochachtung|empfehlungen?|wünschen)\b.{0,60})"
    r"|(?:(?:viele|herzliche|herzlichste|beste|freundliche|schöne|tausend) (?:\w+ ){0,2}gr(?:ü|u)(?:ß|ss)e\b.{0,60})"
    r"|(?:hochachtungsvoll\b.{0,40})|(?:herzlichs?t?\b.{0,40})|(?:(?:ihr|dein"
    r"|euer)(?: \w+){0,3} (?:ergebene[rn]?|getreue[rn]?|alte[rn]?)\b.{0,40})"
    r"|(?:(?:veuillez|recevez|agréez|croyez)\b.{0,160})|(?:votre (?:\w+ ){0,3}(?:d[ée]vou[ée]|ami|serviteur|affectionn[ée])\b.{0,40})"
    r"|(?:bien (?:à vous|cordialement)\b.{0,40})"
    r"|(?:bien |très )?(?:affectueusement|cordialement|respectueusement|tout) (?:à vous|v[ôo]tre)\b.{0,40}",
    re.I | re.S,
)
# the last words of a formula that a name follows on the same line: `Ever sincerely yours`, `your obliged & grateful`,
# `Ihr treu ergebener`, `votre tout dévoué`
_FELT = (
    r"(?:most |very |sincerely |ever )*(?:sincere(?:ly)?|truly|faithful(?:ly)?|affec\w*|obli?g\w*|grateful(?:ly)?|obed\w*|humble|"
    r"servant|servt|friend|cousin|sister|brother|son|daughter|mother|father|niece|nephew|aunt|uncle|ever|always|"
    r"respectfully|cordially|devoted|dutiful)"
)
_OWN = "treu|ergeben|aufrichtig|dankbar|alt|stets|immer|ganz|herzlich"  # how somebody is `Ihr` or `Dein`
SIGNING_OFF = (
    rf"(?:yours?|yrs?|ys)\b(?:[ ,&]+[\w’'.]+){{0,8}}?[ ,&]+{_FELT}|{_FELT},? (?:yours|yrs|ys)"
    rf"|(?:ihre?|deine?|euer)(?: (?:{_OWN})\w*){{1,4}}"
    r"|votre (?:\w+ ){0,3}(?:d[ée]vou[ée]e?|affectionn[ée]e?)"
)
# a line that ends with the word that stands before a signature: `Herzlichst Ihr`, `Viele treue Grüße! Dein`
LEAVE_TAKING = lazy(
    r"[^\n]{0,100}\b(?:[Ii]hre?m?|[Dd]eine?m?|[Ee]uer)"
    rf"(?: (?:{_OWN}|und)\w*){{0,5}}[,.]?"
)
# the line under a signature that says whom the letter goes to
ADDRESSEE = lazy(
    r"(?:to|à) (?=(?-i:\w*[A-ZÀ-Þ]))|a (?=m\.|mm?e\b|monsieur|messieurs|madame|mademoiselle)"
    r"|an (?=herrn?\b|frau\b|fräulein\b|de[nmr] |die |das )|herrn? |frau |fräulein "
    r"|monsieur |messieurs |madame |mademoiselle |mrs?\.? |messrs\.? |miss |(?:the )?rev\.?d? "
    r"|.{3,60}\besq(?:r|re|uire)?\b",
    re.I,
)
SALUTE = lazy(
    r"(?:(?:my |mein[e]? |mon |ma |mes )?(?:very |most |ever |own )?(?:dear(?:est)?|dr\.?|dearly|beloved"
    r"|honou?red|esteemed|respected|sir|sirs|madam|gentlemen|"
    r"comrades?|fellow[- ]\w+|friends?|citizens?|lieber?|liebes|liebster?|liebste|"
    r"verehrte[rs]?|hochverehrte[rs]?|hochzuverehrende[rs]?|hochgeehrte[rs]?"
    r"|geehrte[rs]?|sehr geehrte[rs]?|werte[rs]?|"
    r"ch[eè]re?s?|monsieur|madame|mademoiselle|messieurs|camarades?|genossen|genossinnen)\b.{0,70}[,:!.—–-]?"
    r"|to (?:the |com\b|comrade|my|mr|mrs|dr|sir|all )?.{1,120}:)",
    re.I | re.S,
)
POSTSCRIPT = lazy(r"(?:p\. ?s[.,]|n\. ?b\.|postscript|nachschrift|post-scriptum)[ :.—–-]*", re.I)
BYLINE = lazy(r"(?:written )?by |von |par |de la main de ", re.I)
THANKS = lazy(
    r"\b(?:thanks?|thanked|acknowledges?|grateful|danken|danke|dankt|remercie(?:nt|r)?|remerciements)\b", re.I
)


def is_heading(pattern: re.Pattern[str], words: str) -> bool:
    """Whether words are one of the headings of `CONTENTS`, `SOURCES` or `NOTES`."""
    return len(words) <= _LONGEST_HEADING and bool(pattern.fullmatch(words))


def division_of(text: str) -> tuple[str, str, str, str] | None:
    """What a heading such as `CHAPTER I. The Mill` says: (div type, label with its stop, number, rest).

    None where the text does not begin with a division's word and number.
    """
    match = LABEL.fullmatch(text) if _names_division(text) else None
    if not match:
        return None
    kind = next(
        name.rstrip("_")
        for name, value in match.groupdict().items()
        if value and name.rstrip("_") in DIVISIONS
    )
    end = match.end("stop")
    return kind, text[:end], (match["n"] or match["n_"] or ""), match["rest"]


def _names_division(text: str) -> bool:
    """Whether a division's word stands where `LABEL` may find it: first, or after a number of a word or two."""
    words = text.casefold().split(None, 3)
    return bool(words) and (
        words[0] in _DIVISION_WORDS or any(word.startswith(_DIVISION_WORDS) for word in words[1:3])
    )


def named_division(text: str) -> tuple[str, str] | None:
    """(div type, part) of a heading that is one of `NAMED`, such as `Preface` or `INDEX.`; else None."""
    words = text.strip(" .:_*")
    match = NAMED_HEAD.fullmatch(words) if len(words) <= _LONGEST_HEADING else None
    if not match:
        return None
    return _NAMED_ROWS[next(i for i, value in enumerate(match.groups()) if value)]
