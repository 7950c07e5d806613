"""Turning pages, so that no picture is cut where that can be helped.

A page jump leaves some rows of the page before on the screen. Where the edge of
the screen cuts a picture, the jump is shorter: the next page begins with the
picture whole, or the page before ends with it. A picture among the rows that
stay is left out of them, as it was whole already. No row is ever jumped over.

Of two columns side by side, the first ends above a picture that its end would
cut, and above a heading that would stand there alone: the second begins with it.
So a page of two columns has fewer rows here and there; never so few that it does
not reach beyond those of one column. And the second begins with text, as the
blank rows before that are below the end of the first, and not drawn.
"""

from __future__ import annotations

from functools import cached_property
from itertools import takewhile

from reader.page.layout import Layout
from reader.page.row import Row

CONTEXT_ROWS = 2
"""Rows of the page before that a page jump leaves on the screen."""

EMPTY_PART = 3
"""One part in so many of a column, at most, is left empty so that headings stand above their text."""

MOST_BLANK = 8
"""Blank rows, at most, that are left out between two columns: more than any gap of the page has."""


def page_rows(rows: int) -> int:
    """How far a page jump goes on a screen of so many rows."""
    return max(1, rows - CONTEXT_ROWS)


def half_page_rows(rows: int) -> int:
    """How far half a page goes on a screen of so many rows."""
    return max(1, rows // 2)


class Pages:
    """The rows of a document on a screen, which can begin with any of them.

    Args:
        layout: The rows of the document.
        height: The rows of the screen.
        columns: How many columns stand side by side: 1 or 2.
    """

    def __init__(self, layout: Layout, height: int, columns: int = 1) -> None:
        self.layout = layout
        self.height = height
        self.columns = columns
        self._last_split = (-1, height)

    def split(self, top: int) -> int:
        """How many rows the first column has, those below its end included, for a row at its top."""
        if self.columns == 1:
            return self.height
        if top != self._last_split[0]:  # asked for each row that is drawn
            self._last_split = top, self._split(top)
        return self._last_split[1]

    def rows(self, top: int) -> int:
        """How many rows are on the page, where one of them is at its top."""
        return self.split(top) + self.height * (self.columns - 1)

    def least_top(self, row: int) -> int:
        """The first row that can be at the top of a page with another row on it; 0 at the least."""
        top = max(0, row + 1 - self.height * self.columns - MOST_BLANK * (self.columns - 1))
        while top + self.rows(top) <= row:
            top += 1
        return top

    @cached_property
    def last_top(self) -> int:
        """The row at the top of the last page."""
        return self.least_top(self.layout.height - 1)

    def after(self, top: int) -> int:
        """The row at the top of the next page.

        Args:
            top: The row at the top of this page.
        """
        rows = self.rows(top)
        bottom = top + rows
        target = top + page_rows(rows)
        cut = self._picture(bottom)
        if cut and top < cut.start < bottom:
            return min(target, cut.start)
        cut = self._picture(target)
        return cut.stop if cut and cut.start < target and cut.stop <= bottom else target

    def before(self, top: int) -> int:
        """The row at the top of the page before; as `after`."""
        rows = self.rows(top)
        target = max(0, min(self.least_top(top + CONTEXT_ROWS - 1), top - 1))
        cut = self._picture(top)
        if cut and cut.start < top < cut.stop < top + rows:
            return max(target, min(self.least_top(cut.stop - 1), top - 1))
        end = target + self.rows(target)
        cut = self._picture(end)
        return self.least_top(cut.start - 1) if cut and top <= cut.start < end else target

    def half_after(self, top: int) -> int:
        """The row at the top half a page further on: where there are two columns, that of the second."""
        return top + (half_page_rows(self.height) if self.columns == 1 else self.split(top))

    def half_before(self, top: int) -> int:
        """The row at the top half a page before; as `half_after`."""
        if self.columns == 1:
            return top - half_page_rows(self.height)
        before = max(0, top - self.height - MOST_BLANK)
        while before + self.split(before) < top:
            before += 1
        return before

    def _split(self, top: int) -> int:
        end = top + self.height
        cut = self._picture(end)
        if cut and top < cut.start < end and len(cut) <= self.height:
            end = cut.start
        heading = above = end
        while above > top and (self._is_heading(above - 1) or not self.layout.row(above - 1).pieces):
            above -= 1
            heading = above if self._is_heading(above) else heading
        if heading < end and above > top and end - heading <= self.height // EMPTY_PART:
            return heading - top
        if end == top + self.height:
            following = range(end, min(end + MOST_BLANK, self.layout.height))
            end += len(list(takewhile(lambda y: self.layout.row(y) == Row(), following)))
        return end - top

    def _is_heading(self, y: int) -> bool:
        row = self.layout.row(y)
        return bool(row.pieces and row.block and row.block.kind == "heading")

    def _picture(self, y: int) -> range | None:
        """The rows of the picture that has a part on a row, with those of its text below; None for none."""
        layout = self.layout
        block = layout.row(y).block
        if block is None or block.kind != "image":
            return None
        first, last = layout.row_of(block.start), layout.row_of(block.end - 1)
        above = layout.row(first - 1).picture
        return range(first - above.rows, last + 1) if above else None
