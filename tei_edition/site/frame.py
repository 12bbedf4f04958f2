"""What the pages over all documents share: the frame of a page, escaping, counted words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from ..house import PLAIN, House
from ..hrefs import quote
from ..records import Record
from ..resources import data_path

REPORT = "../report.html"  # seen from the folder of the editions
# What XML and HTML cannot hold is shown as the replacement character, never written.
FORBIDDEN = {code: "\ufffd" for code in range(32) if chr(code) not in "\t\n\r"}


@cache
def site_css() -> str:
    """The style of the pages over all documents."""
    return "".join(data_path("css", name).read_text("utf-8") for name in ("base.css", "site.css"))


def escape(words: object) -> str:
    """`words` as HTML text or as the value of a quoted attribute."""
    text = str(words)
    if not text.isprintable():  # no forbidden character is printable; most texts have none
        text = text.translate(FORBIDDEN)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("'", "&#39;")


def counted(number: int, one: str, more: str = "") -> str:
    """A number with its noun: `1 note`, `2,300 words`."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def page_of(name: str) -> str:
    """The href of a document's page, seen from the index."""
    return f"{quote(name)}.html"


def full_title(record: Record) -> str:
    """Title and subtitle on one line; the name of the document where it has none."""
    title = record.title or record.name
    return f"{title}: {record.subtitle}" if record.subtitle else title


def script(name: str) -> str:
    """A script of ours, to stand in a page."""
    return f"<script>\n{data_path('js', name).read_text('utf-8')}</script>\n"


class Frame(NamedTuple):
    """What is around the body of a page: the style of the house, whether there is a page of places, and
    where the editions and the report lie, seen from the page."""

    house: House = PLAIN
    places: bool = False
    html_dir: str = ""
    report: str = REPORT


def page(title: str, body: Iterable[str], *, description: str, frame: Frame, here: str) -> Iterator[str]:
    """A whole page around the pieces of its body; `here` is its name among the links at its head."""
    house = frame.house
    ways = [
        (f"{frame.html_dir}index.html", "All documents"),
        (f"{frame.html_dir}persons.html", "Persons"),
        *([(f"{frame.html_dir}places.html", "Places")] if frame.places else []),
        (f"{frame.html_dir}search.html", "Search"),
        (frame.report, "Report"),
    ]
    current = ' aria-current="page"'
    links = "".join(
        f'<li><a href="{escape(href)}"{current if words == here else ""}>{words}</a></li>'
        for href, words in ways
    )
    logo = f'<img class="logo" src="{house.logo}" alt="">' if house.logo else ""
    footer = f'<p class="house">{escape(house.footer)}</p>' if house.footer else ""
    style = site_css() + house.css.replace("</", "<\\/")
    whole = f"{title} – {house.title}" if house.title and house.title != title else title
    yield (
        "<!DOCTYPE html>\n"
        '<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(whole)}</title>"
        f'<meta name="description" content="{escape(description)}">'
        f"<style>{style}</style></head>\n"
        '<body id="top"><a class="skip" href="#main">Skip to the list</a>'
        f'<header class="banner">{logo}<nav aria-label="Edition"><ul>{links}</ul></nav></header>\n'
        f'<main id="main" tabindex="-1"><h1>{escape(title)}</h1>\n'
    )
    yield from body
    yield (
        '</main>\n<footer><ul><li><a href="#top">Top of the page ↑</a></li></ul>'
        f"{footer}</footer></body></html>\n"
    )
