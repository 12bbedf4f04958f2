"""Texts made to be slow: 200 KB of each, against one paragraph of plain prose of the same size.

    python bench/hostile.py [--size 200000] [--runs 3] [--double] [--only WORDS]

`CASES` hold signs that mean nothing, or marks of several kinds in one line; in `DENSE` texts every few characters
are an element of their own, with its id, its place in the contents and the search, so that the count of the
elements is what they cost. A ratio far above the others, or more than twice the time for twice the text
(`--double`, start-up taken off), shows a step that is not linear.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

from pairs import once, program

PROSE = "The lamps on the quay were lit by hand, and the man who lit them was paid by the lamp. "
CASES = {
    "prose, one paragraph": PROSE,
    "prose, many paragraphs": PROSE * 4 + "\n\n",
    "unclosed quotation marks": "said “the ",
    "quotation marks alone": "“",
    "straight quotation marks": 'said "the ',
    "unclosed brackets": "see [the ",
    "brackets in brackets": "[",
    "closing brackets": "lamp] ",
    "parentheses": "(",
    "signs of all kinds": "*[“(_",
    "unclosed note marks": "lamp [1 ",
    "note marks alone": "[1",
    "note marks without bodies": "lamp[1] and ",
    "note marks of Markdown": "lamp[^1] and ",
    "superscripts without bodies": "lamp¹ and ",
    "stars": "*a ",
    "stars alone": "* ",
    "underscores": "_a ",
    "blank lines": "\n",
    "blanks": " ",
    "tabs": "a\t",
    "words parted by many blanks": "a" + " " * 200,
    "blanks at line ends": "a" + " " * 200 + "\n",
    "indented lines": " " * 40 + "a line\n",
    "short lines": "a line\n",
    "hyphens at line ends": "lamp-\nlighter ",
    "initials": "A. B. C. ",
    "capitals": "Ada Harrow van der Maas ",
    "numbers": "1911 ",
    "dates": "12 March 1920, ",
    "angle brackets": "<i>a ",
    "addresses": "https://a.example/b ",
    "one word": "a",
    "dots": ". ",
    "names and emphasis": "Mr. Rook saw *a lamp*, ",
    "addresses and signs": "https://a.example/b_c and *x* ",
    "links and addresses": "[x](https://a.example/b) and https://a.example/c ",
    "wrapped lines with marks": "Mr. Rook had a lamp of *iron* and went\n",
    "quoted lines with marks": "> Mr. Rook had a lamp of *iron*\n",
    "wrapped lines over pages": "Mr. Rook had a lamp and\f12\nlighter and went on\n",
}
DENSE = {
    "bodies without marks": "\n\n¹ A note.\n\n",
    "bodies in brackets": "[Footnote 1: A note.]\n\n",
    "marks and bodies": "The lamp¹ was lit.\n\n¹ By hand.\n\n",
    "headings": "A Heading\n\n",
    "lines in capitals": "THE LAMP\n\n",
    "speeches": "ADA. Yes.\n\n",
    "rows of a table": "a | b\n",
    "quoted lines": "> a\n\n",
    "list items": "1. One.\n",
    "form feeds": "word\f",
    "colons at line ends": "It was so:\n\n“A.”\n\n",
    "labels alone": "(a)\n\nThe lamp was lit.\n\n",
    "numbers alone": "1.\n\n2.\n\n",
    "headings over headings": "The Keeper to the Board\n\nMemorandum\n\nThe lamp was lit by hand, and by the keeper.\n\n",
    "contents without headings": "Contents:\n\nThe Lamp\n\n",
}


def text_of(unit: str, size: int) -> str:
    """A text of about so many characters, with a title above and a sentence below."""
    return "The Title\n\nby Ada Harrow\n\n" + unit * (size // len(unit)) + "\n\nThe end of it.\n"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=200_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--double", action="store_true", help="time twice the size as well")
    parser.add_argument("--only", default="", help="cases whose name holds these words")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "text.txt"
        command = program("build", source, f"{scratch}/out")

        def seconds(text: str) -> float:
            source.write_text(text, encoding="utf-8")
            return statistics.median(once(command) for _ in range(given.runs))

        empty = seconds("A few words, and no more than that, to be read and written.\n")
        plain = seconds(text_of(PROSE, given.size))
        for name, unit in (CASES | DENSE).items():
            if given.only not in name:
                continue
            try:
                once_over = seconds(text_of(unit, given.size))
                twice = seconds(text_of(unit, 2 * given.size)) if given.double else 0.0
            except SystemExit as end:
                print(f"{name:30} NOT CONVERTED: {str(end).splitlines()[-1]}")
                continue
            growth = f"  doubled {(twice - empty) / (once_over - empty):4.2f} x" if given.double else ""
            print(f"{name:30} {once_over:6.2f} s  {once_over / plain:5.1f} x{growth}", flush=True)


if __name__ == "__main__":
    main()
