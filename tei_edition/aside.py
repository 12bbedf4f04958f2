"""Documents that were read and wait until it is known who is who in the edition.

Reading takes more than half of the time a document costs, and pickling what was read a twentieth of it; so a
document is not read twice, not even by a run that goes on where another was stopped. Documents wait on the
disk, in the folder of the outputs (`pickled` is their form). One process that works alone holds the first of
them instead, up to `ROOM`: it would soon have read them again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from .model import Document
from .people import UNGUIDED, Member
from .plan import Plan
from .writing import write_file

ROOM = 10_000_000  # characters of text of the documents that one process holds, each of 6 to 9 bytes
_PARTS = 3


class Waiting(NamedTuple):
    """A document that was read, and the key of what it was read from."""

    key: str
    document: Document


class Aside:
    """The documents of a run that wait. Up to `room` characters of text are held here; the others lie on the
    disk, where all processes find them."""

    def __init__(self, plan: Plan, *, room: int = 0) -> None:
        self.plan, self.room = plan, room
        self.held: dict[str, Waiting] = {}

    def prepare(self) -> bool:
        """Make the folder; whether an earlier run, which was stopped, has left documents in it. Raises `OSError`."""
        folder = self.plan.folders.read
        folder.mkdir(exist_ok=True)
        return next(folder.glob("*.read"), None) is not None

    def put(self, key: str, document: Document) -> None:
        """Set a document aside. Raises `OSError`."""
        length = len(document.source.text)
        if length <= self.room:
            self.room -= length
            self.held[document.source.name] = Waiting(key, document)
        else:
            self._write(key, document)

    def key_of(self, name: str) -> str:
        """The key of a document; empty where it does not wait."""
        return self.held[name].key if name in self.held else str(next(self._parts(name), ""))

    def cast_of(self, name: str) -> list[Member] | None:
        """The cast of a document; None where it does not wait."""
        if name in self.held:
            return self.held[name].document.cast
        parts = self._parts(name)
        next(parts, "")
        return next(parts, None)

    def take(self, name: str) -> Waiting | None:
        """The document, which is held no longer but stays on the disk; None where it does not wait."""
        if name in self.held:
            return self.held.pop(name)
        parts = list(self._parts(name))
        if len(parts) != _PARTS:
            return None
        key, _, document = parts
        document.options = document.options._replace(guidance=self.plan.options.guidance)
        return Waiting(key, document)

    def keep(self) -> None:
        """Put what is held on the disk, for the run that goes on from here. Raises `OSError`."""
        while self.held:
            self._write(*self.held.popitem()[1])

    def clear(self, name: str) -> None:
        """Remove a document that must not be taken. Others stay until all are removed: some file systems take far
        longer to make a file while others are being removed."""
        self.held.pop(name, None)
        with suppress(OSError):
            self._path(name).unlink(missing_ok=True)

    def clear_all(self) -> None:
        """Remove all documents, and the folder."""
        self.held.clear()
        folder = self.plan.folders.read
        with suppress(OSError):
            for path in folder.glob("*.read"):
                path.unlink(missing_ok=True)
            folder.rmdir()

    def _path(self, name: str) -> Path:
        return self.plan.folders.read / f"{name}.read"

    def _write(self, key: str, document: Document) -> None:
        """What the editor says of persons, which is the same for all documents, stays in the plan."""
        from .pickled import pickled  # few runs need it

        document.options = document.options._replace(guidance=UNGUIDED)
        data = pickled((key, document.cast, document))
        write_file(self._path(document.source.name), data, drafts=self.plan.folders.drafts)

    def _parts(self, name: str) -> Iterator[Any]:
        """Key, cast and document of a file, as far as they can be read."""
        with suppress(OSError), self._path(name).open("rb") as file:
            from .pickled import unpickled  # few runs need it

            yield from unpickled(file, _PARTS)
