"""The one place where mentions that overlap are settled."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tei_edition.names.passages import Mention, Passage


def settle(passages: Sequence[Passage], *found: Iterable[Mention]) -> list[Mention]:
    """The mentions of all who found some, in order, none overlapping: the longer stands, and of equals that of
    the earlier argument. What lies outside its passage, or is empty, is left out; blanks at the edges are
    cut off.
    """
    ranked = sorted(
        (
            (trimmed, -rank)
            for rank, mentions in enumerate(found)
            for one in mentions
            if (trimmed := _trim(passages, one))
        ),
        key=lambda entry: (entry[0].passage, entry[0].start, -entry[0].end, -entry[1]),
    )
    kept: list[tuple[Mention, int]] = []
    for mention, rank in ranked:
        if kept and kept[-1][0].passage == mention.passage and mention.start < kept[-1][0].end:
            above, its_rank = kept[-1]
            if (mention.end - mention.start, rank) > (above.end - above.start, its_rank):
                kept[-1] = (mention, rank)
        else:
            kept.append((mention, rank))
    if all(mention.titled >= 0 for mention, _ in kept):
        return [mention for mention, _ in kept]
    titled = {(m.passage, m.start): m.titled for m, _ in ranked if m.titled >= 0}
    return [m if m.titled >= 0 else m._replace(titled=titled.get((m.passage, m.start), -1)) for m, _ in kept]


def _trim(passages: Sequence[Passage], mention: Mention) -> Mention | None:
    if not 0 <= mention.passage < len(passages):
        return None
    text = passages[mention.passage].text
    if not 0 <= mention.start < mention.end <= len(text):
        return None
    if not text[mention.start].isspace() and not text[mention.end - 1].isspace():
        return mention
    words = text[mention.start : mention.end]
    start = mention.start + len(words) - len(words.lstrip())
    end = mention.end - (len(words) - len(words.rstrip()))
    return mention._replace(start=start, end=end, titled=-1) if start < end else None
