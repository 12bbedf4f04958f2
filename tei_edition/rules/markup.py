"""Rules about the cleanliness of the markup: R09, R15, R18, R19, R22, R23, R28."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

from lxml import etree

from ..namespaces import NS, XML
from ..patterns import lazy
from ..resources import schema_dir
from .facts import Facts, Fault, holder, local_name, text_of, whole_text, xpath

XS = "{http://www.w3.org/2001/XMLSchema}"
# Marks of plain text that should have become markup, and characters that stand for nothing.
STRAY = lazy("[*@|\ufffd\u00ad\x7f-\x9f\ue000-\uf8ff\U000f0000-\U0010fffd]")

_empty_attribute = xpath("/descendant::*/@*[not(normalize-space())]/..")
_rend_and_style = xpath("/descendant::*/@style/parent::*[@rend]")


def r09_names_flat(facts: Facts) -> Iterator[Fault]:
    """A name holds neither a note nor another name."""
    for name in facts.all("persName"):
        if len(name):
            for inner in name.iterdescendants(f"{NS}note", f"{NS}persName"):
                yield Fault(name, f"holds a `{local_name(inner)}`")


def r15_choices(facts: Facts) -> Iterator[Fault]:
    """A reading and its correction come in pairs."""
    for choice in facts.all("choice"):
        children = [local_name(child) for child in choice if isinstance(child.tag, str)]
        if children != ["sic", "corr"]:
            held = ", ".join(children) or "nothing"
            yield Fault(choice, f"must hold one sic and one corr, and holds {held}")
    for name in ("sic", "corr"):
        for element in facts.all(name):
            parent = element.getparent()
            if parent is None or local_name(parent) != "choice":
                yield Fault(element, "stands alone: it belongs into a choice")


def may_be_stray(facts: Facts) -> bool:
    """Whether the file holds a byte of such a character."""
    return bool(facts.unusual.strip(b"[\xb9"))


def may_be_decomposed(facts: Facts) -> bool:
    """Whether the file holds a byte that is neither ASCII nor of a letter that is always composed."""
    return bool(facts.unusual.strip(b"*@|[\x7f\xb9"))


def r18_stray_characters(facts: Facts) -> Iterator[Fault]:
    """No sign of plain text is left over, no character that stands for nothing. One finding a character."""
    found = sorted(set(STRAY.findall(facts.words)))
    for text in facts.text["text"]:
        for char in found:
            number = facts.words.count(char)
            if char == "*":
                number -= sum(whole_text(separator).count("*") for separator in facts.text["ab"])
            if number > 0:
                words = f"{_called(char)} is left in the text, {number} in all"
                yield Fault(holder(text, char, but="ab"), words)


def _called(char: str) -> str:
    """A character as a message names it."""
    return f"“{char}”" if " " < char < "\x7f" else f"U+{ord(char):04X}"


def r19_composed(facts: Facts) -> Iterator[Fault]:
    """The text is in Unicode's composed form, NFC."""
    if unicodedata.is_normalized("NFC", text_of(facts.root)):
        return
    for element in facts.root.iter(etree.Element):
        if not unicodedata.is_normalized("NFC", element.text or ""):
            yield Fault(element, "is not in Unicode NFC")
        parent = element.getparent()
        if parent is not None and not unicodedata.is_normalized("NFC", element.tail or ""):
            yield Fault(parent, f"is not in Unicode NFC after its `{local_name(element)}`")


def r22_emphasis(facts: Facts) -> Iterator[Fault]:
    """Emphasis is not doubled, and does not cover a whole paragraph."""
    for hi in facts.text["hi"]:
        parent = hi.getparent()
        if parent is None:
            continue
        if parent.tag == hi.tag and any(
            outer.get("rend") == hi.get("rend") for outer in hi.iterancestors(f"{NS}hi")
        ):
            yield Fault(hi, f"stands inside another of the same rend, {hi.get('rend')}")
        alone = hi.getprevious() is None and hi.getnext() is None  # to count the children takes longer
        words = (parent.text or "").strip() or (hi.tail or "").strip()
        if alone and not words and local_name(parent) == "p":
            yield Fault(hi, "covers a whole paragraph")


@cache
def closed_lists() -> dict[tuple[str, str], frozenset[str]]:
    """(element, attribute) -> the values that the schema lists, for attributes with a closed list."""
    root = etree.parse(schema_dir() / "tei_edition.xsd", etree.XMLParser(no_network=True)).getroot()
    values = {
        kind.get("name", ""): frozenset(value.get("value", "") for value in kind.iter(f"{XS}enumeration"))
        for kind in root.iterchildren(f"{XS}simpleType")
    }
    types = {kind.get("name", ""): kind for kind in root.iterchildren(f"{XS}complexType")}
    lists: dict[tuple[str, str], frozenset[str]] = {}
    for element in root.iter(f"{XS}element"):
        body = types.get(element.get("type", ""), element)
        for attribute in body.iterfind(f".//{XS}attribute[@type]"):
            if attribute.getparent() is body or _belongs(attribute, body):
                key = element.get("name", ""), attribute.get("name", "")
                listed = values.get(attribute.get("type", ""), frozenset())
                if listed:
                    lists[key] = lists.get(key, frozenset()) | listed
    return lists


def _belongs(attribute: etree._Element, body: etree._Element) -> bool:
    """Whether the nearest element declaration around an attribute is this one."""
    near = next(attribute.iterancestors(f"{XS}element"), None)
    return near is None or near is body


def r23_listed_values(facts: Facts) -> Iterator[Fault]:
    """@rend and @type take only values of the lists."""
    for (name, attribute), listed in closed_lists().items():
        if attribute in ("rend", "type"):
            for element in facts.all(name):
                value = element.get(attribute)
                if value is not None and value not in listed:
                    allowed = ", ".join(sorted(listed))
                    words = f"@{attribute} “{value}” is not in the list: {allowed}"
                    yield Fault(element, words, attribute=attribute)


def r28_attributes(facts: Facts) -> Iterator[Fault]:
    """No attribute is empty; typography is said in one way."""
    for element in _empty_attribute(facts.root):
        for name, value in element.attrib.items():
            if not value.strip():
                own = name.replace(XML, "xml:").rpartition("}")[2]
                yield Fault(element, f"@{own} is empty", attribute=own)
    for element in _rend_and_style(facts.root):
        yield Fault(element, "has both @rend and @style")
