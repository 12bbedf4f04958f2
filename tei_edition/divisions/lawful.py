"""What TEI asks of any text, however odd: no empty element, a body with something in it, nothing out of place.

A rule that took a sign for markup and left no text behind is undone here: the sign is text again.
"""

from __future__ import annotations

from ..model import TITLE_KINDS, Block, Document, Span, walk
from .pages import pages_alone

_BLOCKS = frozenset(
    (
        "p",
        "ab",
        "quote",
        "cit",
        "list",
        "item",
        "lg",
        "l",
        "sp",
        "speaker",
        "stage",
        "castList",
        "castItem",
        "castHead",
        "table",
        "row",
        "bibl",
        "listBibl",
        "label",
        "div",
    )
)
_UNWORDED = frozenset(("pb", "note-body", "figure"))
_FRONT_ONLY = TITLE_KINDS - {"byline"} | {"docTitle"}


def restore_leaves(doc: Document, blocks: list[Block]) -> list[Block]:
    """The blocks, where one without text has its signs back as text, and one that holds nothing but page
    numbers is those page breaks."""
    kept: list[Block] = []
    for block in walk(blocks):
        if block.spans and (not block.text or block.text.isspace()):
            _restore(doc, block)
    for block in blocks:
        kept += pages_alone(block) or [block]
    return kept


def _restore(doc: Document, leaf: Block) -> None:
    signs = [*leaf.labels, *leaf.spans]
    span = Span(min(s.start for s in signs), max(s.end for s in signs))
    words = doc.source.text[span.start : span.end]
    if words.strip():
        kind = leaf.kind if leaf.kind in ("p", "l") else "p"
        leaf.kind, leaf.spans, leaf.text, leaf.labels, leaf.marks = kind, (span,), words, (), []
        leaf.attrs = {}


def settle_parts(doc: Document) -> None:
    """Give the body something to hold, and the back nothing but divisions."""
    _fill_body(doc)
    _fence_back(doc.back)
    for part in (doc.body, doc.back, *(child for child in doc.front.children if child.kind == "div")):
        for block in part.walk():
            for child in block.children:
                if child.kind in _FRONT_ONLY:
                    child.kind, child.attrs = "p", {}


def _fill_body(doc: Document) -> None:
    """A text of titles, signatures or header lines only is a text all the same: its lines are paragraphs."""
    body = doc.body
    if any(block.kind in _BLOCKS for block in body.children):
        return
    if not body.children and doc.back.children and not doc.front.children:
        body.children, doc.back.children = doc.back.children, []
        return
    content = body.children
    if not content:
        content, doc.front.children = doc.front.children, []
    if not content:
        content, doc.header.lines = doc.header.lines, []
    leaves = [leaf for block in content for leaf in block.walk() if leaf.spans or leaf.kind in _UNWORDED]
    lines = [leaf for leaf in leaves if leaf.spans and leaf.kind != "figure"]
    for leaf in lines:
        _as_paragraph(doc, leaf)
    if lines:
        doc.say(
            "S08",
            doc.source.line_at(lines[0].spans[0].start),
            "nothing here but short lines: taken for paragraphs",
        )
        body.children = leaves
    else:
        body.children = [Block("div", children=leaves, rule="nothing-else")]


def _as_paragraph(doc: Document, leaf: Block) -> None:
    """Make a leaf a paragraph; signs that were its markup are text again."""
    if leaf.labels:
        _restore(doc, leaf)
    leaf.kind, leaf.attrs = "p", {}
    leaf.marks = [mark for mark in leaf.marks if mark.kind in ("note", "pb", "hi", "ref", "lb")]


def _fence_back(back: Block) -> None:
    fenced: list[Block] = []
    for block in back.children:
        if block.kind == "div" or (block.kind == "pb" and not fenced):
            fenced.append(block)
        elif fenced and fenced[-1].kind == "div" and fenced[-1].rule == "in-back":
            fenced[-1].children.append(block)
        else:
            fenced.append(Block("div", children=[block], rule="in-back"))
    back.children = fenced
