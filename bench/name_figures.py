"""How many names are found: F1 against editions whose names were tagged by hand.

    python bench/name_figures.py corpora/frus corpora/litbank ...

Each folder holds TEI files of one collection. Every file is written out as plain text, one line a paragraph
and the notes at the end, and read by the program; then the names of both are compared. A name is found where
the same words stand behind the same three words; titles at its head ("Mr.") and a possessive s at its end
are left aside on both sides, since collections differ in that. Where a collection also tags what has no
capital ("my brother") that is not counted. Prints precision, recall and F1 for each folder, and the time that
names take in a conversion to that of all else in it (the start of the program aside).
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from tei_edition import edition
from tei_edition.model import MASK, Document, Metadata, Options
from tei_edition.naming import tag_names
from tei_edition.source import source_of

TEI = "{http://www.tei-c.org/ns/1.0}"
BLOCKS = frozenset((
    "p", "ab", "head", "titlePart", "l", "item", "label", "cell", "speaker", "stage", "signed", "dateline",
    "salute", "byline", "closer", "opener", "trailer", "docAuthor", "docDate", "docImprint", "docEdition",
    "postscript", "argument", "imprimatur", "bibl"
))  # fmt: skip
SKIPPED = frozenset((
    "fw", "figDesc", "graphic", "teiHeader", "facsimile", "standOff", "del", "metamark", "surplus",
    "listPerson"
))  # fmt: skip
UNCHOSEN = frozenset(("sic", "orig", "abbr"))
TITLES = frozenset((
    "mr", "mrs", "ms", "miss", "messrs", "dr", "prof", "professor", "sir", "lady", "lord", "dame", "baron",
    "baroness", "count", "countess", "duke", "duchess", "earl", "viscount", "marquis", "prince", "princess",
    "king", "queen", "emperor", "empress", "pope", "saint", "st", "rev", "reverend", "father", "mother",
    "brother", "sister", "uncle", "aunt", "cousin", "captain", "capt", "colonel", "col", "general", "gen",
    "major", "lieutenant", "lieut", "sergeant", "admiral", "president", "minister", "ambassador", "consul",
    "secretary", "senator", "governor", "judge", "justice", "bishop", "archbishop", "cardinal", "comrade",
    "citizen", "madame", "mme", "mlle", "mademoiselle", "monsieur", "m", "signor", "señor", "don", "donna",
    "herr", "frau", "fräulein", "graf", "gräfin", "freiherr", "the", "old", "young", "dear", "my", "poor",
    "little", "hon", "honorable", "honourable"
))  # fmt: skip
WORD = re.compile(r"[^\W\d_]+")
OPEN, CLOSE = "\ue000", "\ue001"  # private use: where a name begins and ends


class Score(NamedTuple):
    """Names found that are right, all found, all tagged by hand."""

    right: int
    found: int
    wanted: int

    def __str__(self) -> str:
        precision, recall = self.right / max(1, self.found), self.right / max(1, self.wanted)
        f1 = 2 * self.right / max(1, self.found + self.wanted)
        return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({self.wanted} names)"


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def is_name(element: etree._Element) -> bool:
    """A person's name tagged by hand, with a capital in it."""
    kind = local(element)
    person = kind == "persName" or (kind in ("name", "rs") and element.get("type") in ("person", "pers"))
    return person and any(c.isupper() for c in "".join(element.itertext()))


class Gold:
    """A TEI file as plain text: its paragraphs and its notes, names between `OPEN` and `CLOSE`."""

    def __init__(self, path: Path) -> None:
        self.lines: list[str] = []
        self.notes: list[str] = []
        self.pieces: list[str] = []
        for text in etree.parse(path, etree.XMLParser(huge_tree=True)).iter(f"{TEI}text"):
            if local(text.getparent()) == "TEI":
                self.walk(text, named=False)
        self.end()

    def end(self) -> None:
        """Close the paragraph."""
        line = re.sub(r"\s+", " ", "".join(self.pieces)).strip()
        self.pieces = []
        if line:
            self.lines.append(line)

    def walk(self, element: etree._Element, *, named: bool) -> None:
        """The text below an element."""
        self.pieces.append(element.text or "")
        for child in element:
            self.child(child, named=named)
            self.pieces.append(child.tail or "")

    def child(self, element: etree._Element, *, named: bool) -> None:
        """What one element within a text adds to it."""
        kind = local(element)
        chosen = local(element.getparent()) == "choice" and kind in UNCHOSEN and len(element.getparent()) > 1
        if not kind or kind in SKIPPED or chosen:
            return
        if kind == "note":
            self.note(element)
        elif kind == "lb":
            self.pieces.append("" if element.get("break") == "no" else " ")
        elif not named and is_name(element):
            self.pieces.append(OPEN)
            self.walk(element, named=True)
            self.pieces.append(CLOSE)
        elif (
            kind in BLOCKS
            or kind.startswith("div")
            or kind in ("lg", "list", "quote", "body", "front", "back")
        ):
            inline = kind == "quote" and local(element.getparent()) in BLOCKS
            if not inline:
                self.end()
            self.walk(element, named=named)
            if not inline:
                self.end()
        else:
            self.walk(element, named=named)

    def note(self, element: etree._Element) -> None:
        """A note: its mark here, its words at the end."""
        kept, lines, self.pieces, self.lines = self.pieces, self.lines, [], []
        self.walk(element, named=False)
        self.end()
        self.notes.append(" ".join(self.lines))
        self.pieces, self.lines = [*kept, f"[{len(self.notes)}]"], lines

    def plain(self) -> str:
        """The text as it is given to the program."""
        notes = [f"{number}. {words}" for number, words in enumerate(self.notes, 1)]
        paragraphs = [*self.lines, *(["Notes", *notes] if notes else [])]
        return re.sub(f"[{OPEN}{CLOSE}]", "", "\n\n".join(paragraphs)) + "\n"


def keys(lines: list[str]) -> Counter[tuple[str, ...]]:
    """Each name as its words and the three before it, titles and possessives aside."""
    found: Counter[tuple[str, ...]] = Counter()
    words: list[str] = []
    start = -1
    for line in lines:
        for token in re.findall(rf"[{OPEN}{CLOSE}]|{WORD.pattern}", line):
            if token == OPEN:
                start = len(words)
            elif token == CLOSE:
                found.update(bare(words, start))
            else:
                words.append(token.casefold())
    return found


def bare(words: list[str], start: int) -> Iterator[tuple[str, ...]]:
    """The key of the name that runs from `start` to the last word, if it has a word."""
    end = len(words)
    while end - start > 1 and words[start] in TITLES:
        start += 1
    while end - start > 1 and words[end - 1] in ("s", "esq", "jr", "sr"):
        end -= 1
    if end > start:
        yield (*words[max(0, start - 3) : start], "|", *words[start:end])


def found_by_program(text: str) -> tuple[list[str], float, float]:
    """The passages with the names the program finds; seconds for the names, seconds for all else."""
    source, _ = source_of(text.encode(), name="text", path="text.txt", options=Options())
    doc = Document(source, options=Options(), metadata=Metadata())
    seconds = {True: 0.0, False: 0.0}
    lines: list[str] = []
    for stage in (*edition.STAGES, edition.complete):
        if stage is edition.complete:
            lines = [marked(block) for block in doc.leaves() if block.text]
        before = time.perf_counter()
        stage(doc)
        seconds[stage is tag_names] += time.perf_counter() - before
    return lines, seconds[True], seconds[False]


def marked(block: object) -> str:
    """The reading text of a block with its names between `OPEN` and `CLOSE`."""
    text = block.reading()  # type: ignore[attr-defined]
    for mark in sorted(block.marks, key=lambda m: -m.start):  # type: ignore[attr-defined]
        if mark.kind == "persName":
            text = f"{text[: mark.start]}{OPEN}{text[mark.start : mark.end]}{CLOSE}{text[mark.end :]}"
    return text.replace(MASK, "")


def compare(folder: Path) -> tuple[Score, float]:
    """The score of a collection, and the time of the names to that of all else."""
    right = found = wanted = 0
    names = rest = 0.0
    for path in sorted(folder.rglob("*.xml")):
        gold = Gold(path)
        lines, ours_took, others_took = found_by_program(gold.plain())
        ours, theirs = keys(lines), keys([*gold.lines, *gold.notes])
        right, found, wanted = (
            right + (ours & theirs).total(),
            found + ours.total(),
            wanted + theirs.total(),
        )
        names, rest = names + ours_took, rest + others_took
    return Score(right, found, wanted), names / max(rest, 1e-9)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    given = parser.parse_args()
    for folder in given.folders:
        if not any(folder.rglob("*.xml")):
            sys.exit(f"{folder}: no TEI files")
        score, times = compare(folder)
        print(f"{folder.name:18} {score}  names take {times:.2f} times all else", flush=True)


if __name__ == "__main__":
    main()
