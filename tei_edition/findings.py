"""What a check found, and the forms in which it is said: text, JSON, SARIF 2.1.0, GitHub annotations.

A `Finding` is a value; nothing here prints. Every form is deterministic: findings come in the order
given, keys in a fixed one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

SARIF_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
GITHUB_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


class Finding(NamedTuple):
    """A fault: `code` is V01.. or R01..R30, `line` and `column` count from 1 (0: not known).

    `path` leads to the element (`/TEI/text/body/div[2]/p[3]`); `file` is the document, as the user named it.
    """

    code: str
    severity: str
    line: int
    path: str
    message: str
    column: int = 0
    file: str = ""


def text(findings: Iterable[Finding]) -> str:
    """One finding a line: `path:line:column: severity: message [code]`; without a known line `path: ...`."""
    return "".join(f"{_place(f)}{f.severity}: {f.message} [{f.code}]\n" for f in findings)


def json(findings: Iterable[Finding]) -> str:
    """A JSON array of objects with the fields of `Finding`."""
    return _dumps([finding._asdict() for finding in findings])


def sarif(findings: Sequence[Finding], *, version: str = "", meanings: dict[str, str] | None = None) -> str:
    """A SARIF 2.1.0 log (OASIS): one run; `meanings` gives codes their words; `version` is the program's."""
    meanings = meanings or {}
    codes = sorted({finding.code for finding in findings})
    driver: dict[str, object] = {"name": "tei_edition"}
    if version:
        driver["version"] = version
    driver["rules"] = [_sarif_rule(code, meanings.get(code, "")) for code in codes]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {"tool": {"driver": driver}, "results": [_sarif_result(f, codes.index(f.code)) for f in findings]}
        ],
    }
    return _dumps(log)


def github(findings: Iterable[Finding]) -> str:
    """Workflow commands of GitHub Actions, which show findings beside the lines of a change."""
    return "".join(_github_command(finding) for finding in findings)


def _dumps(value: object) -> str:
    from json import dumps  # only the forms that need it pay for it

    return dumps(value, ensure_ascii=False, indent=2) + "\n"


def _place(finding: Finding) -> str:
    if not finding.line:
        return f"{finding.file}: " if finding.file else ""
    return f"{finding.file or '-'}:{finding.line}:{max(finding.column, 1)}: "


def _sarif_rule(code: str, meaning: str) -> dict[str, object]:
    return {"id": code, "shortDescription": {"text": meaning}} if meaning else {"id": code}


def _sarif_result(finding: Finding, index: int) -> dict[str, object]:
    from urllib.parse import quote

    place: dict[str, object] = {
        "artifactLocation": {"uri": quote(finding.file.replace("\\", "/"), safe="/:~")}
    }
    if finding.line:
        place["region"] = {"startLine": finding.line, "startColumn": max(finding.column, 1)}
    location: dict[str, object] = {"physicalLocation": place} if finding.file else {}
    if finding.path:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.path}]
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": SARIF_LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [location] if location else [],
    }


def _github_command(finding: Finding) -> str:
    fields = []
    if finding.file:
        fields.append(f"file={_github_value(finding.file)}")
    if finding.line:
        fields += [f"line={finding.line}", f"col={max(finding.column, 1)}"]
    fields.append(f"title={finding.code}")
    message = finding.message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return f"::{GITHUB_COMMANDS[finding.severity]} {','.join(fields)}::{message}\n"


def _github_value(value: str) -> str:
    pairs = {"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"}
    return "".join(pairs.get(char, char) for char in value)
