"""TEI to the editions that are read: HTML, plain text, and what the indexes need to know."""

from .summary import mentions, record
from .transform import edition_css, to_html, to_text

__all__ = ["edition_css", "mentions", "record", "to_html", "to_text"]
