"""Columns: where the rows of a page stand on a screen, in one column or in two side by side."""

from __future__ import annotations

from dataclasses import dataclass

GUTTER = 3
"""Cells kept free on each side of a text; a note's dot stands in the left one."""

WIDEST_GUTTER = 5
"""Cells on each side of the text of two columns, at most, so that they stand together on a wide screen."""

LEAST_MEASURE = 44
"""Cells that the text of each of two columns has at least, unless the reader wants it narrower still."""


def spread_width(wanted: int) -> int:
    """How wide a screen is at least, in cells, that has room for two columns.

    Args:
        wanted: How wide the text would be where there is room, in cells.
    """
    return 2 * (min(wanted, LEAST_MEASURE) + 2 * GUTTER)


def measure_in(width: int, wanted: int, number: int, margin: int = GUTTER) -> int:
    """How wide the text of each of one or two columns is on a screen, in cells.

    Args:
        width: The screen's width.
        wanted: How wide the text would be where there is room.
        number: How many columns there are.
        margin: What stays free on each side of a single column at least, unless the text would be
            narrower than `LEAST_MEASURE` for that.
    """
    room = width // number - 2 * GUTTER
    if number == 1:
        room = min(room, max(LEAST_MEASURE, width - 2 * margin))
    return min(wanted, room)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where rows stand on a screen, in cells. A row looks the same in either column.

    Rows are counted from the one at the top, which is 0. The second column begins with row
    `split`; those before it that the first has no room for are below the screen.

    Attributes:
        number: How many columns there are: 1 or 2.
        height: The rows of the screen.
        start: The cells left of the first column.
        width: The width of each, with what is kept free on both sides of its text.
        inset: The cells of a column left of its text.
    """

    number: int
    height: int
    start: int
    width: int
    inset: int

    @classmethod
    def pair(cls, width: int, height: int, measure: int) -> Columns:
        """Two columns in the middle of a screen.

        Args:
            width: The screen's width, in cells.
            height: Its rows.
            measure: The width of the text of each.
        """
        gutter = min(WIDEST_GUTTER, (width // 2 - measure) // 2)
        own = measure + 2 * gutter
        return cls(2, height, (width - 2 * own) // 2, own, gutter)

    def left(self, column: int = 0) -> int:
        """The cell of the screen where the text of a column begins; the first is 0."""
        return self.start + column * self.width + self.inset

    def at(self, x: int, y: int, split: int) -> tuple[int, int]:
        """What is at a cell of the screen, or is nearest to it.

        Returns:
            The row, and the column of its text, which is below 0 left of the text.
        """
        if self.number == 1:
            return y, x - self.left()
        if x < self.start + self.width:
            return min(y, split - 1), x - self.left()
        return split + max(0, y), x - self.left(1)

    def cell(self, row: int, split: int) -> tuple[int, int]:
        """Where a row stands on the screen.

        Returns:
            The cell where its column begins, and its distance from the screen's top. A row that is not on
            the screen is above the first column, or below the last.
        """
        if self.number == 1 or row < split:
            return self.start, row
        return self.start + self.width, row - split
