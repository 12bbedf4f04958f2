"""Small helpers of the tests: convert a text, cut the readable part out of a TEI file, run the program."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from lxml import etree

from tei_edition.edition import Edition, convert
from tei_edition.model import Metadata, Options
from tei_edition.source import source_of

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "sources"
TEI = "{http://www.tei-c.org/ns/1.0}"
TEXT = re.compile(r"<text[^>]*>\n(.*)</text>\n</TEI>\n", re.DOTALL)
_NAMESPACE = re.compile(r' xmlns(?::\w+)?="[^"]*"')
_OWN_HEADER = ("titleStmt", "notesStmt", "sourceDesc", "creation")


def converted(
    text: str | bytes,
    *,
    names: bool = False,
    name: str = "sample",
    options: Options | None = None,
    **said: str,
) -> Edition:
    """A text read, written, proved and validated; `said` are fields of the sidecar."""
    options = options or Options(names="builtin" if names else "none")
    data = text.encode() if isinstance(text, str) else text
    source, messages = source_of(data, name=name, path=f"{name}.txt", options=options)
    return convert(source, options=options, metadata=Metadata(**said), messages=messages)  # type: ignore[arg-type]


def text_of(data: bytes) -> str:
    """The children of `text`, as written."""
    found = TEXT.search(data.decode())
    assert found, "no text element"
    return found[1]


def header_of(data: bytes) -> str:
    """What the header says of this document, without what it says of every document."""
    header = etree.fromstring(data).find(f"{TEI}teiHeader")
    assert header is not None
    for element in header.xpath(".//*[@xml:id='resp_encoder'] | .//*[@type='sha256']"):
        element.getparent().remove(element)
    parts = [header.find(f".//{TEI}{name}") for name in _OWN_HEADER]
    written = [
        etree.tostring(part, encoding="unicode", with_tail=False) for part in parts if part is not None
    ]
    return "".join(_NAMESPACE.sub("", part) + "\n" for part in written)


def program(*arguments: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command line as a user runs it."""
    return subprocess.run(
        [sys.executable, "-m", "tei_edition", *map(str, arguments)],
        cwd=cwd, env=os.environ | environment, capture_output=True, text=True, encoding="utf-8", timeout=120,
        check=False,
    )  # fmt: skip


@contextmanager
def no_stall(seconds: int = 60) -> Iterator[None]:
    """A guard against steps that grow with the square of the text, not a measure.

    What runs inside is chosen to take a second or two of the processor where its cost grows with the text,
    and minutes where it does not: a busy machine makes no difference. The figures are those of `bench/`.
    """

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"after {seconds} seconds of the processor there is no end")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


# What each page of the HTML edition holds word for word: goldens name it instead of repeating it.
def _repeated() -> dict[str, str]:
    from tei_edition.render.transform import edition_css, edition_script

    return {
        "/* base.css and edition.css stand here */": edition_css(),
        "/* notes.js stands here */": edition_script(),
    }


def folded(page: str) -> str:
    """A page as its golden keeps it: the style and the script of all pages named, not repeated."""
    for name, words in _repeated().items():
        page = page.replace(words, name)
    return page


def unfolded(golden: str) -> str:
    """The page that a golden stands for, to the byte."""
    for name, words in _repeated().items():
        golden = golden.replace(name, words)
    return golden
