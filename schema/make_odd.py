#!/usr/bin/env python3
"""Fill the schemaSpec of tei_edition.odd from the XSD and the Schematron: `python schema/make_odd.py`.

The prose of the ODD is written by hand and stays as it is. The elements come from the XSD, sorted into
the modules of the Guidelines by `MODULES`; lists of values from its enumerations; rules from the Schematron.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from itertools import groupby
from pathlib import Path

from lxml import etree
from lxml.builder import ElementMaker

from tei_edition.rules import closed_lists

TEI = "http://www.tei-c.org/ns/1.0"
XS = "{http://www.w3.org/2001/XMLSchema}"
SCH = "{http://purl.oclc.org/dsdl/schematron}"
XSL = "{http://www.w3.org/1999/XSL/Transform}"
HERE = Path(__file__).parent
E = ElementMaker(namespace=TEI, nsmap={None: TEI})

# Module of the Guidelines -> the elements that are not in `header`, where all others are.
MODULES = {
    "textstructure": "TEI argument back body byline closer dateline div docAuthor docDate docEdition docImprint "
    "docTitle epigraph front opener postscript salute signed text titlePart trailer",
    "core": "abbr addrLine address author bibl biblScope choice cit citedRange corr date desc editor gap head hi item l label "
    "lb lg list listBibl measure name note p pb pubPlace publisher quote ref resp respStmt sic sp speaker "
    "stage term title",
    "namesdates": "affiliation birth death forename listPerson orgName persName person placeName roleName surname",
    "corpus": "particDesc",
    "drama": "castItem castList role roleDesc",
    "figures": "cell figDesc figure row table",
    "linking": "ab seg",
}


def modules(elements: list[str]) -> dict[str, list[str]]:
    """Module -> the elements of the profile that it defines, sorted."""
    home = {name: module for module, names in MODULES.items() for name in names.split()}
    found: dict[str, list[str]] = defaultdict(list)
    for name in sorted(elements):
        found[home.get(name, "header")].append(name)
    return found


def specification(xsd: etree._Element, schematron: etree._Element) -> list[etree._Element]:
    """The children of schemaSpec: modules, elements with lists of values, rules."""
    elements = [element.get("name", "") for element in xsd.iterchildren(f"{XS}element")]
    parts = [E.moduleRef(key="tei")]
    parts += [
        E.moduleRef(key=key, include=" ".join(names)) for key, names in sorted(modules(elements).items())
    ]
    lists = sorted(closed_lists().items())
    for name, group in groupby(lists, key=lambda entry: entry[0][0]):
        definitions = [_attribute(attribute, values) for (_, attribute), values in group]
        parts.append(E.elementSpec(E.attList(*definitions), ident=name, mode="change"))
    keys = [
        *schematron.iterchildren(f"{SCH}ns"),
        *schematron.iterchildren(f"{XSL}key"),
        *schematron.iterchildren(f"{SCH}let"),
    ]
    parts.append(_constraint("keys", "What the rules below look things up with.", keys))
    for pattern in schematron.iterchildren(f"{SCH}pattern"):
        ident, _, words = (pattern.findtext(f"{SCH}title") or "").partition(": ")
        parts.append(_constraint(ident, f"{words}.", list(pattern.iterchildren(f"{SCH}rule"))))
    return parts


def _attribute(name: str, values: frozenset[str]) -> etree._Element:
    items = [E.valItem(ident=value) for value in sorted(values)]
    return E.attDef(E.valList(*items, type="closed", mode="replace"), ident=name, mode="change")


def _constraint(ident: str, words: str, content: list[etree._Element]) -> etree._Element:
    copies = [etree.fromstring(etree.tostring(element, with_tail=False)) for element in content]
    return E.constraintSpec(E.desc(words), E.constraint(*copies), ident=ident, scheme="schematron")


def text() -> str:
    """The text of tei_edition.odd with its specification made anew."""
    parser = etree.XMLParser(remove_blank_text=True, no_network=True)
    xsd = etree.parse(HERE / "tei_edition.xsd", parser).getroot()
    schematron = etree.parse(HERE / "tei_edition.sch", parser).getroot()
    old = (HERE / "tei_edition.odd").read_text("utf-8")
    attributes = {"ident": "tei_edition", "start": "TEI", "source": "tei:4.12.0"}
    spec = E.schemaSpec(*specification(xsd, schematron), **attributes)
    etree.cleanup_namespaces(spec, top_nsmap={None: TEI, "sch": SCH[1:-1], "xsl": XSL[1:-1]})
    etree.indent(spec, level=4)
    new = etree.tostring(spec, encoding="unicode").replace(f' xmlns="{TEI}"', "", 1)
    return re.sub(
        r"<schemaSpec\b.*(?:</schemaSpec>|/>)(?=\s*</div>)", lambda _: new, old, count=1, flags=re.DOTALL
    )


if __name__ == "__main__":
    (HERE / "tei_edition.odd").write_text(text(), "utf-8")
    sys.stdout.write("tei_edition.odd written\n")
