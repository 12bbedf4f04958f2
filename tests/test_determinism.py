"""The same bytes, whatever the folder, the order of hashes, the number of processes or the machine."""

from __future__ import annotations

import re
import shutil
import socket
from pathlib import Path

import pytest
from support import SOURCES, program

ISO_TODAY = re.compile(r"\b20(?:2[5-9]|[3-9]\d)-\d\d-\d\d\b")  # the samples name no such day


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    home = tmp_path_factory.mktemp("first")
    shutil.copytree(SOURCES, home / "sources")
    run = program("build", cwd=home, PYTHONHASHSEED="1")
    assert run.returncode == 0, run.stderr
    return files_of(home / "build")


@pytest.mark.parametrize(("seed", "jobs"), [("2", "1"), ("3", "2"), ("random", "3")])
def test_same_bytes(first: dict[str, bytes], tmp_path: Path, seed: str, jobs: str) -> None:
    home = tmp_path / "elsewhere" / "with a blank"
    shutil.copytree(SOURCES, home / "sources")
    run = program("build", "--jobs", jobs, cwd=home, PYTHONHASHSEED=seed)
    assert run.returncode == 0, run.stderr
    made = files_of(home / "build")
    assert sorted(made) == sorted(first)
    assert [name for name in made if made[name] != first[name]] == []


def test_a_second_run_over_the_first_changes_nothing(first: dict[str, bytes], tmp_path: Path) -> None:
    shutil.copytree(SOURCES, tmp_path / "sources")
    for _ in range(2):
        assert program("build", cwd=tmp_path).returncode == 0
    assert files_of(tmp_path / "build") == first


def test_converting_gives_the_tei_of_the_build(first: dict[str, bytes], tmp_path: Path) -> None:
    """But for the way to the schema, which lies elsewhere."""
    run = program("convert", SOURCES, "-o", tmp_path / "tei", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    for name in ("keepers", "salt-road"):
        made = (tmp_path / "tei" / f"{name}.xml").read_bytes()
        assert made == first[f"tei/{name}.xml"].replace(b'href="../schema/', b'href="schema/')


def test_no_path_host_or_clock_in_the_outputs(first: dict[str, bytes]) -> None:
    host = socket.gethostname()
    for name, data in first.items():
        if name.startswith(("schema/", "tei/schema/")):
            continue  # the grammar is the same file everywhere
        text = data.decode()
        assert str(Path.home()) + "/" not in text, name
        assert "/tmp/" not in text, name
        assert len(host) < 6 or host not in text, name
        assert not ISO_TODAY.search(text), name
