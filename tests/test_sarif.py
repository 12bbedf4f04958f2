"""SARIF against the JSON schema that its makers publish. Needs jsonschema, and `npm install --prefix tests/e2e`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from support import ROOT, program

from tei_edition.catalogue import catalogue
from tei_edition.findings import Finding
from tei_edition.findings.sarif import LEVELS, sarif

SCHEMA = ROOT / "tests/e2e/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
MINIMAL = ROOT / "tests" / "validity" / "minimal.xml"

jsonschema = pytest.importorskip("jsonschema", reason="the extra `e2e` is not installed")
pytestmark = pytest.mark.skipif(not SCHEMA.is_file(), reason="needs npm install --prefix tests/e2e")


@pytest.fixture(scope="module")
def published() -> Any:
    return jsonschema.Draft4Validator(json.loads(SCHEMA.read_text("utf-8")))


def faults(published: Any, log: str) -> list[str]:
    return [f"{list(error.path)}: {error.message}" for error in published.iter_errors(json.loads(log))]


words = some.text(max_size=20)
findings = some.builds(
    Finding,
    code=some.sampled_from(sorted(catalogue())),
    severity=some.sampled_from(sorted(LEVELS)),
    line=some.integers(0, 10**6),
    path=words,
    message=words,
    column=some.integers(0, 10**6),
    file=words,
    source=words,
    excerpt=words,
    caret=some.integers(0, 100),
    ignored=words,
)


@given(some.lists(findings, max_size=5))
def test_whatever_is_found(published: Any, found: list[Finding]) -> None:
    assert faults(published, sarif(found, version="0.1.0", catalogue=catalogue())) == []


def test_the_schema_tells_what_is_wrong(published: Any) -> None:
    wrong = sarif([Finding("R01", "error", 1, "/TEI", "x", file="a.xml")], version="", catalogue={})
    assert faults(published, wrong.replace('"startLine": 1', '"startLine": 0')) != []


def test_what_the_command_writes(published: Any, tmp_path: Path) -> None:
    broken = (
        MINIMAL.read_text("utf-8")
        .replace('target="#div1"', 'target="#gone"')
        .replace("<closer>", "<p/><closer>")
    )
    (tmp_path / "a letter, broken.xml").write_text(broken, "utf-8")
    run = program("validate", ".", "nothing.xml", "--format", "sarif", cwd=tmp_path)
    assert run.returncode == 1
    assert json.loads(run.stdout)["runs"][0]["results"]
    assert faults(published, run.stdout) == []
