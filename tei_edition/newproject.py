"""`tei-edition init`: the few files a new edition starts from."""

from __future__ import annotations

from pathlib import Path

EDITION = """\
# What holds for every document of this edition. A sidecar NAME.toml beside NAME.txt goes over it.

[edition]
title = "{name}"
publisher = "Name of your project or institution"
licence = "CC BY 4.0"
licence_url = "https://creativecommons.org/licenses/by/4.0/"
# date = "2026-11-22"          # of the TEI files; without it they carry none
# editor = ["Your Name"]
# series = "Name of a series"
# project = "What this edition is for, in a sentence or two."

[text]
# language = "en"              # BCP 47; without it the language is found from the text
# date_order = "dmy"           # how to read 12-7-1921; without it such a date has no value
unsigned = "Unsigned"          # the author of a text that names none

[names]
# recogniser = "builtin"       # or "none", "spacy:MODEL", a plug-in
# authority = "persons.toml"   # persons you know: id, name, variants, addresses in VIAF, GND, Wikidata
"""

SAMPLE = """\
Ada Fenwick

The Ferry at Low Water

(March 1931)

Written: 4 March 1931.
Published: The Estuary Review, Vol. 2 No. 3, April 1931, pp. 11-12.

When the ferry stops, the two banks become two countries. Captain Tobias Rook never saw the water so low.

A bell and a rope

I asked Rook what he would do if the bridge were built.[1] He looked at the rope that Mrs. Ida Lorne mended, and said:

“Then I shall be a man who owns a bell.”

Ida Lorne, when I told her, laughed at him.

Saltholme, 4 March 1931

1. The bridge was voted in 1929 and never begun.
"""

SIDECAR = """\
# What you know about the-ferry.txt that the text does not say, or says otherwise.
genre = "essay"
keywords = ["rivers", "work"]
"""


def start_project(folder: Path) -> list[Path]:
    """Write the files that are not there yet and return their paths. Raises `OSError` where it cannot."""
    sources = folder / "sources"
    sources.mkdir(parents=True, exist_ok=True)
    name = folder.resolve().name.replace('"', "'").replace("\\", "/")
    files = {
        sources / "edition.toml": EDITION.format(name=name),
        sources / "the-ferry.txt": SAMPLE,
        sources / "the-ferry.toml": SIDECAR,
        folder / ".gitignore": "build/\n",
    }
    made = []
    for path, words in files.items():
        if not path.exists():
            path.write_text(words, encoding="utf-8")
            made.append(path)
    return made
