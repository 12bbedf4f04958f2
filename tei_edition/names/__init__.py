"""Persons named in a text: the built-in recogniser (`recognise`) and who is who (`gather`)."""

from __future__ import annotations

from tei_edition.names.known import Known
from tei_edition.names.passages import Mention, Passage
from tei_edition.names.persons import Gathered, gather
from tei_edition.names.recogniser import recognise
from tei_edition.names.register import Register

__all__ = ["Gathered", "Known", "Mention", "Passage", "Register", "gather", "recognise"]
