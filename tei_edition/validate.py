"""TEI to findings: the verdict of a schema, then what no schema can say, each at its place.

For the profile libxml2 gives the verdict (0.5 microseconds an element); xmlschema, two hundred times slower,
is imported only to explain a no. Other schemas are read by `schemas`. Documents that jing must check are
gathered, because one run of it takes a second for one document or for a thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from .findings import Finding
from .messages import InputError
from .namespaces import NS, XML
from .patterns import lazy
from .resources import schema_dir
from .rules import SourceLine, faults, told
from .rules.facts import Fault
from .rules.pointers import missing_id
from .xmlread import MAX_DEPTH, external_subset, parse, read

if TYPE_CHECKING:
    from .schemas import Schema
    from .schemas.jing import Report

__all__ = [
    "MAX_DEPTH",
    "Checks",
    "parse",
    "validate_data",
    "validate_file",
    "validate_files",
    "validate_tree",
]

PROFILE = "profile"  # `--schema profile`, whatever the document names

# Rules that say again what the grammar says: told only where the grammar has not spoken.
ALSO_GRAMMAR = frozenset(("R02", "R12", "R13", "R16", "R28"))
# Rules that count or compare: where the grammar is broken, what they tell follows from that.
AFTER_GRAMMAR = frozenset(("R04", "R07", "R25"))
NEAR = 3  # elements around one that the grammar told, in which a rule may mean the same
TWICE = lazy(r"is used twice|is taken")
BATCH = 2000  # documents given to one run of jing
BATCH_BYTES = 50_000_000

Source = tuple[str, Callable[[], bytes]]  # the name of a document, and what reads it


class Checks(NamedTuple):
    """How documents are checked: `schema` is a file, `profile`, `tei_all`, or empty for what they name.

    `rules` says whether the rules are asked as well. `engine` is one of `schemas.ENGINES`; `schxslt` is
    SchXslt's stylesheet for Schematron in XPath 2 and 3; `sources` are folders where the plain texts of
    documents built here are looked for.
    """

    schema: str = ""
    rules: bool = True
    engine: str = "auto"
    schxslt: Path | None = None
    sources: tuple[Path, ...] = ()


class _Case:
    """One document on its way: what was found so far, and the schemas that jing is to read."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.data = b""
        self.tree: etree._ElementTree | None = None
        self.faults: list[Fault] = []
        self.findings: list[Finding] = []  # without an element
        self.waiting: list[Schema] = []
        self.reports: list[Report] = []  # what jing said


@cache
def _profile() -> etree.XMLSchema:
    """The schema of the profile, compiled once in a process (6 ms)."""
    path = schema_dir() / "tei_edition.xsd"
    return etree.XMLSchema(etree.parse(path, etree.XMLParser(no_network=True)))


def prepare(checks: Checks) -> None:
    """Compile what most documents need, before processes are made that would each do so."""
    if checks.schema in ("", PROFILE):
        _profile()


def validate_tree(
    tree: etree._ElementTree, *, source_line: SourceLine | None = None, data: bytes | None = None
) -> list[Finding]:
    """What is wrong with a TEI document by the profile: grammar (V01) first, then the rules R01-R29.

    `source_line` gives the line of the plain text that an element comes from; where it knows none, and
    without it, findings have lines of the TEI file. `data` are the bytes of the tree.
    """
    return [told(fault, source_line) for fault in _by_profile(tree, data)]


def _by_profile(tree: etree._ElementTree, data: bytes | None, *, rules: bool = True) -> list[Fault]:
    if _profile().validate(tree):
        return list(faults(tree, data, valid=True)) if rules else []
    from .explain import explained

    grammar = explained(tree, schema_dir() / "tei_edition.xsd", _profile())
    if not rules:
        return grammar
    return _one_per_id(grammar + _without_echo(faults(tree, data, valid=False), grammar))


def _without_echo(found: Iterable[Fault], grammar: list[Fault]) -> list[Fault]:
    """The faults that do not say again, or follow from, what the grammar said of an element or those around it."""
    if not grammar:
        return list(found)
    around = {
        node for fault in grammar for node in (fault.element, *islice(fault.element.iterancestors(), NEAR))
    }
    values = {fault.element.get(_full_name(fault.attribute), "") for fault in grammar if fault.attribute}
    return [fault for fault in found if not _is_echo(fault, around, values)]


def _is_echo(fault: Fault, around: set[etree._Element], values: set[str]) -> bool:
    if fault.code in AFTER_GRAMMAR:
        return True
    if fault.code == "R01":
        return missing_id(fault) in values  # the id is there, in an attribute that is none
    return fault.element in around and fault.code in ALSO_GRAMMAR


def _full_name(attribute: str) -> str:
    return attribute.replace("xml:", XML)


def _one_per_id(found: list[Fault]) -> list[Fault]:
    """Where an id is given twice and one that is pointed at is missing, there is one fault: the second id."""
    twice = [fault for fault in found if fault.attribute == "xml:id" and TWICE.search(fault.words)]
    missing = [fault for fault in found if fault.code == "R01"]
    if not missing or len(missing) > len(twice):
        return found
    hint = ", ".join(f"#{missing_id(fault)}" for fault in missing)
    words = f"{twice[0].words}; {hint} is pointed at and is nowhere: perhaps one of the two"
    kept = [fault for fault in found if fault not in missing]
    return [fault._replace(words=words) if fault is twice[0] else fault for fault in kept]


def validate_file(path: str | Path, *, schema: Path | None = None) -> list[Finding]:
    """What is wrong with a TEI file: by `schema`, or what the file names, or the profile; in order of lines.

    Never raises for what the file holds or lacks: an unreadable or hostile file is a finding as well.
    """
    checks = Checks(schema=str(schema) if schema else "")
    return next(validate_files([Path(path)], checks))[1]


def validate_files(paths: Iterable[Path], checks: Checks) -> Iterator[tuple[str, list[Finding]]]:
    """Each file's name as given, and its findings, in the order of the files; see `validate_file`."""
    return validate_data(((str(path), lambda path=path: read(path)) for path in paths), checks)  # type: ignore[misc]


def validate_data(sources: Iterable[Source], checks: Checks) -> Iterator[tuple[str, list[Finding]]]:
    """As `validate_files`, for documents that are read by a function."""
    batch: list[_Case] = []
    waiting = size = 0
    for name, reader in sources:
        case = _opened(name, reader, checks)
        batch.append(case)
        waiting += bool(case.waiting)
        size += len(case.data)
        if not waiting or len(batch) >= BATCH or size >= BATCH_BYTES:
            yield from _finished(batch, checks)
            batch, waiting, size = [], 0, 0
    yield from _finished(batch, checks)


def _opened(name: str, reader: Callable[[], bytes], checks: Checks) -> _Case:
    """A document read, parsed, and checked by all but jing."""
    case = _Case(name)
    try:
        case.data = reader()
        case.tree = parse(case.data)
        if case.tree.docinfo.doctype:
            _refuse_external_dtd(case.data)
        _check(case, case.tree, checks)
        if case.waiting and not case.faults:
            case.tree = None  # read again when jing has spoken: many trees take much memory
    except InputError as error:
        case.findings.append(_unreadable(case.data, error))
    return case


def _refuse_external_dtd(data: bytes) -> None:
    address, line = external_subset(data)
    if address:
        words = f"the document type names {address}, a DTD outside the file, which is never read: remove it"
        raise InputError("V03", line, words, 1)


def _unreadable(data: bytes, error: InputError) -> Finding:
    from .places import excerpt_of

    excerpt, caret = excerpt_of(data, error.line, error.column)
    found = Finding(error.code, "error", error.line, "", error.detail, error.column)
    return found._replace(excerpt=excerpt, caret=caret)


def _check(case: _Case, tree: etree._ElementTree, checks: Checks) -> None:
    schemas, notices = _schemas_for(case, tree, checks)
    case.findings += notices
    if schemas is None:
        stranger = not_the_profile(tree)
        case.faults = [stranger] if stranger else _by_profile(tree, case.data, rules=checks.rules)
        return
    grammar: list[Fault] = []
    for schema in schemas:
        grammar += _by_schema(case, tree, schema, checks)
    case.faults = grammar
    if not case.waiting:
        case.faults = _one_per_id(grammar + _rules_of_any_tei(case, tree, grammar, checks))


def _rules_of_any_tei(
    case: _Case, tree: etree._ElementTree, grammar: list[Fault], checks: Checks
) -> list[Fault]:
    if not checks.rules:
        return []
    tag = tree.getroot().tag
    if not isinstance(tag, str) or not tag.startswith(NS):
        return []
    return _without_echo(faults(tree, case.data, profile=False), grammar)


def _by_schema(case: _Case, tree: etree._ElementTree, schema: Schema, checks: Checks) -> list[Fault]:
    """The faults by one schema, or a note that jing is to read it, or a finding that it cannot be used."""
    from .schemas import SchemaError, engine_for, grammar_faults

    try:
        engine = engine_for(schema, checks.engine)
        if engine == "jing":
            case.waiting.append(schema)
            return []
        if engine == "schematron":
            from .schemas.schematron import faults as by_schematron

            return by_schematron(schema, tree, case.data, checks.schxslt)
        return grammar_faults(schema, tree)
    except SchemaError as error:
        # Where the user named the schema, the run is no good; where the document did, the rest still is.
        severity, code = ("error", "V04") if checks.schema else ("warning", "V06")
        case.findings.append(Finding(code, severity, 0, "", str(error)))
    return []


def _schemas_for(
    case: _Case, tree: etree._ElementTree, checks: Checks
) -> tuple[list[Schema] | None, list[Finding]]:
    """The schemas to check a document by (None: the profile), and what is to be said of that choice."""
    if checks.schema == PROFILE:
        return None, []
    if not checks.schema and b"<?xml-model" not in case.data and b"chemaLocation" not in case.data:
        return None, []
    from .schemas.choice import chosen, named

    return chosen(checks.schema, Path(case.name)) if checks.schema else named(tree, Path(case.name))


def _finished(batch: list[_Case], checks: Checks) -> Iterator[tuple[str, list[Finding]]]:
    _ask_jing(batch)
    for case in batch:
        found = case.findings + _placed(case, checks)
        named = [finding._replace(file=case.name) for finding in found]
        yield case.name, sorted(named, key=lambda f: (f.line, f.column))


def _ask_jing(batch: list[_Case]) -> None:
    """Have jing read the documents that wait for it, all those of one schema in one run."""
    for schema in dict.fromkeys(chain.from_iterable(case.waiting for case in batch)):
        from .schemas import SchemaError, jing

        cases = [case for case in batch if schema in case.waiting]
        try:
            reports = jing.reports(schema, [case.data for case in cases])
        except SchemaError as error:
            for case in cases:
                case.findings.append(Finding("V04", "error", 0, "", str(error)))
            continue
        for case, found in zip(cases, reports, strict=True):
            case.reports += found


def _placed(case: _Case, checks: Checks) -> list[Finding]:
    """The faults of a case as findings with line, column, line of the file, and line of the plain text."""
    from .places import Places, located

    tree, places = case.tree, None
    if case.waiting:
        tree = tree or parse(case.data)
        if case.reports:
            from .schemas import jing

            places = Places(case.data, tree)
            case.faults += jing.faults(case.reports, tree, places)
        grammar = [fault for fault in case.faults if fault.code == "V01"]
        case.faults = _one_per_id(case.faults + _rules_of_any_tei(case, tree, grammar, checks))
    if not case.faults or tree is None:
        return []
    from .origin import origin_of

    places = places or Places(case.data, tree)
    origin = origin_of(tree, Path(case.name), checks.sources)
    return [
        located(told(fault), fault.element, places, fault.attribute)._replace(
            source=origin(fault.element) if origin else ""
        )
        for fault in case.faults
    ]


def not_the_profile(tree: etree._ElementTree) -> Fault | None:
    """What is wrong with a document that is not a TEI P5 document with header and text, else None."""
    root = tree.getroot()
    name = root.tag if isinstance(root.tag, str) else str(root.tag)
    if name == f"{NS}TEI":
        return None
    if name in ("TEI.2", "teiCorpus.2"):
        words = f"this is TEI P4 (`{name}`): convert it to P5 first, for example with the TEI Stylesheets"
    elif name == f"{NS}teiCorpus":
        words = (
            "this is a `teiCorpus`, several documents in one file: the profile has none;"
            " name a schema with --schema, or validate each `TEI` by itself"
        )
    elif name == "TEI":
        words = 'the root `TEI` is not in TEI\'s namespace: add xmlns="http://www.tei-c.org/ns/1.0"'
    elif name.startswith(NS):
        words = f"the root is `{name.removeprefix(NS)}`; a TEI document begins with `TEI`"
    else:
        words = f"this is not TEI: the root is `{name.rpartition('}')[2]}`"
    return Fault(root, words, "error", code="V05")
