"""TEI to the editions that are read: HTML, plain text, and what the indexes need to know."""

from .annotate import Readable, readable
from .summary import mentions, record
from .transform import House, Ways, edition_css, to_html, to_text

__all__ = ["House", "Readable", "Ways", "edition_css", "mentions", "readable", "record", "to_html", "to_text"]
