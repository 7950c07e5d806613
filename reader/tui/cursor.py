"""The cursor: moving in the list that has the keys, and choosing in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.placing import PARTS

if TYPE_CHECKING:
    from reader.tui.panels.listing import Listing
    from reader.tui.screens.reading import ReadingScreen


class Cursor:
    """The commands of lists; where no list has the keys, they do nothing.

    Args:
        screen: The reading screen.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen

    @property
    def _list(self) -> Listing | None:
        return self._screen.panels.focused

    def down(self, count: int = 1) -> None:
        """Move the cursor down."""
        if self._list:
            self._list.move(count)

    def up(self, count: int = 1) -> None:
        """Move the cursor up."""
        self.down(-count)

    def page_down(self, count: int = 1) -> None:
        """Move the cursor screenfuls down."""
        if self._list:
            self._list.move_page(count)

    def page_up(self, count: int = 1) -> None:
        """Move the cursor screenfuls up."""
        self.page_down(-count)

    def half_page_down(self, count: int = 1) -> None:
        """Move the cursor half screenfuls down."""
        if self._list:
            self._list.move_page(count / 2)

    def half_page_up(self, count: int = 1) -> None:
        """Move the cursor half screenfuls up."""
        self.half_page_down(-count)

    def look(self, where: str) -> None:
        """Move the cursor to one of `PARTS` of what is seen of the list."""
        if self._list:
            self._list.look(PARTS[where])

    def first(self) -> None:
        """Move the cursor to the first item."""
        if self._list:
            self._list.move_to_end(first=True)

    def last(self) -> None:
        """Move the cursor to the last item."""
        if self._list:
            self._list.move_to_end(first=False)

    def go(self) -> None:
        """Choose the item under the cursor."""
        if self._list:
            self._list.choose()
