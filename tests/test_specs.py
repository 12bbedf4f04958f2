"""The examples of tests/specs: what a plain text says, and the TEI it becomes.

An example is a fence with the word `example`: the source, a line with a lone `.`, the expected
children of `text`; then, where the messages matter, another `.` and `line: code` for each. After
`example` may stand `names` (persons are tagged), `header` (what the header says of this document is
shown before the text) and `key=value` for a field of the sidecar (`_` for a blank). `␌` is a form feed.
`pytest --update` rewrites what is expected. Every example is audited and validated as well.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from support import converted, header_of, text_of

FOLDER = Path(__file__).parent / "specs"
FENCE = re.compile(r"^(`{3,})example\b([^\n]*)\n(.*?)\n\1$", re.DOTALL | re.MULTILINE)
# what every example lacks that shows a body and no more: author, licence, source and title
_OF_FRAGMENTS = frozenset(("H01", "H03", "H04", "H05"))


class Example(NamedTuple):
    """One fence of a file: `start` and `end` are those of its three parts."""

    file: Path
    number: int
    line: int
    flags: tuple[str, ...]
    source: str
    expected: str
    messages: str | None
    start: int
    end: int


def examples_of(file: Path) -> list[Example]:
    text = file.read_text(encoding="utf-8")
    found = []
    for number, fence in enumerate(FENCE.finditer(text)):
        source, expected, messages = [
            *re.split(r"^\.(?:\n|\Z)", fence[3] + "\n", flags=re.MULTILINE),
            None,
            None,
        ][:3]
        assert source is not None
        line = text.count("\n", 0, fence.start()) + 1
        flags = tuple(fence[2].split())
        found.append(
            Example(file, number, line, flags, source, expected or "", messages, fence.start(3), fence.end(3))
        )
    return found


EXAMPLES = [example for file in sorted(FOLDER.glob("*.md")) for example in examples_of(file)]


def outcome(example: Example) -> tuple[str, str]:
    """The TEI and the messages an example gives."""
    said = dict(flag.replace("_", " ").split("=", 1) for flag in example.flags if "=" in flag)
    source = example.source.replace("␌", "\f")
    edition = converted(source, names="names" in example.flags, **{"language": "en", **said})
    told = sorted((m.line, m.code) for m in edition.document.messages)
    faults = [m.detail for m in edition.document.messages if m.code == "A01"]
    assert not faults, faults
    assert edition.valid, edition.findings
    header = header_of(edition.data) if "header" in example.flags else ""
    hidden = frozenset() if "header" in example.flags else _OF_FRAGMENTS
    return header + text_of(edition.data), "".join(
        f"{line}: {code}\n" for line, code in told if code not in hidden
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{e.file.stem}-{e.line}" for e in EXAMPLES])
def test_example(example: Example, update: bool) -> None:
    tei, messages = outcome(example)
    if update:
        rewrite(example, tei, messages)
        return
    assert tei == example.expected
    if example.messages is not None:
        assert messages == example.messages


def rewrite(example: Example, tei: str, messages: str) -> None:
    """Put what the program gives into the file; those before it may have grown, so the fence is found anew."""
    now = examples_of(example.file)[example.number]
    text = now.file.read_text(encoding="utf-8")
    body = f"{now.source}.\n{tei}" + ("" if now.messages is None else f".\n{messages}")
    now.file.write_text(text[: now.start] + body.removesuffix("\n") + text[now.end :], encoding="utf-8")


def test_there_are_examples_of_every_subject() -> None:
    files = {file.stem for file in FOLDER.glob("*.md")}
    assert files == {example.file.stem for example in EXAMPLES}
    assert len(EXAMPLES) >= 60
