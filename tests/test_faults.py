"""What goes wrong on real machines, done for real: processes killed and stopped, disks full and write-protected,
sources that go or change. Nothing half is left, nothing is lost, and the next run ends in the same bytes."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree
from support import SOURCES, program

from tei_edition.model import Metadata, Options
from tei_edition.plan import Plan
from tei_edition.progress import LOG, TERMINAL, Progress, duration
from tei_edition.task import do_one
from tei_edition.writing import write_file

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals, limits and /proc of Linux")

DOCUMENTS = 24
COMMAND = [sys.executable, "-m", "tei_edition", "build", "in", "-o", "out"]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder of texts that take two processes a second or two."""
    texts = [path.read_text("utf-8") for path in sorted(SOURCES.glob("*.txt"))]
    (tmp_path / "in").mkdir()
    for number in range(DOCUMENTS):
        text = texts[number % len(texts)]
        (tmp_path / "in" / f"t{number:02}.txt").write_text("\n\n".join([text] * (1 + number % 5)), "utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], dict[str, bytes]]:
    """The files of a run into an empty folder, from the same texts."""
    made: dict[str, bytes] = {}
    folder = tmp_path_factory.mktemp("clean")

    def files(home: Path) -> dict[str, bytes]:
        if not made:
            shutil.copytree(home / "in", folder / "in")
            assert program("build", "in", "-o", "out", cwd=folder).returncode == 0
            made.update(files_of(folder / "out"))
        return made

    return files


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def start(home: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, "--jobs", "2", *arguments],
        cwd=home, text=True, encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a job in the background ignores it
    )  # fmt: skip


def wait_until(what: Callable[[], object]) -> None:
    until = time.monotonic() + 60
    while not what():
        assert time.monotonic() < until, "it never came"
        time.sleep(0.005)


def workers_of(process: int) -> list[int]:
    try:
        return [int(p) for p in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def state(home: Path, part: str) -> int:
    return len(list((home / "out" / ".tei-edition" / part).glob("t*")))


def goes_on_to_the_same_bytes(home: Path, clean: dict[str, bytes]) -> None:
    run = program("build", "in", "-o", "out", cwd=home)
    assert run.returncode == 0, run.stderr
    assert files_of(home / "out") == clean


@pytest.mark.parametrize(("part", "number"), [("read", 1), ("read", 9), ("documents", 1), ("documents", 14)])
def test_kill_9_leaves_nothing_half(home: Path, clean, part: str, number: int) -> None:
    run = start(home)
    wait_until(lambda: state(home, part) >= number)
    run.kill()
    run.communicate()
    for path in (home / "out").rglob("t*.xml"):
        etree.parse(path)  # whole
    for path in (home / "out").rglob("t*.html"):
        assert path.read_bytes().rstrip().endswith(b"</html>")
    goes_on_to_the_same_bytes(home, clean(home))


@pytest.mark.parametrize("part", ["read", "documents"])
def test_ctrl_c_keeps_what_is_done(home: Path, clean, part: str) -> None:
    run = start(home)
    wait_until(lambda: state(home, part) >= 5)
    workers = workers_of(run.pid)
    run.send_signal(signal.SIGINT)
    _, stderr = run.communicate(timeout=30)
    assert run.returncode == 130, stderr
    assert "Traceback" not in stderr
    assert re.search(
        r"stopped: interrupted; \d+ document\(s\) done and \d+ read are kept, \d+ left\. ", stderr
    )
    assert "The same command goes on from there." in stderr
    assert not [worker for worker in workers if Path(f"/proc/{worker}").exists()]
    assert not (home / "out" / ".tei-edition" / "drafts").exists()
    assert state(home, "read") + state(home, "documents") >= 5
    goes_on_to_the_same_bytes(home, clean(home))


@pytest.mark.parametrize(
    ("signal_", "words"), [(signal.SIGKILL, "was ended by SIGKILL [O04]"), (signal.SIGSEGV, "SIGSEGV [O04]")]
)
def test_a_worker_that_is_killed_costs_one_document(home: Path, clean, signal_: int, words: str) -> None:
    run = start(home)
    wait_until(lambda: workers_of(run.pid) and state(home, "read") >= 2)
    os.kill(workers_of(run.pid)[0], signal_)
    _, stderr = run.communicate(timeout=60)
    assert run.returncode == 1, stderr
    errors = [line for line in stderr.splitlines() if ": error: " in line]
    assert len(errors) == 1
    assert errors[0].endswith(words)
    name = Path(errors[0].split(":")[0]).stem
    assert f"{DOCUMENTS - 1} document(s) written and proved, 1 failed" in stderr
    assert words[:-6] in (home / "out" / "report.html").read_text()
    assert not (home / "out" / "tei" / f"{name}.xml").exists()
    goes_on_to_the_same_bytes(home, clean(home))


def test_a_worker_that_hangs_costs_one_document(home: Path, clean) -> None:
    run = start(home, "--time-limit", "3")
    wait_until(lambda: workers_of(run.pid) and state(home, "read") >= 2)
    os.kill(workers_of(run.pid)[0], signal.SIGSTOP)
    _, stderr = run.communicate(timeout=60)
    assert run.returncode == 1, stderr
    errors = [line for line in stderr.splitlines() if ": error: " in line]
    assert [line.partition(": error: ")[2] for line in errors] == [
        "stopped after 3 seconds, the time it may take [O03]"
    ]
    goes_on_to_the_same_bytes(home, clean(home))


def test_a_document_that_needs_too_much_memory(home: Path, clean) -> None:
    (home / "in" / "huge.txt").write_text("A word and another word. " * 100_000)
    run = program("build", "in", "-o", "out", "--memory-limit", "20", cwd=home)
    assert run.returncode == 1
    errors = [line for line in run.stderr.splitlines() if ": error: " in line]
    assert errors == ["in/huge.txt: error: needs more than 20 MB of memory [O03]"]
    (home / "in" / "huge.txt").unlink()
    run = program("build", "in", "-o", "out", "--prune", cwd=home)
    assert files_of(home / "out") == clean(home)


def mounted(home: Path, *commands: str) -> subprocess.CompletedProcess[str]:
    """A shell that has a file system of its own on `out`, of half a megabyte, which goes with it."""
    (home / "out").mkdir()
    script = " && ".join(["mount -t tmpfs -o size=512k none out", *commands])
    run = subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", script],
        cwd=home, text=True, capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    if "unshare" in run.stderr or "mount:" in run.stderr:
        pytest.skip("no file system can be mounted here: " + run.stderr.strip())
    return run


@pytest.mark.skipif(not shutil.which("unshare"), reason="no unshare")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_full_disk_stops_the_run(home: Path, jobs: str, clean) -> None:
    build = " ".join([*COMMAND, "--jobs", jobs])
    run = mounted(home, f"{{ {build}; echo status $?; }}", "find out -name '*.part'", "cp -r out kept")
    assert "status 1" in run.stdout
    assert ".part" not in run.stdout
    assert "Traceback" not in run.stderr
    assert run.stderr.count("No space left on device") <= 4
    assert "The same command goes on from there." in run.stderr
    for path in (home / "kept").rglob("t*.xml"):
        etree.parse(path)
    (home / "out").rmdir()
    (home / "kept").rename(home / "out")  # the same on a larger disk
    goes_on_to_the_same_bytes(home, clean(home))


@pytest.mark.skipif(not shutil.which("unshare"), reason="no unshare")
def test_a_write_protected_folder(home: Path) -> None:
    build = " ".join(COMMAND)
    run = mounted(home, "mount -o remount,ro out", f"{{ {build}; echo status $?; }}")
    assert "status 1" in run.stdout
    (error,) = run.stderr.splitlines()
    assert error.startswith("error: cannot write out/")
    assert error.endswith("Read-only file system [O01]")


def test_a_source_that_vanishes(home: Path) -> None:
    """It is there when the run begins, and gone when its turn comes."""
    run = start(home)
    wait_until(lambda: state(home, "read") >= 1)
    (home / "in" / "t00.txt").unlink()  # the smallest: its turn is last
    _, stderr = run.communicate(timeout=60)
    errors = [line for line in stderr.splitlines() if ": error: " in line]
    assert errors == ["in/t00.txt: error: No such file or directory [I06]"]
    assert f"{DOCUMENTS - 1} document(s) written and proved, 1 failed" in stderr


def test_a_source_that_changes_while_it_is_read(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = Plan(home / "out", Options(), Metadata())
    source = home / "in" / "t01.txt"
    real = Path.read_bytes

    def slow(path: Path) -> bytes:
        data = real(path)
        with path.open("ab") as file:  # another program is still at it
            file.write(b"And more.\n")
        return data

    monkeypatch.setattr(Path, "read_bytes", slow)
    (home / "out" / ".tei-edition" / "documents").mkdir(parents=True)
    (home / "out" / ".tei-edition" / "drafts").mkdir()
    outcome = do_one(source, plan)
    assert (outcome.status, outcome.fatal) == ("failed", "")
    remembered = (home / "out" / ".tei-edition" / "documents" / "t01.json").read_text()
    assert "the file changed while it was read" in remembered


def test_a_source_that_changes_between_reading_and_writing(home: Path) -> None:
    """What was read is written; the next run sees the change."""
    run = start(home)
    wait_until(lambda: state(home, "documents") >= 1)
    source = home / "in" / "t00.txt"
    source.write_text(source.read_text() + "\nOne line more, which is told.\n")
    run.communicate(timeout=60)
    assert run.returncode == 0
    run = program("build", "in", "-o", "out", cwd=home)
    assert run.returncode == 0
    assert "One line more, which is told." in (home / "out" / "text" / "t00.txt").read_text()


def test_a_draft_is_removed_when_writing_fails(tmp_path: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"one"
        raise OSError(28, "No space left on device")

    (tmp_path / "page").write_bytes(b"as it was")
    with pytest.raises(OSError, match="No space"):
        write_file(tmp_path / "page", pieces())
    assert files_of(tmp_path) == {"page": b"as it was"}


class Clock:
    """Seconds that a test sets."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_progress_says_rate_and_rest() -> None:
    clock = Clock()
    progress = Progress(every=TERMINAL, clock=clock)
    assert progress.told(documents=1000, done=1, total=100, failed=0) == ""
    clock.now += 10
    told = progress.told(documents=1000, done=25, total=100, failed=2)
    assert told == "25% of 1,000 documents, 25 a second, 30 s left, 2 failed"
    assert progress.told(documents=1000, done=26, total=100, failed=2) == ""


def test_progress_in_a_log_is_a_line_a_minute() -> None:
    clock = Clock()
    progress = Progress(every=LOG, clock=clock)
    lines = []
    for second in range(1, 301):
        clock.now += 1
        lines.append(progress.told(documents=600, done=second, total=600, failed=0))
    assert [line for line in lines if line][:2] == [
        "10% of 600 documents, 1 a second, 9 min left",
        "20% of 600 documents, 1 a second, 8 min left",
    ]
    assert len([line for line in lines if line]) == 5


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.4, "0 s"), (89, "89 s"), (150, "2 min"), (7500, "2 h 5 min"), (7200, "2 h"), (273_600, "3 d 4 h")],
)
def test_durations(seconds: float, words: str) -> None:
    assert duration(seconds) == words


HOLDS = """
import sys
from pathlib import Path
from tei_edition.lock import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_one_run_at_a_time_in_a_folder(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("A Title\n\nSome words of a text, and a stop.\n", encoding="utf-8")
    state = tmp_path / "out" / ".tei-edition"
    state.mkdir(parents=True)
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(state)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    run = program("build", "in", "-o", "out", cwd=tmp_path)
    assert run.returncode == 2
    assert "another run writes into out: wait for its end" in run.stderr
    assert not (tmp_path / "out" / "tei").exists()
    other.kill()
    other.communicate()
    assert program("build", "in", "-o", "out", cwd=tmp_path).returncode == 0
