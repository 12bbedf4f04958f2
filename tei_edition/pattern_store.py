"""Compiled patterns, kept between runs beside the bytecode, as Python keeps the bytecode itself.

Python compiles every pattern anew in every process; the patterns that five short texts need take a
fifth of a run. What the compiler of `re` made of a pattern is a list of numbers, and the engine takes such
a list as well as a pattern; so the lists are written to `__pycache__` and read by the next run. The file
is a cache and no more: it is made by one version of Python for itself, it is written and read under the rules of
bytecode (`PYTHONDONTWRITEBYTECODE`, `PYTHONPYCACHEPREFIX`), and whatever is wrong with it, patterns are
compiled as ever.

The list is no public part of `re`: `_number` and `_restore` are the only places that know of it. The engine
itself checks each list before it takes it, so that a damaged file does no harm.
"""

from __future__ import annotations

import atexit
import importlib
import marshal
import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

Key = tuple[str, int]  # the pattern as written, its flags
Entry = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]

_MOST = 2_000  # entries of a file; where texts of other versions of the program filled it, it is begun anew
_state: dict[str, dict[Key, Entry]] = {}  # "kept": as read from the file; "new": made by this process


def compiled(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` returns, from the file of an earlier run where it has it; `re.error` as ever."""
    if "kept" not in _state:
        _state["kept"] = _read()
        _state["new"] = {}
    key = (source, int(flags))
    try:
        entry = _state["kept"].get(key)
        if not entry:
            entry = _number(*key)
            if not _state["new"]:
                atexit.register(keep)
            _state["new"][key] = entry
        return _restore(source, entry)
    except re.error:  # the pattern is wrong
        raise
    except Exception:  # the file is, or this Python compiles in another way: the public way always goes
        return re.compile(source, flags)


def keep() -> None:
    """Write what this process compiled to the file, beside what stands there; nothing where it may not."""
    path = _path()
    if not path or sys.dont_write_bytecode or not _state.get("new"):
        return
    entries = _read() | _state["new"]
    if len(entries) > _MOST:
        entries = _state["new"]
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(marshal.dumps((_maker(), entries)))
        draft.replace(path)
        _state["new"] = {}
    except (OSError, ValueError):
        with suppress(OSError):
            draft.unlink()


def _path() -> Path | None:
    """The file: beside this module's bytecode, whose name holds the version of Python."""
    cached = __spec__.cached if __spec__ else None
    return Path(cached).with_suffix(".patterns") if cached else None


def _read() -> dict[Key, Entry]:
    path = _path()
    with suppress(OSError, ValueError, EOFError, TypeError):
        maker, entries = marshal.loads(path.read_bytes()) if path else ("", {})  # noqa: S302 our own file
        if maker == _maker() and isinstance(entries, dict):
            return entries
    return {}


def _maker() -> tuple[str, int]:
    """What made the numbers: the version of Python, and of its engine."""
    return sys.version, importlib.import_module("_sre").MAGIC


def _number(source: str, flags: int) -> Entry:
    """The numbers of a pattern, made as `re.compile` makes them."""
    compiler: Any = importlib.import_module("re._compiler")
    parsed = importlib.import_module("re._parser").parse(source, flags)
    groups = dict(parsed.state.groupdict)
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in groups.items():
        names[number] = name
    numbers = compiler._code(parsed, flags)
    packed = b"".join(number.to_bytes(4, sys.byteorder) for number in numbers)
    return flags | parsed.state.flags, packed, parsed.state.groups - 1, groups, tuple(names)


def _restore(source: str, entry: Entry) -> re.Pattern[str]:
    flags, packed, groups, by_name, names = entry
    numbers = memoryview(packed).cast("I").tolist()  # the engine's numbers have 32 bits
    pattern: re.Pattern[str] = importlib.import_module("_sre").compile(
        source, flags, numbers, groups, by_name, names
    )
    return pattern
