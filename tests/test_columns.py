"""Lines and columns of elements: what is counted in the line is what expat tells of the whole file."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from tei_edition.places import Places
from tei_edition.repair import mend
from tei_edition.xmlread import parse

HERE = Path(__file__).parent
EDITIONS = sorted(HERE.glob("editions/*/edition.xml"))

# Documents in which a tag is not where it seems; the place of each `p`.
ODD = [
    ("<a>\n<p>é<p/></p>\n</a>", [(2, 1), (2, 5)]),
    ("<a><p\n n='1'><p>x</p></p></a>", [(1, 4), (2, 8)]),
    ("<a><p n='>'\nm='<!--'><p/></p></a>".replace("<!--", "--"), [(1, 4), (2, 8)]),
    ("<a><!-- <p> --><p/><p/></a>", [(1, 16), (1, 20)]),
    ("<a><!--\n <p> --><p/></a>", [(2, 9)]),
    ("<a><![CDATA[<p>]]><p/></a>", [(1, 19)]),
    ("<a><![CDATA[\n<p>]]><p/></a>", [(2, 7)]),
    ("<a><?p <p> ?><p/></a>", [(1, 14)]),
    ("<a>1 > 0 <p/>/> <p>/></p></a>", [(1, 10), (1, 17)]),
    ("<x:a xmlns:x='u'><x:p/><p/><x:p/></x:a>".replace("x:p", "p"), [(1, 18), (1, 22), (1, 26)]),
    ("<a>\r\n<b/>\r\n<b/><p/></a>", [(3, 5)]),
    ("<a>" + "<b/>" * 300 + "<p/></a>", [(1, 1204)]),
]


@pytest.mark.parametrize(("document", "expected"), ODD)
def test_places_in_odd_lines(document: str, expected: list[tuple[int, int]]) -> None:
    tree = parse(document.encode())
    places = Places(document.encode(), tree)
    assert [places.place(element) for element in tree.iter("p")] == expected


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: path.parent.name)
def test_what_is_counted_is_what_expat_says(path: Path) -> None:
    data = path.read_bytes()
    tree = parse(data)
    counted, by_expat = Places(data, tree), Places(data, tree)
    for element in tree.iter(etree.Element):
        tag = by_expat.tag(element)
        assert tag
        assert counted.place(element) == (by_expat.line_at(tag.start), by_expat.column_at(tag.start))


def test_where_an_empty_tag_ends() -> None:
    """`</a>` straight after `<b/>` closes what holds it."""
    for document, end in (("<a>x<b/></a>", 8), ("<a>x<b>/></b></a>", 13), ("<a>x<b></b></a>", 11)):
        tree = parse(document.encode())
        tag = Places(document.encode(), tree).tag(tree.getroot()[0])
        assert tag
        assert tag.end == end


def test_an_empty_tag_at_the_end_of_a_paragraph_is_mended() -> None:
    """What holds it stays whole."""
    minimal = (HERE / "validity" / "minimal.xml").read_text("utf-8")
    broken = minimal.replace('<p xml:id="p3">', '<p xml:id="p4">More<hi rend="bold"/></p><p xml:id="p3">')
    assert broken != minimal
    mended = mend(broken.encode())
    assert '<p xml:id="p4">More</p>' in mended.data.decode()
    assert mended.differences == []
