"""The pages in a real browser and under the HTML checker of the W3C. Needs chromium, node and java, and what
`npm install --prefix tests/e2e` brings; what is not there is skipped."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from support import ROOT, SOURCES, program

pytestmark = pytest.mark.e2e
TOOLS = ROOT / "tests" / "e2e"
MODULES = TOOLS / "node_modules"
SAMPLES = ROOT / "tests" / "render"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition of the sample texts, and pages of other TEI beside it."""
    folder = tmp_path_factory.mktemp("edition")
    assert program("build", SOURCES, "-o", folder, cwd=folder).returncode == 0
    assert program("render", SAMPLES, "-o", folder / "others", cwd=folder).returncode == 0
    return folder


def pages(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


def browser(what: str, files: list[Path]) -> list[str]:
    """The faults that `browser.mjs` finds."""
    if CHROMIUM is None or shutil.which("node") is None or not (MODULES / "playwright-core").is_dir():
        pytest.skip("needs chromium, node, and npm install --prefix tests/e2e")
    run = subprocess.run(
        ["node", "browser.mjs", CHROMIUM, what, *map(str, files)],
        cwd=TOOLS, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    found: list[str] = json.loads(run.stdout)
    return found


def test_html_is_valid(edition: Path) -> None:
    jar = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if shutil.which("java") is None or not jar.is_file():
        pytest.skip("needs java, and npm install --prefix tests/e2e")
    run = subprocess.run(
        ["java", "-jar", str(jar), "--errors-only", "--format", "gnu", *map(str, pages(edition))],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert run.stderr == ""
    assert run.returncode == 0


def test_axe_finds_nothing_in_light_dark_and_narrow(edition: Path) -> None:
    assert browser("axe", pages(edition)) == []


def test_keys_alone_reach_a_note_and_the_way_back(edition: Path) -> None:
    assert browser("keyboard", [edition / "html" / "keepers.html"]) == []


def test_everything_is_to_be_seen_without_scripts(edition: Path) -> None:
    assert browser("plain", pages(edition)) == []


def test_index_sorts_and_filters_and_the_search_finds(edition: Path) -> None:
    assert browser("site", [edition / "html" / "index.html"]) == []
