"""The pages over all documents."""

import json
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

from lxml import etree, html
from support import SOURCES, program

from tei_edition.house import House
from tei_edition.model import MASK
from tei_edition.people import PersonEntry
from tei_edition.records import Record
from tei_edition.render import readable, record, searchable, to_html
from tei_edition.render.search import folded, passages
from tei_edition.site import Frame, Index, Persons, Report, make_site, site_css


def filled(page, records):
    for each in records:
        page.add(each)
    return page


def write_index(records, **options):
    return "".join(filled(Index(**options), records).page(Frame())).encode()


def write_persons(records):
    return "".join(filled(Persons("person"), records).page(Frame())).encode()


def write_report(records, version):
    report = filled(Report(version), records)
    frame = Frame(html_dir="html/", report="report.html")
    return "".join(report.data()).encode(), "".join(report.page(frame)).encode()


FOLDER = Path(__file__).parent / "render"
VOID = {"meta", "link", "br", "hr", "input", "img"}


def recorded(name, **told):
    made = Record(name)
    vars(made).update(told)
    return made


def records():
    olm = PersonEntry(
        "olm_karl",
        "Karl Olm",
        ["Olm"],
        {"VIAF": "https://viaf.org/2"},
        [("m1", f"said {MASK}Olm{MASK}, late")],
    )
    other = PersonEntry("olm_karl", "Karl Olm", ["K. Olm"], {}, [("m4", f"{MASK}K. Olm{MASK} <b>")])
    nought = PersonEntry("ötzi", "Ötzi", [], {}, [("m2", f"{MASK}Ötzi{MASK}")])
    return [
        recorded(
            "b two", title="Zebra <i>", authors=["Ada Harrow"], date="(1931)", when="1931", language="en",
            source="The Lamp & Co.", counts={"words": 1200, "notes": 1}, persons=[olm, nought], valid=True,
            messages=[
                {"severity": "warning", "code": "S01", "line": 12, "column": 1, "text": "torn <p>"},
                {"severity": "error", "code": "A01", "line": 0, "column": 0, "text": "lost"},
            ],
            set_aside=[{"line": 3, "kind": "banner", "text": "Home < Essays"}],
            audit={"source": 9000, "text": 8000, "header": 900, "marks": 100},
        ),
        recorded("a", title="Aardvark", authors=["Quill, Tom"], counts={"words": 10}, persons=[other]),
        recorded(
            "bad", path="in/bad.txt", status="failed",
            messages=[{"severity": "error", "code": "I01", "line": 0, "column": 0, "text": "empty"}],
        ),
    ]  # fmt: skip


class Balance(HTMLParser):
    """Counts what is opened and closed: the pages are written as strings."""

    def __init__(self):
        super().__init__()
        self.open = []
        self.faults = []

    def handle_starttag(self, tag, _attrs):
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


def pages():
    return [write_index(records()), write_persons(records()), write_report(records(), "1.0")[1]]


def test_pages_are_balanced_and_ask_no_other_host():
    for made in pages():
        checker = Balance()
        checker.feed(made.decode())
        assert checker.faults == []
        assert checker.open == []
        root = html.fromstring(made.decode())
        assert not root.xpath("//script/@src | //img | //link")
        assert len(root.xpath("//h1")) == 1
        assert len(root.xpath("//main")) == 1
        ids = root.xpath("//@id")
        assert len(ids) == len(set(ids))
    assert "url(" not in site_css()


def test_links_within_a_page_lead_somewhere():
    from urllib.parse import unquote

    for made in pages():
        root = html.fromstring(made.decode())
        ids = set(root.xpath("//@id"))
        assert all(
            unquote(h[1:]) in ids or h[1:] in ids for h in root.xpath("//a/@href") if h.startswith("#")
        )


def test_index_lists_what_was_written_by_author():
    root = html.fromstring(write_index(records(), title="Two texts").decode())
    assert [h.text_content() for h in root.xpath("//h2")] == ["Zebra <i>", "Aardvark"]
    assert root.xpath("//h2/a/@href") == ["b%20two.html", "a.html"]
    assert "../tei/b%20two.xml" in root.xpath("//a/@href")
    assert "../text/a.txt" in root.xpath("//a/@href")
    first = root.xpath("//ol[@class='documents']/li")[0].text_content()
    for said in ("Ada Harrow · 1931", "The Lamp & Co.", "en", "1,200 words", "1 note"):
        assert said in first
    assert "2 documents, 1,210 words" in root.text_content()


def test_index_leaves_out_editions_that_do_not_exist():
    root = html.fromstring(write_index(records(), offer=()).decode())
    assert not root.xpath("//p[@class='facts']/a")


def test_persons_are_merged_and_sorted():
    root = html.fromstring(write_persons(records()).decode())
    sections = root.xpath("//div[@class='person']")
    assert [s.get("id") for s in sections] == ["olm_karl", "ötzi"]
    assert sections[0].xpath("h3")[0].text_content() == "Olm, Karl 2"
    assert "also: Olm; K. Olm" in sections[0].text_content()
    assert sections[0].xpath(".//a/@href") == ["https://viaf.org/2", "b%20two.html#m1", "a.html#m4"]
    assert [b.text for b in sections[0].xpath(".//b")] == ["Olm", "K. Olm"]
    assert "K. Olm <b>" in sections[0].text_content()
    assert [h.text_content() for h in root.xpath("//h2")] == ["O"]


def test_failed_documents_name_nobody():
    lost = records()[:1]
    lost[0].status = "failed"
    root = html.fromstring(write_persons(lost).decode())
    assert not root.xpath("//section")
    assert not html.fromstring(write_index(lost).decode()).xpath("//h2")


def test_report_as_data():
    data = json.loads(write_report(records(), "1.0")[0])
    assert data["generator"] == "tei_edition 1.0"
    assert data["totals"] == {
        "documents": 3, "written": 2, "failed": 1, "valid": 1, "error": 2, "warning": 1, "info": 0,
        "words": 1210, "notes": 1,
    }  # fmt: skip
    assert [d["name"] for d in data["documents"]] == ["b two", "a", "bad"]
    assert data["documents"][0]["messages"][0]["line"] == 12
    assert data["documents"][0]["persons"][0] == {"id": "olm_karl", "name": "Karl Olm", "mentions": 1}


def test_pages_lead_to_each_other():
    index, persons, report = (html.fromstring(made.decode()).xpath("//header//a/@href") for made in pages())
    assert index == persons == ["index.html", "persons.html", "search.html", "../report.html"]
    assert report == ["html/index.html", "html/persons.html", "html/search.html", "report.html"]


def site(records, **house):
    return {path: b"".join(pieces) for path, pieces in make_site(records, "1.0", House(**house))}


def test_places_have_a_page_where_there_are_any():
    assert "html/places.html" not in site(records())
    ash = PersonEntry("ash", "Port Ash", [], {}, [("m7", f"from {MASK}Port Ash{MASK}")], about="a port")
    made = site([recorded("a", title="A", places=[ash])])
    page = html.fromstring(made["html/places.html"].decode())
    assert page.get_element_by_id("ash").xpath(".//a/@href") == ["a.html#m7"]
    assert "a port" in page.get_element_by_id("ash").text_content()
    assert "places.html" in html.fromstring(made["html/index.html"].decode()).xpath("//header//a/@href")


def test_the_house_is_on_every_page_and_maps_its_site():
    made = site(
        records(), title="Saltmere <Papers>", url="https://example.org/s", css="h1 { color: teal; } </style>",
        logo="data:image/png;base64,xx", footer="A & B",
    )  # fmt: skip
    for path in ("html/index.html", "html/persons.html", "html/search.html", "report.html"):
        page = html.fromstring(made[path].decode())
        assert "h1 { color: teal; }" in page.xpath("//style")[0].text
        assert page.xpath("//header/img/@src") == ["data:image/png;base64,xx"]
        assert page.xpath("//footer/p")[0].text == "A & B"
        assert "Saltmere <Papers>" in page.findtext(".//title")
    assert html.fromstring(made["html/index.html"].decode()).findtext(".//h1") == "Saltmere <Papers>"
    places = etree.fromstring(made["html/sitemap.xml"]).xpath("//*[local-name()='loc']/text()")
    assert places[0] == "https://example.org/s/index.html"
    assert "https://example.org/s/b%20two.html" in places
    assert "html/sitemap.xml" not in site(records())


def test_words_of_the_search_name_their_documents():
    made = site(
        [
            recorded("a", title="A", vocabulary="bell ferry"),
            recorded("b", title="B", vocabulary="bell constructor"),
        ]
    )
    assert made["html/search/words.js"].decode() == (
        'const DOCUMENTS = [["a","A",""],["b","B",""]];\n'
        'const WORDS = {\n"bell":[0,1],\n"constructor":[1],\n"ferry":[0]\n};\n'
    )


def test_no_piece_of_the_search_holds_more_than_a_word():
    """Where all documents share their words, thousands of words with all their documents would fill the memory."""
    vocabulary = " ".join(f"word{number}" for number in range(50))
    pages = dict(make_site((recorded(f"d{n:03}", title="A", vocabulary=vocabulary) for n in range(200)), "1"))
    pieces = list(pages["html/search/words.js"])
    assert len(pieces) > 50
    assert max(map(len, pieces)) < 200 * len(",199") + 20


def test_passages_of_the_search_stand_where_the_page_has_them():
    for name in ("essay", "play", "foreign"):
        document = readable(etree.parse(FOLDER / f"{name}.xml"))
        page = html.fromstring(to_html(document, name=name).decode())
        found = passages(document)
        assert found
        anchors = [anchor for anchor, _, _ in found if anchor != "text"]
        assert len(set(anchors)) == len(anchors)
        for anchor, _, words in found:
            there = " ".join(page.get_element_by_id(anchor).text_content().split())
            assert words.split()[0] in there
        script, words = searchable(document, name)
        assert script.decode().startswith(f'PARAGRAPHS["{name}"]=[[')
    words = searchable(readable(etree.parse(FOLDER / "essay.xml")), "essay")[1]
    assert {"lamp", "ledger", "quill"} <= set(words.split())


def test_no_words_break_the_script_of_the_search():
    said = 'He wrote “[[1],[2]]”, "so", \\ and \u2028 no more </script>.'
    text = etree.Element("{http://www.tei-c.org/ns/1.0}text")
    body = etree.SubElement(text, "{http://www.tei-c.org/ns/1.0}body")
    for words in (said, "And again."):
        etree.SubElement(body, "{http://www.tei-c.org/ns/1.0}p").text = words
    script = searchable(readable(etree.ElementTree(text)), 'a"b')[0].decode()
    name, _, found = script.removeprefix("PARAGRAPHS[").removesuffix(";\n").partition("]=")
    assert json.loads(name) == 'a"b'
    assert [words for _, _, words in json.loads(found)] == [said, "And again."]
    assert script.count("\n") == 2
    assert "\u2028" not in script


def test_words_are_folded_as_the_script_folds_them():
    assert folded("Élan ÖTZI ﬁn İ") == "elan otzi ﬁn i"


def test_report_as_page():
    root = html.fromstring(write_report(records(), "1.0")[1].decode())
    assert root.xpath("//section/h2/a/@href") == ["html/b%20two.html", "html/a.html"]
    said = " ".join(root.text_content().split())
    for words in (
        "2 documents written, 1 failed, 1 valid; 2 errors, 1 warning",
        "line 12: torn <p> S01",
        "of 9,000 characters of the source: 8,000 text, 900 header, 100 marks",
        "Home < Essays",
        "written, not valid",
        "in/bad.txt",
    ):
        assert words in said


def test_pages_are_the_same_every_time():
    assert pages() == pages()
    assert write_report(records(), "1.0")[0] == write_report(records(), "1.0")[0]


def test_pages_from_the_records_of_real_tei():
    made = [record(etree.parse(FOLDER / f"{name}.xml"), name) for name in ("essay", "play", "foreign")]
    root = html.fromstring(write_persons(made).decode())
    assert "essay.html#m1" in root.xpath("//a/@href")
    assert [s.get("id") for s in root.xpath("//div[@class='person']")] == [
        "harrow_ada",
        "x",
        "9",
        "quill_tom",
        "y",
    ]


def test_the_page_of_persons_lists_exactly_the_mentions_of_the_tei(tmp_path):
    """Counted in the TEI by a path of its own, and found again at each address that the page gives."""
    assert program("build", SOURCES, "-o", tmp_path, cwd=tmp_path).returncode == 0
    told = Counter()
    for path in sorted((tmp_path / "tei").glob("*.xml")):
        names = etree.parse(path).xpath(
            "//t:text//t:persName[@ref]", namespaces={"t": "http://www.tei-c.org/ns/1.0"}
        )
        told.update((path.stem, key[1:]) for name in names for key in name.get("ref").split())
    page = html.parse(tmp_path / "html" / "persons.html").getroot()
    listed = Counter()
    for person in page.xpath("//div[@class='person']"):
        for href in person.xpath(".//ol[@class='mentions']//a/@href"):
            document, _, anchor = href.partition("#")
            listed[document.removesuffix(".html"), person.get("id")] += 1
            there = html.parse(tmp_path / "html" / document).getroot().get_element_by_id(anchor)
            within = there.xpath("ancestor::a")  # a link holds no link
            assert within or there.get("href") == f"#person-{person.get('id')}"
    assert listed == told
    assert sum(told.values()) > 50
