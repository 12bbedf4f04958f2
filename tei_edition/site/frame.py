"""What the pages over all documents share: the frame of a page, escaping, counted words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from ..hrefs import quote
from ..model import Record
from ..resources import data_path

REPORT = "../report.html"  # seen from the folder of the editions
ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#39;"))  # & comes first
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
    for sign, escaped in ESCAPES:
        text = text.replace(sign, escaped)
    return text


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


def page(
    title: str, body: Iterable[str], *, description: str, html_dir: str = "", report: str = REPORT
) -> Iterator[str]:
    """A whole page around the pieces of its body. `html_dir` and `report` say where the editions and the
    report lie, seen from it."""
    ways = (
        (f"{html_dir}index.html", "All documents"),
        (f"{html_dir}persons.html", "Persons"),
        (report, "Report"),
    )
    links = "".join(f'<li><a href="{escape(href)}">{words}</a></li>' for href, words in ways)
    yield (
        "<!DOCTYPE html>\n"
        '<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(title)}</title>"
        f'<meta name="description" content="{escape(description)}">'
        f"<style>{site_css()}</style></head>\n"
        '<body id="top"><a class="skip" href="#main">Skip to the list</a>'
        f'<header class="banner"><nav aria-label="Edition"><ul>{links}</ul></nav></header>\n'
        f'<main id="main" tabindex="-1"><h1>{escape(title)}</h1>\n'
    )
    yield from body
    yield ('</main>\n<footer><ul><li><a href="#top">Top of the page ↑</a></li></ul></footer></body></html>\n')
