"""The command `validate`: many files, standard input, what counts and what is ignored, hostile XML, exit status."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT, program

from tei_edition.origin import origin_of
from tei_edition.validate import parse

HERE = Path(__file__).parent
MINIMAL = (HERE / "validity" / "minimal.xml").read_text("utf-8")
BROKEN = MINIMAL.replace('rend="italic"', 'rend="slanted"').replace("harbour;", "harbour@")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tei").mkdir()
    (tmp_path / "tei" / "good.xml").write_text(MINIMAL, "utf-8")
    (tmp_path / "tei" / "bad.xml").write_text(BROKEN, "utf-8")
    return tmp_path


def codes(folder: Path, *arguments: str, status: int = 1) -> list[str]:
    run = program("validate", "tei", "--format", "json", *arguments, cwd=folder)
    assert run.returncode == status, run.stderr
    return [finding["code"] for finding in json.loads(run.stdout)]


def test_a_folder(folder: Path) -> None:
    run = program("validate", "tei", cwd=folder)
    assert run.returncode == 1
    first, second = run.stdout.splitlines()
    assert first.startswith("tei/bad.xml:")
    assert first.endswith("(/TEI/text/body/div/p[1]/hi) [V01]")
    assert second.endswith("[R18]")
    assert run.stderr == "2 file(s): 1 valid, 1 not; 1 error(s), 1 warning(s)\n"


def test_columns_are_those_of_the_attribute(folder: Path) -> None:
    (finding, _) = json.loads(program("validate", "tei", "--format", "json", cwd=folder).stdout)
    line = BROKEN.splitlines()[finding["line"] - 1]
    assert line[finding["column"] - 1 :].startswith('rend="slanted"')


@pytest.mark.parametrize("jobs", ["2", "3"])
def test_jobs_change_nothing(folder: Path, jobs: str) -> None:
    for number in range(60):
        (folder / "tei" / f"{number:03}.xml").write_text(BROKEN if number % 7 == 0 else MINIMAL, "utf-8")
    alone, together = (program("validate", "tei", *how, cwd=folder) for how in ((), ("--jobs", jobs)))
    assert alone.stdout == together.stdout
    assert (alone.stderr, alone.returncode) == (together.stderr, together.returncode)


def test_standard_input() -> None:
    for text, status, words in ((MINIMAL, 0, b""), (BROKEN, 1, b"-:"), ("<TEI.2/>", 1, b"TEI P4")):
        command = [sys.executable, "-m", "tei_edition", "validate", "-"]
        run = subprocess.run(command, input=text.encode(), capture_output=True, check=False, cwd=ROOT)
        assert run.returncode == status
        assert words in run.stdout


def test_select_and_ignore(folder: Path) -> None:
    assert codes(folder) == ["V01", "R18"]
    assert codes(folder, "--select", "R", status=0) == ["R18"]
    assert codes(folder, "--select", "v01,R0") == ["V01"]
    assert codes(folder, "--ignore", "R18") == ["V01"]
    assert codes(folder, "--ignore", "V", "--ignore", "R1", status=0) == []
    run = program("validate", "tei", "--select", "X9", cwd=folder)
    assert (run.returncode, run.stderr) == (2, "error: no code is or begins with X9\n")


CONFIG = """[validate]
ignore = "R18"

[[ignore]]
file = "bad.xml"
codes = "V01"
reason = "the printer's own"
"""


@pytest.mark.parametrize("place", ["edition.toml", "sources/edition.toml", "tei/edition.toml"])
def test_exceptions_with_a_reason(folder: Path, place: str) -> None:
    (folder / place).parent.mkdir(exist_ok=True)
    (folder / place).write_text(CONFIG)
    assert codes(folder, status=0) == []
    sarif = program("validate", "tei", "--format", "sarif", cwd=folder)
    (result,) = json.loads(sarif.stdout)["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "external", "justification": "the printer's own"}]
    assert "1 ignored" in sarif.stderr
    (folder / "tei" / "bad.xml").write_text(MINIMAL, "utf-8")
    (finding,) = json.loads(program("validate", "tei", "--format", "json", cwd=folder).stdout)
    assert (finding["code"], finding["severity"]) == ("V07", "warning")
    assert finding["message"] == "nothing to ignore: V01 in bad.xml"


def test_a_faulty_configuration_ends_the_run(folder: Path) -> None:
    (folder / "edition.toml").write_text('[validate]\nselcet = "R"\n')
    run = program("validate", "tei", cwd=folder)
    assert run.returncode == 2
    assert run.stderr.strip().endswith("unknown key selcet in [validate]; did you mean select? [C02]")


def test_the_schema_of_the_configuration(folder: Path) -> None:
    (folder / "our.rng").write_text(
        '<element name="TEI" ns="http://www.tei-c.org/ns/1.0" xmlns="http://relaxng.org/ns/structure/1.0"><empty/></element>'
    )
    (folder / "edition.toml").write_text('[validate]\nschema = "our.rng"\n')
    assert "V01" in codes(folder)
    assert codes(folder, "--schema", "profile") == ["V01", "R18"]


def test_exit_status(folder: Path) -> None:
    for arguments, status, words in (
        (("tei/good.xml",), 0, "1 valid"),
        (("nowhere.xml",), 3, ""),
        (("nowhere.xml", "tei/good.xml"), 1, "1 valid, 1 not"),
        (("tei", "--schema", "nowhere.rng"), 2, "[V04]"),
        (("tei", "--schema", "tei/good.xml"), 2, "it is none of .xsd, .rng, .rnc, .sch"),
        ((), 2, "Missing argument"),
        (("tei", "--engine", "none"), 2, "Invalid value"),
        (("-", "--fix"), 2, "goes with no other file"),
        (("-", "tei"), 2, "goes with no other file"),
    ):
        run = program("validate", *arguments, cwd=folder)
        assert run.returncode == status, (arguments, run.stderr)
        assert words in run.stderr
        assert "Traceback" not in run.stderr
    (folder / "empty").mkdir()
    assert program("validate", "empty", cwd=folder).returncode == 3


def test_a_code_is_explained(folder: Path) -> None:
    run = program("validate", "--explain", "r08", cwd=folder)
    assert run.stdout.startswith("R08 (error): note numbers rise by one")
    assert program("validate", "--explain", "R99", cwd=folder).returncode == 2


# the line of the plain text


def test_the_line_of_the_plain_text(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    text = (ROOT / "sources" / "thorley-letter.txt").read_text("utf-8")
    (tmp_path / "sources" / "letter.txt").write_text(text, "utf-8")
    assert program("build", "sources", "-o", "build", "-q", cwd=tmp_path).returncode == 0
    path = tmp_path / "build" / "tei" / "letter.xml"
    last = list(parse(path).getroot().iter("{*}p"))[-1]
    words = " ".join("".join(last.itertext()).split())[:30]
    made = path.read_text("utf-8")
    (tmp_path / "build" / "tei" / "letter.xml").write_text(
        made.replace(f'<p xml:id="{last.get("{http://www.w3.org/XML/1998/namespace}id")}"', "<p rend='x'"),
        "utf-8",
    )
    run = program("validate", "build/tei", "--format", "json", "--select", "V01", cwd=tmp_path)
    (finding,) = json.loads(run.stdout)
    line = int(finding["source"].rpartition(":")[2])
    assert "letter.txt:" in finding["source"]
    assert text.splitlines()[line - 1].strip()[:15] == words[:15]
    (tmp_path / "sources" / "letter.txt").write_text(text + "changed", "utf-8")
    assert origin_of(parse(path), path) is None  # not the text it was made from


# hostile XML


def gigabyte(path: Path) -> None:
    """A file of one attribute of a gigabyte; sparse, so that it takes no room."""
    with path.open("wb") as file:
        file.write(b'<TEI n="')
        file.truncate(1_000_000_000)


HOSTILE = {
    "billion laughs": '<!DOCTYPE TEI [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><TEI>&b;</TEI>',
    "quadratic blow-up": '<!DOCTYPE TEI [<!ENTITY a "'
    + "x" * 100_000
    + '">]><TEI>'
    + "&a;" * 10_000
    + "</TEI>",
    "external entity": '<!DOCTYPE TEI [<!ENTITY a SYSTEM "file:///etc/passwd">]><TEI>&a;</TEI>',
    "parameter entity": '<!DOCTYPE TEI [<!ENTITY % a SYSTEM "http://127.0.0.1:9/a.dtd"> %a;]><TEI/>',
    "external DTD": '<!DOCTYPE TEI SYSTEM "http://127.0.0.1:9/a.dtd"><TEI/>',
    "deep": "<a>" * 100_000 + "</a>" * 100_000,
    "gigabyte": gigabyte,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_fast(name: str, tmp_path: Path) -> None:
    """In 200 MB; in under a second on a machine at rest, here bounded so that what hangs is stopped."""
    path, made = tmp_path / "a.xml", HOSTILE[name]
    if callable(made):
        made(path)
    else:
        path.write_text(made)
    command = [sys.executable, "-m", "tei_edition", "validate", str(path)]
    limit = 200_000_000

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))

    run = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=ROOT, preexec_fn=bounded, timeout=60
    )
    assert run.returncode == 1, run.stderr
    assert run.stdout.rstrip().endswith("[V03]")
    assert "Traceback" not in run.stderr
