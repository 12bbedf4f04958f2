"""Words parted at line ends: joined where the whole word is attested in the text, else kept and reported.

Only letters, a hyphen, a line end and a lower-case letter make a candidate. The joined word counts
as attested when the document has it elsewhere; the hyphenated one likewise. Where neither is, the
hyphen stays and the TEI says `lb break="maybe"`.
"""

from __future__ import annotations

import re

from .model import Document, Mark

_BROKEN = re.compile(r"(?P<head>[^\W\d_]+)(?P<hyphen>[-\u2010\u00ad])(?P<end>[ \t]*\n\s*)(?P<tail>[^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def join_hyphens(doc: Document) -> None:
    """`marks` of kind lb: where a word is parted at a line end, and what became of the hyphen."""
    blocks = [b for block in doc.blocks for b in block.walk() if "\n" in b.text]
    found = [(block, match) for block in blocks for match in _BROKEN.finditer(block.text)]
    if not found:
        return
    words = {word.lower() for word in _WORD.findall(doc.source.text)}
    for block, match in found:
        head, tail = match["head"].lower(), match["tail"].lower()
        start, end = match.start("hyphen"), match.end("end")
        line = doc.source.line_at(block.source_offset(start))
        soft = match["hyphen"] == "\u00ad"
        if soft or (head + tail in words and match["tail"][0].islower()):
            width = end - start
            block.marks.append(Mark("lb", start, end, width, 0, {"break": "no"}, "hyphen-joined"))
            doc.say("S06", line, f"“{match['head']}-{match['tail']}” joined: the text has “{head + tail}”")
            continue
        gap = match.end("hyphen")
        block.marks.append(Mark("lb", gap, end, end - gap, 0, {"break": "maybe"}, "hyphen-kept"))
        if f"{head}-{tail}" not in words:
            doc.say("S06", line, f"“{match['head']}-{match['tail']}” kept its hyphen: neither form is attested")
