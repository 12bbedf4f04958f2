"""Where a TEI pointer leads in an edition: an id of the same page, another host, or nowhere."""

from __future__ import annotations

from ..patterns import lazy

SCHEME = lazy(r"([A-Za-z][A-Za-z0-9+.-]*):")
OUTWARD = frozenset(("http", "https", "mailto", "ftp"))


def safe_href(target: str, known: dict[str, str]) -> tuple[str, bool]:
    """The href of a pointer, and whether it leads to another host; empty where it leads nowhere.

    `known` maps each `xml:id` to its id in the page. A scheme that could run a script is no link.
    """
    pointers = target.split()
    if not pointers:
        return "", False
    pointer = pointers[0]
    if pointer.startswith("#"):
        place = known.get(pointer[1:])
        return (f"#{place}", False) if place else ("", False)
    scheme = SCHEME.match(pointer)
    if scheme is None:
        return "", False  # relative to a collection that is not here
    if scheme[1].lower() not in OUTWARD:
        return "", False
    return pointer, True
