"""Roman numerals: pages, chapters and lists are counted in them."""

from __future__ import annotations

_LETTERS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_STEPS = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST = 3999


def roman_value(numeral: str) -> int:
    """The value of a roman numeral (any case), 0 where it is none in canonical form."""
    total = last = 0
    for letter in reversed(numeral.lower()):
        value = _LETTERS.get(letter, 0)
        if not value:
            return 0
        total += value if value >= last else -value
        last = max(value, last)
    return total if 0 < total <= _LARGEST and to_roman(total) == numeral.lower() else 0


def to_roman(number: int) -> str:
    """The roman numeral, lower case, of a number from 1 to 3999."""
    out = ""
    for value, letters in _STEPS:
        count, number = divmod(number, value)
        out += letters * count
    return out
