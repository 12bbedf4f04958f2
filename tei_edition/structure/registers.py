"""The entries of an index, told by the page numbers that end them and by their fellows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..patterns import lazy
from .piece import SENTENCE_END, Piece

_PAGE = r"\d{1,4}(?:n|f{1,2}\.?)?(?:\s?[–-]\s?\d{1,4}n?)?"
_PAGES = lazy(rf"[^\W\d_][^\s]*[,.:)”\"]?[,.:)”\"\s]\s?(?P<pages>{_PAGE}(?:,\s{_PAGE})*)\.?$")
_REFERENCE = lazy(r"\b(?:[Ss]ee|[Ss]iehe|[Vv]oir)(?: also| under| auch| aussi)?\s\S")
_LAST = lazy(r"\d[nf]{0,2}\.{0,2}$")  # how all such pages end: few paragraphs do
_YEAR = lazy(r"1[4-9]\d\d|20\d\d")
_FEWEST = 8  # entries, before any line is one
_LONGEST_GAP = 6  # lines without pages between two entries: a word that groups what stands below it
_TAIL = 240  # characters of an entry in which its pages are looked for
_LONGEST_GROUP = 160  # characters of such a line


def place_index(pieces: list[Piece]) -> None:
    """Settle the entries of an index as items."""
    lines = [p for p in pieces if not p.aside]
    for first, end in _regions(lines):
        for piece in lines[first:end]:
            if not piece.settled and piece.block.kind in ("p", "lg"):
                piece.settle(
                    "item", "index-entry", "page numbers end it, as they end its fellows", rend="simple"
                )


def _regions(lines: list[Piece]) -> Iterator[tuple[int, int]]:
    """Stretches of entries, as [first, end)."""
    found: list[int] = []
    for at, piece in enumerate(lines):
        if _is_entry(piece):
            found.append(at)
        elif found and (at - found[-1] > _LONGEST_GAP or not _may_group(piece)):
            yield from _if_index(lines, found)
            found = []
    yield from _if_index(lines, found)


def _if_index(lines: list[Piece], found: list[int]) -> Iterator[tuple[int, int]]:
    """Enough entries, half of all lines at least, and not all of them years."""
    if len(found) < _FEWEST or len(found) * 2 < found[-1] - found[0] + 1:
        return
    pages = [m["pages"] for at in found if (m := _pages_of(lines[at].text))]
    if sum(bool(_YEAR.fullmatch(page)) for page in pages) * 2 < len(pages):
        yield found[0], found[-1] + 1


def _pages_of(text: str) -> re.Match[str] | None:
    """The page numbers at the end of an entry, after a comma or a word."""
    if not _LAST.search(text, max(0, len(text) - 5)):
        return None
    return _PAGES.search(text, max(0, len(text) - _TAIL))


def _is_entry(piece: Piece) -> bool:
    return not piece.settled and piece.block.kind in ("p", "lg") and bool(_pages_of(piece.text))


def _may_group(piece: Piece) -> bool:
    text = piece.text
    if piece.settled:
        return False
    return (len(text) < _LONGEST_GROUP and not SENTENCE_END.search(text)) or bool(_REFERENCE.search(text))
