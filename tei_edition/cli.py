"""The command line: the only module that prints or exits. Each command imports what it needs when it runs.

Data goes to standard output, messages to standard error, as `path:line:column: severity: message
[code]`. Exit status: 0 well, 1 a document failed or is invalid, 2 usage or configuration, 3 nothing
could be read.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import __version__
from .commands.run import (
    FAILED,
    UNREADABLE,
    Place,
    refuse,
    refuse_sources,
    report,
    run,
    switches,
    tell_error,
    unwritten,
    watch_and_run,
)

if TYPE_CHECKING:
    from .house import House
    from .model import Metadata, Options
    from .plan import Plan

_PATH = click.Path(path_type=Path)


class _Commands(click.Group):
    """The commands of this module, and `validate`, which has most options and is loaded where it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, sorted."""
        return sorted([*super().list_commands(ctx), "validate"])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; None where there is none."""
        if cmd_name == "validate":
            from .commands.validate import validate

            return validate
        return super().get_command(ctx, cmd_name)


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="tei-edition")
def main() -> None:
    """Plain text in; a proven, validated scholarly edition out: TEI P5, HTML and text.

    \b
    tei-edition build                      sources/ into build/
    tei-edition build letters -o out       a folder of texts into out/
    tei-edition convert text.txt -o tei    TEI only
    tei-edition inspect text.txt           what each line was taken for, and why
    """


def _settings(command: Callable[..., None]) -> Callable[..., None]:
    """The switches that build, convert and inspect share."""
    for option in (
        click.option(
            "--config", type=_PATH, help="The edition.toml to use (default: the one beside the sources)."
        ),
        click.option(
            "--language", default="", metavar="TAG", help="Language of the texts, BCP 47 (default: found)."
        ),
        click.option(
            "--encoding",
            default="",
            metavar="NAME",
            help="Encoding of the texts (default: UTF-8, then Windows-1252).",
        ),
        click.option("--no-names", is_flag=True, help="Do not tag names of persons."),
        click.option(
            "--names",
            default="",
            metavar="NAME",
            help="What finds the names: builtin, none, spacy:MODEL, or a plug-in.",
        ),
    ):
        command = option(command)
    return command


def _verbosity(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("-v", "--verbose", is_flag=True, help="Show notes as well as warnings."),
        click.option("-q", "--quiet", is_flag=True, help="Show errors only."),
    ):
        command = option(command)
    return command


@main.command()
@click.argument("sources", nargs=-1, type=Place())
@click.option(
    "-o", "--output", type=Place(), default=Path("build"), show_default=True, help="Folder to write into."
)
@click.option("--watch", is_flag=True, help="Build again whenever a source or a setting is saved.")
@switches
@_settings
@_verbosity
def build(sources: tuple[Path, ...], output: Path, watch: bool, **rest: Any) -> None:
    """Make the whole edition: TEI, HTML, text, indexes, report. SOURCES are texts or folders (default: sources/)."""
    sources = sources or (Path("sources"),)
    where = f"{output}/html/index.html"

    def make() -> None:
        run(sources, _plan(sources, output, ("tei", "html", "text"), rest), where, rest)

    if watch:
        watch_and_run(make, [*sources, *([rest["config"]] if rest["config"] else [])], output)
    make()


@main.command()
@click.argument("sources", nargs=-1, required=True, type=Place())
@click.option("-o", "--output", type=Place(), help="Folder for the TEI files (not needed for -).")
@switches
@_settings
@_verbosity
def convert(sources: tuple[Path, ...], output: Path | None, **rest: Any) -> None:
    """Make TEI only. With `-` for SOURCES read a text from standard input and write TEI to standard output."""
    if [str(s) for s in sources] == ["-"]:
        _convert_stream(rest)
        return
    if output is None:
        raise click.UsageError("Name the folder to write into: --output DIR")
    run(sources, _plan(sources, output, ("tei",), rest, flat=True), str(output), rest)


@main.command()
@click.argument("files", nargs=-1, required=True, type=_PATH)
@click.option(
    "--to",
    "form",
    type=click.Choice(["html", "text", "markdown", "epub"]),
    default="html",
    show_default=True,
)
@click.option("-o", "--output", type=_PATH, required=True, help="Folder to write into.")
@click.option(
    "--view",
    type=click.Choice(["reading", "diplomatic"]),
    help="Corrected and expanded words, or those of the source (default: reading; text: diplomatic).",
)
@click.option(
    "--notes",
    type=click.Choice(["end", "section", "inline", "none"]),
    default="end",
    show_default=True,
    help="Text and Markdown: where notes stand.",
)
@click.option("--no-pages", is_flag=True, help="Text and Markdown: no page numbers.")
@click.option("--width", type=click.IntRange(20), help="Text: wrap at this many characters.")
@click.option("--config", type=_PATH, help="HTML: the edition.toml that names the style of the house.")
def render(files: tuple[Path, ...], form: str, output: Path, config: Path | None, **how: Any) -> None:
    """Make a page, plain text, Markdown or a book from any TEI P5 files, ours or others'."""
    from .messages import InputError
    from .renditions import Rendition, render_file

    failed = 0
    _make_folder(output)
    house = _edition(config)[2]
    rendition = Rendition(
        form, how["view"] or "", how["notes"], not how["no_pages"], how["width"] or 0, house
    )
    for path in _xml_files(files):
        try:
            render_file(path, output, rendition)
        except InputError as error:
            failed += 1
            tell_error(str(path), error.code, error.detail, error.line, error.column)
        except OSError as error:
            failed += 1
            tell_error(str(path), "O01", f"{error.filename}: {error.strerror}")
    sys.exit(FAILED if failed else 0)


@main.command()
@click.argument("source", type=_PATH)
@_settings
def inspect(source: Path, **rest: Any) -> None:
    """Print what each line of SOURCE was taken for, and by which rule."""
    from .inspection import explain
    from .messages import InputError
    from .plan import settings
    from .source import read_source

    rest |= {"verbose": False, "quiet": False}
    plan = _plan((source,), Path(), (), rest)
    try:
        options, metadata = settings(source, plan)
        text, messages = read_source(source, name=source.stem, options=options)
    except InputError as error:
        tell_error(str(source), error.code, error.detail, error.line, error.column)
        sys.exit(UNREADABLE)
    for line in explain(text, options=options, metadata=metadata, messages=messages):
        click.echo(line)


@main.command()
@click.argument("sources", nargs=-1, required=True, type=_PATH)
@click.option("-o", "--output", type=_PATH, metavar="TABLE.csv", help="Where to write the table of names.")
@click.option(
    "--apply",
    "table",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="TABLE.csv",
    help="Keep the decisions of a table that was edited.",
)
@_settings
def review(sources: tuple[Path, ...], output: Path | None, table: Path | None, **rest: Any) -> None:
    """List every person and every doubtful mention for an editor to decide, or take the decisions in.

    The column `decision` takes yes, no, is ID, is ID, Name, name Rook, Tobias, or undo. What is decided is
    kept in decisions.csv beside edition.toml, or beside the texts.
    """
    from .commands.review import give_out, take_in

    if output is None and table is None:
        raise click.UsageError(
            "Say --output TABLE.csv to list the names, --apply TABLE.csv to take decisions in."
        )
    plan = _plan(sources, Path(), (), rest)
    if table:
        from .config import find_edition, project_folder
        from .guidance import decisions_path

        folder = project_folder(sources, rest["config"] or find_edition(sources)) or Path()
        take_in(table, plan, decisions_path(folder, plan.options.decisions))
        plan = _plan(sources, Path(), (), rest)
    if output:
        give_out(sources, plan, output)


@main.command()
@click.argument("folder", type=_PATH)
def init(folder: Path) -> None:
    """Start a new edition project in FOLDER: edition.toml, sources/ with a sample and its sidecar."""
    from .newproject import start_project

    try:
        made = start_project(folder)
    except OSError as error:
        raise click.ClickException(f"{error.filename}: {error.strerror}") from None
    for path in made:
        click.echo(f"wrote {path}", err=True)
    click.echo(f"Next: cd {folder} && tei-edition build", err=True)


# -- what the commands share --------------------------------------------------------------------


def _plan(
    sources: Sequence[Path],
    output: Path,
    outputs: tuple[str, ...],
    rest: dict[str, Any],
    *,
    flat: bool = False,
) -> Plan:
    from .config import find_edition, project_folder
    from .messages import ConfigError
    from .plan import Plan

    config = rest["config"] or find_edition(sources)
    options, metadata, house = _edition(config)
    try:
        names = "none" if rest["no_names"] else rest["names"] or options.names
        options, basis = _guided(options._replace(names=names), project_folder(sources, config))
    except ConfigError as error:
        refuse(error)
    if rest["encoding"] and not _known_encoding(rest["encoding"]):
        raise click.BadParameter(f"no encoding is called {rest['encoding']!r}", param_hint="--encoding")
    said = (rest["language"], rest["encoding"])
    return Plan(output, options, metadata, outputs, flat, *said, house=house, basis=basis)


def _guided(options: Options, folder: Path | None) -> tuple[Options, str]:
    """The options with what the editor says of persons, and a digest of the files that say it. Raises
    `ConfigError`, also for a recogniser that cannot be used."""
    from .guidance import guidance_files, load_guidance
    from .plan import digest_of

    if options.names not in ("builtin", "none"):
        from .names import recogniser

        recogniser(options.names)
    if folder is None:
        return options, ""
    where = {"authority": options.authority, "decisions": options.decisions}
    guidance = load_guidance(folder, **where)
    return options._replace(guidance=guidance), digest_of(guidance_files(folder, **where))


def _edition(config: Path | None) -> tuple[Options, Metadata, House]:
    """What `edition.toml` says; the program ends where it cannot be used."""
    from .config import load_edition
    from .house import PLAIN, load_house
    from .messages import ConfigError
    from .model import Metadata, Options

    if not config:
        return Options(), Metadata(), PLAIN
    try:
        options, metadata = load_edition(config)
        return options, metadata, load_house(config, metadata)
    except ConfigError as error:
        refuse(error)


def _known_encoding(name: str) -> bool:
    import codecs

    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True


def _convert_stream(rest: dict[str, Any]) -> None:
    from . import edition
    from .messages import InputError
    from .plan import switched
    from .records import Record
    from .source import source_of

    plan = _plan((), Path(), ("tei",), rest)
    try:
        options, metadata = switched(plan.options, plan.metadata, plan)
        source, messages = source_of(sys.stdin.buffer.read(), name="stdin", path="-", options=options)
    except InputError as error:
        tell_error("-", error.code, error.detail, error.line, error.column)
        sys.exit(UNREADABLE)
    made = edition.convert(source, options=options, metadata=metadata, schema="schema", messages=messages)
    sys.stdout.buffer.write(made.data)
    report("-", edition.summary(made, Record("stdin", "-")).messages, rest)
    sys.exit(0 if made.valid else FAILED)


def _xml_files(files: Sequence[Path]) -> list[Path]:
    from .messages import InputError
    from .sources import find_sources

    try:
        return list(find_sources(files, pattern="*.xml"))
    except InputError as error:
        refuse_sources(error)


def _make_folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        click.echo(unwritten(path, error), err=True)
        sys.exit(FAILED)
