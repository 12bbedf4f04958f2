"""The persons and places of one page: a card for each, to which its names lead.

The cards are added to the annotated copy as elements in the private namespace; the stylesheet writes
them after the text. What a register shown on the page says needs no card: names lead to it.
"""

from __future__ import annotations

from collections import Counter

from lxml import etree

from ..hrefs import quote
from ..indexforms import folded, index_form
from ..people import PersonEntry
from .entities import Mention
from .names import X, local

Element = etree._Element
# What a mention stands in, where that is no numbered paragraph and no note -> what a card calls it.
CALLED = {
    "head": "heading", "titlePart": "title", "docTitle": "title", "byline": "title", "docAuthor": "title",
    "opener": "opening", "salute": "opening", "closer": "closing", "signed": "closing", "dateline": "date",
    "l": "verse", "speaker": "speech", "stage": "stage", "castItem": "persons of the play", "bibl": "source",
    "item": "list", "cell": "table", "figure": "picture", "trailer": "end",
}  # fmt: skip


class Card:
    """Who or what is named: `at` are the mentions, each with its id and what the place is called."""

    def __init__(self, name: str, index: str, variants: list[str], about: str, idnos: dict[str, str]) -> None:
        self.name, self.index, self.variants = name, index, variants
        self.about, self.idnos = about, idnos
        self.at: list[tuple[str, str]] = []


def add_cards(
    copy: Element,
    mentions: dict[Element, Mention],
    registers: dict[str, dict[str, PersonEntry]],
    known: dict[str, str],
) -> dict[Element, str]:
    """Append the cards to `copy`; to each mention the id of what describes it in the page. `registers` says of
    each kind who or what is known, `known` maps each `xml:id` to its id in the page."""
    described: dict[Element, str] = {}
    places: dict[Element | None, str] = {}  # what stands around a mention -> what it is called
    for kind, entries in registers.items():
        cards: dict[str, Card] = {}
        for name, mention in mentions.items():
            if mention.kind != kind or not mention.keys:
                continue
            first = mention.keys[0]
            described[name] = known.get(first) or f"{kind}-{quote(first)}"
            for key in mention.keys:
                if key in known:
                    continue
                if key not in cards:
                    entry = entries.get(key)
                    said = mention.words or key
                    cards[key] = Card(said, index_form(said, key), [], "", {}) if entry is None else Card(
                        entry.name, entry.index, list(entry.variants), entry.about, entry.idnos
                    )  # fmt: skip
                home = name.getparent()
                if home not in places:
                    places[home] = called(name)
                add(cards[key], mention, places[home])
        if cards:
            append(copy, kind, cards)
    return described


def add(card: Card, mention: Mention, place: str) -> None:
    """One mention more: what its place is called, and its form where it is a new one."""
    said = mention.words
    if said and said != card.name and said not in card.variants:
        card.variants.append(said)
    card.at.append((mention.id, place))


def called(name: Element) -> str:
    """What the place of a mention is called: `¶12`, `note 3`, `heading`."""
    for above in name.iterancestors():
        if mark := above.get(f"{X}mark"):
            return f"note {mark}"
        if number := above.get(f"{X}n"):
            return f"¶{number}"
        if said := CALLED.get(local(above.tag)):
            return said
    return "text"


def append(copy: Element, kind: str, cards: dict[str, Card]) -> None:
    """The cards of one kind, in the order of an index."""
    listed = etree.SubElement(copy, f"{X}cards", kind=kind)
    for key in sorted(cards, key=lambda key: (folded(cards[key].index), key)):
        card = cards[key]
        element = etree.SubElement(
            listed, f"{X}card", id=f"{kind}-{quote(key)}", key=quote(key), about=card.about,
            name=card.index, also="; ".join(card.variants),
        )  # fmt: skip
        for scheme, number in sorted(card.idnos.items()):
            etree.SubElement(element, f"{X}idno", scheme=scheme, number=number)
        seen: Counter[str] = Counter()
        for place, where in card.at:
            seen[where] += 1
            again = f" ({seen[where]})" if seen[where] > 1 else ""
            etree.SubElement(element, f"{X}at", id=place, called=where + again)
