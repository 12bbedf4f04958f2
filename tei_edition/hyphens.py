"""Words parted at line ends: joined where the text attests the whole word, else kept and reported.

Letters, a hyphen, a line end and a lower-case letter make a candidate. The evidence, in order: what
the document has more often, the word with its hyphen (kept) or without it (joined); a second half
that is an ending, or one of the halves no word that the document knows, so that no compound can be
meant (joined, and reported). Where both halves are words and nothing decides, the hyphen stays and
the TEI says `lb break="maybe"`.
"""

from __future__ import annotations

import re
from collections import Counter

from .model import Block, Document, Mark, walk
from .patterns import lazy
from .wordruns import word_runs

_AT_LINE_END = lazy(r"[-\u2010\u00ad][ \t]*\n")
# the guard at its head keeps it from being tried at each letter of a word
_BROKEN = lazy(
    r"(?<![^\W\d_])(?P<head>[^\W\d_]++)(?P<hyphen>[-\u2010\u00ad])(?P<end>[ \t]*\n\s*)(?P<tail>[^\W\d_]+)"
)
# first parts that keep their hyphen in English, so that an unknown second half proves nothing
_COMPOUNDING = frozenset(
    [
        "great",
        "grand",
        "self",
        "well",
        "ill",
        "half",
        "all",
        "ex",
        "non",
        "vice",
        "mid",
        "semi",
        "quasi",
        "anti",
        "pro",
        "pre",
        "post",
        "over",
        "under",
        "north",
        "south",
        "east",
        "west",
        "cross",
        "step",
        "mother",
        "father",
        "brother",
        "sister",
        "son",
        "daughter",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
    ]
)
# second halves that are endings and no words of their own
_ENDING = lazy(
    r"abl[ey]|e[drs]|est|ful(?:ly)?|ing(?:ly|s)?|is[hmt]|ists|less(?:ly|ness)?|ly|ments?|ness|tions?|"
    r"[hk]eit(?:en)?|liche?[nrs]?|schaft|ung(?:en)?"
)
_WITHOUT_LB = frozenset(("creation",))  # TEI allows no lb there: the word stays in two
_WORD = lazy(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def join_hyphens(doc: Document) -> None:
    """`marks` of kind lb: where a word is parted at a line end, and what became of the hyphen."""
    leaves = [leaf for leaf in walk(doc.blocks) if leaf.text]
    parted = [leaf for leaf in leaves if leaf.kind not in _WITHOUT_LB and _parts_words(leaf)]
    found = [(leaf, match) for leaf in parted for match in _BROKEN.finditer(leaf.text)]
    if not found:
        return
    whole = (_BROKEN.sub(" ", leaf.text) if _parts_words(leaf) else leaf.text for leaf in leaves)
    words = Counter(map(str.lower, _words("\n\n".join(whole))))
    for block, match in found:
        head, tail = match["head"].lower(), match["tail"].lower()
        start, end = match.start("hyphen"), match.end("end")
        line = doc.source.line_at(block.source_offset(start))
        if why := _joined(match, head, tail, words):
            width = end - start
            block.marks.append(Mark("lb", start, end, width, 0, {"break": "no"}, "hyphen-joined"))
            doc.say("S06", line, f"“{match['head']}-{match['tail']}” joined: {why}")
            continue
        gap = match.end("hyphen")
        block.marks.append(Mark("lb", gap, end, end - gap, 0, {"break": "maybe"}, "hyphen-kept"))
        if f"{head}-{tail}" not in words:
            doc.say(
                "S06", line, f"“{match['head']}-{match['tail']}” kept its hyphen: neither form is attested"
            )


def _parts_words(leaf: Block) -> bool:
    """Whether a line of a block ends in a hyphen."""
    return "\n" in leaf.text and bool(_AT_LINE_END.search(leaf.text))


def _words(text: str) -> list[str]:
    """The words of the text, those of several parts with their hyphens; not in order."""
    runs = word_runs(text, _in_word)
    return [run for run in runs if "-" not in run] + _WORD.findall(
        " ".join(run for run in runs if "-" in run)
    )


def _in_word(character: str) -> bool:
    return character == "-" or (character.isalnum() and not character.isdecimal())


def _joined(match: re.Match[str], head: str, tail: str, words: Counter[str]) -> str:
    """Why the two halves are one word; empty where they may be two."""
    if match["hyphen"] == "\u00ad":
        return "the hyphen is a soft one"
    if not match["tail"][0].islower():
        return ""
    whole, parted = words[head + tail], words[f"{head}-{tail}"]
    if whole > parted:
        return f"the text has “{head + tail}”"
    if parted or head in _COMPOUNDING:
        return ""
    if _ENDING.fullmatch(tail):
        return f"“{tail}” is an ending"
    missing = next((half for half in (tail, head) if half not in words), "")
    return f"“{missing}” is no word of the text" if missing else ""
