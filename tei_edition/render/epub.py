"""The edition as a book: EPUB 3.3, written as a zip of four small files and the text.

The book is one chapter file with its contents; notes are marked so that reading systems open them over
the page. Nothing in it depends on a clock: the same document gives the same bytes.
"""

from __future__ import annotations

import uuid
import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

from lxml import etree

from ..namespaces import XML_LANG
from ..patterns import lazy
from ..resources import data_path
from .annotate import Readable, readable
from .citing import full_title, year_of
from .facts import Facts
from .transform import Tree, parameters, titled, transformed

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
FULL_DATE = lazy(r"\d{4}-\d{2}-\d{2}")
UNDATED = "2000-01-01"  # a book must say when it was changed; one that does not know says this
# Role of ARIA -> what older reading systems know it by.
TYPES = {
    "doc-noteref": "noteref",
    "doc-endnotes": "endnotes",
    "doc-backlink": "backlink",
    "doc-pagebreak": "pagebreak",
}
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/book.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
PACKAGE = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{lang}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">{identifier}</dc:identifier>
{said}<meta property="dcterms:modified">{modified}T00:00:00Z</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityHazard">none</meta>
</metadata>
<manifest>
<item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="text" href="text.xhtml" media-type="application/xhtml+xml"/>
<item id="style" href="style.css" media-type="text/css"/>
</manifest>
<spine><itemref idref="text"/></spine>
</package>
"""


def to_epub(tree: Tree | Readable, *, name: str, view: str = "reading", css: str = "") -> bytes:
    """The edition of any TEI document as an EPUB 3. `name` stands in for a title that is missing, `view` is as
    in `to_html`, `css` follows our own style."""
    document = readable(tree)
    facts = titled(document.facts, name)
    given = parameters(facts, lang=facts.language or "und", view=view, paper="1")
    book = transformed("epub.xsl", document.annotated(view), **given).getroot()
    nav, text = book.find("nav"), book.find("main")
    assert nav is not None  # epub.xsl writes both
    assert text is not None
    nav.set(f"{{{OPS}}}type", "toc")
    for link in nav.iter("a"):
        link.set("href", "text.xhtml" + str(link.get("href")))
    for element in text.iter(etree.Element):
        kind = TYPES.get(element.get("role", ""))
        if kind:
            element.set(f"{{{OPS}}}type", kind)
    style = data_path("css", "epub.css").read_text("utf-8") + css
    return zipped(
        {
            "META-INF/container.xml": CONTAINER.encode(),
            "book/book.opf": package(facts, name).encode(),
            "book/contents.xhtml": xhtml(nav, facts, "Contents"),
            "book/text.xhtml": xhtml(text, facts, full_title(facts)),
            "book/style.css": style.encode(),
        }
    )


def xhtml(content: etree._Element, facts: Facts, title: str) -> bytes:
    """A document around `content`, all of it in the namespace of XHTML."""
    page: etree._Element = etree.Element("html", nsmap={None: XHTML, "epub": OPS})
    page.set("lang", facts.language or "und")
    page.set(XML_LANG, facts.language or "und")
    head = etree.SubElement(page, "head")
    etree.SubElement(head, "title").text = title
    etree.SubElement(head, "link", rel="stylesheet", type="text/css", href="style.css")
    etree.SubElement(page, "body").append(content)
    for element in page.iter(etree.Element):
        element.tag = etree.QName(XHTML, str(element.tag))
    made = etree.tostring(page, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")
    assert isinstance(made, bytes)
    return made


def package(facts: Facts, name: str) -> str:
    """The package document: what the book is, and of which files it is made."""
    said = [
        ("title", full_title(facts)),
        ("language", facts.language or "und"),
        *(("creator", author) for author in facts.authors),
        ("publisher", facts.publisher),
        ("date", facts.published if facts.published[:4].isdecimal() else ""),
        ("rights", facts.licence),
        ("source", facts.source),
    ]
    lines = [f"<dc:{key}>{escape(value)}</dc:{key}>\n" for key, value in said if value]
    return PACKAGE.format(
        lang=escape(facts.language or "und"),
        identifier=escape(facts.url or identifier(f"{name} {facts.citation()}")),
        said="".join(lines),
        modified=day_of(facts.published),
    )  # fmt: skip


def day_of(published: str) -> str:
    """The day to name as that of the last change: the date of the edition, or the first day of its year."""
    if day := FULL_DATE.search(published):
        return day[0]
    year = year_of(published)
    return f"{year}-01-01" if year else UNDATED


def identifier(said: str) -> str:
    """A name for a book that has no address: made from what it says of itself, so always the same."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, said)}"


def zipped(files: dict[str, bytes]) -> bytes:
    """The archive: first the type of the whole, not compressed, then the files, with dates that stand still."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(entry("mimetype"), b"application/epub+zip", zipfile.ZIP_STORED)
        for path, data in files.items():
            archive.writestr(entry(path), data, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def entry(path: str) -> zipfile.ZipInfo:
    """A file of the archive, of the first day a zip can name."""
    info = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
    info.create_system = 3
    info.external_attr = 0o644 << 16
    return info
