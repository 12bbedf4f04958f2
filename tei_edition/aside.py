"""Documents that were read and wait, on the disk, until it is known who is who in the edition.

Reading takes more than half of the time a document costs, and pickling what was read a twentieth of it; so a
document is not read twice, not even by a run that goes on where another was stopped. The files lie in
the folder of the outputs, which others may have filled: they are unpickled with the classes of
the model alone, so that nothing in them is ever executed.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from . import model, people
from .model import Document
from .people import Guidance, Member
from .plan import Plan
from .records import replace
from .writing import write_file

_CLASSES = {
    (module.__name__, name): value
    for module in (model, people)
    for name, value in vars(module).items()
    if isinstance(value, type)
}


def put_aside(plan: Plan, key: str, document: Document, *, drafts: Path) -> None:
    """Keep a document that was read, and the key of what it was read from; what the editor says of persons,
    which is the same for all, stays in the plan. Raises `OSError`."""
    document.options = replace(document.options, guidance=Guidance())
    path = _path(plan, document.source.name)
    path.parent.mkdir(exist_ok=True)
    parts = (key, document.cast, document)
    data = b"".join(pickle.dumps(part, pickle.HIGHEST_PROTOCOL) for part in parts)
    write_file(path, data, drafts=drafts)


def key_of(plan: Plan, name: str) -> str:
    """The key of a document that was put aside; empty where there is none."""
    return str(next(_parts(plan, name), ""))


def cast_of(plan: Plan, name: str) -> list[Member]:
    """The cast of a document that was put aside; empty where there is none."""
    parts = _parts(plan, name)
    next(parts, "")
    return next(parts, [])


def take_up(plan: Plan, name: str) -> tuple[str, Document] | None:
    """The key and the document that was put aside; None where there is none."""
    parts = list(_parts(plan, name))
    if len(parts) != 3:
        return None
    document: Document = parts[2]
    document.options = replace(document.options, guidance=plan.options.guidance)
    return parts[0], document


def clear(plan: Plan, name: str = "") -> None:
    """Remove what was put aside of one document, or of all."""
    with suppress(OSError):
        if name:
            _path(plan, name).unlink(missing_ok=True)
            return
        for path in _folder(plan).glob("*.read"):
            path.unlink(missing_ok=True)
        _folder(plan).rmdir()


def _folder(plan: Plan) -> Path:
    return plan.state / "read"


def _path(plan: Plan, name: str) -> Path:
    return _folder(plan) / f"{name}.read"


def _parts(plan: Plan, name: str) -> Iterator[Any]:
    """Key, cast and document of a file, as far as they can be read."""
    wrong = (OSError, EOFError, ValueError, TypeError, AttributeError, pickle.UnpicklingError)
    with suppress(*wrong), _path(plan, name).open("rb") as file:
        for _ in range(3):
            yield _Unpickler(file).load()


class _Unpickler(pickle.Unpickler):
    """Makes what the model knows, and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _CLASSES:
            return _CLASSES[module, name]
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a document")
