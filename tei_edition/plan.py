"""What a run writes and how: the same for every document of it, and what one document's sidecar adds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, fields, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from . import __version__, store
from .config import find_sidecar, load_sidecar
from .house import PLAIN, House
from .model import Metadata, Options
from .resources import files_in, schema_dir, stamp

STATE = ".tei-edition"  # the folder, in that of the outputs, where a run remembers what it made of what
ENDINGS = {
    "tei": ".xml", "html": ".html", "text": ".txt", "epub": ".epub", "markdown": ".md", "search": ".js",
}  # fmt: skip
_FOLDERS = {"search": "html/search"}
_NOT_TOLD = frozenset(("output", "options", "metadata", "base"))  # fields that `Plan.digest` leaves out
Settings = tuple[Options, Metadata]


class Folders(NamedTuple):
    """Where a run keeps what it remembers. They are joined once: to join a path costs as much as to open it."""

    documents: Path  # what every document was made from, and its record
    read: Path  # documents that were read and wait
    drafts: Path  # files that are written before they are renamed into their places


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
    # what follows from the rest, the same for all documents
    state: Path = field(init=False, repr=False, compare=False)  # the folder of what is remembered
    folders: Folders = field(init=False, repr=False, compare=False)
    settled: Settings = field(init=False, repr=False, compare=False)  # where a document has no sidecar
    digest: bytes = field(
        init=False, repr=False, compare=False
    )  # of all that goes into an output but settings

    def __post_init__(self) -> None:
        state = self.output / STATE
        told = [(f.name, getattr(self, f.name)) for f in fields(self) if f.init and f.name not in _NOT_TOLD]
        for name, value in (
            ("state", state),
            ("folders", Folders(*(state / folder for folder in Folders._fields))),
            ("settled", switched(self.options, self.metadata, self)),
            ("digest", hashlib.sha256(repr(told).encode()).digest()),
        ):
            object.__setattr__(self, name, value)  # frozen, also for itself

    def folder(self, kind: str) -> Path:
        """Where the outputs of a kind lie."""
        return self.output if self.flat else self.output / _FOLDERS.get(kind, kind)

    @property
    def kinds(self) -> tuple[str, ...]:
        """All that is written for each document: a page comes with what the search needs of it, and with
        what it offers."""
        return (*self.outputs, *self.house.offer, "search") if "html" in self.outputs else self.outputs

    def inside(self, kind: str, name: str) -> str:
        """Where the output of a kind for the document `name` lies, seen from the output folder."""
        file = f"{name}{ENDINGS[kind]}"
        return file if self.flat else f"{_FOLDERS.get(kind, kind)}/{file}"

    def place(self, source: Path) -> Path:
        """Where a source lies, whatever folder this process works in."""
        return self.base / source if isinstance(source, Path) else source  # else: a place of fsspec


def settings(source: Path, plan: Plan) -> Settings:
    """What holds for one document: the edition's settings, its sidecar's over them, switches over both.

    Raises `ConfigError` for a sidecar that cannot be used.
    """
    sidecar = find_sidecar(plan.place(source))
    if not sidecar:
        return plan.settled
    options, metadata = load_sidecar(sidecar, options=plan.options, metadata=plan.metadata)
    return switched(options, metadata, plan)


def switched(options: Options, metadata: Metadata, plan: Plan) -> Settings:
    """The settings with the switches of the command line over them."""
    if plan.language:
        metadata = metadata._replace(language=plan.language)
    if plan.encoding:
        options = replace(options, encoding=plan.encoding)
    return options, metadata


def key(data: bytes, source: Path, settings: Settings, plan: Plan) -> str:
    """A SHA-256 of all that the outputs of one document depend on, but for the other documents: its bytes
    and its name, the settings that hold for it, the plan, and the program. No time and no place of the
    outputs goes in.
    """
    parts = (_program(), plan.digest, _said(settings), str(source).encode(), data)
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


@lru_cache(maxsize=8)  # most documents have no sidecar, and so the same
def _said(settings: Settings) -> bytes:
    return repr(settings).encode()


def digest_of(files: Iterable[Path]) -> str:
    """One SHA-256 of the bytes of several files, in their order. Raises `OSError`."""
    total = hashlib.sha256()
    for path in files:
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


@cache
def _program() -> bytes:
    """The version of the program and the digest of its files, which change while it is worked on."""
    files = [entry for root in (Path(__file__).parent, schema_dir()) for entry in files_in(root)]
    state = stamp(files)
    known = store.recall("program", __file__)
    if known and known[0] == state:
        return bytes(known[1])
    total = hashlib.sha256(__version__.encode())
    for entry in files:
        total.update(entry.name.encode() + Path(entry).read_bytes())
    store.remember("program", __file__, (state, total.digest()))
    return total.digest()
