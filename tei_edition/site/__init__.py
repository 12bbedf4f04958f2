"""The pages over all documents, made from their records alone: index, persons, report."""

from .frame import site_css
from .index import write_index
from .persons import write_persons
from .report import write_report

__all__ = ["site_css", "write_index", "write_persons", "write_report"]
