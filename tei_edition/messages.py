"""Every message code with its severity and meaning, and the few exceptions.

A rule never prints and never raises for a fact about the text: it says a code. Codes are stable;
a letter gives the family: `I` input, `C` configuration, `S` structure, `N` notes, `H` header,
`P` persons, `A` audit, `V` validity (with `R01`-`R30` of the profile in `rules.py`), `O` output.
"""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """A message code's severity (error, warning, info) and what it means, for the report and the docs."""

    severity: str
    meaning: str


CODES: dict[str, Kind] = {
    # input
    "I01": Kind("error", "the file is empty or holds only white space"),
    "I02": Kind("error", "the file is not text: it holds NUL bytes or mostly control bytes"),
    "I03": Kind("error", "a byte cannot be decoded in the declared encoding"),
    "I04": Kind("error", "a control character that XML cannot hold"),
    "I05": Kind("error", "a line is longer than the limit"),
    "I06": Kind("error", "the file cannot be read"),
    "I07": Kind("warning", "not UTF-8: read as Windows-1252, the last resort"),
    "I08": Kind("info", "characters were composed (Unicode NFC)"),
    "I09": Kind("error", "two sources would write the same output"),
    "I10": Kind("error", "the name of a source cannot name its outputs"),
    "I11": Kind("warning", "characters that look like a wrongly decoded text, or stand for nothing"),
    "I12": Kind("error", "the file changed while it was read"),
    # configuration
    "C01": Kind("error", "a TOML file that is not well-formed"),
    "C02": Kind("error", "an unknown key"),
    "C03": Kind("error", "a value of the wrong type or form"),
    "C04": Kind("warning", "a decision of the sidecar that matches nothing in the text"),
    "C05": Kind("error", "a recogniser of names that cannot be used"),
    "C06": Kind("error", "the stylesheet of the house cannot be used"),
    # structure
    "S01": Kind("warning", "a paragraph may be torn: it has no sentence end"),
    "S02": Kind("info", "furniture set aside"),
    "S04": Kind("warning", "emphasis signs that do not pair: left as text"),
    "S05": Kind("warning", "an entry of the contents list that no heading answers"),
    "S06": Kind("info", "a hyphen at a line end, joined or kept"),
    "S07": Kind("info", "a paragraph cut by a page end, rejoined"),
    "S08": Kind("info", "a text of short lines only, taken for paragraphs"),
    "S09": Kind("info", "a line with the form of a heading, which the rest of the text speaks against"),
    # notes
    "N01": Kind("warning", "a note mark without a body: left as text"),
    "N02": Kind("warning", "a note body without a mark: kept unanchored"),
    "N04": Kind("warning", "a note torn by a page end, rejoined"),
    "N05": Kind("warning", "note numbers leave a gap or repeat"),
    # header
    "H01": Kind("warning", "no author is named"),
    "H02": Kind("warning", "a date that can be read two ways: no value given"),
    "H03": Kind("warning", "no licence is stated for the edition"),
    "H04": Kind("warning", "no source is named"),
    "H05": Kind("warning", "no title: the first words stand in"),
    "H06": Kind("warning", "the language could not be told"),
    # persons
    "P01": Kind("warning", "a surname that could be more than one person"),
    "P02": Kind("info", "a mention taken on weak evidence"),
    "P03": Kind("warning", "a name in the edition that may be more than one person's"),
    "P04": Kind("warning", "two persons of one name, by the words beside it, under one id"),
    "P05": Kind("warning", "a decision over a name that matches nothing any more"),
    # audit, validity, output
    "A01": Kind("error", "the audit found characters lost, changed or invented: the file is not written"),
    "V01": Kind("error", "not valid against the schema"),
    "V02": Kind("error", "not well-formed XML"),
    "V03": Kind("error", "hostile or oversized XML, refused"),
    "V04": Kind("error", "a schema that cannot be used"),
    "V05": Kind("error", "not a TEI P5 document"),
    "V06": Kind("info", "a schema that the document names is not at hand"),
    "V07": Kind("warning", "an entry of the configuration that ignores nothing"),
    "V08": Kind("error", "a repair that would have changed the words of the text: not made"),
    "O01": Kind("error", "an output cannot be written"),
    "O03": Kind("error", "a document takes more time or memory than it may"),
    "O04": Kind("error", "the process that worked on a document ended"),
    "O02": Kind("error", "an unforeseen fault in the program; please report it"),
}


class InputError(Exception):
    """A document that cannot be read: `code` is a key of `CODES`, `line` of the source (0: none)."""

    def __init__(self, code: str, line: int, detail: str, column: int = 0) -> None:
        super().__init__(detail)
        self.code, self.line, self.detail, self.column = code, line, detail, column


class ConfigError(Exception):
    """A configuration file that cannot be used; `path` and `line` say where."""

    def __init__(self, code: str, path: str, line: int, detail: str) -> None:
        super().__init__(detail)
        self.code, self.path, self.line, self.detail = code, path, line, detail


class UnavailableError(Exception):
    """A cluster cannot be used; the words say why, and what to do."""


class BusyError(Exception):
    """Another run writes into the folder; the words say which."""
