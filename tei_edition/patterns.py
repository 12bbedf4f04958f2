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
    """Stands for a pattern: it takes over a method of the pattern when it is asked for it."""

    def __init__(self, source: Any, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        """Called for what it has not taken over."""
        if name == "_pattern":
            value: Any = compiled(self._source, self._flags)
        elif name.startswith("_"):
            raise AttributeError(name)
        else:
            value = getattr(self._pattern, name)
        setattr(self, name, value)
        return value


def lazy(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """What `re.compile` returns, but compiled (and checked) only when it is first used."""
    return cast("re.Pattern[AnyStr]", _Lazy(source, flags))
