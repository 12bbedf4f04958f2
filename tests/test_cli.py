"""The command line: what each command writes, where it says what, and how it ends."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from lxml import etree
from support import ROOT, SOURCES, TEI

from tei_edition import __version__
from tei_edition.cli import main

TEXT = """\
The Lamps

by Agnes Thorley

The lamps on the quay were lit by hand, and Jonas Fell, who lit them,¹ was paid by the lamp.

¹ Until the strike.

Fell died in a leap year, and nobody has counted them since.
"""
PLACE = re.compile(r"^[^:]+:\d+:\d+: (?:error|warning|info): .+ \[\w\d\d\]$")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "lamps.txt").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, status: int = 0, stdin: str | bytes | None = None) -> Result:
    result = CliRunner().invoke(main, list(arguments), input=stdin)
    assert result.exit_code == status, result.stderr
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def tree(home: Path) -> set[str]:
    return {str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()}


def test_version_and_help() -> None:
    assert __version__ in run("--version").output
    for command in ("build", "convert", "validate", "render", "inspect", "init"):
        assert command in run("--help").output
        assert "--help" in run(command, "-h").output


def test_build_makes_everything(home: Path) -> None:
    result = run("build")
    assert result.stdout == ""
    assert "1 document(s) written and proved: build/html/index.html" in result.stderr
    assert tree(home / "build") >= {
        "tei/lamps.xml", "html/lamps.html", "text/lamps.txt", "html/index.html", "html/persons.html",
        "report.html", "report.json", "schema/tei_edition.rng", "schema/tei_edition.xsd",
    }  # fmt: skip
    report = json.loads((home / "build" / "report.json").read_text())
    assert "lamps" in json.dumps(report)
    assert "Jonas Fell" in (home / "build" / "html" / "persons.html").read_text()


def test_tei_points_to_the_schema_beside_it(home: Path) -> None:
    run("build")
    tei = home / "build" / "tei" / "lamps.xml"
    models = etree.parse(tei).xpath("/processing-instruction('xml-model')")
    assert len(models) == 2
    for model in models:
        assert (tei.parent / model.get("href")).resolve().is_file()


def test_build_of_named_texts_and_folders(home: Path) -> None:
    (home / "more").mkdir()
    (home / "more" / "second.txt").write_text(TEXT)
    run("build", "sources/lamps.txt", "more", "-o", "out")
    assert {"tei/lamps.xml", "tei/second.xml"} <= tree(home / "out")


def test_quiet_and_verbose(home: Path) -> None:
    (home / "sources" / "lamps.txt").write_text(TEXT.replace("leap", "le\u0301ap"))
    plain, verbose, quiet = run("build").stderr, run("build", "-v").stderr, run("build", "-q").stderr
    assert quiet == ""
    assert "[H03]" in plain
    assert "[I08]" not in plain
    assert "[I08]" in verbose


def test_messages_name_the_line_of_the_text(home: Path) -> None:
    (home / "sources" / "lamps.txt").write_text(TEXT.replace("leap year", "*leap year"))
    stderr = run("build").stderr
    (message,) = [line for line in stderr.splitlines() if "[R18]" in line]
    assert message.startswith("sources/lamps.txt:9:")
    assert PLACE.match(message)


def test_convert(home: Path) -> None:
    run("convert", "sources", "-o", "tei")
    assert tree(home / "tei") >= {"lamps.xml", "schema/tei_edition.rng"}
    assert not [name for name in tree(home / "tei") if name.endswith((".html", ".txt"))]


@pytest.mark.usefixtures("home")
def test_convert_needs_a_folder() -> None:
    assert "--output" in run("convert", "sources", status=2).stderr


def test_convert_as_a_filter(home: Path) -> None:
    result = run("convert", "-", stdin=TEXT.encode())
    assert etree.fromstring(result.stdout_bytes).tag == f"{TEI}TEI"
    assert "Traceback" not in result.stderr
    assert run("convert", "-", stdin=b"\0", status=3).stdout == ""
    assert tree(home) == {"sources/lamps.txt"}


def test_language_encoding_and_names(home: Path) -> None:
    (home / "sources" / "lamps.txt").write_bytes(TEXT.replace("Fell", "Fé").encode("latin-1"))
    run("convert", "sources", "-o", "tei", "--language", "cy", "--encoding", "latin-1", "--no-names")
    root = etree.parse(home / "tei" / "lamps.xml").getroot()
    assert root.find(f"{TEI}text").get("{http://www.w3.org/XML/1998/namespace}lang") == "cy"
    assert "Fé" in "".join(root.itertext())
    assert not list(root.find(f"{TEI}text").iter(f"{TEI}persName"))


def test_configuration_beside_the_sources_or_named(home: Path) -> None:
    (home / "sources" / "edition.toml").write_text('[edition]\npublisher = "The Ferry Press"\n')
    (home / "other.toml").write_text('[edition]\npublisher = "Prentice & Lamb"\n')
    (home / "sources" / "lamps.toml").write_text('genre = "essay"\n')
    run("build")
    tei = (home / "build" / "tei" / "lamps.xml").read_text()
    assert "<publisher>The Ferry Press</publisher>" in tei
    assert "<term>essay</term>" in tei
    run("build", "--config", "other.toml")
    assert "<publisher>Prentice &amp; Lamb</publisher>" in (home / "build" / "tei" / "lamps.xml").read_text()


def test_validate(home: Path) -> None:
    run("build")
    good = "build/tei/lamps.xml"
    assert "1 file(s): 1 valid, 0 not" in run("validate", good).stderr
    bad = home / "bad.xml"
    bad.write_text(
        (home / good)
        .read_text()
        .replace('ref="#fell_jonas"', 'ref="#nobody"', 1)
        .replace("</body>", "<pp/></body>")
    )
    result = run("validate", "bad.xml", good, status=1)
    assert "2 file(s): 1 valid, 1 not" in result.stderr
    assert all(line.startswith("bad.xml:") for line in result.stdout.splitlines() if ": error: " in line)
    assert "V01" in result.stdout


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_validate_for_machines(home: Path, form: str) -> None:
    (home / "bad.xml").write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/></TEI>')
    out = run("validate", "bad.xml", "--format", form, status=1).stdout
    if form == "github":
        assert all(line.startswith("::") for line in out.splitlines())
        assert "file=bad.xml" in out
    else:
        assert "bad.xml" in json.dumps(json.loads(out))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("<TEI", "V02"),
        ("", "V02"),
        ("<html/>", "V05"),
        (
            '<!DOCTYPE TEI [<!ENTITY a SYSTEM "file:///etc/hostname">]><TEI xmlns="http://www.tei-c.org/ns/1.0">&a;</TEI>',
            "V03",
        ),
    ],
)
def test_validate_what_is_no_tei(home: Path, data: str, code: str) -> None:
    (home / "bad.xml").write_text(data)
    result = run("validate", "bad.xml", status=1)
    assert f"[{code}]" in result.stdout
    assert "Traceback" not in result.stderr


@pytest.mark.usefixtures("home")
def test_validate_and_render_what_is_not_there() -> None:
    run("validate", "none.xml", status=3)
    run("validate", "sources", status=3)
    run("render", "none.xml", "-o", "out", status=3)


def test_render_any_tei(home: Path) -> None:
    run("convert", "sources", "-o", "tei")
    run("render", "tei/lamps.xml", "-o", "out")
    run("render", "tei/lamps.xml", "--to", "text", "-o", "out", "--width", "40")
    assert "Jonas Fell" in (home / "out" / "lamps.html").read_text()
    text = (home / "out" / "lamps.txt").read_text()
    assert "[1] Until the strike." in text
    assert max(len(line) for line in text.splitlines() if "Fell" in line or "lamps" in line) <= 40


def test_render_goes_on_after_a_bad_file(home: Path) -> None:
    run("convert", "sources", "-o", "tei")
    (home / "tei" / "a.xml").write_text("<TEI")
    result = run("render", "tei", "-o", "out", status=1)
    assert "tei/a.xml" in result.stderr
    assert (home / "out" / "lamps.html").exists()


@pytest.mark.usefixtures("home")
def test_inspect_says_what_each_line_was_taken_for() -> None:
    out = run("inspect", "sources/lamps.txt").stdout
    rows = {line[:9].strip(): line[11:].split()[0] for line in out.splitlines() if not line.startswith("#")}
    assert rows["1"] == "titlePart"
    assert rows["3"] == "byline"
    assert rows["5"] == "p"
    assert rows["7"] == "note"
    assert run("inspect", "none.txt", status=3).stdout == ""


def test_init_starts_a_project_that_builds(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("init", "papers")
    made = tree(home / "papers")
    assert {"sources/edition.toml", "sources/the-ferry.txt", "sources/the-ferry.toml"} <= made
    monkeypatch.chdir(home / "papers")
    assert "1 document(s) written and proved" in run("build").stderr
    (home / "papers" / "sources" / "edition.toml").write_text("[edition]\n")
    run("init", ".")
    assert (
        home / "papers" / "sources" / "edition.toml"
    ).read_text() == "[edition]\n"  # what is there is left


def test_the_readme_tells_commands_that_there_are() -> None:
    words = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = set(re.findall(r"tei-edition ([a-z]+)\b", words))
    assert commands <= set(main.list_commands(click.Context(main)))


def test_the_sources_of_the_project_are_well(tmp_path: Path) -> None:
    result = run("build", str(SOURCES), "-o", str(tmp_path / "out"))
    assert ": error: " not in result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full to write to")
@pytest.mark.parametrize("words", [("--help",), ("--version",), ("inspect", "a.txt"), ("convert", "-")])
def test_a_full_standard_output_is_told_in_one_line(words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A Title\n\nSome words of a text, and a stop.\n", encoding="utf-8")
    with Path("/dev/full").open("w") as full, (tmp_path / "a.txt").open() as text:
        run = subprocess.run(
            [sys.executable, "-m", "tei_edition", *words],
            cwd=tmp_path, stdin=text, stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=60,
        )  # fmt: skip
    assert run.returncode == 1
    assert run.stderr == "error: cannot write standard output: No space left on device [O01]\n"
