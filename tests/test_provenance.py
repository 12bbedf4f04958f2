"""Catalogue lines and web furniture: what they state, and the prose that only begins like them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tei_edition.furniture import KINDS, PHRASES
from tei_edition.provenance import LEADS, furniture, read_line

# line -> kind, words, agents as "role name", date, publisher
LINES = {
    "Written: 2 November 1907.": ("creation", "Written", [], "1907-11-02", ""),
    "**Written:** in Hull, May 1907": ("creation", "Written", [], "1907-05", ""),
    "Geschrieben: im Mai 1919.": ("creation", "Geschrieben", [], "1919-05", ""),
    "Écrit : 3 mai 1919": ("creation", "Écrit", [], "1919-05-03", ""),
    "Date: 3 May 1920": ("creation", "Date", [], "1920-05-03", ""),
    "Published: The Loom, Vol. 1 No. 15, 20 November 1907, pp. 5 & 7.": (
        "source",
        "Published",
        [],
        "1907-11-20",
        "",
    ),
    "From The Loom, Vol. VI No. 29, 3 June 1903, pp. 1 & 3.": ("source", "From", [], "1903-06-03", ""),
    "Published in The Loom, No. 3, 3 May 1905.": ("source", "Published in", [], "1905-05-03", ""),
    "Erstveröffentlichung: Der Hafen, Nr. 3, 3. Mai 1919.": (
        "source",
        "Erstveröffentlichung",
        [],
        "1919-05-03",
        "",
    ),
    "Première publication : Le Port, n° 3, 3 mai 1919": (
        "source",
        "Première publication",
        [],
        "1919-05-03",
        "",
    ),
    "Transcribed & marked up by Una O’Hara for the Harbour Internet Archive.": (
        "digital",
        "Transcribed & marked up",
        ["transcriber Una O’Hara"],
        "",
        "Harbour Internet Archive",
    ),
    "Transcriebd by Jonnie S.": ("digital", "Transcriebd", ["transcriber Jonnie S."], "", ""),
    "Transcribed by Ada Finch from the typescript in the county record office in 1987": (
        "digital",
        "Transcribed",
        ["transcriber Ada Finch"],
        "1987",
        "",
    ),
    "Transcription/HTML Markup: Ada Finch and D. te Water": (
        "digital",
        "Transcription/HTML Markup",
        ["transcriber Ada Finch", "transcriber D. te Water"],
        "",
        "",
    ),
    "Transcribed: for harbour.example in May, 2002.": (
        "digital",
        "Transcribed",
        [],
        "2002-05",
        "harbour.example",
    ),
    "Translated: for harbour.example 2015 by Ada Finch;": (
        "digital",
        "Translated",
        ["translator Ada Finch"],
        "2015",
        "harbour.example",
    ),
    "Translated from the German by Ada Finch, J. Moss & Jan van der Meer.": (
        "digital",
        "Translated from the German",
        ["translator Ada Finch", "translator J. Moss", "translator Jan van der Meer"],
        "",
        "",
    ),
    "Übersetzt von Ada Finch für das Archiv der Weber 2003.": (
        "digital",
        "Übersetzt",
        ["translator Ada Finch"],
        "2003",
        "Archiv der Weber",
    ),
    "Traduit par Jean de la Tour": ("digital", "Traduit", ["translator Jean de la Tour"], "", ""),
    "Proofread: Ada Finch (August 2020).": ("digital", "Proofread", ["proofreader Ada Finch"], "2020-08", ""),
    "HTML Markup: Ada Finch": ("digital", "HTML Markup", ["markup Ada Finch"], "", ""),
    "Edited by Ada Finch.": ("digital", "Edited", ["editor Ada Finch"], "", ""),
    "Online Version: Harbour Internet Archive 2000": ("digital", "Online Version", [], "2000", ""),
    "Translated: Tide Press": ("digital", "Translated", [], "", ""),  # a body is no agent
    "CopyLeft: Creative Commons (Attribute & ShareAlike) harbour.example 2004.": (
        "licence",
        "CopyLeft",
        [],
        "",
        "",
    ),
    "Public Domain: Harbour Archive (2005). You may freely copy and perform this work.": (
        "licence",
        "Public Domain",
        [],
        "",
        "",
    ),
    "Copyright © 1999 by the weavers": ("licence", "Copyright", [], "", ""),
    "© 1999": ("licence", "©", [], "", ""),
    "Creative Commons Attribution 4.0": ("licence", "Creative Commons", [], "", ""),
    "Last updated on 4 September 2015": ("updated", "Last updated on", [], "2015-09-04", ""),
    "Zuletzt aktualisiert am 3. Mai 2004": ("updated", "Zuletzt aktualisiert am", [], "2004-05-03", ""),
    "Dernière mise à jour le 1er mai 2001": ("updated", "Dernière mise à jour le", [], "2001-05-01", ""),
}


@pytest.mark.parametrize("line", LINES)
def test_statement(line):
    found = read_line(line)
    assert found is not None
    agents = [f"{agent.role} {agent.name}" for agent in found.agents]
    when = found.date.when if found.date else ""
    assert (found.kind, found.words, agents, when, found.publisher) == LINES[line]
    for mark in found.marks:
        assert line[mark.start : mark.end].strip()
    assert [line[m.start : m.end] for m in found.marks if m.kind == "agent"] == [a.name for a in found.agents]


PROSE = [
    "Published in haste, the book was soon forgotten. Nobody read it.",
    "Published in May 1905 the pamphlet caused a stir.",
    "Written by John Moss, the play ran for a year.",
    "Edited by John Moss, the journal became the most famous of its day.",
    "Translated by an unknown hand, it was read everywhere.",
    "Marked up by hand, for the sake of the reader, by those who wish",
    "From the very first day of May 1905, No. 3 was a problem.",
    "From Hull, Vol. 3, he came",
    "Copyright law in England is old.",
    "Last updated on the matter by nobody",
    "Translator’s note: This manuscript was found in 1940.",
    "Transcriptions were made for us all.",
    "Source:",
    "A source: of joy",
    "Written: " + "He wrote and wrote. " * 20,
    "",
]


@pytest.mark.parametrize("line", PROSE)
def test_prose_is_no_statement(line):
    assert read_line(line) is None


def test_marks_of_a_source_are_those_of_the_citation():
    line = "Published: The Loom, Vol. 1 No. 15, 20 November 1907, pp. 5 & 7."
    found = read_line(line)
    assert [(m.kind, line[m.start : m.end]) for m in found.marks] == [
        ("title", "The Loom"),
        ("biblScope", "1"),
        ("biblScope", "15"),
        ("date", "20 November 1907"),
        ("biblScope", "5 & 7"),
    ]


def test_language_settles_a_date_in_figures():
    assert read_line("Geschrieben: 3.5.1919").date.when == ""
    assert read_line("Geschrieben: 3.5.1919", language="de").date.when == "1919-05-03"


def test_rules_have_names_of_their_own():
    assert len({lead.rule for lead in LEADS}) == len(LEADS)


FURNITURE = {
    "Leave a Reply": "commentForm",
    "Your email address will not be published. Required fields are marked *": "commentForm",
    "  SCHREIBE EINEN KOMMENTAR": "commentForm",
    "Votre adresse e-mail ne sera pas publiée.": "commentForm",
    "3 Comments": "commentForm",
    "Share this:": "navigation",
    "Back to top": "navigation",
    "Skip to content": "navigation",
    "Home | About": "navigation",
    "Startseite > Archiv > Weber": "navigation",
    "Return to the Holt Archive": "navigation",
    "This site uses cookies to count you.": "banner",
    "Return to me, my love": None,
    "Home is where the heart is": None,
    "Leave a reply with the porter, he said.": None,
    "Contents": None,
    "Top": None,
    "Tweeted the bird": None,
    "": None,
}


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture(line):
    assert furniture(line) == FURNITURE[line]


def test_no_phrase_is_listed_twice():
    assert len(KINDS) == sum(len(phrases) for phrases in PHRASES.values())
    assert "" not in KINDS


@given(
    st.text(max_size=120), st.sampled_from(["", "Translated: ", "Source: ", "Edited by ", "© ", "Written: "])
)
def test_any_line_is_survived(text, lead):
    line = lead + text
    found = read_line(line)
    furniture(line)
    for mark in found.marks if found else ():
        assert 0 <= mark.start < mark.end <= len(line)
