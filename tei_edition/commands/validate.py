"""The command `validate`: any TEI, by the profile or another schema, with repair."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import __version__
from .run import FAILED, UNREADABLE, USAGE, refuse, refuse_sources, tell_error

if TYPE_CHECKING:
    from ..checking import Result
    from ..selection import Selection
    from ..validate import Checks

_FORMS = ("text", "json", "jsonl", "sarif", "github", "html")  # those of `findings.written`
_PATH = click.Path(path_type=Path)
_FILES = click.Path(path_type=Path, allow_dash=True)


@click.command()
@click.argument("files", nargs=-1, type=_FILES)
@click.option(
    "--schema",
    default="",
    metavar="FILE",
    help="XSD, RELAX NG (.rng, .rnc) or Schematron; `profile`; or `tei_all`, if a copy is found."
    " Default: what the document names, if it is a file; else the profile.",
)
@click.option(
    "--engine",
    type=click.Choice(["auto", "libxml2", "jing"]),
    default="auto",
    show_default=True,
    help="What reads RELAX NG.",
)
@click.option(
    "--schxslt", type=_PATH, metavar="FILE", help="SchXslt's transpile.xsl, for Schematron in XPath 2 and 3."
)
@click.option(
    "--select",
    multiple=True,
    metavar="CODES",
    help="Tell only these, such as V01,R0 (all that begin with R0).",
)
@click.option("--ignore", multiple=True, metavar="CODES", help="Do not tell these.")
@click.option("--config", type=_PATH, help="The edition.toml to use (default: the one near the files).")
@click.option("--sources", type=_PATH, multiple=True, help="Where the plain texts are, to tell their lines.")
@click.option("--format", "form", type=click.Choice(_FORMS), default="text", show_default=True)
@click.option("-j", "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes to use.")
@click.option(
    "--fix", is_flag=True, help="Mend what is safe: NFC, empty elements, missing ids, order, counts."
)
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--explain", metavar="CODE", help="Say what a code means and how to mend it.")
def validate(files: tuple[Path, ...], fix: bool, diff: bool, explain: str | None, **how: Any) -> None:
    """Validate TEI files, all *.xml in folders, or standard input (-), by the profile or another schema.

    \b
    tei-edition validate build/tei
    tei-edition validate theirs --schema tei_all --jobs 2
    tei-edition validate letters --diff

    Exit status: 0 no errors, 1 errors, 2 a wrong command, configuration or schema, 3 nothing could be read.
    """
    if explain:
        _explain(explain)
        return
    if not files:
        raise click.UsageError("Missing argument 'FILES...'.")
    selection, schema = _configured(files, how)
    checks = _checks(how, schema, files[0].parent, rules=_any_rule(selection))
    if any(str(file) == "-" for file in files):
        if len(files) > 1 or fix or diff:
            raise click.UsageError("standard input (-) goes with no other file, and not with --fix or --diff")
        _finish(_standard_input(checks, selection), how["form"])
    paths = _documents(files)
    if diff:
        sys.exit(_mend(paths, checks, write=False))
    failed = _mend(paths, checks, write=True) if fix else 0
    _finish(_checked(paths, checks, selection, how["jobs"]), how["form"], failed)


def _explain(code: str) -> None:
    from ..catalogue import catalogue

    entry = catalogue().get(code.upper())
    if entry is None:
        raise click.BadParameter(f"no such code: {code}", param_hint="--explain")
    click.echo(f"{code.upper()} ({entry.severity}): {entry.meaning}\n{entry.mend}")


def _configured(files: Sequence[Path], how: dict[str, Any]) -> tuple[Selection, str]:
    """What counts, and the schema to use: `edition.toml`, with the switches over it."""
    from ..config import load_checks
    from ..messages import ConfigError
    from ..selection import Selection, find_config

    path = how["config"] or find_config(file for file in files if str(file) != "-")
    said: dict[str, Any] = {}
    exceptions: tuple[Any, ...] = ()
    if path:
        try:
            said, exceptions = load_checks(path)
        except ConfigError as error:
            refuse(error)
    select = _codes(how["select"]) or tuple(said.get("select", ()))
    ignore = (*_codes(how["ignore"]), *said.get("ignore", ()))
    _refuse_unknown([*select, *ignore, *(code for e in exceptions for code in e.codes)])
    schema = how["schema"]
    if path and not schema and said.get("schema"):
        beside = path.parent / said["schema"]
        schema = str(beside) if beside.is_file() else said["schema"]
    return Selection(select, ignore, exceptions, str(path or "")), schema


def _codes(given: Sequence[str]) -> tuple[str, ...]:
    return tuple(code.strip().upper() for words in given for code in words.split(",") if code.strip())


def _refuse_unknown(codes: Sequence[str]) -> None:
    if not codes:
        return
    from ..catalogue import catalogue
    from ..selection import unknown_codes

    for code in unknown_codes(codes, catalogue()):
        click.echo(f"error: no code is or begins with {code}", err=True)
        sys.exit(USAGE)


def _any_rule(selection: Selection) -> bool:
    """Whether a rule is among what is told: with `--select V` none is asked."""
    return not selection.select or any(code.startswith("R") for code in selection.select)


def _checks(how: dict[str, Any], schema: str, beside: Path, *, rules: bool) -> Checks:
    """How to check; a schema of the user's that cannot be used ends the run, whatever the files."""
    from ..validate import PROFILE, Checks

    if schema and schema != PROFILE:
        from ..schemas import SchemaError, engine_for
        from ..schemas.choice import chosen_schema

        try:
            engine_for(chosen_schema(schema, beside), how["engine"])
        except SchemaError as error:
            click.echo(f"error: {error} [V04]", err=True)
            sys.exit(USAGE)
    return Checks(schema, rules, how["engine"], how["schxslt"], how["sources"])


def _documents(files: Sequence[Path]) -> list[Path]:
    from ..checking import find_documents
    from ..messages import InputError

    try:
        return find_documents(files)
    except InputError as error:
        refuse_sources(error)


def _standard_input(checks: Checks, selection: Selection) -> Result:
    from ..checking import check_stream
    from ..messages import InputError
    from ..xmlread import read_stream

    def read() -> bytes:
        return read_stream(sys.stdin.buffer)

    try:
        return check_stream(read, checks, name="-", selection=selection)
    except InputError as error:
        tell_error("-", error.code, error.detail)
        sys.exit(UNREADABLE)


def _checked(paths: Sequence[Path], checks: Checks, selection: Selection, jobs: int) -> Result:
    from ..checking import check_all

    if not (sys.stderr.isatty() and len(paths) > 20):
        return check_all(paths, checks, selection=selection, jobs=jobs)
    with click.progressbar(length=len(paths), label="Validating", file=sys.stderr) as bar:
        return check_all(paths, checks, selection=selection, jobs=jobs, progress=lambda: bar.update(1))


def _mend(paths: Sequence[Path], checks: Checks, *, write: bool) -> int:
    """Mend the files, or show what would be; 1 where a repair was refused."""
    from ..checking import mend_file

    failed = changed = 0
    for path in paths:
        outcome = mend_file(path, checks, write=write)
        for finding in outcome.findings:
            click.echo(f"{finding.file}: {finding.severity}: {finding.message} [{finding.code}]", err=True)
            failed = FAILED
        changed += bool(outcome.done)
        if not write:
            click.echo(outcome.diff, nl=False)
        for done in outcome.done:
            click.echo(f"{path}: {'mended' if write else 'to mend'}: {done}", err=True)
    click.echo(f"{changed} of {len(paths)} file(s) {'mended' if write else 'to mend'}", err=True)
    return failed


def _finish(result: Result, form: str, failed: int = 0) -> None:
    from ..catalogue import catalogue
    from ..findings import written

    meanings = catalogue() if form in ("sarif", "html") else None
    shown = form == "text" and sys.stdout.isatty()
    words = written(
        form, result.findings, version=__version__, files=result.files, catalogue=meanings, shown=shown
    )
    sys.stdout.buffer.write(words.encode("utf-8"))
    sys.stdout.flush()
    click.echo(result.summary(), err=True)
    if result.unread:
        sys.exit(UNREADABLE)
    sys.exit(FAILED if result.errors else failed)
