"""What editors say of persons: the authority file and the decisions, read from the folder of the project."""

from __future__ import annotations

from pathlib import Path

from tei_edition.messages import ConfigError
from tei_edition.people import Decision, Guidance, Person

AUTHORITY, DECISIONS = "persons.toml", "decisions.csv"


def guidance_files(folder: Path, *, authority: str = "", decisions: str = "") -> list[Path]:
    """The files from which the guidance of a project comes."""
    names = (authority or AUTHORITY, decisions or DECISIONS)
    return [path for path in (folder / name for name in names) if path.is_file()]


def load_guidance(folder: Path, *, authority: str = "", decisions: str = "") -> Guidance:
    """The guidance of the project in `folder`: the files named, relative to it, or `persons.toml` and
    `decisions.csv` where there are such. Raises `ConfigError`."""
    file = folder / (authority or AUTHORITY)
    if not authority and (folder / "persons.txt").exists():
        file = folder / "none"  # then persons.toml is the sidecar of that text
    if authority and not file.is_file():
        raise ConfigError("I06", str(file), 0, "there is no such authority file")
    persons: tuple[Person, ...] = ()
    decided: dict[str, tuple[Decision, ...]] = {}
    if file.is_file():  # only who has such files pays for their readers
        from tei_edition.guidance.authority import read_authority

        persons = read_authority(file)
    path = decisions_path(folder, decisions)
    if path.is_file():
        from tei_edition.guidance.decisions import read_decisions

        decided = read_decisions(path)
    return Guidance(persons, decided)


def decisions_path(folder: Path, decisions: str = "") -> Path:
    """Where the decisions of the project in `folder` are kept."""
    return folder / (decisions or DECISIONS)
