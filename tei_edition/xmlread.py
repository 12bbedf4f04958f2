"""XML read without risk: nothing outside the file is read, nothing inside it can grow.

What is refused before parsing: entity and attribute declarations (bombs), unusual encodings (which could
hide them), files of more than `MAX_BYTES`, and stretches of more than `MAX_STRETCH` bytes without a `<`,
which is what an attribute of a gigabyte is. Nesting deeper than `MAX_DEPTH` is refused by the parser.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import IO

from lxml import etree

from .messages import InputError
from .patterns import lazy

MAX_DEPTH = 256  # elements within elements; the deepest text of the trade stays under 40
MAX_BYTES = 256_000_000  # a file; a tree takes some ten times as much memory
MAX_STRETCH = 10_000_000  # bytes without markup: libxml2's own limit for one text or attribute
_BLOCK = 1_000_000

PROLOG_ITEM = lazy(rb"\s*(?:<\?.*?\?>|<!--.*?-->)", re.DOTALL)
DOCTYPE = lazy(rb"\s*<!DOCTYPE")
EXTERNAL_SUBSET = lazy(rb"\s*<!DOCTYPE\s+[^\s\[>]+\s+(?:SYSTEM|PUBLIC)\s[^\[>]*")
DECLARED_ENCODING = lazy(rb"<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
# Encodings in which `<!ENTITY` looks like ASCII (NULs aside), so that it can be searched for.
PLAIN_ENCODING = lazy(
    rb"utf-?8|utf-?16(?:le|be)?|utf-?32(?:le|be)?|us-ascii|ascii|iso-?8859-\d{1,2}|latin-?\d|windows-125\d|cp125\d|koi8-[ru]",
    re.IGNORECASE,
)
# How early P5 chose modules of the DTD, and attributes without a default: these expand to nothing.
HARMLESS = lazy(
    rb"<!ENTITY\s+%\s+[\w.-]+\s+([\"'])(?:INCLUDE|IGNORE)\1\s*>"
    rb"|<!ATTLIST\s+[\w.:-]+\s+[\w.:-]+\s+CDATA\s+#IMPLIED\s*>"
)
EBCDIC = b"\x4c\x6f\xa7\x94"  # `<?xm`, as appendix F of XML 1.0 has it
DEEPEST = etree.XPath("/*" * (MAX_DEPTH + 1))


def read(path: Path | str) -> bytes:
    """The bytes of a file. Raises InputError: I06 it cannot be read, V03 it is too large, or one stretch is."""
    try:
        with Path(path).open("rb") as file:
            return read_stream(file)
    except OSError as error:
        raise InputError("I06", 0, error.strerror or "cannot be read") from error


def read_stream(file: IO[bytes]) -> bytes:
    """All bytes of an open file, given up as soon as they are too many; raises InputError (V03)."""
    blocks: list[bytes] = []
    total = stretch = 0
    while block := file.read(_BLOCK):
        blocks.append(block)
        total += len(block)
        first = block.find(b"<")
        stretch = stretch + len(block) if first < 0 else len(block) - block.rfind(b"<")
        if stretch > MAX_STRETCH:
            raise InputError("V03", 0, f"it holds more than {MAX_STRETCH // 1_000_000} MB without markup")
        if total > MAX_BYTES:
            raise InputError("V03", 0, f"it is larger than {MAX_BYTES // 1_000_000} MB: split it")
    return blocks[0] if len(blocks) == 1 else b"".join(blocks)


def parse(data: bytes | str | Path) -> etree._ElementTree:
    """Bytes or a file as a tree, read without entities, DTD or network.

    Raises InputError: I06 the file cannot be read, V02 not well-formed, V03 hostile or too deep.
    """
    if not isinstance(data, bytes):
        data = read(data)
    has_doctype = _refuse_hostile(data)
    # Without collect_ids=False libxml2 stops at the first id used twice; with it, it reads the file that a
    # DOCTYPE names, whatever load_dtd says (lxml 6.1). So a document with a DOCTYPE is read the other way.
    large = len(data) > MAX_STRETCH  # libxml2 lifts its limits all together, that of depth among them
    try:
        tree = etree.fromstring(data, _parser(large, has_doctype)).getroottree()
    except etree.XMLSyntaxError as error:
        raise _syntax_error(error, data) from error
    if large:
        _refuse_deep(tree)
    if has_doctype:
        _refuse_unknown_entities(tree)
    return tree


@cache
def _parser(huge_tree: bool, collect_ids: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=huge_tree,
        collect_ids=collect_ids,
    )


def external_subset(data: bytes) -> tuple[str, int]:
    """The address of the DTD outside the file that its DOCTYPE names, and its line; ("", 0) without one."""
    at = _after_prolog(data)
    found = EXTERNAL_SUBSET.match(data, at)
    if not found:
        return "", 0
    names = re.findall(rb"[\"']([^\"']*)[\"']", found[0])
    line = data.count(b"\n", 0, data.find(b"<", at)) + 1
    return (names[-1].decode("utf-8", "replace") if names else "?"), line


def _syntax_error(error: etree.XMLSyntaxError, data: bytes = b"") -> InputError:
    from .malformed import in_plain_words, is_html

    line, column = error.position if error.lineno else (0, 0)
    message = error.msg or "nothing to read"
    if "depth" in message:
        return InputError("V03", line, f"elements are nested more than {MAX_DEPTH} deep", column)
    if "huge" in message.lower() or "too long" in message:
        return InputError("V03", line, "one text or attribute holds more than 10 MB", column)
    if is_html(data):
        return InputError("V02", 1, "this is a page of HTML, and not TEI", 1)
    return InputError("V02", line, in_plain_words(message.rpartition(", line ")[0] or message), column)


def _after_prolog(data: bytes) -> int:
    at = len(data) - len(data.lstrip(b"\xef\xbb\xbf\xff\xfe"))
    while match := PROLOG_ITEM.match(data, at):
        at = match.end()
    return at


def _refuse_hostile(data: bytes) -> bool:
    """Refuse declarations that can blow up a document; say whether there is a DOCTYPE at all."""
    if data.startswith(EBCDIC):
        raise InputError("V03", 1, "the encoding EBCDIC is not read: convert the file to UTF-8")
    head = data[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\x00").replace(b"\0", b"")
    declared = DECLARED_ENCODING.match(head)
    if declared and not PLAIN_ENCODING.fullmatch(declared[1]):
        name = declared[1].decode("ascii")
        raise InputError("V03", 1, f"the encoding {name} is not read: convert the file to UTF-8")
    if b"\0" in data[:4] or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.replace(b"\0", b"")
    at = _after_prolog(data)
    if not DOCTYPE.match(data, at):
        return False
    for declaration in (b"<!ENTITY", b"<!ATTLIST"):
        found = data.find(declaration, at)
        while found >= 0 and (harmless := HARMLESS.match(data, found)):
            found = data.find(declaration, harmless.end())
        if found >= 0:
            line = data.count(b"\n", 0, found) + 1
            words = f"the document type declares {declaration[2:].decode('ascii')}"
            if b"<TEI.2" in data:
                raise InputError("V03", line, f"this is TEI P4, and {words}: convert it to P5 first")
            raise InputError("V03", line, f"{words}: remove the declaration")
    return True


def _refuse_deep(tree: etree._ElementTree) -> None:
    too_deep = DEEPEST(tree)
    if isinstance(too_deep, list) and too_deep:
        first = too_deep[0]
        line = first.sourceline or 0 if isinstance(first, etree._Element) else 0
        raise InputError("V03", line, f"elements are nested more than {MAX_DEPTH} deep")


def _refuse_unknown_entities(tree: etree._ElementTree) -> None:
    """With a DOCTYPE libxml2 lets unknown entities pass; their characters would be lost."""
    for entity in tree.iter(etree.Entity):
        parent = entity.getparent()
        line = parent.sourceline or 0 if parent is not None else 0
        raise InputError("V02", line, f"the entity {entity.text} is not known: write the character itself")


def parse_schema(path: Path) -> etree._ElementTree:
    """A schema or another file of the user's own, with its address, so that it can include its neighbours.

    Raises InputError as `parse` does.
    """
    _refuse_hostile(read(path))
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, collect_ids=False)
    try:
        return etree.parse(path, parser)
    except etree.XMLSyntaxError as error:
        raise _syntax_error(error) from error
