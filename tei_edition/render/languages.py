"""Language tags as browsers know them, and the direction of writing that follows from them.

TEI of every age names languages: `eng`, `lat`, `ger`, `greek`. HTML wants tags of BCP 47, where a
language with a code of two letters has no other. What cannot be mended is left out: a wrong tag makes a
screen reader speak in the wrong voice.
"""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

from ..namespaces import XML_LANG
from ..patterns import lazy
from .names import Item

Element = etree._Element
TAG = lazy(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*")
# Codes of three letters (ISO 639-2, both kinds) that have one of two (ISO 639-1).
SHORT = dict(
    pair.split(":")
    for pair in """
    afr:af alb:sq amh:am ara:ar arm:hy aze:az baq:eu bel:be ben:bn bos:bs bre:br bul:bg bur:my cat:ca ces:cs
    chi:zh chu:cu cor:kw cos:co cym:cy cze:cs dan:da deu:de div:dv dut:nl ell:el eng:en epo:eo est:et eus:eu
    fao:fo fas:fa fin:fi fra:fr fre:fr fry:fy geo:ka ger:de gla:gd gle:ga glg:gl gre:el guj:gu hat:ht hau:ha
    heb:he hin:hi hrv:hr hun:hu hye:hy ibo:ig ice:is ido:io ina:ia ind:id isl:is ita:it jav:jv jpn:ja kan:kn
    kat:ka kaz:kk khm:km kir:ky kor:ko kur:ku lao:lo lat:la lav:lv lit:lt ltz:lb mac:mk mal:ml mao:mi mar:mr
    may:ms mkd:mk mlg:mg mlt:mt mon:mn mri:mi msa:ms mya:my nep:ne nld:nl nno:nn nob:nb nor:no oci:oc ori:or
    pan:pa per:fa pol:pl por:pt pus:ps que:qu roh:rm ron:ro rum:ro rus:ru san:sa sin:si slk:sk slo:sk slv:sl
    som:so spa:es sqi:sq srd:sc srp:sr sun:su swa:sw swe:sv tam:ta tat:tt tel:te tgk:tg tgl:tl tha:th tib:bo
    tuk:tk tur:tr uig:ug ukr:uk urd:ur uzb:uz vie:vi vol:vo wel:cy wln:wa xho:xh yid:yi yor:yo zho:zh zul:zu
    """.split()  # noqa: SIM905
)
# Words that editions write where a code belongs.
WORDS = {"english": "en", "greek": "el", "latin": "la", "french": "fr", "german": "de", "hebrew": "he"}
SCRIPTS = frozenset(
    """
    adlm arab aran armn beng bopo cans cher copt cprt cyrl cyrs deva egyp ethi geor glag goth grek gujr guru
    hang hani hans hant hebr hira jpan kana khmr knda kore laoo latf latg latn lina linb mand mlym mong mymr
    nkoo ogam orya phnx runr samr sinh syrc syre syrj syrn taml telu tfng thaa thai tibt ugar xsux zmth zsym
    zxxx zyyy zzzz
    """.split()  # noqa: SIM905
)
LEFTWARD = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "ps", "sd", "syr", "ug", "ur", "yi"))  # fmt: skip
LEFTWARD_SCRIPTS = frozenset(("adlm", "arab", "aran", "hebr", "mand", "nkoo", "samr", "syrc", "thaa"))


@lru_cache(maxsize=256)
def tag(language: str) -> str:
    """The tag of BCP 47 for what a TEI file calls a language; nothing where there is none."""
    said = language.strip().lower().replace("_", "-")
    said = WORDS.get(said, said)
    if not TAG.fullmatch(said):
        return ""
    first, *rest = said.split("-")
    first = SHORT.get(first, first)
    kept = []
    for part in rest:
        if part == "x":  # what follows is private
            break
        if len(part) == 4 and part.isalpha():
            if part not in SCRIPTS:
                continue
            part = part.title()
        elif len(part) == 2 and part.isalpha():
            part = part.upper()
        elif not (len(part) == 3 and part.isdecimal()):
            continue
        kept.append(part)
    return "-".join([first, *kept])


def direction(language: str) -> str:
    """`rtl` for the tag of a language written from right to left, else `ltr` (a script goes over the
    language)."""
    parts = language.lower().split("-")
    script = next((part for part in parts[1:] if len(part) == 4 and part.isalpha()), "")
    if script:
        return "rtl" if script in LEFTWARD_SCRIPTS else "ltr"
    return "rtl" if parts[0] in LEFTWARD else "ltr"


def languages(items: list[Item], language: str, lang: str, way: str) -> None:
    """Write the tag of each element that names its language in the attribute `lang`, and in `way` its
    direction where that differs from what is around; `language` is the tag of the page."""
    ways: dict[Element, str] = {}
    for element, _ in items:
        own = tag(element.get(XML_LANG) or "")
        if not own:
            continue
        element.set(lang, own)
        above = next((ways[e] for e in element.iterancestors() if e in ways), direction(language))
        ways[element] = direction(own)
        if ways[element] != above:
            element.set(way, ways[element])
