"""The documentation says what the program does: codes, keys, commands, links and the examples of the README."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import click
import pytest
from click.testing import CliRunner
from support import ROOT, converted, text_of

from tei_edition.cli import main
from tei_edition.config import EDITION_KEYS, SIDECAR_KEYS, Keys, load_sidecar
from tei_edition.guidance.authority import KEYS, read_authority
from tei_edition.messages import CODES
from tei_edition.model import Metadata, Options
from tei_edition.rules import RULES, faults
from tei_edition.validate import parse

DOCS = ROOT / "docs"
README = ROOT / "README.md"
CONFIGURATION = DOCS / "configuration.md"
MESSAGES = DOCS / "messages.md"
RULES_PAGE = DOCS / "rules.md"
PAGES = (README, *sorted(DOCS.glob("*.md")))

CODE_ROW = re.compile(r"^\| ([A-Z]\d\d) \| (\w+) \| (.+) \| (.+) \|$", re.M)
KEY_ROW = re.compile(r"^\| `(\w+)` \| (\S+) \| (.+) \|$")
SECTION = re.compile(r"^### (?:`\[+(\w+)\]+`|At the top)")
LINK = re.compile(r"!?\[[^\]\n]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
COMMAND = re.compile(r"tei-edition (build|convert|validate|render|inspect|init|review)\b([^\n|<>#]*)")
SWITCH = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def example(page: Path, language: str) -> str:
    """The first fenced example of a language."""
    return next(m[2] for m in FENCE.finditer(page.read_text("utf-8")) if m[1] == language)


def test_messages_page_is_made_from_the_tables() -> None:
    make_messages = load(DOCS / "make_messages.py")
    assert MESSAGES.read_text("utf-8") == make_messages.page(), "run docs/make_messages.py"


def test_rules_page_is_made_from_the_table() -> None:
    assert RULES_PAGE.read_text("utf-8") == load(DOCS / "make_rules.py").page(), "run docs/make_rules.py"


RULE_EXAMPLES = {code: page for code, page in load(DOCS / "make_rules.py").PAGES.items() if page.wrong}
TEI_EXAMPLE = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>%s</teiHeader><text><body><div>%s</div></body></text></TEI>'


@pytest.mark.parametrize("code", RULE_EXAMPLES)
def test_the_examples_of_rules_are_true(code: str) -> None:
    said = RULE_EXAMPLES[code]
    for fragment, broken in ((said.wrong, True), (said.right, False)):
        data = TEI_EXAMPLE % ((fragment, "") if said.header else ("", fragment))
        found = {fault.code for fault in faults(parse(data.encode()))}
        assert (code in found) is broken, fragment


def test_every_rule_has_a_page() -> None:
    assert set(load(DOCS / "make_rules.py").PAGES) == {rule.id for rule in RULES}
    assert {rule.id for rule in RULES} - set(RULE_EXAMPLES) == {"R24", "R30"}


def test_every_code_is_on_the_page_and_no_other() -> None:
    rows = CODE_ROW.findall(MESSAGES.read_text("utf-8"))
    known = {code: kind.severity for code, kind in CODES.items()} | {r.id: r.severity for r in RULES}
    assert {code: severity for code, severity, _, _ in rows} == known
    assert len(rows) == len(known)


def test_every_code_has_a_mending_and_no_other() -> None:
    assert set(load(DOCS / "make_messages.py").MENDING) == set(CODES)


def keys_told(part: str) -> dict[tuple[str, str], str]:
    """(section, key) -> kind, as the page has them under the heading `## part`."""
    told: dict[tuple[str, str], str] = {}
    section = ""
    inside = False
    for line in CONFIGURATION.read_text("utf-8").splitlines():
        if line.startswith("## "):
            inside = line == f"## {part}"
        elif head := SECTION.match(line):
            section = head[1] or ""
        elif inside and (row := KEY_ROW.match(line)):
            assert (section, row[1]) not in told, f"told twice: {section}.{row[1]}"
            told[section, row[1]] = row[2].strip("`").replace("\\|", "|")
    return told


@pytest.mark.parametrize(("part", "keys"), [("edition.toml", EDITION_KEYS), ("The sidecar", SIDECAR_KEYS)])
def test_every_key_is_told_with_its_kind(part: str, keys: Keys) -> None:
    known = {(section, key): kind for section, table in keys.items() for key, (kind, _) in table.items()}
    assert keys_told(part) == known


def test_every_kind_of_value_is_explained() -> None:
    rows = re.findall(r"^\| (\w+) \| .+ \| `.+` \|$", CONFIGURATION.read_text("utf-8"), re.M)
    kinds = {k for keys in (EDITION_KEYS, SIDECAR_KEYS) for table in keys.values() for k, _ in table.values()}
    assert set(rows) == {kind for kind in kinds if "|" not in kind}


def test_the_example_of_a_sidecar_is_read(tmp_path: Path) -> None:
    sidecar = tmp_path / "the-ferry.toml"
    told = CONFIGURATION.read_text("utf-8").partition("## An example")[2]
    sidecar.write_text(next(m[2] for m in FENCE.finditer(told)), encoding="utf-8")
    _, metadata = load_sidecar(sidecar, options=Options(), metadata=Metadata())
    assert metadata.title == "The Ferry at Low Water"
    assert metadata.corrections == (("the the", "the", 12),)
    assert dict(metadata.source)["volume"] == "2"


def test_the_example_of_an_authority_file_is_read(tmp_path: Path) -> None:
    told = CONFIGURATION.read_text("utf-8").partition("## The authority file")[2]
    file = tmp_path / "persons.toml"
    file.write_text(next(m[2] for m in FENCE.finditer(told)), encoding="utf-8")
    (person,) = read_authority(file)
    assert person.name == "Tobias Rook"
    keys = re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`.*?) \|", told.partition("## ")[0], re.M)))
    assert keys == list(KEYS)


def test_readme_example_is_what_the_program_gives(update: bool) -> None:
    edition = converted(example(README, "text"), names=True, name="ferry")
    assert edition.valid
    given = text_of(edition.data)
    told = example(README, "xml")
    if update:
        README.write_text(
            README.read_text("utf-8").replace(f"xml\n{told}```", f"xml\n{given}```"), encoding="utf-8"
        )
    assert told == given


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        if not target.startswith(("https://", "#")):
            assert (page.parent / target.partition("#")[0]).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_their_switches_exist(page: Path) -> None:
    used = COMMAND.findall(page.read_text("utf-8"))
    for name, rest in used:
        command = main.get_command(click.Context(main), name)
        known = {switch for parameter in command.params for switch in parameter.opts} | {"--help", "-h"}
        assert set(SWITCH.findall(rest)) <= known, (name, rest)
    assert used or page != README


def test_readme_names_every_command_that_there_is() -> None:
    told = {name for name, _ in COMMAND.findall(README.read_text("utf-8"))}
    assert told == set(main.list_commands(click.Context(main)))
    assert CliRunner().invoke(main, ["--help"]).exit_code == 0


def test_modules_the_readme_names_exist() -> None:
    named = re.findall(
        r"`((?:tei_edition|docs|bench|schema|tests|sources)/[\w./-]*)`", README.read_text("utf-8")
    )
    assert named
    for path in named:
        assert (ROOT / path).exists(), path
