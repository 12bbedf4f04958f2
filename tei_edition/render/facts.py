"""The teiHeader in a few facts: what names, dates and credits a document, read once for the page's
head, the citation line and the record of a run. Any TEI P5 header will do; what is missing is empty."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from ..namespaces import TEI, XML_LANG
from .languages import tag
from .names import listed, local

Element = etree._Element
NS = {"t": TEI}
WHEN = ("when", "notBefore", "from", "when-iso", "notBefore-iso", "from-iso", "to", "notAfter")
PIECED = listed(
    """
    bibl biblStruct biblFull analytic monogr imprint listBibl titleStmt publicationStmt
    msDesc msIdentifier listWit witness
    """
)
NO_TITLE = ("sub", "subtitle", "short", "iso-date")


class Facts:
    """What the header says, as plain words."""

    def __init__(self) -> None:
        self.title = ""
        self.subtitle = ""
        self.authors: list[str] = []
        self.language = ""
        self.date = ""  # of the work
        self.when = ""
        self.source = ""
        self.edition = ""
        self.publisher = ""
        self.published = ""  # the date of the edition, as a year or a full date
        self.url = ""
        self.licence = ""
        self.licence_url = ""
        self.words = 0

    def citation(self) -> str:
        """One sentence to cite the edition by: author, title, date of the work; edition, publisher,
        date of the edition, address."""
        named = f"{', '.join(self.authors)}: " if self.authors else ""
        title = self.title
        if self.subtitle:
            title += (", " if self.subtitle[0].islower() else ": ") + self.subtitle
        first = f"{named}{title}" + (f" ({self.date.strip('()')})" if self.date else "")
        imprint = ", ".join(part for part in (self.publisher, self.published) if part)
        pieces = [first, self.edition, imprint, self.url]
        sentences = [
            piece if piece.endswith((".", "?", "!")) else f"{piece}." for piece in pieces[:3] if piece
        ]
        return " ".join([*sentences, *pieces[3:]]).strip()


def read_facts(root: Element) -> Facts:
    """The facts of a TEI document (or fragment: then only what its text and attributes say)."""
    facts = Facts()
    text = first(root, ".//t:text")
    facts.language = language_of(root, text)
    header = first(root, "t:teiHeader")
    if header is None:
        facts.title = words(first(root, ".//t:head"))
        return facts
    titles = header.findall("t:fileDesc/t:titleStmt/t:title", NS)
    facts.title = main_title(titles)
    facts.subtitle = next((words(t) for t in titles if t.get("type") in ("sub", "subtitle")), "")
    facts.authors = authors_of(header)
    facts.date, facts.when = date_of(header, text)
    facts.source = source_of(header)
    facts.edition = words(first(header, "t:fileDesc/t:editionStmt/t:edition"))
    read_publication(facts, first(header, "t:fileDesc/t:publicationStmt"))
    for measure in header.iterfind("t:fileDesc/t:extent/t:measure[@unit='words']", NS):
        quantity = measure.get("quantity", "")
        facts.words = int(quantity) if quantity.isdecimal() else 0
    return facts


def read_publication(facts: Facts, publication: Element | None) -> None:
    """Who publishes the edition, when, where it will be found, and its licence."""
    if publication is None:
        return
    facts.publisher = ", ".join(words(p) for p in publication.findall("t:publisher", NS) if words(p))
    date = first(publication, "t:date")
    if date is not None:
        facts.published = words(date) or date.get("when", "")
    idnos = map(words, publication.iter(f"{{{TEI}}}idno"))
    facts.url = next((idno for idno in idnos if idno.startswith("http")), "")
    facts.licence = licence_of(publication)
    licence = first(publication, "t:availability/t:licence")
    facts.licence_url = (licence.get("target") or "") if licence is not None else ""


def first(element: Element, path: str) -> Element | None:
    """The first element at `path` (prefix `t` for TEI)."""
    return element.find(path, NS)


def words(element: Element | None) -> str:
    """The words of an element on one line; `lb` is one space, notes are left out."""
    if element is None:
        return ""
    if not len(element):
        return one_line(element.text or "")
    pieces: list[str] = []
    waiting: list[Element | str] = [element]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            pieces.append(item)
            continue
        for child in reversed(item):
            if child.tail:
                waiting.append(child.tail)
            name = local(child.tag)
            if name == "lb":
                waiting.append(" ")
            elif name and name != "note":
                waiting.append(child if len(child) else child.text or "")
        if item.text:
            waiting.append(item.text)
    return one_line("".join(pieces))


def one_line(text: str) -> str:
    """The text with single blanks between its words; a no-break space is no blank."""
    if "\u00a0" not in text:
        return " ".join(text.split())
    return " ".join(text.replace("\u00a0", "\ue000").split()).replace("\ue000", "\u00a0")


def main_title(titles: list[Element]) -> str:
    """The title of type main, else the first that is no subtitle, series or date."""
    for title in titles:
        if title.get("type") == "main" and words(title):
            return words(title)
    plain = [t for t in titles if t.get("type") not in NO_TITLE and t.get("level") != "s"]
    return next((words(t) for t in [*plain, *titles] if words(t)), "")


def authors_of(header: Element) -> list[str]:
    """The names of the authors in titleStmt; identifiers beside a name are no part of it."""
    names = []
    for author in header.iterfind("t:fileDesc/t:titleStmt/t:author", NS):
        inner = first(author, "t:persName")
        name = words(author if inner is None or (author.text and author.text.strip()) else inner)
        if name:
            names.append(name)
    return names


def language_of(root: Element, text: Element | None) -> str:
    """The language of the text: of `text`, of the document, or the first that langUsage names."""
    for element in (text, root):
        if element is not None and element.get(XML_LANG):
            return tag(str(element.get(XML_LANG)))
    language = first(root, "t:teiHeader/t:profileDesc/t:langUsage/t:language")
    return tag(language.get("ident") or "") if language is not None else ""


def date_of(header: Element, text: Element | None) -> tuple[str, str]:
    """When the work was made: `creation`, the `docDate`, the letter's sending, the printed source.
    Returns the words and a W3C date to sort by."""
    places: list[Element | None] = [first(header, "t:profileDesc/t:creation//t:date")]
    if text is not None:
        document_date = first(text, "t:front//t:docDate")
        places += [first(document_date, "t:date") if document_date is not None else None, document_date]
    places.append(first(header, "t:profileDesc/t:correspDesc/t:correspAction[@type='sent']/t:date"))
    places.append(first(header, "t:fileDesc/t:sourceDesc/t:bibl[@type='source']//t:date"))
    places.append(first(header, "t:fileDesc/t:sourceDesc//t:date"))
    for date in places:
        if date is None:
            continue
        when = next((date.get(name, "") for name in WHEN if date.get(name)), "")
        said = words(date) or when
        if said:
            return said, when
    return "", ""


def source_of(header: Element) -> str:
    """Where the text comes from, on one line: the printed source, else the first of sourceDesc."""
    source = first(header, "t:fileDesc/t:sourceDesc")
    if source is None:
        return ""
    printed = [b for b in source.iterfind("t:bibl", NS) if b.get("type") != "digitalSource"]
    chosen = next((b for b in printed if b.get("type") == "source"), printed[0] if printed else None)
    if chosen is None:
        chosen = next((child for child in source if isinstance(child.tag, str)), None)
    if chosen is not None and chosen.get("type") == "digitalSource":  # its name, not its checksum
        return words(first(chosen, "t:title"))
    return phrase(without_rights(chosen))


def phrase(element: Element | None) -> str:
    """The words of a bibliographic element; pieces without words between them are set apart by commas."""
    if element is None or local(element.tag) not in PIECED:
        return words(element)
    texts = [element.text, *(child.tail for child in element)]
    if any(text and not text.isspace() for text in texts):
        return words(element)
    said = [phrase(child) for child in element if isinstance(child.tag, str)]
    return ", ".join(part for part in said if part)


def without_rights(element: Element | None) -> Element | None:
    """A copy without its availability, which is said apart."""
    if element is None or element.find(f".//{{{TEI}}}availability") is None:
        return element
    copy = deepcopy(element)
    copy.tail = None
    etree.strip_elements(copy, f"{{{TEI}}}availability", with_tail=False)
    return copy


def licence_of(publication: Element) -> str:
    """The licence of the edition: its words, or its address where it has none."""
    licence = first(publication, "t:availability/t:licence")
    if licence is None:
        return ""
    said = words(licence)
    return said if 0 < len(said) < 120 else licence.get("target", said)
