"""How an index writes and sorts a name: surname first, without accents and case.

A leaf of its own because the cards of a page and the indexes of the site must sort alike.
"""

from __future__ import annotations

import unicodedata


def folded(words: str) -> str:
    """`words` without accents, case and points, to compare and to sort by."""
    if words.isascii():
        return words.lower().replace(".", "").replace("'", "")
    plain = unicodedata.normalize("NFD", words).casefold()
    return "".join(char for char in plain if not unicodedata.combining(char) and char not in ".’'")


def index_form(name: str, key: str) -> str:
    """The name as an index prints it. The key begins with the surname (`trotsky_leon`): where that
    word stands later in the name it comes first, `Trotsky, Leon`; otherwise the name stays."""
    words = name.split()
    surname = folded(key).partition("_")[0]
    for at, word in enumerate(words):
        if at and folded(word) == surname:
            return f"{' '.join(words[at:])}, {' '.join(words[:at])}"
    return name
