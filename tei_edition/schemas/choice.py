"""Which schemas a document names, and where on this machine a copy of tei_all is.

A document names its schemas by `xml-model` instructions (ISO/IEC 19757-11) or by `xsi:schemaLocation`. Only
files are taken; what would have to be fetched is told as not at hand.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from lxml import etree

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
SCHEMATRON = "http://purl.oclc.org/dsdl/schematron"
PSEUDO_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*[\"']([^\"']*)[\"']")
TEI_ALL = "tei_all"
HOW_TO_GET_TEI_ALL = (
    "download https://tei-c.org/release/xml/tei/custom/schema/relaxng/tei_all.rng, put it beside your files or"
    " into {folder}, or set the variable TEI_ALL to its path"
)


class Named(NamedTuple):
    """A schema as a document names it; `role` is `sch` for Schematron, else empty."""

    address: str
    role: str


def named_by(tree: etree._ElementTree) -> list[Named]:
    """The schemas a document names, in its order, each once."""
    return list(dict.fromkeys([*_by_instruction(tree), *_by_location(tree)]))


def _by_instruction(tree: etree._ElementTree) -> Iterator[Named]:
    node = tree.getroot().getprevious()
    found = []
    while node is not None:
        if isinstance(node, etree._ProcessingInstruction) and node.target == "xml-model":
            said = dict(PSEUDO_ATTRIBUTE.findall(node.text or ""))
            if said.get("href"):
                found.append(Named(said["href"], "sch" if said.get("schematypens") == SCHEMATRON else ""))
        node = node.getprevious()
    yield from reversed(found)


def _by_location(tree: etree._ElementTree) -> Iterator[Named]:
    root = tree.getroot()
    words = root.get(f"{XSI}schemaLocation", "").split()
    pairs = dict(zip(words[::2], words[1::2], strict=False))
    own = etree.QName(root).namespace or ""
    address = pairs.get(own) or root.get(f"{XSI}noNamespaceSchemaLocation", "")
    if address:
        yield Named(address, "")


def local_file(address: str, document: Path) -> Path | None:
    """The file an address of a document leads to; None where there is none, or it would have to be fetched."""
    parts = urlsplit(address)
    if parts.scheme not in ("", "file") or parts.netloc not in ("", "localhost"):
        return None
    path = document.parent / unquote(parts.path)
    try:
        return path if path.is_file() else None
    except (OSError, ValueError):
        return None


def find_tei_all(beside: Path | None = None) -> Path | None:
    """A copy of tei_all.rng: the variable TEI_ALL, beside the document, here, or where TEI is installed."""
    said = os.environ.get("TEI_ALL", "")
    for path in [Path(said)] if said else []:
        if path.is_file():
            return path
    folders = [*([beside] if beside else []), Path(), Path("schema"), own_folder()]
    for folder in folders:
        if (folder / "tei_all.rng").is_file():
            return folder / "tei_all.rng"
    for folder in (
        Path("/usr/local/share/xml/tei"),
        Path("/usr/share/xml/tei"),
        *Path("/opt").glob("[oO]xygen*"),
    ):
        found = next(islice(sorted(folder.rglob("tei_all.rng")), 1), None) if folder.is_dir() else None
        if found:
            return found
    return None


def own_folder() -> Path:
    """Where a user keeps TEI schemas: `tei` in the folder for data of the XDG base directories."""
    home = os.environ.get("XDG_DATA_HOME", "")
    return (Path(home) if home else Path.home() / ".local" / "share") / "tei"


def no_tei_all() -> str:
    """What to say where no copy of tei_all is found."""
    return f"no copy of tei_all.rng is found: {HOW_TO_GET_TEI_ALL.format(folder=own_folder())}"
