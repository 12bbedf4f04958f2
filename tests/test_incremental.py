"""Only what changed is made anew, and what then stands is, byte for byte, what a first run would have made."""

from __future__ import annotations

import json
import os
import shutil
import threading
import time
from pathlib import Path

import pytest
from support import SOURCES, program

from tei_edition import plan as plan_module
from tei_edition import state
from tei_edition.aside import Aside
from tei_edition.corpus import Run, Ways, build
from tei_edition.edition import read
from tei_edition.model import Metadata, Options
from tei_edition.plan import Plan
from tei_edition.source import source_of
from tei_edition.sources import find_sources
from tei_edition.watching import look, wait_for_change

TEXT = "The {0} Lamp\n\nby Agnes Thorley\n\nThe lamps on the quay were lit by {1}, and {1} was paid by the lamp.\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for name, person in (("first", "Jonas Fell"), ("second", "Ada Harrow"), ("third", "Captain Rook")):
        (tmp_path / "in" / f"{name}.txt").write_text(TEXT.format(name.capitalize(), person))
    return tmp_path


def made(output: str = "out", *, ways: Ways | None = None, **how: object) -> Run:
    plan = Plan(Path(output), Options(language="en"), Metadata(), **how)  # type: ignore[arg-type]
    return build(find_sources([Path("in")]), plan, ways or Ways(jobs=1))


def figures(run: Run) -> tuple[int, int, int]:
    return run.written, run.unchanged, run.failed


def files_of(folder: str) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in Path(folder).rglob("*") if p.is_file()}


def times_of(folder: str) -> dict[str, int]:
    return {
        str(p): p.stat().st_mtime_ns
        for p in Path(folder).rglob("*")
        if p.is_file() and "schema" not in str(p)
    }


def is_as_new() -> bool:
    """Whether all files are those of a run into an empty folder."""
    shutil.rmtree("new", ignore_errors=True)
    made("new")
    return files_of("out") == files_of("new")


@pytest.mark.usefixtures("home")
def test_a_second_run_touches_nothing() -> None:
    assert figures(made()) == (3, 0, 0)
    before = times_of("out")
    assert figures(made()) == (0, 3, 0)
    assert times_of("out") == before


def test_one_change_makes_one_document(home: Path) -> None:
    made()
    before = times_of("out")
    (home / "in" / "second.txt").write_text(TEXT.format("Second", "Ada Harrow") + "\nIt is out.\n")
    assert figures(made()) == (1, 2, 0)
    changed = {path for path, when in times_of("out").items() if before[path] != when}
    assert {Path(path).stem for path in changed if "/tei/" in path} == {"second"}
    assert "It is out." in (home / "out" / "text" / "second.txt").read_text()
    assert is_as_new()


def test_a_sidecar_counts(home: Path) -> None:
    made()
    (home / "in" / "first.toml").write_text('title = "Another Lamp"\n')
    assert figures(made()) == (1, 2, 0)
    assert "Another Lamp" in (home / "out" / "html" / "index.html").read_text()
    (home / "in" / "first.toml").unlink()
    assert figures(made()) == (1, 2, 0)
    assert is_as_new()


@pytest.mark.usefixtures("home")
def test_settings_count() -> None:
    made()
    plan = Plan(Path("out"), Options(language="de"), Metadata())
    assert build(find_sources([Path("in")]), plan, Ways(jobs=1)).written == 3
    plan = Plan(Path("out"), Options(language="de"), Metadata(), basis="other decisions")
    assert build(find_sources([Path("in")]), plan, Ways(jobs=1)).written == 3


@pytest.mark.usefixtures("home")
def test_another_program_makes_all_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    made()
    monkeypatch.setattr(plan_module, "_program", lambda: b"another")
    assert figures(made()) == (3, 0, 0)


@pytest.mark.usefixtures("home")
def test_force_makes_all_anew() -> None:
    made()
    assert figures(made(ways=Ways(jobs=1, force=True))) == (3, 0, 0)


@pytest.mark.parametrize("harm", ["remove", "cut", "page"])
def test_what_is_missing_is_made_again(home: Path, harm: str) -> None:
    made()
    if harm == "remove":
        (home / "out" / "html" / "first.html").unlink()
    elif harm == "cut":
        (home / "out" / "tei" / "first.xml").write_bytes(b"<TEI")
    else:
        (home / "out" / "html" / "persons.html").unlink()
    assert figures(made()) == ((0, 3, 0) if harm == "page" else (1, 2, 0))
    assert is_as_new()


def test_a_record_with_what_none_has_is_forgotten(home: Path) -> None:
    run = made()
    path = home / "out" / ".tei-edition" / "documents" / "first.json"
    path.write_bytes(path.read_bytes().replace(b'{"name":"first"', b'{"further":1,"name":"first"'))
    assert b"further" in path.read_bytes()
    assert [record.name for record in run.records()] == ["second", "third"]


@pytest.mark.parametrize("data", [b"", b"{}", b"null\n", b"[1]\n[]\n{}\n", b"\xff\xfe", b'{"key": 1}\n\n\n'])
def test_what_is_remembered_badly_is_forgotten(home: Path, data: bytes) -> None:
    made()
    (home / "out" / ".tei-edition" / "documents" / "first.json").write_bytes(data)
    assert figures(made()) == (1, 2, 0)
    assert is_as_new()


def test_nothing_put_aside_is_executed(home: Path) -> None:
    """The folder of the outputs may come from anybody: what is read back from it makes documents and no more."""
    folder = home / "out" / ".tei-edition" / "read"
    folder.mkdir(parents=True)
    for name in ("first", "second", "third"):
        (folder / f"{name}.read").write_bytes(b"cos\nsystem\n(S'touch harmed'\ntR.")
    assert figures(made()) == (3, 0, 0)
    assert not (home / "harmed").exists()
    assert is_as_new()


@pytest.mark.parametrize("names", ["builtin", "none"])
def test_what_a_stopped_run_read_of_another_text_is_not_taken(home: Path, names: str) -> None:
    plan = Plan(Path("out"), Options(language="en", names=names), Metadata())
    build(find_sources([Path("in")]), plan, Ways(jobs=1))
    wrong = TEXT.format("Wrong", "nobody").encode()
    source, _ = source_of(wrong, name="second", path="in/second.txt", options=plan.options)
    aside = Aside(plan)
    state.prepare(plan)
    aside.prepare()
    aside.put("key", read(source, options=plan.options, metadata=plan.metadata))
    (home / "in" / "fourth.txt").write_text(TEXT.format("Fourth", "Tobias Rook"))  # a neighbour of `second`
    assert build(find_sources([Path("in")]), plan, Ways(jobs=1)).written > 1
    assert "Wrong" not in (home / "out" / "tei" / "second.xml").read_text()
    assert not list((home / "out").rglob("*.read"))


def test_a_failure_is_tried_again(home: Path) -> None:
    (home / "in" / "bad.txt").write_bytes(b"")
    assert figures(made()) == (3, 0, 1)
    assert figures(made()) == (0, 3, 1)
    assert [r.status for r in made().records()] == ["failed", "written", "written", "written"]
    (home / "in" / "bad.txt").write_text(TEXT.format("Bad", "nobody"))
    assert figures(made()) == (1, 3, 0)
    assert is_as_new()


def test_persons_of_other_documents_count(home: Path) -> None:
    """One text more, and Captain Rook of another is somebody with a forename; its neighbours lead to it."""
    made()
    assert 'ref="#rook"' in (home / "out" / "tei" / "third.xml").read_text()
    (home / "in" / "fourth.txt").write_text(TEXT.format("Fourth", "Tobias Rook"))
    assert figures(made()) == (4, 0, 0)
    assert 'ref="#rook_tobias"' in (home / "out" / "tei" / "third.xml").read_text()
    assert is_as_new()
    (home / "in" / "fourth.txt").unlink()
    run = made()
    assert (figures(run), run.orphans) == ((3, 0, 0), 1)
    assert 'ref="#rook"' in (home / "out" / "tei" / "third.xml").read_text()


def test_a_source_that_is_gone(home: Path) -> None:
    made()
    (home / "in" / "second.txt").unlink()
    run = made()
    assert (run.orphans, run.pruned) == (1, 0)
    assert "second" not in (home / "out" / "html" / "index.html").read_text()
    assert (home / "out" / "tei" / "second.xml").exists()
    run = made(ways=Ways(jobs=1, prune=True))
    assert (run.orphans, run.pruned) == (0, 1)
    assert not [path for path in files_of("out") if "second" in path]
    assert is_as_new()


def test_prune_removes_what_it_made_and_no_more(home: Path) -> None:
    made()
    (home / "out" / "tei" / "mine.xml").write_text("by hand")
    (home / "in" / "second.txt").unlink()
    run = program("build", "in", "-o", "out", "--prune", cwd=home)
    assert "1 removed" in run.stderr
    assert (home / "out" / "tei" / "mine.xml").exists()


def test_a_clock_that_jumps_is_nothing(home: Path) -> None:
    """Times of files, however wrong, neither hide a change nor feign one."""
    made()
    for number, name in enumerate(("first", "second", "third")):
        os.utime(home / "in" / f"{name}.txt", (number, 2**31 + number))  # 1970, 2038
    assert figures(made()) == (0, 3, 0)
    text = home / "in" / "first.txt"
    before = text.stat()
    text.write_text(text.read_text().replace("quay", "pier"))
    os.utime(text, ns=(before.st_atime_ns, before.st_mtime_ns - 10**18))
    assert figures(made()) == (1, 2, 0)
    assert is_as_new()


def test_convert_leaves_out_what_stands(home: Path) -> None:
    for words in ("3 document(s) written and proved", "3 unchanged"):
        run = program("convert", "in", "-o", "tei", cwd=home)
        assert (run.returncode, words in run.stderr) == (0, True), run.stderr


def test_messages_come_again(home: Path) -> None:
    """A warning of a document that was left out is a warning still."""
    runs = [program("build", "in", "-o", "out", cwd=home).stderr for _ in range(2)]
    warnings = [[line for line in run.splitlines() if ": warning: " in line] for run in runs]
    assert warnings[0] == warnings[1] != []


def test_an_invalid_document_stays_invalid(home: Path) -> None:
    made()
    path = home / "out" / ".tei-edition" / "documents" / "first.json"
    outcome, *rest = path.read_text().split("\n")
    told = json.loads(outcome) | {"valid": False}
    path.write_text("\n".join([json.dumps(told), *rest]))
    assert made().invalid == 1


def test_samples_in_steps_are_as_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Source after source, each with a run of its own, ends in the bytes of one run."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    for number, source in enumerate(sorted(SOURCES.glob("*.txt"))):
        shutil.copy(source, tmp_path / "in")
        made(ways=Ways(jobs=1 + number % 2))
    assert is_as_new()


def test_watching_sees_what_is_saved(home: Path) -> None:
    seen = look([home / "in"], besides=home / "out")
    assert len(seen) == 3

    def save() -> None:
        time.sleep(0.1)
        (home / "in" / "first.toml").write_text('title = "x"\n')

    thread = threading.Thread(target=save)
    thread.start()
    now = wait_for_change([home / "in"], seen, besides=home / "out", interval=0.05)
    thread.join()
    assert set(now) - set(seen) == {str(home / "in" / "first.toml")}


def test_watching_leaves_out_the_outputs(home: Path) -> None:
    made("in/out")
    assert len(look([home / "in"], besides=home / "in" / "out")) == 3
