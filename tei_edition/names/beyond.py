"""What goes beyond a run: `Charles the Second`, `Duke of Kent`, `Ramirez, M. D.`, `at Farley Hill`.

A run ends at a word in lower case and at a comma; three kinds of names do not. All offsets are into the
text of a passage.
"""

from __future__ import annotations

from tei_edition.names.lexicon import Lexicon
from tei_edition.names.rules import Found
from tei_edition.names.runs import GAP, UPPER, Context, Run, inverted, latin
from tei_edition.patterns import lazy
from tei_edition.resources import word_list

_WITH_VON = 3  # words of a name with a forename, `von` and one more
_FAR = 48  # characters looked at behind a name
_EPITHETS = "|".join(word_list("epithets"))
_EPITHET = (
    lazy(  # "Charles the Second"; "Charles the second" only where no word follows that it may belong to
        rf"{GAP}(?:(?:the|der|die|des|dem|den){GAP}|l[ea]{GAP}|l['’])"
        rf"(?:(?:{_EPITHETS})(?![\w-])|(?:{_EPITHETS.lower()})(?=['’.,;:)!?]|\Z))"
    )
)
_OF_NAMES = frozenset(
    ("de la", "van", "van de", "van der", "van den", "ten", "ter", "te", "della", "dos", "von der", "zu")
)
_NOBLE = frozenset(word_list("nobility"))
_PLACE = lazy(rf"{GAP}(?:of|von|de){GAP}(?:[Ll]a |[Ll]e |the )?[{UPPER}]\w+|{GAP}d['’][{UPPER}]\w+")
_GIVEN_BEHIND = lazy(rf",{GAP}")
_PLACED = lazy(r"[FSKUBIJHG]E")
_GIVEN = lazy(r"[TRD]*(?:F[FAI]*J?|A?I[FAI]*|AF+)")
_SURNAME = lazy(r"P{0,3}[SKUBHEWL1Y]{1,2}")
_NO_INDEX = lazy(r"(?:, ?)?(?:and|&|or|und|oder|et|ou)\b")
_PARTICLES = frozenset(word_list("particles"))
_ENDS = frozenset(".;:,([0123456789—–")


def particles(text: str, start: int, words: str) -> int:
    """Where the particles begin that a surname has elsewhere and that stand before `start` too.

    Only such as are hardly anything else: "de la Tour" and "van Gent" are names, "von Gent" may be
    somebody from there.
    """
    at = start - len(words) - 1
    if words not in _OF_NAMES or at < 0 or text[at:start] != f"{words} " or text[at - 1 : at].isalnum():
        return start
    return at


def epithet(text: str, end: int) -> int:
    """Where `the Second` ends that follows a forename at `end`; `end` where nothing does."""
    if text[end : end + 1] not in " \u00a0":
        return end
    match = _EPITHET.match(text, end, end + _FAR)
    return match.end() if match else end


def without_von(name: Found, behind: str, lexicon: Lexicon) -> Found:
    """A name without a German `von` that is none of its own: `Torquato Tasso von Goethe` is by Goethe, and
    `Olga von Gastein aus` comes from there. `behind` is what follows the name."""
    if len(name.tokens) < _WITH_VON or name.tokens[-2].word != "von":
        return name
    if behind.startswith(" aus "):
        return name._replace(
            end=name.end - (name.tokens[-1].end - name.tokens[-3].end),
            tokens=name.tokens[:-2],
            letters=name.letters[:-2],
        )
    if name.letters[-3] in "SK" and name.letters[0] == "F" and name.tokens[-1].word in lexicon.notables:
        start = name.tokens[-1].start
        return name._replace(titled=start, start=start, tokens=name.tokens[-1:], letters=name.letters[-1:])
    return name


def names_place(context: Context, letters: str) -> bool:
    """Whether a run is a place by where it stands and ends, `at Farley Hill`; then it is one everywhere."""
    return context.before == "l" and _PLACED.fullmatch(letters) is not None


def noble_title(context: Context, letters: str) -> str:
    """The title of a run that a place behind it makes a name, `Duke of Kent`; else nothing."""
    title = context.text.partition(" ")[0]
    return title if title in _NOBLE and (title == context.text or letters.endswith("G")) else ""


def nobility(text: str, run: Run, title: str) -> int:
    """Where the place ends that makes the title of a run a name; 0 where there is none."""
    end = run.start + len(title)
    match = _PLACE.match(latin(text[end : end + _FAR])) if title else None
    return end + match.end() if match else 0


def closes_entry(text: str, run: Run, letters: str, following: Run | None, behind: str) -> bool:
    """Whether a surname and forenames close the passage, as the author does in a list of works.

    `A Winter Abroad Kolzov, Andrei`: there is something before them, and no full stop.
    """
    if (
        following is None
        or following.passage != run.passage
        or letters[-1] in ("FAI;" if len(letters) == 1 else "I;")
    ):
        return False
    gap = _GIVEN_BEHIND.match(text, run.end)
    if gap is None or gap.end() != following.start or not _GIVEN.fullmatch(behind):
        return False
    rest = text[following.end : following.end + _FAR].strip()
    opens = not text[: run.start].strip() and _SURNAME.fullmatch(letters)
    return (not rest or rest in _PARTICLES) and not opens


def given_behind(text: str, run: Run, letters: str, following: Run | None, behind: str) -> int:
    """Where the forenames of an inverted form end, `Kolzov, Andrei`; 0 where there are none.

    `letters` are those of the run, `following` is the next run and `behind` its letters. Only at the
    beginning or the end of a passage, as in an index or a list: elsewhere a comma parts two persons.
    """
    initials = inverted(text, run.end)
    if initials or following is None or following.passage != run.passage:
        return initials
    gap = _GIVEN_BEHIND.match(text, run.end)
    if gap is None or gap.end() != following.start:
        return 0
    if not (_GIVEN.fullmatch(behind) and _SURNAME.fullmatch(letters)):
        return 0
    rest = text[following.end : following.end + _FAR].strip()
    if not rest or rest in _PARTICLES:
        return following.end + len(text[following.end :].rstrip() if rest else "")
    begins = not text[: run.start].strip()
    return following.end if begins and rest[0] in _ENDS and not _NO_INDEX.match(rest) else 0
