"""Where the things that are not Python lie: the schema folder, and the package's data.

In a wheel the schema is packaged as `tei_edition/schema`; in an editable install it is the
checkout's `schema/`, beside the package.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import TypeVar

from . import store

Made = TypeVar("Made")

_PACKAGE = Path(__file__).parent


def schema_dir() -> Path:
    """The folder of the profile: `tei_edition.xsd`, `.rng`, `.sch`, `.odd` and `xml.xsd`."""
    packaged = _PACKAGE / "schema"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "schema"


def data_path(*parts: str) -> Path:
    """A file or folder of the package's own data: `data_path("xslt", "html.xsl")`."""
    return _PACKAGE.joinpath("data", *parts)


def files_in(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    """All files in a folder and below, but for bytecode, in the order of their names."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=attrgetter("name"))
    for entry in entries:
        if not entry.is_dir():
            yield entry
        elif entry.name != "__pycache__":
            yield from files_in(entry.path)


def from_files(kind: str, files: Iterable[os.DirEntry[str]], make: Callable[[], Made]) -> Made:
    """What `make` makes of `files`, of types that `marshal` knows; from the `store`, under `kind`, where an earlier run
    has made it. As with bytecode, files of the same paths, sizes and times of change are taken to be the same; so
    is the module of `make`."""
    maker = Path(sys.modules[make.__module__].__file__ or "")
    known = [(str(maker), maker.stat()), *((file.path, file.stat()) for file in files)]
    state = [(path, stat.st_size, stat.st_mtime_ns) for path, stat in known]
    kept = store.recall(kind, __file__)
    if not kept or kept[0] != state:
        kept = state, make()
        store.remember(kind, __file__, kept)
    made: Made = kept[1]
    return made


def word_list(name: str) -> list[str]:
    """The entries of `data/names/NAME.txt` in their order: one a line, a line with `#` first is a comment."""
    words = _word_lists()[name]
    return words.split("\n") if words else []


def from_word_lists(kind: str, make: Callable[[], Made]) -> Made:
    """What `make` makes of the word lists, kept as by `from_files`."""
    return from_files(kind, _word_files(), make)


@cache
def _word_files() -> list[os.DirEntry[str]]:
    return list(files_in(data_path("names")))


@cache
def _word_lists() -> dict[str, str]:
    """All lists by name, each as one text without its comments, which is read faster than many words."""
    return from_word_lists(
        "words", lambda: {file.name.removesuffix(".txt"): _entries(Path(file)) for file in _word_files()}
    )


def _entries(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").split("\n")
    return "\n".join([line for line in lines if line and line[0] != "#"])
