"""The editor's hand: names out to a table, decisions in, and what they do to every later run."""

from __future__ import annotations

import csv
import re
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner

from tei_edition.cli import main
from tei_edition.guidance.decisions import merged, read_decisions, write_decisions
from tei_edition.messages import ConfigError
from tei_edition.people import Decision

TEXTS = {
    "ferry": "The Ferry\n\nIt was John Marlin who kept it. Peter Marlin came, and Marlin laughed at Captain Rook.",
    "inn": "The Inn\n\nThen T. Rook came to the inn. They said that Kettle was late, and that Marlin had gone.",
    "road": "The Road\n\nWe asked Tobias Rook for the way. “Kettle,” said Mrs. Ames, and Kettle it was.",
}
NAME = re.compile(r'<persName ref="#([^"]+)"([^>]*)>([^<]+)</persName>')


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    (tmp_path / "edition.toml").write_text('[edition]\neditor = "Judith Amory"\n', encoding="utf-8")
    return tmp_path


def run(project: Path, *arguments: str, status: int = 0) -> str:
    with chdir(project):
        done = CliRunner().invoke(main, arguments)
    assert done.exit_code == status, done.output
    return done.stderr


def rows(project: Path) -> list[dict[str, str]]:
    with (project / "names.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def decide(project: Path, *answers: tuple[str, str, str]) -> str:
    """List the names, write `(kind, name or mention, decision)` into the table, and hand it back."""
    run(project, "review", ".", "--output", "names.csv")
    table = rows(project)
    for kind, words, decision in answers:
        (row,) = [r for r in table if r["kind"] == kind and words in (r["name"], r["mention"])]
        row["decision"] = decision
    with (project / "names.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]), delimiter=";")  # as a spreadsheet in German writes it
        writer.writeheader()
        writer.writerows(table)
    return run(project, "review", ".", "--apply", "names.csv")


def names(project: Path, document: str) -> list[tuple[str, str, str]]:
    """(id, what else the tag says, words) of each name of a document, and that all documents are valid."""
    run(project, "convert", ".", "-o", "tei", "--quiet")
    data = (project / "tei" / f"{document}.xml").read_text("utf-8").partition("<text")[2]
    return [(ref, " ".join(rest.split()), words) for ref, rest, words in NAME.findall(data)]


MACHINE, EDITOR = 'resp="#resp_encoder"', 'resp="#resp_editor"'


def test_the_table_lists_persons_and_doubts(project: Path) -> None:
    said = run(project, "review", ".", "-o", "names.csv")
    table = rows(project)
    persons = {r["person"]: r for r in table if r["kind"] == "person"}
    assert set(persons) >= {"marlin_john", "marlin_peter", "marlin", "rook_tobias", "ames"}
    rook = persons["rook_tobias"]
    assert (rook["name"], rook["mentions"], rook["document"]) == ("Tobias Rook", "3", "ferry | inn | road")
    assert set(rook["forms"].split(" | ")) == {"Tobias Rook", "T. Rook", "Rook"}
    assert rook["suggestion"] == "yes"
    assert "forename" in rook["evidence"]
    assert persons["marlin"]["suggestion"] == "is marlin_john or is marlin_peter"
    guesses = [(r["person"], r["document"]) for r in table if r["kind"] == "guess"]
    assert ("rook_tobias", "ferry") in guesses
    (doubt,) = [r for r in table if r["kind"] == "mention" and r["mention"] == "Marlin"]
    assert (doubt["person"], doubt["document"], doubt["line"]) == ("marlin_peter", "ferry", "3")
    assert doubt["suggestion"] == "is marlin_peter or is marlin_john"
    assert doubt["before"].endswith("Peter Marlin came, and")
    assert doubt["after"].startswith("laughed at Captain Rook.")
    assert f"{len(persons)} person(s) in 3 document(s)" in said
    assert not (project / "decisions.csv").exists()


def test_the_table_is_the_same_every_time(project: Path) -> None:
    run(project, "review", ".", "-o", "names.csv")
    first = (project / "names.csv").read_bytes()
    run(project, "review", "road.txt", "inn.txt", "ferry.txt", "-o", "names.csv")
    assert (project / "names.csv").read_bytes() == first


def test_an_unedited_table_decides_nothing(project: Path) -> None:
    run(project, "review", ".", "-o", "names.csv")
    assert run(project, "review", ".", "--apply", "names.csv").startswith("0 decision(s) kept")


def test_who_a_mention_is(project: Path) -> None:
    decide(project, ("mention", "Marlin", "is marlin_john"))
    marlin = [name for name in names(project, "ferry") if name[2].endswith("Marlin")]
    assert marlin == [
        ("marlin_john", MACHINE, "John Marlin"),
        ("marlin_peter", MACHINE, "Peter Marlin"),
        ("marlin_john", EDITOR, "Marlin"),
    ]
    data = (project / "tei" / "ferry.xml").read_text("utf-8")
    assert re.search(r'<respStmt xml:id="resp_editor">\s*<resp>[^<]+</resp><name>Judith Amory</name>', data)
    assert (
        "resp_editor" not in (project / "tei" / "road.xml").read_text("utf-8").partition("<encodingDesc")[0]
    )


def test_a_person_is_confirmed(project: Path) -> None:
    decide(project, ("person", "Tobias Rook", "yes"))
    for document in TEXTS:
        assert [n for n in names(project, document) if n[0] == "rook_tobias"] == [
            ("rook_tobias", EDITOR, words)
            for words in {"ferry": ["Rook"], "inn": ["T. Rook"], "road": ["Tobias Rook"]}[document]
        ]
    run(project, "review", ".", "-o", "names.csv")
    (row,) = [r for r in rows(project) if r["person"] == "rook_tobias"]
    assert (row["decision"], row["suggestion"]) == ("yes", "")


def test_a_new_document_is_not_confirmed_with_the_others(project: Path) -> None:
    decide(project, ("person", "Tobias Rook", "yes"))
    (project / "well.txt").write_text("The Well\n\nAt last Tobias Rook came.\n", encoding="utf-8")
    assert names(project, "well") == [("rook_tobias", MACHINE, "Tobias Rook")]


def test_what_is_no_name(project: Path) -> None:
    assert any(words == "Kettle" for _, _, words in names(project, "road"))
    decide(project, ("person", "Kettle", "no"))
    for document in TEXTS:
        assert all(words != "Kettle" for _, _, words in names(project, document))
    decide(project)
    assert "matches nothing" not in run(project, "review", ".", "-o", "names.csv")


def test_persons_are_made_one_and_renamed(project: Path) -> None:
    decide(project, ("person", "Marlin", "is marlin_peter"), ("person", "Ames", "is ames_ruth, Ruth Ames"))
    decide(project, ("person", "Peter Marlin", "name Marlin, Peter Paul"))
    assert ("marlin_peter", EDITOR, "Marlin") in names(project, "inn")
    assert ("ames_ruth", EDITOR, "Ames") in names(project, "road")
    data = (project / "tei" / "inn.xml").read_text("utf-8")
    assert "<forename>Peter Paul</forename> <surname>Marlin</surname>" in data


def test_decisions_outlive_changes_of_the_text(project: Path) -> None:
    decide(project, ("mention", "Marlin", "is marlin_john"), ("person", "Tobias Rook", "yes"))
    text = "The Ferry\n\nLong ago there was a ferry.\n\n" + TEXTS["ferry"].partition("\n\n")[2].replace(
        "laughed at", "laughed at poor"
    )
    (project / "ferry.txt").write_text(text + "\n", encoding="utf-8")
    assert ("marlin_john", EDITOR, "Marlin") in names(project, "ferry")
    assert ("rook_tobias", EDITOR, "Rook") in names(project, "ferry")


def test_a_decision_that_matches_nothing_is_told(project: Path) -> None:
    decide(project, ("mention", "Marlin", "is marlin_john"), ("person", "Kettle", "no"))
    (project / "ferry.txt").write_text("The Ferry\n\nIt was John Marlin.\n", encoding="utf-8")
    said = run(project, "convert", ".", "-o", "tei")
    assert re.search(r"ferry.txt: warning: the decision in line \d+, on “Marlin”, .*\[P05\]", said)
    for name in ("inn", "road"):
        (project / f"{name}.txt").write_text("The Inn\n\nNobody came.\n", encoding="utf-8")
    assert "on “Kettle”, matches nothing any more [P05]" in run(project, "review", ".", "-o", "names.csv")
    (project / "ferry.txt").unlink()
    assert "is about “ferry”, which is not among the sources" in run(
        project, "review", ".", "-o", "names.csv"
    )


def test_decisions_are_taken_back(project: Path) -> None:
    decide(project, ("person", "Tobias Rook", "yes"), ("person", "Ames", "yes"))
    assert decide(project, ("person", "Tobias Rook", "undo"), ("person", "Ames", "undo")).startswith(
        "0 decision(s)"
    )
    assert (project / "decisions.csv").read_text("utf-8").count("\n") == 1


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        ("perhaps", "no decision: 'perhaps'"),
        ("is nobody_at_all", "nobody has the id nobody_at_all"),
        ("is p12, Peter", "gives to something else"),
        ("is a/b, Peter", "xml:id"),
    ],
)
def test_a_wrong_answer_is_told_with_its_line(project: Path, decision: str, said: str) -> None:
    run(project, "review", ".", "-o", "names.csv")
    text = (project / "names.csv").read_text("utf-8-sig").splitlines()
    at = text[0].split(",").index("decision")
    cells = next(csv.reader([text[1]]))
    cells[at] = decision
    text[1] = ",".join(f'"{cell}"' for cell in cells)
    (project / "names.csv").write_text("\n".join(text), encoding="utf-8")
    told = run(project, "review", ".", "--apply", "names.csv", status=2)
    assert told.startswith("names.csv:2:1: error: ")
    assert said in told
    assert not (project / "decisions.csv").exists()


def test_a_damaged_file_of_decisions_stops_the_run(project: Path) -> None:
    (project / "decisions.csv").write_text(
        "document,kind,verdict,person,name,forms\nferry,person,maybe,rook,Rook,Rook\n", encoding="utf-8"
    )
    assert "decisions.csv:2:1: error: no decision" in run(project, "convert", ".", "-o", "tei", status=2)


def test_one_document_that_cannot_be_read_is_told(project: Path) -> None:
    (project / "empty.txt").write_text("", encoding="utf-8")
    said = run(project, "review", ".", "-o", "names.csv", status=1)
    assert "empty.txt" in said
    assert "3 document(s)" in said


def test_nothing_to_do_is_a_fault_of_use(project: Path) -> None:
    assert "--output" in run(project, "review", ".", status=2)


def test_later_decisions_go_over_earlier_ones() -> None:
    yes = Decision("person", "a", "yes", "rook", "Rook", ("Rook", "T. Rook"))
    other = Decision("person", "a", "yes", "reek", "Reek", ("Rook",))
    no = Decision("person", "*", "no", "", "", ("T. Rook",))
    assert merged([yes], [other]) == [yes._replace(forms=("T. Rook",)), other]
    assert merged([yes], [no]) == [yes._replace(forms=("Rook",)), no]
    assert merged([no], [yes]) == [yes]
    assert merged([yes, no], [], [yes, no]) == []


def test_decisions_are_read_as_they_were_written(tmp_path: Path) -> None:
    decisions = [
        Decision("mention", "a", "yes", "rook", "Tobias, Rook", ("Rook",), "said “he,", '"and" then'),
        Decision("person", "*", "no", "", "", ("Kettle", "KETTLE")),
        Decision("person", "*", "name", "rook", "Rook, Tobias", ("Rook",)),
    ]
    path = tmp_path / "decisions.csv"
    path.write_text(write_decisions(decisions), encoding="utf-8")
    found = [one._replace(line=0) for kept in read_decisions(path).values() for one in kept]
    assert sorted(found) == sorted(decisions)
    path.write_text("document,kind\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="no column verdict"):
        read_decisions(path)


WEIR = "The Weir\n\nTobias Rook spoke with Garrand of the weir. It was late, and no road to Garrand runs there.\n"


def test_words_that_were_nearly_names_are_listed(project: Path) -> None:
    (project / "weir.txt").write_text(WEIR, encoding="utf-8")
    assert ("garrand", EDITOR, "Garrand") not in names(project, "weir")
    assert "1 nearly found" in run(project, "review", ".", "-o", "names.csv")
    (row,) = [r for r in rows(project) if r["kind"] == "missed"]
    assert (row["mention"], row["person"], row["mentions"]) == ("Garrand", "garrand", "2")
    assert (row["suggestion"], row["document"], row["line"]) == ("check", "weir", "3")
    assert row["evidence"].startswith("not taken; for it: by or with before it")


def test_a_word_nearly_found_becomes_a_name(project: Path) -> None:
    (project / "weir.txt").write_text(WEIR, encoding="utf-8")
    decide(project, ("missed", "Garrand", "is garrand_ann, Ann Garrand"))
    assert [n for n in names(project, "weir") if n[2] == "Garrand"] == [
        ("garrand_ann", EDITOR, "Garrand")
    ] * 2
    run(project, "review", ".", "-o", "names.csv")
    assert not [r for r in rows(project) if r["kind"] == "missed"]


def test_a_word_nearly_found_that_is_none_is_not_listed_again(project: Path) -> None:
    (project / "weir.txt").write_text(WEIR, encoding="utf-8")
    decide(project, ("missed", "Garrand", "no"))
    assert "Garrand" not in run(project, "review", ".", "-o", "names.csv")
    assert not [r for r in rows(project) if r["kind"] == "missed"]
    (project / "weir.txt").write_text("The Weir\n\nNobody came.\n", encoding="utf-8")
    assert "on “Garrand”, matches nothing any more" in run(project, "convert", ".", "-o", "tei")
