"""Dates in words and in figures, read exactly as precisely as they are written.

`find_dates` looks for dates in a line, `read_date` reads words that are a date and nothing else. A
part the text does not give is never supplied (November 1937 is `1937-11`), a day the calendar does
not have gives no date, and a date that can be read two ways (12-7-1921 in an English text) is found
but has no value. General date parsers fill gaps from today's date, which is why there is none here.
"""

from __future__ import annotations

import re

from .model import DateValue
from .patterns import lazy

# One row a month: its names in English, German, French, Spanish and Italian. A name with a small
# initial may be capitalised; one with a capital (English and German write months so) may not be small:
# "may" and "march" are words.
MONTHS: tuple[str, ...] = (
    "January Jan Januar Jänner Jän janvier janv enero gennaio",
    "February Febr Feb Februar Feber février fevrier févr fév febrero febbraio",
    "March Mar März Maerz Mrz mars marzo",
    "April Apr avril avr abril aprile",
    "May Mai mai mayo maggio",
    "June Jun Juni juin junio giugno",
    "July Jul Juli juillet juil julio luglio",
    "August Aug août aout agosto",
    "September Sept Sep septembre septiembre setiembre settembre",
    "October Oct Oktober Okt octobre octubre ottobre",
    "November Nov novembre noviembre",
    "December Dec Dezember Dez décembre decembre déc diciembre dicembre",
)
NUMERALS = "I II III IV V VI VII VIII IX X XI XII"
ROMAN = {numeral: number for number, numeral in enumerate(NUMERALS.split(), 1)}
WEEKDAYS = (
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday "
    "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag "
    "lundi mardi mercredi jeudi vendredi samedi dimanche"
)
ABOUT = r"c\.|ca\.?|circa|about|around|um|vers|environ|env\.|hacia|verso"
BEFORE = r"before|vor|avant|antes del?|prima del"
AFTER = r"after|nach|après|después del?|dopo il"
SEASONS = "Spring Summer Autumn Fall Winter Frühjahr Frühling Sommer Herbst printemps été automne hiver"
DAY_FIRST = {"de", "fr", "es", "it"}  # languages that never write the month before the day in figures


def _month_forms() -> dict[str, int]:
    forms: dict[str, int] = {}
    for number, names in enumerate(MONTHS, 1):
        for name in names.split():
            forms |= dict.fromkeys((name, name[0].upper() + name[1:], name.upper()), number)
    return forms


MONTH_OF = _month_forms()
# Patterns know the first three letters only (they compile in a third of the time); the table decides.
_MONTH_STEMS = "|".join(sorted({name[:3].lower() for name in MONTH_OF}))
_DAY_NAMES = "|".join(f"[{name[0].upper()}{name[0].lower()}]{name[1:]}" for name in WEEKDAYS.split())
_SEASON_NAMES = "|".join(f"[{name[0].upper()}{name[0].lower()}]{name[1:]}" for name in SEASONS.split())

# The parts of a date; `a` and `b` are the two ends of a range. Square brackets may stand between them:
# "[August 13th] 1921" is how an editor supplies what the print lacks.
_LEAD = (
    rf"(?:(?P<sense>{ABOUT}|{BEFORE}|{AFTER})\s(?:the\s|dem\s|den\s|le\s)?)?"
    rf"(?:(?:{_DAY_NAMES}),?\s(?:the\s|den\s|le\s)?)?"
)
_GAP = r"[\s\[\]]{1,3}"
_COMMA = rf"(?:\s?,)?{_GAP}"
_OF = rf"(?:\s(?:of|de|di)\s|{_GAP})"
_OF_YEAR = rf"(?:\s?,?\s(?:of|de|del)\s|{_COMMA})"
_TO = r"(?P<to>\s?[-–—/]\s?|\s(?:to|until|till|bis|bis zum|au|à|al)\s)"


def _day(end: str) -> str:
    return rf"(?<!\bNo\. )(?<!\bNr\. )(?<!\bVol\. )(?P<d{end}>\d{{1,2}})(?:(?i:st|nd|rd|th|er)|\.|º|°)?(?!\w)"


def _month(end: str) -> str:
    return rf"(?P<m{end}>(?i:{_MONTH_STEMS})[^\W\d_]{{0,7}})(?!\w)\.?"


def _year(end: str) -> str:
    return rf"(?P<y{end}>1\d{{3}}|20\d{{2}})(?!\d)"


DAY_MONTH_YEAR = lazy(  # 2 November 1937; 3-5 May 1920; 28 May - 3 June 1920
    rf"(?<!\w){_LEAD}(?:{_day('a')}(?:{_OF}{_month('a')}(?:{_OF_YEAR}{_year('a')})?)?{_TO})?"
    rf"{_day('b')}{_OF}{_month('b')}{_OF_YEAR}{_year('b')}"
)
MONTH_DAY_YEAR = lazy(  # Nov. 2, 1937; Jan, 7-14, 1921; May 28 to June 3, 1920
    rf"(?<!\w){_LEAD}{_month('a')}{_COMMA}(?:the\s)?{_day('a')}"
    rf"(?:(?:{_COMMA}{_year('a')})?{_TO}(?:{_month('b')}{_COMMA})?{_day('b')})?{_OF_YEAR}{_year('b')}"
)
MONTH_YEAR = lazy(  # November 1937; June-July 1920
    rf"(?<!\w){_LEAD}(?:{_month('a')}(?:{_OF_YEAR}{_year('a')})?{_TO})?{_month('b')}{_OF_YEAR}{_year('b')}"
)
ISO = lazy(rf"(?<![\w-]){_year('a')}-(?P<ma>\d\d)-(?P<da>\d\d)(?![\w-])")
FIGURES = lazy(  # 12-7-1921, 12/7/1921, 12. 7. 1921, 12.VII.1921
    r"(?<![\w./-])(?P<first>\d{1,2})(?P<sign>[-./])\s?(?P<second>\d{1,2}|[IVX]{1,4})(?P=sign)\s?"
    rf"{_year('a')}(?![\w-])"
)
YEARS = lazy(  # 1937; c. 1890; 1918-21; the 1890s; Spring 1921; between 1890 and 1895
    r"(?<![\w./–-])(?:"
    r"(?:between|zwischen|entre)\s(?P<low>1\d{3}|20\d\d)\s(?:and|und|et|y)\s(?P<high>1\d{3}|20\d\d)"
    rf"|{_LEAD}(?:(?:{_SEASON_NAMES})\s)?{_year('a')}"
    rf"(?:(?P<decade>[’']?s|er)(?!\w)|{_TO}(?P<yb>\d{{4}}|\d{{1,2}})(?!\w))?)(?!\w)"
)
HAS_YEAR = lazy(r"(?<!\d)(?:1\d|20)\d\d(?!\d)")
SENSE = lazy(rf"(?P<before>{BEFORE})|(?P<after>{AFTER})|{ABOUT}")
# What may stand round a date without being part of it.
LEAD_WORDS = lazy(r"\W*(?:(?:the|on|dated|in|le|den|am|vom|el|il|du)\s)?\W*", re.IGNORECASE)

FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (DAY_MONTH_YEAR, "words"),
    (MONTH_DAY_YEAR, "words"),
    (MONTH_YEAR, "words"),
    (ISO, "words"),
    (FIGURES, "figures"),
)
BARE: tuple[tuple[re.Pattern[str], str], ...] = ((YEARS, "years"),)


def read_date(words: str, *, order: str = "", language: str = "") -> DateValue:
    """The date that `words` are; without value where they are no date, an impossible or an ambiguous one.

    `order` (dmy or mdy) settles figures such as 12-7-1921; without it only a `language` that always
    puts the day first does.
    """
    found = find_dates(words, order=order, language=language, bare_years=True)
    if len(found) != 1:
        return DateValue(words)
    start, end, value = found[0]
    if not LEAD_WORDS.fullmatch(words[:start]) or any(c.isalnum() for c in words[end:]):
        return DateValue(words)
    return value._replace(words=words)


def find_dates(
    text: str, *, order: str = "", language: str = "", bare_years: bool = False
) -> list[tuple[int, int, DateValue]]:
    """The dates in `text` as (start, end, value), in order and without overlap; the longest reading wins.

    A date has a month with a year, or is written in figures with a year of four; a year alone counts
    only with `bare_years`. An impossible date is not found; an ambiguous one has no value.
    """
    if not HAS_YEAR.search(text):
        return []
    candidates = [
        (match.start(), match.end(), rank, match, reader)
        for rank, (pattern, reader) in enumerate(FORMS + BARE if bare_years else FORMS)
        for match in pattern.finditer(text)
        if _names_months(match)
    ]
    candidates.sort(key=lambda found: (found[0], -found[1], found[2]))
    dates, at = [], 0
    for start, end, _, match, reader in candidates:
        if start < at:
            continue
        at = end
        value = _read(match, reader, order, language)
        if value is not None:
            start, end = _with_bracket(text, start, end)
            dates.append((start, end, value._replace(words=text[start:end])))
    return dates


def _names_months(match: re.Match[str]) -> bool:
    """Whether what stands in a month's place is a month: `may` and `marching` have its first letters only."""
    part = match.groupdict()
    names = (part.get("ma"), part.get("mb"))
    return all(name is None or name.isdigit() or name in MONTH_OF for name in names)


def _read(match: re.Match[str], reader: str, order: str, language: str) -> DateValue | None:
    if reader == "figures":
        return _from_figures(match, order, language)
    if reader == "years":
        return _from_years(match)
    return _from_words(match)


def _from_words(match: re.Match[str]) -> DateValue | None:
    part = match.groupdict()
    year, month = part.get("yb") or part.get("ya"), part.get("mb") or part["ma"]
    if not part.get("to"):
        return _sensed(match, _iso(year, month, part.get("da") or part.get("db")))
    first = _iso(part.get("ya") or year, part["ma"] or month, part.get("da"))
    return _sensed(match, first, _iso(year, month, part.get("db")))


def _from_figures(match: re.Match[str], order: str, language: str) -> DateValue | None:
    first, second, year = match["first"], match["second"], match["ya"]
    if second in ROMAN:
        return _point(_iso(year, second, first))
    dmy, mdy = _iso(year, second, first), _iso(year, first, second)
    if dmy == mdy or not (dmy and mdy):
        return _point(dmy or mdy)
    order = order or ("dmy" if language.partition("-")[0].lower() in DAY_FIRST else "")
    return DateValue("", when={"dmy": dmy, "mdy": mdy}.get(order, ""))


def _from_years(match: re.Match[str]) -> DateValue | None:
    if match["low"]:
        low, high = match["low"], match["high"]
        return DateValue("", not_before=low, not_after=high) if low <= high else None
    first, last = match["ya"], match["yb"]
    if match["decade"]:
        return DateValue("", not_before=first, not_after=first[:3] + "9") if first[3] == "0" else None
    if not last:
        return _sensed(match, first)
    whole = first[: 4 - len(last)] + last
    if match["to"] == "-" and len(last) == 2 and 1 <= int(last) <= 12:
        # 1937-11 can only be a month, 1911-12 may be a month or two years
        return DateValue("") if whole > first else _point(_iso(first, last, None))
    return _sensed(match, first, whole)


def _sensed(match: re.Match[str], first: str, last: str | None = None) -> DateValue | None:
    """A point or a range as the word before it wants it: before and after bound it, about changes nothing."""
    sense = SENSE.fullmatch(match.groupdict().get("sense") or "")
    before, after = (bool(sense["before"]), bool(sense["after"])) if sense else (False, False)
    if last is None and first and (before or after):
        return DateValue("", not_after=first) if before else DateValue("", not_before=first)
    if last is None:
        return _point(first)
    if before or after:
        return DateValue("")  # before a range of days: nobody can say which end is meant
    return DateValue("", start=first, end=last) if first and first < last else None


def _point(value: str) -> DateValue | None:
    return DateValue("", when=value) if value else None


def _iso(year: str | None, month: str, day: str | None) -> str:
    """The W3C form, as long as its parts; empty where the calendar has no such day."""
    number = ROMAN.get(month) or MONTH_OF.get(month) or int(month)
    if not 1 <= number <= 12 or year is None:
        return ""
    if day is None:
        return f"{year}-{number:02}"
    leap = int(year) % 4 == 0 and (int(year) % 100 != 0 or int(year) % 400 == 0)
    longest = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[number - 1]
    return f"{year}-{number:02}-{int(day):02}" if 1 <= int(day) <= longest else ""


def _with_bracket(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch with the outer half of a bracket whose other half is inside."""
    inner = text[start:end]
    if inner.count("]") > inner.count("[") and text[start - 1 : start] == "[":
        return start - 1, end
    if inner.count("[") > inner.count("]") and text[end : end + 1] == "]":
        return start, end + 1
    return start, end
