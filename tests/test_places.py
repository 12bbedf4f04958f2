"""Sources and outputs at places that fsspec knows: here its file system in memory."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from support import SOURCES, program

from tei_edition.cli import main

upath = pytest.importorskip("upath", reason="the extra `cluster` is not installed")


@pytest.fixture
def place() -> Iterator[str]:
    """A place with the samples in it."""
    home = upath.UPath("memory://samples")
    for source in SOURCES.iterdir():
        (home / source.name).write_bytes(source.read_bytes())
    yield "memory://samples"
    for name in ("samples", "made"):
        if upath.UPath(f"memory://{name}").exists():
            home.fs.rm(f"/{name}", recursive=True)


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == 0, result.stderr
    return result.stderr


def files_at(folder: Path) -> dict[str, bytes]:
    """Of the outputs: what is remembered names the sources, which lie elsewhere."""
    parts = (folder / kind for kind in ("tei", "html", "text"))
    return {path.name: path.read_bytes() for part in parts for path in part.rglob("*") if path.is_file()}


def test_a_place_is_as_good_as_a_folder(place: str, tmp_path: Path) -> None:
    shutil.copytree(SOURCES, tmp_path / "samples")
    assert program("build", "samples", "-o", "made", cwd=tmp_path).returncode == 0
    run("build", place, "-o", "memory://made", "--jobs", "1")
    assert files_at(upath.UPath("memory://made")) == files_at(tmp_path / "made")
    assert "6 unchanged" in run("build", place, "-o", "memory://made", "--jobs", "1")


def test_sources_here_and_outputs_there(place: str) -> None:
    run("build", str(SOURCES), "-o", "memory://made", "--jobs", "1")
    assert (upath.UPath("memory://made") / "html" / "index.html").read_bytes().endswith(b"</html>\n")
    assert place


def test_a_place_that_is_none() -> None:
    result = CliRunner().invoke(main, ["build", "nonsense://here"])
    assert result.exit_code == 2
    assert "nonsense" in result.stderr


def test_without_the_extra_the_message_says_how_to_get_it(tmp_path: Path) -> None:
    (tmp_path / "upath.py").write_text("raise ModuleNotFoundError(name='upath')")
    run = program("build", "memory://here", cwd=tmp_path, PYTHONPATH=str(tmp_path))
    assert run.returncode == 2
    assert "pip install 'tei-edition[cluster]'" in run.stderr
