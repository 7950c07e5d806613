"""The footnote: a note in a small window over the page, near the reference that leads to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Vertical

from reader.document import Block, Document
from reader.page.columns import GUTTER
from reader.page.layout import Layout
from reader.tui.article import ArticleView
from reader.tui.painting import LAYERS
from reader.tui.view import View

PART = 3
"""The window takes one part in so many of the page's height at most."""

LEAST_ROWS = 2
FRAME = 1
"""Cells of the line round the window, on each side."""


class Footnote(Vertical):
    """A window on some blocks of the document.

    It shows the same text with the same offsets, so all that is selected and highlighted in it is on
    the document itself.

    Args:
        page: The page that it lies over.
        selection_changed: Called after each change of the selection in it.

    Attributes:
        view: The note that is shown; None where the window is closed.
        reference: The offset near which the window is.
    """

    def __init__(self, page: View, selection_changed: Callable[[], None]) -> None:
        super().__init__(id="footnote")
        self._page = page
        self._article = ArticleView(Document("", ()), page.article.wanted_measure, id="note")
        self._selection_changed = selection_changed
        self.view: View | None = None
        self.reference = 0

    def compose(self) -> ComposeResult:
        """The note."""
        yield self._article

    def open(self, blocks: Sequence[Block], reference: int) -> None:
        """Show a note.

        Args:
            blocks: The note's leaves.
            reference: The offset near which the window is put.
        """
        page = self._page.article
        first, last = blocks[0].start, blocks[-1].end
        document = replace(
            page.document,
            blocks=tuple(block for block in page.document.blocks if first <= block.start < last),
            marks=tuple(mark for mark in page.document.marks if first <= mark.start < last),
        )
        measure = min(page.layout_.measure, page.size.width - 2 * (GUTTER + FRAME))
        article = self._article
        article.turn_to(document, measure)
        for name in LAYERS:
            if name not in ("structure", "place", "selection", "links"):
                article.painter.layers[name] = page.painter.layers[name]
        article.painter.set_signs(page.painter.signs)
        self.view = View(article, self._selection_changed)
        self.view.selecting.expect(first)
        self.reference = reference
        self._place(measure, Layout(document, measure).height)
        self.display = True
        article.focus()
        self.tell_rest()

    def close(self) -> bool:
        """Take the window away.

        Returns:
            Whether there was one.
        """
        if self.view is None:
            return False
        had_keys = self.view.article.has_focus
        self.view = None
        self.display = False
        if had_keys:
            self._page.article.focus()
        return True

    def tell_rest(self) -> None:
        """Show whether there is more below."""
        article = self.view.article if self.view else None
        self.border_subtitle = "more ↓" if article and article.top < article.last_top else ""

    def _place(self, measure: int, height: int) -> None:
        """Put the window below the reference, or above it where there is more room."""
        page = self._page.article
        columns = page.columns
        rows = min(height, max(LEAST_ROWS, columns.height // PART - 2 * FRAME))
        high = rows + 2 * FRAME
        x, row = columns.cell(page.layout_.row_of(self.reference) - page.top, page.pages.split(page.top))
        below = columns.height - row - 1
        top = row + 1 if below >= high or below >= row else row - high
        top = max(0, min(top, columns.height - high))
        left = max(0, x + columns.inset - GUTTER - FRAME)
        self.styles.width = measure + 2 * (GUTTER + FRAME)
        self.styles.height = high
        self.styles.offset = (page.region.x + left, page.region.y + top)
