"""The authority file in its three forms, and what it does to an edition."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support import converted, program, text_of

from tei_edition.guidance import load_guidance
from tei_edition.guidance.authority import read_authority
from tei_edition.messages import ConfigError
from tei_edition.model import Options
from tei_edition.names import Known, Passage, find_listed
from tei_edition.people import Guidance, Person

TOML = """\
[[person]]
id = "rook_t"
name = "Rook, Tobias"
role = "Captain"
variants = ["T. Rook", "the ferryman of Saltmere"]
dates = "1871–1940"
viaf = "https://viaf.org/viaf/12345"
gnd = "118642979"
wikidata = "Q33391"
note = "Kept the ferry."

[[person]]
id = "fenwick"
name = "Ada Fenwick"
"""
CSV = """\
id;name;role;variants;dates;viaf;gnd;wikidata;note
rook_t;Rook, Tobias;Captain;T. Rook|the ferryman of Saltmere;1871–1940;https://viaf.org/viaf/12345;118642979;Q33391;Kept the ferry.
fenwick;Ada Fenwick;;;;;;;
"""
TEI = """\
<?xml version="1.0" encoding="UTF-8"?>
<listPerson xmlns="http://www.tei-c.org/ns/1.0">
  <person xml:id="rook_t">
    <persName><surname>Rook</surname>, <forename>Tobias</forename> <roleName>Captain</roleName></persName>
    <persName type="variant">T. Rook</persName><persName>the ferryman of
      Saltmere</persName>
    <birth when="1871-02-03"/><death>1940</death>
    <idno type="VIAF">https://viaf.org/viaf/12345</idno><idno type="GND">118642979</idno>
    <idno type="Wikidata">Q33391</idno>
    <note>Kept the ferry.</note>
  </person>
  <person xml:id="fenwick"><persName>Ada Fenwick</persName></person>
</listPerson>
"""
ROOK = Person(
    "rook_t", "Tobias Rook", "Tobias", "Rook", "Captain", variants=["T. Rook", "the ferryman of Saltmere"],
    idnos={
        "VIAF": "https://viaf.org/viaf/12345",
        "GND": "https://d-nb.info/gnd/118642979",
        "Wikidata": "https://www.wikidata.org/entity/Q33391",
    },
    note="Kept the ferry.", dates="1871–1940",
)  # fmt: skip


@pytest.mark.parametrize(("name", "text"), [("p.toml", TOML), ("p.csv", CSV), ("p.xml", TEI)])
def test_three_forms_say_the_same(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    said = [person.said() for person in read_authority(path)]
    assert said == [ROOK.said(), Person("fenwick", "Ada Fenwick", "Ada", "Fenwick").said()]


def test_a_table_of_a_spreadsheet(tmp_path: Path) -> None:
    """With a byte order mark, commas, quotation marks and CR LF."""
    path = tmp_path / "p.csv"
    path.write_bytes('\ufeffid,name,variants\r\nrook,"Rook, Tobias","T. Rook; Old Rook"\r\n\r\n'.encode())
    assert read_authority(path)[0].variants == ["T. Rook", "Old Rook"]


@pytest.mark.parametrize(
    ("name", "text", "code", "line", "words"),
    [
        (
            "p.toml",
            '[[person]]\nid = "a"\nname = "A B"\n\n[[person]]\nid = "a"\nname = "C D"\n',
            "C03",
            5,
            "taken",
        ),
        ("p.toml", '[[person]]\nname = "A B"\n', "C03", 1, "id is missing"),
        ("p.toml", '[[person]]\nid = "a"\n', "C03", 1, "name is missing"),
        ("p.toml", '[[person]]\nid = "p12"\nname = "A B"\n', "C03", 1, "something else"),
        ("p.toml", '[[person]]\nid = "a b"\nname = "A B"\n', "C03", 1, "xml:id"),
        ("p.toml", '[[person]]\nid = "a"\nname = "A B"\nage = "7"\n', "C02", 1, "age"),
        ("p.toml", '[[person]]\nid = "a"\nname = 7.5\n', "C03", 1, "name"),
        ("p.toml", "[person]\n", "C03", 1, "[[person]]"),
        ("p.toml", "[[person]\n", "C01", 1, ""),
        ("p.toml", '[[person]]\nid = "a"\nname = "A B"\nviaf = "ftp://x"\n', "C03", 1, "address"),
        ("p.csv", "id,surname\na,B\n", "C02", 1, "no column name"),
        ("p.csv", "id,name,age\na,A B,7\n", "C02", 1, "age"),
        ("p.csv", 'id,name\na,"A B\n', "C01", 2, ""),
        ("p.xml", "<listPerson><person/></listPerson>", "C03", 0, "namespace"),
        ("p.xml", "<listPerson>", "C01", 1, ""),
        ("p.toml", "person = " + "[" * 5000, "C01", 0, "nested"),
        ("p.txt", "", "C03", 0, "listPerson"),
    ],
)
def test_faults_have_their_line(
    tmp_path: Path, name: str, text: str, code: str, line: int, words: str
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_authority(path)
    assert (caught.value.code, caught.value.line, caught.value.path) == (code, line, str(path))
    assert words in caught.value.detail


def test_entities_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("SECRET", encoding="utf-8")
    path = tmp_path / "p.xml"
    path.write_text(
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{tmp_path}/secret">]>'
        '<person xmlns="http://www.tei-c.org/ns/1.0" xml:id="a"><persName>A &e; B</persName></person>',
        encoding="utf-8",
    )
    with pytest.raises(ConfigError, match="the document type declares ENTITY"):
        read_authority(path)


def edition(text: str, *persons: Person) -> str:
    options = Options(guidance=Guidance(persons), language="en")
    made = converted(f"The Ferry\n\n{text}", options=options)
    assert made.valid, made.findings
    return made.data.decode()


def test_it_goes_over_the_program() -> None:
    data = edition("We asked the ferryman\nof Saltmere. Captain Rook’s bell rang; T. Rook laughed.", ROOK)
    assert set(re.findall(r'ref="#(\w+)"', data)) == {"rook_t"}
    entry = re.search(r"<person xml:id.*", data)
    assert entry
    assert entry[0] == (
        '<person xml:id="rook_t"><persName><roleName>Captain</roleName> <forename>Tobias</forename> '
        '<surname>Rook</surname></persName><persName type="variant">the ferryman of Saltmere</persName>'
        '<persName type="variant">T. Rook</persName><persName type="variant">Rook</persName>'
        '<birth when="1871">1871</birth><death when="1940">1940</death>'
        '<idno type="GND">https://d-nb.info/gnd/118642979</idno><idno type="VIAF">https://viaf.org/viaf/12345</idno>'
        '<idno type="Wikidata">https://www.wikidata.org/entity/Q33391</idno><note>Kept the ferry.</note></person>'
    )


def test_dates_in_other_words_are_in_the_note() -> None:
    data = edition(
        "It was Tobias Rook.",
        Person("r", "Tobias Rook", "Tobias", "Rook", dates="fl. 1900", note="Ferryman."),
    )
    assert "<note>fl. 1900; Ferryman.</note>" in data


def test_a_listed_word_that_is_a_month_is_left_to_the_recogniser() -> None:
    may = Person("may_t", "Thomasin May", "Thomasin", "May", variants=["May"])
    text = text_of(
        edition("It was in May that Thomasin May came, and in June that Miss May left.", may).encode()
    )
    assert "in May that <persName" in text
    assert text.count('ref="#may_t"') == 2


def test_listed_names_are_found_in_any_dress() -> None:
    passages = [
        Passage("He saw [Old\nRook], X-Rook, Old Rooks and Old Rook's bell; the\u2060 Old Rook.", "p")
    ]
    found = find_listed(
        passages, Known([Person("r", "[Old Rook]"), Person("s", "Rook", variants=["Old Rook"])]).tables
    )
    assert [passages[0].text[m.start : m.end] for m in found] == ["[Old\nRook]", "Old Rook", "Old Rook"]


def test_ten_thousand_persons_are_soon_looked_up() -> None:
    known = Known(
        Person(f"p{n}x", f"Anna Q{n}", "Anna", f"Q{n}", variants=[f"A. Q{n}"]) for n in range(10_000)
    )
    passages = [Passage(f"Then Anna Q{n} met Anna Brook. " * 3, "p") for n in range(300)]
    assert len(find_listed(passages, known.tables)) == 900


def test_it_lies_beside_the_texts(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("The Ferry\n\nIt was Tobias Rook who laughed.\n", encoding="utf-8")
    (tmp_path / "persons.toml").write_text(TOML, encoding="utf-8")
    run = program("convert", "one.txt", "-o", "out", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert 'ref="#rook_t"' in (tmp_path / "out" / "one.xml").read_text("utf-8")
    (tmp_path / "persons.toml").write_text("[[person]]\n", encoding="utf-8")
    run = program("convert", "one.txt", "-o", "out", cwd=tmp_path)
    assert run.returncode == 2
    assert run.stderr.startswith("persons.toml:1:1: error: ")


def test_a_text_called_persons_keeps_its_sidecar(tmp_path: Path) -> None:
    (tmp_path / "persons.txt").write_text("x", encoding="utf-8")
    (tmp_path / "persons.toml").write_text('title = "x"', encoding="utf-8")
    assert load_guidance(tmp_path).persons == ()


def test_a_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such authority"):
        load_guidance(tmp_path, authority="people.csv")
