"""What the lists of persons and places of a document say of each entry, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ..indexforms import index_form
from ..namespaces import TEI, XML_ID
from ..people import PersonEntry
from .facts import words
from .names import local

Element = etree._Element
FORMS = {"person": "persName", "place": "placeName"}
LIFE = ("birth", "death")
WHEN = ("when", "when-iso", "notBefore", "notAfter", "from", "to")
ABOUT = ("occupation", "note", "desc")
PARTS = tuple(f"{{{TEI}}}{name}" for name in ("surname", "forename", "roleName"))
LONGEST = 200  # characters of a description


def registered(root: Element, kind: str) -> dict[str, PersonEntry]:
    """The entries of every list of persons or places (`kind`), by id: index form, variants, authority
    files, and a line about each: dates of life, and the first that is said of it."""
    found: dict[str, PersonEntry] = {}
    for element in root.iter(f"{{{TEI}}}{kind}"):
        key = element.get(XML_ID)
        if not key or key in found:
            continue
        parts = parts_of(element)
        named = parts.get(FORMS[kind], [])
        forms = [said for form in named if (said := words(form))]
        if not forms:
            continue
        idnos = {idno.get("type", "id"): said for idno in parts.get("idno", []) if (said := words(idno))}
        about = ", ".join(statements(parts))
        index = parted(named[0]) or index_form(forms[0], key)
        found[key] = PersonEntry(
            key, forms[0], list(dict.fromkeys(forms[1:])), idnos, [], about=about, index=index
        )
    return found


def parts_of(entry: Element) -> dict[str, list[Element]]:
    """What an entry is made of, by local name."""
    parts: dict[str, list[Element]] = {}
    for child in entry.iterchildren(f"{{{TEI}}}*"):
        parts.setdefault(local(child.tag), []).append(child)
    return parts


def parted(form: Element) -> str:
    """A name as an index prints it, from its tagged parts: surname, forenames, title; nothing without a surname
    or a title."""
    if not len(form):
        return ""
    parts: dict[str, list[str]] = {}
    for part in form.iter(*PARTS):
        if said := words(part):
            parts.setdefault(local(part.tag), []).append(said)
    surname, forename, role = (" ".join(parts.get(name, ())) for name in ("surname", "forename", "roleName"))
    rest = words(form).replace(role, "", 1)
    if not surname:
        surname, forename = rest if role else "", ""
    elif not forename:
        forename = rest.replace(surname, "", 1)
    surname, forename = (" ".join(part.split()).strip(" ,") for part in (surname, forename))
    return ", ".join(part for part in (surname, forename, role) if part) if surname else ""


def statements(parts: dict[str, list[Element]]) -> Iterator[str]:
    """Of the parts of an entry: dates of life as `1870–1931`, then an occupation, a note or a description, cut
    short."""
    years = [year_of(parts[name][0]) if name in parts else "" for name in LIFE]
    if any(years):
        yield "–".join(years)
    for name in ABOUT:
        said = words(parts[name][0]) if name in parts else ""
        if said:
            yield said if len(said) <= LONGEST else said[: said.rfind(" ", 0, LONGEST)].rstrip(",;:.") + " …"
            break


def year_of(event: Element) -> str:
    """The year of a birth or death, from its date or its words."""
    dates = [event, *event.iterfind(f"{{{TEI}}}date")]
    said = next((date.get(name, "") for date in dates for name in WHEN if date.get(name)), "")
    year = said[:5] if said.startswith("-") else said[:4]
    return year.lstrip("0") or words(event)[:40]
