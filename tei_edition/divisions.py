"""Flat blocks to the tree of `front`, `body` and `back`: divisions, lists, stanzas, openers, closers.

A heading opens a division of its rank and closes those of its rank and below. What TEI does not
allow in one division (a paragraph after a closer) is parted into inner divisions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .lexicon import RANK, UNLABELLED_RANK
from .model import Block, Document, Mark, Span

HEADER_KINDS = frozenset(("creation", "source", "digital", "licence", "updated", "boilerplate"))
_TITLE_KINDS = frozenset(("titlePart", "byline", "docDate", "epigraph"))
_OPENING = {"salute": "salute", "dateline": "dateline"}
_CLOSING = {"closing-salute": "salute", "closing-dateline": "dateline", "signed": "signed"}
_BOTTOM = frozenset(("closer", "trailer", "postscript"))
_FRONT_DIVISIONS = frozenset(
    ("contents", "sources", "preface", "foreword", "dedication", "illustrations", "introduction", "translators_note")
)
_IDENTIFIED = frozenset(("document", "appendix"))  # divisions with ids of their own: document1, appendix1
_ROMAN_OR_DIGITS = re.compile(r"\d+|[ivxlc]+", re.I)
_REFERENCE = re.compile(r"\b(?P<kind>Documents?|Appendix|Dokument|Anhang|Annexe|Annex)\s(?P<n>\d{1,3}|[A-Z])\b")
_INDENT_STEP = 2  # blanks of indentation that make one step of l/@rend


def divide(doc: Document) -> None:
    """`front`, `body`, `back` and `header.lines`: the tree, with ids, from the flat `blocks`."""
    doc.header.lines = [b for b in doc.blocks if b.kind in HEADER_KINDS]
    rest = [b for b in doc.blocks if b.kind not in HEADER_KINDS]
    answers = _answers(doc)
    _build(doc, rest)
    _ensure_text(doc)
    for part in (doc.front, doc.body, doc.back):
        _finish(part)
    _number(doc)
    _link_contents(doc, answers)
    _link_references(doc)


def _answers(doc: Document) -> list[tuple[Block, Block]]:
    """Contents entries and the headings that answer them."""
    heads = {b.attrs["heads"]: b for b in doc.blocks if "heads" in b.attrs}
    return [(b, heads[b.attrs["answer"]]) for b in doc.blocks if b.attrs.get("answer") in heads]


# -- the tree -----------------------------------------------------------------------------------


def _build(doc: Document, blocks: list[Block]) -> None:
    stack: list[Block] = [doc.body]
    in_title = True
    back_from = _back_start(blocks)
    for at, block in enumerate(blocks):
        if in_title and block.kind in _TITLE_KINDS:
            _add_title(doc.front, block)
            continue
        if block.kind not in ("pb", "note-body"):
            in_title = in_title and block.kind in _TITLE_KINDS
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


def _ensure_text(doc: Document) -> None:
    """A body with nothing but titles or signatures is a text all the same: its lines are paragraphs."""
    if any(b.kind == "div" or b.kind not in (*_CLOSING, *_OPENING, "pb", "note-body", "trailer", "epigraph") for b in doc.body.children):
        return
    if doc.back.children and not doc.body.children and not doc.front.children:
        doc.body.children, doc.back.children = doc.back.children, []
        return
    moved = [] if doc.body.children else [leaf for block in doc.front.children for leaf in block.walk() if leaf.spans]
    if moved:
        doc.front.children = []
    for block in [*moved, *doc.body.children]:
        if block.kind not in ("pb", "note-body"):
            block.kind, block.attrs = "p", {}
            doc.say("S08", doc.source.line_at(block.spans[0].start), "nothing here but short lines: taken for paragraphs")
    doc.body.children = [*moved, *doc.body.children]


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
    in_front = kind in _FRONT_DIVISIONS and not doc.body.children and stack[0] is doc.body
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
    if block.kind in _CLOSING and last and len(stack) > 1 and not _is_letter(target):
        while len(stack) > 1 and stack[-1].level >= UNLABELLED_RANK:
            stack.pop()
        target = stack[-1]
    target.children.append(block)


def _is_letter(division: Block) -> bool:
    return any(child.kind in _OPENING for child in division.children)


# -- inside a division --------------------------------------------------------------------------


def _finish(container: Block) -> None:
    for child in container.children:
        if child.kind == "div":
            _finish(child)
    _keep_sources(container.children)
    container.children = list(_grouped(container.children))
    if container.kind in ("div", "body"):
        _part_out_of_order(container)


def _keep_sources(children: list[Block]) -> None:
    """`in:` and a source without a signature above it is a bibl among the blocks (profile A17)."""
    closed = False
    for at, block in enumerate(children):
        if block.kind in _CLOSING:
            closed = True
        elif block.kind == "trailer" and block.rule == "cited-source" and not closed:
            if any(other.kind not in ("trailer", "pb", "note-body") for other in children[at + 1 :]):
                block.kind = "bibl"


def _grouped(children: list[Block]) -> Iterator[Block]:
    """Items into lists, lines into stanzas, openers and closers into one element each."""
    at = 0
    while at < len(children):
        block = children[at]
        end = at + 1
        if block.kind == "item":
            while end < len(children) and _same_list(block, children[end]):
                end += 1
            yield _list_of(children[at:end])
        elif block.kind in _OPENING or block.kind in _CLOSING:
            table = _OPENING if block.kind in _OPENING else _CLOSING
            while end < len(children) and children[end].kind in table:
                end += 1
            yield _wrapper("opener" if table is _OPENING else "closer", children[at:end], table)
        elif block.kind == "lg" and block.spans:
            yield _stanza(block)
        elif block.kind == "epigraph":
            block.children = list(_grouped(block.children))
            yield block
        elif block.kind == "quote" and block.spans:
            yield _inside("quote", block)
        elif block.kind == "postscript" and block.spans:
            yield _inside("postscript", block)
        elif block.kind == "head" and block.attrs.get("under"):
            block.attrs.pop("under")
            yield block
        else:
            yield block
        at = end


def _same_list(first: Block, other: Block) -> bool:
    return other.kind == "item" and other.attrs.get("rend") == first.attrs.get("rend") and (
        not other.attrs.get("n") or other.attrs["n"] not in ("1", "a", "i")
    )


def _list_of(items: list[Block]) -> Block:
    rend = items[0].attrs.get("rend", "simple")
    made = Block("list", attrs={"rend": "simple" if rend == "contents" else rend})
    inner: Block | None = None
    for item in items:
        item.attrs.pop("rend", None)
        if item.attrs.pop("more", "") and made.children:
            host = inner.children[-1] if inner and inner.children else made.children[-1]
            host.spans, host.text = (*host.spans, *item.spans), host.text + "\n" + item.text
        elif item.attrs.pop("group", ""):
            made.children.append(item)
            inner = Block("list", attrs={"rend": "simple"})
            item.children.append(inner)
        elif item.attrs.pop("under", "") and inner is not None:
            inner.children.append(item)
        else:
            inner = None
            made.children.append(item)
    for block in made.walk():
        if block.children and block.children[-1].kind == "list" and not block.children[-1].children:
            block.children.pop()
    return made


def _wrapper(kind: str, blocks: list[Block], table: dict[str, str]) -> Block:
    made = Block(kind, rule=blocks[0].rule)
    for block in blocks:
        name = table[block.kind]
        block.kind = name
        if name == "signed" and made.children and made.children[-1].kind == "signed":
            before = made.children[-1]
            shift = len(before.text) + 1
            for mark in block.marks:
                mark.start, mark.end = mark.start + shift, mark.end + shift
            before.marks += block.marks
            before.spans, before.text = before.spans + block.spans, before.text + "\n" + block.text
        else:
            made.children.append(block)
    return made


def _stanza(block: Block) -> Block:
    """Lines of verse: one `l` each, its indentation counted in steps."""
    made = Block("lg", attrs=block.attrs, rule=block.rule, why=block.why)
    at = 0
    rows: list[tuple[int, Block]] = []
    for row in block.text.split("\n"):
        bare = row.strip()
        if bare:
            start = at + row.index(bare[0])
            span = Span(block.source_offset(start), block.source_offset(start) + len(bare))
            line = Block("l", (span,), bare)
            for mark in block.marks:
                if start <= mark.start and mark.end <= start + len(bare):
                    line.marks.append(_shifted(mark, -start))
            rows.append((len(row) - len(row.lstrip()) if rows else -1, line))
        at += len(row) + 1
    margin = min((indent for indent, _ in rows if indent >= 0), default=0)
    for indent, line in rows:
        if indent > margin:
            line.attrs["rend"] = f"indent{min(9, max(1, (indent - margin) // _INDENT_STEP))}"
        made.children.append(line)
    return made


def _shifted(mark: Mark, by: int) -> Mark:
    return Mark(mark.kind, mark.start + by, mark.end + by, mark.lead, mark.tail, mark.attrs, mark.rule, mark.label)


def _inside(kind: str, block: Block) -> Block:
    """A container of `kind` with the block as its paragraph."""
    made = Block(kind, rule=block.rule, why=block.why)
    if kind == "postscript":
        block.attrs = {}
    block.kind = "p"
    made.children.append(block)
    return made


# the order TEI asks for within a division: what opens it, its blocks, its divisions, what closes it
_TOP, _MIDDLE, _INNER, _END = range(4)
_TOP_KINDS = frozenset(("opener", "byline", "head", "argument", "epigraph", "dateline"))
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
        place = _TOP if kind in _TOP_KINDS else _INNER if kind == "div" else _END if kind in _BOTTOM else _MIDDLE
        if place < state:
            segments.append([])
        state = place
        segments[-1].append(block)
    if len(segments) == 1:
        container.children = heads + _as_opening(segments[0])
        return
    container.children = heads
    for segment in map(_as_opening, segments):
        if any(b.kind not in _ANYWHERE and b.kind != "div" for b in segment):
            container.children.append(_inner_division(segment, container.level))
        else:
            container.children += segment


def _split_heads(children: list[Block]) -> tuple[list[Block], list[Block]]:
    at = 0
    while at < len(children) and children[at].kind in ("head", "byline", "bibl", "argument", "epigraph", "pb"):
        at += 1
    return children[:at], children[at:]


def _as_opening(segment: list[Block]) -> list[Block]:
    """What closes nothing, since no block stands before it, opens what comes after, or is a paragraph."""
    for block in segment:
        if block.kind in _ANYWHERE:
            continue
        if block.kind not in _BOTTOM:
            break
        if block.kind == "closer" and len(segment) > 1:
            block.kind = "opener"
        else:
            return [leaf for b in segment for leaf in ([_plain(b)] if b.spans else [_plain(c) for c in b.children])]
    return segment


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


# -- ids and links ------------------------------------------------------------------------------


def _number(doc: Document) -> None:
    """Deterministic ids: `p1` ... over the whole document, `document1`, `div1.2`, `page241`."""
    paragraphs = 0
    pages: dict[str, int] = {}
    for part in (doc.front, doc.body, doc.back):
        for block in part.walk():
            if block.kind == "p":
                paragraphs += 1
                block.attrs["xml:id"] = f"p{paragraphs}"
            if block.kind == "pb":
                _identify_page(block.attrs, pages)
            for mark in sorted(block.marks, key=lambda m: m.start):
                if mark.kind == "pb":
                    _identify_page(mark.attrs, pages)
    counts: dict[str, int] = {}
    order = [0]
    for part in (doc.front, doc.body, doc.back):
        for child in part.children:
            if child.kind == "div":
                order[0] += 1
                _identify_division(child, f"div{order[0]}", counts)


def _identify_page(attrs: dict[str, str], pages: dict[str, int]) -> None:
    n = attrs["n"]
    pages[n] = pages.get(n, 0) + 1
    attrs["xml:id"] = f"page{n}" if pages[n] == 1 else f"page{n}_{pages[n]}"


def _identify_division(division: Block, path: str, counts: dict[str, int]) -> None:
    kind = division.attrs.get("type", "")
    if kind in _IDENTIFIED:
        counts[kind] = counts.get(kind, 0) + 1
        division.attrs["xml:id"] = f"{kind}{counts[kind]}"
        division.attrs.setdefault("n", str(counts[kind]))
    else:
        division.attrs["xml:id"] = path
    inner = 0
    for child in division.children:
        if child.kind == "div":
            inner += 1
            _identify_division(child, f"{path}.{inner}", counts)


def _link_contents(doc: Document, answers: list[tuple[Block, Block]]) -> None:
    owner = {
        id(head): block
        for part in (doc.front, doc.body, doc.back)
        for block in part.walk()
        if block.kind == "div"
        for head in block.children
        if head.kind == "head"
    }
    for entry, head in answers:
        division = owner.get(id(head))
        if division is not None:
            end = len(entry.text.split("\n(", 1)[0])
            attrs = {"target": "#" + division.attrs["xml:id"]}
            entry.marks.append(Mark("ref", 0, end, attrs=attrs, rule="contents-answered"))


def _link_references(doc: Document) -> None:
    """`see below, Document 2` in a note points to that division (profile C9)."""
    ids = {
        (b.attrs["type"], b.attrs.get("n", "")): b.attrs["xml:id"]
        for part in (doc.body, doc.back)
        for b in part.walk()
        if b.kind == "div" and b.attrs.get("type") in _IDENTIFIED
    }
    if not ids:
        return
    for note in doc.notes.values():
        for block in note.body:
            for match in _REFERENCE.finditer(block.text):
                kind = "document" if match["kind"].lower().startswith("do") else "appendix"
                target = ids.get((kind, match["n"]))
                if target:
                    start, end = _around_emphasis(block, match.start(), match.end())
                    block.marks.append(Mark("ref", start, end, attrs={"target": f"#{target}"}, rule="cross-reference"))


def _around_emphasis(block: Block, start: int, end: int) -> tuple[int, int]:
    for mark in block.marks:
        if mark.kind == "hi" and mark.start + mark.lead == start and mark.end - mark.tail == end:
            return mark.start, mark.end
    return start, end


def rank_of(kind: str) -> int:
    """The rank of a division's type; unlabelled sections are the lowest."""
    return RANK.get(kind, UNLABELLED_RANK)
