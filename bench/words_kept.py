"""Whether the HTML and the text edition of every TEI file below a folder keep each of its words, in order.

python bench/words_kept.py FOLDER...        reading and diplomatic view of every *.xml; 1 if one fails
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from wordcheck import faults

from tei_edition.messages import InputError
from tei_edition.validate import parse


def main(folders: list[str]) -> int:
    """Check all files; print what is wrong with each."""
    files = sorted(path for folder in folders for path in Path(folder).rglob("*.xml"))
    bad = unread = 0
    for path in files:
        try:
            document = parse(path)
        except InputError as error:
            unread += 1
            print(f"{path}: not read: {error.detail}")
            continue
        found = [f"{view}: {fault}" for view in ("reading", "diplomatic") for fault in faults(document, view)]
        bad += bool(found)
        for line in found:
            print(f"{path}: {line}")
    print(f"{len(files)} files, {unread} not read, {bad} with words lost, changed or moved")
    return 1 if bad or unread else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
