"""The pass over the notes: which are moved, by what mark they are called, whose they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from .names import DIVISIONS, ENTRIES, NOTE_PLACES, NOTE_TYPES, Item, X, local

if TYPE_CHECKING:
    from .annotate import Ids

Element = etree._Element
SPEAKERS = {
    "editorial": "editor’s note",
    "editor": "editor’s note",
    "translator": "translator’s note",
    "translatorial": "translator’s note",
    "transcriber": "transcriber’s note",
    "author": "author’s note",
    "authorial": "author’s note",
}


def notes(items: list[Item], ids: Ids, holders: set[Element]) -> None:
    """Write `mark` on each note that is moved to the end, with the words that say whose note it is."""
    found = [element for element, name in items if name == "note"]
    listed: set[Element] = {e for e, name in items if name in DIVISIONS and e.get("type") in NOTE_TYPES}
    if listed:
        for element, _ in items:
            if element.getparent() in listed:
                listed.add(element)
    moved = [note for note in found if note not in listed and is_moved(note, holders)]
    numbered = any(note.get("n") for note in moved)
    voices = {note.get("type") for note in moved}
    for count, note in enumerate(found, 1):
        ids.give(note, f"note{count}")
        note.set(f"{X}number", str(count))
        voice = SPEAKERS.get(note.get("type", ""), "")
        if voice and (len(voices) > 1 or not voice.startswith("author")):
            note.set(f"{X}voice", voice)
    count = 0
    for note in moved:
        mark = (note.get("n") or "").strip()
        if not mark:
            count += 1
            mark = f"*{count}" if numbered else str(count)
        note.set(f"{X}mark", mark)
        note.set(f"{X}noted", "1")
        if note.getparent() in holders:
            note.set(f"{X}between", "1")
        ids.taken |= {f"{note.get(f'{X}id')}-ref", f"{note.get(f'{X}id')}-body"}


def stays(note: Element) -> bool:
    """Whether a note says itself that it is read where it stands, or describes an entry of a register."""
    if note.get("place", "").lower().startswith(("inline", "display")) or note.get("anchored") == "false":
        return True
    parent = note.getparent()
    return note.get("type") == "foliation" or parent is None or local(parent.tag) in ENTRIES


def is_moved(note: Element, holders: set[Element]) -> bool:
    """Whether a note goes to the end: not if it stays, nor if it stands between blocks without a
    number and a place at the foot or the end."""
    if stays(note):
        return False
    return note.getparent() not in holders or (note.get("place") in NOTE_PLACES and bool(note.get("n")))


def homes(items: list[Item]) -> None:
    """Write `home` on each moved note: the id of the innermost division with a heading around it, or `-`."""
    for element, name in items:
        if name == "note" and element.get(f"{X}mark"):
            above = (e for e in element.iterancestors() if e.get(f"{X}toc"))
            home = next(above, None)
            element.set(f"{X}home", "-" if home is None else home.get(f"{X}id", "-"))
