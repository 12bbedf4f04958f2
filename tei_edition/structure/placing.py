"""What a piece is by where it stands: headings, openers, closers, contents, the lines before the text.

Long pieces are text. The short ones come in runs between them, and a run reads from the end of one
division to the start of the next: closing words, signature, source, then heading, byline, salute.
The evidence, surest first: a division's word (`Chapter 2`), an entry of the contents list, the
form of the lines themselves, their order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .pieces import Piece
from ..lexicon import (
    BYLINE,
    CLOSING,
    CONTENTS,
    GROUPS,
    POSTSCRIPT,
    RANK,
    SALUTE,
    SOURCES,
    THANKS,
    THE_END,
    UNLABELLED_RANK,
    division_of,
    named_division,
)
from ..model import Document

_LONGEST_HEAD = 220
_LONGEST_SHORT = 110
_END = re.compile(r"[.!?…][\"'”’»«)\]*_⁰¹²³⁴-⁹]*$")
_NOT_HEAD_END = re.compile(r"(?:[.;,:…]|[.,;:][\"'”’»«)\]]+)$")
_SENTENCE_BREAK = re.compile(r"(?<!\b[A-Z][a-z])[a-zà-ÿ]{3}(?<!Capt)(?<!Prof)(?<!Messrs)(?<!Sept)[.!?][\"'”’»)]* +[A-ZÀ-Þ]")
_UNFINISHED = re.compile(r"(?:^|\s)(?:and|or|of|the|to|for|with|in|by|from|a|an|which|that|und|oder|der|die|das|von|et|ou|de|la|le|les|des|du)$")
_MEMO = re.compile(
    r"(?:subject|ref|re|to|from|date|time|place|present|participants?|members?|betreff|objet|an|von|de|à)\s?:\s", re.I
)
_DEDICATED = re.compile(r"(?:To|An|À) (?!(?:be|whom)\b)")
_ATTRIBUTION = re.compile(r"(?:[—–]|--)\s?\S")
_ROW_OF_LINES = 4  # unlabelled short lines in a row: a list of names or things, no stack of headings
_INITIAL = re.compile(r"(?<!\w)[A-ZÀ-Þ](?:\.|\[\w+\])")
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|jan\\.?|feb\\.?|mar\\.?|apr\\.?|"
    "jun\\.?|jul\\.?|aug\\.?|sept?\\.?|oct\\.?|nov\\.?|dec\\.?|jany|feby|augst|septr|octr|novr|decr|januar|jänner|februar|märz|mai|juni|juli|oktober|dezember|"
    "janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre"
)
_DATE = re.compile(
    rf"(?:\b\d{{1,2}}(?:st|nd|rd|th|er|\.)? (?:of )?(?:{_MONTHS})\b|\b(?:{_MONTHS}) \d{{1,2}}|\b(?:{_MONTHS})[,.]? \d{{4}}|"
    r"\b\d{1,2}[-./] ?\d{1,2}[-./] ?(?:1[4-9]|20)?\d\d\b|^\(?(?:1[4-9]|20)\d\d\)?\.?$)",
    re.I,
)
_DATE_WORDS = frozenset(re.findall(r"\w+", _MONTHS)) | {"the", "of", "den", "le", "de", "evening", "morning", "night", "abends"}
_YEAR_ALONE = re.compile(r"\(?(?:1[4-9]|20)\d\d\)?\.?")
_PARENTHESISED_DATE = re.compile(rf"\((?:\d{{1,2}}\.? )?(?:(?:{_MONTHS})[.,]? ?)?(?:\d{{1,2}}, )?(?:1[4-9]|20)\d\d\)", re.I)
_CITED = re.compile(r"\(?(?:also |again |first |quoted )?(?:in|aus|from|dans|siehe auch|cf\.?)(?: in)?:\s", re.I)
_SIGNATURE_WORDS = re.compile(r"[(\[]?(?:seal|signed|gez\.?|signé|l\. ?s\.)[)\]:.]*", re.I)
_CAPITALISED = re.compile(r"[(\[]?[A-ZÀ-Þ][\w’'.\[\]-]*[,.)\]]*|[A-ZÀ-Þ]\.|(?:de|von|van|der|den|du|la|le|of|the|and|&|und|et|zu|y|d’|d')[,.]?")
_LINKED = ("of", "the", "and", "in", "on", "to", "for", "with", "at", "from", "a", "an")
_SIGLUM_LINE = re.compile(r"[A-ZÀ-Þ][\w.’'&-]*(?: [\w.’'&-]+){0,3}(?: \d{4}[a-z]?)?: \S")


@dataclass(slots=True)
class _Text:
    """What the rules need to know beside the run in hand."""

    doc: Document
    pieces: list[Piece]
    entries: dict[str, int] = field(default_factory=dict)  # contents entry, folded -> index of its piece
    answered: set[int] = field(default_factory=set)


def place_announced(doc: Document, pieces: list[Piece]) -> None:
    """Settle what says itself what it is: the contents list and the headings it announces, labelled
    headings, lists of sources."""
    text = _Text(doc, pieces)
    _settle_contents(text)
    _settle_labelled_heads(pieces)
    _settle_sources(pieces)


def place_runs(pieces: list[Piece]) -> None:
    """Settle every short piece that is still open by the run it stands in."""
    in_letter = False
    for first, end in _runs(pieces):
        in_letter = _settle_run(pieces, first, end, in_letter=in_letter)
    _settle_postscripts(pieces)
    _settle_thanks(pieces)


def opens_letter(piece: Piece) -> bool:
    """A salute, or lines of place and date, as letters begin."""
    text = piece.text
    return bool(SALUTE.fullmatch(text)) or is_dateline(text)


def is_dateline(text: str) -> bool:
    """Place and date, in a line or a few; a year alone, or a date in parentheses, is none."""
    if len(text) > (90 if "\n" not in text else 200) or text.startswith("(") or _YEAR_ALONE.fullmatch(text):
        return False
    return bool(_DATE.search(text)) and _place_and_date(text)


def is_short(piece: Piece) -> bool:
    """A piece that may be a heading, a closing, a line of a title: not a paragraph by its length."""
    text = piece.text
    if piece.block.kind == "lg":
        return piece.block.rule == "verse-lines" and text.count("\n") < 7 and (
            bool(CLOSING.match(text)) or is_dateline(text)
        )
    if is_dateline(text):
        return True
    if len(text) <= _LONGEST_SHORT:
        return not (_END.search(text) and len(text) > 60) or bool(_CITED.match(text))
    return may_be_head(piece) and len(text) <= _LONGEST_HEAD or bool(_CITED.match(text)) and len(text) < 300


def may_be_head(piece: Piece) -> bool:
    """Whether its form lets a piece be a heading: short, begun with a capital or number, no stop at the end."""
    text = piece.text
    if len(text) > _LONGEST_HEAD or text.count("\n") > 4 or not any(c.isalpha() for c in text):
        return False
    first = text.lstrip("“„»«\"‘'([*_¿¡")[:1]
    if not (first.isupper() or first.isdigit()):
        return False
    if _NOT_HEAD_END.search(text) and not text.isupper() and not division_of(text):
        return False
    if _SENTENCE_BREAK.search(text) or _UNFINISHED.search(text) or _MEMO.match(text):
        return False
    return not (len(text) > 60 and _END.search(text) and not text.endswith(("?", "!", "?”", "!”")))


def fold(text: str) -> str:
    """A heading as the contents list may spell it: no case, no signs, single blanks."""
    return " ".join(re.findall(r"[^\W⁰¹²³⁴⁵⁶⁷⁸⁹]+", text.casefold()))


# -- contents, labelled heads, sources ----------------------------------------------------------


def _settle_contents(text: _Text) -> None:
    """The contents list: from its heading to the first later piece that repeats an entry as a heading."""
    pieces = text.pieces
    for at, piece in enumerate(pieces):
        if piece.settled or not CONTENTS.fullmatch(piece.text.strip(" .:*_#=[]")):
            continue
        end = _contents_end(pieces, at + 1)
        if end - at < 3:
            continue
        piece.settle("head", "contents-heading", "a word for contents alone on its line", div="contents")
        piece.block.level = 1
        _settle_entries(text, at + 1, end)
        return


def _contents_end(pieces: list[Piece], start: int) -> int:
    """Where the contents list stops: at the first piece that an earlier entry announces, or at prose."""
    seen: dict[str, int] = {}
    begun: dict[str, int] = {}  # the first words of each entry, of any number from two
    for at in range(start, min(len(pieces), start + 2000)):
        piece = pieces[at]
        if piece.settled and piece.block.kind not in ("item", "lg"):
            return at
        key = fold(piece.text)
        if key in seen and at > start + 1:
            return _with_label(pieces, at, seen[key])
        if at > start + 1 and key in begun and may_be_head(piece):
            return _with_label(pieces, at, begun[key])
        if len(piece.text) > 400 or (len(piece.text) > 160 and _END.search(piece.text)):
            return at
        seen.setdefault(key, at)
        words = key.split()
        for end in range(2, min(len(words), 14)):
            begun.setdefault(" ".join(words[:end]), at)
    return start


def _with_label(pieces: list[Piece], at: int, entry: int) -> int:
    """The heading's label (`Document 1`) stands above it where the contents list has none."""
    if at - 1 > entry and (named := division_of(pieces[at - 1].text)) and not named[3]:
        return at - 1
    return at


def _settle_entries(text: _Text, start: int, end: int) -> None:
    pieces = text.pieces
    later = {fold(p.text): i for i, p in reversed(list(enumerate(pieces[end:], end))) if may_be_head(p)}
    opened: dict[str, int] = {}  # the first words of a heading -> the first piece that begins so
    for folded, i in later.items():
        opened.setdefault(_opening(folded), i)
    group = ""
    for at in range(start, end):
        piece = pieces[at]
        if piece.block.kind == "lg":
            piece.block.kind = "p"
        key = fold(piece.text)
        if GROUPS.fullmatch(key) and at + 1 < end and key not in later:
            group = key
            piece.settle("item", "contents-group", "a word that groups the entries below it", rend="contents", group="1")
            continue
        continued = piece.text.startswith("(") and at > start
        if continued and pieces[at - 1].block.kind == "item":
            piece.settle("item", "contents-entry", "a parenthesis to the entry before it", rend="contents", more="1")
            continue
        attrs = {"rend": "contents"}
        if group:
            attrs["under"] = "1"
        target = later.get(key)
        if target is None:
            target = _heading_of_parts(pieces, opened.get(_opening(key)), key)
        piece.settle("item", "contents-entry", "stands in the contents list", **attrs)
        if target is not None and target not in text.answered:
            text.entries[key] = target
            text.answered.add(target)
            piece.block.attrs["answer"] = str(target)
            pieces[target].block.attrs["heads"] = str(target)
            _settle_announced(pieces[target], group, piece.text)
        else:
            line = text.doc.source.lines[piece.first].number
            text.doc.say("S05", line, f"no heading answers “{_short(piece.text)}”")


def _opening(folded: str) -> str:
    return " ".join(folded.split(" ", 2)[:2])


def _heading_of_parts(pieces: list[Piece], at: int | None, key: str) -> int | None:
    """An entry that runs heading and subheading, or heading and byline, together."""
    if at is None or at + 1 >= len(pieces):
        return None
    one = fold(pieces[at].text)
    both = one + " " + fold(pieces[at + 1].text)
    fits = len(one) > 5 and key.startswith(one) and (key.startswith(both) or both.startswith(key))
    return at if fits else None


def _settle_announced(piece: Piece, group: str, entry: str) -> None:
    div = "appendix" if group.startswith(("app", "anh", "ann")) else "section"
    piece.settle("head", "contents-answered", f"announced in the contents: “{_short(entry)}”", div=div)
    piece.block.level = RANK.get(div, 5) if div == "appendix" else 5


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:57] + "..."


def _settle_labelled_heads(pieces: list[Piece]) -> None:
    """Headings that say so themselves: `CHAPTER I.`, `Document 1`, `Preface`, all in capitals."""
    for at, piece in enumerate(pieces):
        if piece.settled or len(piece.text) > _LONGEST_HEAD:
            continue
        named = division_of(piece.text)
        if named and _label_stands(pieces, at, named):
            kind, label, number, rest = named
            piece.settle("head", "division-label", f"begins “{label}”", div=kind, n=number)
            piece.block.level = RANK[kind]
            if not rest:
                piece.block.attrs["type"] = "label"
        elif piece.text.count("\n") < 1 and (own := named_division(piece.text)) and may_be_head_form(piece):
            piece.settle("head", "division-name", "a word that names a part of a book", div=own[0], part=own[1])
            piece.block.level = RANK["chapter"]


def _label_stands(pieces: list[Piece], at: int, named: tuple[str, str, str, str]) -> bool:
    """A label is a heading where it is alone on its line, or followed by a title rather than a sentence."""
    piece, rest = pieces[at], named[3]
    first = piece.text[:1]
    if not (first.isupper() or first.isdigit()):
        return False
    if not rest:
        return True
    if not (rest[:1].isupper() or rest[:1] in "“\"‘(_*0123456789") or len(rest) > 160:
        return False
    return bool(named[1].endswith((".", ":")) or piece.text.isupper() or "\n" in piece.text) and not (
        _END.search(rest) and len(rest.split()) > 14
    )


def may_be_head_form(piece: Piece) -> bool:
    """As `may_be_head`, with a full stop allowed: `PREFACE.`"""
    return piece.text[:1].isupper() and len(piece.text) < 60


def _settle_sources(pieces: list[Piece]) -> None:
    """`sources:` and the list of sigla under it, or the books a piece was taken from (profile A13, A18)."""
    for at, piece in enumerate(pieces):
        if piece.settled or not SOURCES.fullmatch(piece.text.strip(" .:*_#=")) or at + 1 >= len(pieces):
            continue
        rows = at + 1
        while rows < len(pieces) and not pieces[rows].settled:
            row = pieces[rows]
            if _SIGLUM_LINE.match(row.text) and len(row.text) < 400:
                row.settle("bibl", "source-listed", "a siglum and its book, under “sources”")
            elif row.text.endswith(":") and len(row.text) < 30 and rows > at + 1:
                row.settle("label", "source-label", "introduces the next source")
            else:
                break
            rows += 1
        if rows > at + 1:
            piece.settle("head", "sources-heading", "a word for sources, books below it", div="sources")
            piece.block.level = UNLABELLED_RANK + 1
            if rows < len(pieces) and not pieces[rows].settled and pieces[rows].text[:1] in "–—-":
                pieces[rows].settle("p", "source-remark", "goes on from the sources with a dash")


# -- runs of short pieces -----------------------------------------------------------------------


def _runs(pieces: list[Piece]) -> list[tuple[int, int]]:
    """The stretches of short pieces between long ones, as [first, end)."""
    runs: list[tuple[int, int]] = []
    first = -1
    for at, piece in enumerate(pieces):
        if piece.block.kind in ("note", "boilerplate"):
            continue
        short = piece.block.kind == "head" if piece.settled and piece.block.kind != "lg" else is_short(piece)
        if short and first < 0:
            first = at
        elif not short and first >= 0:
            runs.append((first, at))
            first = -1
    if first >= 0:
        runs.append((first, len(pieces)))
    return runs


def _settle_run(text: list[Piece], first: int, end: int, *, in_letter: bool) -> bool:
    """Settle one run; return whether what follows is the text of a letter, which has no headings inside."""
    pieces = [p for p in text[first:end] if p.block.kind not in ("note", "boilerplate")]
    after_text = first > 0
    at_end = all(p.block.kind in ("note", "boilerplate", "updated") for p in text[end : end + 200]) and len(text) - end < 200
    head = next((i for i, p in enumerate(pieces) if p.block.kind == "head"), None)
    closing = _closing_length(pieces, head, after_text=after_text, at_end=at_end)
    _settle_closing(pieces[:closing])
    rest = pieces[closing:]
    opening = 0 if at_end else _opening_length(rest, at_start=first == 0 or bool(closing), in_letter=in_letter)
    middle = rest[: len(rest) - opening]
    saluted = False
    for piece in rest[len(rest) - opening :]:
        kind = "salute" if SALUTE.fullmatch(piece.text) else "dateline"
        saluted = saluted or kind == "salute"
        piece.settle(kind, "opener", "opens a division: " + ("an address" if kind == "salute" else "place and date"))
    labelled = any(piece.block.kind == "head" for piece in middle)
    letter = in_letter and not closing and not labelled
    _settle_middle(middle, followed=(bool(opening) or not at_end) and not letter)
    return saluted or letter


def _closing_length(pieces: list[Piece], head: int | None, *, after_text: bool, at_end: bool) -> int:
    """How many pieces at the head of a run close the division before it."""
    if not after_text:
        return 0
    limit = len(pieces) if head is None else head
    length = 0
    sure = False  # something that only a closer has was seen
    for at in range(limit):
        piece = pieces[at]
        if piece.settled and piece.block.kind != "lg":
            break
        if _closes(piece) or (CLOSING.match(piece.text) and "\n" in piece.text):
            length, sure = at + 1, True
        elif _cited(piece):
            length = at + 1
            break
        elif not (_signs(piece) and (sure or at_end or head is not None or _leads_to_cited(pieces[at:limit]))):
            break
        else:
            length = at + 1
    if length == limit and head is None and not at_end and not sure and not any(_cited(p) for p in pieces[:length]):
        return 0  # names alone before more text are headings as likely as signatures: leave them
    return length


def _leads_to_cited(pieces: list[Piece]) -> bool:
    return any(_cited(piece) for piece in pieces)


def _cited(piece: Piece) -> bool:
    return bool(_CITED.match(piece.text))


def part_signature(piece: Piece) -> None:
    """`Your affectionate sister, / Agnes Thorley` on lines of one piece: the last line is the signature."""
    text = piece.text
    cut = text.rfind("\n")
    if cut < 0 or not CLOSING.match(text):
        return
    if all(_CAPITALISED.fullmatch(word) for word in text[cut:].split()):
        piece.part_after(cut, "signed")


def _closes(piece: Piece) -> bool:
    text = piece.text
    if len(text) > 160 or _DEDICATED.match(text):
        return False
    return bool(
        CLOSING.fullmatch(text)
        or (_DATE.search(text) and len(text) < 80 and _place_and_date(text))
        or _SIGNATURE_WORDS.fullmatch(text)
        or (_INITIAL.search(text) and _signs(piece) and len(text) < 60)
        or THE_END.fullmatch(text)
    )


def _place_and_date(text: str) -> bool:
    """A line that holds little more than a place, a day and a year."""
    words = [w for w in re.findall(r"[^\W\d_]+", text) if w.lower() not in _DATE_WORDS]
    most = 8 + 6 * text.count("\n")
    return all(w[0].isupper() or len(w) < 4 for w in words) and len(words) <= most and not text.endswith(("?", "!"))


def _signs(piece: Piece) -> bool:
    """Names, offices and bodies, one line or several, with no verb to make a sentence."""
    text = piece.text
    if len(text) > 260 or piece.block.kind not in ("p", "lg"):
        return False
    words = text.split()
    small = sum(word.islower() for word in words)
    return all(_CAPITALISED.fullmatch(w) or (w.islower() and len(w) <= 3) for w in words) and small * 2 < len(words)


def _settle_closing(pieces: list[Piece]) -> None:
    for piece in pieces:
        part_signature(piece)
        text = piece.text
        if _cited(piece):
            piece.settle("trailer", "cited-source", "“in:” and a source, after the end")
        elif THE_END.fullmatch(text):
            piece.settle("trailer", "the-end", "words for the end")
        elif CLOSING.fullmatch(text):
            piece.settle("closing-salute", "closing-words", "a closing formula")
        elif _DATE.search(text) and _place_and_date(text):
            piece.settle("closing-dateline", "closing-date", "place and date at the end")
        elif POSTSCRIPT.match(text):
            piece.settle("postscript", "postscript", "begins with P.S.")
        else:
            piece.settle("signed", "signature", "names where a division ends")


def _opening_length(pieces: list[Piece], *, at_start: bool, in_letter: bool) -> int:
    """How many pieces at the end of a run open the division below it. A date alone opens one only at
    the start, or under a heading; above a paragraph it may be the heading itself."""
    length = 0
    while length < len(pieces):
        piece = pieces[-1 - length]
        if piece.settled and piece.block.kind != "lg" or not opens_letter(piece):
            break
        length += 1
    opening = pieces[len(pieces) - length :]
    if any(SALUTE.fullmatch(piece.text) for piece in opening):
        return length if not in_letter or any(is_dateline(p.text) for p in opening) or length < len(pieces) else 0
    if at_start or (length < len(pieces) and (pieces[-1 - length].block.kind == "head" or may_be_head(pieces[-1 - length]))):
        return length
    return 0


def _settle_middle(pieces: list[Piece], *, followed: bool) -> None:
    """Headings with what belongs to them: label, title, subtitle, byline, source."""
    if _settle_row(pieces):
        return
    group: list[Piece] = []
    for piece in pieces:
        if piece.settled and piece.block.kind != "head":
            group = []
            continue
        if group and not piece.settled and BYLINE.match(piece.text) and len(piece.text) < 90:
            piece.settle("byline", "byline", "“by” under a heading")
        elif group and not piece.settled and _cited(piece):
            piece.settle("bibl", "cited-source", "“in:” and a source, under a heading")
        elif _CITED.match(piece.text) and not piece.settled:
            piece.settle("bibl", "cited-source", "“in:” and a source")
        elif piece.settled:
            group = _join_group(group, piece)
        elif followed and may_be_head(piece):
            under = bool(group) and group[-1].block.kind == "head"
            piece.settle("head", "short-title", "a short line with no stop before a paragraph")
            piece.block.level = UNLABELLED_RANK
            group = _join_group(group, piece) if under else [piece]
        elif group and piece.text.startswith("(") and piece.text.endswith(")"):
            piece.settle("head", "subheading", "in parentheses under a heading", type="sub")
            piece.block.level = group[0].block.level
            group.append(piece)
        else:
            group = []


def _settle_row(pieces: list[Piece]) -> bool:
    """A row of short lines that nothing labels is a list, headed by a line above it or by none."""
    plain = [p for p in pieces if not p.settled and p.block.kind == "p"]
    if len(plain) < _ROW_OF_LINES or len(plain) != len(pieces):
        return False
    if any(p.text.isupper() or is_dateline(p.text) or sum(c.isalpha() for c in p.text) < 4 for p in plain):
        return False
    for piece in plain:
        piece.settle("item", "row-of-lines", f"{len(plain)} short lines in a row", rend="simple")
    return True


def _settle_postscripts(pieces: list[Piece]) -> None:
    """`P.S.` after a signature or a closing formula, however long."""
    before = None
    for piece in pieces:
        if piece.block.kind in ("note", "boilerplate"):
            continue
        closed = before is not None and before.block.kind in ("signed", "closing-salute", "closing-dateline", "postscript")
        if closed and POSTSCRIPT.match(piece.text) and piece.block.kind in ("p", "head", "signed"):
            piece.settle("postscript", "postscript", "begins with P.S., after the end")
        before = piece


def _join_group(group: list[Piece], piece: Piece) -> list[Piece]:
    """Headings on top of each other are one: label, main, sub, as long as no division's word comes again."""
    block = piece.block
    if not group or block.rule in ("division-label", "division-name", "contents-heading", "sources-heading"):
        return [piece]
    head = group[0].block
    if block.rule == "contents-answered" and head.attrs.get("type") != "label":
        return [piece]
    if head.attrs.get("type") == "label":
        block.attrs["type"] = "main" if len(group) == 1 else "sub"
    else:
        head.attrs.setdefault("type", "main")
        block.attrs["type"] = "sub"
    block.attrs["under"] = "1"
    block.level = head.level
    block.attrs.pop("div", None)
    return [*group, piece]


def _settle_thanks(pieces: list[Piece]) -> None:
    """A last paragraph that thanks somebody belongs to the whole, not to the piece it follows (profile A20)."""
    for piece in reversed(pieces):
        if piece.block.kind in ("note", "boilerplate") or piece.settled and piece.block.kind != "p":
            continue
        if len(piece.text) < 300 and THANKS.search(piece.text) and piece.text.split(None, 1)[0] != "I" and len(pieces) > 8:
            piece.settle("p", "thanks", "thanks at the very end", back="acknowledgement")
        return

