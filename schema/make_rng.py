#!/usr/bin/env python3
"""Make tei_edition.rng (RELAX NG) from tei_edition.xsd: `python schema/make_rng.py`.

Covers the part of XSD 1.0 that the profile uses and stops at anything else, so that nothing of the
source can be lost unseen. Each named component becomes a `define`: `data.` a simple type, `atts.` an
attribute group, `group.` a content group, `type.` a complex type; an element keeps its own name.
"""

from __future__ import annotations

import sys
from pathlib import Path

from lxml import etree
from lxml.builder import ElementMaker

XS = "{http://www.w3.org/2001/XMLSchema}"
RNG = "http://relaxng.org/ns/structure/1.0"
DATATYPES = "http://www.w3.org/2001/XMLSchema-datatypes"
XML_DATATYPES = {"xml:id": "ID", "xml:lang": "language"}  # what xml.xsd declares
HERE = Path(__file__).parent
NOTICE = " Made from tei_edition.xsd by make_rng.py: change that file, not this one. "

E = ElementMaker(namespace=RNG, nsmap={None: RNG})


def make(xsd: etree._Element) -> etree._ElementTree:
    """The grammar that says in RELAX NG what `xsd` (the root of a schema) says; ValueError if it cannot."""
    nsmap: dict[str | None, str] = {None: RNG}
    grammar = etree.Element(
        f"{{{RNG}}}grammar", nsmap=nsmap, ns=xsd.get("targetNamespace", ""), datatypeLibrary=DATATYPES
    )
    grammar.append(E.start(E.ref(name="TEI")))
    for part in xsd.iterchildren(etree.Element):
        tag, name = _tag(part), part.get("name", "")
        if tag == "simpleType":
            grammar.append(E.define(_simple(part), name=f"data.{name}"))
        elif tag == "attributeGroup":
            grammar.append(E.define(*_attributes(part), name=f"atts.{name}"))
        elif tag == "group":
            grammar.append(E.define(*[_particle(child) for child in _elements(part)], name=f"group.{name}"))
        elif tag == "complexType":
            grammar.append(E.define(*_complex(part), name=f"type.{name}"))
        elif tag == "element":
            grammar.append(E.define(_element(part), name=name))
        elif tag != "import":
            raise ValueError(f"line {part.sourceline}: xs:{tag} is not covered")
    grammar.addprevious(etree.Comment(NOTICE))
    return grammar.getroottree()


def _tag(element: etree._Element) -> str:
    return etree.QName(element).localname


def _elements(parent: etree._Element) -> list[etree._Element]:
    return [child for child in parent.iterchildren(etree.Element) if _tag(child) != "annotation"]


def _data(name: str) -> etree._Element:
    """A reference to a simple type: XSD's own, or one of ours."""
    return E.data(type=name[3:]) if name.startswith("xs:") else E.ref(name=f"data.{name}")


def _simple(part: etree._Element) -> etree._Element:
    (body,) = _elements(part)
    if _tag(body) == "union":
        return E.choice(*[_data(name) for name in body.get("memberTypes", "").split()])
    facets = _elements(body)
    if {_tag(facet) for facet in facets} == {"enumeration"}:
        return E.choice(*[E.value(facet.get("value", ""), type="token") for facet in facets])
    base = body.get("base", "")
    if _tag(body) != "restriction" or not base.startswith("xs:"):
        raise ValueError(f"line {body.sourceline}: a simple type must restrict a type of XSD or be a union")
    params = [E.param(facet.get("value", ""), name=_tag(facet)) for facet in facets]
    return E.data(*params, type=base[3:])


def _attributes(part: etree._Element) -> list[etree._Element]:
    """The patterns of the attributes directly under `part`."""
    found = []
    for child in _elements(part):
        if _tag(child) == "attributeGroup":
            found.append(E.ref(name=f"atts.{child.get('ref', '')}"))
        elif _tag(child) == "attribute":
            name = child.get("name", "") or child.get("ref", "")
            data = E.data(type=XML_DATATYPES[name]) if name in XML_DATATYPES else _data(child.get("type", ""))
            attribute = E.attribute(data, name=name)
            if name not in XML_DATATYPES:
                attribute.set("ns", "")
            found.append(attribute if child.get("use") == "required" else E.optional(attribute))
    return found


def _element(part: etree._Element) -> etree._Element:
    name, kind = part.get("name", ""), part.get("type")
    if kind:
        return E.element(E.ref(name=f"type.{kind}"), name=name)
    (body,) = _elements(part)
    return E.element(*_complex(body), name=name)


def _complex(part: etree._Element) -> list[etree._Element]:
    """Attributes, then content; an element without content is `empty`."""
    children = _elements(part)
    if children and _tag(children[0]) == "simpleContent":
        (extension,) = _elements(children[0])
        return [*_attributes(extension), _data(extension.get("base", ""))]
    content = [_particle(child) for child in children if not _tag(child).startswith("attribute")]
    if part.get("mixed") == "true":
        return [*_attributes(part), *_mixed(content)]
    return [*_attributes(part), *(content or [E.empty()])]


def _mixed(content: list[etree._Element]) -> list[etree._Element]:
    """Text among elements: every mixed type of the profile is a repeated choice."""
    (loop,) = content
    if etree.QName(loop).localname != "zeroOrMore":
        raise ValueError("a mixed type must be a repeated choice")
    inner = loop[0]
    if etree.QName(inner).localname != "choice":
        loop.append(E.choice(inner))
        inner = loop[0]
    inner.insert(0, E.text())
    return [loop]


def _particle(part: etree._Element) -> etree._Element:
    tag, ref = _tag(part), part.get("ref")
    if tag == "element":
        inner = E.ref(name=ref) if ref else _element(part)
    elif tag == "group":
        inner = E.ref(name=f"group.{ref}")
    elif tag in ("sequence", "choice", "all"):
        kind = {"sequence": "group", "choice": "choice", "all": "interleave"}[tag]
        parts = [_particle(child) for child in _elements(part)]
        # A group of one is taken for the whole content by libxml2, which then refuses the attributes.
        inner = parts[0] if len(parts) == 1 else E(kind, *parts)
    else:
        raise ValueError(f"line {part.sourceline}: xs:{tag} is not covered")
    return _repeated(inner, part.get("minOccurs", "1"), part.get("maxOccurs", "1"))


def _repeated(inner: etree._Element, least: str, most: str) -> etree._Element:
    wrappers = {("0", "1"): E.optional, ("0", "unbounded"): E.zeroOrMore, ("1", "unbounded"): E.oneOrMore}
    if (least, most) == ("1", "1"):
        return inner
    return wrappers[least, most](inner)


def text() -> bytes:
    """The bytes of tei_edition.rng as the schema now stands."""
    tree = make(etree.parse(HERE / "tei_edition.xsd", etree.XMLParser(no_network=True)).getroot())
    return etree.tostring(tree, pretty_print=True, xml_declaration=True, encoding="UTF-8")


if __name__ == "__main__":
    (HERE / "tei_edition.rng").write_bytes(text())
    sys.stdout.write("tei_edition.rng written\n")
