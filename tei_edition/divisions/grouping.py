"""Inside a division: items into lists, lines into stanzas, openers and closers into one element each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from ..model import Block, Mark, Span
from .pages import pages_alone

_INDENT_STEP = 2  # blanks of indentation that make one step of l/@rend
OPENING = {"salute": "salute", "dateline": "dateline"}
_LABELLED = {"item-label": "label", "labelled-item": "item"}
_HOLDS_PARAGRAPH = ("quote", "postscript", "argument")
_CAST = ("castHead", "castItem")
_SIGNS_ALONE = ("signed-for", "signed-off")  # rules of lines that are whole, whatever stands below
CLOSING_KINDS = {
    "closing-salute": "salute",
    "closing-dateline": "dateline",
    "signed": "signed",
    "address": "address",
}


def keep_sources(children: list[Block]) -> None:
    """`in:` and a source without a signature above it is a bibl among the blocks (profile A17)."""
    closed = False
    for at, block in enumerate(children):
        if block.kind in CLOSING_KINDS:
            closed = True
        elif (
            block.kind == "trailer"
            and block.rule == "cited-source"
            and not closed
            and _goes_on(children[at + 1 :])
        ):
            block.kind = "bibl"


def _goes_on(children: list[Block]) -> bool:
    return any(other.kind not in ("trailer", "pb", "note-body") for other in children)


def grouped(children: list[Block]) -> Iterator[Block]:
    """Items into lists, lines into stanzas, openers and closers into one element each."""
    at = 0
    while at < len(children):
        block = children[at]
        end = at + 1
        if block.kind == "item":
            while end < len(children) and _same_list(block, children[end]):
                end += 1
            yield _list_of(children[at:end])
        elif block.kind == "item-label":
            quoted = block.attrs.get("quoted", "")
            while end < len(children) and _goes_on_labelled(children, end, quoted):
                end += 1
            made = _labelled_list(children[at:end])
            yield Block("quote", children=[made], rule=made.rule) if quoted else made
        elif block.kind in OPENING or block.kind in CLOSING_KINDS:
            table = OPENING if block.kind in OPENING else CLOSING_KINDS
            while end < len(children) and children[end].kind in table:
                end += 1
            yield _wrapper("opener" if table is OPENING else "closer", children[at:end], table)
        elif block.kind == "speaker":
            while end < len(children) and _goes_with_speech(children, end):
                end += 1
            yield _speech(children[at:end])
        elif block.kind in _CAST:
            while end < len(children) and children[end].kind in ("castItem", "pb", "note-body"):
                end += 1
            yield Block("castList", children=children[at:end], rule=block.rule)
        elif block.kind == "lg" and block.attrs.pop("quoted", ""):
            while end < len(children) and children[end].attrs.pop("quoted", ""):
                end += 1
            yield Block("quote", children=[_stanza(child) for child in children[at:end]], rule=block.rule)
        elif block.kind == "lg" and block.spans:
            yield _stanza(block)
        elif block.kind == "epigraph" or (
            block.kind in ("quote", "argument", "postscript") and block.children
        ):
            block.children = list(grouped(block.children))
            yield block
        elif block.kind in _HOLDS_PARAGRAPH and block.spans:
            made = _inside(block.kind, block)
            while made.kind == "postscript" and end < len(children) and children[end].rule == "afterthought":
                made.children += _inside("postscript", children[end]).children
                end += 1
            yield made
        elif block.kind == "head" and block.attrs.get("under"):
            block.attrs.pop("under")
            yield block
        else:
            yield block
        at = end


def _goes_on_labelled(children: list[Block], at: int, quoted: str) -> bool:
    """Whether a block is an item, or a label as far set in; a page break counts where the list goes on after it."""
    while at < len(children) and children[at].kind in ("pb", "note-body"):
        at += 1
    if at == len(children) or children[at].kind not in _LABELLED:
        return False
    return children[at].kind != "item-label" or children[at].attrs.get("quoted", "") == quoted


def _labelled_list(blocks: list[Block]) -> Block:
    """Labels that stand on lines of their own, each with its item."""
    for block in blocks:
        block.kind = _LABELLED.get(block.kind, block.kind)
    return Block("list", attrs={"rend": "numbered"}, children=blocks, rule=blocks[0].rule)


def _goes_with_speech(children: list[Block], at: int) -> bool:
    """Whether a block is part of the speech before it; a page break is where more of the speech follows."""
    while at < len(children) and children[at].kind in ("pb", "note-body"):
        at += 1
    return at < len(children) and children[at].kind != "speaker" and bool(children[at].attrs.get("sp"))


def _speech(blocks: list[Block]) -> Block:
    """Speaker and speech; verse is lines, or stanzas where blank lines part it."""
    made = Block("sp", rule=blocks[0].rule)
    for at, block in enumerate(blocks):
        if block.kind == "lg" and block.spans:
            stanza = _stanza(block)
            beside = [b.kind for b in blocks[max(0, at - 1) : at + 2 : 2] if b is not block]
            made.children += [stanza] if "lg" in beside and len(stanza.children) > 1 else stanza.children
        else:
            made.children.append(block)
    if len(made.children) == 1:  # nobody speaks: the name alone tells who is on
        made.children[0].kind = "stage"
        return made.children[0]
    return made


def _same_list(first: Block, other: Block) -> bool:
    if other.kind == "item" and _depth(other) > _depth(first):
        return True
    return (
        other.kind == "item"
        and other.attrs.get("rend") == first.attrs.get("rend")
        and (not other.attrs.get("n") or other.attrs["n"] not in ("1", "a", "i"))
    )


def _depth(item: Block) -> int:
    return int(item.attrs.get("depth", 0))


def _nested(items: list[Block]) -> list[Block]:
    """The items of the outer list, those set in deeper as lists inside the item above them."""
    outer: list[Block] = []
    at = 0
    while at < len(items):
        end = at + 1
        while end < len(items) and _depth(items[end]) > _depth(items[at]):
            end += 1
        if end > at + 1:
            items[at].children.append(_list_of(items[at + 1 : end]))
        outer.append(items[at])
        at = end
    return outer


def _list_of(items: list[Block]) -> Block:
    items = _nested(items)
    rend = items[0].attrs.get("rend", "simple")
    made = Block("list", attrs={"rend": "simple" if rend == "contents" else rend})
    inner: Block | None = None
    for item in items:
        item.attrs.pop("rend", None)
        item.attrs.pop("depth", None)
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
    """An opener or closer; the lines of one signature are one element, and so are those of an address."""
    made = Block(kind, rule=blocks[0].rule)
    for block in blocks:
        block.kind = table[block.kind]
        before = made.children[-1] if made.children else None
        if block.kind == "address":
            if before is None or before.kind != "address":
                before = Block("address", rule=block.rule, why=block.why)
                made.children.append(before)
            before.children += [line for _, line in _lines_of(block, "addrLine")]
        elif before is None or not _same_signature(before, block):
            made.children.append(block)
        else:
            shift = len(before.text) + 1
            before.marks += [_shifted(mark, shift) for mark in block.marks]
            before.spans, before.text = before.spans + block.spans, before.text + "\n" + block.text
    return made


def _same_signature(before: Block, block: Block) -> bool:
    """Name, office and body, line under line; who is signed for is another matter."""
    return before.kind == block.kind == "signed" and before.rule not in _SIGNS_ALONE


def _stanza(block: Block) -> Block:
    """Lines of verse: one `l` each, its indentation counted in steps."""
    made = Block("lg", attrs=block.attrs, rule=block.rule, why=block.why)
    lines = _lines_of(block, "l")
    indents = [indent for indent, _ in lines]
    if indents and block.rule != "stated":
        indents[0] = -1  # unknown: the text begins with the first sign of the line
    margin = min((indent for indent in indents if indent >= 0), default=0)
    for indent, (_, line) in zip(indents, lines, strict=True):
        if pages := pages_alone(line):
            made.children += pages
            continue
        if indent > margin:
            line.attrs["rend"] = f"indent{min(9, max(1, (indent - margin) // _INDENT_STEP))}"
        made.children.append(line)
    return made


def _lines_of(block: Block, kind: str) -> list[tuple[int, Block]]:
    """The lines of a block, each a block of its own, with the blanks before them."""
    at = 0
    starts: list[int] = []
    found: list[tuple[int, Block]] = []
    for row in block.text.split("\n"):
        bare = row.strip()
        if bare:
            start = at + row.index(bare[0])
            offset = block.source_offset(start)
            starts.append(start)
            found.append((start - at, Block(kind, (Span(offset, offset + len(bare)),), bare)))
        at += len(row) + 1
    _share_marks(block.marks, starts, [line for _, line in found])
    return found


def _share_marks(marks: list[Mark], starts: list[int], lines: list[Block]) -> None:
    """Give each mark to the line that holds all of it; `starts` is where the lines begin in the text."""
    for mark in marks:
        at = bisect_right(starts, mark.start) - 1
        if at >= 0 and mark.end <= starts[at] + len(lines[at].text):
            lines[at].marks.append(_shifted(mark, -starts[at]))


def _shifted(mark: Mark, by: int) -> Mark:
    return Mark(
        mark.kind, mark.start + by, mark.end + by, mark.lead, mark.tail, mark.attrs, mark.rule, mark.label
    )


def _inside(kind: str, block: Block) -> Block:
    """A container of `kind` with the block as its paragraph."""
    made = Block(kind, rule=block.rule, why=block.why)
    if kind == "postscript":
        block.attrs = {}
    block.kind = "p"
    made.children.append(block)
    return made
