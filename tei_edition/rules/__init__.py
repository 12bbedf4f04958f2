"""The rules that no grammar can say, R01 to R30: one table, and what asks them.

The numbers are those of the Schematron file (`schema/tei_edition.sch`), which says in XPath 1.0 what
XPath 1.0 can. Two numbers have no function here because a TEI file alone cannot answer them: R24
(fidelity to the source) is the audit's, R30 (valid against tei_all) the tests' with jing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from lxml import etree

from ..findings import Finding
from . import header, markup, notes, pointers, structure
from .facts import LIMIT, Facts, Fault, named, path_to
from .markup import closed_lists

__all__ = ["LIMIT", "RULES", "Rule", "SourceLine", "closed_lists", "faults", "line_of", "told"]

SourceLine = Callable[[etree._Element], int | None]


class Rule(NamedTuple):
    """A rule: what it asks, how to mend what breaks it, and the function that looks.

    `elsewhere` is its severity for other kinds of TEI, empty where it is a matter of the profile. `doubt` is
    a cheap question whose no means that `look` would find nothing. What the grammar of the profile says as
    well (`in_grammar`) is not asked of a document that is valid by it.
    """

    id: str
    severity: str
    meaning: str
    mend: str
    look: Callable[[Facts], Iterator[Fault]] | None
    elsewhere: str = ""
    doubt: Callable[[Facts], bool] | None = None
    in_grammar: bool = False


RULES = (
    Rule("R01", "error", "every #pointer leads to an xml:id",
         "Give the thing pointed at its id, or correct the pointer.", pointers.r01_pointers_resolve,
         elsewhere="error", doubt=pointers.may_dangle),
    Rule("R02", "error", "every xml:id is unique",
         "Rename one of the two, and what points to it.", pointers.r02_ids_unique,
         elsewhere="error", doubt=pointers.may_repeat, in_grammar=True),
    Rule("R03", "error", "a persName points to one person",
         "Set @ref to the id of a person in listPerson.", pointers.r03_names_point_to_persons,
         doubt=pointers.may_miss_persons),
    Rule("R04", "warning", "every person is referred to, in order of ids",
         "Remove or move the person.", pointers.r04_persons_used_and_sorted,
         doubt=pointers.may_be_unused),
    Rule("R05", "error", "one main title, as in the text",
         "Leave one title of type main in titleStmt.", header.r05_title),
    Rule("R06", "error", "no empty p, head, item, note, persName, hi, bibl, div",
         "Remove the element or give it its words.", structure.r06_nothing_empty,
         elsewhere="warning"),
    Rule("R07", "error", "a note has @place, a mark in @n, and an id that says the mark",
         "Add the attribute; the id is note and the number.", notes.r07_notes_marked),
    Rule("R08", "error", "note numbers rise by one, and no mark is left in the text",
         "Compare the notes with the source at that place.", notes.r08_note_numbers,
         elsewhere="warning"),
    Rule("R09", "error", "no note and no name inside a persName",
         "Close the persName before the note.", markup.r09_names_flat,
         in_grammar=True),
    Rule("R10", "warning", "page numbers rise, without gaps, within the pages of their edition",
         "Compare the pb elements with the source.", notes.r10_pages_rise,
         elsewhere="warning"),
    Rule("R11", "error", "dates are in order",
         "Correct the attribute values.", header.r11_dates_in_order,
         elsewhere="error"),
    Rule("R12", "error", "language tags are BCP 47, and the text's language is declared",
         "Correct the tag, or add a language to langUsage.", header.r12_languages,
         elsewhere="error", doubt=header.may_be_undeclared),
    Rule("R13", "error", "words only where words may stand",
         "Put the words into a p or another element that takes words.", structure.r13_words_where_allowed),
    Rule("R14", "warning", "the head first, one main head, none repeated",
         "Move, retype or remove the head.", structure.r14_heads),
    Rule("R15", "error", "a choice is one sic and one corr, and neither stands alone",
         "Wrap the two in a choice.", markup.r15_choices,
         in_grammar=True),
    Rule("R16", "error", "a ref has a target without punctuation of the sentence",
         "Move the punctuation behind the ref.", pointers.r16_targets,
         elsewhere="warning"),
    Rule("R17", "error", "the opener before the paragraphs, the closer after them",
         "Move it, or make an inner div.", structure.r17_openers_and_closers,
         in_grammar=True),
    Rule("R18", "warning", "no stray signs or characters in the text",
         "Mark up what the sign meant, or correct the source.", markup.r18_stray_characters,
         elsewhere="warning", doubt=markup.may_be_stray),
    Rule("R19", "error", "the text is in Unicode NFC",
         "Normalise the file to NFC.", markup.r19_composed,
         elsewhere="warning", doubt=markup.may_be_decomposed),
    Rule("R20", "warning", "no paragraph cut in two",
         "Join the two paragraphs.", structure.r20_paragraphs_joined,
         elsewhere="warning"),
    Rule("R21", "error", "a licence that can be looked up",
         "Name the licence and its address in availability.", header.r21_licence),
    Rule("R22", "warning", "emphasis neither doubled nor over a whole paragraph",
         "Remove the inner hi, or say it in another way.", markup.r22_emphasis),
    Rule("R23", "error", "@rend and @type from the lists",
         "Use a value of the list.", markup.r23_listed_values,
         in_grammar=True),
    Rule("R24", "error", "every word of the source is in the file, and no other",
         "See the report of the audit, which compares the file with its source.", None),
    Rule("R25", "error", "the counts of tagsDecl are true",
         "Count again: elements inside text.", header.r25_tag_usage,
         elsewhere="error"),
    Rule("R26", "error", "every part of editorialDecl says something",
         "Describe the practice, if only to say that nothing was done.", header.r26_practices,
         elsewhere="warning"),
    Rule("R27", "warning", "one form of a name stands for one person",
         "Check who is meant at each place.", pointers.r27_one_form_one_person,
         doubt=pointers.may_share_a_form),
    Rule("R28", "error", "no empty attribute; not both rend and style",
         "Remove the attribute.", markup.r28_attributes,
         elsewhere="warning", in_grammar=True),
    Rule("R29", "error", "no white space at the edges of titles, identifiers and addresses",
         "Move the space out of the element.", header.r29_edges,
         elsewhere="warning"),
    Rule("R30", "error", "valid against tei_all",
         "Validate with jing and tei_all.rng to see where.", None),
)  # fmt: skip


def faults(
    tree: etree._ElementTree,
    data: bytes | None = None,
    *,
    profile: bool = True,
    valid: bool | None = None,
) -> Iterator[Fault]:
    """What the rules find in a document, in the order of the table, each with its code and severity.

    `data` are the bytes of the tree (they only make it faster). `profile` says whether the document should be
    one of the profile; of others only what holds for any TEI is asked. `valid` says that the grammar of the
    profile has accepted it, or refused it; in both cases what it says as well is not asked again. After
    `LIMIT` faults of one rule the rest are counted. Never raises for what it finds.
    """
    facts = Facts(tree.getroot(), data, profile=profile, valid=bool(valid))
    for rule in RULES:
        if rule.look is None or not (profile or rule.elsewhere) or (valid is not None and rule.in_grammar):
            continue
        if rule.doubt is None or rule.doubt(facts):
            yield from _limited(rule, list(rule.look(facts)), rule.severity if profile else rule.elsewhere)


def _limited(rule: Rule, found: list[Fault], severity: str) -> Iterator[Fault]:
    """The faults with code and severity, never a graver one than `severity`."""
    for fault in found[:LIMIT]:
        yield fault._replace(code=rule.id, severity=_milder(severity, fault.severity))
    rest = found[LIMIT:]
    if rest:
        severities = {_milder(severity, fault.severity) for fault in rest}
        words = f"{len(rest)} more of this kind: {rule.meaning}"
        yield Fault(rest[0].element, words, "error" if "error" in severities else "warning", code=rule.id)


def _milder(one: str, other: str) -> str:
    """A fault may say that it weighs less than its rule, never that it weighs more."""
    return "warning" if "warning" in (one, other) else one


def told(fault: Fault, source_line: SourceLine | None = None) -> Finding:
    """A fault as a finding: its element named, its path, its line of the source or of the TEI file."""
    element = fault.element
    message = fault.words if fault.code[0] == "V" else f"{named(element)}: {fault.words}"
    return Finding(fault.code, fault.severity, line_of(element, source_line), path_to(element), message)


def line_of(element: etree._Element, source_line: SourceLine | None) -> int:
    """The line to tell for an element: its own in the source, or that of what holds it; 0 if unknown."""
    if source_line is not None:
        for node in (element, *element.iterancestors()):
            line = source_line(node)
            if line:
                return line
    return element.sourceline or 0
