"""A bibliographic line read into its parts: titles, volume, issue, pages, date, imprint, persons.

`read_citation` returns marks and never changes a word. A line may hold several citations, parted by
semicolons; each is read by the recognisers in `PARTS`, in order, and a later one yields to an earlier
one. What fits no pattern stays plain text: a wrong element in a `bibl` is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from .dates import find_dates
from .model import Mark
from .patterns import lazy

MAX_LENGTH = 1500  # a longer line is no citation

_UP = "[A-ZÀ-ÞČŁŘŚŠŽ]"

# Words before the citation. Capitalised "In", "From" ... after a label may belong to a title.
LABEL = lazy(
    r"\*{0,2}(?:(?:first |originally |re)?(?:published|printed)(?: in)?|source|original|quelle"
    r"|erst(?:mals )?veröffentlich(?:t|ung)(?: in)?|zuerst|(?:première )?publi(?:é|cation)(?: dans)?)"
    r"\s?:\*{0,2}\s*",
    re.IGNORECASE,
)
UNLABELLED = lazy(
    r"(?:From|Aus|(?:First |Originally )?[Pp]ublished in|Erstmals veröffentlicht in|Publié dans)\s+"
)
LEAD = lazy(
    r"(?:(?:(?:also |again )?(?:in|from)|aus|auch in|dans|aussi dans|cf\.|see|vgl\.|voir)(?:\s?:\s*|\s+)"
    r"|(?:In|Dans)\s?:\s*)*"
)
NEXT_IS_HOST = lazy(r"\s*in\s?:", re.IGNORECASE)
SIGLUM = lazy(  # the head of an entry in a list of sources: "ICCP 1925:", "Maximoff 1940:", "GdS:"
    rf"\s*((?:{_UP}[\w’.&-]*(?: {_UP}[\w’.-]*)? (?:1\d{{3}}|20\d\d)[a-z]?|{_UP}[A-Za-z]{{0,4}}{_UP})):\s"
)
SIGLUM_USE = lazy(
    rf"{_UP}[\w’.&-]*(?: {_UP}[\w’.-]*)? (?:1\d{{3}}|20\d\d)[a-z]?(?=,\s?(?:pp?|S)\.|\s*[.;]?\s*$)"
)

_NUMBER = r"(?:\d{1,4}|[ivxlc]{1,7})(?!\w)"
PAGES = lazy(
    rf"(?<!\w)(?:pp?\.|pages?|S\.|Seiten?|págs?\.)\s{{0,2}}(?P<all>(?P<first>{_NUMBER})"
    rf"(?:\s?[-–—]\s?(?P<last>{_NUMBER}))?(?P<more>(?:\s?(?:,|&|and|und|et)\s?{_NUMBER}(?:\s?[-–—]\s?{_NUMBER})?)*)"
    r"(?P<on>\s?ff?\.)?)"
)
_ROMAN = r"(?:\d{1,4}|[IVXLC]{1,7})(?!\w)"
VOLUME = lazy(
    r"(?<!\w)(?:(?:[Vv]ol|Bd|Jg)s?\.?|[Vv]olumes?|Band|Jahrgang|[Tt]ome|[Tt]omo|t\.)\s{0,2}"
    rf"(?P<all>(?P<first>{_ROMAN})(?:\s?[-–]\s?(?P<last>{_ROMAN}))?)"
)
ISSUE = lazy(
    r"(?<!\w)(?:N(?:o|os|r)\.?|nos?\.|[Ii]ssue|Heft|[Nn]uméro|[Nn]úm\.?|[Nn][°º]|№)\s{0,2}"
    r"(?P<all>(?P<first>\d{1,5})(?:\s?(?P<sign>[-–/])\s?(?P<last>\d{1,5}))?)(?!\w)"
)
EMPHASIS = lazy(r"(?<![*_\w])(\*{1,2}|_)(?P<title>[^\s*_](?:[^*_]{0,400}[^\s*_])?)\1(?![*_\w])")
QUOTED = lazy(r"“(?P<a>[^“”]{2,300})”|„(?P<b>[^„“]{2,300})“|«(?P<c>[^«»]{2,300})»|\"(?P<d>[^\"]{2,300})\"")
JOURNAL = lazy(
    rf"(?P<title>{_UP}[^\W\d]*(?:[ ’'.&-]{{1,3}}[^\W\d]+){{0,7}})"
    r"(?:,?\s(?=(?:[Vv]ol|No|Nr|Bd|Jg|Jahrgang|[Tt]ome|[Nn]°)\b)|,\s)"
)
ARTICLE = lazy(r"(?:The|Der|Die|Das|Le|La|Les|El|Il) |L[’']")
PARTING = lazy(r";")

_CAP = rf"{_UP}[\w’'-]*\.?"
_INITIAL = r"[A-Z]\.|[A-Z]\[\w+\]"
_PARTICLE = r"v[ao]n|de[nrl]?|d[iu]|da|la|le|te|ten|ter|zu[mr]?"
PERSON = lazy(rf"(?:{_CAP}|{_INITIAL})(?:\s(?:{_CAP}|{_INITIAL}|{_PARTICLE})){{1,4}}")
AND = lazy(r"\s(?:&|and|und|et|y)\s|\s/\s")
EDITED = lazy(r"\s?\((?:[Ee]ds?|Hg|Hrsg|[ée]ds?|dir)\.?\)")
_PLACE = rf"{_UP}[\w’-]+(?: (?:am|an der|upon|sur|de))?(?: {_UP}[\w’-]+){{0,2}}"
_PLACES = rf"(?P<place>{_PLACE}(?:\s?[–/&]\s?{_PLACE}){{0,3}})"
_YEAR = r"(?P<year>(?:1\d{3}|20\d\d))(?!\d)"
_HOUSE = rf"(?P<publisher>{_UP}[^:;()\d*]{{1,80}}?)"
_TRADE = r"(?:Press|Verlag|Publishers|Books|Bookshop|Editions)"
IMPRINTS: tuple[re.Pattern[str], ...] = (
    lazy(rf"[,.]\s{_PLACES}(?:,?\s{_YEAR})?\s\({_HOUSE}\)"),  # , Moscow 1968 (Progress Publishers)
    lazy(rf"[,.(]\s?{_PLACES}\s?:\s{_HOUSE},\s{_YEAR}"),  # (London: Bell & Daughters, 1890)
    lazy(rf"[,.]\s(?P<publisher>{_UP}[^,:;()\d*]{{0,60}}\s{_TRADE}),\s{_PLACES},?\s{_YEAR}"),
    lazy(rf"[,.(]\s?{_PLACES},?\s{_YEAR}(?=[,.;:)]|\s[–—]|\s*$)"),  # , Moscow 1921
    lazy(rf"(?:[,(]|[*_”“»\"])\s?{_YEAR}(?=[,.;:)]|\s[–—]|\s*$)"),  # *Living My Life* 1931
)


class Citation(NamedTuple):
    """One citation of a line: its stretch without the words before it, and what is said round it."""

    text: str
    start: int
    end: int
    labelled: bool  # words such as "Published:" or "From" say that a source follows
    hosted: bool  # the next citation begins with "in:": this one names a part of it
    language: str


def read_citation(text: str, *, language: str = "") -> list[Mark]:
    """The parts of the bibliographic line `text` as marks, in order and without overlap.

    Kinds: title (`level` a, j or m), biblScope (`unit`, and `from` and `to` for a true range), date,
    publisher, pubPlace, editor, author, abbr (the siglum the line explains). `language` helps to read
    dates in figures.
    """
    if len(text) > MAX_LENGTH:
        return []
    found: list[Mark] = []
    siglum = SIGLUM.match(text)
    if siglum and not LABEL.match(text):
        found.append(Mark("abbr", siglum.start(1), siglum.end(1), rule="siglum"))
    for citation in _citations(text, siglum.end() if found and siglum else 0, language):
        for rule, part in PARTS:
            for mark in part(citation, found):
                if _fits(mark, found):
                    mark.rule = rule
                    found.append(mark)
    emphasised = [match.span() + match.span("title") for match in EMPHASIS.finditer(text)]
    found = [mark for mark in found if not any(_cuts(mark, *pair) for pair in emphasised)]
    return sorted(found, key=lambda mark: mark.start)


def _fits(mark: Mark, found: list[Mark]) -> bool:
    return mark.start < mark.end and all(
        mark.end <= other.start or other.end <= mark.start for other in found
    )


def _cuts(mark: Mark, start: int, end: int, inner_start: int, inner_end: int) -> bool:
    """Whether a mark holds one sign of an emphasised stretch and not the other."""
    apart = mark.end <= start or end <= mark.start
    around = mark.start <= start and end <= mark.end
    inside = inner_start <= mark.start and mark.end <= inner_end
    return not (apart or around or inside)


def _citations(text: str, start: int, language: str) -> Iterator[Citation]:
    closed = [match.span() for pattern in (EMPHASIS, QUOTED) for match in pattern.finditer(text)]
    cuts = [
        match.start()
        for match in PARTING.finditer(text, start)
        if not any(first < match.start() < last for first, last in closed)
    ]
    for end in [*cuts, len(text)]:
        at = start + len(text[start:end]) - len(text[start:end].lstrip())
        label = LABEL.match(text, at, end) or UNLABELLED.match(text, at, end)
        lead = LEAD.match(text, label.end() if label else at, end)
        at = lead.end() if lead else at
        if use := SIGLUM_USE.match(text, at, end):
            at = use.end()  # "Maximoff 1940, p. 444": the year belongs to the siglum
        hosted = bool(NEXT_IS_HOST.match(text, end + 1))
        yield Citation(text, at, end, bool(label), hosted, language)
        start = end + 1


# ---------------------------------------------------------------- the parts


def _pages(cited: Citation, _: list[Mark]) -> Iterator[Mark]:
    for match in PAGES.finditer(cited.text, cited.start, cited.end):
        attrs = {"unit": "page"}
        if match["last"] and not match["more"] and not match["on"]:
            attrs |= _range(match["first"], match["last"])
        yield Mark("biblScope", *match.span("all"), attrs=attrs)


def _volume(cited: Citation, _: list[Mark]) -> Iterator[Mark]:
    for match in VOLUME.finditer(cited.text, cited.start, cited.end):
        attrs = {"unit": "volume"} | _range(match["first"], match["last"])
        yield Mark("biblScope", *match.span("all"), attrs=attrs)


def _issue(cited: Citation, _: list[Mark]) -> Iterator[Mark]:
    for match in ISSUE.finditer(cited.text, cited.start, cited.end):
        attrs = {"unit": "issue"}
        if match["sign"] != "/":
            attrs |= _range(match["first"], match["last"])
        yield Mark("biblScope", *match.span("all"), attrs=attrs)


def _range(first: str, last: str | None) -> dict[str, str]:
    """`from` and `to` of a range, the shortened end of 440–4 made whole; nothing for what is no range."""
    if not last or first.isdecimal() != last.isdecimal():
        return {}
    if first.isdecimal():
        last = first[: max(0, len(first) - len(last))] + last
        return {"from": first, "to": last} if int(first) < int(last) else {}
    return {"from": first, "to": last}


def _date(cited: Citation, _: list[Mark]) -> Iterator[Mark]:
    piece = cited.text[cited.start : cited.end]
    for start, end, value in find_dates(piece, language=cited.language):
        yield Mark("date", cited.start + start, cited.start + end, attrs=value.attrs())


def _imprint(cited: Citation, _: list[Mark]) -> Iterator[Mark]:
    """Place, publisher and year, looked for only after a title that is set off by signs."""
    titles = [*_stretches(EMPHASIS, cited), *_stretches(QUOTED, cited)]
    if not titles:
        return
    after = max(end for _, end in titles) - 1  # the closing sign may be what the year follows
    for pattern in IMPRINTS:
        if match := pattern.search(cited.text, after, cited.end):
            part = match.groupdict()
            if part.get("place"):
                yield from _each("pubPlace", match.start("place"), match["place"], lazy(r"\s?[–/&]\s?"))
            if part.get("publisher"):
                yield Mark("publisher", *match.span("publisher"))
            if part.get("year"):
                yield Mark("date", *match.span("year"), attrs={"when": match["year"]})
            return


def _title(cited: Citation, found: list[Mark]) -> Iterator[Mark]:
    """Titles set off by emphasis or quotation marks; the level follows from what stands with them."""
    emphasised = [match.span("title") for match in EMPHASIS.finditer(cited.text, cited.start, cited.end)]
    quoted = _stretches(QUOTED, cited)
    printed = _has(cited, found, "publisher") or _has(cited, found, "pubPlace")
    serial = _has(cited, found, "biblScope", "volume", "issue") and not printed
    last = emphasised[-1] if emphasised else None
    for start, end in emphasised:
        if (start, end) == last:
            level = "j" if serial else "a" if cited.hosted else "m"
        elif serial or re.search(r"\bin:?\s\*{0,2}_?$", cited.text[end : last[0] if last else end]):
            level = "a"
        else:
            continue
        yield Mark("title", start, end, attrs={"level": level})
    for start, end in quoted:
        words = cited.text[start + 1 : end - 1]
        begin = end - 1 - len(words.lstrip())
        inner = words.strip().rstrip(" ,.")
        if inner and ((last and start < last[0]) or cited.hosted or (serial and not last)):
            yield Mark("title", begin, begin + len(inner), attrs={"level": "a"})


def _journal(cited: Citation, found: list[Mark]) -> Iterator[Mark]:
    """A title without any sign: the one stretch of words between the label and the volume, issue or date."""
    match = JOURNAL.match(cited.text, cited.start, cited.end)
    if not match or any(mark.kind == "title" for mark in found if mark.start >= cited.start):
        return
    following = [mark for mark in found if mark.start >= match.end()]
    next_mark = min(following, key=lambda mark: mark.start, default=None)
    between = cited.text[match.end() : next_mark.start] if next_mark else ""
    if next_mark is None or "," in between:
        return
    numbered = next_mark.attrs.get("unit") == "issue" or (
        next_mark.attrs.get("unit") == "volume"  # a book has volumes too, but neither numbers nor months
        and (_has(cited, found, "biblScope", "issue") or _has(cited, found, "date"))
    )
    dated = next_mark.kind == "date" and not between.strip() and cited.labelled
    paged = _has(cited, found, "biblScope", "page")
    if numbered or (dated and (paged or ARTICLE.match(match["title"]))):
        yield Mark("title", *match.span("title"), attrs={"level": "j"})


def _editor(cited: Citation, _: list[Mark]) -> Iterator[Mark]:
    if match := EDITED.search(cited.text, cited.start, cited.end):
        words = cited.text[cited.start : match.start()]
        if "," not in words and "*" not in words:
            yield from _persons("editor", cited.start, words)


def _author(cited: Citation, found: list[Mark]) -> Iterator[Mark]:
    """One or two personal names between the start and the first title that is set off."""
    titles = [start for start, _ in (*_stretches(EMPHASIS, cited), *_stretches(QUOTED, cited))]
    if not titles or _has(cited, found, "editor"):
        return
    words = cited.text[cited.start : min(titles)].rstrip()
    names = words[:-1]
    if words[-1:] in {",", ":"} and all(PERSON.fullmatch(name) for name in AND.split(names)):
        yield from _persons("author", cited.start, names)


def _persons(kind: str, start: int, words: str) -> Iterator[Mark]:
    """One mark a person where all the words are personal names, else one mark for the body they name."""
    if all(PERSON.fullmatch(name) for name in AND.split(words)):
        yield from _each(kind, start, words, AND)
    else:
        yield Mark(kind, start, start + len(words))


def _each(kind: str, start: int, words: str, parting: re.Pattern[str]) -> Iterator[Mark]:
    at = 0
    for match in [*parting.finditer(words), None]:
        end = match.start() if match else len(words)
        yield Mark(kind, start + at, start + end)
        at = match.end() if match else end


def _stretches(pattern: re.Pattern[str], cited: Citation) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(cited.text, cited.start, cited.end)]


def _has(cited: Citation, found: list[Mark], kind: str, *units: str) -> bool:
    return any(
        mark.kind == kind and mark.start >= cited.start and (not units or mark.attrs.get("unit") in units)
        for mark in found
    )


PARTS: tuple[tuple[str, Callable[[Citation, list[Mark]], Iterator[Mark]]], ...] = (
    ("pages", _pages),
    ("volume", _volume),
    ("issue", _issue),
    ("date", _date),
    ("imprint", _imprint),
    ("title", _title),
    ("journal", _journal),
    ("editor", _editor),
    ("author", _author),
)
