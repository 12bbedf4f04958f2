"""Headings of one text weighed together: those that the rest of the text speaks against, and lines that make one.

A short line with no stop is a heading by its form alone. Where the same words sign letters of this text,
or stand under heading after heading, or are all the text under the entry of a diary, it is none, and
the report says so. What is left stands in groups: label, title, subtitle.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from ..lexicon import UNLABELLED_RANK
from ..model import Document
from ..patterns import lazy
from .piece import Piece
from .shapes import excerpt, fold, is_note_mark

_DOUBTFUL = frozenset(("short-title", "subheading"))  # the rules that go by form alone
_OWN_GROUP = frozenset(("division-label", "division-name", "contents-heading", "sources-heading"))
_OFTEN = 3  # times under a heading, for words to name a kind of paper: `Memorandum`
_SIGNS = 2  # signatures elsewhere, for a name to sign here
_LONGEST_NAME = 40  # characters
_FEWEST_ENTRIES = 5  # headings of one form, to make a series: days, numbers
_LONGEST_KIND = 2  # words that name a kind of paper
_LONG_PARAGRAPH = 300  # characters
_MAY_BE_ENTRY = frozenset(("p", "dateline", "closing-dateline"))
_NUMBER = lazy(r"\d+")
_WORD = lazy(r"[^\W\d_]+")


class _Text:
    """The lines of a text, with what is counted over all of them."""

    def __init__(self, lines: list[Piece]) -> None:
        self.lines = lines
        self.signatures: Counter[str] = Counter()
        self.under: Counter[str] = Counter()  # words of doubtful headings that stand directly under another
        self.forms: Counter[str] = Counter()  # forms of headings with a number in them; of others none

    def head(self, at: int) -> Piece | None:
        """The heading at `at`; None where there is none."""
        if not 0 <= at < len(self.lines) or self.lines[at].block.kind != "head":
            return None
        return self.lines[at]


def weigh_headings(doc: Document, pieces: list[Piece]) -> None:
    """Make text of the headings that the rest of the text speaks against; join the others to groups."""
    lines = [p for p in pieces if not p.aside and not is_note_mark(p.text)]
    text = _counted(lines)
    for name, kind, against in DOUBTS:
        found = [(at, why) for at, p in enumerate(lines) if _doubtful(p) and (why := against(text, at))]
        for at, why in found:
            _unmake(doc, lines[at], kind, name, why)
        if found:
            text = _counted(lines)
    _complete_series(text)
    _join(text)


def _doubtful(piece: Piece) -> bool:
    return piece.block.kind == "head" and piece.block.rule in _DOUBTFUL


def _counted(lines: list[Piece]) -> _Text:
    text = _Text(lines)
    for at, piece in enumerate(lines):
        if piece.block.kind == "signed":
            text.signatures[fold(piece.text)] += 1
        elif piece.block.kind == "head":
            if form := _form(piece.text):
                text.forms[form] += 1
            if _is_under(text, at):
                text.under[fold(piece.text)] += 1
    return text


def _is_under(text: _Text, at: int) -> bool:
    """Whether a heading stands directly under another that is more than a number."""
    above = text.head(at - 1)
    return above is not None and above.block.attrs.get("type") != "label"


def _form(words: str) -> str:
    """What headings of a series have in common: `Monday 3` and `Friday 14`; empty where no number is in it."""
    if not any(c.isdigit() for c in words):
        return ""
    return _WORD.sub(lambda word: "Aa"[word[0].islower()], _NUMBER.sub("1", words))


def _signs_elsewhere(text: _Text, at: int) -> str:
    """A name that signs other letters, and stands under text and above no long paragraph."""
    line = text.lines[at]
    if at == 0 or len(line.text) > _LONGEST_NAME or text.head(at - 1):
        return ""
    if at + 1 < len(text.lines) and len(text.lines[at + 1].text) > _LONG_PARAGRAPH:
        return ""
    times = text.signatures[fold(line.text)]
    return f"signs {times} times elsewhere" if times >= _SIGNS else ""


def _names_a_kind(text: _Text, at: int) -> str:
    """Words that stand under heading after heading: they say what kind of paper follows."""
    words = fold(text.lines[at].text)
    times = text.under[words] if words.count(" ") < _LONGEST_KIND else 0
    return f"the same words under {times} headings" if times >= _OFTEN and _is_under(text, at) else ""


def _all_of_an_entry(text: _Text, at: int) -> str:
    """The one line between two headings of a series, such as days, is the text under the first."""
    above, below = text.head(at - 1), text.head(at + 1)
    if above is None or below is None:
        return ""
    here, series = _form(text.lines[at].text), {_form(above.text), _form(below.text)}
    if "" in series or here in series or any(text.forms[form] < _FEWEST_ENTRIES for form in series):
        return ""
    return "all that stands between two headings of a series"


# what speaks against a heading -> its name, the kind of block that the line is then, the test
DOUBTS: tuple[tuple[str, str, Callable[[_Text, int], str]], ...] = (
    ("signs-elsewhere", "signed", _signs_elsewhere),
    ("kind-of-paper", "p", _names_a_kind),
    ("entry-of-one-line", "p", _all_of_an_entry),
)


def _unmake(doc: Document, piece: Piece, kind: str, rule: str, why: str) -> None:
    piece.block.attrs.clear()
    piece.block.level = 0
    piece.settle(kind, rule, why)
    line = doc.source.lines[piece.first].number
    doc.say("S09", line, f"no heading: “{excerpt(piece.text)}” ({why})")


def _complete_series(text: _Text) -> None:
    """A line of the form that many headings of this text share is one of them, where text stands below it:
    `Tuesday 14 Sept`, in a diary, is no date of a letter."""
    for at, line in enumerate(text.lines[:-1]):
        if line.block.kind not in _MAY_BE_ENTRY or len(line.text) > _LONGEST_NAME or line.following:
            continue
        times = text.forms[_form(line.text)]
        if times >= _FEWEST_ENTRIES and text.lines[at + 1].block.kind == "p":
            line.block.attrs.clear()
            line.settle("head", "one-of-series", f"of the form of {times} headings")
            line.block.level = UNLABELLED_RANK


def _join(text: _Text) -> None:
    """Headings on top of each other, bylines between them, are one group."""
    group: list[Piece] = []
    for piece in text.lines:
        if piece.block.kind == "head":
            group = [piece] if _begins_group(text, group, piece) else _joined(group, piece)
        elif not (group and piece.block.kind == "byline"):
            group = []


def _begins_group(text: _Text, group: list[Piece], piece: Piece) -> bool:
    """A division's word comes again, or the next of a series, with nothing under the one before."""
    if not group or piece.block.rule in _OWN_GROUP:
        return True
    head, form = group[0], _form(piece.text)
    if piece.block.rule == "contents-answered" and head.block.attrs.get("type") != "label":
        return True
    return text.forms[form] >= _FEWEST_ENTRIES and form == _form(head.text)


def _joined(group: list[Piece], piece: Piece) -> list[Piece]:
    """The group with one more heading: label, main, sub."""
    head, block = group[0].block, piece.block
    if head.attrs.get("type") == "label":
        block.attrs["type"] = "main" if len(group) == 1 else "sub"
    else:
        head.attrs.setdefault("type", "main")
        block.attrs["type"] = "sub"
    block.attrs["under"] = "1"
    block.level = head.level
    block.attrs.pop("div", None)
    return [*group, piece]
