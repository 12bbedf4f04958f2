"""How a passage looked, in the few words the style knows: from `rend`, `rendition` and `style`.

Editions spell looks in many ways; two tables reduce them. What is in neither table is not shown: no
CSS of another hand gets into the page.
"""

from __future__ import annotations

from lxml import etree

from ..namespaces import TEI, XML_ID
from ..patterns import lazy
from .names import Item

Element = etree._Element
TOKEN = lazy(r"[a-z]+(?:[-(][a-z]+\)?)*")
# Words of rend (small letters; any of them in a word of the value) -> class of the page's style.
WORDS: tuple[tuple[str, str], ...] = (
    ("ital", "italic"),
    ("wavy", "underline"),
    ("underl", "underline"),
    ("double", "underline"),
    ("strik", "struck"),
    ("bold", "bold"),
    ("strong", "bold"),
    ("smallcap", "smallcaps"),
    ("small-cap", "smallcaps"),
    ("smcap", "smallcaps"),
    ("capital", "capitals"),
    ("uppercase", "capitals"),
    ("sup", "sup"),
    ("subscript", "sub"),
    ("spaced", "spaced"),
    ("gesperrt", "spaced"),
    ("letterspac", "spaced"),
    ("center", "center"),
    ("centre", "center"),
    ("right", "right"),
    ("indent", "indented"),
    ("typewriter", "typewriter"),
    ("monospace", "typewriter"),
    ("large", "large"),
    ("boxed", "boxed"),
    ("bordered", "boxed"),
    ("vertical", "vertical"),
)
# Property and value of CSS (in style, and in the renditions of the header) -> class.
DECLARATIONS: dict[tuple[str, str], str] = {
    ("font-style", "italic"): "italic",
    ("font-style", "oblique"): "italic",
    ("font-weight", "bold"): "bold",
    ("font-weight", "bolder"): "bold",
    ("font-variant", "small-caps"): "smallcaps",
    ("font-variant-caps", "small-caps"): "smallcaps",
    ("font-family", "monospace"): "typewriter",
    ("font-size", "large"): "large",
    ("font-size", "larger"): "large",
    ("font-size", "x-large"): "large",
    ("font-size", "xx-large"): "large",
    ("text-decoration", "underline"): "underline",
    ("text-decoration", "line-through"): "struck",
    ("text-transform", "uppercase"): "capitals",
    ("text-align", "center"): "center",
    ("text-align", "right"): "right",
    ("text-align", "end"): "right",
    ("vertical-align", "super"): "sup",
    ("vertical-align", "sub"): "sub",
    ("writing-mode", "vertical-rl"): "vertical",
    ("writing-mode", "vertical-lr"): "vertical-lr",
    ("writing-mode", "tb-rl"): "vertical",
}


def looks(root: Element, items: list[Item], attribute: str) -> None:
    """Write on each element with a look of its own the classes for it (`look-italic`), in `attribute`."""
    known = renditions(root)
    for element, _ in items:
        found: dict[str, None] = {}
        if rend := element.get("rend"):
            found |= dict.fromkeys(from_words(rend))
        if rendition := element.get("rendition"):
            for pointer in rendition.split():
                found |= dict.fromkeys(known.get(pointer.partition("#")[2]) or from_words(pointer))
        if style := element.get("style"):
            found |= dict.fromkeys(from_css(style))
        if found:
            element.set(attribute, " ".join(f"look-{name}" for name in found))


def renditions(root: Element) -> dict[str, tuple[str, ...]]:
    """The looks that the header describes, by their ids."""
    found = {}
    for rendition in root.iter(f"{{{TEI}}}rendition"):
        key = rendition.get(XML_ID)
        if key:
            said = "".join(rendition.itertext())
            found[key] = from_css(said) if ":" in said else from_words(said)
    return found


def from_words(rend: str) -> tuple[str, ...]:
    """`align(center) italics` -> center, italic."""
    return tuple(
        dict.fromkeys(name for token in TOKEN.findall(rend.lower()) for part, name in WORDS if part in token)
    )


def from_css(style: str) -> tuple[str, ...]:
    """`font-style: italic; color: red` -> italic."""
    found: dict[str, None] = {}
    for declaration in style.lower().split(";"):
        name, _, values = declaration.partition(":")
        for value in values.split():
            if (name.strip(), value) in DECLARATIONS:
                found[DECLARATIONS[name.strip(), value]] = None
    return tuple(found)
