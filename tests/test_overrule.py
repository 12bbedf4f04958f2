"""`[[block]]`: an editor's word on a line is above every rule, wherever it falls, and is never lost in silence."""

from __future__ import annotations

import pytest
from support import SOURCES, converted, text_of

from tei_edition.edition import Edition
from tei_edition.model import Overrule
from tei_edition.overrule import KINDS

TEXT = """\
The Landing

The ferry was built in the year of the flood, by a man who had never seen one, and it
was built well, and the rope that was bought with it was too short.

A bell and a rope

The rope was tied to the bell, and the bell rang at every crossing, by day and by night,
until nobody on either bank could say what it had been rung for at first.
Let go, let go, the river said,
And take the ferry's rope instead.

12

Nobody answered it.
"""


def overruled(*blocks: Overrule, text: str = TEXT) -> Edition:
    return converted(text, blocks=blocks)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("overrule", "wanted"),
    [
        (Overrule("p", 6, 6), "A bell and a rope</p>"),
        (Overrule("head", 1, 1, level=1), "<head>The Landing</head>"),
        (
            Overrule("lg", 10, 11),
            "<l>Let go, let go, the river said,</l>\n<l>And take the ferry's rope instead.</l>",
        ),
        (Overrule("quote", 15, 15), "<quote>\n<p"),
        (Overrule("p", 13, 13), ">12</p>"),
        (Overrule("signed", 15, 15), "<signed>Nobody answered it.</signed>"),
        (Overrule("item", 10, 11, match="^[LA]"), "<item>Let go, let go, the river said,</item>\n<item>And"),
    ],
)
def test_a_line_is_what_the_editor_says(overrule: Overrule, wanted: str) -> None:
    edition = overruled(overrule)
    assert edition.valid
    assert wanted in text_of(edition.data)


def test_inspect_names_the_editor() -> None:
    blocks = overruled(Overrule("p", 6, 6)).document.body.walk()
    assert [b.why for b in blocks if b.rule == "sidecar"] == ["an editor's decision"]


@pytest.mark.parametrize(
    "overrule", [Overrule("head", 99, 99), Overrule("head", 2, 2), Overrule("p", match="oar")]
)
def test_one_that_meets_nothing_is_reported(overrule: Overrule) -> None:
    said = [m for m in overruled(overrule).document.messages if m.code == "C04"]
    assert len(said) == 1


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_any_kind_anywhere_is_proved_and_valid(kind: str) -> None:
    for path in sorted(SOURCES.glob("*.txt")):
        text = path.read_text("utf-8")
        for line in range(1, text.count("\n") + 1, 9):
            edition = overruled(Overrule(kind, line, line + 1), text=text)
            assert edition.valid, f"{path.name}:{line} as {kind}: {edition.findings[:2]}"
