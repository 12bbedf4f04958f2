"""Rules about the header: R05, R11, R12, R21, R25, R26, R29."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from lxml import etree

from ..namespaces import NS, XML_LANG
from ..patterns import lazy
from .facts import Facts, Fault, local_name, reading_text, whole_number, whole_text, with_language

# RFC 5646, 2.1, without the grandfathered tags.
LANGUAGE_TAG = lazy(
    r"(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(?:-[0-9A-WYZa-wyz](?:-[A-Za-z0-9]{2,8})+)*"
    r"(?:-[Xx](?:-[A-Za-z0-9]{1,8})+)?|[Xx](?:-[A-Za-z0-9]{1,8})+"
)
W3C_DATE = lazy(r"(-?[0-9]{4,9})(?![0-9])(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
PRACTICES = (
    *("correction", "normalization", "quotation", "hyphenation", "segmentation", "stdVals"),
    "interpretation",
)

SHOWN = 10  # counts told in one message

Day = tuple[int, int, int]


def r05_title(facts: Facts) -> Iterator[Fault]:
    """One main title; it is the one on the title page (a sidecar may say otherwise, hence the warning)."""
    for statement in facts.in_header("fileDesc", "titleStmt"):
        titles = [t for t in statement.iterchildren(f"{NS}title") if t.get("type") == "main"]
        if len(titles) != 1:
            yield Fault(statement, f"must have one title of type main, and has {len(titles)}")
            continue
        parts = [reading_text(p) for p in facts.text["titlePart"] if p.get("type", "main") == "main"]
        parts = [part for part in parts if part]
        title = reading_text(titles[0])
        in_text = {_without_comma(text) for text in [*parts, " ".join(parts)]}
        if parts and _without_comma(title) not in in_text:
            yield Fault(titles[0], f"“{title}” is not the title in the text, “{parts[0]}”", "warning")


def _without_comma(title: str) -> str:
    """A title to compare: without case, and without the sign that leads on to what follows it on its page."""
    return title.casefold().rstrip(" ,;")


def r11_dates_in_order(facts: Facts) -> Iterator[Fault]:
    """A span ends after it begins; a work is written, then printed, then published in this file."""
    for element in facts.all("date"):
        if element.get("from") is None and element.get("notBefore") is None:
            continue
        for first, last in (("from", "to"), ("notBefore", "notAfter")):
            start, end = _days(element.get(first, "")), _days(element.get(last, ""))
            if start and end and start[0] > end[1]:
                words = f"@{first} {element.get(first)} is later than @{last} {element.get(last)}"
                yield Fault(element, words, attribute=first)
    for element in facts.all("biblScope"):
        low, high = whole_number(element.get("from")), whole_number(element.get("to"))
        if low is not None and high is not None and low > high:
            yield Fault(element, f"@from {low} is greater than @to {high}")
    yield from _stages(facts)


def _stages(facts: Facts) -> Iterator[Fault]:
    places = (
        ("written", ("profileDesc", "creation", "date")),
        ("printed in the source", ("fileDesc", "sourceDesc", "bibl", "date")),
        ("published in this file", ("fileDesc", "publicationStmt", "date")),
    )
    dated = []
    for words, path in places:
        dates = [d for d in facts.in_header(*path) if not d.get("type") and _days(d.get("when", ""))]
        if dates:
            dated.append((words, min(dates, key=lambda d: d.get("when", ""))))
    for (words, element), (later, after) in pairwise(dated):
        first, second = _days(element.get("when", "")), _days(after.get("when", ""))
        if first and second and first[0] > second[1]:
            detail = f"{words} {element.get('when')}, but {later} {after.get('when')}"
            yield Fault(element, detail, "warning")


@cache
def _days(value: str) -> tuple[Day, Day] | None:
    """The first and last day that a W3C date of this precision can mean; None without a year."""
    match = W3C_DATE.match(value)
    if not match:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    return (year, month or 1, day or 1), (year, month or 12, day or 31)


def may_be_undeclared(facts: Facts) -> bool:
    """Whether a language tag is odd, or not one of the header's."""
    declared = {element.get("ident") for element in facts.header["language"]}
    return not declared.issuperset(facts.languages) or not all(
        map(LANGUAGE_TAG.fullmatch, filter(None, declared))
    )


def r12_languages(facts: Facts) -> Iterator[Fault]:
    """Language tags are well-formed; the language of the text is declared."""
    languages = facts.header["language"]
    for element in languages:
        if not LANGUAGE_TAG.fullmatch(element.get("ident", "")):
            words = f"@ident “{element.get('ident', '')}” is no language tag (BCP 47)"
            yield Fault(element, words, attribute="ident")
    for element in with_language(facts.root):
        if not LANGUAGE_TAG.fullmatch(element.get(XML_LANG, "")):
            words = f"@xml:lang “{element.get(XML_LANG)}” is no language tag (BCP 47)"
            yield Fault(element, words, attribute="xml:lang")
    declared = {element.get("ident") for element in languages}
    for text in facts.text["text"]:
        tag = text.get(XML_LANG)
        if tag and tag not in declared:
            words = f"@xml:lang {tag} is not declared in langUsage"
            yield Fault(text, words, "" if facts.profile else "warning", "xml:lang")


def r21_licence(facts: Facts) -> Iterator[Fault]:
    """The edition's licence can be looked up; what is called free has one. The source's stays as worded."""
    for availability in facts.in_header("fileDesc", "publicationStmt", "availability"):
        licences = list(availability.iterchildren(f"{NS}licence"))
        if availability.get("status") == "free" and not licences:
            yield Fault(availability, "status is free, but no licence is named")
        for licence in licences:
            if not licence.get("target"):
                yield Fault(licence, "has no @target: readers cannot look the licence up", "warning")


def r25_tag_usage(facts: Facts) -> Iterator[Fault]:
    """The counts in tagsDecl are those of the text; those that are not are told together, having one cause."""
    wrong: list[tuple[etree._Element, str, str]] = []
    for usage in facts.header["tagUsage"]:
        name = usage.get("gi", "")
        for attribute in ("occurs", "withId"):
            number = whole_number(usage.get(attribute))
            if number is None:
                continue
            true = len(facts.text[name]) if attribute == "occurs" else facts.with_id[name]
            if number != true:
                words = f"@{attribute} of {name} is {number}, the text has {true}"
                wrong.append((usage, attribute, words))
    if wrong:
        told = [words for _, _, words in wrong[:SHOWN]]
        more = [f"and {len(wrong) - SHOWN} more"] if len(wrong) > SHOWN else []
        yield Fault(wrong[0][0], "; ".join([*told, *more]), attribute=wrong[0][1])


def r26_practices(facts: Facts) -> Iterator[Fault]:
    """Every part of editorialDecl says something."""
    for declaration in facts.header["editorialDecl"]:
        for part in declaration:
            if local_name(part) in PRACTICES and _says_nothing(part):
                yield Fault(part, "says nothing")


def _says_nothing(part: etree._Element) -> bool:
    first = part[0].text if len(part) else part.text
    return not (first and first.strip()) and not whole_text(part).strip()


def r29_edges(facts: Facts) -> Iterator[Fault]:
    """No white space at the edges of titles, identifiers and addresses."""
    for name in ("title", "idno"):
        for element in facts.all(name):
            words = whole_text(element) if len(element) else element.text or ""
            if words != words.strip():
                yield Fault(element, "begins or ends with white space")
    for name in ("ref", "licence"):
        for element in facts.all(name):
            target = element.get("target", "")
            if target != target.strip():
                yield Fault(element, "@target begins or ends with white space", attribute="target")
