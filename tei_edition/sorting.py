"""Rows sorted on disk: what the pages over all documents need where there are too many to hold."""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator
from heapq import merge
from typing import IO, Any

Row = tuple[Any, str, Any]  # a key, what is to be written, and what else is known of it
Stretch = list[tuple[int, int]]  # offset and length of each block of a sorted stretch of the file

HELD = 400_000  # characters of rows held in memory; more are sorted and put on disk
BLOCK = 10_000  # characters that are read at once of each sorted stretch
FAN = 32  # so many stretches become one


class Sorted:
    """Rows to be put in by `add` in any order, and to be read, once or more, in the order of their keys.

    Keys are tuples of strings and numbers, no two alike. Memory is bounded by `HELD`, and by `BLOCK` for each
    of a few dozen stretches on the disk; their file has no name and goes with the process, however that
    ends. Raises `OSError` where the disk for temporary files is full.
    """

    def __init__(self, *, held: int = HELD) -> None:
        self._held, self._size = held, 0
        self._rows: list[Row] = []
        self._file: IO[bytes] | None = None
        self._levels: list[list[Stretch]] = [[]]  # stretches of one level are about as long

    def add(self, key: Any, text: str, facts: Any = None) -> None:
        """Put in one row; `facts` are of the plain kinds that `marshal` knows."""
        self._rows.append((key, text, facts))
        self._size += len(text) + 200  # about what a row costs beside its text
        if self._size > self._held:
            self._put_away()

    def __iter__(self) -> Iterator[Row]:
        self._rows.sort()
        stretches = [self._read(stretch) for level in self._levels for stretch in level]
        yield from merge(*stretches, self._rows) if stretches else self._rows

    def _put_away(self) -> None:
        """Sort what is held into a new stretch, and join stretches where they have become many."""
        self._rows.sort()
        self._levels[0].append(self._write(self._rows))
        self._rows, self._size = [], 0
        for number, level in enumerate(self._levels):
            if len(level) == FAN:
                if level is self._levels[-1]:
                    self._levels.append([])
                self._levels[number + 1].append(self._write(merge(*map(self._read, level))))
                self._levels[number] = []

    def _write(self, rows: Iterable[Row]) -> Stretch:
        """Append sorted rows to the file."""
        if self._file is None:
            from tempfile import TemporaryFile  # few editions need it

            self._file = TemporaryFile()  # noqa: SIM115 it is open as long as the rows are wanted
        stretch: Stretch = []
        block: list[Row] = []
        size = 0
        for row in rows:
            block.append(row)
            size += len(row[1]) + 200
            if size > BLOCK:
                self._append(block, stretch)
                block, size = [], 0
        self._append(block, stretch)
        return stretch

    def _append(self, block: list[Row], stretch: Stretch) -> None:
        assert self._file is not None
        data = marshal.dumps(block)
        stretch.append((self._file.seek(0, 2), len(data)))
        self._file.write(data)

    def _read(self, stretch: Stretch) -> Iterator[Row]:
        assert self._file is not None
        for offset, length in stretch:
            self._file.seek(offset)
            yield from marshal.loads(self._file.read(length))  # noqa: S302 our own file
