"""Notes: the highlights in reading order, with what the reader wrote to them."""

from __future__ import annotations

from collections.abc import Sequence

from reader.annotation import Annotation
from reader.tui.panels.listing import Item, Line, Listing

EMPTY = "No notes yet. Press s, then Enter, to mark a sentence."
MARKS = '“”"'
NOTE_LINES = 3
"""Rows of a note that are shown in the list."""


class NotesPanel(Listing):
    """The annotations of a document; an item's key is the annotation's id."""

    def __init__(self) -> None:
        super().__init__("Notes", id="notes")
        self._annotations: Sequence[Annotation] = ()

    def on_mount(self) -> None:
        """Say what to do."""
        self.show([])

    def follow(self, offset: int) -> None:
        """Put the cursor on the first highlight from an offset on."""
        here = (each for each in self._annotations if not each.orphan and each.target.start >= offset)
        self.point(next((each.id for each in here), None))

    def show(self, annotations: Sequence[Annotation]) -> None:
        """Fill the list, orphans under a heading of their own."""
        self._annotations = annotations
        items = [_item(annotation) for annotation in annotations if not annotation.orphan]
        orphans = [_item(annotation) for annotation in annotations if annotation.orphan]
        if orphans:
            heading = Line("No longer in the text", ((str(len(orphans)), "quiet"),), "heading", 0)
            items += [Item((heading,)), *orphans]
        self.set_items(items, status=str(len(annotations) or ""), empty=EMPTY)


def _item(annotation: Annotation) -> Item:
    passage = " ".join(annotation.target.exact.split())
    bullet = ("●" if annotation.note else "○", annotation.colour)
    lines = [
        Line(
            f"“{passage.strip(MARKS)}”", role="quiet" if annotation.note else "text", indent=4, bullet=bullet
        )
    ]
    note = [line for line in annotation.note.splitlines() if line.strip()]
    lines += [Line(line.strip(), indent=4) for line in note[:NOTE_LINES]]
    if annotation.tags:
        lines.append(Line(" ".join(f"#{tag}" for tag in annotation.tags), role="faint", indent=4))
    return Item(tuple(lines), annotation.id)
