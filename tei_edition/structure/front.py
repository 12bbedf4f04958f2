"""The title page: author, title, subtitle, date, byline, imprint.

Its lines are the pieces from the top down to the first paragraph or the first heading of a division.
`FRONT_RULES` is an ordered table; what no rule takes is title, then subtitle.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..lexicon import BYLINE, SALUTE
from ..model import HEADER_KINDS, TITLE_KINDS, Document
from ..patterns import lazy
from .forms import MARKDOWN_RULE
from .persons import byline_name, forenames, like_a_name
from .piece import SENTENCE_END, Piece
from .provenance import settle_provenance
from .shapes import LONGEST_HEAD, heads_letter, is_address, is_date, is_short, may_be_head, opens_letter

_YEAR = r"(?:1[4-9]|20)\d\d"
_AUTHOR_YEAR = lazy(rf"(?P<author>[^\d\n]{{3,60}}?),? \(?(?P<year>{_YEAR})\)?\.?")
_DATE_LINE = lazy(rf"\(?[^\n()]{{0,30}}{_YEAR}\)?\.?")
_SITE_WORDS = lazy(
    r"\b(?:section of|web ?site|home ?page|archive|library|online|\w+\.(?:org|com|net|de|fr))\b", re.I
)
_LOWER_WORD = lazy(r"(?<![\w’'])[a-zà-ÿ]{2,}")
_PLACES = (
    "London|Edinburgh|Dublin|Glasgow|Oxford|Cambridge|New York|Boston|Philadelphia|Chicago|Washington|Toronto|Paris|Lyon|"
    "Bruxelles|Genève|Amsterdam|Leipzig|Berlin|Wien|München|Stuttgart|Frankfurt|Hamburg|Zürich|Basel|Göttingen|Jena|Weimar|"
    "Tübingen|Halle|Breslau|Dresden|Köln|Bonn"
)
_IMPRINT = lazy(
    r"\b(?:printed (?:for|by|and sold)|published by|publishers?|verlag|buchhandlung|verlegt|librairie|libraires?|éditeurs?|chez|"
    rf"booksellers?)\b|^(?:{_PLACES})\b.*(?:&|\band\b|\bund\b|\bet\b|\bco\.|\bsons\b|\bpress\b|\blane\b|\bstreet\b|\brow\b|"
    r"stra(?:ß|ss)e\b|\brue\b|\d{4})",
    re.I | re.S,
)
_EDITION = lazy(
    r"(?:the |in )?(?:[\w-]+,? ){1,4}(?:edition|auflage|ausgabe|édition)\b.{0,60}|all rights reserved\.?|alle rechte vorbehalten\.?"
    r"|\[?price .{2,30}",
    re.I,
)
_BY_ALONE = lazy(r"(?:by|von|par)(?: the author)?[.:]?", re.I)
_WORKS = lazy(
    r",? ?(?:the )?(?:author|authoress|translator|editor) of\b|verfasser(?:in)? (?:von|des|der)\b|auteur d[eu']",
    re.I,
)
_TOP_LINES = 6  # pieces among which the byline of the whole text stands
_LONGEST_STOPPED = 80  # characters of a title with a stop


# what a line of the title page, settled before, spares the other rules
_SAID_BY = {"titlePart": {"title"}, "byline": {"author"}}
_IN_ZONE = HEADER_KINDS | TITLE_KINDS | {"epigraph"}


class _Zone:
    """The pieces before `end`. `byline` is the index of one near the top: what stands above it is title page; 0:
    there is none."""

    def __init__(self, doc: Document, pieces: list[Piece], end: int, byline: int) -> None:
        self.doc, self.pieces, self.end, self.byline = doc, pieces, end, byline
        self.roles: set[str] = set()

    def may_be_title(self, at: int) -> bool:
        return at < self.byline or may_be_head(self.pieces[at])

    def titles_after(self, at: int) -> list[Piece]:
        return [
            self.pieces[n]
            for n in range(at + 1, self.end)
            if not self.pieces[n].settled and self.may_be_title(n) and not BYLINE.match(self.pieces[n].text)
        ]


def read_front(doc: Document, pieces: list[Piece]) -> None:
    """Settle the pieces before the text, and what stands beside it at either end."""
    settle_provenance(doc, pieces)
    _settle_markdown_title(pieces)
    byline = _byline_under_title(pieces)
    zone = _Zone(doc, pieces, _zone_end(pieces, above=byline), byline)
    at = 0
    while at < zone.end:
        if pieces[at].block.kind == "epigraph" and "title" in zone.roles:
            break
        if pieces[at].settled:
            zone.roles |= _SAID_BY.get(pieces[at].block.kind, set())
        else:
            for name, rule in FRONT_RULES:
                if rule(zone, at):
                    zone.roles.add(name)
                    break
        at += 1


def _settle_markdown_title(pieces: list[Piece]) -> None:
    """`# Title` at the head of a text whose other headings all have more signs: the title, no division's heading."""
    heads = [p for p in pieces if p.block.rule == MARKDOWN_RULE]
    if len(heads) < 2 or heads[0] is not pieces[0] or heads[0].block.level > 1:
        return
    if all(head.block.level > 1 for head in heads[1:]):
        heads[0].settle(
            "titlePart", "markdown-title", "the only line with a single #, at the head", type="main"
        )
        heads[0].block.level = 0


def _byline_under_title(pieces: list[Piece]) -> int:
    """The index of the first byline, where only lines of a title's length stand above it, and none of them is a
    sentence with its stop; 0 where there is none. A title may ask, or say, what no heading would."""
    for at, piece in enumerate(pieces[:_TOP_LINES]):
        if at and byline_name(piece.text):
            return at
        ends = SENTENCE_END.search(piece.text) and not piece.text.endswith(("?", "!"))
        if len(piece.text) > LONGEST_HEAD or piece.settled or (ends and len(piece.text) > _LONGEST_STOPPED):
            return 0
    return 0


def _zone_end(pieces: list[Piece], *, above: int) -> int:
    """The index of the first piece that is text, or heads a division; what stands `above` a byline is neither."""
    for at, piece in enumerate(pieces):
        if at < above:
            continue
        kind = piece.block.kind
        if piece.settled and kind not in _IN_ZONE:
            return at
        if not piece.settled and not (is_short(piece) or (may_be_head(piece) and len(piece.text) < 220)):
            return _without_heads(pieces, at)
    return 0 if len(pieces) < 2 else _without_heads(pieces, len(pieces))


def _without_heads(pieces: list[Piece], end: int) -> int:
    """Leave the last line before the text to the text where the provenance lines stand above it: it
    heads the first section."""
    last_provenance = max((i for i in range(end) if pieces[i].settled), default=-1)
    return (
        last_provenance + 1
        if last_provenance >= 0 and any(not p.settled for p in pieces[:last_provenance])
        else end
    )


def _opener(zone: _Zone, at: int) -> bool:
    """A salute, or a place and date, is no title: what opens a letter ends the zone."""
    piece = zone.pieces[at]
    if at and not zone.roles & {"title"}:
        return False
    if not at:
        _settle_letter_head(zone.pieces)
    if not (piece.settled or opens_letter(piece)) or _dates_title(zone, at):
        return False
    zone.end = at
    return True


def _dates_title(zone: _Zone, at: int) -> bool:
    """A day alone under title and author, and no salute below it: it dates the text."""
    below = zone.pieces[at + 1].text if at + 1 < len(zone.pieces) else ""
    return (
        zone.roles >= {"title", "author"}
        and not zone.pieces[at].settled
        and is_date(zone.pieces[at].text)
        and not SALUTE.fullmatch(below)
    )


def _settle_letter_head(pieces: list[Piece]) -> None:
    """Place and date in the first lines; a house and street too, where they or a salute stand below it."""
    dated = 0
    if len(pieces) > 1 and is_address(pieces[0].text):
        dated = int(opens_letter(pieces[1]) or heads_letter(pieces[1].text))
    while dated < len(pieces) and heads_letter(pieces[dated].text):
        dated += 1
    for piece in pieces[:dated]:
        piece.settle("dateline", "letter-head", "place and date at the head of the text")


def _imprint(zone: _Zone, at: int) -> bool:
    """Place and publisher under the title: `London: Printed for ...`."""
    piece = zone.pieces[at]
    if "title" not in zone.roles or len(piece.text) > 200 or not _IMPRINT.search(piece.text):
        return False
    piece.settle("docImprint", "imprint", "place and publisher under the title")
    return True


def _edition(zone: _Zone, at: int) -> bool:
    """`Third Edition.` and the like, under the title."""
    piece = zone.pieces[at]
    if "title" not in zone.roles or not _EDITION.fullmatch(piece.text):
        return False
    piece.settle("docEdition", "edition-statement", "an edition, its rights or its price, under the title")
    return True


def _breadcrumb(zone: _Zone, at: int) -> bool:
    """A first line of names whose beginning the next line repeats as the author (profile A11)."""
    piece = zone.pieces[at]
    if at or zone.end < 3:
        return False
    words, below = piece.text.split(), zone.pieces[1].text.split()
    match = _AUTHOR_YEAR.fullmatch(zone.pieces[1].text)
    if not match or _LOWER_WORD.search(piece.text) or words[:2] != below[:2] or len(words) <= len(below) - 1:
        return False
    piece.settle(
        "boilerplate", "breadcrumb", "names the author once more, above the author", subtype="navigation"
    )
    return True


def _banner(zone: _Zone, at: int) -> bool:
    """A first line that names a site or an archive, with a title still to come."""
    piece = zone.pieces[at]
    if at or not _SITE_WORDS.search(piece.text) or not zone.titles_after(at):
        return False
    piece.settle("boilerplate", "banner", "names a site or archive above the title", subtype="banner")
    return True


def _author_year(zone: _Zone, at: int) -> bool:
    piece = zone.pieces[at]
    match = _AUTHOR_YEAR.fullmatch(piece.text)
    if not match or not like_a_name(match["author"]) or "author" in zone.roles:
        return False
    piece.settle("byline", "author-and-year", "a name and a year on one line", author=match["author"])
    piece.part_after(match.end("author"), "docDate")
    return True


def _byline(zone: _Zone, at: int) -> bool:
    piece = zone.pieces[at]
    if "title" in zone.roles and _is_part_of_byline(zone, at):
        return True
    name = byline_name(piece.text)
    if not name or (not zone.roles & {"title", "author"} and at == 0):
        return False
    piece.settle("byline", "byline", "“by” and a name", author=name)
    return True


def _is_part_of_byline(zone: _Zone, at: int) -> bool:
    """`by` alone on its line, the name below it, and what else the author wrote."""
    piece = zone.pieces[at]
    if _BY_ALONE.fullmatch(piece.text) and at + 1 < zone.end:
        below = zone.pieces[at + 1]
        name = below.text.rstrip(".")
        if not below.settled and like_a_name(name):
            piece.settle("byline", "byline-words", "“by” alone, above a name")
            below.settle("byline", "byline", "a name under “by”", author=name)
            return True
    if _WORKS.match(piece.text) and len(piece.text) < 200:
        piece.settle("byline", "byline-words", "what else the author wrote")
        return True
    return False


def _author(zone: _Zone, at: int) -> bool:
    """A name alone on its line, with the title after or before it."""
    piece = zone.pieces[at]
    name = piece.text.rstrip(".")
    if "author" in zone.roles or not like_a_name(name) or len(name.split()) > 5:
        return False
    known = name.split()[0] in forenames() or bool(re.match(r"[A-ZÀ-Þ]\.", name))
    if not known or not (zone.titles_after(at) or "title" in zone.roles):
        return False
    piece.settle("byline", "author-alone", "a name alone above or below the title", author=name)
    return True


def _doc_date(zone: _Zone, at: int) -> bool:
    piece = zone.pieces[at]
    if (
        not at
        or not _DATE_LINE.fullmatch(piece.text)
        or len(piece.text.split()) > 5
        or "title" not in zone.roles
    ):
        return False
    piece.settle("docDate", "date-line", "a date under the title")
    return True


def _title(zone: _Zone, at: int) -> bool:
    piece = zone.pieces[at]
    if piece.block.kind == "lg":
        piece.block.kind = "p"
    if "title" not in zone.roles:
        if (
            not zone.may_be_title(at)
            and not piece.text.rstrip(".").isupper()
            and not _title_with_stop(zone, at)
        ):
            return False
        piece.settle("titlePart", "title", "the first line that is nothing else", type="main")
        _part_subtitle(piece, zone.doc.metadata.subtitle)
        return True
    if zone.roles & {"imprint", "edition"} and at + 1 == zone.end:
        zone.end = at  # the title page is over: the line heads the text
        return False
    if sum(c.isalpha() for c in piece.text) < 2 or (not zone.may_be_title(at) and len(piece.text) > 100):
        return False
    piece.settle("titlePart", "subtitle", "a line under the title", type="sub")
    return True


def _part_subtitle(piece: Piece, subtitle: str) -> None:
    """The subtitle that the sidecar names is a part of its own where it ends the line of the title (profile A4)."""
    main = piece.text.removesuffix(subtitle)
    if main.strip() and main != piece.text and not main[-1].isalnum():
        piece.part_after(len(main), "titlePart")
        piece.following[-1].attrs["type"] = "sub"


def _title_with_stop(zone: _Zone, at: int) -> bool:
    return at == 0 and len(zone.pieces[at].text) < _LONGEST_STOPPED and zone.end > 1


FRONT_RULES: tuple[tuple[str, Callable[[_Zone, int], bool]], ...] = (
    ("opener", _opener),
    ("breadcrumb", _breadcrumb),
    ("banner", _banner),
    ("author", _author_year),
    ("author", _byline),
    ("author", _author),
    ("date", _doc_date),
    ("edition", _edition),
    ("imprint", _imprint),
    ("title", _title),
)
