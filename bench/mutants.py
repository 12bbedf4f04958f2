"""Sample editions damaged at random: does the verdict agree with jing, and does the first message lead there?

    python bench/mutants.py [--number 500] [--seed 1] [--show] [FILE ...]

One thing is done to a file: an element renamed, removed or moved, an attribute misspelt, a date that is none, a
pointer to nothing, an id given twice. The verdict is that of the grammar (V01), against jing on
`schema/tei_edition.rng`. The first message (of those that the file did not have before) leads there if it
is about the element that was changed or its parent, is about another child of that parent and names the
parent, or names the element that is gone or moved, by its name or id. Of an element that was moved the
places before and after count. Without files the editions of the tests are taken. Needs jing.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from tei_edition.findings import Finding
from tei_edition.resources import schema_dir
from tei_edition.rules.facts import path_to
from tei_edition.schemas import Schema, jing
from tei_edition.validate import Checks, validate_data

ROOT = Path(__file__).resolve().parent.parent
TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
POINTING = ("ref", "target", "resp", "who", "corresp", "edRef")
NO_DATES = ("12 March 1920", "1920-02-30", "12-3-1920", "192", "yesterday")


class Mutant(NamedTuple):
    """A damaged file: what was done, where it can be told, and the names that were touched."""

    data: bytes
    kind: str
    words: str
    places: frozenset[str]  # paths after the damage: the element, its parent
    names: frozenset[str]  # what a message may say of an element that is no longer there, or elsewhere


def renamed(root: etree._Element, chance: random.Random) -> tuple[str, list[etree._Element]] | None:
    element = chance.choice(elements(root))
    names = [*sorted({str(e.tag) for e in root.iter(etree.Element)} - {str(element.tag)}), f"{element.tag}x"]
    words = f"{local(element)} to "
    element.tag = chance.choice(names)
    return words + local(element), [element]


def removed(root: etree._Element, chance: random.Random) -> tuple[str, list[etree._Element]] | None:
    element = chance.choice(elements(root))
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
    return local(element), [parent]


def moved(root: etree._Element, chance: random.Random) -> tuple[str, list[etree._Element]] | None:
    element = chance.choice(elements(root))
    parent = element.getparent()
    homes = [e for e in elements(root) if e not in (element, parent) and element not in e.iterancestors()]
    home = chance.choice(homes)
    home.insert(chance.randint(0, len(home)), element)
    assert parent is not None
    return f"{local(element)} into {local(home)}", [element, parent]


def misspelt(root: etree._Element, chance: random.Random) -> tuple[str, list[etree._Element]] | None:
    element = chance.choice([e for e in elements(root) if e.attrib])
    name = chance.choice(sorted(map(str, element.attrib)))
    value = element.attrib.pop(name)
    space, _, bare = name.rpartition("}")
    at = chance.randrange(len(bare))
    wrong = chance.choice((bare[:at] + bare[at + 1 :] or "q", bare[:at] + "q" + bare[at:], bare + bare[-1]))
    element.set(f"{space}}}{wrong}" if space else wrong, value)
    return f"{local(element)}/@{bare} as {wrong}", [element]


def undated(root: etree._Element, chance: random.Random) -> tuple[str, list[etree._Element]] | None:
    dated = [
        (e, n) for e in elements(root) for n in ("when", "from", "to", "notBefore", "notAfter") if e.get(n)
    ]
    dated = [(e, n) for e, n in dated if local(e) != "biblScope"]
    if not dated:
        return None
    element, name = chance.choice(dated)
    element.set(name, chance.choice(NO_DATES))
    return f"{local(element)}/@{name}", [element]


def dangling(root: etree._Element, chance: random.Random) -> tuple[str, list[etree._Element]] | None:
    element, name = chance.choice(
        [(e, n) for e in elements(root) for n in POINTING if e.get(n, "")[:1] == "#"]
    )
    element.set(name, f"{element.get(name)}_gone")
    return f"{local(element)}/@{name}", [element]


def doubled(root: etree._Element, chance: random.Random) -> tuple[str, list[etree._Element]] | None:
    first, second = chance.sample([e for e in elements(root) if e.get(XML_ID)], 2)
    second.set(XML_ID, first.get(XML_ID, ""))
    return f"{local(first)} and {local(second)}", [first, second]


DAMAGES: dict[str, Callable[[etree._Element, random.Random], tuple[str, list[etree._Element]] | None]] = {
    "element renamed": renamed,
    "element removed": removed,
    "element moved": moved,
    "attribute misspelt": misspelt,
    "bad date": undated,
    "dangling pointer": dangling,
    "id given twice": doubled,
}


def elements(root: etree._Element) -> list[etree._Element]:
    return [element for element in root.iter(etree.Element) if element is not root]


def local(element: etree._Element) -> str:
    return etree.QName(element).localname


def mutant(data: bytes, kind: str, chance: random.Random) -> Mutant | None:
    tree = etree.ElementTree(etree.fromstring(data))
    before = {element: element.get(XML_ID) for element in tree.iter(etree.Element)}
    done = DAMAGES[kind](tree.getroot(), chance)
    if done is None:
        return None
    words, touched = done
    gone = [element for element in before if element not in set(tree.iter(etree.Element))]
    if kind == "element moved":
        gone = touched[:1]
    names = frozenset(name for element in gone[:1] for name in (local(element), f"#{before[element]}"))
    parents = [parent for element in touched if (parent := element.getparent()) is not None]
    places = frozenset(path_to(element) for element in [*touched, *parents])
    return Mutant(etree.tostring(tree, encoding="UTF-8", xml_declaration=True), kind, words, places, names)


def leads_there(finding: Finding, made: Mutant) -> bool:
    if finding.path in made.places:
        return True
    parent = finding.path.rpartition("/")[0]
    name = parent.rpartition("/")[2].partition("[")[0]
    if parent in made.places and f"`{name}`" in finding.message:
        return True
    return not made.names.isdisjoint(re.findall(r"#?[\w.-]+", finding.message))


class Score(NamedTuple):
    """Of `number` mutants, how many verdicts agree; of those `told` with a message, how many first ones lead there."""

    number: int
    agree: int
    told: int
    lead: int
    misses: list[str]


def score(files: Sequence[Path], number: int, seed: int) -> Score:
    """Make and check the mutants, the kinds of damage by turns."""
    chance = random.Random(seed)
    originals = [path.read_bytes() for path in files]
    before = {data: {(f.code, f.message) for f in check([data])[0]} for data in originals}
    made: list[tuple[Mutant, bytes]] = []
    kinds = list(DAMAGES)
    while len(made) < number:
        data = chance.choice(originals)
        one = mutant(data, kinds[len(made) % len(kinds)], chance)
        if one is not None:
            made.append((one, data))
    found = check([one.data for one, _ in made])
    schema = Schema(schema_dir() / "tei_edition.rng", "rng")
    verdicts = [bool(report) for report in jing.reports(schema, [one.data for one, _ in made])]
    agree = told = lead = 0
    misses = []
    for (one, data), findings, refused in zip(made, found, verdicts, strict=True):
        grammar = any(finding.code == "V01" for finding in findings)
        agree += grammar == refused
        new = [finding for finding in findings if (finding.code, finding.message) not in before[data]]
        if new:
            told += 1
            lead += leads_there(new[0], one)
        if grammar != refused or (new and not leads_there(new[0], one)):
            said = f"{new[0].code} {new[0].path} {new[0].message}" if new else "nothing"
            misses.append(
                f"{one.kind}: {one.words}; jing {'refuses' if refused else 'accepts'}; told: {said[:200]}"
            )
    return Score(number, agree, told, lead, misses)


def check(documents: Sequence[bytes]) -> list[list[Finding]]:
    sources = ((str(n), lambda data=data: data) for n, data in enumerate(documents))
    return [findings for _, findings in validate_data(sources, Checks(schema="profile"))]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--number", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print what was missed")
    given = parser.parse_args()
    files = given.files or sorted((ROOT / "tests" / "editions").glob("*/edition.xml"))
    result = score(files, given.number, given.seed)
    print(f"{result.number} mutants of {len(files)} files, seed {given.seed}")
    print(f"verdict as jing's: {result.agree} ({result.agree / result.number:.1%})")
    print(
        f"with a message: {result.told}; the first leads there: {result.lead} ({result.lead / result.told:.1%})"
    )
    if given.show:
        print(*sorted(result.misses), sep="\n")
        print(Counter(miss.partition(":")[0] for miss in result.misses))


if __name__ == "__main__":
    main()
