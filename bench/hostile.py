"""Texts made to be slow: 200 KB of each, against one paragraph of plain prose of the same size.

    python bench/hostile.py [--size 200000] [--runs 3]

A ratio far above the others, or one that doubles with the size, shows a step that is not linear.
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
    "bodies without marks": "\n\n¹ A note.\n\n",
    "bodies in brackets": "[Footnote 1: A note.]\n\n",
    "marks and bodies": "The lamp¹ was lit.\n\n¹ By hand.\n\n",
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
    "headings": "A Heading\n\n",
    "lines in capitals": "THE LAMP\n\n",
    "speeches": "ADA. Yes.\n\n",
    "rows of a table": "a | b\n",
    "quoted lines": "> a\n\n",
    "hyphens at line ends": "lamp-\nlighter ",
    "initials": "A. B. C. ",
    "capitals": "Ada Harrow van der Maas ",
    "numbers": "1911 ",
    "dates": "12 March 1920, ",
    "list items": "1. One.\n",
    "form feeds": "word\f",
    "angle brackets": "<i>a ",
    "addresses": "https://a.example/b ",
    "one word": "a",
    "dots": ". ",
    "colons at line ends": "It was so:\n\n“A.”\n\n",
    "labels alone": "(a)\n\nThe lamp was lit.\n\n",
    "numbers alone": "1.\n\n2.\n\n",
    "headings over headings": "The Keeper to the Board\n\nMemorandum\n\nThe lamp was lit by hand, and by the keeper.\n\n",
    "contents without headings": "Contents:\n\nThe Lamp\n\n",
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=200_000)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "text.txt"
        command = program("build", source, f"{scratch}/out")
        plain = 0.0
        for name, unit in CASES.items():
            text = (
                "The Title\n\nby Ada Harrow\n\n" + unit * (given.size // len(unit)) + "\n\nThe end of it.\n"
            )
            source.write_text(text, encoding="utf-8")
            try:
                seconds = statistics.median(once(command) for _ in range(given.runs))
            except SystemExit as end:
                print(f"{name:30} NOT CONVERTED: {str(end).splitlines()[-1]}")
                continue
            plain = plain or seconds
            print(f"{name:30} {seconds:6.2f} s  {seconds / plain:5.1f} x")


if __name__ == "__main__":
    main()
