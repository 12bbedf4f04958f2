"""Which texts a run is to read: found by name or folder, each with a name its outputs can have."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from fnmatch import fnmatchcase
from pathlib import Path

from .messages import InputError
from .patterns import lazy

_SITE_PAGES = frozenset(("index", "persons", "places", "report", "search"))
_UNUSABLE = lazy(r"^\.|[\x00-\x1f/\\:*?\"<>|]|^$|[. ]$")


class Sources:
    """The sources of a run, in their order. A path is made when it is asked for: it needs five times the memory
    of its words."""

    def __init__(self, paths: Iterable[Path]) -> None:
        here = type(Path())
        self._places = [str(path) if type(path) is here else path for path in paths]  # else: places of fsspec

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Path]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, number: int) -> Path:
        place = self._places[number]
        return Path(place) if isinstance(place, str) else place


def find_sources(
    paths: Iterable[Path], *, pattern: str = "*.txt", output: Path | None = None, missing: bool = False
) -> Iterator[Path]:
    """The files named, and those of the `pattern` below the folders named, in a stable order, each once; what
    lies in the folder of the `output` of an earlier run is none of them. They come one by one: all of
    their paths would need far more memory than the words of them.

    Raises `InputError` (I06) for a folder without such files, and for a path that does not exist unless what is
    `missing` is to come as well.
    """
    seen: set[str] = set()
    for path in paths:
        if not path.is_dir():
            below: Iterable[Path] = [path] if missing or path.exists() else ()
            lack = "no such file or folder"
        else:
            made = _within(output, path)
            below = (
                p for p in files_below(path, pattern) if not made or not p.resolve().is_relative_to(made)
            )
            lack = f"no {pattern} in this folder"
        nothing = True
        for found in below:
            nothing = False
            if str(found) not in seen:
                seen.add(str(found))
                yield found
        if nothing:
            raise InputError("I06", 0, f"{path}: {lack}")


def files_below(folder: Path, pattern: str) -> Iterator[Path]:
    """The files below a folder whose names fit a pattern such as `*.txt`, in the order of their paths; hidden ones are
    left out, and folders that are links are not gone into."""
    if not isinstance(folder, Path):  # a place of fsspec
        yield from sorted(p for p in folder.rglob(pattern) if p.is_file() and not p.name.startswith("."))
        return
    names: list[str] = []
    with suppress(PermissionError), os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries)
    for name in names:
        path = folder / name
        if fnmatchcase(name, pattern) and path.is_file():
            if not name.startswith("."):
                yield path
        elif path.is_dir() and not path.is_symlink():
            yield from files_below(path, pattern)


def _within(output: Path | None, folder: Path) -> Path | None:
    """The folder of the outputs, resolved, if it lies below `folder`."""
    made = output.resolve() if output else None
    return made if made and made != folder.resolve() and made.is_relative_to(folder.resolve()) else None


def refused(sources: Iterable[Path], *, pages: bool) -> dict[Path, tuple[str, str]]:
    """Sources whose names cannot name outputs (I10), or whose outputs would overwrite each other's (I09):
    code and words of each. `pages` says that there will be pages over all documents, whose names are taken.
    """
    count = Counter(source.stem.casefold() for source in sources)
    shared: dict[str, list[Path]] = {name: [] for name, number in count.items() if number > 1}
    if shared:
        for source in sources:
            name = source.stem.casefold()
            if name in shared:
                shared[name].append(source)
    wrong: dict[Path, tuple[str, str]] = {}
    for source in sources:
        stem = source.stem
        name = stem.casefold()
        if _UNUSABLE.search(stem) or (pages and name in _SITE_PAGES):
            wrong[source] = "I10", f"“{stem}” cannot name an output; rename the source"
        elif name in shared:
            first, second = shared[name][:2]
            other = second if source == first else first
            wrong[source] = "I09", f"would write the same files as {other}; rename one of them"
    return wrong


def size(source: Path) -> int:
    """The size of a source in bytes; 0 where it cannot be told."""
    with suppress(OSError):
        return source.stat().st_size
    return 0
