"""Dates: what is read, what is left alone, and that nothing is ever added to a date."""

import pytest
from support import no_stall

from tei_edition.dates import find_dates, read_date

READ = {
    "2 November 1937": {"when": "1937-11-02"},
    "Nov. 2, 1937": {"when": "1937-11-02"},
    "NOVEMBER 2ND, 1937": {"when": "1937-11-02"},
    "20 NOVEMBER 1937.": {"when": "1937-11-20"},
    "(November 1937)": {"when": "1937-11"},
    "2\u00a0November\u00a01937": {"when": "1937-11-02"},
    "Saturday, November 20, 1937": {"when": "1937-11-20"},
    "the 3rd of May, 1808": {"when": "1808-05-03"},
    "[August 13th] 1921": {"when": "1921-08-13"},
    "August 13, [1921]": {"when": "1921-08-13"},
    "le 1er mai 1906": {"when": "1906-05-01"},
    "mardi 3 mai 1808": {"when": "1808-05-03"},
    "den 12. März 1889": {"when": "1889-03-12"},
    "7 de noviembre de 1917": {"when": "1917-11-07"},
    "3 luglio 1859": {"when": "1859-07-03"},
    "12.VII.1921": {"when": "1921-07-12"},
    "1937-11-02": {"when": "1937-11-02"},
    "1937-11": {"when": "1937-11"},
    "1937": {"when": "1937"},
    "Spring 1921": {"when": "1921"},
    "c. 1890": {"when": "1890"},
    "1890?": {"when": "1890"},
    "um 1920": {"when": "1920"},
    "Jan, 7-14, 1921": {"from": "1921-01-07", "to": "1921-01-14"},
    "May 3-5, 1920": {"from": "1920-05-03", "to": "1920-05-05"},
    "28 May – 3 June 1920": {"from": "1920-05-28", "to": "1920-06-03"},
    "May 28, 1919 to June 3, 1920": {"from": "1919-05-28", "to": "1920-06-03"},
    "November 1937 – March 1938": {"from": "1937-11", "to": "1938-03"},
    "1918-21": {"from": "1918", "to": "1921"},
    "1914 to 1918": {"from": "1914", "to": "1918"},
    "1921/22": {"from": "1921", "to": "1922"},
    "before 3 May 1920": {"notAfter": "1920-05-03"},
    "nach 1920": {"notBefore": "1920"},
    "between 1890 and 1895": {"notBefore": "1890", "notAfter": "1895"},
    "the 1890s": {"notBefore": "1890", "notAfter": "1899"},
    "13-7-1921": {"when": "1921-07-13"},
    "7/13/1921": {"when": "1921-07-13"},
    "7.7.1921": {"when": "1921-07-07"},
    # nothing to say: impossible, ambiguous, or more than a date
    "12-7-1921": {},
    "1911-12": {},
    "31 February 1937": {},
    "February 30, 1937": {},
    "1937-02-30": {},
    "29 February 1900": {},
    "32 May 1920": {},
    "1921-18": {},
    "21-18 May 1920": {},
    "before 1918–21": {},
    "25 October (7 November) 1917": {},
    "Paris, 3 May 1920": {},
    "3 May 1920, 4 May 1920": {},
    "25 December": {},
    "May": {},
    "": {},
}


@pytest.mark.parametrize("words", READ)
def test_value(words):
    value = read_date(words)
    assert value.words == words
    assert value.attrs() == READ[words]


@pytest.mark.parametrize(
    ("order", "language", "when"),
    [
        ("dmy", "", "1921-07-12"),
        ("mdy", "", "1921-12-07"),
        ("", "de-AT", "1921-07-12"),
        ("mdy", "de", "1921-12-07"),
        ("", "en", ""),
    ],
)
def test_order_settles_figures(order, language, when):
    assert read_date("12-7-1921", order=order, language=language).when == when


def found(text, **options):
    return [(text[start:end], value.attrs()) for start, end, value in find_dates(text, **options)]


def test_offsets_and_words():
    text = "Published: *Die Warte*, No. 15, 20 November 1937, p. 5; again on 3 May 1938."
    assert found(text) == [
        ("20 November 1937", {"when": "1937-11-20"}),
        ("3 May 1938", {"when": "1938-05-03"}),
    ]
    assert [value.words for *_, value in find_dates(text)] == ["20 November 1937", "3 May 1938"]


def test_bracket_belongs_to_the_date_that_holds_its_half():
    assert found("Berlin, [August 13th] 1921)") == [("[August 13th] 1921", {"when": "1921-08-13"})]


def test_number_of_an_issue_is_no_day():
    assert found("Vol. 3 No. 15 May 1920") == [("May 1920", {"when": "1920-05"})]


def test_words_are_no_months_and_years_only_on_request():
    text = "We may march 1921 men; in 1937 one Will May 3 times said so."
    assert found(text) == []
    assert found(text, bare_years=True) == [("1921", {"when": "1921"}), ("1937", {"when": "1937"})]


def test_a_year_inside_a_longer_number_is_none():
    assert found("No. 19371, 14/1921, x1937, 1937b", bare_years=True) == []


def test_ambiguous_date_is_found_without_value_and_impossible_one_is_not():
    assert found("12-7-1921.") == [("12-7-1921", {})]
    assert found("on 31 June 1921") == []


@pytest.mark.parametrize("unit", ["May 1-", "1-", "[1 ", "1920/", "c. ", "before the "])
def test_no_text_stalls(unit):
    text = unit * 100_000 + " 1920"
    with no_stall():
        find_dates(text, bare_years=True)
