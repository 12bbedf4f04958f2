"""Texts to measure with: as many as wanted, of any size, grown from the samples of sources/.

    python bench/texts.py FOLDER --documents 1000 --kilobytes 10

Each is made of paragraphs of all samples in an order of its own, under a title of its own; its persons are
those of the samples, and some that only this text has. The same arguments give the same texts.
"""

from __future__ import annotations

import argparse
import random
import re
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent.parent / "sources"
MARKS = re.compile(r"[<\[_*¹²³⁴⁵⁶⁷⁸⁹]")  # pandoc takes long over these, which would flatter us
FORENAMES = (
    "Ada",
    "Agnes",
    "Anna",
    "Clara",
    "Edith",
    "Emma",
    "Jonas",
    "Karl",
    "Martin",
    "Peter",
    "Robert",
    "Tobias",
)
SURNAMES = (
    "Ashdown",
    "Barrow",
    "Calder",
    "Dunmore",
    "Ellery",
    "Fenwick",
    "Garrow",
    "Hallam",
    "Jessop",
    "Lorimer",
)


def paragraphs() -> list[str]:
    """The paragraphs of the samples that are prose, without notes and other marks."""
    found = []
    for sample in sorted(SAMPLES.glob("*.txt")):
        for paragraph in re.split(r"\n[ \t]*\n", sample.read_text(encoding="utf-8")):
            if len(paragraph) > 200 and not MARKS.search(paragraph):
                found.append(" ".join(paragraph.split()))
    return found


def text(number: int, size: int, stock: list[str]) -> str:
    """One text of about `size` characters."""
    chance = random.Random(number)
    someone = f"{chance.choice(FORENAMES)} {chance.choice(SURNAMES)}{'ei'[number % 2]}ck"
    pieces = [f"The {number}th Lamp", f"by {someone}"]
    length = 0
    while length < size:
        pieces.append(chance.choice(stock))
        if not chance.randrange(8):
            pieces[-1] += f" So at least {someone} said; and Mr. {chance.choice(SURNAMES)} agreed."
        length += len(pieces[-1]) + 2
    return "\n\n".join(pieces) + "\n"


def write(folder: Path, documents: int, kilobytes: float) -> int:
    """Write the texts into a folder; how many bytes they have."""
    stock = paragraphs()
    folder.mkdir(parents=True, exist_ok=True)
    size = 0
    for number in range(documents):
        data = text(number, int(kilobytes * 1000), stock).encode()
        (folder / f"text{number:07}.txt").write_bytes(data)
        size += len(data)
    return size


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--kilobytes", type=float, default=10)
    given = parser.parse_args()
    size = write(given.folder, given.documents, given.kilobytes)
    print(f"{given.documents} texts, {size / 1e6:.1f} MB: {given.folder}")


if __name__ == "__main__":
    main()
