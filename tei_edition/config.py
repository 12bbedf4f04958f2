"""The configuration: `edition.toml` for a whole edition, `NAME.toml` beside the source `NAME.txt`.

The two tables below are all there is to know: section, key, kind of value, and the field of `Options`
or `Metadata` it sets. Whatever is not in them is refused with its line and the nearest known key,
because a misspelt key that is silently ignored ends as a wrong statement in a header.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from .config_values import checked
from .messages import ConfigError
from .model import Metadata, Options, Overrule
from .overrule import KINDS
from .patterns import lazy
from .projectfiles import parse_toml, read_text

EDITION = "edition.toml"
REPEATED = frozenset(
    ("block", "correction", "ignore")
)  # sections that may be given many times: [[correction]]
Keys = dict[str, dict[str, tuple[str, str]]]  # section -> key -> (kind of value, fields it sets)

EDITION_KEYS: Keys = {
    "edition": {
        "title": ("text", "metadata.series_title"),
        "series": ("text", "metadata.series"),
        "publisher": ("text", "metadata.publisher"),
        "pub_place": ("text", "metadata.pub_place"),
        "date": ("date", "metadata.pub_date"),
        "licence": ("text", "metadata.licence"),
        "licence_url": ("url", "metadata.licence_url"),
        "editor": ("names", "metadata.editors"),
        "statement": ("text", "metadata.statement"),
        "project": ("text", "metadata.project"),
        "url": ("url", "metadata.url"),
        "id_prefix": ("id", "metadata.id_prefix"),
    },
    "text": {
        "language": ("language", "options.language metadata.language"),
        "encoding": ("encoding", "options.encoding"),
        "date_order": ("dmy|mdy", "options.date_order"),
        "unsigned": ("text", "options.unsigned"),
        "author": ("names", "metadata.authors"),
        "genre": ("text", "metadata.genre"),
        "keywords": ("names", "metadata.keywords"),
    },
    "house": {
        "css": ("text", "house.*"),
        "logo": ("text", "house.*"),
        "footer": ("text", "house.*"),
        "xslt": ("text", "house.*"),
        "offer": ("names", "house.*"),
    },
    "names": {
        "recogniser": ("text", "options.names"),
        "titles": ("outside|inside", "options.titles"),
        "authority": ("text", "options.authority"),
        "decisions": ("text", "options.decisions"),
    },
    "validate": {
        "schema": ("text", "validate.*"),
        "select": ("names", "validate.*"),
        "ignore": ("names", "validate.*"),
    },
    "ignore": {
        "file": ("text", "ignore.*"),
        "codes": ("names", "ignore.*"),
        "reason": ("text", "ignore.*"),
    },
}
SIDECAR_KEYS: Keys = {
    "": {
        "title": ("text", "metadata.title"),
        "subtitle": ("text", "metadata.subtitle"),
        "author": ("names", "metadata.authors"),
        "authors": ("names", "metadata.authors"),
        "translator": ("names", "metadata.translators"),
        "transcriber": ("names", "metadata.transcribers"),
        "editor": ("names", "metadata.editors"),
        "date": ("date", "metadata.date"),
        "place": ("text", "metadata.place"),
        "language": ("language", "options.language metadata.language"),
        "encoding": ("encoding", "options.encoding"),
        "date_order": ("dmy|mdy", "options.date_order"),
        "genre": ("text", "metadata.genre"),
        "keywords": ("names", "metadata.keywords"),
        "licence": ("text", "metadata.licence"),
        "licence_url": ("url", "metadata.licence_url"),
    },
    "source": {
        "title": ("text", "source.*"),
        "journal": ("text", "source.*"),
        "volume": ("text", "source.*"),
        "issue": ("text", "source.*"),
        "date": ("date", "source.*"),
        "pages": ("text", "source.*"),
        "publisher": ("text", "source.*"),
        "place": ("text", "source.*"),
        "url": ("url", "source.*"),
        "accessed": ("date", "source.*"),
    },
    "letter": {
        "sender": ("text", "letter.*"),
        "sent": ("date", "letter.*"),
        "sent_from": ("text", "letter.*"),
        "recipient": ("text", "letter.*"),
        "received_at": ("text", "letter.*"),
    },
    "block": {
        "line": ("line", "block.*"),
        "lines": ("lines", "block.*"),
        "match": ("pattern", "block.*"),
        "as": ("|".join(KINDS), "block.*"),
        "level": ("level", "block.*"),
    },
    "correction": {
        "sic": ("verbatim", "correction.*"),
        "corr": ("verbatim", "correction.*"),
        "line": ("line", "correction.*"),
    },
}

SECTION_LINE = lazy(r"[ \t]*+(\[\[?)[ \t]*+([\w\"'. -]++)\]")
KEY_LINE = lazy(r"[ \t]*+([\w\"'-]++(?: ?\. ?[\w\"'-]++)*+)[ \t]*+=")
LONG_QUOTE = lazy(r"\"\"\"|'''")


Tables = dict[tuple[str, int], dict[str, Any]]  # (section, number) -> key -> value
Said = TypeVar("Said")


class Entry(NamedTuple):
    """One `key = value` of a file; `number` counts the tables of a repeated section."""

    section: str
    number: int
    key: str
    value: object


def _place(path: str | Path) -> Path:
    """A path as such; a place of fsspec, which has the methods of one, stays what it is."""
    return Path(path) if isinstance(path, str) else path


def find_edition(sources: Iterable[str | Path]) -> Path | None:
    """The `edition.toml` beside the sources: in the folder of the first source that has one."""
    for source in map(_place, sources):
        folder = source if source.is_dir() else source.parent
        if (folder / EDITION).is_file():
            return folder / EDITION
    return None


def project_folder(sources: Iterable[str | Path], config: str | Path | None) -> Path | None:
    """Where the files of the project lie: beside its `edition.toml`, else beside the first source."""
    if config:
        return _place(config).parent
    first = next(map(_place, sources), None)
    return first if first is None or first.is_dir() else first.parent


def find_sidecar(source: str | Path) -> Path | None:
    """The `NAME.toml` beside the source `NAME.txt`, if there is one."""
    sidecar = _place(source).with_suffix(".toml")
    return sidecar if sidecar.name != EDITION and sidecar.is_file() else None


def load_edition(path: str | Path) -> tuple[Options, Metadata]:
    """What `edition.toml` says, over the defaults; `ConfigError` where it cannot be used."""
    return _load(_place(path), EDITION_KEYS, Options(), Metadata())


def load_sidecar(path: str | Path, *, options: Options, metadata: Metadata) -> tuple[Options, Metadata]:
    """What `NAME.toml` says of its document, over `options` and `metadata`; raises `ConfigError` likewise."""
    return _load(_place(path), SIDECAR_KEYS, options, metadata)


def load_house_keys(path: str | Path) -> dict[str, Any]:
    """The keys of `[house]` in `edition.toml`. Raises `ConfigError` as `load_edition` does."""
    return _said(_place(path), lambda _, tables: tables.get(("house", 0), {}))


class Ignored(NamedTuple):
    """An `[[ignore]]`: findings of these codes, in files of this name or pattern, do not count, for a reason."""

    file: str
    codes: tuple[str, ...]
    reason: str


def load_checks(path: str | Path) -> tuple[dict[str, Any], tuple[Ignored, ...]]:
    """What `edition.toml` says of validation: the keys of `[validate]`, and every `[[ignore]]`.

    Raises `ConfigError` as `load_edition` does, and for an `[[ignore]]` that lacks one of its keys.
    """

    def checks(data: dict[str, Any], tables: Tables) -> tuple[dict[str, Any], tuple[Ignored, ...]]:
        found = [_ignored(table, n) for n, table in enumerate(_repeated("ignore", data, tables))]
        return tables.get(("validate", 0), {}), tuple(found)

    return _said(_place(path), checks)


def _said(path: Path, take: Callable[[dict[str, Any], Tables], Said]) -> Said:
    """What `take` finds in the checked sections of an `edition.toml`, the lines of faults told."""
    text = read_text(path)
    data = parse_toml(path, text)
    try:
        return take(data, _checked_all(data, EDITION_KEYS, _date_order(data))[1])
    except _FaultError as fault:
        raise ConfigError(fault.code, str(path), _line_of(text, fault.path), fault.detail) from None


def _ignored(table: dict[str, Any], number: int) -> Ignored:
    missing = [key for key in Ignored._fields if not table.get(key)]
    if missing:
        raise _FaultError("C03", ("ignore", number), f"an [[ignore]] needs {' and '.join(missing)}")
    return Ignored(**table)


def _load(path: Path, keys: Keys, options: Options, metadata: Metadata) -> tuple[Options, Metadata]:
    text = read_text(path)
    data = parse_toml(path, text)
    try:
        values, tables = _checked_all(data, keys, _date_order(data) or options.date_order)
        corrections = _corrections(_repeated("correction", data, tables))
        blocks = _overrules(_repeated("block", data, tables))
    except _FaultError as fault:
        raise ConfigError(fault.code, str(path), _line_of(text, fault.path), fault.detail) from None
    source = dict(metadata.source) | tables.get(("source", 0), {})
    letter = dict(metadata.letter) | tables.get(("letter", 0), {})
    values["metadata"] |= {"source": tuple(source.items()), "letter": tuple(letter.items())}
    values["metadata"]["corrections"] = metadata.corrections + corrections
    values["metadata"]["blocks"] = metadata.blocks + blocks
    return options._replace(**values["options"]), metadata._replace(**values["metadata"])


def _checked_all(data: dict[str, Any], keys: Keys, order: str) -> tuple[dict[str, dict[str, Any]], Tables]:
    """Every entry checked: the fields of options and metadata it sets, and the sections kept as tables."""
    values: dict[str, dict[str, Any]] = {"options": {}, "metadata": {}}
    tables: Tables = {}
    for entry in _entries(data, keys):
        kind, fields = _known(entry, keys)
        value = _checked(kind, entry, order)
        for field in fields.split():
            owner, _, name = field.partition(".")
            if name == "*":
                tables.setdefault((owner, entry.number), {})[entry.key] = value
            else:
                values[owner][name] = value
    return values, tables


def _repeated(section: str, data: dict[str, Any], tables: Tables) -> list[dict[str, Any]]:
    """The tables of a section that may be given many times, empty ones too."""
    return [tables.get((section, number), {}) for number in range(len(data.get(section, ())))]


def _overrules(tables: list[dict[str, Any]]) -> tuple[Overrule, ...]:
    found = []
    for number, table in enumerate(tables):
        if not table.get("as") or not (table.get("match") or ("line" in table) != ("lines" in table)):
            raise _FaultError("C03", ("block", number), "a [[block]] needs as, and line, lines or match")
        first, last = table.get("lines") or (table.get("line", 0),) * 2
        found.append(Overrule(table["as"], first, last, table.get("match", ""), table.get("level", 0)))
    return tuple(found)


def _corrections(tables: list[dict[str, Any]]) -> tuple[tuple[str, str, int], ...]:
    for number, table in enumerate(tables):
        if not (table.get("sic") and table.get("corr")):
            raise _FaultError("C03", ("correction", number), "a correction needs both sic and corr")
    return tuple((table["sic"], table["corr"], table.get("line", 0)) for table in tables)


class _FaultError(Exception):
    """Something wrong with an entry: `path` says which (section, number, key)."""

    def __init__(self, code: str, path: tuple[str | int, ...], detail: str) -> None:
        super().__init__(detail)
        self.code, self.path, self.detail = code, path, detail


def _entries(data: dict[str, Any], keys: Keys) -> Iterator[Entry]:
    """The entries of a file in its order; raises `_FaultError` for a section that is unknown or no table."""
    for name, value in data.items():
        if name in keys.get("", {}) or (name not in keys and not isinstance(value, dict | list)):
            yield Entry("", 0, name, value)
            continue
        if name not in keys:
            sections = [section for section in keys if section]
            raise _FaultError("C02", (name,), f"unknown section [{name}]{_nearest(name, sections)}")
        tables = value if name in REPEATED else [value]
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            form = f"[[{name}]]" if name in REPEATED else f"[{name}]"
            raise _FaultError("C03", (name,), f"{name} must be a section {form}")
        for number, table in enumerate(tables):
            yield from (Entry(name, number, key, found) for key, found in table.items())


def _known(entry: Entry, keys: Keys) -> tuple[str, str]:
    known = keys.get(entry.section, {})
    if entry.key in known:
        return known[entry.key]
    where = f" in [{entry.section}]" if entry.section else ""
    homes = [f"[{section}]" for section, table in keys.items() if entry.key in table and section]
    hint = f"; it belongs in {homes[0]}" if homes else _nearest(entry.key, list(known))
    raise _FaultError("C02", _path(entry), f"unknown key {entry.key}{where}{hint}")


def _date_order(data: dict[str, Any]) -> str:
    text = data.get("text")
    found = text.get("date_order") if isinstance(text, dict) else data.get("date_order")
    return found if isinstance(found, str) else ""


def _checked(kind: str, entry: Entry, order: str) -> object:
    try:
        return checked(kind, entry.value, order=order)
    except ValueError as error:
        raise _FaultError("C03", _path(entry), f"{entry.key}: {error}") from None


def _nearest(word: str, known: list[str]) -> str:
    from difflib import get_close_matches  # only a misspelt file pays for it

    close = get_close_matches(word, known, n=1)
    if close:
        return f"; did you mean {close[0]}?"
    return f"; known are {', '.join(known)}" if known else ""


def _path(entry: Entry) -> tuple[str | int, ...]:
    if entry.section in REPEATED:
        return (entry.section, entry.number, entry.key)
    return (entry.section, entry.key) if entry.section else (entry.key,)


def _line_of(text: str, path: tuple[str | int, ...]) -> int:
    """The line of the entry or section at `path`, or of what holds it: tomllib tells none."""
    found: dict[tuple[str | int, ...], int] = {}
    section: tuple[str | int, ...] = ()
    counts: dict[str, int] = {}
    quote = ""
    for number, line in enumerate(text.split("\n"), 1):
        if not quote:
            if header := SECTION_LINE.match(line):
                section = _dotted(header[2])
                if header[1] == "[[":
                    name = str(section[0])
                    section = (name, counts.get(name, 0))
                    counts[name] = counts.get(name, 0) + 1
                found.setdefault(section, number)
            elif key := KEY_LINE.match(line):
                found.setdefault(section + _dotted(key[1]), number)
        for mark in LONG_QUOTE.findall(line):
            quote = "" if quote == mark else quote or mark
    while path and path not in found:
        deeper = [line for place, line in found.items() if place[: len(path)] == path]
        if deeper:
            return min(deeper)
        path = path[:-1]
    return found.get(path, 1)


def _dotted(words: str) -> tuple[str, ...]:
    return tuple(part.strip(" \t\"'") for part in words.split("."))
