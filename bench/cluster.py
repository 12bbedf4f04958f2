"""Two workers of dask on this machine against two processes of the program's own.

    python bench/cluster.py [--documents 1000] [--runs 3]

Scheduler and workers run before the clock does, as those of a real cluster would. Needs the extra `cluster`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import texts
from pairs import paired, program, told


def dask(kind: str, *arguments: str) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-W",
        "ignore",
        "-m",
        f"distributed.cli.dask_{kind}",
        "--no-dashboard",
        *arguments,
    ]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        texts.write(Path(scratch, "in"), given.documents, 10)
        file = Path(scratch, "scheduler.json")
        processes = [dask("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))]
        try:
            while not file.exists() or not file.read_text():
                time.sleep(0.1)
            address = json.loads(file.read_text())["address"]
            processes += [dask("worker", address, "--nthreads", "1", "--no-nanny") for _ in range(2)]
            time.sleep(3)
            out = Path(scratch, "out")
            there = program("build", f"{scratch}/in", out, "--executor", address.replace("tcp://", "dask://"))
            here = program("build", f"{scratch}/in", out, "--jobs", 2)
            outcome = paired(there, here, runs=given.runs, fresh=out)
            print(told(outcome, "dask", "two processes"), "(below 1.25 is wanted)")
        finally:
            for process in reversed(processes):
                process.terminate()
                process.wait()


if __name__ == "__main__":
    main()
