"""Whatever is done to a text: no exception, a proof that holds, valid TEI, and the same bytes twice.

The texts are those of sources/ cut up, shuffled and sown with the signs that the stages look for, and
texts made of such signs alone. A text that is nothing but blanks may be refused; no other may.
"""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support import SOURCES, converted

from tei_edition.marked import KINDS, OPENING, PARTS
from tei_edition.messages import InputError

TEXTS = [path.read_text(encoding="utf-8").split("\n") for path in sorted(SOURCES.glob("*.txt"))]
SIGNS = (
    "*", "**", "_", "=", "[", "]", "[1]", "[2]", "[12]", "[241]", "[242]", "(1)", "¹", "²", "¹⁰", "³.", "†", "\f", "\t", "    ",
    "        ", "-", "-\n", "\u00ad", "\u00a0", "\u2028", "“", "”", "\"", "<", ">", "&", "]]>", "<i>", "</i>", "<!--", "&amp;",
    "[illegible]", "[Footnote 1:", "[Footnote 2: so", "[Illustration: x]", "(Ed.)", " – Ed.)", "https://a.example/b_c.", "# ",
    "## ", "1. ", "2. ", "3) ", "- ", "a) ", "> ", "|", "e\u0301", "\u2060", "💡", "ſ", "\ufeff", "Document 1", "Contents:",
    "CHAPTER I.", "1911", "12-7-1921", "Dear Sir,", "Yours,", "P.S.", "* * *", "*** START OF THIS TEXT ***", "p. 12", "– 12 –", "12",
    "Translated: by", "Source:", "Published: in", "by A. B.", "Last updated on 3 March 2019", "in: HBR 1925, p. 3–4", "sources:", "...",
    "Mr. ", "Agnes Thorley", "Thorley’s", "van der", "\n", "\n\n", "\n\n\n",
)  # fmt: skip
BOUNDED = settings(max_examples=70)


@st.composite
def mangled(draw: st.DrawFn) -> str:
    """A stretch of one of the texts with lines lost, doubled, moved and sown with signs."""
    lines = draw(st.sampled_from(TEXTS))
    start = draw(st.integers(0, len(lines) - 1))
    piece = list(lines[start : start + draw(st.integers(3, 60))])
    for _ in range(draw(st.integers(1, 12))):
        at = draw(st.integers(0, len(piece) - 1))
        match draw(st.sampled_from(("lose", "double", "move", "sow", "sow", "sow", "head", "cut"))):
            case "lose" if len(piece) > 1:
                del piece[at]
            case "double":
                piece.insert(at, piece[at])
            case "move":
                piece.insert(draw(st.integers(0, len(piece) - 1)), piece.pop(at))
            case "sow":
                column = draw(st.integers(0, len(piece[at])))
                piece[at] = piece[at][:column] + draw(st.sampled_from(SIGNS)) + piece[at][column:]
            case "head":
                piece[at] = draw(st.sampled_from(SIGNS)) + piece[at]
            case _:
                piece[at] = piece[at][: draw(st.integers(0, len(piece[at])))]
    return "\n".join(piece)


MARKED = st.lists(
    st.one_of(
        st.sampled_from(sorted(KINDS)).map(lambda word: f"<!-- {word} -->"),
        st.sampled_from([f"<!-- {word} of={whole} -->" for whole, words in PARTS.items() for word in sorted(words)]),
        st.sampled_from(
            ["<!-- head div=chapter part=back -->", "<!-- head under=1 -->", "<!-- p in=0 -->", "<!-- p back=index -->",
             "<!-- x -->", "# A", "## B", "> q", "- i", "  - j", "1. n", "| a | b |", "|---|---|", "[p. 3]", "* * *", "#", ">",
             "[^1]: note", "a[^1] b", "[a](#div1)", "*", "", "", "", "    set in", "A. B., *c*"]
        ),
    ),
    max_size=40,
).map(lambda lines: "\n".join([OPENING, *lines, "", "Words."]))  # fmt: skip
SOWN = st.lists(
    st.one_of(st.sampled_from(SIGNS), st.sampled_from("a Ab cd. the"), st.text(max_size=6)), max_size=40
)


def prove(text: str, *, names: bool) -> bytes:
    """The TEI of a text, once all that must hold of any text has been seen to hold."""
    try:
        edition = converted(text.encode("utf-8", "surrogatepass"), names=names)
    except InputError as error:
        assert error.code in ("I01", "I02", "I04", "I07", "I03"), error.detail  # noqa: PT017 -- which refusal it is
        return b""
    lost = [m for m in edition.document.messages if m.code == "A01"]
    assert not lost, lost
    assert edition.valid, [f for f in edition.findings if f.severity == "error"]
    return edition.data


@BOUNDED
@given(mangled())
def test_mangled_text(text: str) -> None:
    prove(text, names=False)


@BOUNDED
@given(mangled())
def test_mangled_text_with_names_twice(text: str) -> None:
    assert prove(text, names=True) == prove(text, names=True)


@BOUNDED
@given(SOWN.map("".join))
@example("*")
@example("[1]")
@example("\f")
@example("¹ ¹")
def test_signs(text: str) -> None:
    prove(text, names=True)


@BOUNDED
@given(SOWN.map("\n".join))
def test_lines_of_signs(text: str) -> None:
    prove(text, names=False)


@BOUNDED
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    prove(text, names=True)


@settings(max_examples=40)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    try:
        edition = converted(data)
    except InputError as error:
        assert error.code.startswith("I")  # noqa: PT017
        assert error.detail  # noqa: PT017
    else:
        assert edition.valid


@pytest.mark.parametrize("index", range(len(TEXTS)))
def test_every_text_cut_off_anywhere(index: int) -> None:
    """As an interrupted download would leave it."""
    lines = TEXTS[index]
    for end in range(1, len(lines), 11):
        if any(line.strip() for line in lines[:end]):
            assert prove("\n".join(lines[:end]), names=False)


@BOUNDED
@given(MARKED)
def test_text_that_says_what_it_is(text: str) -> None:
    prove(text, names=False)


@pytest.mark.parametrize(
    "text",
    [
        "[3]”[4]",
        "the ballast-\x0cgoes over the side",
        "2\nWritten: r-\ny",
        "[Footnote³.o",
        "[Footnoten:H",
        "[Footnote6p.v",
        "x\nPublished: n«s\n»Nr8",
        "–\t¹⁰\n–\t¹",
        "[241][242]\u2060",
        "Morizhttps://a.example/b_c.\n_\n–_http://o._",
        "https://a.example/wiki/K%C",
        "t⁵[2]\n\n⁵d\n\n[Footnote2:s",
        "Kpf, 1928.\nParis, 1870-71.” _The Jour_",
    ],
)
def test_what_chance_has_found(text: str) -> None:
    """Texts at which the proof or the schema once failed, as small as they could be made."""
    assert prove(text, names=False)
