"""Chunks to blocks: paragraphs whole again, and every piece that its own form tells.

A chunk of wrapped prose is one paragraph, or several where a line stops short; a chunk of lines
that were broken on purpose stays lines. Paragraphs that a page end tore are joined here. What a
piece is, as far as its own form says, is decided by `FORM_RULES`, an ordered table; headings,
openers and closers need their neighbours and are settled by `placing`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from ..model import Block, Chunk, Document, Mark, Span

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»«›‹)\]*_⁰¹²³⁴-⁹]*$")
_STOP = re.compile(r"[.!?;:…][\"'”’»«›‹)\]*_⁰¹²³⁴-⁹]*$|[⁰¹²³⁴-⁹\]]$")
_LABELLED_LINE = re.compile(r"[A-ZÀ-Þ][^\s:.]{2,24}(?: [^\s:.]{1,20}){0,3}: ")
_ITEM = re.compile(r"(\(?(?P<n>\d{1,3}|[a-z]|[ivx]{1,6})[.)]|(?P<b>[-•‣◦–—*]))\s+(?=\S)")
_SEPARATOR = re.compile(r"(?:[*•·.~_=#⁂❦◆+–—-]\s*){1,60}")
_MARKDOWN_HEAD = re.compile(r"(#{1,6})\s+(?=\S)")
_QUOTE_SIGN = re.compile(r">\s?")
_ILLUSTRATION = re.compile(r"\[(?:Illustration|Abbildung|Figure|Image)(?::\s*|\s*)", re.I)
_NOTE_WORD = re.compile(r"\[([^\W\d_]{4,12}(?:-note)?)")
_QUOTATION_AND_SOURCE = re.compile(
    r"(?P<quote>[“\"„«][^“”\"„«»]{20,900}[”\"“»][.,]?)\s+(?P<source>\((?:[^()]{2,160})\b(?:p|pp|S)\. ?\d[^()]{0,30}\)\.?)"
)
_OPENING_QUOTES = "“„»«\"‘‚"
_CLOSING_QUOTES = "”“«»\"’‘"
_SMALL = frozenset("of the and for in de von van der du la le und et y di da".split())
_ATTRIBUTION = re.compile(r"(?:[—–]|--)\s?\S")
_DEEPEST_QUOTE = 24  # blanks; lines further in are an address or a signature at the right
_NARROWEST_PAGE = 48  # narrower lines are verse, or broken by meaning
_WIDEST_PAGE = 110  # characters; longer lines are not wrapped by hand
_PROSE_SHARE = 0.6  # of the line ends of a chunk, at which the next word would not have fitted
_LONG = 120  # characters; a line as long is a paragraph of its own in a text that is not wrapped


@dataclass(slots=True, eq=False)
class Piece:
    """A block in the making, with what was measured about it."""

    block: Block
    first: int  # index of its first line
    last: int
    gap: int  # blank lines before it
    indent: int
    prose: bool  # its lines are wrapped by measure, not by meaning
    cut: bool = False  # a page end or note bodies stand between it and the piece before
    turns: list[tuple[Span | None, str]] = field(default_factory=list)
    following: list[Block] = field(default_factory=list)  # blocks made of the rest of it

    @property
    def text(self) -> str:
        """The text as it stands in the source."""
        return self.block.text

    @property
    def settled(self) -> bool:
        """Whether a rule has decided what it is."""
        return bool(self.block.rule)

    def part_after(self, at: int, kind: str) -> None:
        """Give the rest of the piece, from offset `at` of its text on, to a block that follows it."""
        block = self.block
        head, rest = block.text[:at].rstrip(), block.text[at:].lstrip()
        begins = len(block.text) - len(rest)
        spans = block.spans
        tail = Block(kind, _part_spans(spans, begins, len(block.text)), rest, rule=block.rule, why=block.why)
        tail.marks = [m for m in block.marks if m.start >= begins]
        for mark in tail.marks:
            mark.start, mark.end = mark.start - begins, mark.end - begins
        block.marks = [m for m in block.marks if m not in tail.marks]
        block.text, block.spans = head, _part_spans(spans, 0, len(head))
        self.following.append(tail)

    def settle(self, kind: str, rule: str, why: str, **attrs: str) -> None:
        """Decide what it is, and keep the reason for `inspect`."""
        self.block.kind, self.block.rule, self.block.why = kind, rule, why
        self.block.attrs.update(attrs)


def _part_spans(spans: tuple[Span, ...], start: int, end: int) -> tuple[Span, ...]:
    """The source spans under the stretch [start, end) of a text that these spans make, joined by line feeds."""
    found, at = [], 0
    for span in spans:
        length = span.end - span.start
        low, high = max(start, at), min(end, at + length)
        if low < high:
            found.append(Span(span.start + low - at, span.start + high - at))
        at += length + 1
    return tuple(found)


def make_pieces(doc: Document) -> list[Piece]:
    """The text, chunk by chunk, as pieces in source order; bodies of notes are pieces of kind note."""
    width = _width(doc)
    pieces: list[Piece] = []
    pending: list[tuple[Span | None, str]] = []
    cut = False
    last_line = -1
    for chunk in doc.chunks:
        pending += chunk.turns
        if chunk.role == "body":
            made = _pieces_of(doc, chunk, width)
            made[0].gap, made[0].cut, made[0].turns = chunk.first - last_line - 1, cut, pending
            pending, cut = [], False
            pieces += made
        elif chunk.role == "note":
            pieces.append(Piece(_note_block(doc, chunk), chunk.first, chunk.last, 0, 0, True))
            cut = True
        elif chunk.role == "note-more":
            _continue_note(doc, pieces, chunk)
            cut = True
        else:
            kind = {"notes-head": "notesHeading", "running": "runningHead", "furniture": "fileFrame"}.get(chunk.role)
            if kind:
                block = _leaf(doc, [_span(doc, chunk.first, chunk.last)], "boilerplate")
                block.attrs["subtype"], block.rule, block.why = kind, chunk.rule, "set aside"
                pieces.append(Piece(block, chunk.first, chunk.last, 0, 0, False))
            cut = True
        last_line = chunk.last
    if pending and pieces:
        pieces[-1].turns += pending
    _join_torn(doc, pieces, width)
    pieces = [piece for piece in pieces if piece.block.spans or piece.block.children]
    for order, piece in enumerate(pieces):
        if not piece.settled or piece.block.rule == "verse-lines":
            _apply_form_rules(pieces, order)
    return pieces


def _width(doc: Document) -> int:
    """The measure the text is wrapped to, in characters; 0 for a text with one line a paragraph."""
    lines = doc.source.lines
    inner = [
        lines[i].indent + lines[i].end - lines[i].start
        for chunk in doc.chunks
        if chunk.role == "body" and chunk.last - chunk.first >= 2
        for i in range(chunk.first, chunk.last)
    ]
    if not inner:
        return 0
    inner.sort()
    width = inner[min(len(inner) - 1, len(inner) * 98 // 100)]
    return width if _NARROWEST_PAGE <= width <= _WIDEST_PAGE else 0


def _pieces_of(doc: Document, chunk: Chunk, width: int) -> list[Piece]:
    if chunk.first == chunk.last:
        return [_piece(doc, chunk.first, chunk.last, prose=True)]
    full = [_full(doc, i, width) for i in range(chunk.first, chunk.last)] if width else []
    if full and sum(full) >= _PROSE_SHARE * len(full):
        return _paragraphs(doc, chunk, full)
    return _lines(doc, chunk, width)


def _full(doc: Document, index: int, width: int) -> bool:
    """Whether the next line's first word would not have fitted on this line."""
    line, below = doc.source.lines[index], doc.source.lines[index + 1]
    space = doc.source.text.find(" ", below.start, below.end)
    word = (space if space >= 0 else below.end) - below.start
    return line.indent + line.end - line.start + 1 + word > width


def _paragraphs(doc: Document, chunk: Chunk, full: list[bool]) -> list[Piece]:
    """Wrapped prose: a new paragraph after a line that stops short with a stop, at an indent, at an item."""
    lines, text = doc.source.lines, doc.source.text
    base = min(lines[i].indent for i in range(chunk.first, chunk.last + 1))
    indented = [lines[i].indent - base for i in range(chunk.first, chunk.last + 1)]
    first_line_indents = 0 < sum(1 for v in indented[1:] if 1 < v < 9) <= len(indented) // 2
    cuts = [chunk.first]
    for offset in range(1, len(indented)):
        index = chunk.first + offset
        above, here = lines[index - 1], lines[index]
        stops = bool(_SENTENCE_END.search(text, max(above.start, above.end - 8), above.end))
        short = not full[offset - 1]
        begins = indented[offset] > indented[offset - 1] and 1 < indented[offset] < 9 and first_line_indents
        item = _ITEM.match(text, here.start, here.end) if short or stops else None
        if (short and stops and (text[here.start].isupper() or text[here.start] in _OPENING_QUOTES)) or (
            begins and stops
        ) or item:
            cuts.append(index)
    ends = [*(cut - 1 for cut in cuts[1:]), chunk.last]
    return [_piece(doc, first, last, prose=True) for first, last in zip(cuts, ends, strict=True)]


def _lines(doc: Document, chunk: Chunk, width: int) -> list[Piece]:
    """Lines broken on purpose: apart where each is whole in itself, together where they run on."""
    lines, text = doc.source.lines, doc.source.text
    verse = _looks_like_verse(doc, chunk)
    cuts = [chunk.first]
    if not verse:
        for index in range(chunk.first + 1, chunk.last + 1):
            above, here = lines[index - 1], lines[index]
            whole = bool(_STOP.search(text, max(above.start, above.end - 8), above.end))
            long = above.end - above.start > _LONG
            if whole or long or _LABELLED_LINE.match(text, here.start, here.end) or _ITEM.match(text, here.start, here.end):
                cuts.append(index)
    ends = [*(cut - 1 for cut in cuts[1:]), chunk.last]
    made = [_piece(doc, first, last, prose=False) for first, last in zip(cuts, ends, strict=True)]
    if verse:
        made[0].settle("lg", "verse-lines", f"{chunk.last - chunk.first + 1} lines broken short of the measure")
    return made


def _looks_like_verse(doc: Document, chunk: Chunk) -> bool:
    """Lines of a length, most begun with a capital, none labelled: not an address, a list or a title."""
    lines, text = doc.source.lines, doc.source.text
    rows = [lines[i] for i in range(chunk.first, chunk.last + 1)]
    lengths = [row.end - row.start for row in rows]
    if max(lengths) > 90 or sum(lengths) < 16 * len(rows):
        return False
    if any(_ITEM.match(text, row.start, row.end) or _LABELLED_LINE.match(text, row.start, row.end) for row in rows):
        return False
    indented = min(row.indent for row in rows) >= 2
    words = [word for row in rows for word in text[row.start : row.end].split()]
    if sum(word[0].islower() and word not in _SMALL for word in words) * 6 < len(words):
        return False  # names and bodies, not verse
    capital = sum(text[row.start : row.start + 3].lstrip("“„»«\"'‘’(—").istitle() or text[row.start].isupper() for row in rows)
    return len(rows) >= (2 if indented else 4) and (indented or capital >= 0.7 * len(rows))


def _span(doc: Document, first: int, last: int) -> Span:
    return Span(doc.source.lines[first].start, doc.source.lines[last].end)


def _leaf(doc: Document, spans: list[Span], kind: str) -> Block:
    text = "\n".join(doc.source.text[s.start : s.end] for s in spans)
    return Block(kind, tuple(spans), text)


def _piece(doc: Document, first: int, last: int, *, prose: bool) -> Piece:
    block = _leaf(doc, [_span(doc, first, last)], "p")
    return Piece(block, first, last, 0, doc.source.lines[first].indent, prose)


def _note_block(doc: Document, chunk: Chunk) -> Block:
    span = _span(doc, chunk.first, chunk.last)
    label = chunk.label or Span(span.start, span.start)
    place = "end" if chunk.rule == "note-listed" else "bottom"
    note = Block("note", attrs={"n": chunk.n, "form": chunk.form, "place": place}, labels=(label,), rule=chunk.rule)
    if word := _NOTE_WORD.match(doc.source.text, label.start, label.end):
        note.attrs["rend"] = word[1].lower().replace("-", "")
    note.children.append(_leaf(doc, [Span(label.end, span.end)], "p"))
    _close_bracket(doc, note)
    return note


def _continue_note(doc: Document, pieces: list[Piece], chunk: Chunk) -> None:
    """More of the note before: another paragraph of it, or the rest of the one a page end tore."""
    note = next(p.block for p in reversed(pieces) if p.block.kind == "note" and (not chunk.n or p.block.attrs["n"] == chunk.n))
    span = _span(doc, chunk.first, chunk.last)
    if chunk.rule == "note-torn":
        paragraph = note.children[-1]
        note.children[-1] = _leaf(doc, [*paragraph.spans, span], "p")
    else:
        note.children.append(_leaf(doc, [span], "p"))
    _close_bracket(doc, note)


def _close_bracket(doc: Document, note: Block) -> None:
    """The bracket that ends `[Footnote 1: ...]` is markup, as the one that opens it is."""
    paragraph = note.children[-1]
    text = "".join(child.text for child in note.children)
    if note.attrs["form"] != "footnote" or not text.endswith("]") or text.count("]") <= text.count("["):
        return
    end = paragraph.spans[-1].end
    bare = doc.source.text[paragraph.spans[-1].start : end - 1].rstrip()
    last = Span(paragraph.spans[-1].start, paragraph.spans[-1].start + len(bare))
    note.children[-1] = _leaf(doc, [*paragraph.spans[:-1], last], "p")
    note.labels = (*note.labels, Span(end - 1, end))


def _join_torn(doc: Document, pieces: list[Piece], width: int) -> None:
    """Give a paragraph its second half back, past the notes and page number between."""
    before: Piece | None = None
    for piece in pieces:
        if piece.block.kind != "p":
            if piece.settled and piece.block.kind == "lg":
                before = None
            continue
        if before is not None and (reason := _torn(doc, before, piece, width)):
            _append(before, piece)
            line = doc.source.lines[piece.first].number
            if piece.cut or piece.turns:
                doc.say("S07", line, f"the paragraph goes on here after a page end ({reason})")
            else:
                doc.say("S01", line, f"joined to the paragraph before: {reason}")
            before.last = piece.last
            continue
        before = piece


def _torn(doc: Document, before: Piece, piece: Piece, width: int) -> str:
    """Why `piece` is the second half of `before`; empty where it is not."""
    head, tail = before.text, piece.text
    if not (before.prose and piece.prose) or len(head) < 60 or not any(c.isalpha() for c in tail[:60]):
        return ""
    if head.count("[") > head.count("]") and head.endswith(":") and tail.startswith(("http://", "https://")):
        return "an open bracket and the address it announces"
    if _STOP.search(head, max(0, len(head) - 12)) or _SEPARATOR.fullmatch(tail) or _ITEM.match(tail):
        return ""
    if width and before.last > before.first and not _fits_not(doc, before, piece, width):
        return ""
    if piece.cut or piece.turns or doc.source.lines[piece.first].feed:
        return "no sentence end before it"
    if tail[0].islower() and len(head) > _LONG and head[-1] not in ",:;" and len(tail) > 40 and piece.gap < 3:
        return "no sentence end before it, and it begins in lower case"
    return ""


def _fits_not(doc: Document, before: Piece, piece: Piece, width: int) -> bool:
    """Whether the first word of `piece` would not have fitted at the end of `before`."""
    line = doc.source.lines[before.last]
    word = piece.text.split(None, 1)[0]
    return line.indent + line.end - line.start + 1 + len(word) > width


def _append(before: Piece, piece: Piece) -> None:
    at = len(before.block.text) + 1
    for label, n in piece.turns:
        before.block.marks.append(Mark("pb", at, at, attrs={"n": n}, label=label, rule="page-number"))
    before.block.spans += piece.block.spans
    before.block.text += "\n" + piece.block.text
    piece.block.spans = ()
    piece.turns = []


# -- what a piece is by its own form ------------------------------------------------------------


def _separator(pieces: list[Piece], at: int) -> bool:
    text = pieces[at].text
    if not _SEPARATOR.fullmatch(text) or not text.strip():
        return False
    pieces[at].settle("ab", "separator", "no letter or digit in it", type="separator")
    return True


def _illustration(pieces: list[Piece], at: int) -> bool:
    piece = pieces[at]
    match = _ILLUSTRATION.match(piece.text)
    if not match or not piece.text.endswith("]"):
        return False
    piece.settle("figure", "illustration", "in the brackets of an illustration")
    _cut_labels(piece.block, match.end(), 1)
    return True


def _markdown_head(pieces: list[Piece], at: int) -> bool:
    piece = pieces[at]
    match = _MARKDOWN_HEAD.match(piece.text)
    if not match or "\n" in piece.text:
        return False
    piece.settle("head", "markdown-heading", "begins with #")
    piece.block.level = len(match[1])
    _cut_labels(piece.block, match.end(), 0)
    return True


def _quote_sign(pieces: list[Piece], at: int) -> bool:
    piece = pieces[at]
    match = _QUOTE_SIGN.match(piece.text)
    if not match or "\n" in piece.text:
        return False
    piece.settle("quote", "quote-sign", "begins with >")
    _cut_labels(piece.block, match.end(), 0)
    return True


def _list_item(pieces: list[Piece], at: int) -> bool:
    """An item needs a fellow: one more with the next number, or the same bullet, before or after it."""
    piece = pieces[at]
    match = _ITEM.match(piece.text)
    if not match:
        return False
    fellow = _fellow_item(pieces, at, match)
    if not fellow:
        return False
    rend = "bulleted" if match["b"] else "numbered"
    piece.settle("item", "list-item", fellow, rend=rend, **({} if match["b"] else {"n": match["n"]}))
    _cut_labels(piece.block, match.end(), 0)
    return True


def _fellow_item(pieces: list[Piece], at: int, match: re.Match[str]) -> str:
    before = pieces[at - 1].block if at else None
    if before is not None and before.kind == "item" and _follows(before.attrs.get("n", ""), match["n"] or ""):
        return "goes on from the item before"
    if at + 1 < len(pieces) and (after := _ITEM.match(pieces[at + 1].text)):
        first = match["b"] or (match["n"] or "") in ("1", "a", "i")
        if first and bool(after["b"]) == bool(match["b"]) and _follows(match["n"] or "", after["n"] or ""):
            return "the next item goes on from it"
    return ""


def _follows(one: str, other: str) -> bool:
    if not one and not other:
        return True
    if one.isdigit() and other.isdigit():
        return int(other) == int(one) + 1
    romans = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
    if one in romans and other in romans and romans.index(other) == romans.index(one) + 1:
        return True
    return len(one) == len(other) == 1 and ord(other) == ord(one) + 1


def _quotation(pieces: list[Piece], at: int) -> bool:
    """A whole paragraph in quotation marks after one that ends in a colon (profile B4)."""
    piece = pieces[at]
    text = piece.text
    if at == 0 or text[0] not in _OPENING_QUOTES or not pieces[at - 1].text.rstrip("*_").endswith(":"):
        return False
    if text.rstrip("*_.,")[-1] not in _CLOSING_QUOTES or pieces[at - 1].block.kind != "p" or len(pieces[at - 1].text) < 40:
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
    lines = piece.text.split("\n")
    if len(lines) < 2 or not _ATTRIBUTION.match(lines[-1].strip()) or len(lines) > 14 or len(piece.block.spans) != 1:
        return False
    if any(len(p.text) > 300 and p.block.kind == "p" for p in pieces[max(0, at - 3) : at]):
        return False
    span = piece.block.spans[0]
    cut = piece.text.rindex("\n")
    bibl = lines[-1].strip()
    kind = "lg" if piece.block.kind == "lg" else "p"
    quoted = Block(kind, (Span(span.start, span.start + len(piece.text[:cut].rstrip())),), piece.text[:cut].rstrip(), rule="epigraph")
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
    neighbours = [p for p in pieces[max(0, at - 2) : at + 3] if p is not piece and p.last > p.first and p.block.kind == "p"]
    if not any(p.indent == 0 for p in neighbours):
        return False
    piece.settle("quote", "indented-block", f"set in by {piece.indent}")
    return True


FORM_RULES: tuple[tuple[str, Callable[[list[Piece], int], bool]], ...] = (
    ("separator", _separator),
    ("epigraph", _epigraph),
    ("illustration", _illustration),
    ("markdown-heading", _markdown_head),
    ("quote-sign", _quote_sign),
    ("list-item", _list_item),
    ("quotation", _quotation),
    ("cited-quotation", _cited_quotation),
    ("indented-block", _indented_prose),
)


def _apply_form_rules(pieces: list[Piece], at: int) -> None:
    if pieces[at].block.kind == "lg":
        _epigraph(pieces, at)
        return
    if pieces[at].block.kind != "p":
        return
    for _, rule in FORM_RULES:
        if rule(pieces, at):
            return


def _cut_labels(block: Block, lead: int, tail: int) -> None:
    """Take signs off the ends of a block's text: they are its markup now."""
    first, last = block.spans[0], block.spans[-1]
    text = block.text
    inner = text[lead : len(text) - tail]
    left, right = len(inner) - len(inner.lstrip()), len(inner) - len(inner.rstrip())
    labels = [Span(first.start, first.start + lead)]
    if tail:
        labels.append(Span(last.end - tail, last.end))
    block.labels = tuple(labels)
    if not inner.strip():
        block.spans, block.text = (Span(first.start + lead, first.start + lead),), ""
        return
    cut = lead + left
    spans = [Span(first.start + cut, first.end), *block.spans[1:]]
    spans[-1] = Span(spans[-1].start, last.end - tail - right)
    block.spans, block.text = tuple(spans), inner.strip()
    for mark in block.marks:
        mark.start, mark.end = mark.start - cut, mark.end - cut
