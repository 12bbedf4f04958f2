"""Which recogniser finds the names: the built-in one, a spaCy pipeline, or another package's.

A package offers one by an entry point of the group `tei_edition.recognizers`: its name is what users
write, its object a function that takes what they write behind a colon and gives the recogniser. A
recogniser takes all passages of a document and its language (BCP 47) and gives mentions, in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from tei_edition.messages import ConfigError
from tei_edition.names.passages import Mention, Passage
from tei_edition.names.recogniser import recognise

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "tei_edition.recognizers"
BUILTIN, NONE, SPACY = "builtin", "none", "spacy"
Recogniser = Callable[[Sequence[Passage], str], Iterable[Mention]]


@lru_cache(maxsize=4)
def recogniser(name: str) -> Recogniser:
    """The recogniser of a name such as `builtin`, `spacy:en_core_web_sm` or that of a plug-in.

    Raises `ConfigError` (C05) where there is none of that name, or it cannot be loaded; the recogniser
    itself raises the same for whatever goes wrong in another's code.
    """
    first, _, argument = name.partition(":")
    if name == BUILTIN:
        return lambda passages, language: recognise(passages, language=language)
    if name == NONE:
        return _nobody
    if first == SPACY:
        from tei_edition.names.spacy_pipeline import pipeline

        return _fenced(name, pipeline(argument))
    found = _offered(first)
    if len(found) != 1:
        raise _unusable(name, _known() if not found else f"{len(found)} packages offer one of this name")
    try:
        return _fenced(name, found[0].load()(argument))
    except Exception as error:  # what another's code may raise, nobody knows
        raise _unusable(name, f"it cannot be loaded: {type(error).__name__}: {error}") from None


def _nobody(_passages: Sequence[Passage], _language: str) -> tuple[Mention, ...]:
    return ()


def _fenced(name: str, other: Recogniser) -> Recogniser:
    def run(passages: Sequence[Passage], language: str) -> list[Mention]:
        try:
            return [Mention(*mention) for mention in other(passages, language)]
        except Exception as error:
            raise _unusable(name, f"it failed: {type(error).__name__}: {error}") from None

    return run


def _offered(name: str = "") -> list[EntryPoint]:
    from importlib.metadata import entry_points

    return [point for point in entry_points(group=GROUP) if not name or point.name == name]


def _known() -> str:
    names = [BUILTIN, NONE, f"{SPACY}:MODEL", *sorted(point.name for point in _offered())]
    return f"there is none of this name; known are {', '.join(names)}"


def _unusable(name: str, words: str) -> ConfigError:
    return ConfigError("C05", f"names = {name}", 0, words)
