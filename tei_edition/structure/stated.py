"""The blocks of a text that says what they are (see `marked`): no rule that guesses is asked."""

from __future__ import annotations

from ..marked import KINDS
from ..model import Block, Chunk, Document, Span
from .cast import mark_roles
from .forms import FORM_RULES, MARKDOWN_HEAD
from .piece import ITEM, Piece, cut_labels, leaf_of

_INDENT_STEP = 2  # blanks that set a list in by one level
_RULES = {name: rule for name, _, rule in FORM_RULES}
_SIGNS = [_RULES[name] for name in ("separator", "illustration", "markdown-heading", "quote-sign")]
_WHY = "the text says so"


def stated_pieces(doc: Document, chunk: Chunk) -> list[Piece]:
    """A chunk as the pieces it says it is."""
    said = chunk.stated
    if said.kind == "list" or (not said.kind and _are_items(doc, chunk)):
        return _items(doc, chunk)
    piece = _piece(doc, chunk.first, chunk.last, indented=said.kind == "lg")
    if not said.kind:
        if not piece.text.startswith("|") and not any(rule([piece], 0) for rule in _SIGNS):
            piece.settle("p", "paragraph", "it has no sign")
        return [piece]
    kind, attrs, rule = KINDS[said.kind]
    if kind == "cit" and not _RULES["cited-quotation"]([piece], 0):
        kind = "p"
    if kind == "quote":
        _RULES["quote-sign"]([piece], 0)
    piece.settle(kind, rule, _WHY, **attrs, **dict(said.attrs))
    if kind == "head":
        _cut_head_sign(piece)
    elif kind == "byline" and "author" not in piece.block.attrs:
        piece.block.rule = "byline-words"
    elif kind == "castItem":
        mark_roles(piece.block)
    return [piece]


def gathered(blocks: list[Block]) -> list[Block]:
    """The blocks, those that say they are part of a quotation, an epigraph ... in one; page breaks between
    its parts with it."""
    made: list[Block] = []
    pages: list[Block] = []
    for block in blocks:
        whole, new = block.attrs.pop("of", ""), block.attrs.pop("new", "")
        if whole == "sp":
            whole, block.attrs["sp"] = "", "1"
        if block.kind == "pb":
            pages.append(block)
            continue
        if whole and not new and made and made[-1].kind == whole and made[-1].children:
            made[-1].children += [*pages, block]
        elif whole:
            level = {"in": block.attrs.pop("in")} if "in" in block.attrs else {}
            made += [*pages, Block(whole, attrs=level, children=[block], rule=block.rule, why=block.why)]
        else:
            made += [*pages, block]
        pages = []
    made += pages
    for at, block in enumerate(made):
        if block.kind == "castHead" and all(below.kind != "castItem" for below in made[at + 1 : at + 2]):
            block.kind = "p"  # the heading of no list
    return made


def _piece(doc: Document, first: int, last: int, *, indented: bool = False) -> Piece:
    """A piece of these lines; `indented`: with the blanks before the first, which tell of its place in a stanza."""
    lines = doc.source.lines
    start = doc.source.text.rfind("\n", 0, lines[first].start) + 1 if indented else lines[first].start
    block = leaf_of(doc, [Span(start, lines[last].end)], "p")
    return Piece(block, first, last, 0, lines[first].indent, prose=False)


def _cut_head_sign(piece: Piece) -> None:
    match = MARKDOWN_HEAD.match(piece.text)
    piece.block.level = len(match[1]) if match else 1
    if match:
        cut_labels(piece.block, match.end(), 0)


def _are_items(doc: Document, chunk: Chunk) -> bool:
    return chunk.last > chunk.first and all(_is_item(doc, i) for i in range(chunk.first, chunk.last + 1))


def _is_item(doc: Document, index: int) -> bool:
    line = doc.source.lines[index]
    return ITEM.match(doc.source.text, line.start, line.end) is not None


def _items(doc: Document, chunk: Chunk) -> list[Piece]:
    """The items of a list, and of the lists within it; a line without a sign goes on with the item above."""
    said = dict(chunk.stated.attrs)
    rend = said.pop("rend", "")
    starts = [i for i in range(chunk.first, chunk.last + 1) if i == chunk.first or _is_item(doc, i)]
    pieces: list[Piece] = []
    for first, below in zip(starts, [*starts[1:], chunk.last + 1], strict=True):
        piece = _piece(doc, first, below - 1)
        match = ITEM.match(piece.text)
        depth = piece.indent // _INDENT_STEP
        number = match["n"] if match else None
        piece.settle("item", "stated", _WHY, rend=_rend(rend, number, depth), depth=str(depth))
        if number:
            piece.block.attrs["n"] = number
        if match:
            cut_labels(piece.block, match.end(), 0)
        pieces.append(piece)
    for piece in pieces:
        piece.block.attrs.update(
            {key: value for key, value in said.items() if key == "of" or piece is pieces[0]}
        )
    return pieces


def _rend(said: str, number: str | None, depth: int) -> str:
    """How a list looks: as it says; a list within it is as the signs of its items have it, where they differ."""
    if not depth and said:
        return said
    if number:
        return "numbered"
    return said if said and said != "numbered" else "bulleted"
