"""The HTML and text editions: whole pages against `tests/render/`, and what must hold for any TEI."""

import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import etree, html
from support import folded, no_stall, unfolded
from wordcheck import faults

from tei_edition.hrefs import quote
from tei_edition.model import MASK
from tei_edition.render import Ways, edition_css, mentions, record, to_html, to_text
from tei_edition.render.languages import direction, tag
from tei_edition.render.looks import from_words
from tei_edition.render.markdown import to_markdown
from tei_edition.render.registers import registered
from tei_edition.render.transform import edition_script
from tei_edition.resources import data_path

FOLDER = Path(__file__).parent / "render"
NAMES = ["essay", "play", "foreign"]
TEI = "{http://www.tei-c.org/ns/1.0}"
WORD = re.compile(r"[^\W_]+")


def parsed(name):
    return etree.parse(FOLDER / f"{name}.xml")


def tei(body, header=""):
    return etree.ElementTree(
        etree.fromstring(
            f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>{header}</teiHeader>'
            f"<text><body>{body}</body></text></TEI>",
            etree.XMLParser(huge_tree=True),
        )
    )


def page(tree, **options):
    return html.fromstring(to_html(tree, name="x", **options).decode())


def recorded(path, made, update):
    if update:
        path.write_text(folded(made), "utf-8")
    assert made == unfolded(path.read_text("utf-8"))


def words(text):
    return Counter(WORD.findall(text))


@pytest.mark.parametrize("name", NAMES)
def test_page_as_recorded(name, update):
    ways = Ways(index="index.html", persons="persons.html", tei=f"../tei/{name}.xml", next="play.html")
    made = to_html(parsed(name), name=name, ways=ways, css="")
    recorded(FOLDER / f"{name}.html", made.decode(), update)


@pytest.mark.parametrize("name", NAMES)
def test_text_as_recorded(name, update):
    recorded(FOLDER / f"{name}.txt", to_text(parsed(name)), update)


@pytest.mark.parametrize("view", ["reading", "diplomatic"])
@pytest.mark.parametrize("name", NAMES)
def test_every_word_stands_once_and_in_order(name, view):
    """Run over any folder of TEI by `bench/words_kept.py`."""
    assert faults(parsed(name), view) == []


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_somewhere_and_ids_are_unique(name):
    root = page(parsed(name))
    ids = Counter(root.xpath("//@id"))
    assert max(ids.values()) == 1
    closing = "#-"  # leads nowhere, so that the window stays where it is
    assert all(href[1:] in ids for href in root.xpath("//a/@href") if href[0] == "#" and href != closing)
    assert all(target in ids for target in root.xpath("//@popovertarget"))
    assert not root.xpath("//a//a")
    assert len(root.xpath("//h1")) == 1


@pytest.mark.parametrize("name", NAMES)
def test_html_elements_nest_as_html_allows(name):
    """What a browser would mend silently: a block in a p, a row out of its table."""
    root = page(parsed(name))
    assert not root.xpath("//p[.//div or .//p or .//ul or .//ol or .//table or .//blockquote or .//section]")
    assert not root.xpath("//ul/*[not(self::li)] | //ol/*[not(self::li)] | //tr/*[not(self::td or self::th)]")


@pytest.mark.parametrize("name", NAMES)
def test_page_asks_no_other_host_for_anything(name):
    made = to_html(parsed(name), name=name).decode()
    root = html.fromstring(made)
    assert not root.xpath(
        "//script/@src | //img | //iframe | //object | //link[@rel='stylesheet'] | //@onclick"
    )
    assert not re.search(r"fetch|import|XMLHttp|https?:", edition_script())
    assert "url(" not in edition_css()
    assert "@import" not in edition_css()
    assert "javascript:" not in made
    assert "http-equiv" not in made


def test_tree_is_left_as_it_was():
    tree = parsed("foreign")
    before = etree.tostring(tree)
    to_html(tree, name="x")
    to_text(tree)
    record(tree, "x")
    assert etree.tostring(tree) == before


def test_notes_and_marks_lead_to_each_other():
    root = page(parsed("essay"))
    marks = root.xpath("//a[@role='doc-noteref']")
    assert [mark.text for mark in marks] == ["1", "7"]
    for mark in marks:
        note = root.get_element_by_id(mark.get("href")[1:])
        assert note.getparent().getparent().get("role") == "doc-endnotes"
        assert {a.get("href") for a in note.xpath(".//a[@role='doc-backlink']")} == {
            f"#{mark.getparent().get('id')}"
        }
    voices = [" ".join(v.text_content().split()) for v in root.xpath("//*[@class='voice']")]
    assert voices == ["editor’s note", "translator’s note, Tom Quill"]


def test_notes_without_numbers_are_counted():
    body = "<p>a<note>one</note> b<note place='end'>two</note></p>"
    assert [a.text for a in page(tei(body)).xpath("//a[@role='doc-noteref']")] == ["1", "2"]
    mixed = "<p>a<note n='5'>one</note> b<note>two</note></p>"
    assert [a.text for a in page(tei(mixed)).xpath("//a[@role='doc-noteref']")] == ["5", "*1"]


def test_contents_skip_notes_and_headless_divisions():
    body = (
        "<div><head>One<note n='1'>hidden</note></head><p>a</p></div>"
        "<div><div><head>Two<lb/>lines</head><p>b</p></div></div>"
    )
    entries = [" ".join(a.text_content().split()) for a in page(tei(body)).xpath("//nav[@id='contents']//a")]
    assert entries == ["One", "Two lines", "Notes"]


def test_headings_step_down_one_level_at_a_time():
    body = "<div><head>A</head><div><p>x</p><div><head>B</head><p>y</p></div></div></div>"
    root = page(tei(body))
    assert [h.tag for h in root.xpath("//div[@class='edited']//*[self::h2 or self::h3 or self::h4]")] == [
        "h2",
        "h3",
    ]


def test_numbers_are_the_sources_own():
    root = page(tei('<list rend="numbered"><item n="4">x</item><item n="7">y</item></list>'))
    assert root.xpath("//ol[@class='list']/li/@value") == ["4", "7"]
    assert "7. y" in to_text(tei('<list rend="numbered"><item n="4">x</item><item n="7">y</item></list>'))


def test_page_break_keeps_the_spaces_of_the_text():
    tree = tei('<p>one <pb n="9" xml:id="page9"/>two half<pb n="10"/>word</p>')
    paragraph = page(tree).xpath("//p[@class='p']")[0]
    assert paragraph.text_content() == "one [p. 9]two half[p. 10]word"
    assert "one [9]two half[10]word" in to_text(tree)


def test_reading_can_be_the_sources():
    tree = parsed("essay")
    edited = page(tree).xpath("//p[@id='p2']")[0].text_content()
    source = page(tree, view="diplomatic").xpath("//p[@id='p2']")[0].text_content()
    assert "burned low," in edited
    assert "burned lowe," in source
    assert "burned lowe," in to_text(tree)
    assert "the source has: lowe" in page(tree).xpath("//*[@class='reading']/@title")[0]


def test_names_lead_to_cards_which_lead_back_and_to_all_documents():
    root = page(parsed("essay"), ways=Ways(persons="persons.html"))
    names = root.xpath("//a[contains(@class, 'persName')]")
    assert [name.get("href") for name in names] == [
        "#person-harrow_ada", "#person-quill_tom", "#person-harrow_ada",
    ]  # fmt: skip
    card = root.get_element_by_id("person-harrow_ada")
    assert card.xpath(".//a/@href") == [
        "#m1",
        "#m3",
        "persons.html#harrow_ada",
        "https://viaf.org/viaf/1",
        "#-",
    ]
    assert "Harrow, Ada" in card.text_content()
    alone = page(parsed("essay")).get_element_by_id("person-harrow_ada")
    assert "persons.html" not in " ".join(alone.xpath(".//a/@href"))


def test_names_lead_to_a_register_that_the_page_shows():
    tree = etree.ElementTree(
        etree.fromstring(
            '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><standOff><listPerson>'
            '<person xml:id="ada"><persName>Ada Fenwick</persName><note>kept a ferry</note></person></listPerson></standOff>'
            '<text><body><p>said <persName ref="#ada">Fenwick</persName> to <placeName ref="#ash">Port Ash</placeName></p>'
            "</body></text></TEI>"
        )
    )
    root = page(tree)
    assert root.xpath("//a[contains(@class, 'name ')]/@href") == ["#ada", "#place-ash"]
    assert "kept a ferry" in root.get_element_by_id("registers").text_content()
    assert faults(tree, "reading") == []
    assert [place.id for place in mentions(tree, "place")] == ["ash"]


def test_head_of_the_page_tells_catalogues_and_zotero():
    root = page(parsed("essay"), ways=Ways(tei="../tei/essay.xml"))
    meta = {m.get("name"): m.get("content") for m in root.xpath("//meta[@name]")}
    assert root.findtext(".//title") == "The Lamp and the Ledger: with a letter – Ada Harrow"
    assert meta["citation_title"] == "The Lamp and the Ledger: with a letter"
    assert meta["citation_author"] == meta["DC.creator"] == "Ada Harrow"
    assert meta["citation_publication_date"] == "2026"
    assert meta["citation_public_url"] == "https://example.org/essay.html"
    assert root.xpath("//link[@rel='alternate'][@type='application/tei+xml']/@href") == ["../tei/essay.xml"]
    assert root.get("lang") == "en"
    graph = {m.get("property"): m.get("content") for m in root.xpath("//meta[@property]")}
    assert graph["og:title"] == "The Lamp and the Ledger: with a letter"
    data = json.loads(root.xpath("//script[@type='application/ld+json']")[0].text)
    assert data["author"] == [{"@type": "Person", "name": "Ada Harrow"}]
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_citation_is_told_to_reference_managers():
    root = page(parsed("essay"))
    records = {d.findtext("summary"): d for d in root.xpath("//details[@class='record']")}
    assert sorted(records) == ["BibTeX", "CSL-JSON", "RIS"]
    assert "  author = {Ada Harrow},\n  title = {The Lamp and the Ledger: with a letter},\n" in records[
        "BibTeX"
    ].findtext("pre")
    item = json.loads(records["CSL-JSON"].findtext("pre"))[0]
    assert item["issued"] == {"date-parts": [[2026]]}
    assert item["original-date"] == {"date-parts": [[1931]]}
    assert "TY  - ELEC" in records["RIS"].findtext("pre")
    for kind, ending in (("BibTeX", "bib"), ("CSL-JSON", "json"), ("RIS", "ris")):
        link = records[kind].find("p/a")
        assert link.get("download") == f"citation.{ending}"
        media, _, data = link.get("href").partition(",")
        assert media.startswith("data:application/")
        assert unquote(data).split() == records[kind].findtext("pre").split()


def test_signs_of_tex_and_of_html_in_a_citation():
    header = "<fileDesc><titleStmt><title>A &amp; B_1 &lt;/script> 5%</title></titleStmt></fileDesc>"
    root = page(tei("<p>x</p>", header))
    assert r"A \& B\_1 </script> 5\%" in root.xpath("//details[@class='record']/pre")[0].text
    assert (
        json.loads(root.xpath("//script[@type='application/ld+json']")[0].text)["name"]
        == "A & B_1 </script> 5%"
    )


def test_looks_of_other_hands_become_ours():
    body = (
        "<p rend='align(center) italics'>a</p><p style='text-align: right; color: red; background: url(x)'>b</p>"
        "<p><hi rendition='#r'>c</hi> <seg rend='strikethrough'>d</seg></p>"
    )
    header = "<encodingDesc><tagsDecl><rendition xml:id='r' scheme='css'>font-variant: small-caps</rendition></tagsDecl></encodingDesc>"
    root = page(tei(body, header))
    assert [p.get("class") for p in root.xpath("//p[@id]")] == [
        "p look-center look-italic",
        "p look-right",
        "p",
    ]
    assert {"hi look-smallcaps", "seg look-struck"} <= set(root.xpath("//span/@class"))
    assert "url(" not in to_html(tei(body, header), name="x").decode()
    assert from_words("small-caps") == from_words("smallcaps") == ("smallcaps",)


def test_directions_follow_the_language():
    root = page(
        tei(
            "<p xml:lang='he'>א <foreign xml:lang='en'>b</foreign></p><p xml:lang='az-Arab'>c</p><p xml:lang='fr'>d</p>"
        )
    )
    assert [e.get("dir") for e in root.xpath("//p[@id]")] == ["rtl", "rtl", None]
    assert root.xpath("//i/@dir") == ["ltr"]
    whole = etree.fromstring(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text xml:lang="ar"><body><p>x</p></body></text></TEI>'
    )
    made = page(etree.ElementTree(whole))
    assert made.get("dir") == "rtl"
    assert made.xpath("//header/@dir") == ["ltr"]


def test_citation_and_provenance_are_shown():
    root = page(parsed("essay"))
    citation = root.xpath("//*[@class='citation']")[0].text_content()
    assert citation == (
        "Ada Harrow: The Lamp and the Ledger, with a letter (spring 1931). TEI edition, machine-encoded, "
        "unreviewed. Example Project, 2026. https://example.org/essay.html"
    )
    about = " ".join(root.get_element_by_id("about").text_content().split())
    for said in (
        "First printed: The Evening Lamp, No. 4, May 1931, pp. 5 & 7",
        "00ff00ff",
        "Kept as characters.",
    ):
        assert said in about
    text = to_text(parsed("essay"))
    assert "First printed: The Evening Lamp, No. 4, May 1931, pp. 5 & 7\nWritten: in haste" in text
    assert "Harrow Archive\nHome < Essays" in text
    assert citation in text


def test_text_ends_with_one_newline_and_wraps():
    text = to_text(parsed("essay"), width=40)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert max(len(line) for line in text.splitlines() if " " in line.strip()) <= 40
    assert words(text) == words(to_text(parsed("essay")))


def test_text_that_holds_the_layouts_own_signs():
    text = to_text(tei("<p>one \ufdd0two\ufdd2 three\ufdd1 four\ufdd3five</p><p>six</p>"))
    assert words("one two three four five six") <= words(text)


def test_source_of_a_file_is_its_name():
    header = (
        "<fileDesc><titleStmt><title>T</title></titleStmt><sourceDesc><bibl type='digitalSource'>"
        "<title>a.txt</title> <idno type='sha256'>00</idno></bibl></sourceDesc></fileDesc>"
    )
    assert record(tei("<p>x</p>", header), "x").source == "a.txt"


def test_mentions_stand_where_the_page_has_them():
    for name in NAMES:
        root = page(parsed(name))
        for person in mentions(parsed(name)):
            for place, context in person.mentions:
                before, said, after = context.split(MASK)
                assert " ".join(root.get_element_by_id(place).text_content().split()) == said
                assert before.strip() or after.strip()


def test_mentions_merge_forms_and_skip_names_of_nobody():
    by_id = {person.id: person for person in mentions(parsed("foreign"))}
    assert sorted(by_id) == ["9", "x", "y"]
    assert by_id["x"].name == "Xaver Iks"
    assert by_id["x"].variants == ["X", "Xaver"]
    assert [place for place, _ in by_id["x"].mentions] == ["m3", "m4"]


def test_record_of_the_essay():
    made = record(parsed("essay"), "essay")
    assert (made.title, made.subtitle, made.authors) == (
        "The Lamp and the Ledger",
        "with a letter",
        ["Ada Harrow"],
    )
    assert (made.date, made.when, made.language, made.licence) == ("spring 1931", "1931", "en", "CC BY 4.0")
    assert made.source == "First printed: The Evening Lamp, No. 4, May 1931, pp. 5 & 7 Written: in haste"
    assert made.counts == {
        "words": 120, "paragraphs": 5, "notes": 4, "pages": 1, "persons": 2, "mentions": 3,
    }  # fmt: skip


def test_p4_and_fragments_are_rendered():
    p4 = etree.ElementTree(
        etree.fromstring("<TEI.2><teiHeader/><text><body><p>Old words</p></body></text></TEI.2>")
    )
    assert "Old words" in page(p4).xpath("//p[@class='p']")[0].text_content()
    fragment = etree.ElementTree(
        etree.fromstring('<div xmlns="http://www.tei-c.org/ns/1.0"><p>Loose</p></div>')
    )
    assert "Loose" in to_text(fragment)


def test_deep_nesting_is_rendered():
    depth = 1500
    tree = tei("<div>" * depth + "<p>bottom</p>" + "</div>" * depth)
    assert "bottom" in to_html(tree, name="x").decode()
    assert "bottom" in to_text(tree)


def test_no_pattern_has_a_predicate():
    """libxslt counts the siblings of a node for each predicate of a pattern: quadratic in flat texts."""
    folder = data_path("xslt")
    for path in sorted(folder.glob("*.xsl")):
        sheet = etree.parse(path)
        assert not [
            p for p in sheet.xpath("//*[local-name()='template' or local-name()='key']/@match") if "[" in p
        ]
        assert not [
            e for e in sheet.xpath("//@select | //@test") if "preceding::" in e or re.search("(?<!:)//", e)
        ]


PIECES = (
    "<p>word <persName ref='#a'>A</persName><note n='1'>note</note> <pb n='3'/>word <hi>x</hi></p>"
    "<div><head>H</head><p><choice><sic>a</sic><corr>b</corr></choice></p></div>"
    "<list><item n='1'>x</item><pb n='1'/><item>y</item></list>"
    "<lg><l>one</l><l>two</l></lg><sp><speaker>S</speaker><p>x</p></sp>"
)


@pytest.mark.parametrize(
    "body",
    [
        lambda n: PIECES * n,
        lambda n: (
            "<list>" + "<item n='1'>x</item>" * (6 * n) + "</list><p>" + "<hi>x</hi>, " * (12 * n) + "</p>"
        ),
        lambda n: "<p>" + "<note n='1'>x <note>y</note></note>" * (6 * n) + "</p>",
        lambda n: "<quote>" + "<p>x</p>" * (6 * n) + "</quote>",
    ],
    ids=["siblings", "one list, one paragraph", "notes in notes", "one quotation"],
)
def test_no_text_stalls(body):
    tree = tei(body(4000))
    with no_stall():
        to_html(tree, name="x")
        to_text(tree)
        to_markdown(tree)
        record(tree, "x")


def test_readings_in_groups_are_offered_one_by_one():
    body = "<p>the <app><rdgGrp type='a'><rdg wit='#A'>old</rdg><rdg wit='#B'>olde</rdg></rdgGrp><rdg wit='#C'>cold</rdg></app> sea</p>"
    tree = tei(body)
    assert page(tree).xpath("//p[@id]")[0].text_content() == "the old sea"
    listed = page(tree).get_element_by_id("readings").text_content()
    assert "olde A"[:4] in listed
    assert "cold" in listed
    assert faults(tree, "reading") == []


def test_words_that_run_over_a_lines_end():
    tree = tei("<p>hand<lb break='no'/>writing and<lb/>more</p>")
    assert page(tree).xpath("//p[@id]")[0].xpath(".//br").__len__() == 1
    assert len(page(tree, view="diplomatic").xpath("//p[@id]//br")) == 2


# The elements of TEI P5 4.12.0; but for these, which hold no words of the text.
ELEMENTS = (FOLDER / "elements.txt").read_text("utf-8").split()
WORDLESS = {
    "TEI", "teiCorpus", "teiHeader", "xenoData", "facsimile", "binaryObject", "text", "standOff", "choice", "app",
    "cb", "gb", "lb", "pb", "milestone", "ptr",
}  # fmt: skip


def test_words_are_kept_in_whatever_element_they_stand():
    assert len(ELEMENTS) > 580
    for name in sorted(set(ELEMENTS) - WORDLESS):
        for body in (
            f"<p>one <{name}>two <hi>three</hi> four</{name}> five</p>",
            f"<div><p>one</p><{name}>two</{name}><p>three</p></div>",
            f"<div><p>one</p><{name}><p>two</p><p>three</p></{name}></div>",
        ):
            assert faults(tei(body), "reading") == [], (name, body)


NOTED = (
    "<div><head>A</head><p>a<note n='1'>one <choice><sic>x</sic><corr>y</corr></choice></note></p></div>"
    "<div><head>B</head><p>b<note n='2'><p>two</p><p>too</p></note> [<pb n='7'/>]</p></div>"
)


def test_where_the_notes_of_the_text_stand():
    def body(**options):
        return to_text(tei(NOTED), **options).partition("Source and edition")[0].strip().split("\n\n")

    assert [b.strip() for b in body()] == [
        "A",
        "a[1]",
        "B",
        "b[2] [[7]]",
        "Notes",
        "[1] one x",
        "[2] two",
        "too",
        "Readings",
        "x] y",
    ]
    assert [b.strip() for b in body(notes="section")][:6] == [
        "A",
        "a[1]",
        "[1] one x",
        "B",
        "b[2] [[7]]",
        "[2] two",
    ]
    assert "b [two too]" in to_text(tei(NOTED), notes="inline")
    none = to_text(tei(NOTED), notes="none", pages=False)
    assert "two" not in none
    assert "[The notes are left out.]" in none
    assert "[7]" not in none
    assert "one y" in to_text(tei(NOTED), view="reading")


@pytest.mark.parametrize(
    ("part", "encoded"), [("abc-1_2.~", "abc-1_2.~"), ("a b", "a%20b"), ("é/#?", "%C3%A9%2F%23%3F"), ("", "")]
)
def test_quote(part, encoded):
    assert quote(part) == encoded


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("en", "en"), ("eng", "en"), ("ger", "de"), ("de-at", "de-AT"), ("lat", "la"), ("greek", "el"), ("grc", "grc"),
        ("sr-Cryl", "sr"), ("zh-hant-TW", "zh-Hant-TW"), ("x-unknown", ""), ("Unknown language", ""), ("", ""),
        ("fr-x-prov", "fr"), ("es-419", "es-419"), ("ar-latn", "ar-Latn"),
    ],
)  # fmt: skip
def test_languages_as_browsers_know_them(said, known):
    assert tag(said) == known


@pytest.mark.parametrize(
    ("said", "way"), [("ar", "rtl"), ("ar-Latn", "ltr"), ("az-Arab", "rtl"), ("en", "ltr"), ("", "ltr")]
)
def test_direction_of_a_language(said, way):
    assert direction(said) == way


@pytest.mark.parametrize(
    ("form", "key", "index"),
    [
        ("<forename>Tobias</forename> <surname>Rook</surname>", "x1", "Rook, Tobias"),
        (
            "<roleName>Captain</roleName> <forename>T.</forename> <surname>van Rook</surname>",
            "x",
            "van Rook, T., Captain",
        ),
        ("<roleName>Queen</roleName> Mary", "mary", "Mary, Queen"),
        ("Tobias Rook", "rook_tobias", "Rook, Tobias"),
        ("Tobias Rook", "x", "Tobias Rook"),
        ("<surname>Rook</surname>", "x", "Rook"),
        ("Tobias <surname>Rook</surname>", "x", "Rook, Tobias"),
    ],
)
def test_a_name_in_an_index_is_parted(form: str, key: str, index: str) -> None:
    person = (
        f'<person xmlns="http://www.tei-c.org/ns/1.0" xml:id="{key}"><persName>{form}</persName></person>'
    )
    assert registered(etree.fromstring(f"<list>{person}</list>"), "person")[key].index == index


def test_a_reading_without_words_can_be_followed() -> None:
    """An omission: the lemma, or the other reading, is empty; a link needs a name all the same."""
    body = "<p>a <app><lem wit='#A'/><rdg wit='#B'>word</rdg></app> b <app><lem>word</lem><rdg wit='#B'/></app></p>"
    tree = etree.ElementTree(
        etree.fromstring(f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{body}</body></text></TEI>')
    )
    page = html.fromstring(to_html(tree, name="app").decode())
    first, second = page.xpath("//section[@id='readings']//li")
    assert first.xpath("a[@class='lemma']/@aria-label") == ["no words in the text"]
    assert second.xpath("span[@class='variant']")[0].text_content() == "–"


def test_a_card_says_what_each_place_is() -> None:
    name = "<persName ref='#rook'>Rook</persName>"
    body = (
        f"<div><head>Of {name}</head><p>{name} and {name}<note place='bottom' n='1'>{name}</note></p></div>"
        f"<closer><signed>{name}</signed></closer>"
    )
    tree = etree.ElementTree(
        etree.fromstring(f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{body}</body></text></TEI>')
    )
    page = html.fromstring(to_html(tree, name="cards").decode())
    places = [a.text_content() for a in page.xpath("//li[@class='card']/p[@class='where']/a")]
    assert places == ["heading", "¶1", "¶1 (2)", "note 1", "closing"]
