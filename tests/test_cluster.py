"""The work shared out to other processes by dask: a real scheduler and two real workers, one of them killed."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import SOURCES, program

distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")

DOCUMENTS = 48


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cluster")
    texts = [path.read_text("utf-8") for path in sorted(SOURCES.glob("*.txt"))]
    (folder / "in").mkdir()
    for number in range(DOCUMENTS):
        (folder / "in" / f"t{number:02}.txt").write_text(texts[number % len(texts)], "utf-8")
    return folder


@pytest.fixture(scope="module")
def expected(home: Path) -> dict[str, bytes]:
    assert program("build", "in", "-o", "local", "--jobs", "1", cwd=home).returncode == 0
    return files_of(home / "local")


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def dask(program_: str, *arguments: str | Path, cwd: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-W", "ignore", "-m", f"distributed.cli.dask_{program_}", *map(str, arguments)]
    return subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler on the loopback interface, and its two workers."""
    told = tmp_path / "scheduler.json"
    common = ("--scheduler-file", told, "--no-dashboard")
    scheduler = dask("scheduler", "--host", "127.0.0.1", "--port", "0", *common, cwd=tmp_path)
    workers = []
    try:
        until = time.monotonic() + 60
        while not told.exists() or not told.read_text().strip():
            assert time.monotonic() < until, "the scheduler does not come up"
            time.sleep(0.05)
        address = json.loads(told.read_text())["address"].removeprefix("tcp://")
        place = ("--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--no-dashboard")
        workers = [dask("worker", f"tcp://{address}", *place, cwd=tmp_path) for _ in range(2)]
        with distributed.Client(f"tcp://{address}") as client:
            client.wait_for_workers(2, timeout=60)
        yield f"dask://{address}", workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def test_a_cluster_makes_the_same_bytes(home: Path, expected: dict[str, bytes], cluster) -> None:
    address, _ = cluster
    run = program("build", "in", "-o", "shared", "--executor", address, cwd=home)
    assert run.returncode == 0, run.stderr
    assert files_of(home / "shared") == expected
    run = program("build", "in", "-o", "shared", "--executor", address, cwd=home)
    assert f"{DOCUMENTS} unchanged" in run.stderr


def test_a_worker_that_is_killed_costs_nothing_but_time(
    home: Path, expected: dict[str, bytes], cluster
) -> None:
    address, workers = cluster
    command = [sys.executable, "-m", "tei_edition", "build", "in", "-o", "killed", "--executor", address]
    run = subprocess.Popen(command, cwd=home, text=True, encoding="utf-8", stderr=subprocess.PIPE)
    read = home / "killed" / ".tei-edition" / "read"
    until = time.monotonic() + 60
    while len(list(read.glob("*.read"))) < 3:
        assert time.monotonic() < until, "the run does not begin"
        time.sleep(0.005)
    workers[0].kill()
    _, stderr = run.communicate(timeout=120)
    assert run.returncode == 0, stderr
    assert files_of(home / "killed") == expected


def test_an_embedded_cluster(home: Path, expected: dict[str, bytes]) -> None:
    run = program("build", "in", "-o", "embedded", "--executor", "dask", "--jobs", "2", cwd=home)
    assert run.returncode == 0, run.stderr
    assert "Traceback" not in run.stderr
    assert files_of(home / "embedded") == expected


@pytest.mark.parametrize(
    ("executor", "words"),
    [
        ("spark", "no executor is called spark; write dask or dask://host:port"),
        ("dask://127.0.0.1:1", "no scheduler answers at 127.0.0.1:1"),
    ],
)
def test_no_cluster_there(home: Path, executor: str, words: str) -> None:
    run = program("build", "in", "-o", "nowhere", "--executor", executor, cwd=home)
    assert run.returncode == 2
    assert words in run.stderr
    assert "Traceback" not in run.stderr


def test_without_the_extra_the_message_says_how_to_get_it(home: Path, tmp_path: Path) -> None:
    (tmp_path / "distributed.py").write_text("raise ImportError")
    run = program("build", "in", "-o", "nowhere", "--executor", "dask", cwd=home, PYTHONPATH=str(tmp_path))
    assert run.returncode == 2
    assert "pip install 'tei-edition[cluster]'" in run.stderr
