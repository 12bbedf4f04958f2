"""How time and memory grow with the text: one text of 1, 2, 4 and 8 MB, grown from those of sources/.

    python bench/growth.py [--runs 3] [--largest 8] [--no-names] [--outputs all|tei]

Start-up (a build of a few words) is taken off time and memory. The exponent is the slope of log(time) over
log(size): 1 is linear, 2 quadratic. The text is made of the paragraphs of all samples; `--notes` takes one
sample over and over with all its notes, of which each is linked: twice the elements, a harder case.
"""

from __future__ import annotations

import argparse
import math
import re
import statistics
import tempfile
from pathlib import Path

import texts
from pairs import once, peak_memory, program

SAMPLE = Path(__file__).resolve().parent.parent / "sources" / "keepers.txt"
BODY = re.compile(r"\n\n\n(?P<text>The first thing.*?)\n\n\n(?P<notes>1\. .*)", re.DOTALL)


def grown(megabytes: float) -> str:
    """A text of about so many million characters: one sample's paragraphs, then the notes of them all."""
    found = BODY.search(SAMPLE.read_text(encoding="utf-8"))
    assert found
    notes = re.split(r"\n\n(?=\d\. )", found["notes"].strip())
    paragraphs, bodies = [], []
    size = count = 0
    while size < megabytes * 1e6:
        text = re.sub(r"\[(\d)\]", lambda mark, first=count: f"[{first + int(mark[1])}]", found["text"])
        bodies += [f"{count + n}. {note[3:]}" for n, note in enumerate(notes, 1)]
        paragraphs.append(text)
        count += len(notes)
        size += len(found["text"]) + len(found["notes"])
    return "The Keepers\n\n\n" + "\n\n".join(paragraphs) + "\n\n\n" + "\n\n".join(bodies) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--largest", type=int, default=8)
    parser.add_argument("--no-names", action="store_true")
    parser.add_argument("--notes", action="store_true")
    parser.add_argument("--outputs", choices=("all", "tei"), default="all")
    given = parser.parse_args()
    points: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "text.txt"
        more = ["--language", "en", *(["--no-names"] if given.no_names else [])]
        command = program("build" if given.outputs == "all" else "convert", source, f"{scratch}/out", *more)
        source.write_text(
            "The Keepers\n\nA few words, and no more than that, to be read and written.\n", encoding="utf-8"
        )
        empty = min(once(command) for _ in range(given.runs))
        base = peak_memory()
        print(f"start-up {empty:.3f} s, {base:.0f} MB")
        stock = texts.paragraphs()
        size = 1
        while size <= given.largest:
            text = grown(size) if given.notes else texts.text(size, size * 1_000_000, stock)
            source.write_text(text, encoding="utf-8")
            seconds = statistics.median(once(command) for _ in range(given.runs)) - empty
            points.append((size, seconds))
            memory = (peak_memory() - base) / size  # the largest so far, which is this one's
            print(
                f"{size} MB: {seconds:.2f} s, {seconds / size:.2f} s/MB, {memory:.0f} MB of memory/MB",
                flush=True,
            )
            size *= 2
    print(f"exponent {slope(points):.2f}")


def slope(points: list[tuple[float, float]]) -> float:
    """The slope of the least-squares line through the logarithms of the points."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    line = statistics.linear_regression([x for x, _ in logs], [y for _, y in logs])
    return line.slope


if __name__ == "__main__":
    main()
