"""How well texts are read: scores against encodings made by hand, and floors that only rise.

`tests/gold` holds the six texts of sources/ as an editor would encode them; where the program does
something else, the gold is right. The score is F1 (van Rijsbergen 1979) over what both sides have in
common, each thing counted as often as it stands: blocks by element and words, heads by type and words,
notes by number, place, type, words and the words before the mark, names by words and the words before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree
from support import SOURCES, TEI

from tei_edition.config import load_edition
from tei_edition.corpus import build
from tei_edition.plan import Plan

GOLD = Path(__file__).parent / "gold"
NAMES = sorted(path.stem for path in GOLD.glob("*.xml"))
BLOCKS = (
    "p", "head", "titlePart", "item", "l", "ab", "salute", "signed", "dateline", "byline", "docDate", "trailer", "bibl",
    "postscript", "quote", "epigraph", "list", "lg", "closer", "opener",
)  # fmt: skip
BEFORE = 16  # characters that tell one mention, or one mark, from another
# per thing, the score no text may fall below; raise a figure when the program gets better
FLOORS = {
    "keepers": {"blocks": 100, "heads": 100, "notes": 100, "names": 100},
    "lower-quay": {"blocks": 100, "heads": 100, "notes": 100, "names": 100},
    "relief-committee": {"blocks": 100, "heads": 100, "notes": 100, "names": 88},
    "salt-road": {"blocks": 97, "heads": 100, "notes": 100, "names": 97},
    "thorley-letter": {"blocks": 100, "heads": 100, "notes": 100, "names": 96},
    "two-poems": {"blocks": 100, "heads": 100, "notes": 100, "names": 50},
}
_BLANKS = re.compile(r"[ \t\n]+")


def words(element: etree._Element) -> str:
    """The text of an element without that of its notes, a line's end being a blank."""
    return _BLANKS.sub(" ", "".join(_pieces(element))).strip()


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{TEI}lb" and not child.get("break"):
            yield " "
        elif child.tag not in (f"{TEI}note", f"{TEI}corr") or child.get("place") == "inline":
            yield from _pieces(child)
        yield child.tail or ""


def before(element: etree._Element) -> str:
    """The last characters that stand before an element in its block, or in its note."""
    found: list[str] = []
    node = element
    while node is element or node.tag.removeprefix(TEI) not in (*BLOCKS, "note"):
        parent = node.getparent()
        above = [parent.text or ""]
        for child in node.itersiblings(preceding=True):
            above[1:1] = ["" if child.tag == f"{TEI}note" else words(child), child.tail or ""]
        found[:0] = above
        node = parent
    return _BLANKS.sub(" ", "".join(found))[-BEFORE:]


def blocks(text: etree._Element) -> Counter[tuple[str, ...]]:
    return Counter((e.tag.removeprefix(TEI), words(e)) for name in BLOCKS for e in text.iter(TEI + name))


def heads(text: etree._Element) -> Counter[tuple[str, ...]]:
    return Counter((e.get("type", ""), words(e)) for e in text.iter(f"{TEI}head", f"{TEI}titlePart"))


def notes(text: etree._Element) -> Counter[tuple[str, ...]]:
    keys = ("n", "place", "type")
    return Counter((*(e.get(key, "") for key in keys), words(e), before(e)) for e in text.iter(f"{TEI}note"))


def names(text: etree._Element) -> Counter[tuple[str, ...]]:
    return Counter((words(e), before(e)) for e in text.iter(f"{TEI}persName"))


THINGS: dict[str, Callable[[etree._Element], Counter[tuple[str, ...]]]] = {
    "blocks": blocks,
    "heads": heads,
    "notes": notes,
    "names": names,
}


def score(found: Counter[tuple[str, ...]], gold: Counter[tuple[str, ...]]) -> int:
    """F1, in whole percent rounded down; 100 where there is nothing to find and nothing was found."""
    both = sum((found & gold).values())
    return 200 * both // (found.total() + gold.total()) if found or gold else 100


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, etree._Element]:
    output = tmp_path_factory.mktemp("tei")
    options, metadata = load_edition(SOURCES / "edition.toml")
    build(sorted(SOURCES.glob("*.txt")), Plan(output, options, metadata, ("tei",), flat=True))
    return {name: etree.parse(output / f"{name}.xml").getroot().find(f"{TEI}text") for name in NAMES}


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("name", NAMES)
def test_floor(name: str, thing: str, texts: dict[str, etree._Element]) -> None:
    gold = etree.parse(GOLD / f"{name}.xml").getroot().find(f"{TEI}text")
    found, wanted = THINGS[thing](texts[name]), THINGS[thing](gold)
    assert score(found, wanted) >= FLOORS[name][thing], sorted((found - wanted) + (wanted - found))


def test_every_text_has_its_gold() -> None:
    assert [path.stem for path in sorted(SOURCES.glob("*.txt"))] == NAMES == sorted(FLOORS)


def test_the_score_is_one_that_falls() -> None:
    """A scorer that always said 100 would pass all floors."""
    gold = etree.parse(GOLD / "keepers.xml").getroot().find(f"{TEI}text")
    wanted = {thing: of(gold) for thing, of in THINGS.items()}
    for element in list(gold.iter(f"{TEI}persName"))[::3]:
        element.text = "Nobody"
    next(gold.iter(f"{TEI}note")).set("n", "9")
    next(gold.iter(f"{TEI}head")).tag = f"{TEI}p"
    after = {thing: score(of(gold), wanted[thing]) for thing, of in THINGS.items()}
    assert all(value < 100 for value in after.values()), after
    assert after["names"] > 50
