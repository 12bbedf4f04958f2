"""What is worked out once and kept between runs beside the bytecode, as Python keeps the bytecode itself.

A process that makes one short text spends most of its time on what is the same in every process: the numbers of
the patterns (`pattern_store`), the digest of the program (`plan`), the word lists (`resources`). For each such kind
of thing there is a file in `__pycache__`. It is a cache and no more: it is made by one version of Python for itself,
it is written and read under the rules of bytecode (`PYTHONDONTWRITEBYTECODE`, `PYTHONPYCACHEPREFIX`), and whatever is
wrong with it, all is worked out as ever.
"""

from __future__ import annotations

import atexit
import importlib
import marshal
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

Table = dict[Any, Any]  # of one kind of thing: what it is made from, and what was made of it

_MOST = 2_000  # entries of a file; where other versions of the program have filled it, it is begun anew
_kept: dict[str, Table] = {}  # by kind, as read from its file
_new: dict[str, Table] = {}  # by kind, as made by this process


def recall(kind: str, key: Any) -> Any:
    """What this process or an earlier one has made; None where there is nothing."""
    if kind in _new and key in _new[kind]:
        return _new[kind][key]
    if kind not in _kept:
        _kept[kind] = _read(kind)
    return _kept[kind].get(key)


def remember(kind: str, key: Any, value: Any) -> None:
    """Keep for later runs what was made: of such types as `marshal` knows."""
    if not _new:
        atexit.register(keep)
    _new.setdefault(kind, {})[key] = value


def keep() -> None:
    """Write what this process made to the files, beside what stands there; nothing where it may not."""
    for kind in list(_new):
        path = _path(kind)
        if path and not sys.dont_write_bytecode:
            _write(path, _read(kind), _new.pop(kind))


def _write(path: Path, old: Table, new: Table) -> None:
    table = old | new
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(marshal.dumps((_maker(), table if len(table) <= _MOST else new)))
        draft.replace(path)
    except (OSError, ValueError):
        with suppress(OSError):
            draft.unlink()


def _path(kind: str) -> Path | None:
    """The file: beside this module's bytecode, whose name holds the version of Python."""
    cached = __spec__.cached if __spec__ else None
    return Path(cached).with_suffix(f".{kind}") if cached else None


def _read(kind: str) -> Table:
    path = _path(kind)
    with suppress(OSError, ValueError, EOFError, TypeError):
        maker, table = marshal.loads(path.read_bytes()) if path else ("", {})  # noqa: S302 our own file
        if maker == _maker() and isinstance(table, dict):
            return table
    return {}


def _maker() -> tuple[str, int]:
    """What made it all: the version of Python, and of its engine of patterns."""
    return sys.version, importlib.import_module("_sre").MAGIC
