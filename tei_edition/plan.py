"""What a run writes and how: the same for every document of it, and what one document's sidecar adds."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from functools import cache
from operator import attrgetter
from pathlib import Path

from . import __version__, store
from .config import find_sidecar, load_sidecar
from .house import PLAIN, House
from .model import Metadata, Options
from .people import Guidance
from .records import dataclass, replace

STATE = ".tei-edition"  # the folder, in that of the outputs, where a run remembers what it made of what
ENDINGS = {
    "tei": ".xml", "html": ".html", "text": ".txt", "epub": ".epub", "markdown": ".md", "search": ".js",
}  # fmt: skip
_FOLDERS = {"search": "html/search"}


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run writes, the same for every document: `outputs` is tei, html, text or some of them; what the
    house offers comes with the pages."""

    output: Path
    options: Options
    metadata: Metadata
    outputs: tuple[str, ...] = ("tei", "html", "text")
    flat: bool = False  # TEI straight into `output`, as `convert` does
    language: str = ""  # switches of the command line go over every file
    encoding: str = ""
    base: Path = Path()  # the folder that the paths of the sources are seen from
    house: House = PLAIN  # the style of the pages
    basis: str = ""  # `digest_of` further files on which all documents depend

    def folder(self, kind: str) -> Path:
        """Where the outputs of a kind lie."""
        return self.output if self.flat else self.output / _FOLDERS.get(kind, kind)

    @property
    def kinds(self) -> tuple[str, ...]:
        """All that is written for each document: a page comes with what the search needs of it, and with
        what it offers."""
        return (*self.outputs, *self.house.offer, "search") if "html" in self.outputs else self.outputs

    def path(self, kind: str, name: str) -> Path:
        """The output of a kind for the document `name`."""
        return self.folder(kind) / f"{name}{ENDINGS[kind]}"

    def place(self, source: Path) -> Path:
        """Where a source lies, whatever folder this process works in."""
        return self.base / source if isinstance(source, Path) else source  # else: a place of fsspec

    @property
    def state(self) -> Path:
        """The folder of what is remembered."""
        return self.output / STATE


def settings(source: Path, plan: Plan) -> tuple[Options, Metadata]:
    """What holds for one document: the edition's settings, its sidecar's over them, switches over both.

    Raises `ConfigError` for a sidecar that cannot be used.
    """
    options, metadata = plan.options, plan.metadata
    sidecar = find_sidecar(plan.place(source))
    if sidecar:
        options, metadata = load_sidecar(sidecar, options=options, metadata=metadata)
    return switched(options, metadata, plan)


def switched(options: Options, metadata: Metadata, plan: Plan) -> tuple[Options, Metadata]:
    """The settings with the switches of the command line over them."""
    if plan.language:
        metadata = replace(metadata, language=plan.language)
    if plan.encoding:
        options = replace(options, encoding=plan.encoding)
    return options, metadata


def key(data: bytes, source: Path, options: Options, metadata: Metadata, plan: Plan) -> str:
    """A SHA-256 of all that the outputs of one document depend on, but for the other documents: its bytes
    and its name, the settings that hold for it, the plan, and the program. No time and no place of the
    outputs goes in.
    """
    options = replace(options, guidance=Guidance())  # of which the plan's basis is the digest
    told = (str(source), replace(plan, options=options, metadata=metadata, output=Path(), base=Path()))
    parts = (_program(), repr(told).encode(), data)
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def digest_of(files: Iterable[Path]) -> str:
    """One SHA-256 of the bytes of several files, in their order. Raises `OSError`."""
    total = hashlib.sha256()
    for path in files:
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


@cache
def _program() -> bytes:
    """The version of the program and the digest of its files, which change while it is worked on. As with
    bytecode, files of the same sizes and times of change are taken to be the same as those of an earlier run."""
    from .resources import schema_dir

    files = [entry for root in (Path(__file__).parent, schema_dir()) for entry in _files(root)]
    stamps = [entry.stat() for entry in files]
    state = repr([(e.path, s.st_size, s.st_mtime_ns) for e, s in zip(files, stamps, strict=True)])
    known = store.recall("program", __file__)
    if known and known[0] == state:
        return bytes(known[1])
    total = hashlib.sha256(__version__.encode())
    for entry in files:
        total.update(entry.name.encode() + Path(entry).read_bytes())
    store.remember("program", __file__, (state, total.digest()))
    return total.digest()


def _files(folder: Path | str) -> Iterator[os.DirEntry[str]]:
    """All files in a folder and below, but for bytecode, in the order of their names."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=attrgetter("name"))
    for entry in entries:
        if not entry.is_dir():
            yield entry
        elif entry.name != "__pycache__":
            yield from _files(entry.path)
