"""Persons: what the recogniser finds, and who is who."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import ROOT, no_stall

from tei_edition.model import MASK
from tei_edition.names import Mention, Passage, gather, recognise
from tei_edition.names.forms import agree, parse, person_id, sound
from tei_edition.names.lexicon import load
from tei_edition.names.rules import RULES
from tei_edition.resources import data_path, word_list
from tei_edition.review.listing import EVIDENCE

EXAMPLES = Path(__file__).parent / "names" / "examples.txt"
KIND = re.compile(r"(p|head|note|signed|byline|speaker): ")


def documents() -> list[tuple[str, str, str, list[tuple[str, str]]]]:
    """(title, language, titles, [(kind, marked text)]) for each document of the examples."""
    found: list[tuple[str, str, str, list[tuple[str, str]]]] = []
    for line in EXAMPLES.read_text(encoding="utf-8").splitlines():
        if line.startswith("=="):
            title, _, settings_ = line[2:].partition("|")
            words = settings_.split()
            found.append((title.strip(), (words or ["en"])[0], (words + ["outside"] * 2)[1], []))
        elif line and not line.startswith("#"):
            kind = KIND.match(line)
            found[-1][3].append((kind[1], line[kind.end() :]) if kind else ("p", line))
    return found


def marked(passages: list[Passage], mentions: list[Mention], titles: str) -> list[str]:
    """The passages with braces round the mentions, their titles outside or inside."""
    texts = [passage.text for passage in passages]
    for mention in reversed(mentions):
        text = texts[mention.passage]
        start = mention.titled if titles == "inside" else mention.start
        texts[mention.passage] = text[:start] + "{" + text[start : mention.end] + "}" + text[mention.end :]
    return texts


@pytest.mark.parametrize(
    ("language", "titles", "lines"), [pytest.param(*d[1:], id=d[0]) for d in documents()]
)
def test_examples(language: str, titles: str, lines: list[tuple[str, str]]) -> None:
    passages = [Passage(text.replace("{", "").replace("}", ""), kind) for kind, text in lines]
    mentions = recognise(passages, language=language)
    assert marked(passages, mentions, titles) == [text for _, text in lines]


def people(*texts: str, language: str = "en") -> tuple[dict[str, list[str]], list[str | None], list[str]]:
    """Persons (id -> name and variants), the id of each mention, the words of the doubts."""
    passages = [Passage(text, "p") for text in texts]
    gathered = gather(passages, recognise(passages, language=language))
    return (
        {p.id: [p.name, *p.variants] for p in gathered.persons},
        gathered.ids,
        [doubt.words for doubt in gathered.doubts],
    )


def test_one_person_in_many_forms() -> None:
    persons, ids, doubts = people(
        "A[lexander] Shapirov met P. Korin.", "A. Shapirov left. Then Shapirov wrote."
    )
    assert persons == {
        "korin_p": ["P. Korin"],
        "shapirov_alexander": ["Alexander Shapirov", "A[lexander] Shapirov", "A. Shapirov", "Shapirov"],
    }
    assert ids == ["shapirov_alexander", "korin_p", "shapirov_alexander", "shapirov_alexander"]
    assert doubts == []


@pytest.mark.parametrize(
    ("one", "two"),
    [("Leon Trotsky", "L. Trotzky"), ("Efim Yartchuk", "E. Yarchuk"), ("I. Yakovlenko", "I. Iakovlenko")],
)
def test_spellings_of_one_surname(one: str, two: str) -> None:
    persons, ids, _ = people(f"It was {one} who spoke.", f"Later {two} answered.")
    assert len(persons) == 1
    assert len(set(ids)) == 1


def test_names_alike_of_different_persons_stay_apart() -> None:
    assert len(people("It was Thomas Morris who spoke to Thomas Norris.")[0]) == 2
    assert len(people("It was Mark Rein who spoke to Mark Mratchny.")[0]) == 2
    assert len(people("Mr. Webb met Mrs. Webb and Miss Webb.")[0]) == 3


@pytest.mark.parametrize(
    "text",
    [
        "The Dutchman I. Jansenius, i.e. Johannes Proostma, drew.",
        "Then Bernhard Reichau (alias Peter Seemann) rose.",
        "When Hugo Orlandov [Hilario Arlandov] came, it was late.",
    ],
)
def test_aliases(text: str) -> None:
    persons, ids, _ = people(text)
    assert len(persons) == 1
    assert len(ids) == 2


def test_a_surname_of_two_persons_goes_to_the_nearer_with_a_doubt() -> None:
    persons, ids, doubts = people("John Marlin spoke.", "Then Peter Marlin rose, and Marlin sat down.")
    assert sorted(persons) == ["marlin_john", "marlin_peter"]
    assert ids[-1] == "marlin_peter"
    assert doubts == ["Marlin"]


def test_nobody_calls_a_notable_by_the_forename_alone() -> None:
    persons, ids, _ = people("The style of Karl Marx is known.", "They shot Karl and fled.")
    assert ids == ["marx_karl", "karl"]
    assert sorted(persons) == ["karl", "marx_karl"]


def test_masks_and_line_ends_are_no_part_of_a_form() -> None:
    persons, ids, _ = people(f"It was Andrei Kol{MASK}{MASK}zov{MASK} and Andrei\nKolzov again.")
    assert persons == {"kolzov_andrei": ["Andrei Kolzov"]}
    assert ids == ["kolzov_andrei"] * 2


@pytest.mark.parametrize(
    ("form", "identifier"),
    [
        ("Leon Trotsky", "trotsky_leon"),
        ("Chiang Kai-shek", "chiang_kai-shek"),
        ("Volin", "volin"),
        ("D. Y. Grisberg", "grisberg_d_y"),
        ("Charles II", "charles_ii"),
        ("Ramirez, M. D.", "ramirez_m_d"),
        ("Hilde Größer", "grosser_hilde"),
        ("Manuel Peña", "pena_manuel"),
        ("Лев Троцкий", "trotskii_lev"),
        ("Note2", "person_note2"),
        ("Hugo von Hofmannsthal", "von_hofmannsthal_hugo"),
    ],
)
def test_ids(form: str, identifier: str) -> None:
    assert person_id(parse(form)) == identifier


def test_ids_are_distinct() -> None:
    gathered = gather(
        [Passage("X-Y Z X_Y", "p")],
        [
            Mention(0, 0, 3, "high", "surname"),
            Mention(0, 4, 5, "high", "surname"),
            Mention(0, 6, 9, "high", "s"),
        ],
    )
    folded = [person.id.replace("-", "_") for person in gathered.persons]
    assert len(set(folded)) == len(folded)


def test_forms() -> None:
    assert parse("Michel [Moisei] Kneler").given == ("Michel", "Moisei")
    assert parse("Ramirez, M. D.").plain == "M. D. Ramirez"
    assert parse("Henri de Man").surname == "de Man"
    assert parse("Jonnie S.").surname == "S."
    assert agree(("Wm.",), ("William",))
    assert agree(("A.",), ("Alexander",))
    assert not agree(("Peter",), ("Paul",))
    assert sound("Trotzky") == sound("Trotsky")


# fmt: off
WORDS = st.sampled_from((
    "The", "Mr.", "Lenin", "Anna", "de", "van", "G.", "P.", "[Alfred]", "A[nna]", "and", ",", ".",
    "St.", "“", "’s", "II", "Fund", "Paris", "X-Y", "Kolzov-Rein", "Sir", "President", "d’Albe", "Jan",
    "“Jan”", "(", ")", "-", "/", "Ł", "1940",
    MASK, "\n",
))
# fmt: on


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(WORDS, max_size=14), max_size=4), st.sampled_from(["en", "de", "fr"]))
def test_mentions_are_in_order_and_clean(lines: list[list[str]], language: str) -> None:
    passages = [Passage(" ".join(line), "p") for line in lines]
    mentions = recognise(passages, language=language)
    gathered = gather(passages, mentions)
    place = (-1, 0)
    for mention in mentions:
        words = passages[mention.passage].text[mention.start : mention.end]
        assert (mention.passage, mention.start) >= place
        assert words
        assert words[0] not in f" \n{MASK}"
        assert words[-1] not in f" \n{MASK},"
        place = (mention.passage, mention.end)
    assert len(gathered.ids) == len(mentions)
    assert [p.id for p in gathered.persons] == sorted({i for i in gathered.ids if i})
    assert all(re.fullmatch(r"[a-z][a-z0-9_-]*", person.id) for person in gathered.persons)
    assert sum(person.mentions for person in gathered.persons) == len(mentions)


def test_every_list_is_clean() -> None:
    for path in sorted(data_path("names").glob("*.txt")):
        entries = word_list(path.stem)
        assert entries, path.name
        assert len(set(entries)) == len(entries), path.name
        assert all(entry == entry.strip() for entry in entries), path.name


def test_languages_fall_back_to_english() -> None:
    assert load("en-GB").letters == load("cy").letters


@pytest.mark.parametrize(
    "text",
    [
        "A[" * 150_000,
        "St. " * 75_000,
        "G. " * 100_000,
        "Anna de " * 50_000,
        "X-" * 150_000,
        "Ab\u2060" * 100_000,
        " ".join(
            f"Anna Bel{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676 % 26)}{chr(97 + n // 17576)} spoke."
            for n in range(30_000)
        ),
        " ".join(
            f"A{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676 % 26)}{chr(97 + n // 17576)} Smith spoke."
            for n in range(30_000)
        ),
    ],
    ids=["brackets", "saints", "initials", "particles", "hyphens", "masks", "surnames", "forenames"],
)
def test_no_input_stalls(text: str) -> None:
    passages = [Passage(text, "p")]
    with no_stall():
        gather(passages, recognise(passages))


GOLD = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>
<head>The Ferry</head>
<p>Captain <persName>Tobias Rook</persName><note>Born at <persName>Ada Fenwick</persName>’s house.</note> rowed,
and <persName>Mr. Rook</persName> sang. Nobody else was heard by the people on the bank that evening.</p>
<p>Then <persName>my friend</persName> and <persName>Quillon</persName> slept.</p></body></text></TEI>"""


def test_the_figures_of_the_readme_can_be_had_again(tmp_path: Path) -> None:
    (tmp_path / "ferry.xml").write_text(GOLD, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, str(ROOT / "bench" / "name_figures.py"), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stderr
    assert "P 1.000  R 0.750" in run.stdout  # "Quillon" is named once, without a title
    assert "(4 names)" in run.stdout  # "my friend" is no name


def test_a_phrase_is_none_at_a_line_s_end_either() -> None:
    assert recognise([Passage("The rent was paid on Lady\nDay, and on Lady Day a year later.", "p")]) == []


def test_every_rule_is_told_to_the_editor() -> None:
    assert {rule for rule, cert, _ in RULES if cert} | {"nobility", "byline", "listed"} <= set(EVIDENCE)


@pytest.mark.parametrize("form", ["John Bowden Esqre", "John Bowden Esq.", "John Bowden"])
def test_an_honour_is_no_part_of_a_name(form: str) -> None:
    assert (parse(form).plain, person_id(parse(form))) == ("John Bowden", "bowden_john")


def test_a_nickname_in_brackets_is_a_forename() -> None:
    form = parse("Gertrude (Gerty) Schlosser")
    assert (form.surname, agree(form.given[1:], ("Gerty",))) == ("Schlosser", True)


@pytest.mark.parametrize(
    "text",
    [
        "Mary" + "x" * 400_000,
        "Paul Webb. Drama " * 30_000,
        "RookWebb" * 60_000,
        "Mary Rook. " + "Rook" * 99_999,
    ],
)
def test_words_run_together_and_works_take_no_longer_than_others(text: str) -> None:
    with no_stall():
        recognise([Passage(text, "p")], language="de")


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_each_word_of_the_lists_is_found_and_no_other(language: str) -> None:
    letters = load(language).letters
    listed = {word for letter in "TRDFASBHEOGVCMNXP" for word in letters.words_of(letter)}
    assert len(listed) > 10_000
    assert all(letters[word] for word in listed)
    strangers = {word[:-1] for word in listed} | {f"{word}q" for word in listed}
    assert not any(letters[word] for word in strangers - listed)
