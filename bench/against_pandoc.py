"""All texts of a folder in one call, against one `pandoc -f markdown -t tei` for each.

    python bench/against_pandoc.py FOLDER [--runs 9] [--jobs 1] [--outputs all|tei] [--xargs 2]
    python bench/against_pandoc.py --grown 10 --kilobytes 1000

Pandoc writes TEI and no more. `all` (the default) lets tei-edition do all it does: TEI, audit,
validation, HTML, text and indexes; `tei` leaves it the TEI, its audit and its validation. Pandoc is called
for one text after the other, or by `xargs -P N` for as many at once. Without `--jobs` tei-edition uses as
many processes as it does by itself. Instead of a folder, texts can be grown from the samples.
"""

from __future__ import annotations

import argparse
import shlex
import shutil
import sys
import tempfile
from pathlib import Path

import texts
from pairs import paired, program, told


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--grown", type=int, metavar="N", help="grow so many texts instead of a folder")
    parser.add_argument("--kilobytes", type=float, default=10, help="the size of each that is grown")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--jobs", type=int)
    parser.add_argument("--outputs", choices=("all", "tei"), default="all")
    parser.add_argument("--xargs", type=int, metavar="N")
    given = parser.parse_args()
    pandoc = shutil.which("pandoc") or sys.exit("pandoc is not installed")
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch, "in")
        if given.grown:
            texts.write(folder, given.grown, given.kilobytes)
        files = sorted(folder.glob("*.txt")) or sys.exit(f"{folder}: no *.txt")
        command = "build" if given.outputs == "all" else "convert"
        out = Path(scratch, "out")
        ours = program(command, folder, out, *(["--jobs", given.jobs] if given.jobs else []))
        to_tei = [pandoc, "-f", "markdown", "-t", "tei", "-o"]
        theirs = [[*to_tei, f"{scratch}/{file.stem}.xml", str(file)] for file in files]
        if given.xargs:
            script = f"ls {folder}/*.txt | xargs -P {given.xargs} -I@ {shlex.join(to_tei)} @.xml @"
            theirs = [["sh", "-c", script]]
        size = sum(file.stat().st_size for file in files) / 1000
        print(f"{len(files)} texts, {size:.0f} KB, {given.runs} pairs", flush=True)
        outcome = paired(theirs, ours, runs=given.runs, fresh=out)
        print(told(outcome, "pandoc", f"tei-edition {command}"), "(above 1: tei-edition is faster)")


if __name__ == "__main__":
    main()
