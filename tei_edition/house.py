"""The style of a house over ours: a CSS file, a logo, a line at the foot, an XSLT that imports ours.

`[house]` in `edition.toml` names them, with paths seen from that file. They are read once and become part
of each page: no page asks for another file.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from .config import load_house_keys
from .digests import sha256
from .messages import ConfigError
from .model import Metadata
from .patterns import lazy

IMAGES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
}
OFFERS = ("epub", "markdown")  # forms of an edition that are made where `offer` names them
LARGEST = 300_000  # bytes of a logo: it stands in every page
FETCHING = lazy(r"@import|url\(\s*[\"']?\s*(?!data:|#)", re.IGNORECASE)


class House(NamedTuple):
    """What all pages of an edition share: `title` and `url` of the edition, `css` that follows our own,
    `logo` as a data URL, the words of the `footer`, the path of a stylesheet that imports ours with
    a `digest` of its text, and the further forms that each page `offer`s."""

    title: str = ""
    url: str = ""
    css: str = ""
    logo: str = ""
    footer: str = ""
    xslt: str = ""
    digest: str = ""
    offer: tuple[str, ...] = ()  # of OFFERS, in that order


PLAIN = House()  # ours, with nothing over it


def load_house(config: Path | None, metadata: Metadata) -> House:
    """The house of an edition, from the `edition.toml` that was used. Raises `ConfigError` for a file
    that cannot be read, and for a style that would fetch something."""
    if config is None:
        return PLAIN
    said = load_house_keys(config)
    css, xslt = _text(config, said, "css"), _text(config, said, "xslt")
    if found := FETCHING.search(css):
        line = css.count("\n", 0, found.start()) + 1
        path = str(config.parent / said["css"])
        raise ConfigError("C03", path, line, "a style may fetch nothing: write images as data: URLs")
    return House(
        title=metadata.series_title,
        url=metadata.url,
        css=css,
        logo=_logo(config, said.get("logo", "")),
        footer=said.get("footer", ""),
        xslt=str((config.parent / said["xslt"]).absolute()) if xslt else "",
        digest=sha256(xslt.encode()).hexdigest() if xslt else "",
        offer=_offered(config, said.get("offer", ())),
    )


def _offered(config: Path, said: tuple[str, ...]) -> tuple[str, ...]:
    for form in said:
        if form not in OFFERS:
            raise ConfigError("C03", str(config), 0, f"offer: {form} is none of {', '.join(OFFERS)}")
    return tuple(form for form in OFFERS if form in said)


def _text(config: Path, said: dict[str, str], key: str) -> str:
    if not said.get(key):
        return ""
    data = _bytes(config, key, said[key])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigError("C03", str(config), 0, f"{key}: {said[key]} is not UTF-8") from None


def _logo(config: Path, name: str) -> str:
    if not name:
        return ""
    media = IMAGES.get(Path(name).suffix.lower())
    if media is None:
        raise ConfigError("C03", str(config), 0, f"logo: {name} is none of {', '.join(IMAGES)}")
    from base64 import b64encode

    data = _bytes(config, "logo", name)
    if len(data) > LARGEST:
        detail = f"logo: {name} has {len(data):,} bytes, more than {LARGEST:,}: it stands in every page"
        raise ConfigError("C03", str(config), 0, detail)
    return f"data:{media};base64,{b64encode(data).decode('ascii')}"


def _bytes(config: Path, key: str, name: str) -> bytes:
    try:
        return (config.parent / name).read_bytes()
    except OSError as error:
        raise ConfigError("C03", str(config), 0, f"{key}: {name}: {error.strerror or error}") from None
