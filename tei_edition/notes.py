"""Notes: bodies found by form, marks found by what the bodies prove, both linked one-to-one and in order.

Two stages. `take_notes` runs before paragraphs are made, since bodies at the foot of a page stand
between the halves of a paragraph. `link_notes` runs after: it looks in the running text for just
the kinds of mark whose bodies exist, pairs them, and leaves alone, with a message, whatever does
not pair. A missing link beats a wrong one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from .lexicon import NOTES
from .model import Block, Chunk, Document, Mark, Note, Span

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUP = "[⁰¹²³⁴-⁹]{1,4}"
_STARS = r"\*{1,4}|†{1,3}|‡{1,3}|§{1,2}|¶"

# the forms a note's body can begin with, surest first; group 1 is the siglum
BODY_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("footnote", re.compile(r"\[(?:Footnote|Foot-note|Note|Fu(?:ß|ss)note|Anmerkung)\s*(\w{1,5}|[*†‡§]{1,4})?\s*[:.]\s*", re.I)),
    ("superscript", re.compile(rf"({_SUP})(?![⁰¹²³⁴-⁹])[.)]?\s*(?=\S)")),
    ("bracket", re.compile(rf"\[(\d{{1,4}}|[a-z]|{_STARS})\]:?\s*(?=\S)")),
    ("paren", re.compile(rf"\((\d{{1,3}}|[a-z]|{_STARS})\)\s+(?=\S)")),
    ("star", re.compile(rf"({_STARS})[.)]?\s*(?=[^\s*†‡§])")),
    ("number", re.compile(r"(\d{1,4})[.)]?\s+(?=\S)")),
)
_FORM = dict(BODY_FORMS)

_LONGEST_NOTE = 40  # chunks that a bracketed note may run on

# the forms of a mark in the text that can call a body of the form; group 1 is the siglum
_BRACKET_MARK = re.compile(rf" ?\[(?:note )?(\d{{1,4}}|[a-zA-Z]|{_STARS})\]", re.I)
_SUPERSCRIPT_MARK = re.compile(rf"({_SUP})")
_PAREN_MARK = re.compile(rf" ?\((\d{{1,3}}|{_STARS})\)")
_STAR_MARK = re.compile(rf"(?<=[^\s*†‡§])({_STARS})(?![^\s*†‡§.,;:!?)\]»”\"'’—-])")
MARK_FORMS: dict[str, tuple[re.Pattern[str], ...]] = {
    "footnote": (_BRACKET_MARK, _SUPERSCRIPT_MARK, _STAR_MARK),
    "superscript": (_SUPERSCRIPT_MARK,),
    "bracket": (_BRACKET_MARK, _SUPERSCRIPT_MARK),
    "paren": (_PAREN_MARK,),
    "star": (_STAR_MARK,),
    "number": (_SUPERSCRIPT_MARK, _BRACKET_MARK, _PAREN_MARK),
}
_UNIT_BEFORE = re.compile(r"\b(?:[kcdm]?m|[xyzabcnrqes])$")  # m², x²: a power, not a mark

SPEAKERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("transcriber", re.compile(r"\btranscriber|\[?tr(?:anscribed|anscription) (?:by|note)", re.I)),
    ("translator", re.compile(r"\btranslator|\b[Tt]rans?\.\]?\W{0,3}$|[—–-] ?Tr\.\W{0,3}$|\bÜbersetzers?\b|\btraduct(?:eur|rice)\b")),
    ("editorial", re.compile(r"(?:[(\[—–-]|\. ?|^|”|\") ?\b(?:[Ee]ds?\.|[Ee]ditors?\b|EDS?\.|Hrsg\.|D\. ?H(?:rs)?g?\.|[Rr]ed\.|N\. ?d\. ?[ElR]\.)(?:.{0,80})?\W{0,4}$|\b[Ee]ditor(?:ial|’s|'s) note", re.S)),
)  # fmt: skip


class _Mark(NamedTuple):
    block: Block
    start: int
    end: int
    siglum: str
    offset: int  # in the source


def take_notes(doc: Document) -> None:
    """`chunks`: those that are bodies of notes get the role note, their siglum and its span."""
    inside, anywhere = _first_marks(doc)
    listed = _listed_notes(doc, anywhere)
    called = {siglum: at for siglum, at in inside.items() if siglum not in listed}
    _split_at_sigla(doc, called)
    _bracketed_footnotes(doc)
    for chunk in doc.chunks:
        if chunk.role == "body":
            for form in ("superscript", "bracket"):
                _take(doc, chunk, form, called)
    _torn_notes(doc)


def _first_marks(doc: Document) -> tuple[dict[str, int], dict[str, int]]:
    """Siglum -> offset of its first appearance as a mark, in superscript or brackets: within a line, and
    anywhere. A mark may open a paragraph, but so may the body of a note: only a list of notes tells them apart."""
    text, lines = doc.source.text, doc.source.lines
    starts = [line.start for line in lines]
    inside: dict[str, int] = {}
    anywhere: dict[str, int] = {}
    for pattern in (_SUPERSCRIPT_MARK, _BRACKET_MARK):
        for match in pattern.finditer(text):
            at = match.start(1)
            siglum = match[1].translate(SUPERSCRIPTS)
            anywhere[siglum] = min(at, anywhere.get(siglum, at))
            line = lines[bisect_left(starts, at + 1) - 1]
            if match.start() > line.start or match.end() == line.end:
                inside[siglum] = min(at, inside.get(siglum, at))
    return inside, anywhere


def _take(doc: Document, chunk: Chunk, form: str, first_mark: dict[str, int]) -> bool:
    """Make `chunk` a note where it begins with a siglum that some earlier mark calls."""
    line = doc.source.lines[chunk.first]
    match = _FORM[form].match(doc.source.text, line.start, line.end)
    if not match or not match[1]:
        return False
    siglum = match[1].translate(SUPERSCRIPTS)
    if first_mark.get(siglum, line.start) >= line.start:
        return False
    _make_note(chunk, form, siglum, Span(match.start(), match.end()))
    return True


def _make_note(chunk: Chunk, form: str, siglum: str, label: Span) -> None:
    chunk.role, chunk.form, chunk.n, chunk.label, chunk.rule = "note", form, siglum, label, f"note-{form}"


def _split_at_sigla(doc: Document, first_mark: dict[str, int]) -> None:
    """Part a chunk in which several notes follow each other line by line."""
    text, lines = doc.source.text, doc.source.lines
    chunks: list[Chunk] = []
    for chunk in doc.chunks:
        cuts = [chunk.first]
        if chunk.last > chunk.first and chunk.role == "body" and _siglum_at(text, lines[chunk.first].start, first_mark):
            for index in range(chunk.first + 1, chunk.last + 1):
                if _siglum_at(text, lines[index].start, first_mark):
                    cuts.append(index)
        if len(cuts) == 1:
            chunks.append(chunk)
            continue
        for cut, end in zip(cuts, [*cuts[1:], chunk.last + 1], strict=True):
            part = Chunk(cut, end - 1, chunk.role, chunk.rule)
            if cut == chunk.first:
                part.turns = chunk.turns
            chunks.append(part)
    doc.chunks = chunks


def _siglum_at(text: str, at: int, first_mark: dict[str, int]) -> bool:
    for form in ("superscript", "bracket"):
        match = _FORM[form].match(text, at)
        if match and first_mark.get(match[1].translate(SUPERSCRIPTS), at) < at:
            return True
    return False


def _listed_notes(doc: Document, first_mark: dict[str, int]) -> set[str]:
    """End notes: a list that rises by one from a number some mark has, after a heading `Notes` or at
    the very end of the text. Returns their sigla."""
    listed: set[str] = set()
    text, lines = doc.source.text, doc.source.lines
    body = [c for c in doc.chunks if c.role == "body"]
    at = 0
    while at < len(body):
        headed = body[at].first == body[at].last and bool(
            NOTES.fullmatch(text[lines[body[at].first].start : lines[body[at].first].end].strip(" .:*_#=[]"))
        )
        run = _rising_run(doc, body, at + headed)
        called = sum(first_mark.get(n, len(text)) < lines[c.first].start for c, n, _, _ in run)
        to_end = bool(run) and body[-1] is run[-1][0]
        if run and called and (headed or (to_end and called * 2 >= len(run))):
            for chunk, siglum, label, form in run:
                _make_note(chunk, form, siglum, label)
                listed.add(siglum)
                if headed or form != "superscript":  # superscript bodies stand at the foot of their page
                    chunk.rule = "note-listed"
            if headed:
                body[at].role, body[at].rule = "notes-head", "notes-head"
        at += headed + max(1, len(run))  # a part of a run would fare no better than the whole
    return listed


def _rising_run(doc: Document, body: list[Chunk], at: int) -> list[tuple[Chunk, str, Span, str]]:
    """The notes listed from `body[at]` on: each numbered one above the last, by the same form."""
    run: list[tuple[Chunk, str, Span, str]] = []
    text, lines = doc.source.text, doc.source.lines
    form, expected = "", 0
    while at < len(body):
        line = lines[body[at].first]
        found = None
        for name in (form,) if form else ("bracket", "paren", "number", "superscript"):
            match = _FORM[name].match(text, line.start, line.end)
            if match and (siglum := match[1].translate(SUPERSCRIPTS)).isdigit():
                if not run or int(siglum) == expected:
                    found = (body[at], siglum, Span(match.start(), match.end()), name)
                break
        if not found:
            break
        form, expected = found[3], int(found[1]) + 1
        run.append(found)
        at += 1
    return run


def _bracketed_footnotes(doc: Document) -> None:
    """`[Footnote 1: ...]`, up to the bracket that closes it, over several chunks if need be."""
    body = [chunk for chunk in doc.chunks if chunk.role == "body"]
    begun = [_footnote_at(doc, chunk) for chunk in body]
    for at, chunk in enumerate(body):
        match = begun[at]
        if not match:
            continue
        _make_note(chunk, "footnote", (match[1] or "*"), Span(match.start(), match.end()))
        for more in _rest_of_footnote(doc, body, begun, at):
            more.role, more.form, more.rule = "note-more", "footnote", "note-continued"


def _footnote_at(doc: Document, chunk: Chunk) -> re.Match[str] | None:
    lines = doc.source.lines
    return _FORM["footnote"].match(doc.source.text, lines[chunk.first].start, lines[chunk.last].end)


def _rest_of_footnote(doc: Document, body: list[Chunk], begun: list[re.Match[str] | None], at: int) -> list[Chunk]:
    """The chunks up to the one whose last sign is the closing bracket; none where no bracket closes it soon."""
    text, lines = doc.source.text, doc.source.lines
    for end in range(at, min(at + _LONGEST_NOTE, len(body))):
        if end > at and begun[end]:
            break
        if text[lines[body[end].last].end - 1] == "]":
            return body[at + 1 : end + 1]
    return []


def _torn_notes(doc: Document) -> None:
    """A note with an open bracket goes on in a later chunk that closes more than it opens and stands
    next to other notes: the rest of a note that a page end tore."""
    chunks, text, lines = doc.chunks, doc.source.text, doc.source.lines

    def balance(chunk: Chunk) -> int:
        start, end = lines[chunk.first].start, lines[chunk.last].end
        return sum(text.count(sign, start, end) * way for sign, way in (("[", 1), ("]", -1)))

    torn: Chunk | None = None
    for index, chunk in enumerate(chunks):
        if chunk.role == "note" and chunk.form != "footnote":
            torn = chunk if balance(chunk) > 0 else None
        elif chunk.role == "body" and torn is not None and balance(chunk) < 0:
            beside = chunks[index + 1 : index + 2] or [chunk]
            if beside[0].role == "note" or beside[0] is chunk:
                chunk.role, chunk.n, chunk.rule = "note-more", torn.n, "note-torn"
                first, second = lines[torn.first].number, lines[chunk.first].number
                doc.say("N04", first, f"note {torn.n} goes on at line {second}: joined")
            torn = None


def link_notes(doc: Document) -> None:
    """`notes` and their anchors: marks and bodies paired where they are one-to-one and in order."""
    bodies = [block for block in doc.blocks if block.kind == "note"]
    marks, pairs = [], {}
    for form in dict.fromkeys(b.attrs["form"] for b in bodies):
        alike = [b for b in bodies if b.attrs["form"] == form]
        found = _marks(doc, form, {b.attrs["n"] for b in alike})
        marks += found
        pairs |= _pair(found, alike)
    runs = _Runs()
    kept: list[Block] = []
    for block in doc.blocks:
        if block.kind != "note":
            kept.append(block)
            continue
        mark = pairs.get(id(block))
        note = _note(doc, block, runs.next_id(block.attrs["n"]), anchored=mark is not None)
        doc.notes[note.id] = note
        if mark is None:
            detail = f"note {note.n} has no mark that calls it alone; kept unanchored at the end of its division"
            doc.say("N02", note.line, detail)
            kept.append(Block("note-body", attrs={"note": note.id}, labels=block.labels, rule="note-unanchored"))
        else:
            width = mark.end - mark.start
            anchor = Mark("note", mark.start, mark.end, lead=width, attrs={"note": note.id}, rule="note-linked")
            mark.block.marks.append(anchor)
    doc.blocks = kept
    _report_unpaired(doc, marks, {(id(m.block), m.start) for m in pairs.values()})


class _Runs:
    """Ids of notes: `note` and the number; a number that comes again belongs to the next run, `note_b`."""

    def __init__(self) -> None:
        self.seen: dict[str, int] = {}

    def next_id(self, siglum: str) -> str:
        """A fresh id for the next note with this siglum."""
        stem = siglum if siglum.isalnum() and siglum.isascii() else "x"
        count = self.seen.get(stem, 0)
        self.seen[stem] = count + 1
        if stem == "x":
            return f"note_x{count + 1}"
        return f"note{stem}" if not count else f"note_{_letters(count + 1)}{stem}"


def _letters(number: int) -> str:
    """2 -> b, 26 -> z, 27 -> aa."""
    out = ""
    while number:
        number, rest = divmod(number - 1, 26)
        out = chr(ord("a") + rest) + out
    return out


def _note(doc: Document, body: Block, note_id: str, *, anchored: bool) -> Note:
    words = "\n".join(child.text for child in body.children)
    speaker = next((kind for kind, pattern in SPEAKERS if pattern.search(words)), "")
    place = body.attrs["place"]
    line = doc.source.line_at(body.labels[0].start) if body.labels else 0
    return Note(note_id, body.attrs["n"], place, body.children, speaker, anchored, line, body.labels, body.attrs.get("rend", ""))


def _marks(doc: Document, form: str, sigla: set[str]) -> list[_Mark]:
    """The marks in the running text that can call bodies of this form, in source order: those of the one
    kind of mark that answers most of the sigla."""
    best: list[_Mark] = []
    most = 0
    for pattern in MARK_FORMS[form]:
        found = [mark for block in doc.blocks for mark in _marks_in(block, pattern)]
        answered = len({mark.siglum for mark in found} & sigla)
        if answered > most:
            best, most = found, answered
    return sorted(best, key=lambda mark: mark.offset)


def _marks_in(block: Block, pattern: re.Pattern[str]) -> Iterator[_Mark]:
    taken = [(m.start, m.end) for m in block.marks if m.kind in ("pb", "ref", "note")]
    for match in pattern.finditer(block.text):
        start, end = match.span()
        if pattern is _SUPERSCRIPT_MARK and _UNIT_BEFORE.search(block.text, max(0, start - 3), start):
            continue
        if not any(a < end and start < b for a, b in taken):
            siglum = match[1].translate(SUPERSCRIPTS)
            yield _Mark(block, start, end, siglum, block.source_offset(match.start(1)))


def _pair(marks: list[_Mark], bodies: list[Block]) -> dict[int, _Mark]:
    """id(body) -> its mark, for bodies of one form."""
    if [m.siglum for m in marks] == [b.attrs["n"] for b in bodies]:
        return {id(body): mark for body, mark in zip(bodies, marks, strict=True)}
    pairs: dict[int, _Mark] = {}
    foot = [b for b in bodies if b.attrs["place"] != "end"]
    pairs |= _pair_at_foot(marks, foot)
    last = -1
    for listed in _lists([b for b in bodies if b.attrs["place"] == "end"]):
        where = listed[0].labels[0].start
        between = [m for m in marks if last < m.offset < where]
        if between:
            pairs |= _pair_in_order(between, listed)
            last = where
    return pairs


def _pair_at_foot(marks: list[_Mark], bodies: list[Block]) -> dict[int, _Mark]:
    """A body takes the one mark of its siglum that stands between the last linked mark and itself; where
    there is a choice, or none, it stays alone."""
    by_siglum: dict[str, list[_Mark]] = defaultdict(list)
    for mark in marks:
        by_siglum[mark.siglum].append(mark)
    offsets = {siglum: [m.offset for m in found] for siglum, found in by_siglum.items()}
    pairs: dict[int, _Mark] = {}
    last = -1
    for body in bodies:
        siglum, where = body.attrs["n"], body.labels[0].start
        found = offsets.get(siglum, [])
        low, high = bisect_right(found, last), bisect_left(found, where)
        if high - low == 1:
            pairs[id(body)] = by_siglum[siglum][low]
            last = found[low]
    return pairs


def _lists(bodies: list[Block]) -> list[list[Block]]:
    """End notes as lists: a new one where the numbers begin again."""
    lists: list[list[Block]] = []
    before = 0
    for body in bodies:
        number = int(body.attrs["n"]) if body.attrs["n"].isdigit() else before + 1
        if not lists or number <= before:
            lists.append([])
        lists[-1].append(body)
        before = number
    return lists


def _pair_in_order(marks: list[_Mark], bodies: list[Block]) -> dict[int, _Mark]:
    """The longest sequence of marks that rises with the numbers of one list (patience sorting; Fredman
    1975). A body is linked where every such sequence gives it the same mark."""
    order = {body.attrs["n"]: rank for rank, body in enumerate(bodies)}
    ranked = [(order[m.siglum], m) for m in marks if m.siglum in order]
    up = _lengths([rank for rank, _ in ranked])
    down = _lengths([-rank for rank, _ in reversed(ranked)])[::-1]
    longest = max(up, default=0)
    chosen: dict[int, list[_Mark]] = defaultdict(list)
    for (rank, mark), before, after in zip(ranked, up, down, strict=True):
        if before + after - 1 == longest:
            chosen[rank].append(mark)
    return {id(bodies[rank]): found[0] for rank, found in chosen.items() if len(found) == 1}


def _lengths(ranks: list[int]) -> list[int]:
    """For each rank the length of the longest strictly rising sequence that ends with it."""
    tails: list[int] = []
    lengths = []
    for rank in ranks:
        at = bisect_left(tails, rank)
        tails[at : at + 1] = [rank]
        lengths.append(at + 1)
    return lengths


def _report_unpaired(doc: Document, marks: list[_Mark], used: set[tuple[int, int]]) -> None:
    for mark in marks:
        if (id(mark.block), mark.start) not in used:
            line = doc.source.line_at(mark.offset)
            doc.say("N01", line, f"mark {mark.siglum} calls no note alone and in order: left as text")
