"""Documents as JSON, for a process to send to another."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from reader.document import Anchor, Block, Document, Mark

_WORDS = ("text", "title", "author", "date", "site", "source", "identity")


def to_json(document: Document) -> dict[str, Any]:
    """A document as JSON's types, without its pictures and its visit."""
    return {
        **{name: getattr(document, name) for name in _WORDS},
        "notices": document.notices,
        "blocks": [(each.kind, each.start, each.end, each.level) for each in document.blocks],
        "marks": [(each.kind, each.start, each.end, each.target) for each in document.marks],
        "anchors": [(each.name, each.offset) for each in document.anchors],
        "pages": [(each.name, each.offset) for each in document.pages],
    }


def from_json(data: dict[str, Any], pictures: Mapping[str, bytes] = MappingProxyType({})) -> Document:
    """The document that `to_json` gave, with pictures.

    Raises:
        KeyError, TypeError, ValueError: It did not give that.
    """
    words: dict[str, Any] = {name: str(data[name]) for name in _WORDS}
    return Document(
        **words,
        notices=tuple(map(str, data["notices"])),
        blocks=tuple(Block(*each) for each in data["blocks"]),
        marks=tuple(Mark(*each) for each in data["marks"]),
        anchors=tuple(Anchor(*each) for each in data["anchors"]),
        pages=tuple(Anchor(*each) for each in data["pages"]),
        pictures=dict(pictures),
    )
