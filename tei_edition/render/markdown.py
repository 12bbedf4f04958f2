"""The text edition as Markdown, with notes as `[^1]`: a form that other programs and this one read.

Only the text is in it, as it was before it was marked up: what the header knows is not repeated. The
number of a note is its label; one that comes again gets `-2` after it, which this program takes off.
"""

from __future__ import annotations

from collections import Counter

from .annotate import Readable, readable
from .layout import lay_out
from .names import X
from .transform import Tree, parameters, transformed


def to_markdown(
    tree: Tree | Readable, *, view: str = "diplomatic", notes: str = "end", pages: bool = True
) -> str:
    """The Markdown of any TEI document. `notes` of the foot of the page stand at the `end` or at the end of
    each `section`, those of the end under the heading Notes; `view` and `pages` are as in `to_text`."""
    document = readable(tree)
    label(document)
    options = {
        "notes": "section" if notes == "section" else "end",
        "pages": "1" if pages else "",
        "view": view,
    }
    stream = str(
        transformed("markdown.xsl", document.annotated(view), **parameters(document.facts, **options))
    )
    return lay_out(stream)


def label(document: Readable) -> None:
    """Write `label` on each moved note, and whether it stands at the foot of its page or at the end."""
    count: Counter[str] = Counter()
    for element, name in document.items:
        mark = element.get(f"{X}mark") if name == "note" else None
        if mark is None:
            continue
        stem = "".join(mark.split()) or "x"
        count[stem] += 1
        element.set(f"{X}label", stem if count[stem] == 1 else f"{stem}-{count[stem]}")
        element.set(f"{X}ended" if element.get("place") == "end" else f"{X}footed", "1")
