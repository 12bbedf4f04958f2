"""Bibliographic lines: which parts are marked, and that the unsure ones are not."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_edition.citation import EMPHASIS, MAX_LENGTH, read_citation


def parts(text, **options):
    """The marks as `kind words`, with what matters of their attributes."""
    shown = []
    for mark in read_citation(text, **options):
        about = " ".join(mark.attrs.get(name, "") for name in ("level", "unit", "when", "from", "to")).split()
        shown.append((mark.kind, text[mark.start : mark.end], *about))
    return shown


EXAMPLES = {
    "Published: The Harbour Light, Vol. 1 No. 15, 20 November 1907, pp. 5 & 7.": [
        ("title", "The Harbour Light", "j"),
        ("biblScope", "1", "volume"),
        ("biblScope", "15", "issue"),
        ("date", "20 November 1907", "1907-11-20"),
        ("biblScope", "5 & 7", "page"),  # two pages, no range
    ],
    "From The Loom, Vol. VI No. 29, 3 June 1903, pp. 1–3.": [
        ("title", "The Loom", "j"),
        ("biblScope", "VI", "volume"),
        ("biblScope", "29", "issue"),
        ("date", "3 June 1903", "1903-06-03"),
        ("biblScope", "1–3", "page", "1", "3"),
    ],
    "in: LWG 1925, p. 249–253; also in: Holt 1940, p. 440–4.": [
        ("biblScope", "249–253", "page", "249", "253"),
        ("biblScope", "440–4", "page", "440", "444"),
    ],
    "in: S. F. Moss & D. te Water (ed.), *They Knew Him*. Memories, Hull 1968 (Tide Books), p. 240-245": [
        ("editor", "S. F. Moss"),
        ("editor", "D. te Water"),
        ("title", "They Knew Him", "m"),
        ("pubPlace", "Hull"),
        ("date", "1968", "1968"),
        ("publisher", "Tide Books"),
        ("biblScope", "240-245", "page", "240", "245"),
    ],
    "LWG 1925: Committee for the Widows (ed.), *Letters of the Weavers*, London (Bell & Daughters)": [
        ("abbr", "LWG 1925"),
        ("editor", "Committee for the Widows"),  # a body: one editor, not split
        ("title", "Letters of the Weavers", "m"),
        ("pubPlace", "London"),
        ("publisher", "Bell & Daughters"),
    ],
    "cf. Ada Finch, *Looms*; in: Jan Moor (ed), *Dye. An Anthology*, Hull – Bonn 2005 (A & B), p. 5": [
        ("author", "Ada Finch"),
        ("title", "Looms", "a"),
        ("editor", "Jan Moor"),
        ("title", "Dye. An Anthology", "m"),
        ("pubPlace", "Hull"),
        ("pubPlace", "Bonn"),
        ("date", "2005", "2005"),
        ("publisher", "A & B"),
        ("biblScope", "5", "page"),
    ],
    "Ada Finch, “The Lesson of Hull,” *New Weaver*, Vol. 3 No. 2, April 1906, pp. xi–xiv": [
        ("author", "Ada Finch"),
        ("title", "The Lesson of Hull", "a"),
        ("title", "New Weaver", "j"),
        ("biblScope", "3", "volume"),
        ("biblScope", "2", "issue"),
        ("date", "April 1906", "1906-04"),
        ("biblScope", "xi–xiv", "page", "xi", "xiv"),
    ],
    "Source: _Collected Works_, Tide Press, Hull, 1965, Volume 33, pages 204-210": [
        ("title", "Collected Works", "m"),  # a publisher: no journal, though it has volumes
        ("publisher", "Tide Press"),
        ("pubPlace", "Hull"),
        ("date", "1965", "1965"),
        ("biblScope", "33", "volume"),
        ("biblScope", "204-210", "page", "204", "210"),
    ],
    "Source: Jane Bell (ed.), *Weavers & Dyers* (London: Bell & Daughters, 1890), pp. 12–15, 17.": [
        ("editor", "Jane Bell"),
        ("title", "Weavers & Dyers", "m"),
        ("pubPlace", "London"),
        ("publisher", "Bell & Daughters"),
        ("date", "1890", "1890"),
        ("biblScope", "12–15, 17", "page"),
    ],
    "Quelle: Der Hafen, Nr. 12, 3. Mai 1919, S. 2.": [
        ("title", "Der Hafen", "j"),
        ("biblScope", "12", "issue"),
        ("date", "3. Mai 1919", "1919-05-03"),
        ("biblScope", "2", "page"),
    ],
    "Source : Le Port, n° 123, 3 mai 1919, p. 2.": [
        ("title", "Le Port", "j"),
        ("biblScope", "123", "issue"),
        ("date", "3 mai 1919", "1919-05-03"),
        ("biblScope", "2", "page"),
    ],
    "Source: The Loom, 3 May 1920.": [("title", "The Loom", "j"), ("date", "3 May 1920", "1920-05-03")],
    # left alone
    "Published: London, 3 May 1920.": [("date", "3 May 1920", "1920-05-03")],
    "Published: Ada Finch, The Loom, Vol. 3 No. 4.": [
        ("biblScope", "3", "volume"),
        ("biblScope", "4", "issue"),
    ],
    "Source: Collected Works, Volume 33, Tide Press, Hull 1965": [("biblScope", "33", "volume")],
    "in: Holt 1940": [],
    "p. 17–15": [("biblScope", "17–15", "page")],
    "A line of common prose about Hull in 1925 and its (many) weavers.": [],
    "": [],
}


@pytest.mark.parametrize("text", EXAMPLES)
def test_parts(text):
    assert parts(text) == EXAMPLES[text]


def test_language_settles_a_date_in_figures():
    text = "Quelle: Der Hafen, Nr. 12, 3.5.1919"
    assert parts(text)[-1] == ("date", "3.5.1919")
    assert parts(text, language="de")[-1] == ("date", "3.5.1919", "1919-05-03")


def test_a_long_paragraph_is_no_citation():
    assert read_citation("*A*, Hull 1968 (B), p. 3. " * (MAX_LENGTH // 20)) == []


SHREDS = "*Tide* *Two Words* “Said” Vol. No. 3 15 pp. 1–3 & , ; : ( ) (ed.), A. Moss 1925 Hull in: ** * _a_"
WORDS = st.sampled_from(SHREDS.split(" "))


@given(st.lists(WORDS, max_size=30).map(" ".join))
def test_marks_never_overlap_nor_cut_emphasis(text):
    marks = read_citation(text)
    assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)
    assert all(one.end <= two.start for one, two in pairwise(marks))
    for match in EMPHASIS.finditer(text):
        for mark in marks:
            opening = mark.start < match.start("title") and match.start() < mark.end
            closing = mark.start < match.end() and match.end("title") < mark.end
            assert opening == closing or mark.start >= match.end() or mark.end <= match.start()


@given(st.text(max_size=200))
def test_any_text_is_survived(text):
    for mark in read_citation(text):
        assert text[mark.start : mark.end].strip()
