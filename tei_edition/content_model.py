"""What may come next among the children of an element, read from a content model of xmlschema.

A content model becomes an automaton of positions (Glushkov 1961; Brüggemann-Klein 1993). XSD demands
deterministic models, so the children so far lead to one state, and its followers are what is allowed.
"""

from __future__ import annotations

from functools import cache
from typing import Any

UNLIKELY = ("figure", "note", "table")  # what a misplaced element was hardly meant to be part of


def allowed_after(group: Any, names: list[str]) -> tuple[list[str], set[str]]:
    """The local names that may come after children of these names (with namespaces), and all the model knows.

    `group` is xmlschema's content model of the parent.
    """
    model = _model(group)
    known = {short_name(name) for name in model.names}
    if group.model == "all":
        return sorted(known - {short_name(name) for name in names}), known
    state = model.first
    for name in names:
        state = {n for at in state if model.names[at] == name for n in model.follow[at]}
    return sorted({short_name(model.names[at]) for at in state}), known


def allowed_before(group: Any, names: list[str], child: str) -> int | None:
    """The index of the nearest of `names` before which `child` would have been allowed; None if there is none."""
    model = _model(group)
    found, state = None, model.first
    for index, name in enumerate(names):
        if group.model != "all" and any(model.names[at] == child for at in state):
            found = index
        state = {n for at in state if model.names[at] == name for n in model.follow[at]}
    return found


def takers(group: Any, allowed: list[str], child: str) -> list[str]:
    """Which of the `allowed` elements of a content model take a child of this local name, and no loose words.

    Those that take the fewest other things come first: they are made for it. Pictures and notes come last.
    """
    found: dict[str, int] = {}
    for particle in group.iter_elements():
        name = short_name(particle.name or "")
        content = getattr(particle.type, "content", None) if name in allowed else None
        if content is not None and hasattr(content, "model") and not particle.type.mixed:
            names = {short_name(one) for one in _model(content).names}
            if child in names:
                found[name] = len(names)
    return sorted(found, key=lambda name: (name in UNLIKELY, found[name], name))


class _Model:
    """The positions of a content model: the element at each, those that can come first, and after each."""

    def __init__(self, group: Any) -> None:
        self.names: list[str] = []
        self.follow: list[set[int]] = []
        _, self.first, _ = self._read(group)

    def _read(self, particle: Any) -> tuple[bool, set[int], set[int]]:
        """Whether a particle may be empty, and its first and last positions."""
        if hasattr(particle, "model"):
            empty, first, last = self._read_group(particle)
        else:
            self.names.append(particle.name or "any element")
            self.follow.append(set())
            empty, first, last = False, {len(self.names) - 1}, {len(self.names) - 1}
        if particle.max_occurs is None or particle.max_occurs > 1:
            for at in last:
                self.follow[at] |= first
        return empty or particle.min_occurs == 0, first, last

    def _read_group(self, group: Any) -> tuple[bool, set[int], set[int]]:
        parts = [self._read(part) for part in group]
        if group.model != "sequence":
            firsts, lasts = [p[1] for p in parts], [p[2] for p in parts]
            return any(p[0] for p in parts), set().union(*firsts), set().union(*lasts)
        empty, first, last = True, set[int](), set[int]()
        for part_empty, part_first, part_last in parts:
            for at in last:
                self.follow[at] |= part_first
            if empty:
                first = first | part_first
            last = last | part_last if part_empty else part_last
            empty = empty and part_empty
        return empty, first, last


@cache
def _model(group: Any) -> _Model:
    return _Model(group)


def short_name(name: str) -> str:
    """`xml:id` or `p` of a name with its namespace in braces."""
    space, _, local = name.rpartition("}")
    return f"xml:{local}" if space.endswith("/XML/1998/namespace") else local
