"""Findings as one HTML page, for people who do not read terminals: by file, with the line of each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby

from . import Entry, Finding

CODE = re.compile(r"`([^`]+)`")
STYLE = """
body { font: 1rem/1.5 Georgia, serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff }
h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; overflow-wrap: anywhere }
li { margin: 0 0 1rem } ul { list-style: none; padding: 0 }
.error b { color: #a00000 } .warning b { color: #7a5200 } .info b { color: #1c5a8a }
code, pre { font: .85rem/1.4 ui-monospace, monospace }
pre { background: #f4f2ec; padding: .4rem .6rem; margin: .3rem 0; overflow-x: auto }
.where { color: #555; font-size: .9rem; overflow-wrap: anywhere } mark { background: #ffd9a0 }
table { border-collapse: collapse } td, th { text-align: left; padding: .2rem .8rem .2rem 0; vertical-align: top }
""".strip()


def page(
    findings: Sequence[Finding], *, files: Sequence[str], version: str, catalogue: Mapping[str, Entry]
) -> str:
    """The whole page; every word that comes from a document is escaped. It needs no script."""
    counted = [finding for finding in findings if not finding.ignored]
    wrong = {finding.file for finding in counted if finding.severity == "error"}
    valid = len(files) - len(wrong)
    parts = [
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>Validation, findings: {len(counted)}</title><style>\n{STYLE}\n</style></head><body>",
        "<h1>Validation</h1>",
        f"<p>Files: {valid} valid, {len(wrong)} not. Findings: {len(counted)}.</p>",
        *(_file(name, list(group)) for name, group in groupby(counted, key=lambda f: f.file)),
        _ignored([finding for finding in findings if finding.ignored]),
        _codes(sorted({finding.code for finding in counted}), catalogue),
        f'<p class="where">tei_edition {escape(version)}</p></body></html>',
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _file(name: str, findings: list[Finding]) -> str:
    return f"<h2>{escape(name or '-')}</h2>\n<ul>\n{''.join(_finding(f) for f in findings)}</ul>"


def _finding(finding: Finding) -> str:
    line = f"line {finding.line}, column {max(finding.column, 1)}" if finding.line else ""
    source = f"from {finding.source}" if finding.source else ""
    where = ", ".join(escape(part) for part in (line, source, finding.path) if part)
    shown = f"<pre>{_marked(finding)}</pre>" if finding.excerpt else ""
    return (
        f'<li class="{finding.severity}"><b>{finding.severity}</b> '
        f'<a href="#{escape(finding.code)}">{escape(finding.code)}</a> {_words(finding.message)}{shown}'
        f'<div class="where">{where}</div></li>\n'
    )


def _words(message: str) -> str:
    """A message with its `names` as code."""
    return CODE.sub(r"<code>\1</code>", escape(message))


def _marked(finding: Finding) -> str:
    """The part of the line around the column, with the character there marked."""
    line, at = finding.excerpt, finding.caret
    before, mark, after = line[:at], line[at : at + 1], line[at + 1 :]
    return f"{escape(before)}<mark>{escape(mark)}</mark>{escape(after)}"


def _ignored(findings: list[Finding]) -> str:
    if not findings:
        return ""
    rows = "".join(
        f"<tr><td>{escape(f.file)}</td><td>{escape(f.code)}</td><td>{escape(f.ignored)}</td></tr>\n"
        for f in findings
    )
    return f"<h2>Ignored by the configuration</h2>\n<table>\n{rows}</table>"


def _codes(codes: list[str], catalogue: Mapping[str, Entry]) -> str:
    rows = [
        f'<tr id="{code}"><th>{code}</th><td>{_words(entry.meaning)}</td><td>{_words(entry.mend)}</td></tr>\n'
        for code in codes
        if (entry := catalogue.get(code))
    ]
    if not rows:
        return ""
    return f"<h2>What the codes mean, and how to mend it</h2>\n<table>\n{''.join(rows)}</table>"
