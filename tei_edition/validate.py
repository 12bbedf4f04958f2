"""TEI to findings: the schema of the profile, then the rules; and XML read without risk.

libxml2 gives the verdict (0.5 microseconds an element); xmlschema, two hundred times slower, is imported
only to explain a no. What is refused before parsing: entity and attribute declarations (bombs),
unusual encodings (which could hide them), and nesting deeper than `MAX_DEPTH`.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from lxml import etree

from .findings import Finding
from .messages import InputError
from .resources import schema_dir
from .rules import SourceLine, check
from .rules.facts import NS

MAX_DEPTH = 256  # elements within elements; the deepest text of the trade stays under 40

# Rules that say again what the grammar says: told only where the grammar has not spoken.
ALSO_GRAMMAR = frozenset(("R02", "R12", "R13", "R15", "R16", "R17", "R23", "R28"))

PROLOG_ITEM = re.compile(rb"\s*(?:<\?.*?\?>|<!--.*?-->)", re.DOTALL)
DOCTYPE = re.compile(rb"\s*<!DOCTYPE")
DECLARED_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
# Encodings in which `<!ENTITY` looks like ASCII (NULs aside), so that it can be searched for.
PLAIN_ENCODING = re.compile(
    rb"utf-?8|utf-?16(?:le|be)?|utf-?32(?:le|be)?|us-ascii|ascii|iso-?8859-\d{1,2}|latin-?\d|windows-125\d|cp125\d|koi8-[ru]",
    re.IGNORECASE,
)
# How early P5 chose modules of the DTD, and attributes without a default: these expand to nothing.
HARMLESS = re.compile(
    rb"<!ENTITY\s+%\s+[\w.-]+\s+([\"'])(?:INCLUDE|IGNORE)\1\s*>"
    rb"|<!ATTLIST\s+[\w.:-]+\s+[\w.:-]+\s+CDATA\s+#IMPLIED\s*>"
)
EBCDIC = b"\x4c\x6f\xa7\x94"  # `<?xm`, as appendix F of XML 1.0 has it
DEEPEST = etree.XPath("/*" * (MAX_DEPTH + 1))


def parse(data: bytes | str | Path) -> etree._ElementTree:
    """Bytes or a file as a tree, read without entities, DTD or network.

    Raises InputError: I06 the file cannot be read, V02 not well-formed, V03 hostile or too deep.
    """
    if not isinstance(data, bytes):
        try:
            data = Path(data).read_bytes()
        except OSError as error:
            raise InputError("I06", 0, error.strerror or "cannot be read") from error
    has_doctype = _refuse_hostile(data)
    # Without collect_ids=False libxml2 stops at the first id used twice; with it, it reads the file that a
    # DOCTYPE names, whatever load_dtd says (lxml 6.1). So a document with a DOCTYPE is read the other way.
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=True, collect_ids=has_doctype
    )
    try:
        tree = etree.ElementTree(etree.fromstring(data, parser))
    except etree.XMLSyntaxError as error:
        line, column = error.position if error.lineno else (0, 0)
        code = "V03" if "depth" in (error.msg or "") else "V02"
        raise InputError(code, line, _plain_syntax(error.msg or "nothing to read"), column) from error
    _refuse_deep(tree)
    if has_doctype:
        _refuse_unknown_entities(tree)
    return tree


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
    at = len(data) - len(data.lstrip(b"\xef\xbb\xbf\xff\xfe"))
    while match := PROLOG_ITEM.match(data, at):
        at = match.end()
    if not DOCTYPE.match(data, at):
        return False
    for declaration in (b"<!ENTITY", b"<!ATTLIST"):
        found = data.find(declaration, at)
        while found >= 0 and (harmless := HARMLESS.match(data, found)):
            found = data.find(declaration, harmless.end())
        if found >= 0:
            line = data.count(b"\n", 0, found) + 1
            hint = " (TEI P4 is not read: convert it to P5)" if b"<TEI.2" in data else ""
            name = declaration[2:].decode("ascii")
            raise InputError("V03", line, f"the document type declares {name}: remove the declaration{hint}")
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


def _plain_syntax(message: str) -> str:
    return message.rpartition(", line ")[0] or message


@cache
def _profile() -> etree.XMLSchema:
    """The schema of the profile, compiled once in a process (6 ms)."""
    path = schema_dir() / "tei_edition.xsd"
    return etree.XMLSchema(etree.parse(path, etree.XMLParser(no_network=True)))


def validate_tree(tree: etree._ElementTree, *, source_line: SourceLine | None = None) -> list[Finding]:
    """What is wrong with a TEI document by the profile: grammar (V01) first, then the rules R01-R29.

    `source_line` gives the line of the plain text that an element comes from; where it knows none, and
    without it, findings have lines of the TEI file.
    """
    grammar: list[Finding] = []
    if not _profile().validate(tree):
        from .explain import explained

        grammar = explained(tree, schema_dir() / "tei_edition.xsd", _profile(), source_line=source_line)
    rules = check(tree, source_line=source_line)
    return grammar + ([f for f in rules if not _said_already(f, grammar)] if grammar else rules)


def _said_already(finding: Finding, grammar: list[Finding]) -> bool:
    """Whether a rule says again what the grammar said of the same element, or of a neighbour of a closer."""
    if finding.code not in ALSO_GRAMMAR:
        return False
    spoken = {fault.path for fault in grammar}
    around = {path.rpartition("/")[0] for path in spoken}
    if finding.code == "R17":
        return finding.path.rpartition("/")[0] in around
    return finding.path in spoken or finding.path in around


def validate_file(path: str | Path, *, schema: Path | None = None) -> list[Finding]:
    """What is wrong with a TEI file: by the profile, or by `schema` (.xsd, .rng or .sch), in order of lines.

    Never raises for what the file holds or lacks: an unreadable or hostile file is a finding as well.
    """
    name = str(path)
    try:
        tree = parse(Path(path))
    except InputError as error:
        return [Finding(error.code, "error", error.line, "", error.detail, error.column, name)]
    if schema is not None:
        from .schemas import validate_by

        found = validate_by(schema, tree, Path(path))
    else:
        stranger = not_the_profile(tree)
        found = [stranger] if stranger else validate_tree(tree)
    return [f._replace(file=name) for f in sorted(found, key=lambda f: f.line)]


def not_the_profile(tree: etree._ElementTree) -> Finding | None:
    """One finding for a document that is not a TEI P5 document with header and text, else None."""
    root = tree.getroot()
    name = root.tag if isinstance(root.tag, str) else str(root.tag)
    if name == f"{NS}TEI":
        return None
    if name in ("TEI.2", "teiCorpus.2"):
        words = "this is TEI P4 (`TEI.2`): convert it to P5 first, for example with the TEI Stylesheets"
    elif name == f"{NS}teiCorpus":
        words = "this is a `teiCorpus`, several documents in one file: validate each `TEI` by itself"
    elif name == "TEI":
        words = 'the root `TEI` is not in TEI\'s namespace: add xmlns="http://www.tei-c.org/ns/1.0"'
    elif name.startswith(NS):
        words = f"the root is `{name.removeprefix(NS)}`; a TEI document begins with `TEI`"
    else:
        words = f"this is not TEI: the root is `{name.rpartition('}')[2]}`"
    return Finding("V05", "error", root.sourceline or 0, f"/{name.rpartition('}')[2]}", words)
