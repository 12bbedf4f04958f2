"""What the lists of persons and places of a document say of each entry, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ..indexforms import index_form
from ..namespaces import TEI, XML_ID
from ..people import PersonEntry
from .facts import words

Element = etree._Element
FORMS = {"person": "persName", "place": "placeName"}
LIFE = ("birth", "death")
WHEN = ("when", "when-iso", "notBefore", "notAfter", "from", "to")
ABOUT = ("occupation", "note", "desc")
LONGEST = 200  # characters of a description


def registered(root: Element, kind: str) -> dict[str, PersonEntry]:
    """The entries of every list of persons or places (`kind`), by id: index form, variants, authority
    files, and a line about each: dates of life, and the first that is said of it."""
    found: dict[str, PersonEntry] = {}
    for element in root.iter(f"{{{TEI}}}{kind}"):
        key = element.get(XML_ID)
        forms = [said for form in element.iterfind(f"{{{TEI}}}{FORMS[kind]}") if (said := words(form))]
        if not key or not forms or key in found:
            continue
        idnos = {i.get("type", "id"): words(i) for i in element.iterfind(f"{{{TEI}}}idno") if words(i)}
        about = ", ".join(statements(element))
        index = parted(element.find(f"{{{TEI}}}{FORMS[kind]}")) or index_form(forms[0], key)
        found[key] = PersonEntry(
            key, forms[0], list(dict.fromkeys(forms[1:])), idnos, about=about, index=index
        )
    return found


def parted(form: Element | None) -> str:
    """A name as an index prints it, from its tagged parts: surname, forenames, title; nothing without a surname
    or a title."""
    if form is None:
        return ""
    surname, forename, role = (
        " ".join(said for part in form.iter(f"{{{TEI}}}{tag}") if (said := words(part)))
        for tag in ("surname", "forename", "roleName")
    )
    rest = words(form).replace(role, "", 1)
    if not surname:
        surname, forename = rest if role else "", ""
    elif not forename:
        forename = rest.replace(surname, "", 1)
    surname, forename = (" ".join(part.split()).strip(" ,") for part in (surname, forename))
    return ", ".join(part for part in (surname, forename, role) if part) if surname else ""


def statements(element: Element) -> Iterator[str]:
    """Dates of life as `1870–1931`, then an occupation, a note or a description, cut short."""
    years = [year_of(element.find(f"{{{TEI}}}{name}")) for name in LIFE]
    if any(years):
        yield "–".join(years)
    for name in ABOUT:
        said = words(element.find(f"{{{TEI}}}{name}"))
        if said:
            yield said if len(said) <= LONGEST else said[: said.rfind(" ", 0, LONGEST)].rstrip(",;:.") + " …"
            break


def year_of(event: Element | None) -> str:
    """The year of a birth or death, from its date or its words."""
    if event is None:
        return ""
    dates = [event, *event.iterfind(f"{{{TEI}}}date")]
    said = next((date.get(name, "") for date in dates for name in WHEN if date.get(name)), "")
    year = said[:5] if said.startswith("-") else said[:4]
    return year.lstrip("0") or words(event)[:40]
