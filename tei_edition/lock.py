"""One run at a time in a folder of outputs: a second would clear away the drafts of the first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from errno import EACCES, EAGAIN
from pathlib import Path

from .messages import BusyError

_NAME = "lock"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold `folder`, which is made where it is not there, while the context lasts. When the process ends, however it
    ends, the system lets go of it; other processes that it has made hold nothing. Where files cannot be locked
    (Windows, fsspec, some network file systems) nothing is held.

    Raises `BusyError` where another process holds the folder, and `OSError` where nothing can be written there.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    if not isinstance(folder, Path):
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _NAME).open("ab") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in (EACCES, EAGAIN):
                raise BusyError(
                    f"another run writes into {folder.parent}: wait for its end, or use another folder"
                ) from None
        yield
