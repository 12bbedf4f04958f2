"""Many documents: find them, share them out to workers, write what each gives, sum up.

One bad document never stops a run: it becomes a failed record with its messages. Every file is
written under a temporary name and renamed, so that no reader ever sees half of one.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from . import __version__
from .messages import CODES, ConfigError, InputError
from .model import Document, Identities, Metadata, Options, Record
from .patterns import lazy

if TYPE_CHECKING:
    from .render import Readable

SCHEMA_FILES = ("tei_edition.rng", "tei_edition.sch", "tei_edition.xsd", "xml.xsd", "tei_edition.odd")
_SITE_PAGES = frozenset(("index", "persons", "report"))
_UNUSABLE = lazy(r"^\.|[\x00-\x1f/\\:*?\"<>|]|^$|[. ]$")
_ENDINGS = {"tei": ".xml", "html": ".html", "text": ".txt"}
_CHUNK = 8  # documents handed to a worker at once
_HELD = 2_000_000  # bytes of sources that are read, and held until it is known who is who in the edition


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run writes, the same for every document: `outputs` is tei, html, text or some of them."""

    output: Path
    options: Options
    metadata: Metadata
    outputs: tuple[str, ...] = ("tei", "html", "text")
    flat: bool = False  # TEI straight into `output`, as `convert` does
    language: str = ""  # switches of the command line go over every file
    encoding: str = ""


class Task(NamedTuple):
    """One document to do: `read` where that is done already; who its persons are in the whole edition;
    `hold` to have it read only, and given back."""

    source: Path
    read: Document | None = None
    identities: Identities | None = None
    hold: bool = False


@dataclass(slots=True)
class Run:
    """The records of a run, in the order of the sources."""

    records: list[Record] = field(default_factory=list)

    @property
    def failed(self) -> int:
        """Documents not written, or written and invalid."""
        return sum(r.status == "failed" or not r.valid for r in self.records)

    @property
    def unread(self) -> int:
        """Documents that could not even be read."""
        return sum(
            any(str(m["code"]).startswith("I") and m["severity"] == "error" for m in r.messages)
            for r in self.records
        )


Outcome = Record | Document


def find_sources(paths: Iterable[Path], *, output: Path | None = None) -> list[Path]:
    """The texts named, and all `*.txt` below the folders named, in a stable order, each once; what lies in
    the folder of the `output` of an earlier run is none of them.

    Raises `InputError` (I06) for a path that does not exist and for a folder without texts.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            below = sorted(
                p
                for p in path.rglob("*.txt")
                if p.is_file() and not p.name.startswith(".") and not _inside(p, output, path)
            )
            if not below:
                raise InputError("I06", 0, f"{path}: no *.txt in this folder")
            found |= dict.fromkeys(below)
        elif path.exists():
            found[path] = None
        else:
            raise InputError("I06", 0, f"{path}: no such file or folder")
    return list(found)


def _inside(path: Path, output: Path | None, folder: Path) -> bool:
    """Whether a path found under `folder` is an output: `output` lies in `folder`, the path in `output`."""
    if output is None:
        return False
    made = output.resolve()
    return made != folder.resolve() and path.resolve().is_relative_to(made)


def build(
    sources: list[Path], plan: Plan, *, jobs: int = 1, progress: Callable[[Record], None] | None = None
) -> Run:
    """Convert all sources by `plan`; with more than one job in as many processes. The outputs do not
    depend on the number of jobs. `progress` is told of each record as it comes.

    Raises `OSError` where the output folder cannot be made.
    """
    _prepare(plan)
    refused = _refused(sources, plan)
    made: dict[Path, Record] = dict(refused)
    held: dict[Path, Document] = {}
    first = _first_tasks(sources, refused)
    with _workers(plan, min(jobs, len(first))) as work:
        for source, outcome in work(first):
            if isinstance(outcome, Record):
                made[source] = outcome
                if progress:
                    progress(outcome)
            else:
                held[source] = outcome
        for source, outcome in work(_second_tasks(made, held)):
            if isinstance(outcome, Record):
                made[source] = outcome
                if progress and source in held:
                    progress(outcome)
    run = Run([made[source] for source in sources])
    if "html" in plan.outputs:
        _write_site(run, plan)
    return run


def _first_tasks(sources: list[Path], refused: Collection[Path]) -> list[Task]:
    """All documents: the first of several, as many as memory bears, are only read, since who is who in the
    edition is known when all are."""
    tasks: list[Task] = []
    size = 0
    for source in sources:
        if source not in refused:
            size += _size(source)
            tasks.append(Task(source, hold=size <= _HELD))
    return tasks if len(tasks) > 1 else [task._replace(hold=False) for task in tasks]


def _second_tasks(made: dict[Path, Record], held: dict[Path, Document]) -> list[Task]:
    """The documents that were held; and those made of which a person has another id in the whole edition."""
    casts = {source: (made.get(source) or held[source]).cast for source in (*made, *held)}
    known: dict[Path, Identities] = {}
    if sum(bool(cast) for cast in casts.values()) > 1:
        from .names import Register

        register = Register()
        for source, cast in casts.items():
            register.add(source.stem, cast)
        register.settle()
        known = {source: register.identities(source.stem, cast) for source, cast in casts.items()}
    again = [
        Task(source, identities=known[source]) for source in made if source in known and any(known[source])
    ]
    return [Task(source, document, known.get(source)) for source, document in held.items()] + again


def _prepare(plan: Plan) -> None:
    from .resources import schema_dir

    for kind in plan.outputs:
        _folder(plan, kind).mkdir(parents=True, exist_ok=True)
    if "tei" in plan.outputs:
        target = plan.output / "schema"
        target.mkdir(exist_ok=True)
        for name in SCHEMA_FILES:
            if (schema_dir() / name).is_file():
                write_file(target / name, (schema_dir() / name).read_bytes())


def _folder(plan: Plan, kind: str) -> Path:
    return plan.output if plan.flat else plan.output / kind


def _refused(sources: list[Path], plan: Plan) -> dict[Path, Record]:
    """Sources whose names cannot name outputs, or whose outputs would overwrite each other's."""
    count = Counter(source.stem.casefold() for source in sources)
    refused: dict[Path, Record] = {}
    for source in sources:
        if _UNUSABLE.search(source.stem) or (
            "html" in plan.outputs and source.stem.casefold() in _SITE_PAGES
        ):
            refused[source] = _failure(
                source, "I10", 0, f"“{source.stem}” cannot name an output; rename the source"
            )
        elif count[source.stem.casefold()] > 1:
            others = [
                str(s) for s in sources if s is not source and s.stem.casefold() == source.stem.casefold()
            ]
            refused[source] = _failure(
                source, "I09", 0, f"would write the same files as {others[0]}; rename one of them"
            )
    return refused


def _failure(source: Path, code: str, line: int, detail: str, column: int = 0) -> Record:
    record = Record(source.stem, str(source), "failed")
    record.messages.append(
        {"severity": CODES[code].severity, "code": code, "line": line, "column": column, "text": detail}
    )
    return record


@contextmanager
def _workers(plan: Plan, jobs: int) -> Iterator[Callable[[list[Task]], Iterator[tuple[Path, Outcome]]]]:
    """What does tasks: this process, or as many others as there are jobs, for as long as the context lasts."""
    if jobs <= 1:
        yield lambda tasks: (build_one(task, plan) for task in tasks)
        return
    import multiprocessing

    def work(tasks: list[Task]) -> Iterator[tuple[Path, Outcome]]:
        ordered = sorted(
            tasks, key=lambda task: -_size(task.source)
        )  # the largest first: none is left for the end
        chunk = max(1, min(_CHUNK, len(tasks) // (jobs * 2)))
        return pool.imap_unordered(_build_in_worker, ordered, chunksize=chunk)

    context = multiprocessing.get_context(
        "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    )
    with context.Pool(jobs, initializer=_start_worker, initargs=(plan,)) as pool:
        yield work


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0


_worker_plan: Plan | None = None


def _start_worker(plan: Plan) -> None:
    import signal

    global _worker_plan
    _worker_plan = plan
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl-C and stops its workers


def _build_in_worker(task: Task) -> tuple[Path, Outcome]:
    if _worker_plan is None:
        raise RuntimeError("the worker was not started with a plan")
    return build_one(task, _worker_plan)


def build_one(task: Task, plan: Plan) -> tuple[Path, Outcome]:
    """One document: read, convert, prove, validate, render, write. Whatever goes wrong is in its record.
    A task to `hold` ends when the document is read."""
    source = task.source
    try:
        document = task.read or _read(source, plan)
        return source, document if task.hold else _build(document, plan, task.identities)
    except InputError as error:
        return source, _failure(source, error.code, error.line, error.detail, error.column)
    except ConfigError as error:
        record = _failure(source, error.code, 0, f"{error.path}:{error.line}: {error.detail}")
        return source, record
    except OSError as error:
        return source, _failure(
            source, "O01", 0, f"{error.filename or plan.output}: {error.strerror or error}"
        )
    except Exception as error:  # the last fence: one document's fault is no reason to lose the others
        return source, _failure(source, "O02", 0, f"{type(error).__name__}: {error}")


def settings(source: Path, plan: Plan) -> tuple[Options, Metadata]:
    """What holds for one document: the edition's settings, its sidecar's over them, switches over both."""
    from dataclasses import replace

    from .config import find_sidecar, load_sidecar

    options, metadata = plan.options, plan.metadata
    sidecar = find_sidecar(source)
    if sidecar:
        options, metadata = load_sidecar(sidecar, options=options, metadata=metadata)
    if plan.language:
        metadata = replace(metadata, language=plan.language)
    if plan.encoding:
        options = replace(options, encoding=plan.encoding)
    return options, metadata


def _read(source: Path, plan: Plan) -> Document:
    from . import edition
    from .source import read_source

    options, metadata = settings(source, plan)
    text, messages = read_source(source, name=source.stem, options=options)
    return edition.read(text, options=options, metadata=metadata, messages=messages)


def _build(read: Document, plan: Plan, identities: Identities | None) -> Record:
    from . import edition

    name = read.source.name
    schema = "schema" if plan.flat else "../schema"
    made = edition.complete(read, schema=schema, identities=identities)
    if made.tree is None:
        return edition.summary(made, Record(name))
    record = Record(name)
    outputs = {"tei": made.data}
    if "html" in plan.outputs or "text" in plan.outputs:
        from .render import readable
        from .render import record as record_of

        document = readable(made.tree)
        record = record_of(document, name)
        outputs |= _editions(document, plan, name)
    for kind in plan.outputs:
        write_file(_folder(plan, kind) / f"{name}{_ENDINGS[kind]}", outputs[kind])
    return edition.summary(made, record)


def _editions(document: Readable, plan: Plan, name: str) -> dict[str, bytes]:
    """The HTML and the text edition, as far as they are wanted."""
    from .hrefs import quote
    from .render import Ways, to_html, to_text

    outputs: dict[str, bytes] = {}
    if "html" in plan.outputs:
        file = quote(name)
        outputs["html"] = to_html(
            document,
            name=name,
            ways=Ways("index.html", "persons.html", tei=f"../tei/{file}.xml", text=f"../text/{file}.txt"),
        )
    if "text" in plan.outputs:
        outputs["text"] = to_text(document).encode("utf-8")
    return outputs


def write_file(path: Path, data: bytes) -> None:
    """Write under a temporary name in the same folder, then rename: never half a file."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    except OSError:
        with suppress(OSError):
            draft.unlink()
        raise


def _write_site(run: Run, plan: Plan) -> None:
    from .site import write_index, write_persons, write_report

    written = [r for r in run.records if r.status == "written"]
    write_file(plan.output / "html" / "index.html", write_index(written))
    write_file(plan.output / "html" / "persons.html", write_persons(written))
    data, page = write_report(run.records, __version__)
    write_file(plan.output / "report.json", data)
    write_file(plan.output / "report.html", page)
