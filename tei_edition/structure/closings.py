"""How a division ends: closing words, place and date, signature, source, postscript, thanks."""

from __future__ import annotations

import re
from collections import Counter

from ..lexicon import ADDRESSEE, CLOSING, LEAVE_TAKING, POSTSCRIPT, SALUTE, SIGNING_OFF, THANKS, THE_END
from ..patterns import lazy
from .persons import is_person
from .piece import STOP, Piece
from .shapes import CITED, closes_dated, is_dateline

_DEDICATED = lazy(r"(?:To|An|À) (?!(?:be|whom)\b)")
INITIAL = lazy(r"(?<!\w)[A-ZÀ-Þ](?:\.|\[\w+\])")
_SIGNATURE_WORDS = lazy(
    r"[(\[]?(?:seal|signed|gez\.?|signé|l\. ?s\.)[)\]:.]*|\[[^\[\]]{0,30}\b(?:signatures?|unterschrift(?:en)?)\b[^\[\]]{0,30}\]",
    re.I,
)
_FOR_ANOTHER = lazy(
    r"[(\[]?(?:for|für|pour) (?:the |h\. ?m\. |den |die |das |le |la |l[’'])?(?:acting |deputy )?"
    r"(?:secretary|minister|ambassador|president|chairman|director|commission|committee|government|minist(?:er|re)|botschafter|"
    r"präsident|ambassadeur|président)\b[^.;!?]{0,40}[:.]?",
    re.I,
)
_TO = lazy(r"(?:[Tt]o|TO|[Àà]) ")
# what only an address has: a house and its street, or a street by its own word
_STREET = lazy(
    r"\b\d{1,4}\.?,? (?:(?-i:[A-ZÀ-Þ])[\w’'.]*,? ){1,4}(?:street|str|st|square|sqr?|road|rd|lane|row|terrace|place|crescent|gardens)\b"
    r"|\b(?:street|square)$|\b(?:rue|boulevard|quai|avenue|faubourg)\b"
    r"|\w(?:str(?:aße|asse|\.)|gasse|platz|allee|graben|ufer)\b",
    re.I,
)
_LONGEST_ADDRESS = 90  # characters, of a line
_MOST_LINES = 6  # of an address
_OPENS = frozenset(("salute", "dateline"))
_CLOSED = frozenset(("signed", "address", "closing-salute", "closing-dateline", "postscript"))
_MOST_AFTER = 3  # paragraphs under a signature
_OFTEN = 3  # a name alone on its line, to be a signature wherever it stands
_LONGEST_NAME = 40  # characters
_CAPITALISED = lazy(
    r"[(\[]?[A-ZÀ-Þ][\w’'.\[\]-]*[,.)\]]*|[A-ZÀ-Þ]\.|(?:de|von|van|der|den|du|la|le|of|the|and|&|und|et|zu|y|d’|d')[,.]?|d[’'][A-ZÀ-Þ][\w’'-]*[,.]?"
)

# a line that is no speech, the last words of a formula, and one to four words of a name, which is no form of address
_SIGNED_OFF = lazy(
    rf"(?!\W*[“”\"‘«„])[^!?“”\"]{{0,140}}?(?<!\w)(?i:{SIGNING_OFF}),?\s+(?!(?:Sirs?|Madam|Lord|Lady|God|Majesty|Excellency|Grace)\b)"
    r"(?:(?:[A-ZÀ-Þ][\w’'-]*\.?\s+|(?:de|von|van|du|d[’'])\s?){0,3}[A-ZÀ-Þ](?:[\w’'-]*|\.))"
)
_LONGEST_SIGNED_OFF = 200  # characters of such a line


def settle_signed_off(pieces: list[Piece]) -> None:
    """`I am, dear Sir, yours sincerely Tobias Rook` after text: the formula and the name sign it on one line
    (TEI P5: `signed` contains the closing salutation, etc.)."""
    in_text = [piece for piece in pieces if not piece.aside]
    for piece in in_text[1:]:
        if not piece.settled and len(piece.text) <= _LONGEST_SIGNED_OFF and _signs_off(piece.text):
            piece.settle("signed", "signed-off", "a closing formula with a name")


def _signs_off(text: str) -> bool:
    """A name at the end is asked for first: most short paragraphs are speech, and end in small letters."""
    last = text.rsplit(" ", 1)[-1]
    return last[:1].isupper() and "\n" not in text and _SIGNED_OFF.fullmatch(text) is not None


def settle_repeated_signatures(pieces: list[Piece]) -> None:
    """A person's name alone on its line, after text, again and again: who signs the papers of a collection."""
    named = [p for p in pieces if not p.settled and len(p.text) < _LONGEST_NAME and is_person(p.text)]
    times = Counter(p.text for p in named)
    signing = {id(p) for p in named if times[p.text] >= _OFTEN}
    before: Piece | None = None
    for piece in pieces:
        if piece.aside:
            continue
        if (
            id(piece) in signing
            and before is not None
            and STOP.search(before.text)
            and not before.text.isupper()
        ):
            piece.settle("signed", "repeated-signature", f"a person who signs {times[piece.text]} times")
        before = piece


def closing_length(
    pieces: list[Piece], head: int | None, *, after_text: bool, at_end: bool, signed: bool
) -> int:
    """How many pieces at the head of a run close the division before it; `signed` where a signature is above them."""
    if not after_text:
        return 0
    limit = len(pieces) if head is None else head
    length = 0
    sure = False  # something that only a closer has was seen
    formula = False  # it was words of closing, not just a date or initials
    for at in range(limit):
        piece = pieces[at]
        if (piece.settled and piece.block.kind != "lg") or (sure and _addresses(piece)):
            break
        if closes(piece) or (CLOSING.match(piece.text) and "\n" in piece.text):
            length, sure = at + 1, True
            formula = formula or not (is_dateline(piece.text) or INITIAL.search(piece.text))
        elif cited(piece):
            length = at + 1
            break
        elif _leads_to_closing(pieces, at, limit):
            continue
        elif (length or signed) and (at_end or head is not None) and _is_address(piece, pieces[:at]):
            length = at + 1
        elif not (signs(piece) and (sure or at_end or head is not None or _leads_to_cited(pieces[at:limit]))):
            break
        else:
            length = at + 1
    if (
        length == limit
        and head is None
        and not at_end
        and not formula
        and not any(cited(p) for p in pieces[:length])
    ):
        return 0  # names alone before more text are headings as likely as signatures: leave them
    return length


def _leads_to_cited(pieces: list[Piece]) -> bool:
    return any(cited(piece) for piece in pieces)


def _leads_to_closing(pieces: list[Piece], at: int, end: int) -> bool:
    """`In haste,` above the closing words themselves."""
    text = pieces[at].text
    if at + 1 >= end or len(text) >= _LONGEST_NAME or not text.endswith(","):
        return False
    return _is_formula(pieces[at + 1].text)


def _is_address(piece: Piece, above: list[Piece]) -> bool:
    """A line that says to whom or where a letter goes, or that goes on with such a line."""
    text = piece.text
    if len(text) > _LONGEST_ADDRESS or piece.block.kind not in ("p", "lg") or POSTSCRIPT.match(text):
        return False
    words = text.split()
    if not any(word[:1].isupper() for word in words) or any(w.islower() and len(w) > 3 for w in words):
        return False
    goes_on = "." not in text[:-1] and not any(character.isdigit() for character in text)
    return _leads_address(text) or (goes_on and bool(above) and _leads_address(above[-1].text))


def _leads_address(text: str) -> bool:
    return bool(ADDRESSEE.match(text) or _STREET.search(text))


def _names_addressee(above: list[Piece], text: str) -> bool:
    """Whether the second of two names above a street is whose street it is: the first one signs."""
    return bool(_STREET.search(text)) and [piece.block.kind for piece in above[-2:]] == ["signed", "signed"]


def _is_formula(text: str) -> bool:
    """Closing words, or a line that ends with the word above a signature."""
    return bool(CLOSING.fullmatch(text) or LEAVE_TAKING.fullmatch(text))


def _addresses(piece: Piece) -> bool:
    """`Dear friends,` above the text of a letter; without a sign after it, it may be under a signature."""
    return piece.text.endswith((",", ":", "!")) and bool(SALUTE.fullmatch(piece.text)) and not closes(piece)


def cited(piece: Piece) -> bool:
    """`in: ...` or `from: ...` and a source."""
    return bool(CITED.match(piece.text))


def part_signature(piece: Piece) -> None:
    """`Your affectionate sister, / Agnes Thorley` on lines of one piece: the last line is the signature."""
    text = piece.text
    cut = text.rfind("\n")
    if cut < 0 or not CLOSING.match(text):
        return
    if all(_CAPITALISED.fullmatch(word) for word in text[cut:].split()):
        piece.part_after(cut, "signed")


def closes(piece: Piece) -> bool:
    """Whether a piece says by its own form that it closes a division."""
    text = piece.text
    if len(text) > 160 or _DEDICATED.match(text):
        return False
    return bool(
        CLOSING.fullmatch(text)
        or (piece.block.kind == "p" and LEAVE_TAKING.fullmatch(text))
        or closes_dated(text)
        or _SIGNATURE_WORDS.fullmatch(text)
        or _FOR_ANOTHER.fullmatch(text)
        or (INITIAL.search(text) and signs(piece) and len(text) < 60)
        or THE_END.fullmatch(text)
    )


def signs(piece: Piece) -> bool:
    """Names, offices and bodies, one line or several, with no verb to make a sentence."""
    text = piece.text
    if len(text) > 260 or piece.block.kind not in ("p", "lg"):
        return False
    words = text.split()
    if "to" in words:
        return False
    words = [word for word in words if word.strip("–—-.")] or words
    small = sum(word.islower() for word in words)
    return all(_CAPITALISED.fullmatch(w) or (w.islower() and len(w) <= 3) for w in words) and small * 2 < len(
        words
    )


def settle_closing(pieces: list[Piece], *, signed: bool) -> None:
    """Settle the pieces that close a division, each as what it is; `signed` as in `closing_length`."""
    addressed = False
    few = len(pieces) <= 2 * _MOST_LINES  # more lines are a list
    for at, piece in enumerate(pieces):
        part_signature(piece)
        text = piece.text
        if cited(piece):
            piece.settle("trailer", "cited-source", "“in:” and a source, after the end")
        elif THE_END.fullmatch(text):
            piece.settle("trailer", "the-end", "words for the end")
        elif _is_formula(text) or _leads_to_closing(pieces, at, len(pieces)):
            piece.settle("closing-salute", "closing-words", "a closing formula")
        elif closes_dated(text):
            piece.settle("closing-dateline", "closing-date", "place and date at the end")
        elif POSTSCRIPT.match(text):
            piece.settle("postscript", "postscript", "begins with P.S.")
        elif _FOR_ANOTHER.fullmatch(text):
            piece.settle("signed", "signed-for", "says for whom the name below it signs")
        elif addressed or (
            few and len(pieces) - at <= _MOST_LINES and (_TO.match(text) or (signed and _leads_address(text)))
        ):
            if not addressed and _names_addressee(pieces[:at], text):
                pieces[at - 1].settle("address", "address", "above a street, under the signature")
            piece.settle("address", "address", "to whom or where it goes, under the signature")
            addressed = True
        else:
            piece.settle("signed", "signature", "names where a division ends")
        signed = signed or piece.block.kind == "signed"


def settle_postscripts(pieces: list[Piece]) -> None:
    """`P.S.` after a signature or a closing formula, however long."""
    before = None
    for piece in pieces:
        if piece.aside:
            continue
        closed = before is not None and before.block.kind in _CLOSED
        if closed and POSTSCRIPT.match(piece.text) and piece.block.kind in ("p", "head", "signed", "address"):
            piece.settle("postscript", "postscript", "begins with P.S., after the end")
        before = piece


def settle_afterthoughts(pieces: list[Piece]) -> None:
    """A few paragraphs under the signature of the one letter that a text is are its postscript, whether they say `P.S.`
    or not (TEI P5 4.2.2). Where there is more, or a heading, an editor may speak."""
    text = [piece for piece in pieces if not piece.aside]
    kinds = [piece.block.kind for piece in text]
    opened = next((at for at, kind in enumerate(kinds) if kind in _OPENS), len(text))
    closed = next((at for at in range(len(text) - 1, opened, -1) if kinds[at] in _CLOSED), len(text))
    after = text[closed + 1 :]
    if "head" in kinds[opened:] or not 0 < len(after) <= _MOST_AFTER:
        return
    length = sum(len(piece.text) for piece in text[opened:closed])
    if 2 * sum(len(piece.text) for piece in after) > length:
        return
    if not any(piece.settled or piece.block.kind != "p" for piece in after):
        if _is_address(after[-1], []):
            after.pop().settle("address", "address", "to whom or where it goes, under the postscript")
        for piece in after:
            piece.settle("postscript", "afterthought", "under the signature of a letter")


def settle_thanks(pieces: list[Piece]) -> None:
    """A last paragraph that thanks somebody belongs to the whole, not to the piece it follows (profile A20)."""
    for piece in reversed(pieces):
        if piece.aside or (piece.settled and piece.block.kind != "p"):
            continue
        if (
            len(piece.text) < 300
            and THANKS.search(piece.text)
            and piece.text.split(None, 1)[0] != "I"
            and len(pieces) > 8
        ):
            piece.settle("p", "thanks", "thanks at the very end", back="acknowledgement")
        return
