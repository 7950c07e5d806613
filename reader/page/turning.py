"""Turning pages, so that no picture is cut where that can be helped.

A page jump leaves some rows of the page before on the screen. Where the edge of
the screen cuts a picture, the jump is shorter: the next page begins with the
picture whole, or the page before ends with it. A picture among the rows that
stay is left out of them, as it was whole already. No row is ever jumped over.
"""

from __future__ import annotations

from reader.page.layout import Layout

CONTEXT_ROWS = 2
"""Rows of the page before that a page jump leaves on the screen."""


def page_rows(rows: int) -> int:
    """How far a page jump goes on a screen of so many rows."""
    return max(1, rows - CONTEXT_ROWS)


def next_top(layout: Layout, top: int, rows: int) -> int:
    """The row at the top of the next page.

    Args:
        layout: The rows of the document.
        top: The row at the top of this page.
        rows: The rows of a page.
    """
    bottom = top + rows
    target = top + page_rows(rows)
    cut = _picture(layout, bottom)
    if cut and top < cut.start < bottom:
        return min(target, cut.start)
    cut = _picture(layout, target)
    return cut.stop if cut and cut.start < target and cut.stop <= bottom else target


def previous_top(layout: Layout, top: int, rows: int) -> int:
    """The row at the top of the page before; as `next_top`."""
    target = top - page_rows(rows)
    cut = _picture(layout, top)
    if cut and cut.start < top < cut.stop < top + rows:
        return max(target, cut.stop - rows)
    cut = _picture(layout, target + rows)
    return cut.start - rows if cut and top <= cut.start < target + rows else target


def _picture(layout: Layout, y: int) -> range | None:
    """The rows of the picture that has a part on a row, with those of its text below; None where none has."""
    block = layout.row(y).block
    if block is None or block.kind != "image":
        return None
    first, last = layout.row_of(block.start), layout.row_of(block.end - 1)
    above = layout.row(first - 1).picture
    return range(first - above.rows, last + 1) if above else None
