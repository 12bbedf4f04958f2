"""TEI to HTML and to text: the stylesheets, compiled once, and what they are told."""

from __future__ import annotations

from copy import copy
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

from ..house import PLAIN, House
from ..messages import InputError
from ..resources import data_path
from .annotate import Readable, readable
from .citing import bibtex, csl_json, download, ris
from .facts import Facts
from .head import fill_head, styled
from .languages import direction
from .layout import lay_out

Tree = etree._ElementTree
# XML as deep as the parser takes (2048 levels with huge_tree) needs a few templates for each level.
MAX_TEMPLATE_DEPTH = 20_000
OURS = "tei-edition"  # the scheme of the addresses of our stylesheets


@cache
def stylesheet(name: str) -> etree.XSLT:
    """A stylesheet of `data/xslt`, or one of a house by its path, compiled on its first use. It may write
    nothing and fetch nothing; `tei-edition:html.xsl` is where a house imports ours from.

    Raises `InputError` (C06) where it is no stylesheet.
    """
    etree.XSLT.set_global_max_depth(MAX_TEMPLATE_DEPTH)
    closed = etree.XSLTAccessControl(
        read_file=True, write_file=False, create_dir=False, read_network=False, write_network=False
    )
    if not Path(name).is_absolute():
        return etree.XSLT(etree.parse(data_path("xslt", name)), access_control=closed)
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    parser.resolvers.add(Ours())
    try:
        return etree.XSLT(etree.parse(name, parser), access_control=closed)
    except (etree.XSLTParseError, etree.XMLSyntaxError, OSError) as error:
        raise InputError("C06", 0, f"{name}: {' '.join(str(error).split())}") from error


class Ours(etree.Resolver):
    """Finds `tei-edition:NAME`, by which the stylesheet of a house imports one of ours."""

    def resolve(self, system_url: str | None, public_id: str | None, context: Any) -> Any:  # noqa: ARG002
        """Our file of that name; any other address is left to the parser."""
        scheme, _, name = (system_url or "").partition(":")
        path = data_path("xslt", name)
        return self.resolve_filename(str(path), context) if scheme == OURS and path.is_file() else None


def transformed(name: str, tree: Tree, **given: Any) -> Any:
    """What a stylesheet makes of the annotated copy: a tree, or text."""
    return stylesheet(name)(tree, **given)


@cache
def edition_script() -> str:
    """What sets notes beside the text; the page is read as well without it."""
    return data_path("js", "notes.js").read_text("utf-8")


@cache
def edition_css() -> str:
    """The style of a document's page."""
    return "".join(data_path("css", name).read_text("utf-8") for name in ("base.css", "edition.css"))


class Ways:
    """Where the links of a page lead, as hrefs seen from it; each that is empty leaves its link out. The
    stylesheet knows them by the same names."""

    def __init__(
        self,
        *,
        index: str = "",
        persons: str = "",
        places: str = "",
        search: str = "",
        tei: str = "",
        text: str = "",
        epub: str = "",
        markdown: str = "",
        previous: str = "",
        next: str = "",
    ) -> None:
        self.index, self.persons, self.places, self.search = index, persons, places, search
        self.tei, self.text, self.epub, self.markdown = tei, text, epub, markdown
        self.previous, self.next = previous, next


NOWHERE = Ways()


def to_html(
    tree: Tree | Readable,
    *,
    name: str,
    ways: Ways = NOWHERE,
    house: House = PLAIN,
    css: str | None = None,
    view: str = "reading",
) -> bytes:
    """The HTML edition of any TEI document: one page, its style in it, that needs no other file.

    `name` stands in for a title that is missing. `css` replaces the style. Several editions are made
    cheapest from one `Readable`. `view` is `reading` or `diplomatic`: which side of a `choice` stands in
    the text. Raises `InputError` (C06) where the stylesheet of the house cannot be used.
    """
    page = html_page(tree, name=name, ways=ways, house=house, view=view)
    return page_bytes(page, house=house, css=css)


def html_page(
    tree: Tree | Readable,
    *,
    name: str,
    ways: Ways = NOWHERE,
    house: House = PLAIN,
    view: str = "reading",
) -> Tree:
    """The page of `to_html` as a tree, without its style: the document may be let go before the bytes are made
    (`page_bytes`)."""
    document = readable(tree)
    facts = titled(document.facts, name)
    result = transformed(
        house.xslt or "html.xsl",
        document.annotated(view),
        **parameters(
            facts,
            lang=facts.language or "und",
            view=view,
            **vars(ways),
            **citations(facts, name),
            logo=house.logo,
            footer=house.footer,
        ),
    )
    page: etree._Element = result.getroot()
    page.set("lang", facts.language or "und")
    if direction(facts.language) == "rtl":
        page.set("dir", "rtl")
    head, body = page.find("head"), page.find("body")
    assert head is not None  # html.xsl writes both
    assert body is not None
    fill_head(head, facts, tei_href=ways.tei, name=name)
    if page.find(".//section[@id='notes']") is not None:
        etree.SubElement(body, "script").text = edition_script()
    return etree.ElementTree(page)


def page_bytes(page: Tree, *, house: House = PLAIN, css: str | None = None) -> bytes:
    """A page of HTML in bytes, with its style."""
    out = BytesIO()  # written in pieces: in one piece a page needs its length several times over
    page.write(out, method="html", encoding="utf-8", doctype="<!DOCTYPE html>")
    out.write(b"\n")
    return styled(out.getvalue(), (edition_css() if css is None else css) + house.css)


def citations(facts: Facts, name: str) -> dict[str, str]:
    """The citation in each form, and the data URL that saves it, under the names of the parameters."""
    forms = {
        "bibtex": ("bib", bibtex(facts, name)),
        "csl": ("json", csl_json(facts, name)),
        "ris": ("ris", ris(facts)),
    }
    texts = {key: text.replace("\r\n", "\n") for key, (_, text) in forms.items()}
    return texts | {f"{key}-href": download(ending, text) for key, (ending, text) in forms.items()}


def titled(facts: Facts, name: str) -> Facts:
    """The facts, with the name of the document for a title that is missing."""
    if facts.title:
        return facts
    facts = copy(facts)
    facts.title = name
    return facts


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
    return str(transformed("text.xsl", document.annotated(view), **parameters(document.facts, **options)))


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
