"""Recognisers from outside: the package that the documentation shows, and a spaCy pipeline made here."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT, program, text_of

from tei_edition.messages import ConfigError
from tei_edition.model import MASK
from tei_edition.names import Mention, Passage, settle
from tei_edition.names.plugins import recogniser

CONFIGURATION = (ROOT / "docs" / "configuration.md").read_text("utf-8").partition("## Plug-ins")[2]
TEXT = "The Ferry\n\nThen TOBIAS ROOK spoke to Captain Anna Hart.\n"
PYPROJECT = """\
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "capitals-names"
version = "1.0"

"""
SPACY = importlib.util.find_spec("spacy") is not None


def fence(language: str) -> str:
    found = re.search(rf"^```{language}\n(.*?)^```$", CONFIGURATION, re.M | re.S)
    assert found
    return found[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the package of the documentation was installed."""
    if importlib.util.find_spec("hatchling") is None:
        pytest.skip("hatchling is not installed: pip install -e '.[dev]'")
    home = tmp_path_factory.mktemp("capitals")
    (home / "pyproject.toml").write_text(PYPROJECT + fence("toml"), encoding="utf-8")
    (home / "capitals_names.py").write_text(fence("python"), encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation",
         "--disable-pip-version-check", "--target", home / "site", home],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return home / "site"


def names(folder: Path, *switches: str, **environment: str) -> list[str]:
    """The names of the text as they are tagged, to the end of their words."""
    (folder / "ferry.txt").write_text(TEXT, encoding="utf-8")
    run = program("convert", "ferry.txt", "-o", "out", *switches, cwd=folder, **environment)
    assert run.returncode == 0, run.stderr
    return re.findall("<persName [^>]*>[^<]*", text_of((folder / "out" / "ferry.xml").read_bytes()))


def test_the_package_of_the_documentation(installed: Path, tmp_path: Path) -> None:
    assert names(tmp_path, "--names", "capitals", PYTHONPATH=str(installed)) == [
        '<persName ref="#rook_tobias" cert="low" resp="#resp_encoder">TOBIAS ROOK'
    ]


def test_it_can_be_named_in_the_configuration(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "edition.toml").write_text('[names]\nrecogniser = "capitals:strict"\n', encoding="utf-8")
    assert len(names(tmp_path, PYTHONPATH=str(installed))) == 1


@pytest.mark.parametrize("name", ["capitals", "builtin:x", "", "spacy"])
def test_one_that_is_not_there(name: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        recogniser(name)
    assert caught.value.code == "C05"
    assert "spacy:" in caught.value.detail
    (tmp_path / "ferry.txt").write_text(TEXT, encoding="utf-8")
    if name:
        run = program("convert", "ferry.txt", "-o", "out", "--names", name, cwd=tmp_path)
        assert run.returncode == 2
        assert "[C05]" in run.stderr
        assert "Traceback" not in run.stderr


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("raise ValueError('no weights')", "cannot be loaded: ValueError: no weights"),
        ("return lambda passages, language: [1 / 0]", "it failed: ZeroDivisionError"),
        ("return lambda passages, language: [(0, 'x')]", "it failed: TypeError"),
    ],
)
def test_a_fault_in_anothers_code_is_said(body: str, said: str, tmp_path: Path) -> None:
    about = tmp_path / "site" / "broken-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n", encoding="utf-8")
    (about / "entry_points.txt").write_text(
        "[tei_edition.recognizers]\nbroken = broken:make\n", encoding="utf-8"
    )
    (tmp_path / "site" / "broken.py").write_text(f"def make(argument):\n    {body}\n", encoding="utf-8")
    (tmp_path / "ferry.txt").write_text(TEXT, encoding="utf-8")
    run = program(
        "convert",
        "ferry.txt",
        "-o",
        "out",
        "--names",
        "broken",
        cwd=tmp_path,
        PYTHONPATH=str(tmp_path / "site"),
    )
    assert run.returncode in (1, 2)
    assert said in run.stderr
    assert "Traceback" not in run.stderr


def test_overlaps_are_settled_in_one_place() -> None:
    passages = [Passage("Old Tobias Rook and Anna.", "p")]
    wild = [
        Mention(0, 4, 10, "high", "a"), Mention(0, 3, 15, "high", "b"), Mention(0, 11, 15, "high", "c"),
        Mention(0, 20, 24, "high", "d"), Mention(0, 20, 24, "low", "e"), Mention(0, 24, 99, "high", "f"),
        Mention(1, 0, 3, "high", "g"), Mention(0, 3, 4, "high", "h"), Mention(0, 9, 9, "high", "i"),
    ]  # fmt: skip
    found = settle(passages, wild)
    assert [(passages[0].text[m.start : m.end], m.rule) for m in found] == [
        ("Tobias Rook", "b"),
        ("Anna", "d"),
    ]
    assert settle(passages, wild, [Mention(0, 20, 24, "high", "z")])[-1].rule == "d"


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small pipeline, saved to disk as any is."""
    pytest.importorskip("spacy", reason="spaCy is not installed: pip install -e '.[spacy]'")
    path = tmp_path_factory.mktemp("spacy") / "small"
    code = (
        "import sys, spacy\n"
        "nlp = spacy.blank('en')\n"
        "ruler = nlp.add_pipe('entity_ruler')\n"
        "ruler.add_patterns([{'label': 'PERSON', 'pattern': p} for p in ('TOBIAS ROOK', 'Captain Anna Hart', 'Rook')])\n"
        "ruler.add_patterns([{'label': 'GPE', 'pattern': 'Paris'}])\n"
        "nlp.to_disk(sys.argv[1])\n"
    )
    subprocess.run([sys.executable, "-c", code, path], check=True, capture_output=True, timeout=120)
    return path


def test_a_spacy_pipeline(pipeline: Path, tmp_path: Path) -> None:
    assert names(tmp_path, "--names", f"spacy:{pipeline}") == [
        '<persName ref="#rook_tobias" cert="medium" resp="#resp_encoder">TOBIAS ROOK',
        '<persName ref="#hart_anna" cert="medium" resp="#resp_encoder">Anna Hart',
    ]


def test_a_spacy_pipeline_among_signs(pipeline: Path) -> None:
    """What became markup is hidden from the pipeline, and the places are those of the passage."""
    code = (
        "import sys\n"
        "from tei_edition.names import Passage\n"
        "from tei_edition.names.plugins import recogniser\n"
        f"text = 'In Paris Ro{MASK}ok{MASK}, TOBIAS ROOK and Rook met.'\n"
        "found = recogniser('spacy:' + sys.argv[1])([Passage('', 'p'), Passage(text, 'p')], 'en')\n"
        "print([(m.passage, text[m.start:m.end]) for m in found])\n"
    )
    run = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, pipeline],
        check=True, capture_output=True, text=True, encoding="utf-8", timeout=120,
    )  # fmt: skip
    assert run.stdout.strip() == str([(1, f"Ro{MASK}ok"), (1, "TOBIAS ROOK"), (1, "Rook")])


@pytest.mark.skipif(not SPACY, reason="spaCy is not installed: pip install -e '.[spacy]'")
def test_a_model_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(TEXT, encoding="utf-8")
    run = program("convert", "ferry.txt", "-o", "out", "--names", "spacy:no_such_model", cwd=tmp_path)
    assert run.returncode == 2
    assert "spaCy cannot load it" in run.stderr


@pytest.mark.skipif(SPACY, reason="spaCy is installed")
def test_spacy_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(TEXT, encoding="utf-8")
    run = program("convert", "ferry.txt", "-o", "out", "--names", "spacy:en_core_web_sm", cwd=tmp_path)
    assert run.returncode == 2
    assert "pip install 'tei-edition[spacy]'" in run.stderr
