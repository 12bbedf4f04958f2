"""Findings as SARIF 2.1.0 (OASIS), the form that code hosts and editors read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from . import Entry, Finding, dumps

LEVELS = {"error": "error", "warning": "warning", "info": "note"}
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "teiElement/v1"


def sarif(findings: Sequence[Finding], *, version: str, catalogue: Mapping[str, Entry]) -> str:
    """One run with all findings; those ignored by the configuration are in it, suppressed with their reason.

    Columns count characters. Paths stay relative as the user gave them, for a code host to find the file.
    """
    codes = sorted({finding.code for finding in findings})
    driver: dict[str, object] = (
        {"name": "tei_edition", "version": version} if version else {"name": "tei_edition"}
    )
    driver["rules"] = [_rule(code, catalogue.get(code)) for code in codes]
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes.index(finding.code)) for finding in findings],
    }
    return dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(code: str, entry: Entry | None) -> dict[str, object]:
    rule: dict[str, object] = {"id": code}
    if entry:
        rule["shortDescription"] = {"text": entry.meaning}
        rule["help"] = {"text": entry.mend}
        rule["defaultConfiguration"] = {"level": LEVELS[entry.severity]}
    return rule


def _result(finding: Finding, index: int) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": LEVELS[finding.severity],
        "message": {"text": finding.message},
    }
    location = _location(finding)
    result["locations"] = [location] if location else []
    result["partialFingerprints"] = {FINGERPRINT: f"{finding.code}:{finding.path}"}
    if finding.ignored:
        result["suppressions"] = [{"kind": "external", "justification": finding.ignored}]
    return result


def _location(finding: Finding) -> dict[str, object]:
    location: dict[str, object] = {}
    if finding.file:
        uri = quote(finding.file.replace("\\", "/"), safe="/~")
        place: dict[str, object] = {"artifactLocation": {"uri": uri}}
        if finding.line:
            region: dict[str, object] = {"startLine": finding.line, "startColumn": max(finding.column, 1)}
            if finding.excerpt:
                region["snippet"] = {"text": finding.excerpt}
            place["region"] = region
        location["physicalLocation"] = place
    if finding.path:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.path, "kind": "element"}]
    if finding.source:
        location["message"] = {"text": f"from {finding.source}"}
    return location
