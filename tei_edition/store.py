"""What is worked out once and kept between runs beside the bytecode, as Python keeps the bytecode itself.

A process that makes one short text spends most of its time on what is the same in every process:
the numbers of the patterns (`pattern_store`), the constructors of the classes (`records`), the digest of the
program (`plan`). They are written to `__pycache__` and read by the next run. The file is a
cache and no more: it is made by one version of Python for itself, it is written and read under the rules of bytecode
(`PYTHONDONTWRITEBYTECODE`, `PYTHONPYCACHEPREFIX`), and whatever is wrong with it, all is worked out as ever.
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

_MOST = 2_000  # entries of one kind; where other versions of the program have filled it, it is begun anew
_state: dict[str, dict[str, Table]] = {}  # "kept": as read from the file; "new": made by this process


def recall(kind: str, key: Any) -> Any:
    """What an earlier run, or this one, has made; None where there is nothing."""
    if "kept" not in _state:
        _state["kept"], _state["new"] = _read(), {}
    for tables in (_state["kept"], _state["new"]):
        if kind in tables and key in tables[kind]:
            return tables[kind][key]
    return None


def remember(kind: str, key: Any, value: Any) -> None:
    """Keep for later runs what was made: of such types as `marshal` knows."""
    recall(kind, key)
    if not _state["new"]:
        atexit.register(keep)
    _state["kept"].get(kind, {}).pop(key, None)
    _state["new"].setdefault(kind, {})[key] = value


def keep() -> None:
    """Write what this process made to the file, beside what stands there; nothing where it may not."""
    path = _path()
    if not path or sys.dont_write_bytecode or not _state.get("new"):
        return
    tables = _read()
    for kind, new in _state["new"].items():
        both = tables.get(kind, {}) | new
        tables[kind] = both if len(both) <= _MOST else new
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(marshal.dumps((_maker(), tables)))
        draft.replace(path)
        _state["new"] = {}
    except (OSError, ValueError):
        with suppress(OSError):
            draft.unlink()


def _path() -> Path | None:
    """The file: beside this module's bytecode, whose name holds the version of Python."""
    cached = __spec__.cached if __spec__ else None
    return Path(cached).with_suffix(".kept") if cached else None


def _read() -> dict[str, Table]:
    path = _path()
    with suppress(OSError, ValueError, EOFError, TypeError):
        maker, tables = marshal.loads(path.read_bytes()) if path else ("", {})  # noqa: S302 our own file
        if maker == _maker() and isinstance(tables, dict):
            return tables
    return {}


def _maker() -> tuple[str, int]:
    """What made it all: the version of Python, and of its engine of patterns."""
    return sys.version, importlib.import_module("_sre").MAGIC
