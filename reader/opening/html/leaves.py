"""What was gathered for a block of markup becomes a leaf of the document."""

from __future__ import annotations

import re

from reader.document import BlockKind
from reader.opening.composer import BLOCK_GAP, LINE_GAP, Composer
from reader.opening.html.run import Text


class Leaves:
    """Writes leaves to a composer.

    Attributes:
        kinds: Kinds and levels of the leaves to come, by the open blocks that say them, the innermost last.
        marker: What the next leaf gets as its marker.
        label: A footnote's label, which its first leaf may repeat.
        list_begins: Whether an outermost list has begun since the last leaf.
        cell_gap: What stands before the next cell.
    """

    def __init__(self, composer: Composer) -> None:
        self.kinds: list[tuple[BlockKind, int]] = [("paragraph", 0)]
        self.marker = ""
        self.label = ""
        self.list_begins = False
        self.cell_gap = ""
        self._composer = composer

    def write(self, text: Text) -> bool:
        """Write a text as what the open blocks make it. Returns whether a block was added."""
        kind, level = self.kinds[-1]
        if self.label:
            text = _without_label(text, self.label)
        if kind not in ("heading", "cell") and (images := list(text.images())):
            return sum(self.add("image", image) for image in images) > 0
        if kind == "cell":
            return self.add(kind, text, level, self.cell_gap)
        if kind == "paragraph" and self.marker:
            before = self._composer.blocks
            follows = before and before[-1].kind == "list_item" and not self.list_begins
            return self.add("list_item", text, level, LINE_GAP if follows else BLOCK_GAP)
        return self.add(kind, text, level)

    def add(self, kind: BlockKind, text: Text, level: int = 0, gap: str = BLOCK_GAP) -> bool:
        """Add a leaf of a kind. Returns whether there was anything to add."""
        added = self._composer.add(
            kind, text.text, marker=self.marker, level=level, gap=gap, marks=text.marks, anchors=text.anchors
        )
        if added:
            self.marker = self.label = ""
            self.list_begins = False
        return added


def _without_label(text: Text, label: str) -> Text:
    """A footnote's text without the label that it begins with."""
    found = re.match(rf"[\[(]?{re.escape(label)}[\])]?[.:)]?(?:\s+|$)", text.text, re.IGNORECASE)
    return text.cut(found.end()) if found else text
