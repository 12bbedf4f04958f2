"""The wheel holds all that a build needs: schema, stylesheets, style sheets and word lists.

It is built with hatchling and unpacked into a folder of its own, and the program is run from there
with nothing of the checkout in sight.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest
from support import ROOT, SOURCES

from tei_edition import __version__

COPIED = ("tei_edition", "schema", "pyproject.toml", "README.md", "LICENSE")
PURELIB = "import sysconfig; print(sysconfig.get_path('purelib'))"
TOLD = "import tei_edition; print(tei_edition.__file__)"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if importlib.util.find_spec("hatchling") is None:
        pytest.skip("hatchling is not installed: pip install -e '.[dev]'")
    home = tmp_path_factory.mktemp("wheel")
    project = home / "project"
    project.mkdir()
    for name in COPIED:  # a copy, so that the checkout stays as it is
        if (ROOT / name).is_dir():
            shutil.copytree(
                ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__", ".*cache")
            )
        else:
            shutil.copy(ROOT / name, project / name)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel"],
        cwd=project,
        check=True,
        capture_output=True,
    )
    (built,) = (project / "dist").glob("*.whl")
    return built


def test_what_is_in_it(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (metadata,) = [name for name in names if name.endswith("METADATA")]
        about = Parser().parsestr(archive.read(metadata).decode())
    needed = {
        f"tei_edition/{p.relative_to(ROOT / 'tei_edition')}"
        for p in (ROOT / "tei_edition" / "data").rglob("*.*")
    }
    needed |= {
        f"tei_edition/schema/{name}"
        for name in ("tei_edition.xsd", "tei_edition.rng", "tei_edition.sch", "xml.xsd")
    }
    needed |= {"tei_edition/py.typed", "tei_edition/data/names/forenames.txt"}
    assert needed <= names
    assert {name.split("/")[0] for name in names} == {"tei_edition", f"tei_edition-{__version__}.dist-info"}
    assert about["Name"] == "tei-edition"
    assert about["Version"] == __version__
    needs = {need.split(">")[0] for need in about.get_all("Requires-Dist") if "extra" not in need}
    assert needs == {"lxml", "click", "xmlschema"}


def test_it_builds_an_edition(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    shutil.copytree(SOURCES, tmp_path / "sources")
    environment = os.environ | {"PYTHONPATH": str(site)}
    told = subprocess.run(
        [sys.executable, "-c", TOLD],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.startswith(str(site))
    run = subprocess.run(
        [sys.executable, "-m", "tei_edition", "build"], cwd=tmp_path, env=environment,
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert len(list((tmp_path / "build" / "html").glob("*.html"))) == len(list(SOURCES.glob("*.txt"))) + 3
    assert (tmp_path / "build" / "schema" / "tei_edition.rng").is_file()


def test_it_installs_with_a_command(wheel: Path, tmp_path: Path) -> None:
    """Into a fresh environment, which sees the libraries of this one but not the checkout."""
    venv = tmp_path / "venv"
    made = subprocess.run(
        [sys.executable, "-m", "venv", str(venv)], capture_output=True, text=True, check=False
    )
    if made.returncode:
        pytest.skip(f"python3 -m venv does not work here: {made.stdout[-200:]}")
    python = venv / ("Scripts" if os.name == "nt" else "bin") / "python"
    installed = [
        python,
        "-m",
        "pip",
        "install",
        "--no-deps",
        "--no-index",
        "--disable-pip-version-check",
        "-q",
        wheel,
    ]
    subprocess.run([str(part) for part in installed], check=True, capture_output=True)
    told = subprocess.run([str(python), "-c", PURELIB], capture_output=True, text=True, check=True)
    folder = Path(told.stdout.strip())
    # the folder of libraries, not the .pth files in it: an editable install of the checkout stays out
    here = [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    (folder / "libraries.pth").write_text("\n".join(here))
    shutil.copytree(SOURCES, tmp_path / "sources")
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    run = subprocess.run(
        [str(python.with_name("tei-edition")), "build"], cwd=tmp_path, env=environment,
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    told = subprocess.run(
        [str(python), "-c", TOLD], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert str(folder) in told.stdout
