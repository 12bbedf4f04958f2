"""All texts of a folder in one call, against one `pandoc -f markdown -t tei` for each.

    python bench/against_pandoc.py FOLDER [--runs 9] [--jobs 1] [--outputs all|tei]

Pandoc writes TEI and no more. `all` (the default) lets tei-edition do all it does: TEI, audit,
validation, HTML, text and indexes; `tei` leaves it the TEI, its audit and its validation.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from pairs import paired, told


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--outputs", choices=("all", "tei"), default="all")
    given = parser.parse_args()
    pandoc = shutil.which("pandoc") or sys.exit("pandoc is not installed")
    texts = sorted(given.folder.glob("*.txt")) or sys.exit(f"{given.folder}: no *.txt")
    with tempfile.TemporaryDirectory() as scratch:
        command = "build" if given.outputs == "all" else "convert"
        ours = [sys.executable, "-m", "tei_edition", command, str(given.folder), "-o", scratch, "-q"]
        ours += ["--jobs", str(given.jobs)]
        theirs = [
            [pandoc, "-f", "markdown", "-t", "tei", "-o", f"{scratch}/{t.stem}.p.xml", str(t)] for t in texts
        ]
        size = sum(text.stat().st_size for text in texts) / 1000
        print(f"{len(texts)} texts, {size:.0f} KB, {given.runs} pairs")
        outcome = paired(theirs, ours, runs=given.runs)
        print(told(outcome, "pandoc", f"tei-edition {command}"), "(above 1: tei-edition is faster)")


if __name__ == "__main__":
    main()
