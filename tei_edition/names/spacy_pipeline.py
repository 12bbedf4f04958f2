"""A spaCy pipeline as recogniser of names: the extra `spacy`, and whatever model is installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tei_edition.messages import ConfigError
from tei_edition.model import MASK
from tei_edition.names.lexicon import load
from tei_edition.names.passages import Mention, Passage

LABELS = frozenset(("PERSON", "PER", "persName"))
_POSSESSIVES = ("'s", "’s", "'", "’")


def pipeline(model: str) -> Callable[[Sequence[Passage], str], list[Mention]]:
    """The recogniser of a pipeline, named as `spacy.load` wants it: a package, or the path of a folder.

    Raises `ConfigError` (C05) where spaCy or the model is missing. Its mentions have medium certainty,
    since a pipeline does not say how sure it is; titles before a name are taken off it.
    """
    where = f"names = spacy:{model}"
    if not model:
        raise ConfigError("C05", "names = spacy", 0, "say which pipeline: spacy:en_core_web_sm")
    try:
        import spacy
    except ImportError:
        words = "spaCy is not installed; install the extra: pip install 'tei-edition[spacy]'"
        raise ConfigError("C05", where, 0, words) from None
    try:
        nlp = spacy.load(model)
    except (OSError, ValueError) as error:
        words = f"spaCy cannot load it: {str(error).splitlines()[0]}"
        raise ConfigError("C05", where, 0, words) from None

    def run(passages: Sequence[Passage], language: str) -> list[Mention]:
        texts = [passage.text.replace(MASK, "") for passage in passages]
        nlp.max_length = max([nlp.max_length, *(len(text) + 1 for text in texts)])
        titles = frozenset(load(language).letters.words_of("TR"))
        found: list[Mention] = []
        for number, doc in enumerate(nlp.pipe(texts)):
            places = _places(passages[number].text)
            found += (_moved(number, span, places) for span in _spans(doc, titles))
        return found

    return run


def _spans(doc: Any, titles: frozenset[str]) -> Iterator[tuple[int, int, int]]:
    """Where the persons of a spaCy Doc stand, without a possessive behind: titles, name, end."""
    for entity in doc.ents:
        if entity.label_ not in LABELS:
            continue
        words, start = entity.text, entity.start_char
        while (first := words.partition(" "))[0] in titles and first[2]:
            start += len(first[0]) + 1
            words = first[2]
        for ending in _POSSESSIVES:
            words = words.removesuffix(ending)
        if words.strip():
            yield entity.start_char, start, start + len(words)


def _places(text: str) -> list[int]:
    """Where each character of the text without masks stands in the text with them."""
    return [at for at, sign in enumerate(text) if sign != MASK]


def _moved(number: int, span: tuple[int, int, int], places: list[int]) -> Mention:
    titled, start, end = span
    return Mention(number, places[start], places[end - 1] + 1, "medium", "spacy", places[titled])
