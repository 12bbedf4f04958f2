"""What a piece is by its own form: `FORM_RULES`, an ordered table; the first rule that fits decides."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..model import Block, Mark, Span
from ..numerals import roman_value
from ..patterns import lazy
from .piece import ITEM, OPENING_QUOTES, SEPARATING, SEPARATOR, Piece, cut_labels

MARKDOWN_RULE = "markdown-heading"
MARKDOWN_HEAD = lazy(r"(#{1,6})\s+(?=\S)")
_UNDERLINED = lazy(r"(?P<head>[^\n]{1,120})\n\s*(?P<rule>={3,}|-{3,})")
_QUOTE_SIGN = lazy(r">\s?")
_ILLUSTRATION = lazy(r"\[(?:Illustration|Abbildung|Figure|Image)(?::\s*|\s*)", re.I)
_QUOTATION_AND_SOURCE = lazy(
    r"(?P<quote>[“\"„«][^“”\"„«»]{20,900}[”\"“»][.,]?)\s+(?P<source>\((?:[^()]{2,160})\b(?:p|pp|S)\. ?\d[^()]{0,30}\)\.?)"
)
_CLOSING_QUOTES = '”“«»"’‘'
_ATTRIBUTION = lazy(r"(?:[—–]|--)\s?\S")
_INDENT_STEP = 2  # blanks that set a list in by one level
_NEAR = 60  # items of inner lists, past which no fellow is looked for
_DEEPEST_LIST = 8  # levels
_DEEPEST_QUOTE = 24  # blanks; lines further in are an address or a signature at the right


def apply_form_rules(pieces: list[Piece], at: int) -> None:
    """Let the first rule of the table that fits settle the piece at `at`."""
    if pieces[at].block.kind == "lg":
        _epigraph(pieces, at)
        return
    if pieces[at].block.kind != "p":
        return
    text = pieces[at].text
    for _, signs, rule in FORM_RULES:
        if (not signs or text.startswith(signs)) and rule(pieces, at):
            return


def _separator(pieces: list[Piece], at: int) -> bool:
    if not SEPARATOR.fullmatch(pieces[at].text):
        return False
    pieces[at].settle("ab", "separator", "no letter or digit in it", type="separator")
    return True


def _illustration(pieces: list[Piece], at: int) -> bool:
    piece = pieces[at]
    match = _ILLUSTRATION.match(piece.text)
    if not match or not piece.text.endswith("]"):
        return False
    piece.settle("figure", "illustration", "in the brackets of an illustration")
    cut_labels(piece.block, match.end(), 1)
    return True


def _markdown_head(pieces: list[Piece], at: int) -> bool:
    piece = pieces[at]
    match = MARKDOWN_HEAD.match(piece.text)
    if not match or "\n" in piece.text:
        return False
    piece.settle("head", MARKDOWN_RULE, "begins with #")
    piece.block.level = len(match[1])
    cut_labels(piece.block, match.end(), 0)
    return True


def _quote_sign(pieces: list[Piece], at: int) -> bool:
    """`> ` before each line, as letters by electronic mail have it."""
    piece = pieces[at]
    lines = piece.text.split("\n")
    if not all(line.lstrip().startswith(">") and len(line.strip()) > 1 for line in lines):
        return False
    piece.settle("quote", "quote-sign", "each line begins with >")
    start = len(lines[0]) + 1
    for line in lines[1:]:
        sign = start + line.index(">")
        match = _QUOTE_SIGN.match(piece.text, sign)
        end = match.end() if match else sign + 1
        piece.block.marks.append(Mark("sign", sign, end, lead=end - sign, rule="quote-sign"))
        start += len(line) + 1
    first = _QUOTE_SIGN.match(piece.text)
    cut_labels(piece.block, first.end() if first else 1, 0)
    return True


def _underlined_head(pieces: list[Piece], at: int) -> bool:
    """A line over a rule of = or - as long as it is (Setext): a heading of the first or second level."""
    piece = pieces[at]
    match = _UNDERLINED.fullmatch(piece.text) if "\n" in piece.text else None
    if not match or len(match["rule"]) * 2 < len(match["head"]):
        return False
    piece.settle("head", "underlined-heading", f"underlined with {match['rule'][0]}")
    piece.block.level = 1 if match["rule"][0] == "=" else 2
    cut_labels(piece.block, 0, len(match["rule"]))
    return True


def _list_item(pieces: list[Piece], at: int) -> bool:
    """An item needs a fellow: one more with the next number, or the same bullet, before or after it."""
    piece = pieces[at]
    match = ITEM.match(piece.text)
    if not match or (match["b"] == "-" and not _beside(pieces, at)):
        return False
    fellow = _fellow_item(pieces, at, match)
    if not fellow:
        return False
    rend = "bulleted" if match["b"] else "numbered"
    attrs = {} if match["b"] else {"n": match["n"]}
    if depth := min(piece.indent // _INDENT_STEP, _DEEPEST_LIST):
        attrs["depth"] = str(depth)
    piece.settle("item", "list-item", fellow, rend=rend, **attrs)
    cut_labels(piece.block, match.end(), 0)
    return True


def _beside(pieces: list[Piece], at: int) -> bool:
    """Whether a line follows, or goes before, with no blank line between: a hyphen alone may be a dash."""
    after = at + 1 < len(pieces) and pieces[at + 1].gap == 0 and pieces[at + 1].text.startswith("-")
    return after or (at > 0 and pieces[at].gap == 0 and pieces[at - 1].block.kind == "item")


def _fellow_item(pieces: list[Piece], at: int, match: re.Match[str]) -> str:
    host = at - 1  # past the items of a list inside the item before
    while (
        at - host < _NEAR
        and host > 0
        and pieces[host].block.kind == "item"
        and pieces[host].indent > pieces[at].indent
    ):
        host -= 1
    before = pieces[host].block if at else None
    if before is not None and before.kind == "item" and _follows(before.attrs.get("n", ""), match["n"] or ""):
        return "goes on from the item before"
    below = at + 1  # past the items of a list inside this one
    while below < min(len(pieces), at + _NEAR) and pieces[below].indent > pieces[at].indent:
        below += 1
    if below < len(pieces) and (after := ITEM.match(pieces[below].text)):
        first = match["b"] or (match["n"] or "") in ("1", "a", "i")
        if first and bool(after["b"]) == bool(match["b"]) and _follows(match["n"] or "", after["n"] or ""):
            return "the next item goes on from it"
    return ""


def _follows(one: str, other: str) -> bool:
    if not one and not other:
        return True
    if one.isdecimal() and other.isdecimal():
        return int(other) == int(one) + 1
    if roman_value(one) and roman_value(other) == roman_value(one) + 1:
        return True
    return len(one) == len(other) == 1 and ord(other) == ord(one) + 1


def _quotation(pieces: list[Piece], at: int) -> bool:
    """A whole paragraph in quotation marks after one that ends in a colon (profile B4)."""
    piece = pieces[at]
    text = piece.text
    if at == 0 or text[0] not in OPENING_QUOTES or not pieces[at - 1].text.rstrip("*_").endswith(":"):
        return False
    if (
        text.rstrip("*_.,")[-1] not in _CLOSING_QUOTES
        or pieces[at - 1].block.kind != "p"
        or len(pieces[at - 1].text) < 40
    ):
        return False
    piece.settle("quote", "quotation", "wholly in quotation marks, after a colon")
    return True


def _cited_quotation(pieces: list[Piece], at: int) -> bool:
    """A paragraph that is one quotation and, in parentheses, where it was found (profile A19)."""
    piece = pieces[at]
    match = _QUOTATION_AND_SOURCE.fullmatch(piece.text)
    if not match or len(piece.block.spans) != 1:
        return False
    start = piece.block.spans[0].start
    for kind, group in (("quote", "quote"), ("bibl", "source")):
        span = Span(start + match.start(group), start + match.end(group))
        piece.block.children.append(Block(kind, (span,), match[group], rule="cited-quotation"))
    piece.settle("cit", "cited-quotation", "a quotation and its page in parentheses")
    piece.block.spans, piece.block.text = (), ""
    return True


def _epigraph(pieces: list[Piece], at: int) -> bool:
    """A few lines whose last one, after a dash, says where they are from, above the first paragraph."""
    piece = pieces[at]
    if "\n" not in piece.text:
        return False
    lines = piece.text.split("\n")
    if not _ATTRIBUTION.match(lines[-1].strip()) or len(lines) > 14 or len(piece.block.spans) != 1:
        return False
    if any(len(p.text) > 300 and p.block.kind == "p" for p in pieces[max(0, at - 3) : at]):
        return False
    span = piece.block.spans[0]
    cut = piece.text.rindex("\n")
    bibl = lines[-1].strip()
    kind = "lg" if piece.block.kind == "lg" else "p"
    quoted = Block(
        kind,
        (Span(span.start, span.start + len(piece.text[:cut].rstrip())),),
        piece.text[:cut].rstrip(),
        rule="epigraph",
    )
    source = Block("bibl", (Span(span.end - len(bibl), span.end),), bibl, rule="epigraph")
    piece.settle("epigraph", "epigraph", "lines with an attribution, before the text")
    piece.block.children = [quoted, source]
    piece.block.spans, piece.block.text = (), ""
    return True


def _indented_prose(pieces: list[Piece], at: int) -> bool:
    """Wrapped prose set in from the margin of its neighbours."""
    piece = pieces[at]
    if piece.indent < 2 or piece.last == piece.first or not piece.prose or piece.indent > _DEEPEST_QUOTE:
        return False
    neighbours = [
        p
        for p in pieces[max(0, at - 2) : at + 3]
        if p is not piece and p.last > p.first and p.block.kind == "p"
    ]
    if not any(p.indent == 0 for p in neighbours):
        return False
    piece.settle("quote", "indented-block", f"set in by {piece.indent}")
    return True


# name, the signs that what it takes begins with (none: any), and the rule
FORM_RULES: tuple[tuple[str, tuple[str, ...], Callable[[list[Piece], int], bool]], ...] = (
    ("separator", tuple(SEPARATING), _separator),
    ("underlined-heading", (), _underlined_head),
    ("epigraph", (), _epigraph),
    ("illustration", ("[",), _illustration),
    (MARKDOWN_RULE, ("#",), _markdown_head),
    ("quote-sign", (">",), _quote_sign),
    ("list-item", (), _list_item),
    ("quotation", tuple(OPENING_QUOTES), _quotation),
    ("cited-quotation", tuple(OPENING_QUOTES), _cited_quotation),
    ("indented-block", (), _indented_prose),
)
