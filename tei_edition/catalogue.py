"""What each code of a validation means and how to mend what it tells: the V codes, and the rules."""

from __future__ import annotations

from functools import cache

from .findings import Entry
from .messages import CODES
from .rules import RULES

MENDING = {
    "V01": "Go to the element named; the message lists what may stand there.",
    "V02": "Mend the XML at the place named.",
    "V03": "Remove the entity declarations or the DOCTYPE, or split the file; no TEI file needs them.",
    "V04": "Name an `.xsd`, `.rng`, `.rnc` or `.sch` file that is complete, or install what the message names.",
    "V05": "The root must be `TEI` in the namespace `http://www.tei-c.org/ns/1.0`.",
    "V06": "Save a copy of the schema beside the file, or name one with `--schema`: nothing is fetched.",
    "V07": "Correct the path of the file in `[[ignore]]`, or remove the entry.",
    "V08": "A fault of the program: please report it with the file. Nothing was written.",
}


@cache
def catalogue() -> dict[str, Entry]:
    """Code -> severity, meaning and mending, for every code that a validation can tell."""
    entries = {
        code: Entry(kind.severity, kind.meaning, MENDING.get(code, ""))
        for code, kind in CODES.items()
        if code in MENDING or code == "I06"
    }
    return entries | {rule.id: Entry(rule.severity, rule.meaning, rule.mend) for rule in RULES}
