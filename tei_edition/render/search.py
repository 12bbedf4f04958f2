"""What the search of the site needs of a document: its passages with their places, and its words."""

from __future__ import annotations

import unicodedata

from lxml import etree

from ..javascript import literal
from ..patterns import lazy
from ..spelling import single_blanks
from .annotate import Readable
from .names import X, local
from .summary import read_streams

Element = etree._Element
Passage = tuple[str, str, str]  # id in the page, label, words
WORD = lazy(r"[^\W_]+")
WHOLE = "text"  # the id of the whole text


def searchable(document: Readable, name: str) -> tuple[bytes, str]:
    """A script that gives the passages of the document to the page of the search; and its words, folded,
    each once, in order, with blanks between."""
    found = passages(document)
    words: set[str] = set()  # far fewer than stand in the text, which is not taken apart all at once
    for _, _, text in found:
        words.update(text.split())
    vocabulary = set(WORD.findall(folded(" ".join(words))))
    lines = ",\n".join(f"[{','.join(map(literal, passage))}]" for passage in found)
    return f"PARAGRAPHS[{literal(name)}]=[{lines}];\n".encode(), " ".join(sorted(vocabulary))


def folded(words: str) -> str:
    """`words` in small letters without accents, as the script folds what is asked for."""
    if words.isascii():
        return words.lower()
    plain = unicodedata.normalize("NFD", words)
    for accent in filter(unicodedata.combining, set(plain)):
        plain = plain.replace(accent, "")
    return plain.lower()


def passages(document: Readable) -> list[Passage]:
    """The blocks and notes of the text: those that share an anchor, as the lines of a stanza, are one."""
    streams = read_streams(document)
    found: dict[str, Passage] = {}
    for element, text in zip(streams.holders, streams.texts, strict=True):
        words = single_blanks(text).strip()
        if not words:
            continue
        anchor, label = place(element)
        before = found.get(anchor)
        if anchor == WHOLE:  # nothing around it has an address: it stands for itself
            found[f"{WHOLE} {len(found)}"] = (anchor, label, words)
            continue
        found[anchor] = (anchor, label, f"{before[2]} {words}" if before else words)
    return list(found.values())


def place(element: Element) -> tuple[str, str]:
    """The id in the page of a block or of what is around it, and what it is called there."""
    for holder in (element, *element.iterancestors()):
        anchor = holder.get(f"{X}id")
        if anchor:
            if holder.get(f"{X}mark"):
                return anchor, f"note {holder.get(f'{X}mark')}"
            number = holder.get(f"{X}n")
            return anchor, f"¶{number}" if number and local(holder.tag) == "p" else ""
    return WHOLE, ""
