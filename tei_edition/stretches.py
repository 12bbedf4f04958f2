"""Stretches of one text, and whether others meet them: in logarithmic time, since one line may hold thousands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable


class Stretches:
    """The union of stretches of a text, each from its start to its end, the end exclusive."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(stretches):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def meet(self, start: int, end: int) -> bool:
        """Whether one of them shares a character with [start, end), or holds that place where it is empty."""
        at = bisect_right(self._ends, start)
        return at < len(self._starts) and self._starts[at] < end
