"""The house: imports go one way, rooms stay small, and a command imports no more than it needs."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support import ROOT, SOURCES

PACKAGE = ROOT / "tei_edition"
MODULES = sorted(PACKAGE.rglob("*.py"))
# A room is a module or a folder of the package. It may import from the floors below it and, on the
# ground floors, from its neighbours; stages know nothing of each other.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("store",),
    ("people",),
    ("__init__", "model", "messages", "records"),
    (
        "aside", "catalogue", "citation", "cluster", "config", "config_values", "content_model", "dates", "digests", "explain", "findings",
        "furniture", "guidance", "house", "hrefs", "indexforms", "javascript", "jobs", "lexicon", "lock", "malformed", "marked",
        "names", "namespaces", "newproject", "numerals", "origin", "overrule", "pattern_store", "patterns", "pickled", "places",
        "plan", "practice", "progress", "projectfiles", "provenance", "repair", "resources", "rules", "schemas", "selection",
        "sorting", "sources", "spelling", "state", "stretches", "tally", "teiheader", "watching", "wordruns", "writing",
        "xmlread", "xmlwriter",
    ),
    (
        "source", "corrections", "language", "layout", "notes", "structure", "inline", "hyphens", "divisions", "header", "naming", "tei",
        "audit", "validate", "render", "site",
    ),
    ("edition",),
    ("task", "inspection", "review"),
    ("corpus", "renditions", "checking"),
    ("commands",),
    ("cli",),
    ("__main__",),
)  # fmt: skip
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
NEIGHBOURS = 3  # helpers may use helpers
LONGEST = 400
WRITERS = {"tei", "teiheader"}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def imports(path: Path) -> Iterator[str]:
    """The rooms of the package that a module imports from, wherever in it."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    package = parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
            yield from (
                name[1] if len(name) > 1 else "__init__" for name in names if name[0] == "tei_edition"
            )
        elif isinstance(node, ast.ImportFrom):
            base = [*package[: len(package) - node.level + 1]] if node.level else []
            named = node.module.split(".") if node.module else []
            if not node.level:
                if named[0] != "tei_edition":
                    continue
                named = named[1:]
            whole = [*base, *named]
            if whole:
                yield whole[0]
            else:  # from . import x: x is a module, or something of __init__
                yield from (alias.name if alias.name in FLOOR else "__init__" for alias in node.names)


def outside(path: Path) -> set[str]:
    """The top names of what a module imports from beyond the package."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_every_room_has_its_floor() -> None:
    assert {room(path) for path in MODULES} == set(FLOOR)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_down(path: Path) -> None:
    here = room(path)
    for there in imports(path):
        assert there in FLOOR, f"{here} imports {there}"
        if there != here:
            neighbours = FLOOR[here] == FLOOR[there] == NEIGHBOURS
            assert FLOOR[there] < FLOOR[here] or neighbours, f"{here} imports {there}"


def test_no_ring_of_imports() -> None:
    graph = {name: set() for name in FLOOR}
    for path in MODULES:
        graph[room(path)] |= set(imports(path)) - {room(path)}
    done: set[str] = set()
    while ready := {name for name, needs in graph.items() if name not in done and needs <= done}:
        done |= ready
    assert done == set(FLOOR)


def test_modules_are_short() -> None:
    lines = {str(p.relative_to(PACKAGE)): p.read_text(encoding="utf-8").count("\n") for p in MODULES}
    assert not {name for name, count in lines.items() if count > LONGEST}


def test_the_audit_knows_nothing_of_the_writer() -> None:
    audit, spelling = PACKAGE / "audit.py", PACKAGE / "spelling.py"
    assert set(imports(audit)) == {"model", "patterns", "spelling"}
    assert set(imports(spelling)) == {"patterns"}
    known = {"__future__", "collections", "itertools", "lxml", "re", "typing"}
    assert outside(audit) | outside(spelling) <= known


def test_only_the_writers_write_tei() -> None:
    assert {room(path) for path in MODULES if "xmlwriter" in imports(path)} == WRITERS
    for path in MODULES:
        if room(path) not in {"render", "site"}:
            made = [
                n.attr
                for n in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                if isinstance(n, ast.Attribute)
            ]
            assert not {"SubElement", "makeelement"} & set(made), path


def test_only_the_command_line_prints_or_exits() -> None:
    for path in MODULES:
        if room(path) in {"cli", "commands", "__main__"}:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        called = {
            node.func.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not called & {"print", "exit", "input"}, path
        assert not outside(path) & {"click", "logging"}, path


def loaded(arguments: list[str], folder: Path) -> set[str]:
    """The modules that are in memory once a command has run."""
    code = (
        "import sys\nfrom tei_edition.cli import main\n"
        f"try:\n    main({arguments!r}, standalone_mode=False)\n"
        "except SystemExit as end:\n    assert not end.code, end.code\n"
        "finally:\n    sys.stderr.write('\\n'.join(['', 'LOADED', *sys.modules]))\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert run.returncode == 0, run.stderr
    return set(run.stderr.split("LOADED\n")[1].split("\n"))


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"], ["--version"]], ids=" ".join)
def test_help_imports_little(arguments: list[str], tmp_path: Path) -> None:
    modules = loaded(arguments, tmp_path)
    assert not modules & {
        "lxml",
        "lxml.etree",
        "xmlschema",
        "tei_edition.edition",
        "multiprocessing",
        "importlib.metadata",
    }


def test_a_valid_build_needs_no_second_opinion(tmp_path: Path) -> None:
    """xmlschema explains what libxml2 has refused; nothing was refused, so it is not loaded."""
    modules = loaded(["build", str(SOURCES), "-o", str(tmp_path / "out")], tmp_path)
    assert "lxml.etree" in modules
    assert not modules & {"xmlschema", "multiprocessing", "urllib.request", "xml.sax", "email"}
