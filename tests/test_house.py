"""The style of a house over ours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree, html
from support import ROOT, program

from tei_edition.cli import main
from tei_edition.house import load_house
from tei_edition.messages import ConfigError, InputError
from tei_edition.model import Metadata
from tei_edition.render import to_html

READING = (ROOT / "docs" / "reading.md").read_text("utf-8")
TREE = etree.parse(ROOT / "tests" / "render" / "essay.xml")


def fenced(language: str) -> str:
    """The example of the documentation in this language."""
    return READING.partition(f"```{language}\n")[2].partition("```")[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The house of the documentation."""
    (tmp_path / "edition.toml").write_text(fenced("toml"))
    (tmp_path / "house.css").write_text(fenced("css"))
    (tmp_path / "house.xsl").write_text(fenced("xml"))
    (tmp_path / "seal.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    return tmp_path


def test_the_house_of_the_documentation(folder: Path) -> None:
    house = load_house(folder / "edition.toml", Metadata(series_title="Papers"))
    page = html.fromstring(to_html(TREE, name="essay", house=house).decode())
    assert page.get_element_by_id("page241").text == "— 241 —"
    assert "--accent: #20557a" in page.xpath("//style")[0].text
    assert page.xpath("//header/img/@src")[0].startswith("data:image/svg+xml;base64,")
    assert page.xpath("//footer/p")[0].text == "Saltmere Local History Workshop"
    assert page.xpath("//h1")


def test_render_takes_the_house_of_a_configuration(folder: Path) -> None:
    tei = ROOT / "tests" / "render" / "essay.xml"
    arguments = ["render", str(tei), "-o", str(folder / "out"), "--config", str(folder / "edition.toml")]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    assert "— 241 —" in (folder / "out" / "essay.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("key", "value", "content", "said"),
    [
        ("css", "a.css", "@import 'b.css';", "may fetch nothing"),
        ("css", "a.css", "p { background: url( https://example.org/x.png) }", "may fetch nothing"),
        ("logo", "a.tiff", "x", "none of .svg"),
        ("css", "missing.css", None, "missing.css: No such file"),
    ],
)
def test_a_house_that_cannot_be_used(
    tmp_path: Path, key: str, value: str, content: str | None, said: str
) -> None:
    (tmp_path / "edition.toml").write_text(f'[house]\n{key} = "{value}"\n')
    if content is not None:
        (tmp_path / value).write_text(content)
    with pytest.raises(ConfigError) as caught:
        load_house(tmp_path / "edition.toml", Metadata())
    assert caught.value.code == "C03"
    assert said in caught.value.detail


def test_a_stylesheet_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "edition.toml").write_text('[house]\nxslt = "a.xsl"\n')
    (tmp_path / "a.xsl").write_text("<xsl:stylesheet>")
    house = load_house(tmp_path / "edition.toml", Metadata())
    with pytest.raises(InputError) as caught:
        to_html(TREE, name="essay", house=house)
    assert caught.value.code == "C06"


def test_further_forms_are_offered_on_the_pages(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "ferry.txt").write_text(
        "The Ferry\n\nAda Fenwick\n\nWhen the ferry stops, the banks part.\n", "utf-8"
    )
    (folder / "edition.toml").write_text('[house]\noffer = ["markdown", "epub"]\n', "utf-8")
    made = program("build", "texts", "-o", "out", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    for page in ("ferry.html", "index.html"):
        links = set(
            re.findall(
                r'href="(\.\./(?:epub|markdown|text)/[^"]+)"',
                (tmp_path / "out/html" / page).read_text("utf-8"),
            )
        )
        assert links == {"../epub/ferry.epub", "../markdown/ferry.md", "../text/ferry.txt"}
        assert all((tmp_path / "out/html" / link).resolve().is_file() for link in links)
    (folder / "edition.toml").write_text('[house]\noffer = ["pdf"]\n', "utf-8")
    made = program("build", "texts", "-o", "out", cwd=tmp_path)
    assert made.returncode == 2
    assert "offer: pdf is none of epub, markdown" in made.stderr
