"""The catalogue-card lines that web archives and reprints put over a text.

`read_line` tells which statement a line makes (where the work comes from, who typed it, under which
licence) and marks the dates, agents and publishers in it. It judges one line by its words alone and is
strict: whether the line stands where such lines stand is the caller's business. `furniture`, the lines
that belong to the web page and not to the work, is at hand here too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .citation import PERSON, read_citation
from .dates import find_dates
from .furniture import furniture
from .model import Agent, DateValue, Mark
from .patterns import lazy

__all__ = ["LEADS", "Lead", "Provenance", "furniture", "read_line"]


class Provenance(NamedTuple):
    """What a catalogue line states: `kind` is creation, source, digital, licence or updated.

    `words` are those that say so ("Translated"); `marks` point into the line: date, publisher, agent
    (with `role`) and, for a source, the parts of the citation. `date` is its date if it has just one,
    `publisher` the body the work was done for.
    """

    kind: str
    rule: str
    words: str
    agents: tuple[Agent, ...] = ()
    marks: tuple[Mark, ...] = ()
    date: DateValue | None = None
    publisher: str = ""


class Lead(NamedTuple):
    """How a kind of line begins, and its limits: characters, and sentence ends within it.

    `stems` are the first letters of all its words, in lower case: the pattern is tried (and compiled) only
    where a line begins with one.
    """

    kind: str
    rule: str
    stems: str
    pattern: re.Pattern[str]
    role: str = ""
    longest: int = 300
    sentences: int = 2


def _label(words: str) -> re.Pattern[str]:
    """A lead closed by a colon; emphasis signs may stand round it."""
    return lazy(rf"\s*[*_]{{0,2}}(?P<lead>{words})\s?:[*_]{{0,2}}\s+(?=\S)", re.IGNORECASE)


def _open(words: str) -> re.Pattern[str]:
    """A lead without a colon: what follows must bear it out."""
    return lazy(rf"\s*(?P<lead>{words})\s+(?=\S)")


_BY = "(?: (?:by|for|von|für|par|pour))?"
_FOLLOWED = r"(?=\s+(?:by|for|von|für|par|pour)\s)"  # as in "Translated by", "Transkription für"
_TRANSLATED = r"(?:re)?translat(?:ed|ion|or)|übersetz(?:t|ung|er|erin)|tradu(?:it|ction|cteur|ctrice)"
_FROM = r"(?: (?:into|from|in|aus dem|ins|de l[’'])(?: the)? ?\w{1,20}){0,2}"
_MARKED = (
    r"(?:html[ -])?mark(?:ed)?[- ]?up|html[ -]markierung|encod(?:ed|ing)|balisage|mise en (?:html|ligne)"
)
_TRANSCRIBED = r"(?:transcri|transkri)\w{2,7}|digiti[sz](?:ed|ation)|numéris(?:é|ation)|typed|scanned"
_MORE = rf"(?:\s?(?:[,&/\\]|and|und|u\.|et)\s?(?:{_MARKED}|proofread|html|edited|prepared)){{0,2}}"
_PROOFED = r"proof(?:ed|reading|reader|read)?|korrektur|korrekturgelesen|relecture|relu"
_EDITED = r"edited|herausgegeben|édité"
_UPDATED = (
    r"(?:This page was )?[Ll]ast (?:updated|modified|changed|revised)(?: on|:)?"
    r"|(?:Zuletzt|Letzte) (?:aktualisiert|Aktualisierung|geändert|Änderung)(?: am|:)?"
    r"|Dernière (?:mise à jour|modification)(?: le|\s?:)?"
)
_LICENCE = r"copyleft|copyright|licen[cs]e|licensing|rights|public domain|lizenz|urheberrecht|rechte|droits"
_COPYRIGHT = r"\s*(?P<lead>©|Copy(?:right|left)(?=\s(?:©|\([cC]\)|\d{4}|by\s))|\([cC]\)(?=\s\d{4}))"
_LICENSED = (
    r"\s*(?P<lead>(?:This (?:work|text|page|edition) is )?[Ll]icensed under"
    r"|This (?:work|text) is in the public domain|Public domain(?=\.?$)"
    r"|Creative Commons(?=\s(?:\(|Attribution|CC|BY)))"
)
_WRITTEN = (
    r"(?:first )?(?:written|composed|delivered|drafted)|date|datum|geschrieben|verfa(?:ss|ß)t"
    r"|entstanden|gehalten|écrite?|rédigée?|prononcée?|date de rédaction"
)
_PUBLISHED = (
    r"(?:first |originally |re)?(?:published|printed)|(?:original |printed )?source|(?:first )?publication"
    r"|quelle|vorlage|erst(?:mals )?veröffentlich(?:t|ung)|erst(?:ausgabe|druck)|zuerst(?: erschienen)?"
    r"|ursprünglich (?:veröffentlicht|erschienen)|(?:première )?(?:publiée?|publication|parution|édition)"
)
_PUBLISHED_IN = (
    r"(?:First |Originally )?[Pp]ublished in|Erst(?:mals )?veröffentlicht in|(?:Zuerst )?[Ee]rschienen in"
    r"|Publié (?:pour la première fois )?dans"
)

_TRANSLATING = "trans retrans übersetz tradu"
_TRANSCRIBING = "transcri transkri digiti numéris typed scanned"
_MARKING = "html mark encod balisage mise"
_PROOFING = "proof korrektur rel"

# The first lead that matches decides.
LEADS: tuple[Lead, ...] = (
    Lead(
        "updated", "last-updated", "this last zuletzt letzte derni", _open(_UPDATED), longest=80, sentences=0
    ),
    Lead(
        "licence",
        "licence-label",
        "copy licen rights public lizenz urheber rechte droits",
        _label(_LICENCE),
        longest=900,
        sentences=9,
    ),
    Lead("licence", "copyright", "© copy (c)", lazy(_COPYRIGHT)),
    Lead("licence", "licensed-under", "this licensed public creative", lazy(_LICENSED), longest=400),
    Lead("digital", "translated", _TRANSLATING, _label(rf"(?:{_TRANSLATED}){_FROM}{_BY}"), "translator"),
    Lead(
        "digital",
        "translated-by",
        _TRANSLATING,
        _open(rf"(?i:(?:{_TRANSLATED}){_FROM}){_FOLLOWED}"),
        "translator",
        200,
        0,
    ),
    Lead("digital", "transcribed", _TRANSCRIBING, _label(rf"(?:{_TRANSCRIBED}){_MORE}{_BY}"), "transcriber"),
    Lead(
        "digital",
        "transcribed-by",
        _TRANSCRIBING,
        _open(rf"(?i:(?:{_TRANSCRIBED}){_MORE}){_FOLLOWED}"),
        "transcriber",
        200,
        0,
    ),
    Lead("digital", "markup", _MARKING, _label(rf"(?:{_MARKED}){_MORE}{_BY}"), "markup"),
    Lead("digital", "markup-by", _MARKING, _open(rf"(?i:(?:{_MARKED}){_MORE}){_FOLLOWED}"), "markup", 200, 0),
    Lead("digital", "proofread", _PROOFING, _label(rf"(?:{_PROOFED}){_MORE}{_BY}"), "proofreader"),
    Lead("digital", "proofread-by", _PROOFING, _open(rf"(?i:{_PROOFED}){_FOLLOWED}"), "proofreader", 200, 0),
    Lead(
        "digital",
        "online-version",
        "online version",
        _label(r"online[ -](?:version|edition|fassung)|version en ligne"),
    ),
    Lead(
        "digital",
        "edited",
        "edit herausgeb édit",
        _label(rf"(?:{_EDITED}|editor|herausgeber(?:in)?|éditeur){_BY}"),
        "editor",
    ),
    Lead(
        "digital", "edited-by", "edit herausgeb édit", _open(rf"(?i:{_EDITED}){_FOLLOWED}"), "editor", 160, 0
    ),
    Lead(
        "creation",
        "written",
        "first written composed deliv draft dat geschrieben verfa entstanden gehalten écrit rédig pronon",
        _label(rf"(?:{_WRITTEN})(?: (?:in|on|am|im|en|le))?"),
    ),
    Lead(
        "source",
        "published",
        "first orig re pub print source quelle vorlage erst zuerst urspr prem parution édition",
        _label(rf"(?:{_PUBLISHED})(?: (?:in|as|by|dans))?"),
        longest=500,
        sentences=3,
    ),
    Lead(
        "source",
        "published-in",
        "first orig pub erst zuerst ersch",
        _open(_PUBLISHED_IN),
        longest=200,
        sentences=0,
    ),
    Lead("source", "from-journal", "from aus", _open(r"From|Aus"), longest=200, sentences=0),
)

_STEM = 12  # as long as any stem
_STEMS = tuple((lead, tuple(lead.stems.split())) for lead in LEADS)
_LONGEST = max(lead.longest for lead in LEADS)
_ALL_STEMS = tuple(sorted({stem for _, stems in _STEMS for stem in stems}))

SENTENCE_END = lazy(  # not the stop of Vol., Nos., Nov.
    r"(?:[^\W\d_]{4}|\b[a-zß-ÿ]{3}|[)\d]{4})[.!?][”’\"]?\s+[A-ZÀ-Þ“„«]"
)
FOR = lazy(r"(?:^|\s)(?:for|für|pour)\s+(?:(?:the|das|die|den|le|la)\s|l[’'])?")
BY = lazy(r"(?:^|[\s,])(?:by|von|par)\s+")
BODY_END = lazy(r"\s(?:in|im|en|by|von|par|on)\s|,?\s(?:1\d|20)\d\d\b|[,;:()]|\.\s|\.?\s*$")
NAMES_END = lazy(r"\s(?:for|für|pour|in|im|en|on|from|aus)\s|\s?[;:(\[]|(?<=\w\w\w)\.\s|,?\s\d|\s*$")
NAME = lazy(r"[^,&]+?(?=\s?[,&]|\s(?:and|und|et)\s|$)")
JOINT = lazy(r"(?:\s|,|&|(?:and|und|et)\s)+")
BODY_WORDS = lazy(  # a name with one of these is a body, no person
    r"\b(?:Archiv\w*|Publish\w+|Press|Librar\w+|Institut\w*|Societ\w+|Committee|Project|Collective|Group|Internet"
    r"|University|Verlag|Museum|Party|Union|Cent(?:re|er)|Association|House|Team|Foundation|Books|Online)\b"
)
DOMAIN = lazy(r"[\w-]+(?:\.[\w-]+)+")
FROM_TAIL = lazy(r"\s(?:from|after|aus|nach|d’après)\s")
WORD = lazy(r"[^\W\d_]+")
SMALL_WORDS = {
    "by",
    "for",
    "the",
    "and",
    "in",
    "on",
    "von",
    "für",
    "das",
    "die",
    "und",
    "par",
    "pour",
    "le",
    "la",
    "et",
}


def read_line(text: str, *, language: str = "") -> Provenance | None:
    """What the line `text` states about the provenance of the work; None where it is no catalogue line.

    A line of prose that only begins like one ("Published in haste, the book ...") is none: without a
    colon a line must be short, one sentence, and hold what the statement needs.
    """
    if len(text) > _LONGEST:
        return None
    start = text.lstrip().lstrip("*_")[:_STEM].lower()
    if start.isascii() and not start.startswith(_ALL_STEMS):
        return None
    for lead, stems in _STEMS:
        if start.isascii() and not start.startswith(stems):
            continue
        match = lead.pattern.match(text)
        if match is None:
            continue
        if len(text) > lead.longest or len(SENTENCE_END.findall(text)) > lead.sentences:
            return None
        words = match["lead"].strip(" :")
        if lead.kind == "licence":
            return Provenance(lead.kind, lead.rule, words)
        if lead.kind == "source":
            return _source(lead, words, text, language)
        return _made(lead, words, text, match.end(), language)
    return None


def _source(lead: Lead, words: str, text: str, language: str) -> Provenance | None:
    marks = read_citation(text, language=language)
    kinds = {mark.kind for mark in marks}
    if lead.rule != "published" and not ("title" in kinds and kinds & {"date", "biblScope"}):
        return None
    dates = [DateValue(text[mark.start : mark.end], **_fields(mark)) for mark in marks if mark.kind == "date"]
    return Provenance(lead.kind, lead.rule, words, marks=tuple(marks), date=_only(dates))


def _made(lead: Lead, words: str, text: str, start: int, language: str) -> Provenance | None:
    """A statement about the making of the work or of its copy: agents, the body they work for, dates."""
    people, body = (_people(text, start), _body(text, start)) if lead.kind == "digital" else ([], None)
    marks = [Mark("agent", *span, attrs={"role": lead.role}, rule=lead.rule) for span in people if lead.role]
    agents = tuple(Agent(text[mark.start : mark.end], lead.role, words=words) for mark in marks)
    if body:
        marks.append(Mark("publisher", *body, rule=lead.rule))
    dates = []
    for first, last, value in find_dates(text[start:], language=language, bare_years=True):
        if all(start + last <= mark.start or mark.end <= start + first for mark in marks):
            marks.append(Mark("date", start + first, start + last, attrs=value.attrs(), rule=lead.rule))
            dates.append(value)
    is_open = not lead.pattern.flags & re.IGNORECASE
    if is_open and (not marks or _residue(text, start, marks) > 2):
        return None
    if lead.kind == "updated" and not dates:
        return None
    publisher = text[body[0] : body[1]] if body else ""
    marks.sort(key=lambda mark: mark.start)
    return Provenance(lead.kind, lead.rule, words, agents, tuple(marks), _only(dates), publisher)


def _people(text: str, start: int) -> list[tuple[int, int]]:
    """Where the names of persons stand: after "by", or at once where no "for" comes first."""
    by = BY.search(text[start:])
    if by is None and FOR.match(text[start:]):
        return []
    at = start + (by.end() if by else 0)
    end = NAMES_END.search(text, at)
    return list(_names(text, at, end.start() if end else len(text)))


def _names(text: str, at: int, end: int) -> Iterator[tuple[int, int]]:
    while at < end and (match := NAME.match(text, at, end)):
        last = match.end()
        if text[last - 1] == "." and len(text[at:last].split()[-1]) > 2:
            last -= 1  # the stop that ends the line, not one that ends an initial
        name = text[at:last]
        if not PERSON.fullmatch(name) or BODY_WORDS.search(name):
            return
        yield at, last
        joint = JOINT.match(text, match.end(), end)
        at = joint.end() if joint else end


def _body(text: str, start: int) -> tuple[int, int] | None:
    """The body that the work was done for: "the Marxists’ Internet Archive", "marxists.org"."""
    lead = FOR.search(text[start:])
    if lead is None:
        return None
    at = start + lead.end()
    end = BODY_END.search(text, at)
    name = text[at : end.start() if end else len(text)]
    return (at, at + len(name)) if name[:1].isupper() or DOMAIN.fullmatch(name) else None


def _residue(text: str, start: int, marks: list[Mark]) -> int:
    """How many words that matter no mark covers: hardly any but those that name the copy-text."""
    covered = [(mark.start, mark.end) for mark in marks]
    tails = (FROM_TAIL.match(text, mark.end) for mark in marks if mark.kind == "agent")
    end = min((tail.start() for tail in tails if tail), default=len(text))
    return sum(
        1
        for match in WORD.finditer(text, start, end)
        if match[0].lower() not in SMALL_WORDS and not any(a <= match.start() < b for a, b in covered)
    )


def _only(dates: list[DateValue]) -> DateValue | None:
    return dates[0] if len(dates) == 1 else None


def _fields(mark: Mark) -> dict[str, str]:
    names = {"when": "when", "notBefore": "not_before", "notAfter": "not_after", "from": "start", "to": "end"}
    return {names[name]: value for name, value in mark.attrs.items()}
