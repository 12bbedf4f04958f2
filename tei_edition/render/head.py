"""What goes into the head of a page: for browsers, catalogues, reference managers, other pages that link."""

from __future__ import annotations

import json
from typing import Any

from lxml import etree

from .citing import full_title
from .facts import Facts

DCTERMS = "http://purl.org/dc/elements/1.1/"  # a name, never fetched


def fill_head(head: etree._Element, facts: Facts, *, tei_href: str | None, name: str) -> None:
    """Title, description, metadata, the link to the TEI, last a place for the style (see `styled`). `name` is
    that of the document."""

    def add(tag: str, text: str = "", **attributes: str) -> None:
        child = etree.SubElement(head, tag, attributes)
        child.text = text or None

    add("meta", charset="utf-8")
    add("meta", name="viewport", content="width=device-width, initial-scale=1")
    add("meta", name="color-scheme", content="light dark")
    full = full_title(facts)
    authors = ", ".join(facts.authors)
    add("title", " – ".join(part for part in (full, authors) if part))
    described = describe(facts)
    add("meta", name="description", content=described)
    add("link", rel="schema.DC", href=DCTERMS)
    for key, content in metadata(facts, full):
        if content:
            add("meta", name=key, content=content)
    for key, content in open_graph(facts, full, described):
        if content:
            add("meta", property=key, content=content)
    if tei_href:
        add("link", rel="alternate", type="application/tei+xml", href=tei_href, title="TEI XML")
    add("script", linked_data(facts, full, tei_href, name), type="application/ld+json")
    add("style")


def styled(page: bytes, css: str) -> bytes:
    """The page with its style, which is no part of the tree: it is longer than many a text, and its characters
    need neither be checked nor escaped for each page anew. Nothing in the head can look like the place for it,
    since `<` is escaped there."""
    style = css.replace("</", "<\\/").encode()
    return page.replace(b"<style></style></head>", b"<style>" + style + b"</style></head>", 1)


def describe(facts: Facts) -> str:
    """The page in a sentence or two."""
    authors = ", ".join(facts.authors)
    said = [full_title(facts), f"by {authors}" if authors else "", facts.date.strip("()"), facts.source[:200]]
    return ". ".join(part for part in said if part)


def metadata(facts: Facts, full: str) -> list[tuple[str, str]]:
    """The pairs that catalogues (DC.*) and reference managers (citation_*, read by Zotero) look for."""
    return [
        ("DC.title", full),
        *(("DC.creator", author) for author in facts.authors),
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


def open_graph(facts: Facts, full: str, described: str) -> list[tuple[str, str]]:
    """The pairs that pages which link to this one show (ogp.me)."""
    return [
        ("og:type", "article"),
        ("og:title", full),
        ("og:description", described),
        ("og:url", facts.url),
        ("og:locale", facts.language.replace("-", "_") if len(facts.language) == 5 else ""),
        ("og:site_name", facts.publisher),
        *(("article:author", author) for author in facts.authors),
    ]


def linked_data(facts: Facts, full: str, tei_href: str | None, name: str) -> str:
    """The work as JSON-LD in the words of schema.org; nothing in it has to be fetched to read it."""
    licence = facts.licence_url or facts.licence
    data: dict[str, Any] = {
        "@context": {"@vocab": "https://schema.org/"},
        "@type": "CreativeWork",
        "@id": facts.url,
        "identifier": name,
        "name": full,
        "author": [{"@type": "Person", "name": author} for author in facts.authors],
        "dateCreated": facts.when,
        "datePublished": facts.published,
        "inLanguage": facts.language,
        "publisher": {"@type": "Organization", "name": facts.publisher} if facts.publisher else "",
        "license": licence,
        "isBasedOn": facts.source,
        "encoding": {"@type": "MediaObject", "contentUrl": tei_href, "encodingFormat": "application/tei+xml"}
        if tei_href
        else "",
    }
    said = json.dumps({key: value for key, value in data.items() if value}, ensure_ascii=False)
    return said.replace("<", "\\u003c").replace("&", "\\u0026").replace(">", "\\u003e")
