"""The forms in which findings are said: text, JSON, SARIF, GitHub, HTML."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

from tei_edition import findings
from tei_edition.catalogue import catalogue
from tei_edition.findings import Finding
from tei_edition.findings.page import page
from tei_edition.findings.sarif import sarif

HERE = Path(__file__).parent
SAMPLE = [
    Finding(
        "V01", "error", 12, "/TEI/text", "`p` 50% wrong,\nhere", 4, "a, b/ü.xml", "a.txt:3", "一二<p>", 2
    ),
    Finding("R18", "warning", 0, "", "a <sign>", 0, "c.xml"),
    Finding("V06", "info", 3, "", "set aside"),
    Finding("R20", "warning", 5, "/TEI", "cut", 1, "c.xml", ignored="verse & <more>"),
]


def test_text_form() -> None:
    assert findings.text(SAMPLE[:1]) == (
        "a, b/ü.xml:12:4: error: `p` 50% wrong,\nhere (/TEI/text, from a.txt:3) [V01]\n"
    )
    assert findings.text(SAMPLE[1:3]) == "c.xml: warning: a <sign> [R18]\n-:3:1: info: set aside [V06]\n"
    assert findings.written("text", SAMPLE).count("\n") == 4  # what is ignored is not told
    assert findings.text([]) == ""


def test_a_terminal_shows_the_line_with_a_caret() -> None:
    """Beneath the character, though it stands after two that are wide and one that has no width."""
    lines = findings.text_shown(SAMPLE[0]).splitlines()
    assert lines[2:] == ["  12 | 一二<p>", "     |     ^", "  in /TEI/text", "  from a.txt:3"]
    long = Finding("V01", "error", 1, "", "x", 301, "a.xml", "", "a" * 300 + "<b>" + "c" * 300, 300)
    shown, caret = findings.text_shown(long).splitlines()[1:3]
    assert shown[caret.index("^")] == "<"
    assert len(shown) <= 84


def test_json_forms() -> None:
    first = json.loads(findings.json(SAMPLE))[0]
    assert list(first) == ["code", "severity", "line", "path", "message", "column", "file", "source"]
    assert first["source"] == "a.txt:3"
    assert json.loads(findings.json([])) == []
    lines = findings.written("jsonl", SAMPLE).splitlines()
    assert [json.loads(line)["code"] for line in lines] == ["V01", "R18", "V06"]


def test_github_form() -> None:
    first, second, third = findings.github(SAMPLE[:3]).splitlines()
    assert first == (
        "::error file=a%2C b/ü.xml,line=12,col=4,title=V01::`p` 50%25 wrong,%0Ahere (/TEI/text, from a.txt:3)"
    )
    assert second == "::warning file=c.xml,title=R18::a <sign>"
    assert third == "::notice line=3,col=1,title=V06::set aside"


# The parts of SARIF 2.1.0 that are written (OASIS, sections 3.13 to 3.35): for each object the names it may
# have, and those it must have.
SARIF = {
    "log": ({"$schema", "version", "runs"}, {"version", "runs"}),
    "run": ({"tool", "columnKind", "results"}, {"tool"}),
    "driver": ({"name", "version", "rules"}, {"name"}),
    "rule": ({"id", "shortDescription", "help", "defaultConfiguration"}, {"id"}),
    "result": (
        {"ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints", "suppressions"},
        {"message"},
    ),
    "location": ({"physicalLocation", "logicalLocations", "message"}, set()),
    "physical": ({"artifactLocation", "region"}, {"artifactLocation"}),
    "region": ({"startLine", "startColumn", "snippet"}, set()),
    "suppression": ({"kind", "justification"}, {"kind"}),
}
LEVELS = ("none", "note", "warning", "error")


def keeps(name: str, value: dict[str, object]) -> dict[str, object]:
    allowed, needed = SARIF[name]
    assert needed <= set(value) <= allowed, name
    return value


def test_sarif_form() -> None:
    log = keeps("log", json.loads(sarif(SAMPLE, version="0.1.0", catalogue=catalogue())))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    keeps("run", run)
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    driver = keeps("driver", run["tool"]["driver"])
    assert (driver["name"], driver["version"]) == ("tei_edition", "0.1.0")
    rules = [keeps("rule", rule) for rule in driver["rules"]]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert all(rule["defaultConfiguration"]["level"] in LEVELS and rule["help"]["text"] for rule in rules)
    for result in run["results"]:
        keeps("result", result)
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in LEVELS
        assert result["message"]["text"]
        for location in result["locations"]:
            keeps("location", location)
            if "physicalLocation" in location:
                place = keeps("physical", location["physicalLocation"])
                assert re.fullmatch(r"[!-~]+", place["artifactLocation"]["uri"])
                region = keeps("region", place.get("region", {}))
                assert region.get("startLine", 1) >= 1
                assert region.get("startColumn", 1) >= 1
    first, second, *_, last = run["results"]
    assert first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%2C%20b/%C3%BC.xml"
    assert "region" not in second["locations"][0]["physicalLocation"]
    assert keeps("suppression", last["suppressions"][0])["kind"] in ("inSource", "external")
    assert json.loads(sarif([], version="", catalogue={}))["runs"][0]["results"] == []


def test_html_form() -> None:
    made = page(SAMPLE, files=["a, b/ü.xml", "c.xml", "d.xml"], version="0.1.0", catalogue=catalogue())
    assert "Files: 2 valid, 1 not. Findings: 3." in made
    assert "a &lt;sign&gt;" in made
    assert "<sign>" not in made
    assert "一二<mark>&lt;</mark>p&gt;" in made
    assert "verse &amp; &lt;more&gt;" in made
    assert "<script" not in made
    ids = re.findall(r'id="([^"]+)"', made)
    assert set(re.findall(r'href="#([^"]+)"', made)) <= set(ids)


def test_the_forms_are_deterministic() -> None:
    document = (HERE / "validity" / "minimal.xml").read_text("utf-8").replace('"italic"', '"slanted"')
    command = [sys.executable, "-m", "tei_edition", "validate", "-", "--format", "sarif"]
    runs = {
        subprocess.run(
            command, input=document.replace("</closer>", "</closer><p>@</p>").encode(), capture_output=True,
            check=False, env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(HERE.parent)}, cwd=HERE,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    (made,) = runs
    assert b"slanted" in made
