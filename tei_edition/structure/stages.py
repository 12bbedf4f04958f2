"""The words and forms of stage directions, in English, German and French."""

from __future__ import annotations

import re
from collections.abc import Mapping

_LONGEST = 400  # characters
_BRACKETED = re.compile(r"[_*]{0,2}(?:[(\[].*|[^()\[\]]*[)\]])[_*]{0,2}[.:]?(?:\[\w{1,4}\])?", re.S)
_ITALIC = re.compile(r"_[^_]+_[.:]?|\*[^*]+\*[.:]?", re.S)
_MOVES = re.compile(
    r"(?:re-?)?ente?rs?\b|exit\b|exeunt\b|curtain\b|(?:the )?curtain (?:falls|rises)|"
    r"(?:der )?vorhang\b|(?:le )?rideau\b|(?:geht |gehen |alle |beide )?ab\b(?=[ .,]|$)(?! (?:er|sie|ich|wir|es))|"
    r"(?:es )?(?:klopft|klingelt|donnert|blitzt)\b|verwandlung\b|(?:il|elle|ils|elles) (?:sort|sortent|entre|entrent)\b|"
    r"(?:end|ende|fin) (?:of|des|der|du|de)\b.{0,40}(?:act|akts?|aufzugs?|acte|scene)\b|aside\b|dies\b|knocking\b|flourish\b|"
    r"exeunt|die vorigen\b|manet\b|manent\b|(?:the )?sce?nce? draws\b",
    re.I,
)
_LEAVES = re.compile(r"(?:.{0,80}\b(?:ab|exit|exeunt|geht ab|gehen ab|sortent|sort|kömmt|kommt|tritt auf|treten auf))\.?", re.I)
_ENTERS = re.compile(r"\b(?:re-?)?enter\b|\bkömmt\b|\bkommt\b|\btritt\b|\btreten\b|\bentre", re.I)
_THIRD = re.compile(r"(?:Er|Sie|He|She|Il|Elle) (?:\w+t|\w+s|\w+e)\b")
_PLURAL = re.compile(r"(?:Er|Sie|Die [\wä-ü]+|He|She|They) \w+")
_SAID = re.compile(r"[!?]|\b(?:ich|mich|mir|mein\w*|du|dich|dir|wir|uns|euch|I|me|my|you|your|we|je|vous|mon|ma)\b")
_ADDRESS = re.compile(r"[,!?]")


def bracketed(text: str) -> bool:
    """Wholly in brackets, or in italics; a bracket that was never closed counts."""
    if len(text) > _LONGEST:
        return False
    return bool(_BRACKETED.fullmatch(text) and (text.lstrip("_*")[:1] in "([" or len(text) < 40)) or bool(
        _ITALIC.fullmatch(text) and len(text.split()) < 40
    )


def moves(text: str) -> bool:
    """Says that somebody comes, goes or knocks, in the words that plays have for it."""
    if len(text) > _LONGEST or _SAID.search(text):
        return False
    return bool(_MOVES.match(text)) or (len(text) < 90 and bool(_LEAVES.fullmatch(text)))


def enters(text: str) -> bool:
    """Says that somebody comes: it stands before the speech of the next, not in that of the last."""
    return bool(_ENTERS.search(text))


def manner(text: str) -> bool:
    """How something is said, after the speaker: `leise.`, `mit Abscheu.`, `lächelnd, zu Karl.`"""
    return len(text) < 120 and text[:1].islower() and text.rstrip("_*")[-1:] in ".:" and not _SAID.search(text)


def told(text: str, *, plural: bool) -> bool:
    """Tells what he or she does: `Sie umarmt ihn.`; a plural verb may address somebody as well."""
    pattern = _PLURAL if plural else _THIRD
    return len(text) < 250 and text.endswith((".", ".)")) and bool(pattern.match(text)) and not _SAID.search(text)


def tells_of(text: str, families: Mapping[str, list[str]]) -> bool:
    """Begins with somebody of the play and goes on to tell, or only lists names: `Stephan bringt zwei Gemälde.`"""
    if len(text) > _LONGEST or _SAID.search(text) or not text.endswith((".", ".)", "&c")):
        return False
    words = text.split()
    at = 1 if words[0].lower() in ("der", "die", "das", "the", "le", "la", "les") and len(words) > 1 else 0
    first = words[at].strip(".,;:’'()").casefold()
    if not any(first.startswith(name) or name.startswith(first) for name in families.get(first[:3], ())):
        return False
    names_only = all(word[:1].isupper() or word in ("und", "and", "et", "&c.", "von") for word in words)
    return names_only or not words[at].endswith((",", "!", ";"))
