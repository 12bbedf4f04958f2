"""The kinds of value a configuration may hold, each with its check.

A check takes what `tomllib` read and gives what the program keeps; it raises `ValueError` with words
for the user. Strings are NFC and hold only what XML can hold, because every one of them may end in a
header.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from .dates import read_date
from .patterns import lazy

NOT_XML = lazy("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SPACE = lazy(r"[ \t\r\n]+")
LANGUAGE = lazy(  # BCP 47 (RFC 5646, section 2.1) without the grandfathered tags
    r"[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?"
    r"(?:-(?:[A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*(?:-[xX](?:-[A-Za-z0-9]{1,8})+)?"
)
URL = lazy(r"(?:https?://|urn:|doi:)\S+")  # no other scheme: the value becomes a link
LINES = lazy(r"([1-9]\d{0,8})\s*[-–]\s*([1-9]\d{0,8})")
IDENTIFIER = lazy(r"[A-Za-z_][\w.-]*", re.ASCII)


def checked(kind: str, value: object, *, order: str = "") -> object:
    """`value` as the `kind` wants it: a key of `KINDS`, `date`, or the allowed words joined by `|`.

    `order` (dmy or mdy) is for dates in figures; raises `ValueError`.
    """
    if kind == "date":
        return _date(value, order)
    check = KINDS.get(kind)
    return check(value) if check else _choice(value, kind.split("|"))


def _verbatim(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"a string is wanted, not {_named(value)}")
    if found := NOT_XML.search(value):
        raise ValueError(f"it holds U+{ord(found[0]):04X}, a character that XML cannot hold")
    return unicodedata.normalize("NFC", value)


def _text(value: object) -> str:
    """A string, or a whole number for such things as the volume; runs of white space become a blank."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return SPACE.sub(" ", _verbatim(value)).strip(" ")


def _names(value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    return tuple(text for text in (SPACE.sub(" ", _verbatim(item)).strip(" ") for item in values) if text)


def _date(value: object, order: str) -> str:
    text = value.isoformat() if hasattr(value, "isoformat") else _text(value)
    if text and not read_date(text, order=order).attrs():
        raise ValueError(f"{text!r} is no date, or can be read two ways; write 1937-11-02 or 2 November 1937")
    return text


def _formed(pattern: re.Pattern[str], words: str) -> Callable[[object], str]:
    """The check of a text that is empty or has the form of `pattern`; `words` say what it is not."""

    def check(value: object) -> str:
        text = _text(value)
        if text and not pattern.fullmatch(text):
            raise ValueError(f"{text!r} {words}")
        return text

    return check


def _encoding(value: object) -> str:
    import codecs

    text = _text(value)
    try:
        return text and codecs.lookup(text).name
    except LookupError:
        raise ValueError(f"{text!r} is no encoding; write utf-8, cp1252 or iso8859-15") from None


def _line(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise ValueError("a line number is wanted, counted from 1")
    return value


def _lines(value: object) -> tuple[int, int]:
    match = LINES.fullmatch(_text(value))
    if not match or int(match[1]) > int(match[2]):
        raise ValueError(f"{value!r} is no range of lines; write 12-15")
    return int(match[1]), int(match[2])


def _level(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 9:
        raise ValueError("a level is wanted: 1 for the highest heading, 9 for the lowest")
    return value


def _pattern(value: object) -> str:
    text = _verbatim(value)
    try:
        re.compile(text)
    except (re.error, RecursionError, OverflowError) as error:
        raise ValueError(f"{text!r} is no regular expression: {error}") from None
    return text


def _choice(value: object, allowed: list[str]) -> str:
    text = _text(value)
    if text and text not in allowed:
        raise ValueError(f"{text!r} is none of {', '.join(allowed)}")
    return text


def _named(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", list: "an array", dict: "a table"}
    return kinds.get(type(value), "a date")


KINDS: dict[str, Callable[[object], object]] = {
    "text": _text,
    "verbatim": _verbatim,
    "names": _names,
    "language": _formed(LANGUAGE, "is no language tag; write en, de or pt-BR (BCP 47)"),
    "url": _formed(URL, "is no address; it begins with https:// and has no blanks"),
    "id": _formed(IDENTIFIER, "cannot begin an xml:id; use letters, digits, - and _"),
    "encoding": _encoding,
    "line": _line,
    "lines": _lines,
    "level": _level,
    "pattern": _pattern,
}
