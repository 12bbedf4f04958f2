"""Where the things that are not Python lie: the schema folder, and the package's data.

In a wheel the schema is packaged as `tei_edition/schema`; in an editable install it is the
checkout's `schema/`, beside the package.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def schema_dir() -> Path:
    """The folder of the profile: `tei_edition.xsd`, `.rng`, `.sch`, `.odd` and `xml.xsd`."""
    packaged = _PACKAGE / "schema"
    return packaged if packaged.is_dir() else _PACKAGE.parent / "schema"


def data_path(*parts: str) -> Path:
    """A file or folder of the package's own data: `data_path("xslt", "html.xsl")`."""
    return _PACKAGE.joinpath("data", *parts)
