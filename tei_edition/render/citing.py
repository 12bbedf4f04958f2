"""How to cite an edition, in the forms that reference managers read: BibTeX, CSL-JSON, RIS.

Names of authors stay as the header has them; a name with a comma is surname first. The year is that of
the edition, or that of the work where the edition names none; nothing is taken from a clock.
"""

from __future__ import annotations

import json

from ..hrefs import quote
from ..patterns import lazy
from .facts import Facts

YEAR = lazy(r"(?<!\d)(\d{4})(?!\d)")
NOT_IN_KEY = lazy(r"[^a-z0-9]+")
# The characters that mean something to TeX, with what prints them.
TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#",
        "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    }
)  # fmt: skip
MEDIA = {"bib": "application/x-bibtex", "json": "application/vnd.citationstyles.csl+json",
         "ris": "application/x-research-info-systems"}  # fmt: skip


def full_title(facts: Facts) -> str:
    """Title and subtitle on one line."""
    return f"{facts.title}: {facts.subtitle}" if facts.subtitle else facts.title


def year_of(date: str) -> str:
    """The first year of four figures that a date names."""
    found = YEAR.search(date)
    return found[1] if found else ""


def issued(facts: Facts) -> str:
    """The year to cite: of the edition, else of the work."""
    return year_of(facts.published) or year_of(facts.when)


def bibtex(facts: Facts, name: str) -> str:
    """An entry `@misc`; `name` is that of the document and ends its key."""
    fields = [
        ("author", " and ".join(facts.authors)),
        ("title", full_title(facts)),
        ("year", issued(facts)),
        ("publisher", facts.publisher),
        ("howpublished", facts.edition),
        ("note", f"Source: {facts.source}" if facts.source else ""),
        ("language", facts.language),
        ("url", facts.url),
    ]
    lines = [
        f"  {key} = {{{value if key == 'url' else value.translate(TEX)}}}," for key, value in fields if value
    ]
    key = NOT_IN_KEY.sub("-", name.lower()).strip("-") or "document"
    return "\n".join([f"@misc{{{key},", *lines, "}", ""])


def csl_json(facts: Facts, name: str) -> str:
    """A list of one item, as Zotero and Pandoc import it (CSL 1.0.2)."""
    item: dict[str, object] = {"id": name, "type": "document", "title": full_title(facts)}
    if facts.authors:
        item["author"] = [csl_name(author) for author in facts.authors]
    for key, year in (("issued", issued(facts)), ("original-date", year_of(facts.when))):
        if year:
            item[key] = {"date-parts": [[int(year)]]}
    said = {
        "publisher": facts.publisher,
        "language": facts.language,
        "URL": facts.url,
        "source": facts.source,
    }
    item |= {key: value for key, value in said.items() if value}
    return json.dumps([item], ensure_ascii=False, indent=1) + "\n"


def csl_name(author: str) -> dict[str, str]:
    """`Fenwick, Ada` in its two parts; any other name as it stands."""
    family, comma, given = author.partition(",")
    return {"family": family.strip(), "given": given.strip()} if comma else {"literal": author}


def ris(facts: Facts) -> str:
    """A record of type ELEC."""
    fields = [
        ("TY", "ELEC"),
        *(("AU", author) for author in facts.authors),
        ("TI", full_title(facts)),
        ("PY", issued(facts)),
        ("PB", facts.publisher),
        ("ET", facts.edition),
        ("N1", f"Source: {facts.source}" if facts.source else ""),
        ("LA", facts.language),
        ("UR", facts.url),
    ]
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in fields if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def download(ending: str, text: str) -> str:
    """A data URL that holds `text`: a download that needs no file and no server."""
    return f"data:{MEDIA[ending]};charset=utf-8,{quote(text)}"
