"""Who is who over a whole edition: one person, one id in every file; nobody made one with another unsaid."""

from __future__ import annotations

import re
from itertools import permutations
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tei_edition.corpus import Run, Ways, build
from tei_edition.model import Metadata, Options
from tei_edition.names import Passage, gather, recognise
from tei_edition.names.register import Register
from tei_edition.people import Identities, Member
from tei_edition.plan import Plan

PERSON = re.compile(r'<person xml:id="([^"]+)"><persName>(.*?)</persName>')
REF = re.compile(r'<persName ref="#([^"]+)"([^>]*)>([^<]+)<')


def cast(text: str) -> list[Member]:
    passages = [Passage(text, "p")]
    return gather(passages, recognise(passages)).members


def settled(documents: dict[str, str]) -> tuple[Register, dict[str, list[Member]]]:
    casts = {name: cast(text) for name, text in documents.items()}
    register = Register()
    for name, members in casts.items():
        register.add(name, members)
    register.settle()
    return register, casts


def known(documents: dict[str, str]) -> dict[str, Identities]:
    register, casts = settled(documents)
    return {name: register.identities(name, members) for name, members in casts.items()}


def said(documents: dict[str, str]) -> dict[str, tuple[object, ...]]:
    """What is said of each document's persons."""
    return {
        name: (sorted((one, who.said()) for one, who in told.persons.items()), told.doubts, told.guessed)
        for name, told in known(documents).items()
    }


def ids(documents: dict[str, str]) -> dict[str, list[str]]:
    """The ids of each document's persons in the edition."""
    register, casts = settled(documents)
    found = {}
    for name, members in casts.items():
        persons = register.identities(name, members).persons
        found[name] = sorted(persons[m.id].id if m.id in persons else m.id for m in members)
    return found


def test_one_person_in_every_document() -> None:
    documents = {
        "a": "It was Tobias Rook who spoke.",
        "b": "They said that Captain Rook was ill.",
        "c": "We asked T. Rook. Rook laughed.",
        "d": "Then Mr. Rooke came.",
    }
    assert ids(documents) == {
        "a": ["rook_tobias"],
        "b": ["rook_tobias"],
        "c": ["rook_tobias"],
        "d": ["rooke"],
    }


def test_a_guess_is_said() -> None:
    found = known({"a": "It was Tobias Rook who spoke.", "b": "They said that Captain Rook was ill."})
    assert found["b"].guessed == {"rook"}
    assert not found["a"].guessed


def test_two_of_a_surname_leave_it_alone_with_a_warning() -> None:
    documents = {
        "a": "It was John Marlin.",
        "b": "It was Peter Marlin.",
        "c": "They said that Mr. Marlin fled.",
    }
    found = known(documents)
    assert ids(documents)["c"] == ["marlin"]
    assert list(found["c"].doubts) == ["marlin"]
    assert "marlin_john, marlin_peter" in found["c"].doubts["marlin"]


def test_initials_that_fit_two() -> None:
    documents = {"a": "It was John Marlin.", "b": "It was James Marlin.", "c": "It was J. Marlin who fled."}
    assert ids(documents)["c"] == ["marlin_j"]
    assert known(documents)["c"].doubts


def test_man_and_wife() -> None:
    documents = {
        "a": "It was John Marlin.",
        "b": "They said that Mrs. Marlin wept.",
        "c": "Miss Marlin sang.",
    }
    assert ids(documents) == {"a": ["marlin_john"], "b": ["marlin"], "c": ["marlin_miss"]}


def test_a_forename_is_under_one_id_with_one_warning() -> None:
    documents = dict.fromkeys("abc", "They knew that Polly was ill.")
    found = known(documents)
    assert [name for name in found if found[name].doubts] == ["a"]
    assert "3 documents" in found["a"].doubts["polly"]


def test_an_initial_alone_is_nobody_elses() -> None:
    register = Register()
    register.add("a", [Member("e_maria", "Maria E", ("Maria",), "E", "", "w", "", 1, False)])
    alone = Member("e", "E", ("E",), "", "", "y", "Miss", 1, False)
    register.add("b", [alone])
    register.settle()
    assert not any(register.identities("b", [alone]))


def test_two_of_one_document_stay_two() -> None:
    documents = {
        "a": "It was Anna Webb who spoke.",
        "b": "Miss Webb came with Mrs. Webb.",
        "c": "It was Miss Anna Webb.",
    }
    assert len(set(ids(documents)["b"])) == 2


@given(
    st.permutations(
        ["John Marlin", "J. Marlin", "Mr. Marlin", "Mrs. Marlin", "Anna Marlin", "Polly", "Marlin"]
    )
)
def test_the_order_of_documents_is_nothing(forms: list[str]) -> None:
    documents = {f"d{form}": f"They said that {form} fled." for form in forms}
    usual = {f"d{form}": documents[f"d{form}"] for form in sorted(forms)}
    assert said(documents) == said(usual)


def test_many_of_one_surname_are_soon_settled() -> None:
    register = Register()
    for number in range(3000):
        given = f"{'ABCDEFGHIJ'[number % 10]}{chr(97 + number // 10 % 26)}{chr(97 + number // 260)}"
        register.add(
            f"d{number}", [Member(f"x{number}", f"{given} Smith", (given,), "Smith", "", "", "", 1, False)]
        )
    register.settle()
    assert len(register.persons()) > 2000  # some of these forenames sound alike


TEXTS = {
    "a": "The Ferry\n\nIt was Captain Tobias Rook who kept the ferry. Nobody but Rook knew it.",
    "b": "The Inn\n\nThen Captain Rook came to the inn, and with him Polly.",
    "c": "The Road\n\nWe asked T. Rook for the way. Polly laughed.",
}


def written(folder: Path, *, jobs: int = 1) -> tuple[dict[str, str], Run]:
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    plan = Plan(folder / "out", Options(language="en"), Metadata(), ("tei", "html", "text"))
    run = build(sorted(folder.glob("*.txt")), plan, Ways(jobs=jobs))
    return {p.name: p.read_text("utf-8") for p in sorted((folder / "out").rglob("*.*ml"))}, run


def test_a_build_gives_one_id(tmp_path: Path) -> None:
    made, run = written(tmp_path / "one")
    for name in TEXTS:
        assert {ref for ref, _, form in REF.findall(made[f"{name}.xml"]) if "Rook" in form} == {"rook_tobias"}
        entry = dict(PERSON.findall(made[f"{name}.xml"]))["rook_tobias"]
        assert entry == "<roleName>Captain</roleName> <forename>Tobias</forename> <surname>Rook</surname>"
    assert 'cert="medium"' in made["b.xml"]
    assert made["persons.html"].count('id="rook_tobias"') == 1
    assert [m["code"] for record in run.records() for m in record.messages if m["code"] == "P03"] == ["P03"]
    assert all(record.valid for record in run.records())


def test_the_number_of_processes_does_not_matter(tmp_path: Path) -> None:
    first, _ = written(tmp_path / "one")
    again, run = written(tmp_path / "two", jobs=2)
    del first["report.html"], again["report.html"]  # names the folders
    assert again == first
    assert len(list(run.records())) == 3


def test_permuted_sources_are_numbered_alike() -> None:
    documents = {"a": "It was John A. Smith.", "b": "It was John B. Smith.", "c": "It was John C. Smith."}
    usual = ids(documents)
    assert sorted(one for found in usual.values() for one in found) == [
        "smith_john",
        "smith_john_b",
        "smith_john_c",
    ]
    for order in permutations(documents):
        assert ids({name: documents[name] for name in order}) == usual


def test_a_doubt_is_told_with_the_ids_of_the_edition(tmp_path: Path) -> None:
    texts = {
        "a": "It was J. Marlin who met P. Marlin, and Marlin laughed.",
        "b": "Then John Marlin came, and after him Peter Marlin.",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(f"The Ferry\n\n{text}\n", encoding="utf-8")
    plan = Plan(tmp_path / "out", Options(language="en"), Metadata(), ("tei",), flat=True)
    run = build(sorted(tmp_path.glob("*.txt")), plan, Ways(jobs=1))
    told = [str(m["text"]) for record in run.records() for m in record.messages if m["code"] == "P01"]
    assert told == ["“Marlin” taken for marlin_peter; it may be marlin_john"]
