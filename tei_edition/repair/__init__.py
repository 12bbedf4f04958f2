"""Mending what is safe: the bytes of a TEI file with a few places changed, and the proof that no word is.

Only the places at fault are changed; every other character of the file stays, comments and line ends
included. `edits` says what to change, `proof` compares the file before and after and believes neither.
"""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from ..messages import InputError
from ..places import Places, codec_of
from ..xmlread import parse
from .edits import MENDINGS, Edit
from .proof import differences


class Mended(NamedTuple):
    """A file with its faults mended: the new bytes, what was done, and what the proof says against it."""

    data: bytes
    done: list[str]
    differences: list[str]


def mend(data: bytes, *, profile: bool = True) -> Mended:
    """Mend what can be mended without a decision: NFC, empty elements, missing ids, order, counts.

    `profile` says whether the document is one of the profile, whose list of persons is in order of ids.
    Raises InputError for what `parse` refuses. Where the proof has something to say, `data` is the old one.
    """
    before = parse(data)
    mark, codec = codec_of(data, before.docinfo.encoding)
    new, done = data, []
    for mending in MENDINGS:
        if mending.profile_only and not profile:
            continue
        tree = parse(new)
        places = Places(new, tree)
        edits = mending.look(places, tree)
        if edits:
            new = mark + applied(places.text, edits).encode(codec)
            done += [edit.why for edit in edits if edit.why]
    if new == data:
        return Mended(data, [], [])
    try:
        found = differences(before, parse(new))
    except InputError as error:
        found = [error.detail]
    return Mended(data if found else new, done, found)


def names_profile(tree: etree._ElementTree) -> bool:
    """Whether a document says that it is one of the profile."""
    node = tree.getroot().getprevious()
    while node is not None:
        named = isinstance(node, etree._ProcessingInstruction) and node.target == "xml-model"
        if named and "tei_edition." in (node.text or ""):
            return True
        node = node.getprevious()
    return False


def applied(text: str, edits: list[Edit]) -> str:
    """The text with the edits made; they do not overlap."""
    parts, at = [], 0
    for edit in sorted(edits):
        parts += [text[at : edit.start], edit.new]
        at = edit.end
    return "".join([*parts, text[at:]])


def diff(name: str, before: bytes, after: bytes) -> str:
    """The lines that differ, as a unified diff."""
    from difflib import unified_diff

    old, new = (data.decode("utf-8", "replace").splitlines(keepends=True) for data in (before, after))
    lines = unified_diff(old, new, name, f"{name} (mended)", n=1)
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )
