"""What the encodingDesc says of the editors' practice, as the options in force make it true."""

from __future__ import annotations

from collections.abc import Sequence

from .model import Block, Document


def sampling(doc: Document) -> str:
    """What part of the source is in the file (samplingDecl)."""
    aside = any(b.kind == "boilerplate" for b in doc.header.lines)
    return "The whole text of the source is given." + (
        " Lines that belong to its website or its print layout are not part of the text; they are kept, word for word, in notesStmt."
        if aside
        else ""
    )


def confirmed(leaves: Sequence[Block]) -> bool:
    """Whether an editor has confirmed a name in one of these blocks."""
    return any(m.attrs.get("resp") == "#resp_editor" for b in leaves for m in b.marks if m.kind == "persName")


def practice(doc: Document, leaves: Sequence[Block]) -> list[tuple[str, dict[str, str], str]]:
    """The seven declarations of editorialDecl, as the options in force, and the leaves of the document, make them true."""
    corrected = bool(doc.metadata.corrections)
    hyphens = {m.attrs.get("break") for b in leaves for m in b.marks if m.kind == "lb"}
    eol = "some" if "maybe" in hyphens else "none"
    named = doc.options.names != "none"
    titles = (
        "stand inside the name, as in the source"
        if doc.options.titles == "inside"
        else "stand outside the name"
    )
    return [
        ("correction", {"method": "markup" if corrected else "silent", "status": "low"},
         "Misprints that the editor corrected keep the source's reading beside the correction; no others were corrected."
         if corrected else "Nothing has been corrected: misprints of the source stand as they are."),
        ("normalization", {"method": "silent"},
         "Spelling and punctuation are the source's. Characters are in Unicode NFC; white space at the edges of blocks and at the "
         "ends of wrapped lines is not kept."),
        ("quotation", {"marks": "all"},
         "Quotation marks stay as characters; quote is used for quotations set as blocks of their own."),
        ("hyphenation", {"eol": eol},
         "A hyphen at the end of a line is dropped where the joined word is attested in the text; lb with break=no marks the place. "
         "Where that is in doubt the hyphen stays, and lb has break=maybe." if hyphens else
         "The source has no words broken at line ends."),
        ("segmentation", {},
         "Paragraphs and notes that a page end cut are rejoined; page numbers of the source are pb. Notes stand at the place of their "
         "marks; the mark is in the n attribute. Numbers of list items are in the n attribute of item."),
        ("stdVals", {},
         "Dates have W3C values, as precise as the source and no more; where a date can be read two ways it has none."),
        ("interpretation", {},
         f"Names of persons are persName with a pointer to a person; titles and roles {titles}. Those that the program recognised "
         "have resp=#resp_encoder, and cert where they are less than certain; those that an editor confirmed have "
         "resp=#resp_editor." if named else "No names were tagged in the text."),
    ]  # fmt: skip
