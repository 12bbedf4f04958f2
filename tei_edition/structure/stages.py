"""The words and forms of stage directions, in English, German and French."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..patterns import lazy

_LONGEST = 400  # characters
_BRACKETED = lazy(r"[_*]{0,2}(?:[(\[].*|[^()\[\]]*[)\]])[_*]{0,2}[.:]?(?:\[\w{1,4}\]|[⁰¹²³⁴-⁹]{1,3})?", re.S)
_ITALIC = lazy(r"_[^_]+_[.:]?|\*[^*]+\*[.:]?", re.S)
_DIVISION = r"(?:act|akts?|aufzugs?|acte|scene)"
# what a direction begins with, whatever comes after
_MOVES = lazy(
    r"(?:re-?)?enters?\b|exit\b|exeunt\b|manet\b|manent\b|(?:the )?curtain\b|(?:the )?sce?nc?e draws\b"
    r"|aside\b|knocking\b|flourish\b|(?:he |she )?dies\.?$"
    r"|(?:der )?vorhang\b|verwandlung\b|die vorigen\b|(?:es )?(?:klopft|klingelt|donnert|blitzt)\b"
    r"|(?:geht |gehen |alle |beide )?ab\b(?=[ .,]|$)(?! (?:er|sie|ich|wir|es))|(?:gehn|gehen|geht) \w+\.$"
    r"|(?:le )?rideau\b|(?:il|elle|ils|elles) (?:sort|sortent|entre|entrent)\b"
    rf"|(?:end|ende|fin) (?:of|des|der|du|de)\b.{{0,40}}{_DIVISION}\b"
    r"|(?:vor sich|für sich|bei ?seite|beiseite|laut|leise|bewegt|aloud|à part|haut)\.?$"
    r"|.{3,60}\b(?:heard|knocks?) (?:within|without)\b.{0,20}$",
    re.I,
)
_TOWARDS = lazy(r"(?:Zu|To|À|[Ll]eise zu|[Ll]aut zu) (?:den |dem |der )?[A-ZÀ-Þ][\w’'-]+\.?")
_LEAVES = lazy(r".{0,80}\b(?:ab|exit|exeunt|sortent|sort|kömmt|kommt|tritt auf|treten auf)\.?", re.I)
_ENTERS = lazy(r"\b(?:re-?)?enter\b|\bkömmt\b|\bkommt\b|\btritt\b|\btreten\b|\bentre", re.I)
_AUXILIARY = r"(?:ist|hat|wird|soll|war|is|has|hath|was|were|does|says|est)\b"
_THIRD = lazy(rf"(?:Er|Sie|He|She|Il|Elle) (?!{_AUXILIARY})(?:will (?:sie|ihn)|\w+[ts])\b")
_PLURAL = lazy(rf"(?:Er|Sie|Die [\wä-ü]+|He|She|They) (?!{_AUXILIARY})\w+")
_DOING = lazy(
    r"(?:[A-ZÀ-Þ][\w’'-]+ )?(?:\w+ ){0,4}[a-zà-ÿ]{3,}end\."
    r"|(?!Noth|Any|Every|Some|Dur|Morn|Even|Accord)[A-Z]\w{2,}ing (?:(?:on|to|at|from|into|him|her|them|the|a|his) )+[\w’' .-]{2,60}"
)
_SAID = lazy(
    r"[!?]|\b(?:ich|mich|mir|mein\w*|du|dich|dir|wir|uns|euch|I|me|my|you|your|we|us|our|je|vous|mon|ma)\b"
)
_ARTICLES = frozenset(("der", "die", "das", "the", "le", "la", "les"))
_BETWEEN_NAMES = frozenset(("und", "and", "et", "&c.", "von"))


def bracketed(text: str) -> bool:
    """Wholly in brackets, or in italics; a bracket that was never closed counts."""
    if len(text) > _LONGEST:
        return False
    if _BRACKETED.fullmatch(text):
        return text.lstrip("_*")[:1] in "([" or len(text) < 40
    return bool(_ITALIC.fullmatch(text)) and len(text.split()) < 40


def moves(text: str) -> bool:
    """Says that somebody comes, goes or knocks, in the words that plays have for it."""
    if len(text) > _LONGEST or _SAID.search(text):
        return False
    short = len(text) < 90 and bool(_LEAVES.fullmatch(text) or _TOWARDS.fullmatch(text))
    return short or bool(_MOVES.match(text))


def enters(text: str) -> bool:
    """Says that somebody comes: it stands before the speech of the next, not in that of the last."""
    return bool(_ENTERS.search(text))


def manner(text: str) -> bool:
    """How something is said, in a line that begins small: `leise.`, `mit Abscheu.`, `lächelnd, zu Karl.`"""
    whole = text.rstrip("_*")[-1:] in ".:" or len(text.split()) < 9
    return len(text) < 120 and text[:1].islower() and whole and not _SAID.search(text)


def doing(text: str) -> bool:
    """A participle and little more: `Hans umarmend.`, `Pointing to Julian`"""
    return len(text) < 90 and bool(_DOING.fullmatch(text)) and not _SAID.search(text)


def told(text: str, *, plural: bool) -> bool:
    """Tells what he or she does: `Sie umarmt ihn.`; a plural verb may address somebody as well."""
    return setting(text) and bool((_PLURAL if plural else _THIRD).match(text))


def spoken(text: str) -> bool:
    """Asks, calls or says I and you: nobody but a speaker does."""
    return bool(_SAID.search(text))


def setting(text: str) -> bool:
    """May tell what is to be seen: it is whole, and nobody speaks in it."""
    return len(text) < _LONGEST and text.endswith((".", ".)")) and not _SAID.search(text)


def tells_of(text: str, families: Mapping[str, list[str]]) -> bool:
    """Begins with somebody of the play and goes on to tell, or only lists names: `Stephan bringt zwei Gemälde.`

    `families` are the names of the speakers by their first three letters.
    """
    words = text.split()
    if not (setting(text) or text.endswith("&c")) or not words:
        return False
    at = 1 if words[0].lower() in _ARTICLES and len(words) > 1 else 0
    first = words[at].strip(".,;:’'()").casefold()
    like = [name for name in families.get(first[:3], ()) if name.startswith(first) or first.startswith(name)]
    if not like or (len(first) < 4 and first not in like):
        return False
    names_only = all(word[:1].isupper() or word in _BETWEEN_NAMES for word in words)
    return names_only or not words[at].endswith((",", "!", ";"))
