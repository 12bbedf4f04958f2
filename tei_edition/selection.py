"""Which findings count: codes selected and ignored, and the exceptions of `edition.toml` with their reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from .config import EDITION, Ignored
from .findings import Finding

# What says that a document was not checked at all is always told.
ALWAYS = frozenset(("I06", "V02", "V03", "V04", "V05", "V08", "O01", "O02"))
FOLDERS = ("", "sources")


@dataclass(slots=True, eq=False)
class Selection:
    """Codes, or beginnings of codes (`R`, `R1`, `R18`), that are told or not; `exceptions` are those of `config`."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exceptions: tuple[Ignored, ...] = ()
    config: str = ""
    _used: set[Ignored] = field(default_factory=set)

    def of(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """The findings that are told; those excepted have the reason in `ignored`."""
        for finding in findings:
            if finding.code in ALWAYS:
                yield finding
            elif self._told(finding.code):
                yield finding._replace(ignored=self._reason(finding))

    def unused(self) -> list[Finding]:
        """A warning for each exception that nothing has needed."""
        return [
            Finding(
                "V07",
                "warning",
                0,
                "",
                f"nothing to ignore: {' '.join(e.codes)} in {e.file}",
                file=self.config,
            )
            for e in self.exceptions
            if e not in self._used
        ]

    def _told(self, code: str) -> bool:
        if self.select and not code.startswith(self.select):
            return False
        return not (self.ignore and code.startswith(self.ignore))

    def _reason(self, finding: Finding) -> str:
        for exception in self.exceptions:
            if finding.code.startswith(exception.codes) and PurePath(finding.file).match(exception.file):
                self._used.add(exception)
                return exception.reason
        return ""


def unknown_codes(codes: Iterable[str], known: Iterable[str]) -> list[str]:
    """Those of the codes that begin no known code."""
    known = list(known)
    return [code for code in codes if not any(one.startswith(code) for one in known)]


def find_config(paths: Iterable[Path]) -> Path | None:
    """The `edition.toml` that holds for files: in their folder or one above it, up to where the program runs.

    In each of these a folder `sources` is looked into as well, because TEI lies in `build/tei`.
    """
    here = Path().absolute()
    for path in paths:
        start = path.absolute() if path.is_dir() else path.absolute().parent
        for folder in (start, *start.parents):
            for name in FOLDERS:
                if (folder / name / EDITION).is_file():
                    return folder / name / EDITION
            if folder == here or not folder.is_relative_to(here):
                break
    return None
