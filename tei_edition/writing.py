"""Files written whole or not at all: under a temporary name first, then renamed."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

# What makes every further attempt to write fail as well: a full disk, a quota, a file system without writing
HOPELESS = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EROFS))


def write_file(path: Path, data: bytes | Iterable[bytes], *, drafts: Path | None = None) -> None:
    """Write `data`, or its pieces one after the other, to `path`: no reader ever sees half a file.

    The draft lies in the folder `drafts`, which must be of the same file system, or beside the file.
    Raises `OSError`; then neither a draft nor a change of `path` is left.
    """
    if not isinstance(path, Path):  # a place of fsspec, where an object appears when it is whole
        _write(path, data)
        return
    folder = drafts or path.parent
    draft = folder / f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}.part"
    try:
        _write(draft, data)
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise


def _write(path: Path, data: bytes | Iterable[bytes]) -> None:
    with path.open("wb") as file:
        if isinstance(data, bytes):
            file.write(data)
        else:
            file.writelines(data)
