"""The sidecar's corrections: a misprint and its correction side by side, as `choice` (TEI Guidelines, PHCC).

The source's reading is never replaced. A correction that matches nothing is reported, so that it
does not outlive the misprint it was made for.
"""

from __future__ import annotations

from .model import Block, Document, Mark


def apply_corrections(doc: Document) -> None:
    """`marks` of kind sic: each `[[correction]]` of the sidecar where its misprint stands."""
    leaves = list(doc.leaves()) if doc.metadata.corrections else []
    for sic, corr, line in doc.metadata.corrections:
        found = sum(_correct(doc, block, sic, corr, line) for block in leaves)
        if not found:
            where = f" on line {line}" if line else ""
            doc.say("C04", line, f"the correction of “{sic}” matches nothing{where}")


def _correct(doc: Document, block: Block, sic: str, corr: str, line: int) -> int:
    """Mark the misprint in one block, on its line or, without one, wherever it stands as a whole word."""
    text, found = block.text, 0
    at = text.find(sic)
    while at >= 0:
        end = at + len(sic)
        whole = not (text[at - 1 : at].isalnum() and sic[0].isalnum()) and not (
            text[end : end + 1].isalnum() and sic[-1].isalnum()
        )
        there = not line or doc.source.line_at(block.source_offset(at)) == line
        if there and (whole or line):
            block.marks.append(Mark("sic", at, end, attrs={"corr": corr}, rule="correction"))
            found += 1
        at = text.find(sic, end)
    return found
