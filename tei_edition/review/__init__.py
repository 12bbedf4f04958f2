"""The editor's review of names: every person and every doubtful mention in a table, and back as decisions."""

from __future__ import annotations

from tei_edition.review.answers import Answered, answered
from tei_edition.review.listing import COLUMNS, Listing, listed
from tei_edition.review.sheets import Sheet, read_sheet, sheet_of

__all__ = ["COLUMNS", "Answered", "Listing", "Sheet", "answered", "listed", "read_sheet", "sheet_of"]
