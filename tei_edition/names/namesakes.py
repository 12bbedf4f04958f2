"""Words beside a name that say there are two who bear it: the elder Pask, John Marlow the younger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tei_edition.model import MASK
from tei_edition.names.passages import Mention, Passage
from tei_edition.patterns import lazy

_BEFORE = lazy(
    r"\b(?:[Tt]he|[Dd]er|die|dem|den|des) (?:elder|older|younger|älteren?|jüngeren?)(?: (?:Mr|Mrs|Miss|Dr)\.?)? $"
)
_AFTER = lazy(
    r",? \(?(?:the (?:elder|older|younger)|[Jj]un(?:ior|\.)|[Ss]en(?:ior|\.)|Jr\b|Sr\b|père\b|fils\b|l['’]aîné|le jeune"
    r"|der (?:Ältere|Jüngere)|d\. ?[ÄJ]\.)"
)
_REACH = 24  # characters


def namesakes(
    passages: Sequence[Passage], mentions: Sequence[Mention], ids: Sequence[str]
) -> Iterator[tuple[int, str]]:
    """The first mention, by number, of each person of whom the text says that there are two of the name
    though only one is known; and the words that say it. `ids` are those of the persons, by mention."""
    surnames: dict[str, set[str]] = {}
    last = [passages[m.passage].text[m.start : m.end].split()[-1] for m in mentions]
    for word, identifier in zip(last, ids, strict=False):
        surnames.setdefault(word, set()).add(identifier)
    count = Counter(ids)
    told: set[str] = set()
    for number, (mention, identifier) in enumerate(zip(mentions, ids, strict=False)):
        if identifier in told or count[identifier] == 1 or len(surnames[last[number]]) > 1:
            continue
        text = passages[mention.passage].text
        before = _BEFORE.search(text, max(0, mention.start - _REACH), mention.start)
        after = _AFTER.match(text[mention.end : mention.end + _REACH].replace(MASK, ""))
        match = before or after
        if match:
            told.add(identifier)
            yield number, " ".join(match[0].strip(" ,(").split())
