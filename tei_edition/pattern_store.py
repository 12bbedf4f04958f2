"""Compiled patterns, kept between runs in the `store`.

Python compiles every pattern anew in every process; the patterns that five short texts need take a
fifth of a run. What the compiler of `re` made of a pattern is a list of numbers, and the engine takes such
a list as well as a pattern; so the lists are kept.

The list is no public part of `re`: `_number` and `_restore` are the only places that know of it. The engine
itself checks each list before it takes it, so that a damaged file does no harm.
"""

from __future__ import annotations

import importlib
import re
import sys
from typing import Any, AnyStr

from . import store

Entry = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]

_KIND = "pattern"  # the key: the pattern as written, and its flags


def compiled(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` returns, from the file of an earlier run where it has it; `re.error` as ever."""
    key = (source, int(flags))
    try:
        entry = store.recall(_KIND, key)
        if not entry:
            entry = _number(*key)
            store.remember(_KIND, key, entry)
        return _restore(source, entry)
    except re.error:  # the pattern is wrong
        raise
    except Exception:  # the file is, or this Python compiles in another way: the public way always goes
        return re.compile(source, flags)


def _number(source: AnyStr, flags: int) -> Entry:
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


def _restore(source: AnyStr, entry: Entry) -> re.Pattern[AnyStr]:
    flags, packed, groups, by_name, names = entry
    numbers = memoryview(packed).cast("I").tolist()  # the engine's numbers have 32 bits
    pattern: re.Pattern[AnyStr] = importlib.import_module("_sre").compile(
        source, flags, numbers, groups, by_name, names
    )
    return pattern
