"""How far a run has come, in words: rate, and the time that remains."""

from __future__ import annotations

import time
from collections.abc import Callable

TERMINAL, LOG = 0.2, 60.0  # seconds between two lines: where a line is written over, and where it stays
_SOON = 1.0  # seconds before the first line on a terminal


class Progress:
    """Says how far a run has come, every so many seconds and not more often.

    `clock` gives seconds and never goes back, whatever happens to the time of day.
    """

    def __init__(self, *, every: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._every, self._clock = every, clock
        self._start = clock()
        self._next = self._start + max(every, _SOON)

    def told(self, *, documents: int, done: int, total: int, failed: int) -> str:
        """The line to show, or nothing if it is not yet time: how many documents are to be made, bytes of
        work done and in all (which tell the time that remains: the largest texts come first), failures."""
        now = self._clock()
        if now < self._next or not total:
            return ""
        self._next = now + self._every
        seconds, share = now - self._start, min(1.0, done / total)
        parts = [f"{share:.0%} of {documents:,} documents"]
        if seconds > 0 and share > 0:
            parts.append(_rate(share * documents / seconds))
            parts.append(f"{duration(seconds * (1 - share) / share)} left")
        if failed:
            parts.append(f"{failed:,} failed")
        return ", ".join(parts)


def _rate(a_second: float) -> str:
    if a_second >= 1:
        return f"{a_second:,.0f} a second"
    return f"{60 * a_second:,.0f} a minute" if a_second * 60 >= 1 else f"{3600 * a_second:,.0f} an hour"


def duration(seconds: float) -> str:
    """A stretch of time in the two units that matter: `40 s`, `3 min`, `2 h 5 min`, `3 d 4 h`."""
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{seconds:.0f} s"
    if minutes < 90:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {rest} min" if rest else f"{hours} h"
    days, hours = divmod(hours, 24)
    return f"{days} d {hours} h" if hours else f"{days} d"
