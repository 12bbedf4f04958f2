"""The work shared out to other machines by dask.distributed (the extra `cluster`).

The same function makes each document there as here, from the same paths: sources and outputs must lie where
all machines see them. Documents travel in batches, because handing over one costs as much as
converting a page; what comes back of each is a few numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from itertools import islice
from typing import Any, Generic, Self, TypeVar

from .jobs import Loss, processors
from .messages import UnavailableError

Task = TypeVar("Task")
Result = TypeVar("Result")

BATCH = 16  # documents handed over at once
_AHEAD = 3  # batches for each process of the cluster that are handed over before they are needed
_RETRIES = 2  # times that a batch is given to another worker when its worker has died


class Cluster(Generic[Task, Result]):
    """A cluster that applies `function` to tasks, as `jobs.Crew` does on this machine.

    `address` is `dask` for a cluster on this machine, of `jobs` processes (0: one for each processor), which
    ends with the context, or `dask://host:port` of a scheduler that runs. Raises `UnavailableError`.
    """

    def __init__(
        self,
        function: Callable[[Task], Result],
        *,
        address: str,
        jobs: int = 0,
        lost: Callable[[Task, Loss], Result],
    ) -> None:
        self.function, self.lost = function, lost
        self.client = _client(address, jobs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()
        if self.client.cluster:
            self.client.cluster.close()

    def each(self, tasks: Iterator[Task]) -> Iterator[Result]:
        """The results for all tasks, as they come. Where workers die the tasks go to others; a task at which
        they die again and again is taken alone, and at last `lost` makes its result."""
        return _share(self.client, self.function, tasks, self.lost)


def _client(address: str, jobs: int) -> Any:
    kind, _, place = address.partition("://")
    if kind != "dask":
        raise UnavailableError(f"no executor is called {address}; write dask or dask://host:port")
    try:
        distributed: Any = import_module("distributed")
    except ImportError:
        raise UnavailableError(
            "dask is not installed: pip install 'tei-edition[cluster]', here and on the workers"
        ) from None
    try:
        if place:
            return distributed.Client(f"tcp://{place}", timeout=10)
        cluster = distributed.LocalCluster(
            n_workers=jobs or processors(), threads_per_worker=1, dashboard_address=None, memory_limit=0
        )
        return distributed.Client(cluster)
    except OSError as error:
        raise UnavailableError(f"no scheduler answers at {place}: {error}") from None


def _share(
    client: Any,
    function: Callable[[Task], Result],
    tasks: Iterator[Task],
    lost: Callable[[Task, Loss], Result],
) -> Iterator[Result]:
    """Hand over batches, a few ahead of those at work; what fails is handed over again one by one."""
    done: Any = import_module("distributed").as_completed()

    batches = iter(lambda: list(islice(tasks, BATCH)), [])
    waiting: dict[str, list[Task]] = {}

    def hand_over(batch: list[Task]) -> None:
        future = client.submit(partial(run_batch, function), batch, retries=_RETRIES, pure=False)
        waiting[future.key] = batch
        done.add(future)

    ahead = _AHEAD * max(1, sum(client.nthreads().values()))
    for batch in islice(batches, ahead):
        hand_over(batch)
    while waiting:
        future = next(done)
        batch = waiting.pop(future.key)
        if future.status == "finished":
            yield from future.result()
        elif len(batch) > 1:
            for task in batch:
                hand_over([task])
            continue
        else:
            words = str(future.exception()).strip().partition("\n")[0]
            yield lost(batch[0], Loss("ended", f"the workers that worked on it ended: {words}"))
        for more in islice(batches, 1):
            hand_over(more)


def run_batch(function: Callable[[Task], Result], batch: list[Task]) -> list[Result]:
    """What a worker does with a batch. A name of this module: workers find it by importing it."""
    return [function(task) for task in batch]
