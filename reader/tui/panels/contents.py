"""Contents: the outline of the document."""

from __future__ import annotations

from reader.document import Document
from reader.tui.panels.listing import Item, Line, Listing


class ContentsPanel(Listing):
    """The headings; the one being read is marked.

    Args:
        document: Whose outline is shown.
    """

    def __init__(self, document: Document) -> None:
        super().__init__("Contents", id="contents")
        self._document = document

    def on_mount(self) -> None:
        """Fill the list."""
        outline = self._document.outline
        least = min((section.level for section in outline), default=1)
        items = [
            Item((Line(section.title, indent=2 + 2 * (section.level - least)),), section.start)
            for section in outline
        ]
        self.set_items(items, empty="No headings here.")

    def follow(self, offset: int) -> None:
        """Mark the section that holds an offset, unless the reader moves in the list."""
        section = self._document.section_at(offset)
        if section and not self.has_focus:
            self.point(section.start)
