"""What lies beside the converting itself in a run of very many documents: simulated, for the estimate in the docs.

    python bench/simulate.py [--documents 100000]

Made-up casts and records, as many as there would be documents, go through the steps that one process does
alone: handing tasks out, settling who is who, making the pages. Persons are drawn as names are in
real editions: few are in many documents, most in one. Seconds and memory are of a process for each.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial

from tei_edition.jobs import Loss, each
from tei_edition.model import MASK
from tei_edition.names.register import Register
from tei_edition.people import Member, PersonEntry
from tei_edition.records import Record
from tei_edition.site import make_site

PERSONS = 12  # of a document
MENTIONS = 3  # of each of them
SYLLABLES = (
    "ab",
    "al",
    "ar",
    "bel",
    "bor",
    "cal",
    "cor",
    "dal",
    "dor",
    "el",
    "fal",
    "fen",
    "gar",
    "hal",
    "hen",
    "mor",
)


def surname(number: int) -> str:
    """A made-up surname for each number."""
    parts = []
    while number or not parts:
        number, rest = divmod(number, len(SYLLABLES))
        parts.append(SYLLABLES[rest])
    return "".join(parts).capitalize() + "son"


def cast(document: int, documents: int) -> list[Member]:
    """Persons of a document, drawn from a stock that grows with the edition."""
    chance = random.Random(document)
    stock = documents * 4
    numbers = {int(stock ** chance.random()) for _ in range(PERSONS)}
    return [
        Member(
            f"{surname(n).lower()}_ada",
            f"Ada {surname(n)}",
            ("Ada",),
            surname(n),
            "",
            "",
            "",
            MENTIONS,
            False,
        )
        for n in sorted(numbers)
    ]


def record(document: int, documents: int) -> Record:
    """The record of a document of some 10 kB."""
    words = f"and when they came to the landing {MASK}Ada{MASK} said that nobody had ever rung the bell so"
    persons = [
        PersonEntry(m.id, m.name, [], {}, [(f"m{n}", words) for n in range(MENTIONS)])
        for m in cast(document, documents)
    ]
    made = Record(f"text{document:07}", f"in/text{document:07}.txt")
    made.title, made.authors = f"The {document}th Lamp", ["Ada Harrow"]
    made.date = made.when = "1931"
    made.language, made.persons, made.valid = "en", persons, True
    made.counts = {"words": 1700, "notes": 3, "persons": len(persons)}
    made.audit = {"source": 8000, "text": 7900, "header": 90, "marks": 10}
    return made


def nothing(task: int) -> int:
    return task


def no_loss(_: int, loss: Loss) -> int:
    raise RuntimeError(loss.words)


def handing_out(documents: int) -> None:
    for _ in each(nothing, iter(range(documents)), jobs=2, lost=no_loss):
        pass


def who_is_who(documents: int) -> None:
    register = Register()
    for number in range(documents):
        register.add(f"text{number:07}", cast(number, documents))
    register.settle()
    for number in range(documents):
        register.identities(f"text{number:07}", cast(number, documents))


def pages(documents: int) -> None:
    records: Iterator[Record] = map(partial(record, documents=documents), range(documents))
    for _, pieces in make_site(records, "0"):
        for _ in pieces:
            pass


def drawing(documents: int) -> None:
    """What the made-up casts and records themselves cost: to be taken off."""
    for number in range(documents):
        record(number, documents)


STEPS = {step.__name__: step for step in (drawing, handing_out, who_is_who, pages)}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--step", choices=STEPS)
    given = parser.parse_args()
    if given.step:
        start = time.perf_counter()
        STEPS[given.step](given.documents)
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        a_document = seconds / given.documents * 1e6
        print(
            f"{given.step:12} {seconds:8.1f} s, {a_document:6.0f} microseconds a document, {peak:5.0f} MB",
            flush=True,
        )
        return
    for documents in (given.documents // 10, given.documents):
        print(f"{documents:,} documents", flush=True)
        for step in STEPS:
            subprocess.run(
                [sys.executable, __file__, "--documents", str(documents), "--step", step], check=True
            )


if __name__ == "__main__":
    main()
