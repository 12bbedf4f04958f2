"""The configuration: what each key sets, what lies over what, and where a fault is said to be."""

from pathlib import Path

import pytest

from tei_edition.config import (
    EDITION_KEYS,
    SIDECAR_KEYS,
    Ignored,
    find_edition,
    find_sidecar,
    load_checks,
    load_edition,
    load_sidecar,
)
from tei_edition.config_values import KINDS
from tei_edition.messages import CODES, ConfigError
from tei_edition.model import Metadata, Options

EDITION = """\
# the edition as a whole
[edition]
title = "Letters of the Weavers"
series = "Papers of the Lower Town"
publisher = "Harbour Archive"
pub_place = "Bremen"
date = 2024-05-01
licence = "CC BY 4.0"
licence_url = "https://creativecommons.org/licenses/by/4.0/"
editor = ["Ada Finch", "Jan te Water"]
statement = "First edition"
project = \"\"\"
Why this edition
exists.
\"\"\"
url = "https://example.org/weavers"
id_prefix = "lw"

[text]
language = "en-GB"
encoding = "latin-1"
date_order = "dmy"
unsigned = "Anonymous"
author = "Mary Holt"
genre = "letter"
keywords = ["weaving", "strikes"]

[house]
css = "house.css"
logo = "seal.svg"
footer = "Harbour Archive"
xslt = "house.xsl"
offer = ["epub", "markdown"]

[names]
recogniser = "none"
titles = "inside"
authority = "people.csv"
decisions = "decided.csv"

[validate]
schema = "our.rng"
select = ["V", "R0"]
ignore = "R20"

[[ignore]]
file = "letters/*.xml"
codes = ["R18", "R22"]
reason = "the signs are the author's"
"""
SIDECAR = """\
title = "To my brother"
subtitle = "Second letter"
authors = ["Mary Holt", "Ann Holt"]
translator = "Pieter van der Lee"
transcriber = "J. Moss"
editor = "Ada Finch"
date = "3-5-1921"
place = "Hull"
language = "de"
genre = "letter"
keywords = "dye works"
licence = "Public domain"
licence_url = ""

[source]
journal = "The Loom"
volume = 6
date = "May 1921"
pages = "3–5"
accessed = 2023-01-31

[letter]
sender = "Mary Holt"
sent = "3 May 1921"
sent_from = "Hull"
recipient = "Tom Holt"
received_at = "Leeds"

[[correction]]
sic = "sawa"
corr = "saw a"
line = 7

[[correction]]
sic = "tor"
corr = "for"
"""


@pytest.fixture
def write(tmp_path):
    def written(text, name="edition.toml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return written


def test_every_key_of_the_edition(write):
    options, metadata = load_edition(write(EDITION))
    assert options == Options(
        language="en-GB",
        encoding="iso8859-1",
        date_order="dmy",
        names="none",
        titles="inside",
        authority="people.csv",
        decisions="decided.csv",
        unsigned="Anonymous",
    )
    assert metadata == Metadata(
        series_title="Letters of the Weavers",
        series="Papers of the Lower Town",
        publisher="Harbour Archive",
        pub_place="Bremen",
        pub_date="2024-05-01",
        licence="CC BY 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        editors=("Ada Finch", "Jan te Water"),
        statement="First edition",
        project="Why this edition exists.",
        url="https://example.org/weavers",
        id_prefix="lw",
        language="en-GB",
        authors=("Mary Holt",),
        genre="letter",
        keywords=("weaving", "strikes"),
    )


def test_sidecar_lies_over_the_edition(write):
    options, metadata = load_edition(write(EDITION))
    options, metadata = load_sidecar(write(SIDECAR, "one.toml"), options=options, metadata=metadata)
    assert (options.language, metadata.language) == ("de", "de")
    assert options.encoding == "iso8859-1"
    assert metadata.publisher == "Harbour Archive"
    assert metadata.authors == ("Mary Holt", "Ann Holt")
    assert (metadata.translators, metadata.transcribers) == (("Pieter van der Lee",), ("J. Moss",))
    assert metadata.editors == ("Ada Finch",)
    assert metadata.date == "3-5-1921"  # [text] date_order makes it readable
    assert (metadata.licence, metadata.licence_url) == ("Public domain", "")
    assert metadata.source == (
        ("journal", "The Loom"),
        ("volume", "6"),
        ("date", "May 1921"),
        ("pages", "3–5"),
        ("accessed", "2023-01-31"),
    )
    assert dict(metadata.letter)["received_at"] == "Leeds"
    assert metadata.corrections == (("sawa", "saw a", 7), ("tor", "for", 0))


def test_what_is_said_of_validation(write):
    said, exceptions = load_checks(write(EDITION))
    assert said == {"schema": "our.rng", "select": ("V", "R0"), "ignore": ("R20",)}
    assert exceptions == (Ignored("letters/*.xml", ("R18", "R22"), "the signs are the author's"),)


@pytest.mark.parametrize("missing", ["file", "codes", "reason"])
def test_an_exception_needs_file_codes_and_reason(write, missing):
    lines = {"file": '"a.xml"', "codes": '"R20"', "reason": '"verse"'}
    text = "[validate]\nselect = 'V'\n[[ignore]]\n" + "".join(
        f"{key} = {value}\n" for key, value in lines.items() if key != missing
    )
    with pytest.raises(ConfigError) as caught:
        load_checks(write(text))
    assert (caught.value.code, caught.value.line) == ("C03", 3)
    assert missing in caught.value.detail


def test_the_examples_use_every_key():
    import tomllib

    edition, sidecar = tomllib.loads(EDITION), tomllib.loads(SIDECAR)
    for section, table in EDITION_KEYS.items():
        given = edition[section]
        assert set(given[0] if isinstance(given, list) else given) == set(table)
    assert set(SIDECAR_KEYS[""]) - set(sidecar) == {"author", "encoding", "date_order"}
    assert {*sidecar["correction"][0]} == {*SIDECAR_KEYS["correction"]}


def test_every_field_and_kind_exists():
    for keys in (EDITION_KEYS, SIDECAR_KEYS):
        for table in keys.values():
            for kind, fields in table.values():
                assert kind in KINDS or kind == "date" or "|" in kind
                for field in fields.split():
                    owner, _, name = field.partition(".")
                    assert name == "*" or hasattr({"options": Options, "metadata": Metadata}[owner](), name)


# what is wrong, the code, the line, words of the message
FAULTS = [
    ('[edition]\n\ntitel = "x"\n', "C02", 3, "did you mean title?"),
    ('[editon]\ntitle = "x"\n', "C02", 1, "did you mean edition?"),
    ('language = "en"\n', "C02", 1, "it belongs in [text]"),
    ('[edition]\ntitle = "x"\nlanguage = "en"\n', "C02", 3, "it belongs in [text]"),
    ("[names]\nxyzzy = 1\n", "C02", 2, "known are recogniser, titles"),
    ('edition.titel = "x"\n', "C02", 1, "titel"),
    ('[text]\n# language\nlanguage = "english"\n', "C03", 3, "BCP 47"),
    ("[text]\nlanguage = true\n", "C03", 2, "true or false"),
    ('[text]\nauthor = ["a", 3]\n', "C03", 2, "a number"),
    ('[text]\nencoding = "klingon-8"\n', "C03", 2, "no encoding"),
    ('[text]\ndate_order = "ymd"\n', "C03", 2, "dmy, mdy"),
    ('[names]\n[text]\nunsigned = "a\\u0001b"\n', "C03", 3, "U+0001"),
    ('[edition]\nlicence_url = "javascript:alert(1)"\n', "C03", 2, "no address"),
    ('[edition]\nid_prefix = "1 a"\n', "C03", 2, "xml:id"),
    ('[edition]\ndate = "someday"\n', "C03", 2, "no date"),
    ('[edition]\ndate = "12-7-1921"\n', "C03", 2, "two ways"),
    ("edition = 3\n", "C03", 1, "[edition]"),
    ("[[edition]]\n", "C03", 1, "[edition]"),
    ('[edition]\ntitle = "x\n', "C01", 2, ""),
    ('[edition]\ntitle = """x\n\n', "C01", 4, ""),
    ("[edition]\n\n[edition]\n", "C01", 3, ""),
    (b"[edition]\ntitle = '\xe9'\n", "C01", 2, "UTF-8"),
    ("x = " + "[" * 20000, "C01", 0, "nested"),
    ('[edition]\nproject = """\ntitel = "no key"\n"""\ntitel = 1\n', "C02", 5, "titel"),
]


@pytest.mark.parametrize(("text", "code", "line", "words"), FAULTS)
def test_faults_of_an_edition(write, text, code, line, words):
    path = write(text)
    with pytest.raises(ConfigError) as caught:
        load_edition(path)
    fault = caught.value
    assert (fault.code, fault.path, fault.line) == (code, str(path), line)
    assert words in fault.detail
    assert code in CODES


SIDECAR_FAULTS = [
    ('titel = "x"\n', "C02", 1, "did you mean title?"),
    ('[sorce]\ntitle = "x"\n', "C02", 1, "did you mean source?"),
    ('title = "x"\n[source]\njournal = "y"\nisue = 3\n', "C02", 4, "did you mean issue?"),
    ('sender = "x"\n', "C02", 1, "it belongs in [letter]"),
    ("source = { journal = 'a', year = 3 }\n", "C02", 1, "year"),
    (
        '[[correction]]\nsic = "a"\ncorr = "b"\n[[correction]]\nsic = "a"\ncor = "b"\n',
        "C02",
        6,
        "did you mean corr?",
    ),
    ('[[correction]]\nsic = "a"\ncorr = "b"\n[[correction]]\nsic = "a"\n', "C03", 4, "both"),
    ("[[correction]]\n", "C03", 1, "both"),
    ('[[correction]]\nsic = "a"\ncorr = "b"\nline = 0\n', "C03", 4, "line number"),
    ('[correction]\nsic = "a"\n', "C03", 1, "[[correction]]"),
    ("correction = 3\n", "C03", 1, "[[correction]]"),
    ('title = ["x"]\n', "C03", 1, "an array"),
    ("[letter]\nsent = 1921-05-03T10:00:00\n", "C03", 2, "no date"),
]


@pytest.mark.parametrize(("text", "code", "line", "words"), SIDECAR_FAULTS)
def test_faults_of_a_sidecar(write, text, code, line, words):
    with pytest.raises(ConfigError) as caught:
        load_sidecar(write(text, "one.toml"), options=Options(), metadata=Metadata())
    assert (caught.value.code, caught.value.line) == (code, line)
    assert words in caught.value.detail


def test_missing_file_is_a_fault_and_not_a_traceback(tmp_path):
    with pytest.raises(ConfigError) as caught:
        load_edition(tmp_path / "edition.toml")
    assert caught.value.code == "I06"


def test_strings_are_composed_and_their_edges_trimmed(write):
    _, metadata = load_edition(write('[edition]\ntitle = " Cafe\\u0301\\n a "\n'))
    assert metadata.series_title == "Caf\u00e9 a"


@pytest.mark.parametrize("tag", ["en", "de-AT", "zh-Hant-TW", "grc", "sr-Latn", "de-1901", "fr-x-old"])
def test_language_tags(write, tag):
    assert load_edition(write(f'[text]\nlanguage = "{tag}"\n'))[0].language == tag


def test_files_are_found_beside_the_source(tmp_path):
    source = tmp_path / "a" / "one.txt"
    source.parent.mkdir()
    source.touch()
    assert find_edition([source]) is None
    assert find_sidecar(source) is None
    (tmp_path / "a" / "edition.toml").touch()
    (tmp_path / "a" / "one.toml").touch()
    assert find_edition([tmp_path / "b" / "x.txt", source]) == tmp_path / "a" / "edition.toml"
    assert find_edition([tmp_path / "a"]) == tmp_path / "a" / "edition.toml"
    assert find_sidecar(source) == tmp_path / "a" / "one.toml"
    assert find_sidecar(tmp_path / "a" / "edition.txt") is None


SAMPLES = Path(__file__).parent.parent / "sources"


def test_the_samples_are_configured_without_fault():
    texts = sorted(SAMPLES.glob("*.txt"))
    assert len(texts) >= 6
    options, metadata = load_edition(find_edition(texts))
    assert metadata.licence_url.startswith("https://creativecommons.org/")
    for text in texts:
        _, found = load_sidecar(find_sidecar(text), options=options, metadata=metadata)
        assert found.source, text.name
        for sic, _, line in found.corrections:
            assert sic in text.read_text(encoding="utf-8").split("\n")[line - 1]
    names = {path.stem for path in texts} | {"edition"}
    assert {path.stem for path in SAMPLES.glob("*.toml")} == names
