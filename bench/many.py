"""Many small documents: two processes against one, a second run against the first, memory of the parent.

    python bench/many.py [--documents 10000] [--kilobytes 10] [--runs 3]

What two processes can gain on a machine is told by a loop that does nothing but add, in the same run: its
gain is the ceiling. The parent's memory is its own largest, without that of its workers, with a tenth
of the documents and with all of them.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import texts
from pairs import ENVIRONMENT, once, program

# runs the program and says, last, how much memory this process itself had at most, in kilobytes
MEASURED = """
import resource, sys
from tei_edition.cli import main
try:
    main(sys.argv[1:], prog_name="tei-edition")
except SystemExit as end:
    sys.stderr.write(f"\\n{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}")
    raise
"""
LOOP = "x = 0\nfor i in range(30_000_000): x += i\n"


def ceiling() -> float:
    """How much faster two processes do two loops than one does them one after the other."""
    command = [sys.executable, "-c", LOOP]
    start = time.perf_counter()
    for _ in range(2):
        subprocess.run(command, check=True)
    alone = time.perf_counter() - start
    start = time.perf_counter()
    both = [subprocess.Popen(command) for _ in range(2)]
    for each in both:
        each.wait()
    return alone / (time.perf_counter() - start)


def memory(command: list[str]) -> float:
    """Megabytes of the parent, at most."""
    run = subprocess.run(
        [sys.executable, "-c", MEASURED, *command],
        capture_output=True,
        text=True,
        check=False,
        env=ENVIRONMENT,
    )
    if run.returncode:
        sys.exit(run.stderr[-800:])
    return int(run.stderr.rpartition("\n")[2]) / 1000


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--kilobytes", type=float, default=10)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        few, all_ = Path(scratch, "few"), Path(scratch, "all")
        size = texts.write(all_, given.documents, given.kilobytes)
        texts.write(few, given.documents // 10, given.kilobytes)
        print(f"{given.documents:,} documents, {size / 1e6:.1f} MB; {given.runs} pairs", flush=True)
        gains, ceilings = [], []
        out = Path(scratch, "out")
        command = program("build", all_, out)
        for _ in range(given.runs):
            ceilings.append(ceiling())
            one, two = (once([*command, "--jobs", jobs], fresh=out) for jobs in "12")
            gains.append(one / two)
            print(
                f"one process {one:.1f} s, two {two:.1f} s: gain {one / two:.2f}, of a plain loop"
                f" {ceilings[-1]:.2f}: {one / two / ceilings[-1]:.2f} of it",
                flush=True,
            )
        share = statistics.median(g / c for g, c in zip(gains, ceilings, strict=True))
        print(f"median share of the gain of a plain loop: {share:.2f}", flush=True)
        again = once([word for word in command if word != "--force"])
        print(f"a second run of what is unchanged: {again:.1f} s, {again / two:.1%} of the first", flush=True)
        ours = ["build", "-q", "--force", "--jobs", "2", "-o"]
        small = memory([*ours, f"{scratch}/small", str(few)])
        large = memory([*ours, f"{scratch}/out", str(all_)])
        print(f"parent: {small:.1f} MB for a tenth, {large:.1f} MB for all: {large / small:.2f} times")


if __name__ == "__main__":
    main()
