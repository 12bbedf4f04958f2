#!/usr/bin/env python3
"""Write docs/messages.md from the tables of the program: `python docs/make_messages.py`.

Severity and meaning come from `tei_edition.messages.CODES` and `tei_edition.rules.RULES`. How to mend
what a code tells is said here, in `MENDING`; a code without an entry stops the script.
"""

from __future__ import annotations

from pathlib import Path

from tei_edition.catalogue import MENDING as VALIDITY
from tei_edition.messages import CODES
from tei_edition.rules import RULES

PAGE = Path(__file__).with_name("messages.md")

FAMILIES = {
    "I": "Input",
    "C": "Configuration",
    "S": "Structure",
    "N": "Notes",
    "H": "Header",
    "P": "Persons",
    "A": "Audit",
    "V": "Validity",
    "O": "Output",
}

MENDING = {
    "I01": "Put a text into the file, or leave the file out.",
    "I02": "Export plain text from the program that made the file.",
    "I03": "Name the encoding that is true: `--encoding`, or `encoding` in `edition.toml` or the sidecar.",
    "I04": "Delete the character at the place named. A form feed is no fault: it ends a page.",
    "I05": "Break the line. A text of one line has no paragraphs to find.",
    "I06": "Check the path and your right to read it. A folder needs at least one `*.txt`.",
    "I07": "Save the file as UTF-8, or name the encoding.",
    "I08": "Nothing: composed and decomposed letters look the same. The digest in the header is that of your file.",
    "I09": "Rename one of the two sources; large and small letters do not tell two names apart.",
    "I10": "Rename the source. `index`, `persons` and `report` are pages of the edition; a name may not begin with"
    ' a stop or hold `/ \\ : * ? " < > |`.',
    "I11": "Look at the place named. If `Ã©` stands where `é` should, convert the file again from its original.",
    "I12": "Wait until whatever writes the file is done, and build again: only this document is made anew.",
    "C01": "Correct the line named. A string stands in quotation marks and ends on its line.",
    "C02": "Take the key that the message proposes; all of them are in [configuration.md](configuration.md).",
    "C03": "Give the value the form named in the message and in [configuration.md](configuration.md).",
    "C04": "Copy the words of `sic` from the text as they stand there, and check the line; for a `[[block]]`, "
    "`inspect` tells the lines.",
    "C05": "Write `builtin`, `none`, `spacy:MODEL` or the name of an installed plug-in; install what is missing.",
    "C06": "The message says what the XSLT processor found. It must be XSLT 1.0 and import `tei-edition:html.xsl`.",
    "S01": "Compare with the page. If they are two paragraphs, end the first with the stop it lacks.",
    "S02": "Nothing, if the lines are indeed no part of the text; the report lists them.",
    "S04": "Close the emphasis in the source, or leave the sign as a character.",
    "S05": "Compare the entry with the headings; the two may be worded differently.",
    "S06": "Nothing, if the word is right.",
    "S07": "Nothing, if the sentence is right.",
    "S08": "If it is verse, indent its lines or part the stanzas by blank lines.",
    "S09": 'If it is a heading, say so: `[[block]]` in the sidecar, `as = "head"`.',
    "N01": "Look for the body of the note in the source. Where there is none, the mark is a character like others.",
    "N02": "Look for the mark in the source. The note stands at the end of its division, `anchored` false.",
    "N04": "Compare the joined note with the page.",
    "N05": "Look for the note that is missing or numbered twice.",
    "H01": "Set `author` in the sidecar, or `unsigned` to the word you want.",
    "H02": "Set `date_order` to `dmy` or `mdy`, or `date` in the sidecar.",
    "H03": "Set `licence` and `licence_url` in `edition.toml`.",
    "H04": "Say in `[source]` of the sidecar where the text comes from.",
    "H05": "Set `title` in the sidecar.",
    "H06": "Set `language`, for the edition or for the document.",
    "P01": "See who is meant at the line named; the name is tagged, its `@ref` is a decision.",
    "P02": "See whether a person is meant at the line named; the mention has `@cert`.",
    "P04": "Give each an entry in the authority file, or say who is meant by `tei-edition review`.",
    "P05": "Take the decision out of `decisions.csv`, or decide anew with `tei-edition review`.",
    "P03": "Say who it is, in the authority file or by `tei-edition review`.",
    "A01": "A fault of the program, never of the text: please report it with the lines named. `tei-edition inspect`"
    " shows which rule took them.",
    "O01": "Check the folder, your right to write into it, and the space on the disk.",
    "O03": "Look whether the text is what it should be (an endless line, a table of figures); raise `--time-limit` or"
    " `--memory-limit`, or cut the text in two. The other documents are written.",
    "O04": "Build again: only this document is made anew. If the system ended it for want of memory, use fewer"
    " `--jobs` or a `--memory-limit`; otherwise please report it with the text. The other documents are written.",
    "O02": "A fault of the program: please report it with the text that causes it. The other documents are written.",
}

MENDING |= VALIDITY

INTRODUCTION = """\
# Messages

Every message has this form, so that an editor or a build server can lead to the place:

```
path:line:column: severity: words [code]
```

For a converted document the line is that of the plain text. An **error** means that the document was not
written, or is not valid. A **warning** asks for a look: the program left something as it was, or chose.
A note of severity **info** is shown with `--verbose` and stands in the report. Codes do not change their meaning.

This page is made by `python docs/make_messages.py` from the tables of the program.
"""


def page() -> str:
    """The whole page as Markdown; raises KeyError for a code without an entry in `MENDING`."""
    parts = [INTRODUCTION]
    for letter, family in FAMILIES.items():
        rows = [
            f"| {code} | {kind.severity} | {_cell(kind.meaning)} | {_cell(MENDING[code])} |"
            for code, kind in CODES.items()
            if code[0] == letter
        ]
        parts.append(_table(family, rows))
    rows = [f"| {rule.id} | {rule.severity} | {_cell(rule.meaning)} | {_cell(rule.mend)} |" for rule in RULES]
    parts.append(_table("Rules of the profile", rows))
    return "\n".join(parts)


def _table(title: str, rows: list[str]) -> str:
    return "\n".join(
        [f"## {title}", "", "| code | severity | meaning | mending |", "|---|---|---|---|", *rows, ""]
    )


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
