"""What libxml2 says of a file that is no XML, in words that tell an editor what to do."""

from __future__ import annotations

import re

# A pattern of libxml2's words, and ours; groups are put in by number.
WORDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"Document is empty", "the file is empty, or holds no XML"),
        (r"Start tag expected, '<' not found", "this is no XML: an XML file begins with `<`"),
        (
            r"Opening and ending tag mismatch: (\S+) line (\d+) and (\S+)",
            r"`\1`, which begins in line \2, is not closed: `</\3>` stands here",
        ),
        (
            r"Premature end of data in tag (\S+) line (\d+)",
            r"the file ends, and `\1` of line \2 is not closed",
        ),
        (r"Extra content at the end", "after the end of the root element nothing more may stand"),
        (r"EntityRef: no name", "`&` begins the name of a character: where the sign is meant, write `&amp;`"),
        (
            r"EntityRef: expecting ';'",
            "after `&` and a name a `;` is missing: where the sign is meant, write `&amp;`",
        ),
        (r"Entity '(\S+)' not defined", r"the entity &\1; is not known: write the character itself"),
        (r"Attribute (\S+) redefined", r"@\1 is given twice"),
        (r"AttValue: \" or ' expected", "the value of an attribute must stand in quotation marks"),
        (r"Specification mandates value for attribute (\S+)", r"@\1 has no value"),
        (r"Unescaped '<' not allowed in attributes", "in the value of an attribute write `&lt;` for `<`"),
        (
            r"StartTag: invalid element name",
            "after `<` comes the name of an element: where the sign is meant, write `&lt;`",
        ),
        (r"attributes construct error", "between two attributes there must be a space"),
        (r"Couldn't find end of Start Tag (\S+)", r"the start tag of `\1` has no `>`"),
        (r"expected '>'", "a tag has no `>`"),
        (
            r"Namespace prefix (\S+) (?:for \S+ )?on (\S+) is not defined",
            r"the prefix `\1` (at `\2`) is not declared",
        ),
        (r"Namespace prefix (\S+) is not defined", r"the prefix `\1` is not declared"),
        (
            r"XML declaration allowed only at the start",
            "something stands before `<?xml`, which must be the first",
        ),
        (r"invalid Char value (\d+)", r"the control character number \1 may not stand in XML"),
        (r"invalid character in attribute", "a control character stands in the value of an attribute"),
        (
            r"not proper UTF-8|[Ii]nvalid bytes in character encoding|conversion failed",
            "the bytes are not in the encoding that holds (UTF-8, where none is named): save the file as UTF-8",
        ),
        (r"error parsing attribute name", "a tag holds something that is no attribute, or has no `>`"),
        (r"Comment must not contain|Double hyphen within comment", "a comment may not hold `--`"),
        (r"Comment not terminated", "a comment has no end: `-->`"),
        (r"CData section not finished", "a CDATA section has no end: `]]>`"),
        (r"Sequence '\]\]>' not allowed", "write `]]&gt;` for `]]>`"),
    )
)
HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!DOCTYPE\s+html|html)\b(?![^>]*TEI)", re.IGNORECASE | re.DOTALL)


def in_plain_words(message: str) -> str:
    """Our words for one of libxml2's messages; where there are none, its own."""
    for pattern, words in WORDS:
        found = pattern.search(message)
        if found:
            return found.expand(words)
    return message


def is_html(data: bytes) -> bool:
    """Whether a file that is no XML is a page of the web."""
    return HTML.match(data[:2000]) is not None
