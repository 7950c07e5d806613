"""Rows below a head, of which as many are seen as there is room for."""

from __future__ import annotations

from typing import ClassVar

from textual.events import MouseScrollDown, MouseScrollUp

from reader.tui.styled import Styled

WHEEL_ROWS = 3
"""Rows that the wheel of the mouse moves at a time."""


class Scrolling(Styled):
    """Rows below a head that stays; the wheel moves them, and leaves the cursor alone.

    Args:
        id: The widget's id.

    Attributes:
        top: The first row that is seen, from 0.
    """

    HEAD: ClassVar[int]
    """Rows above those that move."""

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - the widget's own word
        super().__init__(id=id)
        self.top = 0

    @property
    def length(self) -> int:
        """How many rows there are, seen or not."""
        raise NotImplementedError

    @property
    def rows(self) -> int:
        """How many rows can be seen at once."""
        return max(1, self.size.height - self.HEAD)

    def scroll_rows(self, top: int) -> None:
        """Let a row be the first that is seen, as far as the rows below it fill the room."""
        self.top = max(0, min(top, self.length - self.rows))
        self.refresh()

    def row_at(self, y: int) -> int:
        """The row that is seen on a row of the widget; -1 for none."""
        row = self.top + y - self.HEAD
        return row if y >= self.HEAD and row < self.length else -1

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Move the rows, not the cursor."""
        event.stop()
        self.scroll_rows(self.top + WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Move the rows back, not the cursor."""
        event.stop()
        self.scroll_rows(self.top - WHEEL_ROWS)
