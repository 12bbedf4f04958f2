"""Values as JavaScript: what the pages of the site load as scripts, because a page opened from a folder may
load no data."""

from __future__ import annotations

import json

_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # made once, not for every word


def literal(value: object) -> str:
    """`value` (of the kinds JSON has) as a literal, in as few characters as may be and on one line.

    U+2028 and U+2029 end a line in JavaScript before ECMAScript 2019 and are escaped.
    """
    if isinstance(value, str) and value.isascii() and value.isalnum():
        return f'"{value}"'
    return _json(value).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
