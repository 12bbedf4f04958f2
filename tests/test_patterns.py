"""Every pattern that is compiled on first use does compile, and behaves as a pattern."""

from __future__ import annotations

import importlib
import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import tei_edition
from tei_edition import pattern_store, resources
from tei_edition import store as kept
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


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty store of its own; what is compiled in a test is not kept beyond it."""
    path = tmp_path / "kept"
    monkeypatch.setattr(kept, "_path", lambda _: path)
    monkeypatch.setattr(kept, "_kept", {})
    monkeypatch.setattr(kept, "_new", {})
    monkeypatch.setattr(sys, "dont_write_bytecode", False)  # whatever the environment of the tests says
    return path


def run_again() -> None:
    """What the end of a process and the start of the next one do."""
    kept.keep()
    kept._kept.clear()
    kept._new.clear()


def test_a_kept_pattern_is_the_compiled_one(store: Path) -> None:
    patterns = {(p.pattern, int(p.flags)) for p in _patterns().values()}  # type: ignore[attr-defined]
    for source, flags in patterns:
        pattern_store.compiled(source, flags)
    run_again()
    assert store.is_file()
    for source, flags in patterns:
        again, fresh = pattern_store.compiled(source, flags), re.compile(source, flags)
        assert again == fresh  # compares flags, groups and the engine's numbers
        assert dict(again.groupindex) == dict(fresh.groupindex)
    assert not kept._new, "all came from the file"


def test_one_run_adds_to_another(store: Path) -> None:
    for source in ("a+", "b+"):
        pattern_store.compiled(source)
        run_again()
    pattern_store.compiled("a+")
    pattern_store.compiled("b+")
    assert not kept._new
    assert store.is_file()


@pytest.mark.parametrize("content", [b"", b"\x00", b"no cache", b"\xe9\x00\x00\x00\x00"])
def test_a_file_that_is_none_does_no_harm(store: Path, content: bytes) -> None:
    store.write_bytes(content)
    assert pattern_store.compiled("a+").search("baa")
    run_again()
    assert pattern_store.compiled("a+").search("baa")


def test_damaged_numbers_do_no_harm(store: Path) -> None:
    pattern_store.compiled("a+b")
    entry = kept._new["pattern"]["a+b", 0]
    for numbers in (entry[1][4:], entry[1][::-1], b"\xff" * 40, b""):
        kept._new["pattern"] = {("a+b", 0): (entry[0], numbers, *entry[2:])}
        run_again()
        assert pattern_store.compiled("a+b").fullmatch("aab")
    assert store.is_file()


def test_of_another_python_nothing_is_taken(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pattern_store.compiled("a+")
    run_again()
    monkeypatch.setattr(kept, "_maker", lambda: ("another", 0))
    pattern_store.compiled("a+")
    assert kept._new
    assert store.is_file()


@pytest.mark.parametrize("changed", ["list.txt", "maker.py", ""])
def test_what_is_made_of_files_is_made_anew_when_they_or_its_module_change(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    module = tmp_path / "maker.py"
    module.write_text("made = []\n\n\ndef make():\n    made.append(1)\n    return 'made'\n")
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "list.txt").write_text("a")
    monkeypatch.syspath_prepend(tmp_path)
    maker = importlib.import_module("maker")
    for _ in range(2):
        assert resources.from_files("list", resources.files_in(tmp_path / "lists"), maker.make) == "made"
        run_again()
        for path in (path for path in tmp_path.rglob(changed) if changed):
            path.write_text(f"{path.read_text()}#\n")
    del sys.modules["maker"]
    assert len(maker.made) == (2 if changed else 1)
    assert store.is_file()


def test_the_store_does_not_grow_for_ever(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_MOST", 3)
    for source in "abcdef":
        pattern_store.compiled(source)
        run_again()
    pattern_store.compiled("f")
    assert len(kept._kept["pattern"]) <= 3
    assert store.is_file()


def test_nowhere_to_write_is_no_fault(store: Path) -> None:
    store.mkdir()
    assert pattern_store.compiled("a+").search("baa")
    run_again()
    assert not list(store.parent.glob("*.part"))


def test_it_is_read_where_bytecode_may_not_be_written(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pattern_store.compiled("a+")
    run_again()
    before = store.read_bytes()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    pattern_store.compiled("a+")
    pattern_store.compiled("b+")
    assert list(kept._new["pattern"]) == [("b+", 0)]
    run_again()
    assert store.read_bytes() == before


@pytest.mark.parametrize("allowed", [True, False])
def test_it_is_written_where_bytecode_may_be(tmp_path: Path, allowed: bool) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(tmp_path)
    if not allowed:
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
    code = "from tei_edition.patterns import lazy; lazy('a+').match('a')"
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False)
    assert (run.returncode, run.stderr) == (0, b"")
    assert bool(list(tmp_path.rglob("*.pattern"))) == allowed
