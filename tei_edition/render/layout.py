"""The stream that `text.xsl` makes, laid out in lines: the last step of the text edition."""

from __future__ import annotations

from ..patterns import lazy
from ..spelling import single_blanks

OPEN, CLOSE, LINE = "\ufdd0", "\ufdd2", "\ufdd3"
ADDED = "\ufdd4\ufdd5"  # around words that the edition adds: not printed
SPEC = lazy(r"([0-9]+|=[0-9]+|>)\|([0-2])\|([^\ufdd1]*)\ufdd1")
SIGN = lazy(f"([{OPEN}{CLOSE}])")


def lay_out(stream: str, *, width: int = 0) -> str:
    """The text of a stream: blocks in lines, blank lines between them, wrapped where `width` > 0."""
    lines: list[str] = []
    margins = [""]
    prefix = ""
    gap = 0
    gaps = [0]
    sign = ""
    for mark in ADDED:
        stream = stream.replace(mark, "")
    for piece in SIGN.split(stream):
        if piece in (OPEN, CLOSE):
            sign = piece
            if piece == CLOSE and len(margins) > 1:
                margins.pop()
                gap = max(gap, gaps.pop())
            continue
        words = piece
        spec = SPEC.match(piece) if sign == OPEN else None
        if spec is not None:  # a stray sign of a text that holds noncharacters opens nothing
            indent, before, label = spec.groups()
            words = piece[spec.end() :]
            if label and prefix:  # a list that begins a list's item
                lines.append(f"{margins[-1][: -len(prefix)]}{prefix}".rstrip())
            prefix = label or prefix
            margins.append(margins[-1] + step(indent, label))
            gaps.append(min(int(before), 1))
            gap = max(gap, int(before))
        sign = ""
        block = [collapsed for line in words.split(LINE) if (collapsed := single_blanks(line).strip(" "))]
        if not block:
            continue
        margin = margins[-1]
        if lines:
            lines.extend([""] * gap)
        gap = 0
        start = len(lines)
        for line in block:
            lines.extend(wrap(line, margin, width) if width else [margin + line])
        if prefix:
            lines[start] = margin[: max(0, len(margin) - len(prefix))] + prefix + lines[start][len(margin) :]
            prefix = ""
    return "\n".join(lines) + "\n"


def step(indent: str, label: str) -> str:
    """How much further in a block stands: so many blanks and room for its label, `=4` for four blanks
    whatever the label, `>` for a quotation as Markdown has it."""
    if indent == ">":
        return "> "
    return " " * (int(indent[1:]) if indent[0] == "=" else int(indent) + len(label))


def wrap(line: str, margin: str, width: int) -> list[str]:
    """`line` broken at its blanks so that no line is longer than `width`, words permitting."""
    wrapped: list[str] = []
    words: list[str] = []
    length = len(margin) - 1
    for word in line.split(" "):
        if words and length + 1 + len(word) > width:
            wrapped.append(margin + " ".join(words))
            words, length = [], len(margin) - 1
        words.append(word)
        length += 1 + len(word)
    wrapped.append(margin + " ".join(words))
    return wrapped
