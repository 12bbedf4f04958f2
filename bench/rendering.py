"""What editions for readers cost, start-up excluded: growth with the size of the TEI, and against another stylesheet.

    python bench/rendering.py [FILE.xml] [--largest 2]
    python bench/rendering.py FILE.xml --stylesheet Stylesheets/html5/html5.xsl --runs 5

The first makes the body of the TEI (without FILE: that of a sample) larger by repeating what is in it, and times
each form from the bytes of the TEI on. The exponent is the slope of log(time) over log(size): 1 is linear.
The second runs our page and a page by Saxon (`pip install 'tei-edition[saxon]'`) by turns, both from the
bytes of FILE to the bytes of the page; both stylesheets are compiled and have run once before. It prints how
many times as long Saxon took: the median of the pairs, and the quartiles.
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
import time
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

from lxml import etree

from tei_edition.edition import convert
from tei_edition.model import Options
from tei_edition.render import to_html, to_text
from tei_edition.render.epub import to_epub
from tei_edition.render.markdown import to_markdown
from tei_edition.source import source_of
from tei_edition.xmlread import parse

SAMPLE = Path(__file__).resolve().parent.parent / "sources" / "keepers.txt"
FORMS: dict[str, Callable[[etree._ElementTree], object]] = {
    "html": lambda tree: to_html(tree, name="bench"),
    "text": to_text,
    "markdown": to_markdown,
    "epub": lambda tree: to_epub(tree, name="bench"),
}


def sample() -> bytes:
    """The TEI of a sample text."""
    source, messages = source_of(SAMPLE.read_bytes(), name="sample", path="sample", options=Options())
    return convert(source, messages=messages).data


def grown(data: bytes, megabytes: float) -> bytes:
    """The TEI with its body repeated until it has about so many million bytes; ids that come again go."""
    root = parse(data).getroot()
    body = root.find(".//{*}body")
    if body is None:
        sys.exit("the file has no body")
    content = deepcopy(list(body))
    for element in (e for top in content for e in top.iter(etree.Element)):
        element.attrib.pop("{http://www.w3.org/XML/1998/namespace}id", None)
    each = sum(len(etree.tostring(top)) for top in content)
    for _ in range(max(0, round((megabytes * 1e6 - len(data)) / each))):
        body.extend(deepcopy(content))
    return etree.tostring(root, encoding="utf-8")


def seconds(make: Callable[[], object]) -> float:
    """Processor time of one call."""
    start = time.process_time()
    make()
    return time.process_time() - start


def growth(data: bytes, largest: float, runs: int) -> None:
    """Print the seconds of each form at four sizes, and the exponent."""
    if len(data) > largest * 1e6 / 8:
        sys.exit(
            f"the file has {len(data) / 1e6:.2f} MB already: say --largest {len(data) * 8e-6:.0f} or more"
        )
    files = [grown(data, largest / part) for part in (8, 4, 2, 1)]
    print(f"{'':10}" + "".join(f"{len(file) / 1e6:>9.2f} MB" for file in files) + "  exponent")
    for name in FORMS:
        times = [median(name, file, runs) for file in files]
        slope, _ = statistics.linear_regression(
            [math.log(len(file)) for file in files], [math.log(spent) for spent in times]
        )
        print(f"{name:10}" + "".join(f"{spent:>10.2f} s" for spent in times) + f"{slope:>10.2f}")


def median(name: str, data: bytes, runs: int) -> float:
    """Seconds of one form, from the bytes of the TEI on."""
    return statistics.median(seconds(lambda: FORMS[name](parse(data))) for _ in range(runs))


def against(data: bytes, stylesheet: str, runs: int) -> None:
    """Print how many times as long Saxon takes with that stylesheet as our page does."""
    try:
        import saxonche
    except ModuleNotFoundError:
        sys.exit("needs Saxon: pip install 'tei-edition[saxon]'")
    with saxonche.PySaxonProcessor(license=False) as processor:
        compiled = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=stylesheet)
        words = data.decode("utf-8-sig")

        def by_saxon() -> None:
            compiled.transform_to_string(xdm_node=processor.parse_xml(xml_text=words))

        def ours() -> None:
            to_html(parse(data), name="bench")

        pairs = [(seconds(by_saxon), seconds(ours)) for _ in range(runs + 1)][1:]
    ratios = sorted(saxon / our for saxon, our in pairs)
    low, middle, high = statistics.quantiles(ratios, n=4) if len(ratios) > 1 else ratios * 3
    saxon, our = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(
        f"{len(data) / 1e6:.2f} MB: Saxon {saxon:.2f} s, ours {our:.2f} s: {middle:.1f} times ({low:.1f} to {high:.1f})"
    )


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    given.add_argument("file", type=Path, nargs="?")
    given.add_argument("--largest", type=float, default=2, help="million bytes")
    given.add_argument("--stylesheet", help="an XSLT that makes HTML of TEI, for Saxon")
    given.add_argument("--runs", type=int, default=3)
    said = given.parse_args()
    data = said.file.read_bytes() if said.file else sample()
    if said.stylesheet:
        against(data, said.stylesheet, said.runs)
    else:
        growth(data, said.largest, said.runs)


if __name__ == "__main__":
    main()
