"""The text edition as Markdown: a form that other programs read, and this one reads back as it was.

Only the text is in it: what the header knows is not repeated. The number of a note is its label; one that
comes again gets `-2` after it, which this program takes off. What Markdown has no sign for, a comment says
(see `statements`).
"""

from __future__ import annotations

from collections import Counter

from ..marked import OPENING
from .annotate import Readable, readable
from .layout import lay_out
from .names import Item, X
from .statements import state
from .texts import text_items
from .transform import Tree, parameters, transformed

BREAK = "\ufdd6"  # where a line of verse ends; at the end of a line two blanks say so in Markdown


def to_markdown(
    tree: Tree | Readable, *, view: str = "diplomatic", notes: str = "end", pages: bool = True
) -> str:
    """The Markdown of any TEI document. `notes` of the foot of the page stand at the `end` or at the end of
    each `section`, those of the end under the heading Notes; `view` and `pages` are as in `to_text`."""
    document = readable(tree)
    items = text_items(document.tree.getroot())
    label(items)
    state(items)
    options = {
        "notes": "section" if notes == "section" else "end",
        "pages": "1" if pages else "",
        "view": view,
    }
    stream = str(
        transformed("markdown.xsl", document.annotated(view), **parameters(document.facts, **options))
    )
    text = lay_out(stream).replace(f"{BREAK}\n\n", "\n\n").replace(BREAK, "  ").rstrip()
    return f"{OPENING}\n\n{text}\n"


def label(items: list[Item]) -> None:
    """Write `label` on each moved note, and whether it stands at the foot of its page or at the end."""
    count: Counter[str] = Counter()
    for element, name in items:
        mark = element.get(f"{X}mark") if name == "note" else None
        if mark is None and name == "note" and element.get("anchored") == "false":
            mark = element.get("n")  # a note that no mark calls stays where it is
        if not mark:
            continue
        stem = "".join(mark.split()) or "x"
        count[stem] += 1
        element.set(f"{X}label", stem if count[stem] == 1 else f"{stem}-{count[stem]}")
        if element.get("place") == "end":
            element.set(f"{X}ended", "1")
        elif element.get("anchored") != "false":
            element.set(f"{X}footed", "1")
