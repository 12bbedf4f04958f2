"""Flat blocks to the tree of `front`, `body` and `back`.

A heading opens a division of its rank and closes those of its rank and below. What TEI does not
allow in one division (a paragraph after a closer) is parted into inner divisions.
"""

from __future__ import annotations

from ..lexicon import UNLABELLED_RANK
from ..model import HEADER_KINDS, TITLE_KINDS, Block, Document
from .grouping import CLOSING_KINDS, OPENING, grouped, keep_sources
from .identify import contents_answers, drop_dead_links, link_contents, link_references, number_ids
from .lawful import restore_leaves, settle_parts

_AT_TITLE = TITLE_KINDS | {"epigraph"}
_BOTTOM = frozenset(("closer", "trailer", "postscript"))
_FRONT_DIVISIONS = frozenset(
    (
        "contents",
        "sources",
        "preface",
        "foreword",
        "dedication",
        "illustrations",
        "introduction",
        "translators_note",
    )
)


def divide(doc: Document) -> None:
    """`front`, `body`, `back` and `header.lines`: the tree, with ids, from the flat `blocks`."""
    doc.header.lines = [b for b in doc.blocks if b.kind in HEADER_KINDS]
    for block in doc.header.lines:
        if block.kind == "boilerplate":
            line = doc.source.line_at(block.spans[0].start)
            doc.say(
                "S02", line, f"set aside as {block.attrs.get('subtype', 'furniture')}, kept in the header"
            )
    rest = restore_leaves(doc, [b for b in doc.blocks if b.kind not in HEADER_KINDS])
    answers = contents_answers(doc)
    _build(doc, rest)
    settle_parts(doc)
    for part in (doc.front, doc.body, doc.back):
        _finish(part)
    number_ids(doc)
    link_contents(doc, answers)
    drop_dead_links(doc)
    link_references(doc)


def _build(doc: Document, blocks: list[Block]) -> None:
    stack: list[Block] = [doc.body]
    in_title = True
    back_from = _back_start(blocks)
    for at, block in enumerate(blocks):
        if level := block.attrs.pop("in", ""):
            in_title = False
            while len(stack) > 1 and stack[-1].level > int(level):
                stack.pop()
        if in_title and block.kind in _AT_TITLE:
            _add_title(doc.front, block)
            continue
        if block.kind not in ("pb", "note-body"):
            in_title = in_title and block.kind in _AT_TITLE
        if at == back_from:
            stack = [doc.back]
        if back := block.attrs.pop("back", ""):
            stack = [doc.back]
            doc.back.children.append(Block("div", attrs={"type": back}, children=[block], rule=block.rule))
        elif block.kind == "head" and not block.attrs.get("under"):
            _open_division(doc, stack, block)
        else:
            _place(stack, block, last=at == len(blocks) - 1)
            if block.rule == "run-in-note":
                stack[:] = [doc.body]


def _add_title(front: Block, block: Block) -> None:
    if block.kind != "titlePart":
        front.children.append(block)
    elif front.children and front.children[-1].kind == "docTitle":
        front.children[-1].children.append(block)
    else:
        front.children.append(Block("docTitle", children=[block]))


def _back_start(blocks: list[Block]) -> int:
    """The first heading of back matter with no chapter after it, or -1."""
    start = -1
    for at, block in enumerate(blocks):
        if block.kind == "head" and not block.attrs.get("under"):
            if block.attrs.get("part") == "back":
                start = at if start < 0 else start
            elif block.level < UNLABELLED_RANK:
                start = -1
    return start if any(b.kind in ("p", "lg") for b in blocks[:start]) else -1


def _open_division(doc: Document, stack: list[Block], head: Block) -> None:
    kind = head.attrs.pop("div", "section")
    part = head.attrs.get("part") or ("front" if kind in _FRONT_DIVISIONS else "")
    in_front = part == "front" and not doc.body.children and stack[0] is doc.body
    if in_front:
        division = Block("div", attrs={"type": kind}, level=head.level, rule=head.rule, children=[head])
        doc.front.children.append(division)
        stack[:] = [doc.body, division]
        return
    if len(stack) > 1 and stack[1] in doc.front.children:
        del stack[1:]
    while len(stack) > 1 and stack[-1].level >= head.level:
        stack.pop()
    attrs = {"type": kind}
    if number := head.attrs.get("n"):
        attrs["n"] = number
    division = Block("div", attrs=attrs, level=head.level, rule=head.rule, children=[head])
    stack[-1].children.append(division)
    stack.append(division)


def _place(stack: list[Block], block: Block, *, last: bool) -> None:
    """Put a block into the open division; the end of the whole text closes more than its last section."""
    target = stack[-1]
    if block.kind in CLOSING_KINDS and last and len(stack) > 1 and not _is_letter(target):
        while len(stack) > 1 and stack[-1].level >= UNLABELLED_RANK:
            stack.pop()
        target = stack[-1]
    target.children.append(block)


def _is_letter(division: Block) -> bool:
    return any(child.kind in OPENING for child in division.children)


def _finish(container: Block) -> None:
    for child in container.children:
        if child.kind == "div":
            _finish(child)
    keep_sources(container.children)
    container.children = list(grouped(container.children))
    if container.kind in ("div", "body"):
        _part_out_of_order(container)


# the order TEI asks for within a division: what opens it, its blocks, its divisions, what closes it
_TOP, _MIDDLE, _INNER, _END = range(4)
_TOP_KINDS = frozenset(("opener", "byline", "head", "argument", "epigraph", "dateline"))
_HEADING = frozenset(("head", "byline", "bibl", "argument", "epigraph", "pb"))
_ANYWHERE = frozenset(("pb", "note-body", "figure"))


def _part_out_of_order(container: Block) -> None:
    """Where the parts of a division are out of TEI's order (a paragraph after a closer, a salute amid
    the text), part them into inner divisions, each in order."""
    heads, content = _split_heads(container.children)
    segments: list[list[Block]] = [[]]
    state = _TOP
    for block in content:
        kind = block.kind
        if kind in _ANYWHERE:
            segments[-1].append(block)
            continue
        place = (
            _TOP if kind in _TOP_KINDS else _INNER if kind == "div" else _END if kind in _BOTTOM else _MIDDLE
        )
        if place < state:
            segments.append([])
        state = place
        segments[-1].append(block)
    begins = next((b.kind for b in segments[0] if b.kind not in _ANYWHERE), "")
    after_source = any(b.kind == "bibl" for b in heads) and begins in _TOP_KINDS
    if len(segments) == 1 and not after_source:
        container.children = heads + _as_opening(segments[0])
        return
    container.children = heads
    for segment in map(_as_opening, segments):
        if any(b.kind not in _ANYWHERE and b.kind != "div" for b in segment) or not all(
            b.kind == "div" for b in segment
        ):
            container.children.append(_inner_division(segment, container.level))
        else:
            container.children += segment


def _split_heads(children: list[Block]) -> tuple[list[Block], list[Block]]:
    """What heads a division, the sources under its headings with it, and the rest."""
    at, cited = 0, False
    while at < len(children) and children[at].kind in _HEADING:
        if cited and children[at].kind in _TOP_KINDS:
            break
        cited = cited or children[at].kind == "bibl"
        at += 1
    return children[:at], children[at:]


def _as_opening(segment: list[Block]) -> list[Block]:
    """What closes nothing, since no block stands before it, opens what comes after, or is a paragraph."""
    made: list[Block] = []
    for at, block in enumerate(segment):
        if block.kind in _ANYWHERE or block.kind in _TOP_KINDS:
            made.append(block)
            continue
        if block.kind not in _BOTTOM:
            return made + segment[at:]
        rest = any(b.kind not in _ANYWHERE for b in segment[at + 1 :])
        if block.kind == "closer" and rest and not any(b.kind in _BOTTOM for b in segment[at + 1 :]):
            block.kind = "opener"
            made.append(block)
        else:
            made += [_plain(leaf) for leaf in block.walk() if leaf.spans]
            return made + segment[at + 1 :]
    return made


def _plain(block: Block) -> Block:
    if block.spans and block.kind not in _ANYWHERE:
        block.kind, block.attrs = "p", {k: v for k, v in block.attrs.items() if k == "xml:id"}
    return block


def _inner_division(blocks: list[Block], level: int) -> Block:
    attrs = {}
    if blocks[0].kind == "opener":
        attrs["type"] = "letter"
    elif len(blocks) == 1 and blocks[0].kind == "cit":
        attrs["type"] = "biographical_note"
    return Block("div", attrs=attrs, level=level + 1, children=blocks, rule="after-closer")
