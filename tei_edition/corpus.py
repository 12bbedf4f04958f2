"""Many documents: leave out what is made already, share out the rest, and make the pages over all of them.

Documents are read first, all of them (map); then it is settled who is who in the edition (reduce); then each
is written. Nothing of a document is held here but its name: what one step gives to the next lies on the
disk, put there by the process that made it (`task`, `aside`, `state`). So a run of a hundred thousand
documents needs hardly more memory than one of a thousand, and one that was stopped goes on where it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from itertools import compress
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeAlias

from . import __version__, aside, state
from .jobs import Crew, Limits, Loss, processors
from .model import Record
from .people import Identities, Member
from .plan import Plan
from .records import NamedTuple, dataclass, field, replace
from .sources import refused, size
from .state import Outcome
from .task import Task, do_one, failed, failure, is_read, is_unchanged
from .writing import write_file

if TYPE_CHECKING:
    from .cluster import Cluster
    from .names import Register

SCHEMA_FILES = ("tei_edition.rng", "tei_edition.sch", "tei_edition.xsd", "xml.xsd", "tei_edition.odd")
_WORTH_A_PROCESS = 100_000  # bytes of text that take longer to convert than a process to start


_Do = Callable[[Path | Task], Outcome]
_Lost = Callable[[Path | Task, Loss], Outcome]
_Crew: TypeAlias = "_Here | Crew[Path | Task, Outcome] | Cluster[Path | Task, Outcome]"


class Stopped(Exception):  # noqa: N818 it is no error of the program
    """A run that cannot go on: `run` has what was done; the words say why."""

    def __init__(self, run: Run, words: str) -> None:
        super().__init__(words)
        self.run = run


class Ways(NamedTuple):
    """How a run goes about it; nothing of it changes what is written.

    `jobs` is the number of processes, 0 for as many as there are processors and work for. `limits` hold for
    each document that is made in another process than this, as all are with `apart`. `executor` is empty,
    `dask` or `dask://host:port`; with `force` nothing counts as made already.
    """

    jobs: int = 0
    limits: Limits = Limits()
    apart: bool = False
    executor: str = ""
    force: bool = False
    prune: bool = False


@dataclass(slots=True)
class Run:
    """What became of the documents of a run, counted; their records are read from the disk."""

    plan: Plan
    sources: list[Path]
    refused: dict[Path, Record] = field(default_factory=dict)
    read: int = 0
    written: int = 0
    unchanged: int = 0
    failed: int = 0  # not written
    invalid: int = 0  # written, and not valid
    unread: int = 0  # of the failed: those that could not even be read
    pruned: int = 0
    orphans: int = 0  # documents of earlier runs whose sources are not among the sources any more

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
        for source in self.sources:
            record = self.refused.get(source) or state.record_of(self.plan, source.stem)
            if record:
                yield record


@dataclass(slots=True)
class Step:
    """What a run tells while it goes on: the run so far, how many documents are to be made, and bytes of
    work done and to be done, where each byte of a text counts once for reading and once for writing."""

    run: Run
    documents: int = 0
    done: int = 0
    total: int = 0


def build(
    sources: list[Path],
    plan: Plan,
    ways: Ways | None = None,
    *,
    progress: Callable[[Step], None] | None = None,
) -> Run:
    """Convert all sources by `plan`. The outputs do not depend on `ways`. `progress` is told of each
    document as it comes.

    Raises `OSError` where the output folder cannot be made or the pages cannot be written, and `Stopped`
    where the run was interrupted or no further document can be written; what is done is done then.
    """
    ways = ways or Ways()
    if ways.executor and isinstance(plan.output, Path):
        plan = replace(plan, base=plan.base.absolute(), output=plan.output.absolute())
    _prepare(plan)
    run = Run(plan, sources)
    for source, (code, words) in refused(sources, pages="html" in plan.outputs).items():
        outcome, run.refused[source] = failure(source, plan, code, words)
        run.count(outcome)
    try:
        _Work(run, ways, progress).do()
    except KeyboardInterrupt:
        raise Stopped(run, "interrupted") from None
    finally:
        state.sweep(plan)
    return run


def _prepare(plan: Plan) -> None:
    from .resources import schema_dir

    for kind in plan.kinds:
        plan.folder(kind).mkdir(parents=True, exist_ok=True)
    state.prepare(plan)
    if "tei" in plan.outputs:
        target = plan.output / "schema"
        target.mkdir(exist_ok=True)
        for name in SCHEMA_FILES:
            if (schema_dir() / name).is_file():
                write_file(target / name, (schema_dir() / name).read_bytes(), drafts=state.drafts(plan))


class _Work:
    """The steps of a run. What one step gives to the next lies on the disk, not here."""

    def __init__(self, run: Run, ways: Ways, progress: Callable[[Step], None] | None) -> None:
        self.run, self.plan, self.ways, self.progress = run, run.plan, ways, progress
        sizes = sorted((-self._size(s), n) for n, s in enumerate(run.sources) if s not in run.refused)
        self.sources = [
            run.sources[number] for _, number in sizes
        ]  # the largest first: none is left for the end
        self.fresh = bytearray(len(self.sources))  # 1 for a document that is to be made anew
        # Where nobody can be found in other documents, a document need not wait for them.
        self.alone = len(run.sources) == 1 or self.plan.options.names == "none"
        self.step = Step(run)

    def do(self) -> None:
        """Read what is new, settle who is who, write what that changes, and make the pages."""
        if self.ways.force:
            aside.clear(self.plan)
        for number, source in enumerate(self.sources):
            self.fresh[number] = self.ways.force or not is_unchanged(source, self.plan)
        self._prune()
        if not any(self.fresh) and self._stands():
            return
        state.edition_is_made(self.plan, "")
        self.step.documents = sum(self.fresh)
        self.step.total = (1 if self.alone else 2) * sum(map(self._size, self._fresh()))
        with self._crew() as crew:
            if not self.alone:
                self._share(crew, self._unread())
            self._share(crew, self._tasks(None if self.alone else self._register()))
        aside.clear(self.plan)
        if "html" in self.plan.outputs:
            from .site import make_site

            for path, content in make_site(self.run.records(), __version__, self.plan.house):
                write_file(self.plan.output / path, content, drafts=state.drafts(self.plan))
        state.edition_is_made(self.plan, self._made_from())

    def _size(self, source: Path) -> int:
        return size(self.plan.place(source))

    def _fresh(self) -> Iterator[Path]:
        return compress(self.sources, self.fresh)

    def _stands(self) -> bool:
        """Whether the whole edition is as the last run left it; then all documents are counted."""
        made_from = self._made_from()
        if not made_from or made_from != state.edition_made_from(self.plan):
            return False
        if "html" in self.plan.outputs:
            from .site import PAGES

            if not all((self.plan.output / page).is_file() for page in PAGES):
                return False
        for source in self.sources:
            self._stays(state.recall(self.plan, source.stem))
        return True

    def _stays(self, known: Outcome | None) -> None:
        if known:
            self.run.count(known._replace(status="unchanged"))

    def _made_from(self) -> str:
        """A digest of all documents in their order; empty where one has failed, which will be tried again."""
        total = hashlib.sha256(__version__.encode())
        for source in self.run.sources:
            known = state.recall(self.plan, source.stem) if source not in self.run.refused else None
            if not known or not known.key:
                return ""
            total.update(f"{source} {known.key} {known.who}\n".encode())
        return total.hexdigest()

    def _unread(self) -> Iterator[Path]:
        """The new documents, but for those that a run which was stopped has read already."""
        for source in self._fresh():
            if is_read(source, self.plan):
                self._take(Outcome(source.stem, "read", size=self._size(source)))
            else:
                yield source

    def _register(self) -> Register | None:
        """Who is who in the edition; None where fewer than two documents name anybody."""
        from .names import Register

        register, casts = Register(), 0
        for source, fresh in zip(self.sources, self.fresh, strict=True):
            cast = self._cast(source, fresh)
            casts += bool(cast)
            register.add(source.stem, cast)
        if casts < 2:
            return None
        register.settle()
        return register

    def _cast(self, source: Path, fresh: int) -> list[Member]:
        cast_of = aside.cast_of if fresh else state.cast_of
        return cast_of(self.plan, source.stem)

    def _tasks(self, register: Register | None) -> Iterator[Task]:
        """The documents to write: the new ones that could be read, and those made earlier whose persons have
        become others."""
        turns = self._turns()
        for source, fresh in zip(self.sources, self.fresh, strict=True):
            turn = turns.get(source, ("", ""))
            task = Task(source, None, _turned("", turn), *turn)
            if register:
                found = register.identities(source.stem, self._cast(source, fresh))
                if any(found):
                    task = Task(source, found, _turned(_digest(found), turn), *turn)
            if fresh:
                if self.alone or aside.key_of(self.plan, source.stem):
                    yield task
                continue
            known = state.recall(self.plan, source.stem)
            if known and known.who == task.who:
                self._stays(known)
            else:
                yield task

    def _turns(self) -> dict[Path, tuple[str, str]]:
        """The documents before and after each, by name, where there are pages to turn."""
        if "html" not in self.plan.outputs:
            return {}
        kept = [s for s in self.run.sources if s not in self.run.refused]
        names = ["", *(s.stem for s in kept), ""]
        return {source: (names[n], names[n + 2]) for n, source in enumerate(kept)}

    def _share(self, crew: _Crew, tasks: Iterator[Path | Task]) -> None:
        for outcome in crew.each(tasks):
            self._take(outcome)
            if outcome.fatal:
                raise Stopped(self.run, outcome.fatal)

    def _take(self, outcome: Outcome) -> None:
        self.run.count(outcome)
        if self.progress:
            self.step.done += outcome.size
            self.progress(self.step)

    def _crew(self) -> _Crew:
        """Who does the work, from the first document read to the last one written: this process, others, or
        other machines."""
        do, lost = partial(do_one, plan=self.plan), partial(_lost, self.plan)
        if self.ways.executor:
            from .cluster import Cluster

            return Cluster(do, address=self.ways.executor, jobs=self.ways.jobs, lost=lost)
        jobs = self._jobs()
        if jobs == 1 and not self.ways.apart:
            return _Here(do, lost)
        from . import edition, render  # noqa: F401 what is loaded here need not be loaded by each process

        local = isinstance(self.plan.output, Path) and all(isinstance(s, Path) for s in self.sources)
        # what speaks to other machines has threads, which a forked process would not have
        return Crew(do, jobs=jobs, limits=self.ways.limits, lost=lost, fork=local)

    def _jobs(self) -> int:
        """How many processes to use."""
        if self.ways.jobs:
            return max(1, min(self.ways.jobs, len(self.sources)))
        return max(1, min(processors(), len(self.sources), self.step.total // _WORTH_A_PROCESS))

    def _prune(self) -> None:
        """Remove the outputs of documents whose sources are gone, or count them."""
        wanted = {source.stem for source in self.run.sources}
        for name in state.names(self.plan):
            if name not in wanted:
                self.run.pruned += self.ways.prune
                self.run.orphans += not self.ways.prune
                if self.ways.prune:
                    state.discard(self.plan, name)


class _Here:
    """A crew of this process alone."""

    def __init__(self, do: _Do, lost: _Lost) -> None:
        self.do, self.lost = do, lost

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def each(self, tasks: Iterator[Path | Task]) -> Iterator[Outcome]:
        for task in tasks:
            try:
                yield self.do(task)
            except MemoryError:
                yield self.lost(task, Loss("memory", "needs more memory than there is"))


def _lost(plan: Plan, task: Task | Path, loss: Loss) -> Outcome:
    """The outcome of a document whose process was ended."""
    source = task.source if isinstance(task, Task) else task
    return failed(source, plan, "O04" if loss.kind == "ended" else "O03", loss.words)


def _turned(digest: str, turn: tuple[str, str]) -> str:
    """What of the other documents goes into one: who is who, and what is before and after it."""
    return "|".join((digest, *turn)) if any(turn) else digest


def _digest(identities: Identities) -> str:
    told = sorted(identities.persons.items(), key=itemgetter(0)), sorted(identities.doubts.items())
    return hashlib.sha256(repr((told, sorted(identities.guessed))).encode()).hexdigest()
