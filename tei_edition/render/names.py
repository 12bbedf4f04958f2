"""What the stylesheets' front end knows of TEI: which elements stand alone, which run in the line.

Two closed lists are enough for any TEI: an element in neither is decided by where it stands
(`annotate.blocks`). Names from the TEI P5 Guidelines, 4.12.0; the lists were settled on the profile
and on editions of prose, letters, verse, drama and early print.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import cast

from lxml import etree

Item = tuple[etree._Element, str]  # an element and its local name
X = "{urn:tei-edition:render}"  # the private namespace of the annotated copy


def listed(names: str) -> frozenset[str]:
    """The names of a list written with blanks between them."""
    return frozenset(names.split())


NOTE_TYPES = frozenset(("notes", "endnotes", "footnotes"))  # a div that is itself the list of notes

DIVISIONS = listed("div div0 div1 div2 div3 div4 div5 div6 div7 attachment")

BLOCKS = DIVISIONS | listed(
    """
    p ab head lg l list item table row cell sp speaker castList castGroup castItem set
    opener closer byline trailer argument epigraph postscript front back body group text floatingText
    titlePage docTitle titlePart docImprint docEdition imprimatur figure address addrLine
    listBibl listPerson listPlace listOrg listEvent listWit listApp listObject listNym listRelation
    msDesc u egXML spGrp eTree forest linkGrp timeline
    """
)

# Blocks whose own content is text: what stands in them runs in the line unless it holds a block.
RUNNING = listed(
    """
    p ab head l item cell speaker castItem byline trailer titlePart docEdition addrLine salute signed
    dateline stage label note bibl docAuthor docDate desc figDesc seg
    """
)

INLINE = listed(
    """
    abbr actor add affiliation am anchor app author biblScope c choice citedRange code corr country damage
    date del distinct editor email emph ex expan foreign forename formula g gap geogName gi gloss graphic hi
    ident idno lb lem m measure media mentioned metamark milestone name num orgName orig pc persName
    placeName ptr publisher pubPlace rdg ref reg region restore role roleDesc roleName rs s settlement sic
    soCalled space subst supplied surname surplus term time title unclear w
    """
)

# Elements of a register: a note or a name in them describes the entry and is no part of a text.
ENTRIES = listed(
    """
    person personGrp place org event object nym bibl biblStruct biblFull msDesc listBibl app relation
    witness category
    """
)

LINKING = frozenset(("ref", "ptr", "graphic", "note", "choice", "app"))  # become links, names apart
NOTE_PLACES = frozenset(("bottom", "foot", "end", "margin", "left", "right", "opposite", "overleaf"))


def _local(tag: object) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


# The name of an element without its namespace; nothing for a comment or an instruction. Asked a few
# times for each element, of a few dozen tags.
local = cast("Callable[[object], str]", lru_cache(maxsize=1024)(_local))
