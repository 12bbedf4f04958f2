"""Deterministic ids, and the links that need them: contents entries to headings, `see Document 2` to the document."""

from __future__ import annotations

from ..model import Block, Document, Mark
from ..patterns import lazy

_REFERENCE = lazy(r"\b(?P<kind>Documents?|Appendix|Dokument|Anhang|Annexe|Annex)\s(?P<n>\d{1,3}|[A-Z])\b")
_IDENTIFIED = frozenset(("document", "appendix"))  # divisions with ids of their own: document1, appendix1


def contents_answers(doc: Document) -> list[tuple[Block, Block]]:
    """Contents entries and the headings that answer them."""
    heads = {b.attrs["heads"]: b for b in doc.blocks if "heads" in b.attrs}
    return [(b, heads[b.attrs["answer"]]) for b in doc.blocks if b.attrs.get("answer") in heads]


def number_ids(doc: Document) -> None:
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
            for mark in sorted((m for m in block.marks if m.kind == "pb"), key=lambda m: m.start):
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


def link_contents(doc: Document, answers: list[tuple[Block, Block]]) -> None:
    """Let each contents entry point to the division whose heading answers it."""
    if not answers:
        return
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


def drop_dead_links(doc: Document) -> None:
    """`[words](#document2)` is a link where a division has that id; any other stays text."""
    if "](#" not in doc.source.text:
        return
    ids = {
        b.attrs["xml:id"] for part in (doc.front, doc.body, doc.back) for b in part.walk() if b.kind == "div"
    }
    for block in doc.leaves():
        block.marks = [m for m in block.marks if m.rule != "link" or _leads(m.attrs["target"], ids)]


def _leads(target: str, ids: set[str]) -> bool:
    return not target.startswith("#") or target[1:] in ids


def link_references(doc: Document) -> None:
    """`see below, Document 2` in a note points to that division (profile C9)."""
    if not doc.notes:
        return
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
                    block.marks.append(
                        Mark("ref", start, end, attrs={"target": f"#{target}"}, rule="cross-reference")
                    )


def _around_emphasis(block: Block, start: int, end: int) -> tuple[int, int]:
    for mark in block.marks:
        if mark.kind == "hi" and mark.start + mark.lead == start and mark.end - mark.tail == end:
            return mark.start, mark.end
    return start, end
