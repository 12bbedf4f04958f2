"""What a check found, and the forms in which it is said: text, JSON, JSON lines, SARIF, GitHub, HTML.

A `Finding` is a value; nothing here prints. Every form is deterministic: findings come in the order
given, keys in a fixed one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple


class Finding(NamedTuple):
    """A fault: `code` is V01.. or R01..R30, `line` and `column` count from 1 (0: not known).

    `path` leads to the element (`/TEI/text/body/div[2]/p[3]`); `file` is the document, as the user named
    it; `source` is `name:line` of the plain text the element comes from, where that is known; `excerpt` is
    the part of the line around the column, which is its character number `caret` (from 0); `ignored` is the
    reason why the finding does not count, if there is one.
    """

    code: str
    severity: str
    line: int
    path: str
    message: str
    column: int = 0
    file: str = ""
    source: str = ""
    excerpt: str = ""
    caret: int = 0
    ignored: str = ""


class Entry(NamedTuple):
    """What a code means: its usual severity, its meaning, and how to mend what it tells."""

    severity: str
    meaning: str
    mend: str


SHOWN = 76  # characters of a line on a terminal


def written(
    form: str,
    findings: Sequence[Finding],
    *,
    version: str = "",
    files: Sequence[str] = (),
    catalogue: Mapping[str, Entry] | None = None,
    shown: bool = False,
) -> str:
    """Findings as text, json, jsonl, sarif, github or html; `shown` adds to text the line with a caret, as for a terminal.

    `files` are all documents that were checked, `catalogue` says what codes mean, `version` is the program's.
    """
    if form == "sarif":
        from .sarif import sarif

        return sarif(findings, version=version, catalogue=catalogue or {})
    if form == "html":
        from .page import page

        return page(findings, files=files, version=version, catalogue=catalogue or {})
    counted = [finding for finding in findings if not finding.ignored]
    if form == "text":
        return "".join(map(text_shown, counted)) if shown else text(counted)
    return {"json": json, "jsonl": json_lines, "github": github}[form](counted)


def text(findings: Iterable[Finding]) -> str:
    """One finding a line: `path:line:column: severity: message (where) [code]`, without what is not known."""
    return "".join(f"{_place(f)}{f.severity}: {f.message}{_where(f)} [{f.code}]\n" for f in findings)


def text_shown(finding: Finding) -> str:
    """A finding for a terminal: the message, the path of the element, and the line with a caret beneath."""
    lines = [f"{_place(finding)}{finding.severity}: {finding.message} [{finding.code}]"]
    if finding.excerpt and finding.line:
        lines += _with_caret(finding)
    if finding.path:
        lines.append(f"  in {finding.path}")
    if finding.source:
        lines.append(f"  from {finding.source}")
    return "\n".join(lines) + "\n"


def _with_caret(finding: Finding) -> list[str]:
    """The line of the file, cut to the width of a terminal, with a caret beneath the column."""
    from unicodedata import combining, east_asian_width

    start = max(0, min(finding.caret - 30, len(finding.excerpt) - SHOWN))
    cut = finding.excerpt[start : start + SHOWN].replace("\t", " ")
    ahead = cut[: finding.caret - start]
    width = sum(0 if combining(char) else 1 + (east_asian_width(char) in "WF") for char in ahead)
    number = str(finding.line)
    return [f"  {number} | {cut}", f"  {' ' * len(number)} | {' ' * width}^"]


def json(findings: Iterable[Finding]) -> str:
    """A JSON array of objects with the fields of `Finding`."""
    return dumps([_fields(finding) for finding in findings])


def json_lines(findings: Iterable[Finding]) -> str:
    """Each finding as one line of JSON, for programs that read as it comes."""
    from json import dumps  # only the forms that need it pay for it

    return "".join(dumps(_fields(finding), ensure_ascii=False) + "\n" for finding in findings)


def _fields(finding: Finding) -> dict[str, object]:
    return {
        key: value for key, value in finding._asdict().items() if key not in ("excerpt", "caret", "ignored")
    }


def github(findings: Iterable[Finding]) -> str:
    """Workflow commands of GitHub Actions, which show findings beside the lines of a change."""
    return "".join(_github_command(finding) for finding in findings)


def dumps(value: object) -> str:
    """A value as indented JSON with its characters as they are."""
    from json import dumps as write

    return write(value, ensure_ascii=False, indent=2) + "\n"


def _place(finding: Finding) -> str:
    if not finding.line:
        return f"{finding.file}: " if finding.file else ""
    return f"{finding.file or '-'}:{finding.line}:{max(finding.column, 1)}: "


def _where(finding: Finding) -> str:
    known = [part for part in (finding.path, f"from {finding.source}" if finding.source else "") if part]
    return f" ({', '.join(known)})" if known else ""


COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def _github_command(finding: Finding) -> str:
    fields = []
    if finding.file:
        fields.append(f"file={_github_value(finding.file)}")
    if finding.line:
        fields += [f"line={finding.line}", f"col={max(finding.column, 1)}"]
    fields.append(f"title={finding.code}")
    words = f"{finding.message}{_where(finding)}"
    message = words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return f"::{COMMANDS[finding.severity]} {','.join(fields)}::{message}\n"


def _github_value(value: str) -> str:
    pairs = {"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"}
    return "".join(pairs.get(char, char) for char in value)
