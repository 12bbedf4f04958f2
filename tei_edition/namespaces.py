"""The names of TEI's namespace and of XML's own, as lxml writes them."""

from __future__ import annotations

TEI = "http://www.tei-c.org/ns/1.0"
NS = f"{{{TEI}}}"
XML = "{http://www.w3.org/XML/1998/namespace}"
XML_ID = f"{XML}id"
XML_LANG = f"{XML}lang"
