"""What a run writes and how: the same for every document of it, and what one document's sidecar adds."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from . import __version__
from .config import find_sidecar, load_sidecar
from .digests import sha256
from .house import PLAIN, House
from .model import Metadata, Options
from .resources import files_in, from_files, schema_dir

STATE = ".tei-edition"  # the folder, in that of the outputs, where a run remembers what it made of what
ENDINGS = {
    "tei": ".xml", "html": ".html", "text": ".txt", "epub": ".epub", "markdown": ".md", "search": ".js",
}  # fmt: skip
_FOLDERS = {"search": "html/search"}
Settings = tuple[Options, Metadata]


class Folders(NamedTuple):
    """Where a run keeps what it remembers. They are joined once: to join a path costs as much as to open it."""

    documents: Path  # what every document was made from, and its record
    read: Path  # documents that were read and wait
    drafts: Path  # files that are written before they are renamed into their places


class Plan:
    """What a run writes, the same for every document; nothing changes it once it is made.

    `outputs` is tei, html, text or some of them; what the house offers comes with the pages. With `flat` the
    TEI lies straight in `output`, as `convert` writes it. `language` and `encoding` are switches of the command
    line, which go over every file. `base` is the folder that the paths of the sources are seen from, `house` the
    style of the pages, `basis` the `digest_of` further files on which all documents depend.
    """

    def __init__(
        self,
        output: Path,
        options: Options,
        metadata: Metadata,
        outputs: tuple[str, ...] = ("tei", "html", "text"),
        flat: bool = False,
        language: str = "",
        encoding: str = "",
        *,
        base: Path = Path(),
        house: House = PLAIN,
        basis: str = "",
    ) -> None:
        self.output, self.options, self.metadata = output, options, metadata
        self.outputs, self.flat, self.base = outputs, flat, base
        self.language, self.encoding = language, encoding
        self.house, self.basis = house, basis
        self.state = output / STATE  # the folder of what is remembered
        self.folders = Folders(*(self.state / folder for folder in Folders._fields))
        self.settled = switched(options, metadata, self)  # where a document has no sidecar
        told = repr((outputs, flat, language, encoding, house, basis))
        self.digest = sha256(told.encode()).digest()  # of all that goes into an output but settings

    def absolute(self) -> Plan:
        """The same for a process that works in another folder."""
        return Plan(
            self.output.absolute(), self.options, self.metadata, self.outputs, self.flat, self.language,
            self.encoding, base=self.base.absolute(), house=self.house, basis=self.basis,
        )  # fmt: skip

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
        options = options._replace(encoding=plan.encoding)
    return options, metadata


def key(data: bytes, source: Path, settings: Settings, plan: Plan) -> str:
    """A SHA-256 of all that the outputs of one document depend on, but for the other documents: its bytes
    and its name, the settings that hold for it, the plan, and the program. No time and no place of the
    outputs goes in.
    """
    parts = (_program(), plan.digest, _said(settings), str(source).encode(), data)
    return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()


@lru_cache(maxsize=8)  # most documents have no sidecar, and so the same
def _said(settings: Settings) -> bytes:
    return repr(settings).encode()


def digest_of(files: Iterable[Path]) -> str:
    """One SHA-256 of the bytes of several files, in their order. Raises `OSError`."""
    total = sha256()
    for path in files:
        total.update(sha256(path.read_bytes()).digest())
    return total.hexdigest()


@cache
def _program() -> bytes:
    """The version of the program and the digest of its files, which change while it is worked on."""
    files = [entry for root in (Path(__file__).parent, schema_dir()) for entry in files_in(root)]

    def digest() -> bytes:
        total = sha256(__version__.encode())
        for entry in files:
            total.update(entry.name.encode() + Path(entry).read_bytes())
        return total.digest()

    return from_files("program", files, digest)
