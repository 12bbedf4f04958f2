"""The proof of a repair: two trees compared, element by element and word by word.

It knows nothing of the edits. After a repair the text must have the same words in the same order, blank for
blank aside (Unicode NFC on both sides); the header too, where persons may stand in another order; no element
may be gone but one without words, none may be new, and no attribute may differ but a new xml:id and a count.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from copy import deepcopy
from itertools import zip_longest

from lxml import etree

from ..namespaces import NS, XML_ID, XML_LANG

LOOKS = (XML_ID, XML_LANG, "rend", "rendition", "style")
COUNTS = ("occurs", "withId")
SHOWN = 5  # differences told


def differences(before: etree._ElementTree, after: etree._ElementTree) -> list[str]:
    """What differs that a repair must not change; nothing where it is proved."""
    old, new = _in_order(before), _in_order(after)
    found = [*_words_differ(old, new), *_elements_differ(old, new)]
    return found[:SHOWN]


def _in_order(tree: etree._ElementTree) -> etree._Element:
    """A copy of the root in which the persons of each list are in the order of their ids."""
    root = deepcopy(tree.getroot())
    for persons in root.iter(f"{NS}listPerson"):
        listed = [child for child in persons if child.tag == f"{NS}person" and child.get(XML_ID)]
        if len(listed) == sum(
            1 for child in persons if isinstance(child.tag, str) and child.tag != f"{NS}head"
        ):
            for person in sorted(listed, key=lambda child: child.get(XML_ID, "")):
                person.tail = person.tail if (person.tail or "").strip() else "\n"
                persons.append(person)
    return root


def _words_differ(old: etree._Element, new: etree._Element) -> Iterator[str]:
    for place, (was, now) in enumerate(zip_longest(_words(old), _words(new)), 1):
        if was != now:
            yield f"word {place}: “{was or 'nothing'}” would become “{now or 'nothing'}”"
            return


def _words(root: etree._Element) -> list[str]:
    texts = root.xpath(".//text()")
    words = "".join(map(str, texts)) if isinstance(texts, list) else ""
    return unicodedata.normalize("NFC", words).split()


def _elements_differ(old: etree._Element, new: etree._Element) -> Iterator[str]:
    left = iter(new.iter())
    now = next(left, None)
    for was in old.iter():
        if now is not None and _same(was, now):
            now = next(left, None)
        elif not _wordless(was):
            line = was.sourceline or 0
            yield f"line {line}: `{etree.QName(was).localname if isinstance(was.tag, str) else 'a comment'}` would change"
            return
    if now is not None:
        yield "an element would be new"


def _same(was: etree._Element, now: etree._Element) -> bool:
    if was.tag != now.tag or (_wordless(was) and not _wordless(now)):
        return False
    if not isinstance(was.tag, str):
        return was.text == now.text  # a comment or an instruction
    old, new = dict(was.attrib), dict(now.attrib)
    if XML_ID not in old:
        new.pop(XML_ID, None)
    if was.tag == f"{NS}tagUsage":
        for name in COUNTS:
            if name in old and name in new:
                del old[name], new[name]
    return old == new


def _wordless(element: etree._Element) -> bool:
    """Whether an element may go: it has no words, no children, and no attribute that says more than a look."""
    if not isinstance(element.tag, str) or len(element) or (element.text or "").strip():
        return False
    return all(name in LOOKS for name in element.attrib)
