"""Every pattern that is compiled on first use does compile, and behaves as a pattern."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import tei_edition
from tei_edition.patterns import lazy

_LAZY = type(lazy(""))


def _values(value: object) -> list[object]:
    """A value and, if it is a table, what it holds."""
    if isinstance(value, dict):
        return [one for v in value.values() for one in _values(v)]
    if isinstance(value, (tuple, list)):
        return [one for v in value for one in _values(v)]
    return [value]


def _patterns() -> dict[str, object]:
    modules = [
        importlib.import_module(m.name)
        for m in pkgutil.walk_packages(tei_edition.__path__, "tei_edition.")
        if not m.name.endswith("__main__")  # which would run the program
    ]
    return {
        f"{module.__name__}.{name}:{i}": one
        for module in modules
        for name, value in vars(module).items()
        for i, one in enumerate(_values(value))
        if isinstance(one, _LAZY)
    }


def test_every_pattern_compiles() -> None:
    patterns = _patterns()
    assert len(patterns) > 200
    for where, pattern in patterns.items():
        try:
            re.compile(pattern.pattern, pattern.flags)  # type: ignore[attr-defined]
        except re.error as error:
            pytest.fail(f"{where}: {error}")


def test_a_wrong_pattern_is_told_at_its_use() -> None:
    wrong = lazy("(")
    with pytest.raises(re.error):
        wrong.match("a")


def test_it_works_as_a_pattern() -> None:
    found = lazy(r"(?P<n>\d+)", re.I)
    match = found.search("page 12")
    assert match is not None
    assert (match["n"], found.groups, dict(found.groupindex)) == ("12", 1, {"n": 1})
    assert found.sub("x", "1 2") == "x x"
