"""What validating against the profile costs, against lxml's parser and a bare `XMLSchema` on the same files.

    python bench/validation.py [FILE or FOLDER ...] [--runs 15]

Both sides run in one process, by turns, over all files, with the schema compiled before; the ratio is the
median of the ratios of the pairs. Without files the editions of the tests are taken, and one of 1 MB made
of the sample texts. First the schema alone (`--select V`), which is what the bare side does as well, though it
only says yes or no; then with the rules R01 to R29, which ask what the schema cannot.
"""

from __future__ import annotations

import argparse
import gc
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from lxml import etree

from tei_edition.resources import schema_dir
from tei_edition.validate import Checks, validate_files

ROOT = Path(__file__).resolve().parent.parent


def bare(files: Sequence[Path], schema: etree.XMLSchema) -> Callable[[], None]:
    def run() -> None:
        for file in files:
            schema.validate(etree.parse(str(file)))

    return run


def whole(files: Sequence[Path], *, rules: bool) -> Callable[[], None]:
    def run() -> None:
        for _ in validate_files(files, Checks(schema="profile", rules=rules)):
            pass

    return run


def seconds(task: Callable[[], None]) -> float:
    """Time of the processor: what else runs on the machine counts for less."""
    start = time.process_time()
    task()
    return time.process_time() - start


def compare(name: str, files: Sequence[Path], runs: int) -> None:
    """Print the ratio of both ways of checking some files to the bare one: medians of pairs, by turns."""
    schema = etree.XMLSchema(etree.parse(str(schema_dir() / "tei_edition.xsd")))
    size = sum(file.stat().st_size for file in files)
    print(f"{name}: {len(files)} file(s), {size / 1000:.0f} KB")
    for words, first in (
        ("schema", whole(files, rules=False)),
        ("schema and rules", whole(files, rules=True)),
    ):
        second = bare(files, schema)
        first()
        second()
        pairs = [(seconds(first), seconds(second)) for _ in range(runs)]
        ratio = statistics.median(a / b for a, b in pairs)
        ours, theirs = (min(side) * 1000 for side in zip(*pairs, strict=True))
        print(
            f"  {words:16} {ours:8.2f} ms, bare {theirs:8.2f} ms (fastest); ratio {ratio:.2f} (median of {runs} pairs)"
        )


def large(folder: Path, size: int = 1_000_000) -> Path:
    """One document of about `size` bytes: the words of the sample texts again and again, converted."""
    from tei_edition.edition import convert
    from tei_edition.model import Options
    from tei_edition.source import source_of

    words = "\n\n".join(path.read_text("utf-8") for path in sorted((ROOT / "sources").glob("*.txt")))
    paragraphs = [
        part for part in words.split("\n\n") if len(part) > 200 and not re.search("[⁰-⁹¹²³*\\[]", part)
    ]
    text = "The Large Text\n\n" + "\n\n".join(paragraphs * (size // sum(map(len, paragraphs)) + 1))
    source, messages = source_of(text.encode(), name="large", path="large.txt", options=Options())
    path = folder / "large.xml"
    path.write_bytes(convert(source, messages=messages).data)
    return path


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--runs", type=int, default=15)
    given = parser.parse_args()
    gc.set_threshold(200_000)  # as the command does
    if given.files:
        named = [
            f for path in given.files for f in (sorted(path.rglob("*.xml")) if path.is_dir() else [path])
        ]
        compare("files named", named, given.runs)
        return
    compare("sample editions", sorted((ROOT / "tests" / "editions").glob("*/edition.xml")), given.runs)
    with tempfile.TemporaryDirectory() as scratch:
        compare("one large text", [large(Path(scratch))], given.runs)


if __name__ == "__main__":
    main()
