"""Many documents: leave out what is made already, share out the rest, and make the pages over all of them.

Documents are read first, all of them (map); then it is settled who is who in the edition (reduce); then each
is written. Little of a document is held here but its name: what one step gives to the next lies on the
disk, put there by the process that made it (`task`, `aside`, `state`); a process that works alone holds
the first documents it read. So a run of a hundred thousand
documents needs hardly more memory than one of a thousand, and one that was stopped goes on where it was.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self, TypeAlias

from . import __version__, state
from .aside import ROOM, Aside
from .digests import sha256
from .jobs import Crew, Limits, Loss, processors
from .lock import held
from .people import Identities, Member
from .plan import Plan
from .sources import Sources, refused, size
from .state import Outcome
from .tally import Run, Step, Stopped
from .task import Task, do_one, failed, failure, is_read, is_unchanged, prepare
from .writing import write_file

if TYPE_CHECKING:
    from .cluster import Cluster
    from .names.register import Register

SCHEMA_FILES = ("tei_edition.rng", "tei_edition.sch", "tei_edition.xsd", "xml.xsd", "tei_edition.odd")
_WORTH_A_PROCESS = 100_000  # bytes of work that take longer than a process to start and get going


_Do = Callable[[Path | Task], Outcome]
_Lost = Callable[[Path | Task, Loss], Outcome]
_Crew: TypeAlias = "_Here | Crew[Path | Task, Outcome] | Cluster[Path | Task, Outcome]"


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


def build(
    sources: Sources | Iterable[Path],
    plan: Plan,
    ways: Ways | None = None,
    *,
    progress: Callable[[Step], None] | None = None,
) -> Run:
    """Convert all sources by `plan`. The outputs do not depend on `ways`. `progress` is told of each
    document as it comes.

    Raises `BusyError` where another run writes there, `OSError` where the output folder cannot be made or the
    pages cannot be written, and `Stopped` where the run was interrupted or no further document can be written;
    what is done is done then.
    """
    ways = ways or Ways()
    if ways.executor and isinstance(plan.output, Path):
        plan = plan.absolute()
    with held(plan.state):
        _prepare(plan)
        run = Run(plan, sources if isinstance(sources, Sources) else Sources(sources))
        _refuse(run)
        try:
            _Work(run, ways, progress).do()
        except KeyboardInterrupt:
            raise Stopped(run, "interrupted") from None
        finally:
            state.sweep(plan)
    return run


def _refuse(run: Run) -> None:
    """Leave out the sources that cannot be made."""
    wrong = refused(run.sources, pages="html" in run.plan.outputs)
    for number, source in enumerate(run.sources) if wrong else ():
        if source in wrong:
            outcome, run.refused[number] = failure(source, run.plan, *wrong[source])
            run.count(outcome)


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
                write_file(target / name, (schema_dir() / name).read_bytes(), drafts=plan.folders.drafts)


class _Work:
    """The steps of a run. What one step gives to the next lies on the disk, not here, but for some numbers of
    each document, which is known by its place among the sources."""

    def __init__(self, run: Run, ways: Ways, progress: Callable[[Step], None] | None) -> None:
        self.run, self.plan, self.ways, self.progress = run, run.plan, ways, progress
        self.sources = run.sources
        self.sizes = array("q", (size(self.plan.place(source)) for source in self.sources))
        kept = (number for number in range(len(self.sources)) if number not in run.refused)
        # the largest first: none is left for the end
        self.order = array("L", sorted(kept, key=lambda number: -self.sizes[number]))
        self.fresh = bytearray(len(self.sources))  # 1 for a document that is to be made anew
        self.made_from = state.MadeFrom()
        # Where nobody can be found in other documents, a document need not wait for them.
        self.alone = len(run.sources) == 1 or self.plan.options.names == "none"
        self.aside = Aside(self.plan)
        self.step = Step(run)

    def do(self) -> None:
        """Read what is new, settle who is who, write what that changes, and make the pages."""
        if self.ways.force or self.alone:
            self.aside.clear_all()
        remembered = set(state.names(self.plan))
        stands = self._look(remembered)
        self._prune(remembered)
        if stands:
            return
        state.edition_is_made(self.plan, "")
        self.step.documents = sum(self.fresh)
        self.step.total = (1 if self.alone else 2) * sum(self.sizes[number] for number in self._fresh())
        with self._crew() as crew:
            if not self.alone:
                self._share(crew, self._unread())
            self._share(crew, self._tasks(None if self.alone else self._register()))
        self.aside.clear_all()
        if "html" in self.plan.outputs:
            from .site import make_site

            for path, content in make_site(self.run.records(), __version__, self.plan.house):
                write_file(self.plan.output / path, content, drafts=self.plan.folders.drafts)
        state.edition_is_made(self.plan, self._made_from(self.made_from))

    def _look(self, remembered: set[str]) -> bool:
        """Find out which documents are to be made anew. Whether none is, and the whole edition is as the last run
        left it: then all are counted."""
        made_from, invalid = state.MadeFrom(), 0
        for number in self.order:
            source = self.sources[number]
            known = source.stem in remembered and not self.ways.force and is_unchanged(source, self.plan)
            self.fresh[number] = not known
            if known:
                made_from.add(known)
                invalid += not known.valid
        if any(self.fresh) or not self._stands(made_from):
            return False
        self.run.unchanged, self.run.invalid = len(self.order), invalid
        return True

    def _stands(self, made_from: state.MadeFrom) -> bool:
        """Whether the last run came to its end with these documents, and the pages over all are there."""
        if not self._made_from(made_from) or self._made_from(made_from) != state.edition_made_from(self.plan):
            return False
        if "html" not in self.plan.outputs:
            return True
        from .site import PAGES

        return all((self.plan.output / page).is_file() for page in PAGES)

    def _made_from(self, made_from: state.MadeFrom) -> str:
        return "" if self.run.refused else made_from.digest(self.sources)

    def _fresh(self) -> Iterator[int]:
        return (number for number in self.order if self.fresh[number])

    def _unread(self) -> Iterator[Path]:
        """The new documents, but for those that a run which was stopped has read already; what it has read of others
        is not to be taken for them."""
        earlier = self.aside.prepare()
        for number in self.order if earlier else self._fresh():
            source = self.sources[number]
            if earlier and self.fresh[number] and is_read(source, self.plan, self.aside):
                self._take(Outcome(source.stem, "read", size=self.sizes[number]))
                continue
            if earlier:
                self.aside.clear(source.stem)
            if self.fresh[number]:
                yield source

    def _register(self) -> Register | None:
        """Who is who in the edition; None where fewer than two documents name anybody."""
        from .names.register import Register

        register, casts = Register(), 0
        for number in self.order:
            cast = self._cast(number)
            if cast:
                casts += 1
                register.add(self.sources[number].stem, cast)
        if casts < 2:
            return None
        register.settle()
        return register

    def _cast(self, number: int) -> list[Member] | None:
        """The cast of a document; None where it could not be read."""
        name = self.sources[number].stem
        return self.aside.cast_of(name) if self.fresh[number] else state.cast_of(self.plan, name)

    def _tasks(self, register: Register | None) -> Iterator[Task]:
        """The documents to write: the new ones that could be read, and those made earlier whose persons have
        become others."""
        for number in self.order:
            cast = [] if self.alone else self._cast(number)
            if cast is None:
                continue
            task = self._task(
                number, register.identities(self.sources[number].stem, cast) if register else None
            )
            known = None if self.fresh[number] else state.recall(self.plan, task.source.stem)
            if known and known.who == task.who:
                self._count(known._replace(status="unchanged"))
            else:
                yield task

    def _task(self, number: int, identities: Identities | None) -> Task:
        turn = ("", "")
        if "html" in self.plan.outputs:  # there are pages to turn
            turn = self._neighbour(number, -1), self._neighbour(number, 1)
        found = identities if identities and any(identities) else None
        who = _turned(_digest(found) if found else "", turn)
        return Task(self.sources[number], self.sizes[number], found, who, *turn)

    def _neighbour(self, number: int, step: int) -> str:
        """The name of the document before or after one; empty where there is none."""
        number += step
        while 0 <= number < len(self.sources):
            if number not in self.run.refused:
                return self.sources[number].stem
            number += step
        return ""

    def _share(self, crew: _Crew, tasks: Iterator[Path | Task]) -> None:
        for outcome in crew.each(tasks):
            self._take(outcome)
            if outcome.fatal:
                raise Stopped(self.run, outcome.fatal)

    def _count(self, outcome: Outcome) -> None:
        """Take in what became of a document at last."""
        self.run.count(outcome)
        self.made_from.add(outcome)

    def _take(self, outcome: Outcome) -> None:
        if outcome.status == "read":
            self.run.count(outcome)
        else:
            self._count(outcome)
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
            self.aside.room = ROOM
            return _Here(partial(do, aside=self.aside), lost, self.aside)
        prepare(self.plan)
        local = isinstance(self.plan.output, Path) and all(isinstance(s, Path) for s in self.sources)
        # what speaks to other machines has threads, which a forked process would not have
        return Crew(do, jobs=jobs, limits=self.ways.limits, lost=lost, fork=local)

    def _jobs(self) -> int:
        """How many processes to use."""
        if self.ways.jobs:
            return max(1, min(self.ways.jobs, len(self.order)))
        return max(1, min(processors(), len(self.order), self.step.total // _WORTH_A_PROCESS))

    def _prune(self, remembered: set[str]) -> None:
        """Remove the outputs of documents whose sources are gone, or count them."""
        gone = remembered.difference(source.stem for source in self.sources)
        if not self.ways.prune:
            self.run.orphans = len(gone)
            return
        for name in sorted(gone):
            state.discard(self.plan, name)
            self.run.pruned += 1


class _Here:
    """A crew of this process alone, which holds what it has read; where it stops, a later run finds it."""

    def __init__(self, do: _Do, lost: _Lost, aside: Aside) -> None:
        self.do, self.lost, self.aside = do, lost, aside

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self.aside.keep()

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
    persons = sorted((known_as, person.said()) for known_as, person in identities.persons.items())
    told = persons, sorted(identities.doubts.items()), sorted(identities.guessed)
    return sha256(repr(told).encode()).hexdigest()
