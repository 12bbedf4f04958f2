"""The command `review`: names out to a table, and the editor's decisions back in."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .run import FAILED, UNREADABLE, refuse, refuse_sources, tell_error, write_or_exit

if TYPE_CHECKING:
    from ..plan import Plan
    from ..review import Sheet


def take_in(table: Path, plan: Plan, file: Path) -> None:
    """Keep the decisions of an edited table in the file of the project; exits where it cannot be used."""
    from ..guidance.decisions import merged, write_decisions
    from ..messages import ConfigError
    from ..review import answered

    try:
        answers = answered(table, plan.options.guidance)
    except ConfigError as error:
        refuse(error)
    old = [decision for kept in plan.options.guidance.decisions.values() for decision in kept]
    new = merged(old, answers.decided, answers.undone)
    write_or_exit(file, write_decisions(new).encode())
    added = len({one._replace(line=0) for one in new} - {one._replace(line=0) for one in old})
    click.echo(f"{len(new)} decision(s) kept, {added} of them new or changed: {file}", err=True)


def give_out(sources: Sequence[Path], plan: Plan, table: Path) -> None:
    """Write the table; exits with the status of the documents that could not be read."""
    from ..guidance.tables import table as as_csv
    from ..review import COLUMNS, listed

    sheets, failed = _sheets(sources, plan)
    listing = listed(sheets, plan.options.guidance)
    for words in listing.stale:
        click.echo(f"warning: {words} [P05]", err=True)
    write_or_exit(table, as_csv(COLUMNS, listing.rows).encode("utf-8-sig"))
    click.echo(
        f"{listing.persons} person(s) in {len(sheets)} document(s), {listing.doubtful} doubtful row(s), "
        f"{listing.missed} nearly found: {table}",
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
        found = list(find_sources(sources))
    except InputError as error:
        refuse_sources(error)
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
