"""The files an editor writes for a project, read: UTF-8 and TOML, with the line of what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .messages import ConfigError
from .patterns import lazy

TOML_LINE = lazy(r"\(at line (\d+), column \d+\)")


def read_text(path: Path) -> str:
    """The text of a file, its line ends line feeds; raises `ConfigError` where it cannot be read (I06) or is
    not UTF-8 (C01)."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ConfigError("I06", str(path), 0, error.strerror or "cannot be read") from None
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise ConfigError("C01", str(path), data.count(b"\n", 0, error.start) + 1, "not UTF-8") from None


def parse_toml(path: Path, text: str) -> dict[str, Any]:
    """What the text of the TOML file `path` says; raises `ConfigError` (C01) where it is none."""
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = TOML_LINE.search(str(error))
        line = int(place[1]) if place else text.count("\n") + 1
        raise ConfigError("C01", str(path), line, str(error)) from None
    except RecursionError:
        raise ConfigError("C01", str(path), 0, "nested too deeply") from None
