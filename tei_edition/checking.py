"""Many TEI documents: find them, share them out to processes, keep what counts, and mend what is safe.

Findings come in the order of the files, whatever the number of processes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from .findings import Finding
from .messages import InputError
from .selection import Selection
from .sources import find_sources
from .validate import PROFILE, Checks, parse, prepare, validate_data, validate_files
from .xmlread import read

if TYPE_CHECKING:
    from .jobs import Loss

CHUNK = 25  # documents handed to a process at once, at least
SHARED = 400_000  # bytes of all documents, from which on a second process is worth its start (0.05 s)
Checked = tuple[str, list[Finding]]


@dataclass(slots=True, eq=False)
class Result:
    """What was checked, in order, and what was found of it; findings that are ignored have a reason."""

    files: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def told(self) -> list[Finding]:
        """The findings that count."""
        return [finding for finding in self.findings if not finding.ignored]

    @property
    def errors(self) -> int:
        """How many errors there are."""
        return sum(finding.severity == "error" for finding in self.told)

    @property
    def wrong(self) -> int:
        """How many documents have an error."""
        return len({finding.file for finding in self.told if finding.severity == "error"})

    @property
    def unread(self) -> bool:
        """Whether no document at all could be read."""
        missing = {finding.file for finding in self.findings if finding.code == "I06"}
        return bool(self.files) and missing.issuperset(self.files)

    def summary(self) -> str:
        """One line for people: files, valid and not, errors, warnings, ignored."""
        warnings = sum(finding.severity == "warning" for finding in self.told)
        ignored = len(self.findings) - len(self.told)
        words = (
            f"{len(self.files)} file(s): {len(self.files) - self.wrong} valid, {self.wrong} not;"
            f" {self.errors} error(s), {warnings} warning(s)"
        )
        return f"{words}, {ignored} ignored" if ignored else words


def find_documents(paths: Iterable[Path]) -> list[Path]:
    """The files named, and all `*.xml` below the folders named, in a stable order, each once.

    A path that does not exist is kept: it becomes a finding. Raises InputError (I06) where a folder has none.
    """
    return list(find_sources(paths, pattern="*.xml", missing=True))


def check_all(
    paths: Sequence[Path],
    checks: Checks,
    *,
    selection: Selection | None = None,
    jobs: int = 1,
    progress: Callable[[], None] | None = None,
) -> Result:
    """Validate files in `jobs` processes; `progress` is called for each file as it is done."""
    return _gathered(_shared_out(paths, checks, jobs), selection or Selection(), progress)


def check_stream(
    reader: Callable[[], bytes], checks: Checks, *, name: str, selection: Selection | None = None
) -> Result:
    """Validate one document that `reader` reads, told under `name`."""
    return _gathered(validate_data([(name, reader)], checks), selection or Selection(), None)


@dataclass(slots=True, eq=False)
class Outcome:
    """What mending one file came to: what was done, the difference, and why it was refused."""

    done: list[str] = field(default_factory=list)
    diff: str = ""
    findings: list[Finding] = field(default_factory=list)


def mend_file(path: Path, checks: Checks, *, write: bool) -> Outcome:
    """Mend what is safe in a file, and write it back if `write`; never where the proof objects.

    A repair that would make a valid document invalid is refused as well. Files that cannot be read, or are
    no XML, are left to the validation.
    """
    from .repair import diff, mend, names_profile
    from .writing import write_file

    try:
        data = read(path)
        profile = checks.schema == PROFILE or (not checks.schema and names_profile(parse(data)))
        mended = mend(data, profile=profile)
    except InputError:
        return Outcome()
    against = mended.differences or _made_invalid(path, data, mended.data, checks)
    if against:
        words = f"not mended: {'; '.join(against)}"
        return Outcome(findings=[Finding("V08", "error", 0, "", words, file=str(path))])
    if write and mended.done:
        try:
            write_file(path, mended.data)
        except OSError as error:
            words = error.strerror or str(error)
            return Outcome(findings=[Finding("O01", "error", 0, "", words, file=str(path))])
    return Outcome(mended.done, diff(str(path), data, mended.data))


def _made_invalid(path: Path, before: bytes, after: bytes, checks: Checks) -> list[str]:
    """What the grammar says of the mended file, where it said nothing of the file before."""
    if before == after:
        return []
    pair = [(str(path), lambda: before), (str(path), lambda: after)]
    old, new = (
        [finding.message for finding in findings if finding.code == "V01"]
        for _, findings in validate_data(pair, checks._replace(rules=False))
    )
    return [] if old else new[:1]


def _gathered(
    checked: Iterable[Checked], selection: Selection, progress: Callable[[], None] | None
) -> Result:
    result = Result()
    for name, findings in checked:
        result.files.append(name)
        result.findings += selection.of(findings)
        if progress:
            progress()
    result.findings += selection.unused()
    return result


def _shared_out(paths: Sequence[Path], checks: Checks, jobs: int) -> Iterator[Checked]:
    if jobs == 1 or not _worth_sharing(paths):
        yield from validate_files(paths, checks)
        return
    from .jobs import each

    prepare(checks)
    size = _chunk_size(len(paths), checks, jobs)
    chunks = [(number, paths[at : at + size], checks) for number, at in enumerate(range(0, len(paths), size))]
    ready: dict[int, list[Checked]] = {}
    following = 0
    for number, checked in each(_check_chunk, chunks, jobs=min(jobs, len(chunks)), lost=_lost):
        ready[number] = checked
        while following in ready:  # in the order of the files
            yield from ready.pop(following)
            following += 1


def _worth_sharing(paths: Sequence[Path]) -> bool:
    """Whether there is more to do than to start a second process."""
    size = 0
    for path in paths:
        with suppress(OSError):
            size += path.stat().st_size
        if size > SHARED:
            return True
    return False


def _chunk_size(number: int, checks: Checks, jobs: int) -> int:
    """How many documents a process is given at once: where jing may have to be started, as many as can be."""
    if checks.schema not in ("", PROFILE):
        return number // jobs + 1
    return max(CHUNK, number // (4 * jobs))


Chunk = tuple[int, Sequence[Path], Checks]


def _check_chunk(chunk: Chunk) -> tuple[int, list[Checked]]:
    number, paths, checks = chunk
    return number, list(validate_files(paths, checks))


def _lost(chunk: Chunk, loss: Loss) -> tuple[int, list[Checked]]:
    """What is told of documents whose process has died: which of them was at fault is not known."""
    number, paths, _ = chunk
    words = f"not checked: {loss.words}"
    names = [str(path) for path in paths]
    return number, [(name, [Finding("O02", "error", 0, "", words, file=name)]) for name in names]
