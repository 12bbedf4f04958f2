"""What `build` and `convert` share: their switches, a run as it is told on a terminal or in a log, its end.

Messages go to standard error, as `path:line:column: severity: message [code]`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from ..corpus import Ways
    from ..messages import ConfigError, InputError
    from ..plan import Plan
    from ..state import Messages
    from ..tally import Run, Step

FAILED, USAGE, UNREADABLE, INTERRUPTED = 1, 2, 3, 130
_TIME_LIMIT = 900.0  # seconds for one document, unless told otherwise: none of the trade takes so long
_SHOWN = {"error": 0, "warning": 1, "info": 2}


class Place(click.ParamType):  # type: ignore[type-arg]
    """A path; or, as `scheme://...`, a place that fsspec knows (extra: cluster), which has the methods of one."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path, or the place."""
        if not isinstance(value, str) or "://" not in value:
            return Path(value)
        try:
            from upath import UPath

            place = UPath(value)
            _ = place.fs  # which may need a package of its own
            return place
        except ModuleNotFoundError as error:
            what = "'tei-edition[cluster]'" if error.name == "upath" else error.name
            self.fail(f"{value} needs a package: pip install {what}", param, ctx)
        except (ImportError, ValueError) as error:
            self.fail(f"{value}: {error}", param, ctx)


def switches(command: Callable[..., None]) -> Callable[..., None]:
    """The switches that say how a run goes about it; none of them changes what is written."""
    for option in (
        click.option(
            "-j", "--jobs", type=click.IntRange(1), help="Processes to use (default: one for each processor)."
        ),
        click.option("--force", is_flag=True, help="Make all documents anew, not only what has changed."),
        click.option("--prune", is_flag=True, help="Remove the outputs of sources that are gone."),
        click.option(
            "--time-limit",
            type=click.FloatRange(0, min_open=True),
            metavar="SECONDS",
            help="Give up a document that takes longer (default: 900).",
        ),
        click.option(
            "--memory-limit", type=click.IntRange(1), metavar="MB", help="Give up a document that needs more."
        ),
        click.option(
            "--executor",
            default="",
            metavar="dask[://HOST:PORT]",
            help="Share the work out to other machines (extra: cluster).",
        ),
    ):
        command = option(command)
    return command


def _ways(rest: dict[str, Any]) -> Ways:
    from ..corpus import Ways
    from ..jobs import Limits

    return Ways(
        jobs=rest["jobs"] or 0,
        limits=Limits(rest["time_limit"] or _TIME_LIMIT, rest["memory_limit"] or 0),
        apart=bool(rest["time_limit"] or rest["memory_limit"]),
        executor=rest["executor"],
        force=rest["force"],
        prune=rest["prune"],
    )


def run(sources: Sequence[Path], plan: Plan, where: str, rest: dict[str, Any]) -> None:
    """Build, tell what is to be told, and exit."""
    from ..corpus import build
    from ..messages import BusyError, InputError, UnavailableError
    from ..sources import Sources, find_sources
    from ..tally import Stopped

    stopped = ""
    try:
        found = Sources(find_sources(sources, output=plan.output))
        made = build(found, plan, _ways(rest), progress=_progress(rest))
    except InputError as error:
        refuse_sources(error)
    except (BusyError, UnavailableError) as error:
        raise click.UsageError(str(error)) from None
    except Stopped as end:
        made, stopped = end.run, str(end)
    except OSError as error:
        click.echo(f"{_clear()}{unwritten(error.filename or plan.output, error)}", err=True)
        sys.exit(FAILED)
    _finish(made, where, stopped, rest)


def watch_and_run(make: Callable[[], None], watched: list[Path], output: Path) -> NoReturn:
    """Run `make`, which exits, and again after each change of the files watched, until Ctrl-C."""
    from ..watching import look, wait_for_change

    try:
        while True:
            seen = look(watched, besides=output)
            try:
                make()
            except SystemExit as end:
                if end.code == INTERRUPTED:
                    raise
            click.echo("waiting for changes; Ctrl-C ends", err=True)
            wait_for_change(watched, seen, besides=output)
    except KeyboardInterrupt:
        sys.exit(0)


def _progress(rest: dict[str, Any]) -> Callable[[Step], None] | None:
    """What is called for each document: a line that is written over on a terminal, one a minute elsewhere."""
    terminal = sys.stderr.isatty()
    if rest["quiet"] and not terminal:
        return None
    from ..progress import LOG, TERMINAL, Progress

    progress = Progress(every=TERMINAL if terminal else LOG)

    def tell(step: Step) -> None:
        words = progress.told(
            documents=step.documents, done=step.done, total=step.total, failed=step.run.failed
        )
        if words:
            click.echo(f"{_clear()}{words}", err=True, nl=not terminal)

    return tell


def _clear() -> str:
    """To the beginning of the line, and empty it; nothing where standard error is no terminal."""
    return "\r\033[K" if sys.stderr.isatty() else ""


def report(path: str, messages: Messages, rest: dict[str, Any]) -> None:
    """Tell the messages of a document: only errors with --quiet, all with --verbose, else errors and warnings."""
    most = 0 if rest["quiet"] else 2 if rest["verbose"] else 1
    for message in messages:
        if _SHOWN[str(message["severity"])] <= most:
            _tell(path, message)


def _tell(path: str, message: dict[str, Any]) -> None:
    place = f"{path}:{message['line']}:{message['column'] or 1}" if message["line"] else path
    click.echo(f"{place}: {message['severity']}: {message['text']} [{message['code']}]", err=True)


def tell_error(path: str, code: str, detail: str, line: int = 0, column: int = 0) -> None:
    """Tell one error."""
    _tell(path, {"line": line, "column": column, "severity": "error", "text": detail, "code": code})


def refuse(error: ConfigError) -> NoReturn:
    """Tell why a setting or a table cannot be used, and exit."""
    tell_error(error.path, error.code, error.detail, error.line)
    sys.exit(USAGE)


def refuse_sources(error: InputError) -> NoReturn:
    """Tell that there is nothing to read where the user pointed, and exit."""
    click.echo(f"error: {error.detail} [{error.code}]", err=True)
    sys.exit(UNREADABLE)


def unwritten(place: object, error: OSError | ValueError) -> str:
    """What is said where something cannot be written."""
    return f"error: cannot write {place}: {getattr(error, 'strerror', None) or error} [O01]"


def write_or_exit(path: Path, data: bytes) -> None:
    """Write a file of the user's; exits where that fails."""
    from ..writing import write_file

    try:
        write_file(path, data)
    except OSError as error:
        click.echo(unwritten(path, error), err=True)
        sys.exit(FAILED)


def _finish(made: Run, where: str, stopped: str, rest: dict[str, Any]) -> NoReturn:
    """Tell the messages of all documents, in the order of the sources, and the sum; exit."""
    click.echo(_clear(), err=True, nl=False)
    for path, messages in made.messages():
        report(path, messages, rest)
    if not rest["quiet"]:
        click.echo(_sum(made, where), err=True)
    if stopped:
        left = len(made.sources) - made.done
        kept = f"{made.done:,} document(s) done and {max(0, made.read - made.written):,} read are kept"
        click.echo(
            f"stopped: {stopped}; {kept}, {left:,} left. The same command goes on from there.", err=True
        )
        sys.exit(INTERRUPTED if stopped == "interrupted" else FAILED)
    if made.sources and made.unread == len(made.sources):
        sys.exit(UNREADABLE)
    sys.exit(FAILED if made.failed or made.invalid else 0)


def _sum(run: Run, where: str) -> str:
    parts = [f"{run.written} document(s) written and proved"] if run.written or not run.unchanged else []
    parts += [f"{run.unchanged} unchanged"] if run.unchanged else []
    parts += [f"{run.failed} failed"] if run.failed else []
    parts += [f"{run.invalid} invalid"] if run.invalid else []
    parts += [f"{run.pruned} removed"] if run.pruned else []
    parts += [f"{run.orphans} without a source (--prune removes them)"] if run.orphans else []
    return ", ".join(parts) + (f": {where}" if run.written or run.unchanged else "")
