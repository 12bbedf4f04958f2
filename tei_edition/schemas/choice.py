"""Which schemas a document names, and where on this machine a copy of tei_all is.

A document names its schemas by `xml-model` instructions (ISO/IEC 19757-11) or by `xsi:schemaLocation`. Only
files are taken; what would have to be fetched is told as not at hand.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from lxml import etree

from ..findings import Finding
from . import Schema, SchemaError, schema_of

XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
SCHEMATRON = "http://purl.oclc.org/dsdl/schematron"
PSEUDO_ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*[\"']([^\"']*)[\"']")
TEI_ALL = "tei_all"
PROFILE_FILES = ("tei_edition.rng", "tei_edition.xsd", "tei_edition.sch")
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


Choice = tuple[list[Schema] | None, list[Finding]]  # None: the profile


def chosen(schema: str, document: Path) -> Choice:
    """The schema that the user names, for a document; a finding where it cannot be used."""
    try:
        return [chosen_schema(schema, document.parent)], []
    except SchemaError as error:
        return [], [Finding("V04", "error", 0, "", str(error))]


def chosen_schema(schema: str, beside: Path | None = None) -> Schema:
    """The schema that `--schema` names, a file or `tei_all`; raises `SchemaError`."""
    if schema != TEI_ALL or Path(schema).is_file():
        return _known_schema(Path(schema))
    found = find_tei_all(beside)
    if found is None:
        raise SchemaError(no_tei_all())
    return _known_schema(found)


@cache
def _known_schema(path: Path, role: str = "") -> Schema:
    return schema_of(path, role)


def named(tree: etree._ElementTree, document: Path) -> Choice:
    """The schemas that a document names, as far as they are files; what is not at hand is told."""
    said = named_by(tree)
    if any(address.rpartition("/")[2] in PROFILE_FILES for address, _ in said):
        return None, []
    found: list[Schema] = []
    notices: list[Finding] = []
    missing: list[str] = []
    for address, role in said:
        path = local_file(address, document)
        if path is None and address.rpartition("/")[2] == "tei_all.rng" and not role:
            path = find_tei_all(document.parent)
        if path is None:
            missing.append(address)
            continue
        try:
            found.append(_known_schema(path, role))
        except SchemaError as error:
            notices.append(Finding("V06", "warning", 0, "", str(error)))
    if missing:
        names = ", ".join(dict.fromkeys(missing))
        instead = "" if found else "; checked by the profile of this program instead"
        words = f"the document names {names}, which is not a file at hand, and nothing is fetched{instead}"
        notices.append(Finding("V06", "info", 1, "", words))
    return found or None, notices
