"""TEI to the editions that are read: HTML, plain text, and what the indexes need to know."""

from .annotate import Readable, readable
from .search import searchable
from .summary import mentions, record
from .transform import Ways, edition_css, html_page, page_bytes, to_html, to_text

__all__ = [
    "Readable", "Ways", "edition_css", "html_page", "mentions", "page_bytes", "readable", "record", "searchable",
    "to_html", "to_text",
]  # fmt: skip
