"""The six texts of sources/, built as a reader builds them, against the files of tests/editions.

`pytest --update` writes those files anew; what changed is then read with `git diff`. They show what
an edition looks like, so a change of one character in them is a change to be wanted.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from support import SOURCES, folded, unfolded

from tei_edition.config import load_edition
from tei_edition.corpus import Run, build
from tei_edition.plan import Plan

FOLDER = Path(__file__).parent / "editions"
NAMES = sorted(path.stem for path in SOURCES.glob("*.txt"))
FILES = {"tei": "edition.xml", "html": "edition.html", "text": "edition.txt"}
SUFFIXES = {"tei": ".xml", "html": ".html", "text": ".txt"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    output = tmp_path_factory.mktemp("build")
    options, metadata = load_edition(SOURCES / "edition.toml")
    return output, build(sorted(SOURCES.glob("*.txt")), Plan(output, options, metadata))


def test_all_are_written_proved_and_valid(built: tuple[Path, Run]) -> None:
    _, run = built
    assert [(r.name, r.status, r.valid) for r in run.records()] == [(name, "written", True) for name in NAMES]
    assert all(
        r.audit["source"] == r.audit["text"] + r.audit["header"] + r.audit["marks"] for r in run.records()
    )


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("name", NAMES)
def test_edition(name: str, kind: str, built: tuple[Path, Run], update: bool) -> None:
    data = (built[0] / kind / f"{name}{SUFFIXES[kind]}").read_bytes()
    golden = FOLDER / name / FILES[kind]
    if update:
        golden.parent.mkdir(exist_ok=True)
        golden.write_bytes(folded(data.decode()).encode())
    expected = unfolded(golden.read_bytes().decode())
    assert data.decode().splitlines() == expected.splitlines()
    assert data == expected.encode()


def test_there_is_nothing_else_in_the_folder() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == NAMES
