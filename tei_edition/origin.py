"""From an element of a TEI file built here to the line of the plain text it was made from.

The header names the text and its digest, so the text that is found is known to be the right one. The line is
that where the words of the element stand: they are sought in the text, white space aside, and told only if
they stand there once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from itertools import accumulate, islice
from pathlib import Path

from lxml import etree

from .digests import sha256
from .namespaces import NS

LENGTHS = (120, 60, 30)  # characters sought, the longest first
SHORTEST = 12
TEXTS_TRIED = 40  # text nodes of an element, and before it
FOLDERS = ("", "sources", "texts")

Origin = Callable[[etree._Element], str]


def origin_of(tree: etree._ElementTree, document: Path, folders: tuple[Path, ...] = ()) -> Origin | None:
    """What tells `name:line` of an element's plain text, or nothing where that is not sure.

    None where the document does not come from a text, or the text is not found: in `folders`, in the folder of
    the document, in the two above it, or in a folder `sources` there.
    """
    name, digest = _source_named(tree)
    if not name or not digest:
        return None
    for path in _candidates(name, document, folders):
        try:
            data = path.read_bytes()
        except OSError:
            continue
        if sha256(data).hexdigest() == digest:
            lines = _Lines(data.decode("utf-8", "replace"))
            return lambda element: lines.told(path, element)
    return None


def _source_named(tree: etree._ElementTree) -> tuple[str, str]:
    """The file name and the digest that the header gives of the text."""
    for bibl in tree.iterfind(f"{NS}teiHeader/{NS}fileDesc/{NS}sourceDesc/{NS}bibl"):
        if bibl.get("type") == "digitalSource":
            digest = next((i.text for i in bibl.iterfind(f"{NS}idno") if i.get("type") == "sha256"), "")
            return bibl.findtext(f"{NS}title") or "", digest or ""
    return "", ""


def _candidates(name: str, document: Path, folders: tuple[Path, ...]) -> Iterator[Path]:
    file = Path(name).name  # a header that names a path leads nowhere else
    if file != name:
        return
    for folder in (*folders, *_folders_near(document.parent)):
        yield folder / file


@lru_cache(maxsize=64)
def _folders_near(folder: Path) -> tuple[Path, ...]:
    """A folder and the three above it, each with those in it where texts lie."""
    near = islice((folder, *folder.absolute().parents), 4)
    return tuple(above / name for above in near for name in FOLDERS)


class _Lines:
    """A text without its white space, and the lines of its characters."""

    def __init__(self, text: str) -> None:
        self._text = text.removeprefix("\ufeff")
        self._bare = "".join(self._text.split())

    @cached_property
    def _starts(self) -> list[int]:
        """The offset into the bare text at which each line begins."""
        lengths = (len("".join(line.split())) for line in self._text.split("\n"))
        return [0, *accumulate(lengths)]

    def told(self, path: Path, element: etree._Element) -> str:
        line = self._line(element)
        return f"{path}:{line}" if line else ""

    def _line(self, element: etree._Element) -> int:
        for words in islice(_texts(element), TEXTS_TRIED):
            bare = "".join(words.split())
            for length in LENGTHS:
                sought = bare[:length]
                if len(sought) < SHORTEST:
                    break
                at = self._bare.find(sought)
                if at >= 0 and self._bare.find(sought, at + 1) < 0:
                    return bisect_right(self._starts, at)
        return 0


def _texts(element: etree._Element) -> Iterator[str]:
    """The words of an element, then those around it: after it, and in what holds it."""
    for text in element.itertext():
        yield str(text)
    node = element
    while (parent := node.getparent()) is not None and parent.tag != f"{NS}text":
        if node.tail:
            yield node.tail
        for text in islice(parent.itertext(), TEXTS_TRIED):
            yield str(text)
        node = parent
