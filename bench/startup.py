"""What the program costs before it does anything: `tei-edition --help` against `python -c pass`.

python bench/startup.py [--runs 21]
"""

from __future__ import annotations

import argparse
import sys

from pairs import paired, told


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=21)
    given = parser.parse_args()
    outcome = paired(
        [sys.executable, "-m", "tei_edition", "--help"], [sys.executable, "-c", "pass"], runs=given.runs
    )
    print(told(outcome, "--help", "python -c pass"))


if __name__ == "__main__":
    main()
