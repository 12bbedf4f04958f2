"""Who is who in one document: titles, maiden names, aliases, those whom the editor knows."""

from __future__ import annotations

import pytest
from support import converted, text_of

from tei_edition.model import Options
from tei_edition.names import Known, Mention, Passage, gather, recognise
from tei_edition.names.forms import parse, person_id
from tei_edition.names.someone import distinct
from tei_edition.names.titles import of_forename, role
from tei_edition.people import Person


def gathered(text: str, *, known: Known | None = None, forced: dict[int, str] | None = None):
    passages = [Passage(text, "p")]
    return gather(passages, recognise(passages), known=known, forced=forced)


def ids(text: str, **more: object) -> list[str]:
    return gathered(text, **more).ids


def test_a_maiden_name_is_the_same_person() -> None:
    text = "Miss Anna Webb came. Anna Hart, née Webb, was the daughter of Mr. Webb. Miss Webb sang. Mrs. Hart left."
    assert ids(text) == ["hart_anna", "hart_anna", "hart_anna", "webb", "hart_anna", "hart_anna"]


def test_a_name_at_birth_does_not_take_the_family_along() -> None:
    assert ids("Anna Hart, née Webb, wept. John Webb smiled, and Webb left.") == [
        "hart_anna",
        "hart_anna",
        "webb_john",
        "webb_john",
    ]


def test_a_name_after_marriage() -> None:
    assert (
        len(set(ids("Miss Lucy Pell, afterwards Mrs. Crane, wrote. Mrs. Crane was ill; Lucy Crane died.")))
        == 1
    )


def test_who_came_later_is_another() -> None:
    assert len(set(ids("The minister was Clement Aldous, later Ernest Bevan."))) == 2


def test_ranks_change() -> None:
    found = gathered("Captain Tobias Rook was made Major Rook. “Major Rook,” said he to Mr. Rook.")
    assert set(found.ids) == {"rook_tobias"}
    assert found.persons[0].role == "Major"


def test_a_learned_wife_is_the_same_person() -> None:
    assert set(ids("Dr. Anna Pell came. We saw Mrs. Anna Pell again.")) == {"pell_anna"}


def test_father_and_son() -> None:
    assert len(set(ids("It was John Ramsey Sr. who spoke to John Ramsey Jr. in the hall."))) == 2


def test_husband_and_wife() -> None:
    assert ids("It was John Webb who spoke. Mrs. Webb wept, and Mr. Webb left.") == [
        "webb_john",
        "webb",
        "webb_john",
    ]
    assert ids("Anna Webb spoke. Mrs. Webb wept, and Mr. Webb left.") == ["webb_anna", "webb_anna", "webb"]
    assert len(set(ids("They met Mrs. John Webb. Later John Webb came."))) == 2


def test_a_woman_is_called_by_her_surname() -> None:
    assert set(ids("Emma Goldmark spoke. Goldmark was tired.")) == {"goldmark_emma"}


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (("Anna",), "w"),
        (("A.", "Mary"), "w"),
        (("Tobias",), "m"),
        (("Jean",), ""),
        (("A.",), ""),
        (("Xyz",), ""),
    ],
)
def test_what_a_forename_says(given: tuple[str, ...], wanted: str) -> None:
    assert of_forename(given) == wanted


@pytest.mark.parametrize(
    ("titles", "named", "wanted"),
    [
        ([("Mr.", 3), ("Captain", 1)], True, "Captain"),
        ([("Mr.", 3)], True, ""),
        ([("Mrs.", 2), ("Mr.", 1)], False, "Mrs."),
        ([("Captain", 1), ("Major", 1)], True, "Captain"),
    ],
)
def test_the_role_of_the_index(titles: list[tuple[str, int]], named: bool, wanted: str) -> None:
    assert role(titles, named=named) == wanted


def test_ids_of_one_stem_tell_more_before_they_count() -> None:
    forms = [parse(name) for name in ("John A. Smith", "John B. Smith", "Webb", "Webb", "Webb")]
    assert distinct(forms, ["", "", "", "Mrs.", ""], ["", "", "", "", ""]) == [
        "smith_john",
        "smith_john_b",
        "webb",
        "webb_mrs",
        "webb_2",
    ]
    assert person_id(forms[0], whole=True) == "smith_john_a"


def test_the_entry_of_a_titled_surname() -> None:
    data = converted("The Ferry\n\nIt was Captain Rook who met Queen Mary there.", names=True).data.decode()
    assert "<persName><roleName>Captain</roleName> <surname>Rook</surname></persName>" in data
    assert "<persName><roleName>Queen</roleName> Mary</persName>" in data


def test_titles_inside_are_role_names() -> None:
    options = Options(titles="inside")
    edition = converted("The Ferry\n\nIt was Captain\nTobias Rook, and Rook laughed.", options=options)
    assert edition.valid, edition.findings
    assert "<roleName>Captain</roleName> Tobias Rook</persName>, and <persName" in text_of(edition.data)


def test_a_title_in_emphasis_stays_valid() -> None:
    options = Options(titles="inside")
    edition = converted(
        "The Ferry\n\nIt was *Captain* Tobias Rook, *Captain Rook* of the inn.", options=options
    )
    assert edition.valid, edition.findings
    assert text_of(edition.data).count("</persName>") == 2


def test_what_a_program_found_says_so() -> None:
    text = text_of(converted("The Ferry\n\nIt was Tobias Rook.", names=True).data)
    assert '<persName ref="#rook_tobias" resp="#resp_encoder">Tobias Rook</persName>' in text


TROTSKY = Person(
    "trotsky_lev", "Leon Trotsky", "Leon", "Trotsky", variants=["L. D. Bronstein", "the Old Man"]
)
MARLINS = [
    Person("marlin_a", "John Marlin", "John", "Marlin"),
    Person("marlin_b", "Peter Marlin", "Peter", "Marlin", variants=["Marlin"]),
]


def test_a_known_person_goes_over_the_program() -> None:
    known = Known([TROTSKY])
    assert set(ids("It was L. Trotzky. They knew L. D. Bronstein; Trotsky left.", known=known)) == {
        "trotsky_lev"
    }
    assert ids("They all knew that Trotsky left.", known=known) == ["trotsky_lev"]


def test_a_listed_form_decides_between_two() -> None:
    assert ids("John Marlin and Peter Marlin met. Marlin laughed.", known=Known(MARLINS))[-1] == "marlin_b"


def test_a_known_man_is_not_his_wife() -> None:
    assert ids("Mrs. Marlin came to Mr. Smith.", known=Known(MARLINS))[0] not in ("marlin_a", "marlin_b")


def test_a_decision_over_one_mention() -> None:
    found = gathered(
        "John Marlin met Peter Marlin. Marlin laughed.", known=Known(MARLINS), forced={2: "marlin_a"}
    )
    assert found.ids == ["marlin_a", "marlin_b", "marlin_a"]


def test_two_known_persons_are_never_made_one() -> None:
    known = Known([TROTSKY, *MARLINS])
    assert ids("It was Leon Trotsky, i.e. Peter Marlin.", known=known) == ["trotsky_lev", "marlin_b"]


def test_names_without_a_word_on_titles() -> None:
    """A plug-in need not say where titles begin."""
    text = "We met Mr. Webb and Mrs. Webb."
    mentions = [Mention(0, m.start, m.end, "high", "x") for m in recognise([Passage(text, "p")])]
    assert len(set(gather([Passage(text, "p")], mentions).ids)) == 2


def told(text: str) -> list[str]:
    edition = converted(f"The Ferry\n\n{text}", names=True)
    return [message.detail for message in edition.document.messages if message.code == "P04"]


def test_two_of_a_name_are_told() -> None:
    (words,) = told(
        "William Marlow the younger came. He is a son of Captain Marlow, and the elder Marlow is ill."
    )
    assert words.startswith("“William Marlow” (“the younger”)")
    assert told("The elder Pask spoke to Mr. Pask, and Pask went home.")


def test_two_who_are_known_apart_are_not_told() -> None:
    assert not told("William Marlow the younger came with John Marlow. William Marlow spoke.")
    assert not told("William Marlow the younger came.")
    assert not told("He was the elder. Marlow spoke, and William Marlow left.")


def test_initials_are_not_a_wife() -> None:
    assert len(set(ids("They met J. W. Carrow there. Mrs. Carrow was ill."))) == 2
    assert len(set(ids("They met J. W. Carrow there. Mr. Carrow was ill."))) == 1
