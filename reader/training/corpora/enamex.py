"""Sentences in XML whose names are `ENAMEX` elements, as GROBID has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from reader.training.corpora.documents import split
from reader.training.corpora.sentence import Sentence, Span

_SEVERAL = re.compile(r"[(,;/]|\band\b")
"""What shows that an element holds more than one name: “Germany and Japan”, “European Union (EU)”."""

_DOCTYPE = re.compile(r"<!(?:DOCTYPE|ENTITY)")


def read_enamex(text: str, document: str) -> Iterator[Sentence]:
    """The sentences of a file, without those in which one element holds several names.

    Raises:
        ValueError: The file declares a document type, which could name other files.
    """
    if _DOCTYPE.search(text):
        raise ValueError(f"{document}: XML with a document type is not read")
    for element in ElementTree.fromstring(text.encode()).iter("sentence"):  # noqa: S314 - declares no entities
        plain, names = element.text or "", list[Span]()
        for child in element:
            inner = "".join(child.itertext())
            names.append((len(plain), len(plain) + len(inner), child.get("type", "")))
            plain += inner + (child.tail or "")
        if not any(_SEVERAL.search(plain, start, end) for start, end, _ in names):
            yield from split(plain, names, document)
