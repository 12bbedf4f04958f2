"""The parts of a document as bytes, one after the other. They may come from a folder that others have filled: they
are unpickled with the classes of the model alone, so that nothing in them is ever executed."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from contextlib import suppress
from io import BytesIO
from typing import IO, Any

from . import model, people

_CLASSES = {
    (module.__name__, name): value
    for module in (model, people)
    for name, value in vars(module).items()
    if isinstance(value, type)
}
_WRONG = (EOFError, ValueError, TypeError, AttributeError, pickle.UnpicklingError)


def pickled(parts: Iterable[object]) -> bytes:
    """The bytes of several objects."""
    data = BytesIO()
    pickler = pickle.Pickler(data, pickle.HIGHEST_PROTOCOL)
    for part in parts:
        pickler.dump(part)
    return data.getvalue()


def unpickled(file: IO[bytes], most: int) -> Iterator[Any]:
    """The first objects of a file, as far as they can be read. Raises `OSError` where the file cannot."""
    with suppress(*_WRONG):
        unpickler = _Unpickler(file)
        for _ in range(most):
            yield unpickler.load()


class _Unpickler(pickle.Unpickler):
    """Makes what the model knows, and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _CLASSES:
            return _CLASSES[module, name]
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a document")
