"""Processes that share tasks, each of which may die: real processes, really killed."""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from tei_edition.jobs import Crew, Limits, Loss, each

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks, signals and limits of Linux")


def act(task: str) -> str:
    """Does what the task says to the process that does it."""
    if task == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    elif task == "crash":
        faulthandler.disable()  # pytest's, which would print where the test is
        os.kill(os.getpid(), signal.SIGSEGV)
    elif task == "exit":
        os._exit(7)
    elif task == "sleep":
        time.sleep(60)
    elif task == "stop":
        os.kill(os.getpid(), signal.SIGSTOP)
    elif task == "eat":
        return str(len(bytearray(500_000_000)))
    return f"done {task}"


def lost(task: str, loss: Loss) -> str:
    return f"lost {task}: {loss.kind}: {loss.words}"


def done(tasks: list[str], *, jobs: int = 2, limits: Limits | None = None) -> list[str]:
    return sorted(each(act, tasks, jobs=jobs, limits=limits, lost=lost))


@pytest.fixture(autouse=True)
def nobody_is_left() -> None:
    yield
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("jobs", [1, 2, 5, 40])
def test_every_task_is_done_once(jobs: int) -> None:
    tasks = [f"{number:02}" for number in range(30)]
    assert done(tasks, jobs=jobs) == [f"done {task}" for task in tasks]


def test_tasks_that_are_too_large_to_wait_in_a_pipe() -> None:
    tasks = [f"{number:02}" * 200_000 for number in range(12)]
    assert done(tasks) == [f"done {task}" for task in tasks]


def test_what_waited_behind_a_task_that_hangs_is_done_by_others() -> None:
    """The tasks before are soon done, so that one more is at hand where the process is stopped."""
    tasks = [f"{number:03}" for number in range(60)]
    made = done([*tasks[:50], "stop", *tasks[50:]], limits=Limits(seconds=0.5))
    assert made[:-1] == [f"done {task}" for task in tasks]
    assert made[-1].startswith("lost stop: time")


def test_processes_that_are_not_forked() -> None:
    results = each(act, ["a", "exit", "b"], jobs=2, lost=lost, fork=False)
    assert sorted(results) == [
        "done a",
        "done b",
        "lost exit: ended: the process that worked on it ended with status 7",
    ]


def whoever(task: str) -> int:
    """Which process does the task."""
    if task == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    return os.getpid()


def nobody(_task: str, _loss: Loss) -> int:
    return 0


def test_a_crew_stays_for_further_tasks() -> None:
    with Crew(whoever, jobs=2, lost=nobody) as crew:
        first = set(crew.each(["a"]))
        assert set(crew.each(["b"])) == first
        assert list(crew.each(["kill"])) == [0]
        assert not set(crew.each(["c"])) & first
    assert multiprocessing.active_children() == []


def test_no_tasks() -> None:
    assert done([]) == []


@pytest.mark.parametrize(
    ("task", "words"),
    [
        ("kill", "ended: the process that worked on it was ended by SIGKILL"),
        ("crash", "ended: the process that worked on it was ended by SIGSEGV"),
        ("exit", "ended: the process that worked on it ended with status 7"),
    ],
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_process_that_dies_costs_its_task(task: str, words: str, jobs: int) -> None:
    others = [f"{number}" for number in range(9)]
    made = done([*others[:4], task, *others[4:]], jobs=jobs)
    assert made == [*(f"done {number}" for number in others), f"lost {task}: {words}"]


@pytest.mark.parametrize("task", ["sleep", "stop"])
def test_a_process_that_hangs_costs_its_task(task: str) -> None:
    start = time.monotonic()
    made = done(["a", task, "b", "c"], limits=Limits(seconds=0.5))
    assert made == [
        "done a",
        "done b",
        "done c",
        f"lost {task}: time: stopped after 0.5 seconds, the time it may take",
    ]
    assert time.monotonic() - start < 20


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="no /proc to count memory by")
def test_a_process_that_needs_too_much_memory_costs_its_task() -> None:
    made = done(["a", "eat", "b", "c"], limits=Limits(megabytes=200))
    assert made == ["done a", "done b", "done c", "lost eat: memory: needs more than 200 MB of memory"]


def test_all_die_and_all_are_named() -> None:
    assert [line[:9] for line in done(["kill"] * 7, jobs=3)] == ["lost kill"] * 7


def test_who_gives_up_leaves_nobody_behind() -> None:
    results = each(act, ["a", "sleep", "sleep"], jobs=3, lost=lost)
    assert next(results) == "done a"
    assert multiprocessing.active_children()
    results.close()


def test_tasks_are_taken_as_they_are_wanted() -> None:
    """Nothing holds all tasks: they are drawn while earlier ones are at work."""
    drawn = []

    def tasks():
        for number in range(100):
            drawn.append(number)
            yield f"{number}"

    results = each(act, tasks(), jobs=2, lost=lost)
    next(results)
    assert len(drawn) <= 5  # two for each process, and the one that is done
    results.close()


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    report = tmp_path / "workers"
    child = os.fork()
    if not child:
        try:
            results = each(os_getpid_to, [str(report)] * 2 + ["wait"] * 2, jobs=2, lost=lost)
            for _ in results:
                pass
        finally:
            os._exit(0)
    until = time.monotonic() + 20
    while time.monotonic() < until and (not report.exists() or report.read_text().count("\n") < 2):
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    workers = [int(line) for line in report.read_text().split()]
    assert len(workers) == 2
    while time.monotonic() < until and any(alive(worker) for worker in workers):
        time.sleep(0.02)
    assert not any(alive(worker) for worker in workers)


def os_getpid_to(task: str) -> str:
    """Says who works, or works for a second."""
    if task == "wait":
        time.sleep(1)
        return task
    with Path(task).open("a") as file:
        file.write(f"{os.getpid()}\n")
    return task


def alive(process: int) -> bool:
    """Whether it runs still; one that nobody has buried yet does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
