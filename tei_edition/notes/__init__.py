"""Notes: bodies found by form, marks found by what the bodies prove, both linked one-to-one and in order.

Two stages. `take_notes` runs before paragraphs are made, since bodies at the foot of a page stand
between the halves of a paragraph. `link_notes` runs after: it looks in the running text for just
the kind of mark whose bodies exist, pairs them, and leaves alone, with a message, whatever does not
pair.
"""

from __future__ import annotations

from .bodies import take_notes
from .linking import link_notes

__all__ = ["link_notes", "take_notes"]
