"""Bytes to text: which encoding is believed, what is done to characters, how lines are measured."""

from __future__ import annotations

import codecs
import hashlib

import pytest

from tei_edition.messages import InputError
from tei_edition.model import Message, Options, Source
from tei_edition.source import source_of

CAFE = "Le café, « déjà », 5 £.\n"


def read(data: bytes, **options: str) -> tuple[Source, list[Message]]:
    return source_of(data, name="x", path="x.txt", options=Options(**options))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("bom", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_is_believed(bom: bytes, codec: str) -> None:
    source, messages = read(bom + CAFE.encode(codec))
    assert source.text == CAFE
    assert source.encoding == codec
    assert not messages


def test_utf8_then_windows_1252() -> None:
    assert read(CAFE.encode())[1] == []
    source, messages = read(("one\n" + CAFE).encode("cp1252"))
    assert source.text == "one\n" + CAFE
    assert source.encoding == "windows-1252"
    assert [(m.code, m.line) for m in messages] == [("I07", 2)]


def test_a_declared_encoding_goes_before_both() -> None:
    word = "“Łódź”\n"
    source, messages = read(word.encode("cp1250"), encoding="windows-1250")
    assert source.text == word
    assert source.encoding == "cp1250"
    assert not messages


def test_line_ends_of_every_kind() -> None:
    assert read(b"a\r\nb\rc\nd")[0].text == "a\nb\nc\nd"


def test_characters_are_composed_and_no_more() -> None:
    source, messages = read("e\u0301 ¹ ﬁ … ½ ſ\n".encode())
    assert source.text == "é ¹ ﬁ … ½ ſ\n"
    assert [m.code for m in messages] == ["I08"]


def test_wrongly_decoded_characters_are_told_and_kept() -> None:
    source, messages = read("He didnâ€™t.\n".encode())
    assert "â€™" in source.text
    assert [(m.code, m.line, m.column) for m in messages] == [("I11", 1, 8)]


def test_the_digest_is_that_of_the_bytes() -> None:
    data = b"a\r\nb"
    assert read(data)[0].digest == hashlib.sha256(data).hexdigest()


def test_lines_are_measured_once() -> None:
    source, _ = read("one\n   two \n\n\tthree\n\f  four\n \u00a0five\u00a0\n".encode())
    told = [
        (source.text[line.start : line.end], line.indent, line.feed, line.number) for line in source.lines
    ]
    assert told == [
        ("one", 0, False, 1),
        ("two", 3, False, 2),
        ("", 0, False, 3),
        ("three", 8, False, 4),
        ("four", 2, True, 5),
        ("five", 2, False, 6),
        ("", 0, False, 7),
    ]


def test_a_form_feed_within_a_line_begins_another_of_the_same_number() -> None:
    source, _ = read(b"one\ntwo\fthree\nfour\n")
    told = [(source.text[line.start : line.end], line.feed, line.number) for line in source.lines]
    assert told == [
        ("one", False, 1),
        ("two", False, 2),
        ("three", True, 2),
        ("four", False, 3),
        ("", False, 4),
    ]


def test_the_line_of_an_offset() -> None:
    source, _ = read(b"one\n\n  two\nthree")
    assert [source.line_at(source.text.index(word)) for word in ("one", "two", "three")] == [1, 3, 4]
    assert source.line_at(10_000) == 4


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"", "I01", 0),
        (b"\n \n\f", "I01", 0),
        (b"GIF89a\0\0", "I02", 0),
        (b"a\nb\n\x81", "I03", 3),
        (b"a\n" + b"plain " * 40 + b"\x1b[0m", "I04", 2),
        (b"a\nb\n" + b"x" * 32_000_001, "I05", 3),
    ],
)
def test_what_is_refused(data: bytes, code: str, line: int) -> None:
    with pytest.raises(InputError) as caught:
        read(data)
    assert (caught.value.code, caught.value.line) == (code, line)


def test_the_limit_is_an_option() -> None:
    with pytest.raises(InputError, match="limit is 10"):
        source_of(b"short\nbut this is longer\n", name="x", path="x", options=Options(max_line=10))
