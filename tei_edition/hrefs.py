"""Percent-encoding for every link the editions write: names of documents, ids of persons.

A leaf of its own because the stylesheets' front end and the site pages must encode alike, and
because `urllib` costs more to import than these few lines.
"""

from __future__ import annotations

# RFC 3986, section 2.3: the characters that never need encoding, and what each byte becomes
UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
ENCODED = [chr(byte) if chr(byte) in UNRESERVED else f"%{byte:02X}" for byte in range(256)]


def quote(part: str) -> str:
    """`part` as it stands in a path segment or a fragment of a URL (RFC 3986; UTF-8)."""
    if UNRESERVED.issuperset(part):
        return part
    return "".join([ENCODED[byte] for byte in part.encode()])
