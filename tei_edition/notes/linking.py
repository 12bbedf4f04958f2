"""Notes put at their marks, with ids, place and speaker; what does not pair is kept and reported."""

from __future__ import annotations

from ..model import Block, Document, Mark, Note
from .forms import speaker_of
from .pairing import NoteMark, marks_for, pair, stray_marks

# forms of bodies whose marks were looked for in the text, superscript numbers among them
_SEEN_IN_TEXT = frozenset(("superscript", "footnote", "bracket", "number"))


def link_notes(doc: Document) -> None:
    """`notes` and their anchors: marks and bodies paired where they are one-to-one and in order."""
    bodies = [block for block in doc.blocks if block.kind == "note"]
    pairs, left = _paired(doc, bodies)
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
            kept.append(_unanchored(doc, block, note))
        else:
            mark.block.marks.append(_anchor(mark, note))
    doc.blocks = kept
    _report_gaps(doc, list(doc.notes.values()))
    _report_unpaired(doc, left)


def _paired(doc: Document, bodies: list[Block]) -> tuple[dict[int, NoteMark], list[NoteMark]]:
    """id(body) -> its mark, form by form; and the marks that are left."""
    marks: dict[tuple[int, int], NoteMark] = {}
    pairs: dict[int, NoteMark] = {}
    linked: set[tuple[int, int]] = set()
    forms = list(dict.fromkeys(body.attrs["form"] for body in bodies))
    for form in forms:
        alike = [b for b in bodies if b.attrs["form"] == form]
        found = [m for m in marks_for(doc, form, {b.attrs["n"] for b in alike}) if m.place not in linked]
        marks |= {m.place: m for m in found}
        made = pair(found, alike)
        linked |= {m.place for m in made.values()}
        pairs |= made
    if not _SEEN_IN_TEXT.intersection(forms):
        marks |= {m.place: m for m in stray_marks(doc)}
    return pairs, [mark for place, mark in marks.items() if place not in linked]


def _unanchored(doc: Document, block: Block, note: Note) -> Block:
    """Where a note that nothing calls is kept: at the end of its division."""
    detail = f"note {note.n} has no mark that calls it alone; kept unanchored at the end of its division"
    doc.say("N02", note.line, detail)
    return Block("note-body", attrs={"note": note.id}, labels=block.labels, rule="note-unanchored")


def _anchor(mark: NoteMark, note: Note) -> Mark:
    width = mark.end - mark.start
    return Mark("note", mark.start, mark.end, lead=width, attrs={"note": note.id}, rule="note-linked")


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
    speaker = speaker_of(words)
    place = body.attrs["place"]
    line = doc.source.line_at(body.labels[0].start) if body.labels else 0
    return Note(
        note_id,
        body.attrs["n"],
        place,
        body.children,
        speaker,
        anchored=anchored,
        line=line,
        labels=body.labels,
        rend=body.attrs.get("rend", ""),
    )


def _report_gaps(doc: Document, notes: list[Note]) -> None:
    """Numbers that leave a gap, or come again, within one run of notes."""
    before = 0
    for note in notes:
        if not note.n.isdecimal() or not note.anchored:
            continue
        number = int(note.n)
        if number not in (1, before + 1) and before:
            doc.say("N05", note.line, f"note {number} follows note {before}")
        before = number


def _report_unpaired(doc: Document, marks: list[NoteMark]) -> None:
    for mark in marks:
        line = doc.source.line_at(mark.offset)
        doc.say("N01", line, f"mark {mark.siglum} calls no note alone and in order: left as text")
