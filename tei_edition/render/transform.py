"""TEI to HTML and to text: the stylesheets, compiled once, and what goes into the page's head."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from lxml import etree

from ..resources import data_path
from .annotate import Readable, readable
from .facts import Facts
from .layout import lay_out

Tree = etree._ElementTree
# XML as deep as the parser takes (2048 levels with huge_tree) needs a few templates for each level.
MAX_TEMPLATE_DEPTH = 20_000


@cache
def stylesheet(name: str) -> etree.XSLT:
    """A stylesheet of `data/xslt`, compiled on its first use; it may read no file and no network."""
    etree.XSLT.set_global_max_depth(MAX_TEMPLATE_DEPTH)
    closed = etree.XSLTAccessControl(
        read_file=True, write_file=False, create_dir=False, read_network=False, write_network=False
    )
    return etree.XSLT(etree.parse(data_path("xslt", name)), access_control=closed)


@cache
def edition_css() -> str:
    """The style of a document's page."""
    return "".join(data_path("css", name).read_text("utf-8") for name in ("base.css", "edition.css"))


def to_html(
    tree: Tree | Readable,
    *,
    name: str,
    persons_href: str | None = "persons.html",
    tei_href: str | None = None,
    text_href: str | None = None,
    index_href: str | None = "index.html",
    previous: str | None = None,
    next: str | None = None,
    css: str | None = None,
    view: str = "reading",
) -> bytes:
    """The HTML edition of any TEI document: one page, its style in it, that needs no other file.

    `name` stands in for a title that is missing. Each href that is `None` leaves its link out. `css`
    replaces the style. Several editions are made cheapest from one `Readable`. `view` is `reading` or
    `diplomatic`: which side of a `choice` stands in the text.
    """
    document = readable(tree)
    facts = document.facts
    if not facts.title:
        facts = replace(facts, title=name)
    result = stylesheet("html.xsl")(
        document.annotated(view),
        **parameters(
            facts,
            lang=facts.language or "und",
            persons=persons_href,
            index=index_href,
            tei=tei_href,
            plaintext=text_href,
            previous=previous,
            next=next,
        ),
    )
    page = result.getroot()
    page.set("lang", facts.language or "und")
    head = page.find("head")
    assert head is not None  # html.xsl writes it
    fill_head(head, facts, tei_href, edition_css() if css is None else css)
    return etree.tostring(page, method="html", encoding="utf-8", doctype="<!DOCTYPE html>") + b"\n"


def to_text(
    tree: Tree | Readable,
    *,
    width: int = 0,
    view: str = "diplomatic",
    notes: str = "end",
    pages: bool = True,
) -> str:
    """The text edition of any TEI document; lines longer than `width` are wrapped if it is not 0.

    `notes` stand at the `end`, at the end of each `section`, `inline` or nowhere (`none`, which the text
    then says); `pages` keeps the page numbers `[12]`; `view` is as in `to_html`.
    """
    return lay_out(text_stream(tree, view=view, notes=notes, pages=pages), width=width)


def text_stream(tree: Tree | Readable, *, view: str, notes: str, pages: bool) -> str:
    """The words and signs of the text edition, before they are laid out in lines (see text.xsl)."""
    document = readable(tree)
    options = {"notes": notes, "pages": "1" if pages else ""}
    return str(stylesheet("text.xsl")(document.annotated(view), **parameters(document.facts, **options)))


def parameters(
    facts: Facts, **more: str | None
) -> dict[str, Any]:  # what a stylesheet takes has no public name in lxml
    """The facts and hrefs as XPath strings."""
    given = {
        "title": facts.title,
        "subtitle": facts.subtitle,
        "authors": ", ".join(facts.authors),
        "date": facts.date,
        "citation": facts.citation(),
        **more,
    }
    return {name: etree.XSLT.strparam(value or "") for name, value in given.items()}


def fill_head(head: etree._Element, facts: Facts, tei_href: str | None, css: str) -> None:
    """Title, description, Dublin Core and Zotero metadata, the link to the TEI, the style."""

    def add(tag: str, text: str = "", **attributes: str) -> None:
        child = etree.SubElement(head, tag, attributes)
        child.text = text or None

    add("meta", charset="utf-8")
    add("meta", name="viewport", content="width=device-width, initial-scale=1")
    add("meta", name="color-scheme", content="light dark")
    full = f"{facts.title}: {facts.subtitle}" if facts.subtitle else facts.title
    authors = ", ".join(facts.authors)
    add("title", " – ".join(part for part in (full, authors) if part))
    described = [full, f"by {authors}" if authors else "", facts.date.strip("()"), facts.source[:200]]
    add("meta", name="description", content=". ".join(part for part in described if part))
    for key, content in metadata(facts, full):
        if content:
            add("meta", name=key, content=content)
    if tei_href:
        add("link", rel="alternate", type="application/tei+xml", href=tei_href, title="TEI XML")
    add("style", css.replace("</", "<\\/"))


def metadata(facts: Facts, full: str) -> list[tuple[str, str]]:
    """The pairs that catalogues (DC.*) and reference managers (citation_*, read by Zotero) look for."""
    pairs = [("DC.title", full), *(("DC.creator", author) for author in facts.authors)]
    pairs += [
        ("DC.date", facts.when or facts.date),
        ("DC.publisher", facts.publisher),
        ("DC.language", facts.language),
        ("DC.source", facts.source),
        ("DC.rights", facts.licence),
        ("DC.identifier", facts.url),
        ("DC.type", "Text"),
        ("citation_title", full),
        *(("citation_author", author) for author in facts.authors),
        ("citation_publication_date", facts.published or facts.when),
        ("citation_publisher", facts.publisher),
        ("citation_language", facts.language),
        ("citation_public_url", facts.url),
    ]
    return pairs
