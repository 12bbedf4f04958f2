"""How far a run has come: the figures of its documents, and what there is to tell of them."""

from __future__ import annotations

from collections.abc import Iterator

from . import state
from .plan import Plan
from .records import Record
from .sources import Sources
from .state import Outcome


class Run:
    """What became of the documents of a run, counted; their records are read from the disk."""

    def __init__(self, plan: Plan, sources: Sources) -> None:
        self.plan, self.sources = plan, sources
        self.refused: dict[int, Record] = {}  # by the number of the source
        self.read = 0
        self.written = 0
        self.unchanged = 0
        self.failed = 0  # not written
        self.invalid = 0  # written, and not valid
        self.unread = 0  # of the failed: those that could not even be read
        self.pruned = 0
        self.orphans = 0  # documents of earlier runs whose sources are not among the sources any more

    def count(self, outcome: Outcome) -> None:
        """Take an outcome into the figures."""
        if outcome.status == "read":
            self.read += 1
        elif outcome.status == "failed":
            self.failed += 1
            self.unread += outcome.unread
        else:
            self.unchanged += outcome.status == "unchanged"
            self.written += outcome.status == "written"
            self.invalid += not outcome.valid

    @property
    def done(self) -> int:
        """How many documents have their outcome."""
        return self.written + self.unchanged + self.failed

    def records(self) -> Iterator[Record]:
        """The records of the documents that have their outcome, in the order of the sources."""
        for number, source in enumerate(self.sources):
            record = self.refused.get(number) or state.record_of(self.plan, source.stem)
            if record:
                yield record

    def messages(self) -> Iterator[tuple[str, state.Messages]]:
        """The path of each source, in their order, with what there is to tell of it."""
        for number, source in enumerate(self.sources):
            record = self.refused.get(number)
            told = record.messages if record else state.messages_of(self.plan, source.stem)
            yield str(source), told


class Step:
    """What a run tells while it goes on: the run so far, how many documents are to be made, and bytes of
    work done and to be done, where each byte of a text counts once for reading and once for writing."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.documents = 0
        self.done = 0
        self.total = 0


class Stopped(Exception):  # noqa: N818 it is no error of the program
    """A run that cannot go on: `run` has what was done; the words say why."""

    def __init__(self, run: Run, words: str) -> None:
        super().__init__(words)
        self.run = run
