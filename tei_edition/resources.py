"""Where the things that are not Python lie: the schema folder, and the package's data.

In a wheel the schema is packaged as `tei_edition/schema`; in an editable install it is the
checkout's `schema/`, beside the package.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


def schema_dir() -> Path:
    """The folder of the profile: `tei_edition.xsd`, `.rng`, `.sch`, `.odd` and `xml.xsd`."""
    packaged = _PACKAGE / "schema"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "schema"


def data_path(*parts: str) -> Path:
    """A file or folder of the package's own data: `data_path("xslt", "html.xsl")`."""
    return _PACKAGE.joinpath("data", *parts)


@lru_cache(maxsize=64)
def word_list(name: str) -> tuple[str, ...]:
    """The entries of `data/names/NAME.txt` in their order: one a line, a line with `#` first is a comment."""
    text = data_path("names", f"{name}.txt").read_text(encoding="utf-8")
    return tuple([line for line in text.split("\n") if line and line[0] != "#"])
