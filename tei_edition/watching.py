"""Files under watch: what an editor saves is seen by looking, twice a second, at sizes and times.

Looking needs no service of the system and works on any file system, shared folders too. The time of a file
is only ever compared with the time the same file had before: a clock that is wrong does no harm.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

Seen = dict[str, tuple[int, int]]  # path -> size, time of the last change

INTERVAL = 0.5  # seconds between two looks
_KINDS = frozenset((".txt", ".toml", ".csv", ".xml"))  # texts, sidecars and what else an edition is made from


def look(paths: Iterable[Path], *, besides: Path) -> Seen:
    """The files named and those below the folders named, but for what lies in the folder `besides`."""
    seen: Seen = {}
    for path in paths:
        files = path.rglob("*") if path.is_dir() else [path, path.with_suffix(".toml")]
        for file in files:
            if file.suffix in _KINDS and besides not in file.parents:
                with suppress(OSError):
                    known = file.stat()
                    seen[str(file)] = known.st_size, known.st_mtime_ns
    return seen


def wait_for_change(paths: list[Path], before: Seen, *, besides: Path, interval: float = INTERVAL) -> Seen:
    """Wait until the files differ from `before` and are at rest; how they are then."""
    now = before
    while True:
        time.sleep(interval)
        latest = look(paths, besides=besides)
        if latest == now != before:
            return latest
        now = latest
