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
    sheet = Sheet(width)
    sign = ""
    for mark in ADDED:
        stream = stream.replace(mark, "")
    for piece in SIGN.split(stream):
        if piece == CLOSE:
            sheet.close()
        elif piece != OPEN:
            spec = SPEC.match(piece) if sign == OPEN else None
            if spec is not None:  # a stray sign of a text that holds noncharacters opens nothing
                sheet.open(*spec.groups())
            sheet.write(piece[spec.end() :] if spec else piece)
        sign = piece
    return "\n".join(sheet.lines) + "\n"


class Sheet:
    """The lines as they are laid out. Of the open blocks, `margins` holds what stands before each line and
    `gaps` the blank lines after it; `gap` blank lines and `prefix`, the label of a block, wait for words."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.lines: list[str] = []
        self.margins = [""]
        self.gaps = [0]
        self.gap = 0
        self.prefix = ""

    def open(self, indent: str, gap: str, label: str) -> None:
        """Begin a block within the one that is open."""
        if label and self.prefix:  # a list that begins a list's item
            self.lines.append(f"{self.margins[-1][: -len(self.prefix)]}{self.prefix}".rstrip())
        self.prefix = label or self.prefix
        self.margins.append(self.margins[-1] + step(indent, label))
        self.gaps.append(min(int(gap), 1))
        self.gap = max(self.gap, int(gap))

    def close(self) -> None:
        """End the block that was opened last."""
        if len(self.margins) > 1:
            self.margins.pop()
            self.gap = max(self.gap, self.gaps.pop())

    def write(self, words: str) -> None:
        """Words of the open block: lines of their own."""
        rows = [collapsed for line in words.split(LINE) if (collapsed := single_blanks(line).strip(" "))]
        if not rows:
            return
        if self.lines:
            self.lines.extend([""] * self.gap)
        self.gap = 0
        margin, start = self.margins[-1], len(self.lines)
        for row in rows:
            self.lines.extend(wrap(row, margin, self.width) if self.width else [margin + row])
        if self.prefix:
            before = margin[: max(0, len(margin) - len(self.prefix))]
            self.lines[start] = before + self.prefix + self.lines[start][len(margin) :]
            self.prefix = ""


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
