"""Patterns compiled on their first use.

Compiling the patterns of the program takes longer than reading a short text with them, and no text
needs all of them. A pattern is therefore written `lazy(...)` where other programs write `re.compile(...)`,
and is used in the same way.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

from .pattern_store import compiled


class _Lazy:
    """Stands for a pattern: the slots are filled with the methods of the pattern when one is asked for."""

    __slots__ = (
        "_flags",
        "_source",
        "findall",
        "finditer",
        "flags",
        "fullmatch",
        "groupindex",
        "groups",
        "match",
        "pattern",
        "search",
        "split",
        "sub",
        "subn",
    )

    def __init__(self, source: Any, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        """Called for a slot that is empty still."""
        if name.startswith("_"):
            raise AttributeError(name)
        pattern = compiled(self._source, self._flags)
        for slot in self.__slots__[2:]:
            setattr(self, slot, getattr(pattern, slot))
        return getattr(pattern, name)


def lazy(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` returns, but compiled (and checked) only when it is first used."""
    return cast("re.Pattern[AnyStr]", _Lazy(source, flags))
