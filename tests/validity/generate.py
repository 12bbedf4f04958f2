"""Valid documents made up from the grammar, so that every element, attribute and position is tried.

A walk over tei_edition.rng: at each choice the branch least used so far is taken, so that a few
hundred documents use them all; once a document is deep enough, the shallowest branch ends it.
"""

from __future__ import annotations

import random
from functools import cache
from itertools import count
from pathlib import Path

from lxml import etree

RNG = "{http://relaxng.org/ns/structure/1.0}"
TEI = "http://www.tei-c.org/ns/1.0"
XML = "http://www.w3.org/XML/1998/namespace"
DEEP = 10**6

VALUES = {
    "string": ["seven", "the hill, and the sea"],
    "data.filled": ["7", "vii a"],
    "data.word": ["words", "VIAF", "a-b.c"],
    "data.pointer": ["#x1", "https://example.org/a?b=c&d=e", "other.xml"],
    "data.localPointer": ["#x1", "#resp_encoder"],
    "data.w3cDate": ["1921", "1921-07", "1921-07-12", "--07-12", "--07", "---12", "-0044"],
    "data.versionNumber": ["0.1.0", "12"],
    "language": ["en", "de-AT"],
    "NCName": ["note", "tei_edition"],
    "nonNegativeInteger": ["0", "41"],
}


class Grammar:
    """The patterns by name, how often each branch was taken, and how deep each must go."""

    def __init__(self, path: Path, seed: int = 0) -> None:
        root = etree.parse(path).getroot()
        self.start = root.find(f"{RNG}start")
        self.defines = {define.get("name"): define for define in root.iter(f"{RNG}define")}
        self.used: dict[etree._Element, int] = {}
        self.random = random.Random(seed)
        self.ids = count(1)
        self.depth = cache(self._depth)
        self.pending: set[str] = set()

    def _depth(self, pattern: etree._Element) -> int:
        """How many elements deep the smallest content of a pattern goes."""
        tag = pattern.tag.removeprefix(RNG)
        if tag in ("optional", "zeroOrMore", "text", "data", "value", "empty", "param", "attribute"):
            return 0
        if tag == "ref":
            name = pattern.get("name")
            if name in self.pending:
                return DEEP
            self.pending.add(name)
            depth = max(self._depth(child) for child in self.defines[name])
            self.pending.discard(name)
            return depth
        depths = [self._depth(child) for child in pattern]
        if tag == "choice":
            return min(depths)
        return max(depths, default=0) + (tag == "element")

    def document(self, room: int = 12) -> etree._Element:
        """A new document, at most about `room` elements deep."""
        holder = etree.Element("holder")
        for pattern in self.start:
            self.fill(holder, pattern, room)
        return holder[0]

    def fill(self, parent: etree._Element, pattern: etree._Element, room: int) -> None:
        """Append to `parent` something that `pattern` allows."""
        tag = pattern.tag.removeprefix(RNG)
        if tag == "ref":
            name = pattern.get("name")
            if name.startswith("data.") and name in VALUES:
                self.write(parent, self.random.choice(VALUES[name]))
            elif name.startswith("data."):
                self.fill(parent, self.defines[name][0], room)
            else:
                for child in self.defines[name]:
                    self.fill(parent, child, room)
        elif tag == "element":
            element = etree.SubElement(parent, f"{{{TEI}}}{pattern.get('name')}", nsmap={None: TEI})
            for child in pattern:
                self.fill(element, child, room - 1)
        elif tag == "attribute":
            holder = etree.Element("holder")
            self.fill(holder, pattern[0], room)
            parent.set(pattern.get("name").replace("xml:", f"{{{XML}}}"), holder.text or "")
        elif tag == "choice":
            self.fill(parent, self.branch(pattern, room), room)
        elif tag in ("group", "interleave"):
            children = list(pattern)
            if tag == "interleave":
                self.random.shuffle(children)
            for child in children:
                self.fill(parent, child, room)
        elif tag in ("optional", "zeroOrMore", "oneOrMore"):
            self.repeat(parent, pattern, tag, room)
        elif tag == "text":
            self.write(parent, " some words ")
        elif tag == "value":
            self.write(parent, pattern.text)
        elif tag == "data":
            kind = pattern.get("type")
            self.write(parent, f"x{next(self.ids)}" if kind == "ID" else self.random.choice(VALUES[kind]))

    def repeat(self, parent: etree._Element, pattern: etree._Element, tag: str, room: int) -> None:
        """An optional or repeated pattern: seldom-used ones are taken, deep ones left out."""
        inner = pattern[0]
        least, most = {"optional": (0, 1), "zeroOrMore": (0, 2), "oneOrMore": (1, 2)}[tag]
        times = self.random.randint(least, most)
        if self.used.get(pattern, 0) < 3:
            times = max(times, 1)
        if not self.depth(inner) < room:
            times = least
        for _ in range(times):
            self.used[pattern] = self.used.get(pattern, 0) + 1
            self.fill(parent, inner, room)

    def branch(self, pattern: etree._Element, room: int) -> etree._Element:
        """The branch of a choice that fits and was used least."""
        fitting = [child for child in pattern if self.depth(child) < room]
        if not fitting:
            return min(pattern, key=self.depth)
        chosen = min(fitting, key=lambda child: (self.used.get(child, 0), self.random.random()))
        self.used[chosen] = self.used.get(chosen, 0) + 1
        return chosen

    @staticmethod
    def write(parent: etree._Element, words: str) -> None:
        """Append characters to the content so far."""
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + words
        else:
            parent.text = (parent.text or "") + words


def documents(path: Path, number: int, seed: int = 0) -> list[etree._Element]:
    """`number` documents that the grammar at `path` allows, always the same."""
    grammar = Grammar(path, seed)
    return [grammar.document() for _ in range(number)]
