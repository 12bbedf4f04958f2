"""A function applied to many tasks by several processes, in which one task can fail without the others.

Every worker has its tasks one after the other, so that it is known which one a worker that dies or hangs was at:
that task is lost, a new worker takes the place of the old one, and the others never notice. A worker whose tasks are
soon done has the next one before it asks, since the way there and back would take as long as the task. Results come
as they are made and are not collected here.
"""

from __future__ import annotations

import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Self, TypeVar

from .store import keep

if TYPE_CHECKING:  # what only runs of several processes need is loaded by them
    from multiprocessing.connection import Connection
    from multiprocessing.context import BaseContext
    from multiprocessing.process import BaseProcess

Task = TypeVar("Task")
Result = TypeVar("Result")

_OUT_OF_MEMORY = "out of memory"  # what a worker answers when a task has used up what it may
_PATIENCE = 5.0  # seconds a process is given to end before it is ended
_AHEAD = 2  # tasks that a worker has at most: the one it is at, and the next
_SOON = 0.05  # seconds for which a task may be kept waiting behind another
_SMALL = 30_000  # bytes of a task that a pipe takes though nobody reads it yet


class Limits(NamedTuple):
    """What one task may use: seconds on the clock, megabytes beyond what a worker has at its start (0: all)."""

    seconds: float = 0
    megabytes: int = 0


class Loss(NamedTuple):
    """Why a task has no result: `kind` is time, memory or ended; `words` say it."""

    kind: str
    words: str


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def each(
    function: Callable[[Task], Result],
    tasks: Iterable[Task],
    *,
    jobs: int,
    limits: Limits | None = None,
    lost: Callable[[Task, Loss], Result],
    fork: bool = True,
) -> Iterator[Result]:
    """The results of `function` for all tasks, as `Crew.each` gives them, by a crew of its own."""
    with Crew(function, jobs=jobs, limits=limits, lost=lost, fork=fork) as crew:
        yield from crew.each(tasks)


class _Worker:
    """A process, our end of its pipe, and the tasks that it has: it is at the first, `since` when. The one before
    took it so many seconds (`took`)."""

    def __init__(self, process: BaseProcess, connection: Connection[Any, Any]) -> None:
        self.process, self.connection = process, connection
        self.tasks: deque[Any] = deque()
        self.since = 0.0
        self.took = _SOON

    def takes_ahead(self) -> bool:
        """Whether it may have one task more than it has."""
        return not self.tasks or (len(self.tasks) < _AHEAD and self.took < _SOON)


class Crew(Generic[Task, Result]):
    """At most `jobs` processes that apply `function` to tasks.

    They are hired as there are tasks for them, and stay from one call of `each` to the next, so that what they
    have loaded and compiled is loaded and compiled once. Where a process dies, takes too long or needs too
    much memory, `lost` makes the result of its task. `function` must be importable, and tasks and results must
    be such as can be pickled. Without `fork` processes begin with nothing of this one. As a context the crew
    is dismissed at its end: when the work is given up, or interrupted, all processes are ended before the
    exception goes on.
    """

    def __init__(
        self,
        function: Callable[[Task], Result],
        *,
        jobs: int,
        limits: Limits | None = None,
        lost: Callable[[Task, Loss], Result],
        fork: bool = True,
    ) -> None:
        self.function, self.jobs, self.limits, self.lost = function, jobs, limits or Limits(), lost
        self.context = _context(fork)
        self.workers: list[_Worker] = []
        self.returned: deque[Task] = deque()  # tasks that were handed out, and not begun

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.dismiss()

    def each(self, tasks: Iterable[Task]) -> Iterator[Result]:
        """The results for all tasks, in the order in which they are ready. The tasks are taken in their order,
        and only when there is a process for them."""
        from multiprocessing.connection import wait

        waiting = iter(tasks)
        self._hand_out(waiting)
        while busy := [worker for worker in self.workers if worker.tasks]:
            ready = wait([worker.connection for worker in busy], self._time_left(busy))
            for worker in [w for w in busy if w.connection in ready]:
                result = self._result(worker)
                self._hand_out(waiting)  # before the result is looked at: nobody waits for that
                yield result
            for worker in [w for w in self.workers if self._overdue(w)]:
                words = f"stopped after {self.limits.seconds:g} seconds, the time it may take"
                result = self._lose(worker, Loss("time", words))
                self._hand_out(waiting)
                yield result

    def dismiss(self) -> None:
        """Let the idle processes end, and end those at work at once: that is not wanted any more."""
        for worker in self.workers:
            if worker.tasks:
                worker.process.kill()
            else:
                worker.connection.close()  # at which it ends by itself
        for worker in self.workers:
            worker.process.join(_PATIENCE)
            worker.process.kill()
            worker.connection.close()
        self.workers = []
        self.returned.clear()

    def _hand_out(self, tasks: Iterator[Task]) -> None:
        """Give tasks to all who may have one, and hire while there are more tasks than processes."""
        while True:
            open_to_more = (worker for worker in self.workers if worker.takes_ahead())
            worker = min(open_to_more, key=lambda w: len(w.tasks), default=None)
            if len(self.workers) < self.jobs and (worker is None or worker.tasks):
                worker = None
            elif worker is None:
                return
            for task in chain(self._again(), tasks):
                if not self._give(worker or self._hire(), task):
                    return
                break
            else:
                return

    def _again(self) -> Iterator[Task]:
        while self.returned:
            yield self.returned.popleft()

    def _hire(self) -> _Worker:
        ours, theirs = self.context.Pipe()
        # A forked worker has our ends of all pipes. It closes them: otherwise no worker would hear of our end.
        forked = self.context.get_start_method() == "fork"
        strangers = [ours, *(worker.connection for worker in self.workers)] if forked else []
        process = self.context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(theirs, self.function, self.limits, strangers), daemon=True
        )
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self.workers.append(worker)
        return worker

    def _give(self, worker: _Worker, task: Task) -> bool:
        """Send a task to a worker; whether it could be: one that reads no more until it is done is sent small ones."""
        from multiprocessing.reduction import ForkingPickler

        data = ForkingPickler.dumps(task)
        if worker.tasks and len(data) > _SMALL:
            self.returned.appendleft(task)
            return False
        if not worker.tasks:
            worker.since = time.monotonic()
        worker.tasks.append(task)
        with suppress(OSError):  # it has died: the next look at its connection tells
            worker.connection.send_bytes(data)
        return True

    def _result(self, worker: _Worker) -> Result:
        try:
            result: Result = worker.connection.recv()
        except (EOFError, OSError):
            worker.process.join(_PATIENCE)
            return self._lose(worker, Loss("ended", _ending(worker.process.exitcode)))
        if isinstance(result, str) and result == _OUT_OF_MEMORY:
            return self._lose(
                worker, Loss("memory", f"needs more than {self.limits.megabytes:,} MB of memory")
            )
        worker.tasks.popleft()
        now = time.monotonic()
        worker.took, worker.since = now - worker.since, now
        return result

    def _lose(self, worker: _Worker, loss: Loss) -> Result:
        """End a worker: the task it was at is lost, those it had not begun are for others."""
        self.workers.remove(worker)
        task = worker.tasks.popleft()
        self.returned.extend(worker.tasks)
        worker.process.kill()
        worker.process.join(_PATIENCE)
        worker.connection.close()
        return self.lost(task, loss)

    def _overdue(self, worker: _Worker) -> bool:
        if not self.limits.seconds or not worker.tasks:
            return False
        return time.monotonic() - worker.since > self.limits.seconds

    def _time_left(self, busy: list[_Worker]) -> float | None:
        if not self.limits.seconds:
            return None
        first = min(worker.since for worker in busy)
        return max(0.0, first + self.limits.seconds - time.monotonic()) + 0.01


def _context(fork: bool) -> BaseContext:
    """Forked workers begin with all that is loaded; elsewhere than on Linux forking is not safe."""
    import multiprocessing

    return multiprocessing.get_context("fork" if fork and sys.platform == "linux" else "spawn")


def _serve(
    connection: Connection[Any, Any],
    function: Callable[[Any], Any],
    limits: Limits,
    strangers: list[Connection[Any, Any]],
) -> None:
    """What a worker does: task after task, until nobody is at the other end."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl-C and ends its workers
    for stranger in strangers:
        stranger.close()
    _limit_memory(limits.megabytes)
    with suppress(EOFError, OSError):
        while True:
            task = connection.recv()
            try:
                result = function(task)
            except MemoryError:
                connection.send(_OUT_OF_MEMORY)
                return
            connection.send(result)
    keep()  # such a process ends without the rites of others


def _limit_memory(megabytes: int) -> None:
    """Allow this process so much memory beyond what it has; only where the system can count it."""
    if not megabytes or sys.platform == "win32":
        return
    import resource
    from pathlib import Path

    with suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        most = pages * resource.getpagesize() + megabytes * 1_000_000
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _ending(status: int | None) -> str:
    if status is not None and status < 0:
        import signal

        try:
            name = signal.Signals(-status).name
        except ValueError:
            name = f"signal {-status}"
        return f"the process that worked on it was ended by {name}"
    return f"the process that worked on it ended with status {status}"
