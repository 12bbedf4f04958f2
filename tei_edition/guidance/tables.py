"""Tables as spreadsheets write them: CSV with commas, semicolons or tabs, with a byte order mark or without."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tei_edition.messages import ConfigError
from tei_edition.names.forms import RESERVED
from tei_edition.projectfiles import read_text


def bad(path: Path, line: int, words: str) -> ConfigError:
    """The error of a value that cannot be used."""
    return ConfigError("C03", str(path), line, words)


def refuse_reserved(path: Path, line: int, identifier: str) -> None:
    """Raise `ConfigError` for an id that the program gives itself, such as `note3`."""
    if RESERVED.match(identifier):
        raise bad(path, line, f"the id {identifier} is one that the program gives to something else")


def read_table(
    path: Path, columns: Sequence[str], *, needed: Sequence[str]
) -> Iterator[tuple[int, dict[str, object]]]:
    """The rows of a table with their lines, as column -> cell; empty cells and empty rows are left out.

    Raises `ConfigError` where a column of `needed` is missing or one is none of `columns`.
    """
    text = read_text(path)
    head = text.partition("\n")[0]
    sign = max(",;\t", key=head.count)
    rows = csv.reader(io.StringIO(text), delimiter=sign, strict=True)
    try:
        names = [name.strip().lower() for name in next(rows, [])]
        wrong = [name for name in names if name and name not in columns]
        missing = [name for name in needed if name not in names]
        if missing or wrong:
            told = f"no column {missing[0]}" if missing else f"unknown column {wrong[0]}"
            raise ConfigError("C02", str(path), 1, f"{told}; the columns are {', '.join(columns)}")
        for row in rows:
            if any(cell.strip() for cell in row):
                yield (
                    rows.line_num,
                    {n: cell.strip() for n, cell in zip(names, row, strict=False) if cell.strip()},
                )
    except csv.Error as error:
        raise ConfigError("C01", str(path), rows.line_num, str(error)) from None


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table as CSV with commas and line feeds."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()
