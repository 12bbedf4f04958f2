"""What the program says to input that cannot be used: one clear message, the place, the right exit status.

Every case goes through the real command line, beside a sound document which must still be built.
"""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from support import program

SOUND = "The Lamps\n\nby Agnes Thorley\n\nThe lamps on the quay were lit by hand, and the man who lit them is dead.\n"
MESSAGE = re.compile(
    r"^(?P<path>[^:]+)(?::(?P<line>\d+):(?P<column>\d+))?: (?:error|warning): .+ \[(?P<code>\w\d\d)\]$"
)


def errors(stderr: str) -> list[str]:
    return [line for line in stderr.splitlines() if ": error: " in line or line.startswith("error:")]


def build(folder: Path, *arguments: str | Path, status: int = 1) -> str:
    """Build the folder's `in`; standard error, which never holds a traceback."""
    run = program("build", "in", "-o", "out", *arguments, cwd=folder)
    assert run.stdout == ""
    assert "Traceback" not in run.stderr
    assert run.returncode == status, run.stderr
    return run.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "sound.txt").write_text(SOUND)
    return tmp_path


def sound_was_built(folder: Path) -> bool:
    return all((folder / "out" / p).is_file() for p in ("tei/sound.xml", "html/sound.html", "text/sound.txt"))


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        pytest.param(b"", "I01", "in/bad.txt", id="empty"),
        pytest.param(b" \n\t\n\f\n", "I01", "in/bad.txt", id="white space"),
        pytest.param(b"\xef\xbb\xbf", "I01", "in/bad.txt", id="a byte order mark"),
        pytest.param(b"\x7fELF\x02\x01\x00\x00" * 100, "I02", "in/bad.txt", id="binary"),
        pytest.param(b"one\ntwo \x81\x8d three\n", "I03", "in/bad.txt:2:1", id="no encoding"),
        pytest.param(b"one\ntwo\nthe bell \x07 rang\n" * 9, "I04", "in/bad.txt:3:10", id="control character"),
        pytest.param("one\n\ufffe two\n".encode(), "I04", "in/bad.txt:2:1", id="no character"),
        pytest.param(b"\xff\xfea\x00b", "I03", "in/bad.txt:1:1", id="half a character"),
    ],
)
def test_text_that_is_none(folder: Path, data: bytes, code: str, place: str) -> None:
    (folder / "in" / "bad.txt").write_bytes(data)
    stderr = build(folder)
    (message,) = errors(stderr)
    assert message.startswith(f"{place}: error: ")
    assert message.endswith(f"[{code}]")
    assert MESSAGE.match(message)
    assert sound_was_built(folder)
    assert not (folder / "out" / "tei" / "bad.xml").exists()


def test_declared_encoding(folder: Path) -> None:
    (folder / "in" / "bad.txt").write_text("one\ntwo\ncafé\n")
    (message,) = errors(build(folder, "--encoding", "ascii"))
    assert message.startswith("in/bad.txt:3:")
    assert message.endswith("[I03]")
    assert sound_was_built(folder)


def test_unknown_encoding(folder: Path) -> None:
    assert "no-such-code" in build(folder, "--encoding", "no-such-code", status=2)


def test_a_line_without_end(folder: Path) -> None:
    (folder / "in" / "bad.txt").write_bytes(b"word " * 10_000_000)
    start = time.monotonic()
    (message,) = errors(build(folder))
    assert message.startswith("in/bad.txt:1:1: error: ")
    assert message.endswith("[I05]")
    assert sound_was_built(folder)
    assert time.monotonic() - start < 60  # seconds on any machine; minutes, if it were read


def test_only_bad_texts(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bad.txt").write_bytes(b"")
    build(tmp_path, status=3)


def test_a_folder_without_texts(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (message,) = errors(build(tmp_path, status=3))
    assert "in" in message
    assert "[I06]" in message


def test_nothing_there(tmp_path: Path) -> None:
    (message,) = errors(build(tmp_path, status=3))
    assert "no such file or folder [I06]" in message


@pytest.mark.parametrize("name", ["..txt", "index.txt", "Report.txt", "a:b.txt", "a?.txt", "end .txt"])
def test_names_that_cannot_name(folder: Path, name: str) -> None:
    (folder / "in" / name).write_text(SOUND)
    run = program("build", f"in/{name}", "in/sound.txt", "-o", "out", cwd=folder)
    assert run.returncode == 1
    (message,) = errors(run.stderr)
    assert message.startswith(f"in/{name}: error: ")
    assert message.endswith("[I10]")
    assert sound_was_built(folder)


@pytest.mark.parametrize("other", ["twin.txt", "TWIN.txt", "twin.text"])
def test_two_sources_of_one_name(folder: Path, other: str) -> None:
    (folder / "in" / "twin.txt").write_text(SOUND)
    (folder / "more").mkdir()
    (folder / "more" / other).write_text(SOUND)
    run = program("build", "in", f"more/{other}", "-o", "out", cwd=folder)
    assert run.returncode == 1
    assert sorted(line.split(": error: ")[0] for line in errors(run.stderr)) == [
        "in/twin.txt",
        f"more/{other}",
    ]
    assert all(line.endswith("[I09]") for line in errors(run.stderr))
    assert sound_was_built(folder)
    assert not (folder / "out" / "tei" / "twin.xml").exists()


def test_the_same_source_twice_is_one(folder: Path) -> None:
    run = program("build", "in", "in/sound.txt", "-o", "out", cwd=folder)
    assert run.returncode == 0, run.stderr
    assert "1 document(s)" in run.stderr


def test_output_in_the_way(folder: Path) -> None:
    (folder / "out").write_text("a file where a folder should be")
    (message,) = errors(build(folder))
    assert message.endswith("[O01]")
    assert "out" in message


def test_one_output_in_the_way(folder: Path) -> None:
    (folder / "in" / "bad.txt").write_text(SOUND)
    (folder / "out" / "html" / "bad.html").mkdir(parents=True)
    (message,) = errors(build(folder))
    assert message.startswith("in/bad.txt: error: ")
    assert message.endswith("[O01]")
    assert sound_was_built(folder)
    assert not list((folder / "out").rglob("*.part"))


@pytest.mark.parametrize(
    ("sidecar", "code", "line", "says"),
    [
        pytest.param('title = "The Lamps\n', "C01", 1, "", id="a quotation mark lost"),
        pytest.param('title = "A"\n\n\nauthor =\n', "C01", 4, "", id="a value lost"),
        pytest.param('title = "A"\nauthour = "B"\n', "C02", 2, "did you mean author", id="a key misspelt"),
        pytest.param(
            'title = "A"\n\n[sauce]\nurl = "x"\n', "C02", 3, "did you mean source", id="a section misspelt"
        ),
        pytest.param(
            '[source]\ntitle = "A"\nvolum = "3"\n', "C02", 3, "did you mean volume", id="in a section"
        ),
        pytest.param('title = "A"\ndate = "the year of the frost"\n', "C03", 2, "date", id="no date"),
        pytest.param('title = ["A"]\n', "C03", 1, "title", id="a list for a text"),
        pytest.param('language = "english language"\n', "C03", 1, "language", id="no language tag"),
        pytest.param('[[correction]]\nsic = "lamsp"\n', "C03", 1, "corr", id="half a correction"),
        pytest.param('[[block]]\nas = "head"\n', "C03", 1, "line", id="a block without a place"),
        pytest.param('[[block]]\nline = 2\nas = "heda"\n', "C03", 3, "head", id="a block of no kind"),
        pytest.param('[[block]]\nlines = "9-2"\nas = "p"\n', "C03", 2, "12-15", id="lines that fall"),
        pytest.param(
            '[[block]]\nmatch = "(a"\nas = "p"\n', "C03", 2, "regular expression", id="a broken pattern"
        ),
    ],
)
def test_sidecar(folder: Path, sidecar: str, code: str, line: int, says: str) -> None:
    (folder / "in" / "bad.txt").write_text(SOUND)
    (folder / "in" / "bad.toml").write_text(sidecar)
    (message,) = errors(build(folder))
    assert f"in/bad.toml:{line}:" in message
    assert message.endswith(f"[{code}]")
    assert says in message
    assert sound_was_built(folder)


@pytest.mark.parametrize(
    ("text", "code", "line", "says"),
    [
        pytest.param("[edition\n", "C01", 1, "", id="not TOML"),
        pytest.param('[edition]\ntitel = "x"\n', "C02", 2, "did you mean title", id="a key misspelt"),
        pytest.param('[names]\n\ntitles = "both"\n', "C03", 3, "outside", id="no such choice"),
    ],
)
def test_edition_toml(folder: Path, text: str, code: str, line: int, says: str) -> None:
    (folder / "in" / "edition.toml").write_text(text)
    (message,) = errors(build(folder, status=2))
    assert message.startswith(f"in/edition.toml:{line}:")
    assert message.endswith(f"[{code}]")
    assert says in message
    assert not (folder / "out").exists()


def test_a_configuration_that_is_not_there(folder: Path) -> None:
    assert "none.toml" in build(folder, "--config", "none.toml", status=2)


def test_reserved_signs_are_no_bad_input(folder: Path) -> None:
    (folder / "in" / "signs.txt").write_text(
        'A & B < C > D ]]> <!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]> &b; <script>alert("1")</script>\n\n'
        "And a second paragraph, about nothing whatever; it ends here.\n"
    )
    build(folder, status=0)
    page = (folder / "out" / "html" / "signs.html").read_text()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert "&lt;!DOCTYPE a" in (folder / "out" / "tei" / "signs.xml").read_text()
    assert "A & B < C > D ]]> <!DOCTYPE a" in (folder / "out" / "text" / "signs.txt").read_text()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_many_bad_ones_and_a_good_one(folder: Path, jobs: str) -> None:
    for number, data in enumerate((b"", b"\0", b"\x81", b"\x07 a" * 3)):
        (folder / "in" / f"bad{number}.txt").write_bytes(data)
    stderr = build(folder, "--jobs", jobs)
    assert [line.split(":")[0] for line in errors(stderr)] == [f"in/bad{n}.txt" for n in range(4)]
    assert "4 failed" in stderr
    assert sound_was_built(folder)
    assert "bad0" in (folder / "out" / "report.html").read_text()
