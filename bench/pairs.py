"""Paired runs of whole processes: A B A B ..., medians, and the ratio that a shared machine leaves alone.

    python bench/pairs.py --runs 9 "tei-edition build texts -o out" "./pandoc-all.sh texts"

Two commands are run by turns, so that what slows the machine slows both. The ratio is the median of the
ratios of the pairs, not the ratio of the medians. The first pair warms the caches and is not counted.
"""

from __future__ import annotations

import argparse
import os
import resource
import shlex
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

# an installed program has its bytecode; where this is set, every run would compile the sources anew
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def program(command: str, source: object, output: object, *more: object) -> list[str]:
    """The words that have the program make everything anew from `source` in `output`, saying nothing."""
    return [
        *(sys.executable, "-m", "tei_edition", command, str(source), "-o", str(output), "-q", "--force"),
        *map(str, more),
    ]


class Outcome(NamedTuple):
    """Medians in seconds of both commands, and the median ratio first/second with its quartiles."""

    first: float
    second: float
    ratio: float
    low: float
    high: float


def once(command: Sequence[str] | Sequence[Sequence[str]], *, fresh: Path | None = None) -> float:
    """Wall-clock seconds of one command, or of several run one after the other; a failure ends all. The folder
    `fresh` is moved out of the way before: some file systems take far longer to replace a file than to make one, and
    an ext4 without a journal as long to make one while it remembers, for minutes, that others were removed."""
    if fresh and fresh.exists():
        fresh.rename(fresh.with_name(f"{fresh.name}-{time.monotonic_ns()}"))
    commands = [command] if isinstance(command[0], str) else command
    start = time.perf_counter()
    for each in commands:
        run = subprocess.run(
            list(each), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False, env=ENVIRONMENT
        )
        if run.returncode:
            sys.exit(
                f"{shlex.join(each)} ended with {run.returncode}:\n{run.stderr.decode(errors='replace')[-800:]}"
            )
    return time.perf_counter() - start


def paired(
    first: Sequence[str] | Sequence[Sequence[str]],
    second: Sequence[str] | Sequence[Sequence[str]],
    *,
    runs: int,
    fresh: Path | None = None,
) -> Outcome:
    """Time two commands by turns, `runs` pairs after one that is not counted; `fresh` as in `once`."""
    pairs = [(once(first, fresh=fresh), once(second, fresh=fresh)) for _ in range(runs + 1)][1:]
    ratios = sorted(a / b for a, b in pairs)
    quarter = len(ratios) // 4
    return Outcome(
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
        statistics.median(ratios),
        ratios[quarter],
        ratios[-1 - quarter],
    )


def told(outcome: Outcome, first: str, second: str) -> str:
    """An outcome in one line."""
    return (
        f"{first} {outcome.first:.3f} s, {second} {outcome.second:.3f} s: ratio {outcome.ratio:.2f} "
        f"(quartiles {outcome.low:.2f} to {outcome.high:.2f})"
    )


def peak_memory() -> float:
    """The largest resident set of any finished child, in MB (kilobytes on Linux, bytes on macOS)."""
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / unit


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("first")
    parser.add_argument("second")
    parser.add_argument("--runs", type=int, default=7)
    given = parser.parse_args()
    print(
        told(paired(shlex.split(given.first), shlex.split(given.second), runs=given.runs), "first", "second")
    )


if __name__ == "__main__":
    main()
