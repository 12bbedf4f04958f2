"""Whether every word of a TEI file stands once, in order, in its editions: a check that knows the
stylesheets' output but nothing of how they make it.

The letters of the source are sorted into streams: the running text, each note that was moved, the
readings that do not stand in the text. Each must be found letter by letter in the edition; where the
source parts two letters by a blank the edition parts them too, and where a text node of the source
does not, the edition does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from lxml import etree, html

from tei_edition.render import readable, to_html
from tei_edition.render.names import listed
from tei_edition.render.transform import text_stream

Element = etree._Element
SHOWN = {"reading": ("corr", "reg", "expan", "lem"), "diplomatic": ("sic", "orig", "abbr", "lem")}
OUTSIDE = {"teiHeader", "facsimile", "standOff", "xenoData"}
HIDDEN = {"script", "style", "binaryObject"}  # no words: code, and pictures in letters
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
# What the HTML adds to the words of the source, by class.
ADDED = listed(
    """
    mark pb pn other voice lemma kind sigla n return graphic ptr reason markup part added
    """
)
PIECES = {"choice", "app", "rdgGrp", "subst"}
BREAKS = listed(
    """
    p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table tr td th caption section article header figure
    figcaption blockquote pre br hr aside
    """
)


@dataclass
class Stream:
    """The letters of one stretch of words; `joints[i]` says how letter i hangs on the one before:
    `" "` parted, `"-"` joined inside one text node, `""` joined across a tag (either will do)."""

    letters: list[str] = field(default_factory=list)
    joints: list[str] = field(default_factory=list)
    joint: str = " "

    def add(self, text: str) -> None:
        for letter in text:
            if letter.isalnum():
                self.letters.append(letter)
                self.joints.append(self.joint)
                self.joint = "-"
            elif letter.isspace():
                self.joint = " "

    def seam(self) -> None:
        if self.joint == "-":
            self.joint = ""

    def part(self) -> None:
        self.joint = " "


Key = tuple[str, int]
Streams = dict[Key, Stream]
TEXT: Key = ("text", 0)


def faults(tree: etree._ElementTree, view: str) -> list[str]:
    """What is wrong with the words of the two editions of a document; nothing if all is well."""
    document = readable(tree)
    page = html.document_fromstring(to_html(document, name="x", view=view).decode())
    moved = set(page.xpath("//section[@id='notes']/ol/li/@id"))
    wanted = source_streams(tree.getroot(), moved, view)
    found = [f"HTML: {fault}" for fault in differences(wanted, html_streams(page))]
    stream = text_stream(document, view=view, notes="end", pages=True)
    return found + [
        f"text: {fault}" for fault in differences({TEXT: joined(wanted)}, {TEXT: text_words(stream)})
    ]


def name_of(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def outermost(root: Element) -> list[Element]:
    if name_of(root) not in ("TEI", "TEI.2", "teiCorpus"):
        return [root]
    found: list[Element] = []

    def look(element: Element) -> None:
        for child in element:
            if name_of(child) == "text":
                found.append(child)
            elif name_of(child) in ("TEI", "TEI.2", "teiCorpus", "group"):
                look(child)

    look(root)
    if not found:
        found = [e for e in root.iter() if name_of(e) == "sourceDoc"]
    return found + [e for e in root.iter() if name_of(e) == "standOff"]


def source_streams(root: Element, moved: set[str], reading: str = "reading") -> Streams:
    """The streams of a TEI document; `moved` are the ids of the notes that the edition moves."""
    streams: Streams = {TEXT: Stream()}
    parts = outermost(root)
    notes: dict[Element, str] = {}
    for part in parts:
        for element in part.iter():
            above = takewhile(lambda e, top=part: e is not top, element.iterancestors())
            if name_of(element) == "note" and not (OUTSIDE | {"egXML"}) & {name_of(e) for e in above}:
                notes[element] = element.get(XML_ID) or f"note{len(notes) + 1}"
    choices: dict[Element, int] = {}

    def walk(element: Element, key: Key) -> None:
        name = name_of(element)
        if name == "egXML":  # an example of markup: whatever is in it is shown as it stands
            streams[key].part()
            for text in element.itertext(etree.Element):
                streams[key].seam()
                streams[key].add(text)
            streams[key].part()
            return
        stream = streams.setdefault(key, Stream())
        stream.seam()
        pieces = name in PIECES  # blanks between their parts mean nothing
        if element.text and isinstance(element.tag, str) and not (pieces and element.text.isspace()):
            stream.add(element.text)
        readings = offered(element) if name in ("choice", "app") else []
        if len(readings) > 1:
            choices[element] = len(choices) + 1
        shown = chosen(readings, SHOWN[reading])
        for child in element:
            if name_of(child) and name_of(child) not in OUTSIDE | HIDDEN:
                there = key
                if child in notes and notes[child] in moved:
                    there = ("note", list(notes).index(child) + 1)
                elif readings and child is not shown and name_of(child) != "rdgGrp":
                    there = ("reading", choices[element])
                elif name == "rdgGrp":
                    above = next((a for a in child.iterancestors() if name_of(a) == "app"), None)
                    if above in choices and child is not chosen(offered(above), SHOWN[reading]):
                        there = ("reading", choices[above])
                walk(child, there)
            elif name_of(child) and shown is child:
                walk(child, key)
            stream.seam()
            if child.tail and not (pieces and child.tail.isspace()):
                stream.add(child.tail)

    for part in parts:
        streams[TEXT].part()
        walk(part, TEXT)
    return {key: stream for key, stream in streams.items() if stream.letters or key == TEXT}


def offered(element: Element) -> list[Element]:
    """The readings of a choice or app, those of its groups among them."""
    found: list[Element] = []
    for child in element:
        if name_of(child) == "rdgGrp":
            found += offered(child)
        elif name_of(child):
            found.append(child)
    return found


def chosen(readings: list[Element], wanted: tuple[str, ...]) -> Element | None:
    """The reading that stands in the text: the first of a wanted kind, else the first that is no note."""
    for reading in readings:
        if name_of(reading) in wanted:
            return reading
    plain = [r for r in readings if name_of(r) not in ("note", "witDetail", "wit")]
    return (plain or readings or [None])[0]


def html_streams(page: Element) -> Streams:
    """The same streams of a page of the HTML edition."""
    streams: Streams = {TEXT: Stream()}
    for edited in page.xpath("//*[@class='edited']"):
        read(edited, streams[TEXT])
    for item in page.xpath("//section[@id='notes']/ol/li"):
        read(item, streams.setdefault(("note", int(item.get("data-note"))), Stream()))
    for item in page.xpath("//section[@id='readings']/ol/li"):
        read(item, streams.setdefault(("reading", int(item.get("value"))), Stream()))
    return streams


ADDITION = re.compile("\ufdd4[^\ufdd5]*\ufdd5")
SPEC = re.compile("\ufdd0[^\ufdd1]*\ufdd1|[\ufdd2\ufdd3]")


def text_words(stream: str) -> Stream:
    """The words of the text edition, from the stream that is laid out in lines."""
    found = Stream()
    pieces = ADDITION.split(SPEC.sub(" ", stream))
    for piece in pieces:
        found.seam()
        found.add(piece)
    return found


def joined(streams: Streams) -> Stream:
    """Text, notes and readings one after the other, as the text edition with notes at the end has them."""
    order = {"text": 0, "note": 1, "reading": 2}
    whole = Stream()
    for key in sorted(streams, key=lambda key: (order[key[0]], key[1])):
        whole.letters += streams[key].letters
        whole.joints += streams[key].joints
    return whole


def read(element: Element, stream: Stream) -> None:
    if not isinstance(element.tag, str):
        return
    if ADDED & set(element.get("class", "").split()):
        stream.seam()
        return
    broken = element.tag in BREAKS
    stream.part() if broken else stream.seam()
    stream.add(element.text or "")
    for child in element:
        read(child, stream)
        stream.seam()
        stream.add(child.tail or "")
    stream.part() if broken else stream.seam()


def differences(source: Streams, edition: Streams) -> Iterator[str]:
    """What is wrong, in words; nothing if all is well."""
    for key in sorted(source.keys() | edition.keys()):
        wanted, found = source.get(key, Stream()), edition.get(key, Stream())
        if wanted.letters != found.letters:
            at = next(
                (i for i, (a, b) in enumerate(zip(wanted.letters, found.letters, strict=False)) if a != b),
                min(len(wanted.letters), len(found.letters)),
            )
            yield (
                f"{key}: {len(wanted.letters)} letters in the source, {len(found.letters)} in the edition; "
                f"at {at}: {excerpt(wanted, at)!r} became {excerpt(found, at)!r}"
            )
            continue
        for at, (said, made) in enumerate(zip(wanted.joints, found.joints, strict=True)):
            if (said == " ") != (made == " ") and said and at:
                verb = "parted" if made == " " else "glued"
                yield f"{key}: {verb} at {at}: {excerpt(wanted, at)!r} / {excerpt(found, at)!r}"
                break


def excerpt(stream: Stream, at: int, before: int = 25, after: int = 30) -> str:
    return "".join(
        (" " if joint == " " else "") + letter
        for letter, joint in list(zip(stream.letters, stream.joints, strict=True))[
            max(0, at - before) : at + after
        ]
    )
