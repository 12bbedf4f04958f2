"""The authority file: persons whom the editor knows, as TOML, as TEI listPerson, or as CSV.

Each has an id (it becomes the xml:id), a name, the other names that texts give, dates, and the
addresses that authority files such as VIAF, GND and Wikidata have for the person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from tei_edition.config_values import checked
from tei_edition.guidance.tables import bad, read_table, refuse_reserved
from tei_edition.messages import ConfigError, InputError
from tei_edition.names.forms import parse
from tei_edition.namespaces import NS, XML_ID
from tei_edition.patterns import lazy
from tei_edition.people import Person
from tei_edition.projectfiles import parse_toml, read_text

# key of the file -> the type of the idno, and the address of a bare number
CATALOGUES: dict[str, tuple[str, str]] = {
    "viaf": ("VIAF", "https://viaf.org/viaf/{}"),
    "gnd": ("GND", "https://d-nb.info/gnd/{}"),
    "wikidata": ("Wikidata", "https://www.wikidata.org/entity/{}"),
}
KEYS = ("id", "name", "forename", "surname", "role", "variants", "dates", *CATALOGUES, "note")
_MANY = lazy(r"\s*[;|]\s*")
_PERSON_LINE = lazy(r"^[ \t]*\[\[[ \t]*person[ \t]*\]\]")
_YEAR = lazy(r"-?\d{4}")

if TYPE_CHECKING:
    from lxml import etree


class Row(NamedTuple):
    """A person as a file has it: the line, what it says by key, and addresses in further catalogues."""

    line: int
    said: Mapping[str, object]
    others: Mapping[str, str] = MappingProxyType({})


def read_authority(path: Path) -> tuple[Person, ...]:
    """The persons of an authority file (`.toml`, `.xml` or `.csv`), in its order.

    Raises `ConfigError`, with the line, for what cannot be used: an id that is no xml:id, is the
    program's own or comes twice, a person without a name, an address that is none, an unknown key.
    """
    readers = {".toml": _toml, ".xml": _tei, ".csv": _csv}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise ConfigError("C03", str(path), 0, "an authority file is .toml, .xml (TEI listPerson) or .csv")
    lines: dict[str, int] = {}
    persons: list[Person] = []
    for row in reader(path):
        person = _person(path, row)
        if person.id in lines:
            raise bad(path, row.line, f"the id {person.id} is taken: line {lines[person.id]} has it already")
        lines[person.id] = row.line
        persons.append(person)
    return tuple(persons)


def _person(path: Path, row: Row) -> Person:
    unknown = sorted(set(row.said) - set(KEYS))
    if unknown:
        raise ConfigError(
            "C02", str(path), row.line, f"unknown key {unknown[0]}; known are {', '.join(KEYS)}"
        )
    said = {key: _value(path, row, key) for key in KEYS}
    if not said["id"] or not said["name"]:
        raise bad(
            path, row.line, f"a person needs an id and a name; {'name' if said['id'] else 'id'} is missing"
        )
    refuse_reserved(path, row.line, said["id"])
    form = parse(said["name"])
    idnos = {
        kind: _address(path, row, said[key], pattern)
        for key, (kind, pattern) in CATALOGUES.items()
        if said[key]
    }
    return Person(
        said["id"],
        form.plain,
        forename=said["forename"] or (" ".join(form.given) if form.surname else ""),
        surname=said["surname"] or form.surname,
        role=said["role"],
        variants=[one for one in _MANY.split(said["variants"]) if one],
        idnos=idnos | dict(row.others),
        note=said["note"],
        dates=said["dates"],
    )


def _value(path: Path, row: Row, key: str) -> str:
    """What the row says under a key, as one text; several variants are parted by semicolons."""
    value = row.said.get(key, "")
    try:
        if key == "variants" and isinstance(value, list):
            names = checked("names", value)
            return "; ".join(names) if isinstance(names, tuple) else ""
        return str(checked("id" if key == "id" else "text", value))
    except ValueError as error:
        raise bad(path, row.line, f"{key}: {error}") from None


def _address(path: Path, row: Row, value: str, pattern: str) -> str:
    address = value if ":" in value else pattern.format(value)
    try:
        return str(checked("url", address))
    except ValueError as error:
        raise bad(path, row.line, str(error)) from None


def _toml(path: Path) -> Iterator[Row]:
    text = read_text(path)
    data = parse_toml(path, text)
    lines = [number for number, line in enumerate(text.split("\n"), 1) if _PERSON_LINE.match(line)]
    tables = data.get("person", [])
    unknown = [key for key in data if key != "person"]
    if unknown or not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise bad(
            path,
            1,
            f"an authority file has sections [[person]] only{', not ' + unknown[0] if unknown else ''}",
        )
    for number, table in enumerate(tables):
        yield Row(lines[number] if number < len(lines) else 0, table)


def _csv(path: Path) -> Iterator[Row]:
    for line, row in read_table(path, KEYS, needed=("id", "name")):
        yield Row(line, row)


def _tei(path: Path) -> Iterator[Row]:
    from tei_edition.xmlread import parse as parse_xml

    try:
        root = parse_xml(path).getroot()
    except InputError as error:
        code = "I06" if error.code == "I06" else "C01"
        raise ConfigError(code, str(path), error.line, error.detail) from None
    persons = list(root.iter(f"{NS}person"))
    if not persons:
        raise bad(path, 0, "no person in the namespace of TEI stands in this file")
    for person in persons:
        yield _row(person)


def _row(person: etree._Element) -> Row:
    """What a person of TEI says, by the keys of the other forms."""
    said: dict[str, object] = {"id": person.get(XML_ID, ""), "note": _words(person.find(f"{NS}note"))}
    names = list(person.iterfind(f"{NS}persName"))
    if names:
        role, forename, surname = (
            " ".join(_words(part) for part in names[0].iter(f"{NS}{tag}"))
            for tag in ("roleName", "forename", "surname")
        )
        whole = f"{forename} {surname}".strip() or _words(names[0])
        said |= {"name": whole, "forename": forename, "surname": surname, "role": role}
    said["variants"] = [_words(name) for name in names[1:]]
    born, died = (_year(person.find(f"{NS}{tag}")) for tag in ("birth", "death"))
    said["dates"] = f"{born}–{died}" if born or died else ""
    others: dict[str, str] = {}
    for number in person.iterfind(f"{NS}idno"):
        kind = number.get("type") or "URI"
        if kind.lower() in CATALOGUES:
            said[kind.lower()] = _words(number)
        else:
            others[kind] = _words(number)
    return Row(person.sourceline or 0, said, others)


def _words(element: etree._Element | None) -> str:
    return (
        " ".join("".join(str(piece) for piece in element.itertext()).split()) if element is not None else ""
    )


def _year(element: etree._Element | None) -> str:
    """The year of a birth or a death, or its words."""
    when = _YEAR.match(element.get("when", "")) if element is not None else None
    return when[0] if when else _words(element)
