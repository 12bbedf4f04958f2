"""Structure: chunks of lines to the blocks of the text, each with the rule that decided."""

from __future__ import annotations

from ..marked import is_marked
from ..model import Block, Document
from .announced import place_announced
from .cells import place_cells
from .drama import place_drama
from .front import read_front
from .labels import place_labels
from .piece import Piece
from .pieces import make_pieces
from .quotations import place_quotations
from .registers import place_index
from .runs import place_runs
from .stated import gathered
from .tables import place_tables
from .weighing import weigh_headings


def find_structure(doc: Document) -> None:
    """`blocks`: the document's blocks in source order, page breaks and note bodies among them."""
    pieces = make_pieces(doc)
    marked = is_marked(doc)
    if marked:
        place_tables(doc, pieces)
    else:
        _recognise(doc, pieces)
    for piece in pieces:
        _add(doc, piece)
    if marked:
        doc.blocks = gathered(doc.blocks)


def _recognise(doc: Document, pieces: list[Piece]) -> None:
    """Settle each piece by the first rule that takes it."""
    place_announced(doc, pieces)
    place_tables(doc, pieces)
    place_drama(doc, pieces)
    read_front(doc, pieces)
    place_labels(pieces)
    place_index(pieces)
    place_cells(pieces)
    place_runs(pieces)
    weigh_headings(doc, pieces)
    place_quotations(pieces)


def _add(doc: Document, piece: Piece) -> None:
    for label, n in piece.turns:
        labels = (label,) if label else ()
        doc.blocks.append(Block("pb", attrs={"n": n}, labels=labels, rule="page-number", why="begins a page"))
    block = piece.block
    if not block.rule:
        block.rule, block.why = "paragraph", "nothing else fits"
    doc.blocks += [block, *piece.following]
