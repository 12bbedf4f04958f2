"""One document of a run: read, convert, prove, validate, render, write, remember.

This is what a worker does with its task, in whatever process and on whatever machine. It comes in two
steps, because who is who in the edition is known only when all documents are read: first it is read and
put aside, then its outputs are made. Whatever goes wrong is in the record of the
document; it is never a reason to lose another one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from . import state
from .aside import Aside, Waiting
from .messages import CODES, ConfigError, InputError
from .people import Identities
from .plan import ENDINGS, Plan, key, settings
from .records import Record
from .source import read_bytes, source_of
from .sources import size
from .state import Outcome
from .writing import HOPELESS, write_file

if TYPE_CHECKING:
    from .render import Readable, Ways


# what a record has from the conversion; the rest is read from the TEI
_BY_CONVERSION = ("path", "cast", "messages", "set_aside", "audit", "valid", "status")


class Task(NamedTuple):
    """A document to build, its size in bytes, who its persons are in the whole edition, and `who`: a digest of
    all that other documents have to do with it."""

    source: Path
    size: int = 0
    identities: Identities | None = None
    who: str = ""
    previous: str = ""  # the documents before and after it, by name
    next: str = ""


def is_unchanged(source: Path, plan: Plan) -> Outcome | None:
    """The outcome of an earlier run if it still holds: made from the same, and its outputs are there."""
    known = state.recall(plan, source.stem)
    if not known or not known.key or known.key != _key(source, plan):
        return None
    return known._replace(status="unchanged") if state.has_outputs(plan, known) else None


def is_read(source: Path, plan: Plan, aside: Aside) -> bool:
    """Whether an earlier run that was stopped has put the document aside as it still is."""
    made_from = aside.key_of(source.stem)
    return bool(made_from) and made_from == _key(source, plan)


def _key(source: Path, plan: Plan) -> str:
    try:
        return key(read_bytes(plan.place(source)), source, settings(source, plan), plan)
    except (InputError, ConfigError, OSError):
        return ""


def prepare(plan: Plan) -> None:
    """Load and compile what every document needs, before processes are forked that would each do so."""
    from . import edition, pickled, render, validate  # noqa: F401 they load the rest
    from .render.transform import stylesheet

    validate.prepare(validate.Checks())
    if plan.options.names == "builtin":
        from .names.lexicon import load

        load("en")  # whatever the language of a text, persons are told apart by these lists
    if "text" in plan.outputs:
        stylesheet("text.xsl")
    if "html" in plan.outputs and not plan.house.xslt:
        stylesheet("html.xsl")


def do_one(task: Path | Task, plan: Plan, aside: Aside | None = None) -> Outcome:
    """Read one document and put it `aside` (the path of its source), or make and remember it (a `Task`). Raises
    `MemoryError` only, which is the caller's to judge."""
    waiting = aside or Aside(plan)
    if isinstance(task, Task):
        return _fenced(task.source, plan, lambda: _build(task, plan, waiting))
    return _fenced(task, plan, lambda: _put_aside(task, plan, waiting))


def _fenced(source: Path, plan: Plan, work: Callable[[], Outcome]) -> Outcome:
    try:
        return work()
    except InputError as error:
        return failed(source, plan, error.code, error.detail, error.line, error.column)
    except ConfigError as error:
        return failed(source, plan, error.code, f"{error.path}:{error.line}: {error.detail}")
    except OSError as error:
        words = f"{error.filename or plan.output}: {error.strerror or error}"
        outcome = failed(source, plan, "O01", words)
        return outcome._replace(fatal=words) if error.errno in HOPELESS else outcome
    except MemoryError:
        raise
    except Exception as error:  # the last fence: one document's fault is no reason to lose the others
        return failed(source, plan, "O02", f"{type(error).__name__}: {error}")


def failed(source: Path, plan: Plan, code: str, words: str, line: int = 0, column: int = 0) -> Outcome:
    """The outcome of a document that was not made, remembered with its one message."""
    outcome, record = failure(source, plan, code, words, line, column)
    Aside(plan).clear(source.stem)  # its process may have died just after putting it there
    outcome = outcome._replace(outputs=_outputs_before(source.stem, plan))
    try:
        state.remember(plan, outcome, record)
    except OSError as error:
        return outcome._replace(fatal=f"{error.filename or plan.output}: {error.strerror or error}")
    return outcome


def failure(
    source: Path, plan: Plan, code: str, words: str, line: int = 0, column: int = 0
) -> tuple[Outcome, Record]:
    """The outcome and the record of a document that was not made."""
    record = Record(source.stem, str(source), "failed")
    record.messages.append(
        {"severity": CODES[code].severity, "code": code, "line": line, "column": column, "text": words}
    )
    return Outcome(source.stem, "failed", unread=code.startswith("I"), size=size(plan.place(source))), record


def _outputs_before(name: str, plan: Plan) -> tuple[tuple[str, int], ...]:
    """What an earlier run made of a document that fails now: it stays."""
    before = state.recall(plan, name)
    return before.outputs if before else ()


def _read(source: Path, plan: Plan) -> Waiting:
    from . import edition

    said = settings(source, plan)
    options, metadata = said
    data = read_bytes(plan.place(source))
    text, messages = source_of(data, name=source.stem, path=str(source), options=options)
    document = edition.read(text, options=options, metadata=metadata, messages=messages)
    return Waiting(key(data, source, said, plan), document)


def _put_aside(source: Path, plan: Plan, aside: Aside) -> Outcome:
    aside.put(*_read(source, plan))
    return Outcome(source.stem, "read", size=size(plan.place(source)))


def _build(task: Task, plan: Plan, aside: Aside) -> Outcome:
    name = task.source.stem
    made_from, record, outputs = _made(task, plan, aside)
    outcome = Outcome(name, record.status, record.valid, size=task.size)
    if record.status == "failed":
        outcome = outcome._replace(outputs=_outputs_before(name, plan))
    else:
        state.forget(plan, name)
        sizes = tuple(_write(plan.inside(kind, name), data, plan) for kind, data in outputs)
        outcome = outcome._replace(key=made_from, who=task.who, outputs=sizes)
    state.remember(plan, outcome, record)
    return outcome


def _made(task: Task, plan: Plan, aside: Aside) -> tuple[str, Record, Iterator[tuple[str, bytes]]]:
    """What a document was made from, its record, and its outputs by kind, which come as they are asked for:
    none where the audit failed. Each form of the document is let go before the next is made; together
    they would need twice the memory.
    """
    from . import edition

    name = task.source.stem
    made_from, document = aside.take(name) or _read(task.source, plan)
    schema = "schema" if plan.flat else "../schema"
    made = edition.complete(document, schema=schema, identities=task.identities)
    record, tree, data = edition.summary(made, Record(name)), made.tree, made.data
    del made, document
    if tree is None:
        return made_from, record, iter(())
    if plan.outputs == ("tei",):
        return made_from, record, iter((("tei", data),))
    from .render import readable
    from .render import record as record_of

    ready = readable(tree, keep=False)
    told = {field: getattr(record, field) for field in _BY_CONVERSION}
    record = record_of(ready, name)
    vars(record).update(told)
    passages = b""
    if "html" in plan.outputs:
        from .render import searchable

        passages, record.vocabulary = searchable(ready, name)
    ready.release()
    return made_from, record, _outputs([data, passages], ready, plan, task)


def _outputs(data: list[bytes], ready: Readable, plan: Plan, task: Task) -> Iterator[tuple[str, bytes]]:
    """TEI, text and HTML of a document, as far as they are wanted, and what its page offers; `data` holds the
    TEI and what the search needs, and is emptied."""
    from .render import html_page, page_bytes, to_text

    name = task.source.stem
    passages = data.pop()
    yield "tei", data.pop()
    if "text" in plan.outputs:
        yield "text", to_text(ready).encode("utf-8")
    if "html" in plan.outputs:
        yield "search", passages
        page = html_page(ready, name=name, ways=_ways(ready, plan, task), house=plan.house)
        if not plan.house.offer:
            del ready  # no other edition is made: tree, page and bytes need not be held at once
        yield "html", page_bytes(page, house=plan.house)
        if "epub" in plan.house.offer:
            from .render.epub import to_epub

            yield "epub", to_epub(ready, name=name)
        if "markdown" in plan.house.offer:
            from .render.markdown import to_markdown

            yield "markdown", to_markdown(ready).encode("utf-8")


def _ways(ready: Readable, plan: Plan, task: Task) -> Ways:
    """Where the links of a document's page lead: the pages over all documents, its other forms, its neighbours."""
    from .hrefs import quote
    from .render import Ways

    file = quote(task.source.stem)
    forms = [kind for kind in ("text", "epub", "markdown") if kind in plan.kinds]
    return Ways(
        index="index.html",
        persons="persons.html",
        places="places.html" if ready.has_places else "",
        search="search.html",
        tei=f"../tei/{file}{ENDINGS['tei']}",
        **{kind: f"../{kind}/{file}{ENDINGS[kind]}" for kind in forms},
        previous=task.previous and f"{quote(task.previous)}.html",
        next=task.next and f"{quote(task.next)}.html",
    )


def _write(inside: str, data: bytes, plan: Plan) -> tuple[str, int]:
    """Write one output; its path from the output folder, and its size."""
    write_file(plan.output / inside, data, drafts=plan.folders.drafts)
    return inside, len(data)
