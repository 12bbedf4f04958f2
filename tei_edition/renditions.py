"""Any TEI file, ours or others', as an edition of one kind: what `tei-edition render` writes."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from .house import PLAIN, House
from .plan import ENDINGS
from .validate import parse
from .writing import write_file

# The words of the source are the default where an edition takes its place.
VIEWS = {"html": "reading", "epub": "reading", "text": "diplomatic", "markdown": "diplomatic"}


class Rendition(NamedTuple):
    """What to make: `form` is a key of `VIEWS`; `view` is reading, diplomatic or empty for the default of
    the form; `notes`, `pages` and `width` are for text (see `to_text`)."""

    form: str = "html"
    view: str = ""
    notes: str = "end"
    pages: bool = True
    width: int = 0
    house: House = PLAIN


def render_file(path: Path, folder: Path, how: Rendition) -> Path:
    """Write one edition of the TEI file into `folder`; its path. Raises `InputError` and `OSError`."""
    target = folder / f"{path.stem}{ENDINGS[how.form]}"
    write_file(target, rendered(path, how))
    return target


def rendered(path: Path, how: Rendition) -> bytes:
    """The edition of a TEI file."""
    from .render import to_html, to_text

    tree, name, view = parse(path), path.stem, how.view or VIEWS[how.form]
    if how.form == "html":
        return to_html(tree, name=name, view=view, house=how.house)
    if how.form == "epub":
        from .render.epub import to_epub

        return to_epub(tree, name=name, view=view)
    if how.form == "markdown":
        from .render.markdown import to_markdown

        return to_markdown(tree, view=view, notes=how.notes, pages=how.pages).encode("utf-8")
    return to_text(tree, view=view, notes=how.notes, pages=how.pages, width=how.width).encode("utf-8")
