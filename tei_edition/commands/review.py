"""The command `review`: names out to a table, and the editor's decisions back in."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .run import FAILED, UNREADABLE, USAGE, tell_error

if TYPE_CHECKING:
    from ..plan import Plan
    from ..review import Sheet


def take_in(table: Path, plan: Plan, file: Path) -> None:
    """Keep the decisions of an edited table in the file of the project; exits where it cannot be used."""
    from ..guidance.decisions import merged, write_decisions
    from ..messages import ConfigError
    from ..review import answered
    from ..writing import write_file

    try:
        answers = answered(table, plan.options.guidance)
    except ConfigError as error:
        tell_error(error.path, error.code, error.detail, error.line)
        sys.exit(USAGE)
    old = [decision for kept in plan.options.guidance.decisions.values() for decision in kept]
    new = merged(old, answers.decided, answers.undone)
    try:
        write_file(file, write_decisions(new).encode())
    except OSError as error:
        click.echo(f"error: cannot write {file}: {error.strerror} [O01]", err=True)
        sys.exit(FAILED)
    added = len({one._replace(line=0) for one in new} - {one._replace(line=0) for one in old})
    click.echo(f"{len(new)} decision(s) kept, {added} of them new or changed: {file}", err=True)


def give_out(sources: Sequence[Path], plan: Plan, table: Path) -> None:
    """Write the table; exits with the status of the documents that could not be read."""
    from ..guidance.tables import table as as_csv
    from ..review import COLUMNS, listed
    from ..writing import write_file

    sheets, failed = _sheets(sources, plan)
    listing = listed(sheets, plan.options.guidance)
    for words in listing.stale:
        click.echo(f"warning: {words} [P05]", err=True)
    try:
        write_file(table, as_csv(COLUMNS, listing.rows).encode("utf-8-sig"))
    except OSError as error:
        click.echo(f"error: cannot write {table}: {error.strerror} [O01]", err=True)
        sys.exit(FAILED)
    click.echo(
        f"{listing.persons} person(s) in {len(sheets)} document(s), {listing.doubtful} doubtful row(s): {table}",
        err=True,
    )
    if failed:
        sys.exit(FAILED if sheets else UNREADABLE)


def _sheets(sources: Sequence[Path], plan: Plan) -> tuple[list[Sheet], int]:
    """The sheets of the documents that can be read, and how many cannot."""
    from ..messages import ConfigError, InputError
    from ..review import read_sheet
    from ..sources import find_sources, refused

    try:
        found = find_sources(sources)
    except InputError as error:
        click.echo(f"error: {error.detail} [{error.code}]", err=True)
        sys.exit(UNREADABLE)
    wrong = refused(found, pages=True)
    for source, (code, words) in wrong.items():
        tell_error(str(source), code, words)
    sheets: list[Sheet] = []
    readable = [source for source in found if source not in wrong]
    for source in readable:
        try:
            sheets.append(read_sheet(source, plan))
        except InputError as error:
            tell_error(str(source), error.code, error.detail, error.line, error.column)
        except ConfigError as error:
            tell_error(error.path, error.code, error.detail, error.line)
    return sheets, len(found) - len(sheets)
