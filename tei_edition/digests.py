"""SHA-256 of what a run reads and writes.

`hashlib` loads OpenSSL, which takes longer than digesting all that a short text needs digested; Python's own small
module, by which `hashlib` makes up for a missing OpenSSL, is there at once, but digests a megabyte five times slower.
"""

from __future__ import annotations

import importlib
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hashlib import _Hash

_LITTLE = 100_000  # bytes, which the small module has digested before `hashlib` is loaded


def sha256(data: bytes = b"") -> _Hash:
    """What `hashlib.sha256` returns."""
    digest: _Hash = (_small() if len(data) < _LITTLE else _large())(data)
    return digest


@cache
def _small() -> Any:
    for name in ("_sha2", "_sha256"):  # from Python 3.12 on, and before
        try:
            return importlib.import_module(name).sha256
        except ImportError:
            continue
    return _large()  # a Python that was built without it


@cache
def _large() -> Any:
    return importlib.import_module("hashlib").sha256
