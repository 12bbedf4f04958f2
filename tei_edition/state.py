"""What a run remembers on the disk: for each document what it was made from, and its record.

One small file a document, written by the process that made the document, after all its outputs: a run
that is killed leaves nothing half remembered, the next one skips what stands, and the pages over all
documents are made by reading these files one after the other. Nothing of a time or of a machine is in
them. Four lines of JSON, so that nobody reads more than is needed: the outcome; the messages; the cast, for
who is who in the edition; the rest of the record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from . import __version__
from .digests import sha256
from .people import Member, PersonEntry
from .plan import Plan
from .records import Record
from .writing import write_file

Messages = list[dict[str, str | int]]
_ENTRIES = ("persons", "places")  # fields of a record that hold such entries
_ANYTHING_WRONG = (
    OSError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
)  # in a file that is not ours any more
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Outcome(NamedTuple):
    """What became of one document, as far as a run must know while it runs.

    `key` is the digest of what it was made from, empty for one that failed, `who` that of who its persons
    are in the whole edition; `outputs` are pairs of path (from the output folder) and size in bytes;
    `fatal` says why no other document can be written either.
    """

    name: str
    status: str = "written"  # or "failed"; "read" and "unchanged" are never on the disk
    valid: bool = False
    unread: bool = False
    key: str = ""
    who: str = ""
    outputs: tuple[tuple[str, int], ...] = ()
    size: int = 0  # of the source, in bytes
    fatal: str = ""


class MadeFrom:
    """What a whole edition is made from: all its documents, taken in as they come."""

    def __init__(self) -> None:
        self._sum = 0  # of the digests of the documents, so that their order is nothing
        self._whole = True

    def add(self, outcome: Outcome) -> None:
        """Take in what became of a document at last."""
        told = f"{outcome.name} {outcome.key} {outcome.who}".encode()
        self._sum += int.from_bytes(sha256(told).digest())
        self._whole &= bool(outcome.key)

    def digest(self, sources: Iterable[Path]) -> str:
        """A digest of it, with the order of the sources; empty where one has failed, which will be tried again."""
        total = sha256(f"{__version__} {self._sum:x}".encode())
        for source in sources:
            total.update(f"{source}\n".encode())
        return total.hexdigest() if self._whole else ""


def prepare(plan: Plan) -> None:
    """Make the folders of what is remembered, and clear away what a killed run left. Raises `OSError`."""
    plan.folders.documents.mkdir(parents=True, exist_ok=True)
    sweep(plan)
    plan.folders.drafts.mkdir(exist_ok=True)


def sweep(plan: Plan) -> None:
    """Remove what killed processes left half written, and the folder of the drafts."""
    drafts = plan.folders.drafts
    with suppress(OSError):
        for draft in drafts.glob(".*.part"):
            draft.unlink(missing_ok=True)
        drafts.rmdir()


def recall(plan: Plan, name: str) -> Outcome | None:
    """What is remembered of the document `name`; None where there is nothing, or nothing that can be read."""
    try:
        told = json.loads(_lines(plan, name, 1)[0])
        told["outputs"] = tuple((path, size) for path, size in told["outputs"])
        return Outcome(name, **told)
    except _ANYTHING_WRONG:
        return None


def forget(plan: Plan, name: str) -> None:
    """Forget a document, as is done before its outputs change. Raises `OSError` but for one unknown."""
    _path(plan, name).unlink(missing_ok=True)


def remember(plan: Plan, outcome: Outcome, record: Record) -> None:
    """Write down what became of a document. Raises `OSError`."""
    told = outcome._asdict()
    del told["name"], told["size"], told["fatal"]
    parts = (told, record.messages, [member._asdict() for member in record.cast], _plain(record))
    data = "".join(f"{_json(part)}\n" for part in parts)
    write_file(_path(plan, outcome.name), data.encode(), drafts=plan.folders.drafts)


def messages_of(plan: Plan, name: str) -> Messages:
    """What there is to tell of a document; empty where it is not remembered."""
    try:
        messages: Messages = json.loads(_lines(plan, name, 2)[1])
        return messages
    except _ANYTHING_WRONG:
        return []


def cast_of(plan: Plan, name: str) -> list[Member]:
    """The cast of a document; empty where it is not remembered."""
    try:
        rows = json.loads(_lines(plan, name, 3)[2])
        return [Member(**{**row, "given": tuple(row["given"])}) for row in rows]
    except _ANYTHING_WRONG:
        return []


def record_of(plan: Plan, name: str) -> Record | None:
    """The record of a document, without its cast; None where it is not remembered."""
    try:
        _, messages, _, record = _lines(plan, name, 4)
        return _record(json.loads(record), json.loads(messages))
    except _ANYTHING_WRONG:
        return None


def names(plan: Plan) -> Iterator[str]:
    """The names of all documents that are remembered, in no order."""
    for path in plan.folders.documents.glob("*.json"):
        yield path.stem


def has_outputs(plan: Plan, outcome: Outcome) -> bool:
    """Whether the outputs of a document lie there still, as long as they were."""
    with suppress(OSError):
        return all((plan.output / path).stat().st_size == size for path, size in outcome.outputs)
    return False


def discard(plan: Plan, name: str) -> None:
    """Remove all outputs of a document and forget it. Raises `OSError`."""
    outcome = recall(plan, name)
    for path, _ in outcome.outputs if outcome else ():
        (plan.output / path).unlink(missing_ok=True)
    forget(plan, name)


def edition_made_from(plan: Plan) -> str:
    """The digest of all documents of the last run that came to its end; empty where that is not known."""
    try:
        return _edition(plan).read_text("ascii").strip()
    except _ANYTHING_WRONG:
        return ""


def edition_is_made(plan: Plan, digest: str) -> None:
    """Keep the digest; an empty one says that the edition is being made. Raises `OSError`."""
    if digest:
        write_file(_edition(plan), f"{digest}\n".encode(), drafts=plan.folders.drafts)
    else:
        _edition(plan).unlink(missing_ok=True)


def _edition(plan: Plan) -> Path:
    return plan.state / "edition"


def _path(plan: Plan, name: str) -> Path:
    return plan.folders.documents / f"{name}.json"


def _lines(plan: Plan, name: str, number: int) -> list[bytes]:
    """The first so many lines of what is remembered of a document."""
    with _path(plan, name).open("rb") as file:
        return [file.readline() for _ in range(number)]


def _plain(record: Record) -> dict[str, Any]:
    told = {name: value for name, value in vars(record).items() if name not in ("messages", "cast")}
    for kind in _ENTRIES:
        told[kind] = [vars(entry) for entry in told[kind]]
    return told


def _record(told: dict[str, Any], messages: Messages) -> Record:
    for kind in _ENTRIES:
        for entry in told[kind]:
            entry["mentions"] = [(place, words) for place, words in entry["mentions"]]
        told[kind] = [PersonEntry(**entry) for entry in told[kind]]
    record = Record(told["name"])
    if told.keys() - vars(record).keys():
        raise KeyError("no record has that")
    record.messages = messages
    vars(record).update(told)
    return record
