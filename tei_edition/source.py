"""Bytes to text: decoding, Unicode NFC, line ends, and every line measured once.

The ladder is BOM, then UTF-8, then the configured encoding, then Windows-1252 with a warning; no
guessing library does better on Western eight-bit prose. Compatibility forms (NFKC) are never
applied: they would turn the note mark `¹` into a `1`.
"""

from __future__ import annotations

import codecs
import unicodedata
from pathlib import Path

from .digests import sha256
from .messages import InputError
from .model import Line, Message, Options, Source
from .patterns import lazy

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# XML 1.0 (section 2.2) has no place for these; tab, line feed, carriage return and, here, form feed are no fault
_UNWRITABLE = lazy("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_MOJIBAKE = lazy("Ã[\u0080-\u00bf]|â€[™œ\u009d\u0093\u0094“”˜]|[\u0080-\u009f\ufffd\ue000-\uf8ff]")
_MOJIBAKE_SIGNS = ("Ã", "â€", "\ufffd")  # one begins each match of it that can be printed
_BLANKS = "\n\t\f\u00a0"  # these cannot be printed, but are no fault
_CONTROLS = bytes(b for b in range(32) if b < 9 or b > 13)
_BINARY_SHARE = 0.1  # of control bytes among the first 8,000: no text in use has a hundredth of that
_TAB = 8


def read_source(path: Path, *, name: str, options: Options) -> tuple[Source, list[Message]]:
    """Read one text file.

    Returns the source and what was noteworthy about its bytes. Raises `InputError` (I01-I06) for a file
    that cannot be read as text; the line is that of the source.
    """
    return source_of(read_bytes(path), name=name, path=str(path), options=options)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file. Raises `InputError`: I06 it cannot be read, I12 it changed meanwhile."""
    try:
        before = path.stat()
        data = path.read_bytes()
        after = path.stat()
    except OSError as error:
        raise InputError("I06", 0, error.strerror or str(error)) from None
    if (before.st_size, before.st_mtime) != (after.st_size, after.st_mtime) or len(data) != after.st_size:
        raise InputError("I12", 0, "the file changed while it was read")
    return data


def source_of(data: bytes, *, name: str, path: str, options: Options) -> tuple[Source, list[Message]]:
    """The same for bytes that are already at hand (`-` on the command line)."""
    messages: list[Message] = []
    text, encoding = _decode(data, options.encoding, messages)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
        messages.append(Message("I08", 0, "some characters came decomposed and were composed (NFC)"))
    if not _is_plain(text):
        _check_characters(text, messages)
    lines = _measure(text)
    if len(text) > options.max_line:
        _check_lengths(lines, options.max_line)
    if not text or text.isspace():
        raise InputError("I01", 0, "nothing to convert: the file is empty or holds only white space")
    digest = sha256(data).hexdigest()
    return Source(name, path, text, digest, encoding, tuple(lines)), messages


def _decode(data: bytes, declared: str, messages: list[Message]) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data[len(bom) :], encoding), encoding
    if declared:
        return _strict(data, declared), codecs.lookup(declared).name
    head = data[:8000]
    if b"\0" in head or len(head) - len(head.translate(None, _CONTROLS)) > _BINARY_SHARE * len(head):
        raise InputError("I02", 0, "not a text file: it holds NUL or too many control bytes")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        fault = error
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        line = data.count(b"\n", 0, fault.start) + 1
        detail = f"byte 0x{data[fault.start]:02X} is neither UTF-8 nor Windows-1252; name the encoding (--encoding)"
        raise InputError("I03", line, detail) from None
    line = data.count(b"\n", 0, fault.start) + 1
    messages.append(
        Message("I07", line, "not UTF-8; read as Windows-1252. If that is wrong, name the encoding")
    )
    return text, "windows-1252"


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].decode(encoding, "replace").count("\n") + 1
        byte = error.object[error.start]
        detail = f"byte 0x{byte:02X} at offset {error.start} cannot be decoded as {encoding}"
        raise InputError("I03", line, detail) from None


def _is_plain(text: str) -> bool:
    """Whether each character is writable and rightly decoded as far as can be told at a glance."""
    for blank in _BLANKS:
        text = text.replace(blank, "")
    return text.isprintable() and not any(sign in text for sign in _MOJIBAKE_SIGNS)


def _check_characters(text: str, messages: list[Message]) -> None:
    """Refuse what XML cannot hold (I04), tell of what looks wrongly decoded (I11)."""
    if bad := _UNWRITABLE.search(text):
        line, column = _position(text, bad.start())
        raise InputError(
            "I04", line, f"the control character U+{ord(bad[0]):04X} cannot stand in XML", column
        )
    if odd := _MOJIBAKE.search(text):
        line, column = _position(text, odd.start())
        messages.append(Message("I11", line, f"“{odd[0]}” looks like a wrongly decoded character", column))


def _check_lengths(lines: list[Line], longest: int) -> None:
    """Refuse a line of more than so many characters (I05)."""
    for line in lines:
        length = line.end - line.start
        if length > longest:
            detail = f"{length:,} characters on one line; the limit is {longest:,}"
            raise InputError("I05", line.number, detail)


def _position(text: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _measure(text: str) -> list[Line]:
    lines: list[Line] = []
    at = 0
    for number, raw in enumerate(text.split("\n"), 1):
        if "\f" not in raw:
            lines.append(_line(raw, at, False, number))
        else:
            start = at
            for order, part in enumerate(raw.split("\f")):
                if order or part:
                    lines.append(_line(part, start, order > 0, number))
                start += len(part) + 1
        at += len(raw) + 1
    return lines


def _line(raw: str, at: int, feed: bool, number: int) -> Line:
    bare = raw.strip()
    if len(bare) == len(raw):
        return Line(at, at + len(raw), 0, feed, number)
    bare = raw.lstrip()
    indent = len(raw) - len(bare)
    start = at + indent
    end = start + len(bare.rstrip())
    if indent and "\t" in raw[:indent]:
        indent = len(raw[:indent].expandtabs(_TAB))
    return Line(start, end, indent if end > start else 0, feed, number)
