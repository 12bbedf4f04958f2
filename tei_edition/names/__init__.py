"""Persons named in a text: the built-in recogniser (`recognise`) and who is who in it (`gather`)."""

from __future__ import annotations

from tei_edition.names.decided import confirm, context, decide, decided_persons, decisions_on
from tei_edition.names.forms import parse, person_id
from tei_edition.names.gazetteer import find_listed, is_common
from tei_edition.names.known import Known
from tei_edition.names.namesakes import namesakes
from tei_edition.names.overlaps import settle
from tei_edition.names.passages import Mention, Near, Passage
from tei_edition.names.persons import Gathered, gather
from tei_edition.names.plugins import recogniser
from tei_edition.names.recogniser import nearly, recognise
from tei_edition.names.someone import person_of

__all__ = [
    "Gathered",
    "Known",
    "Mention",
    "Near",
    "Passage",
    "confirm",
    "context",
    "decide",
    "decided_persons",
    "decisions_on",
    "find_listed",
    "gather",
    "is_common",
    "namesakes",
    "nearly",
    "parse",
    "person_id",
    "person_of",
    "recognise",
    "recogniser",
    "settle",
]
