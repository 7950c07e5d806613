"""A side: the lists that stand on one side of the page, as wide as the reader wants them."""

from __future__ import annotations

from typing import Literal

from textual.containers import Vertical
from textual.events import MouseDown, MouseMove, MouseUp
from textual.widget import Widget

from reader.config import SIDE_WIDTHS
from reader.tui.preferred import Preferred

Name = Literal["left", "right"]
"""The lists that come on this side of the page as long as the sides are not changed about."""

STEP = 2
"""Cells by which a key changes the width."""

LEAST_PAGE = 40
"""Cells that are left to the page."""


class Side(Vertical):
    """Lists above each other, and a hairline between them and the page that can be drawn by the mouse.

    Args:
        name: Its name, which is also its id.
        lists: The lists.
        width: How wide it is, in cells; 0 for as wide as suits the screen.
    """

    def __init__(self, name: Name, *lists: Widget, width: int) -> None:
        super().__init__(*lists, id=name, classes="side")
        self._setting = f"{name}_width"
        self._wanted = width
        self._drawn = False

    @property
    def is_before(self) -> bool:
        """Whether it stands left of the page."""
        return self.has_class("before")

    def fit(self) -> None:
        """Be as wide as is wanted, as far as the page allows; over the page, as wide as the screen."""
        wanted = (
            0 if self.has_class("over") else min(self._wanted, self.app.size.width // 2 - LEAST_PAGE // 2)
        )
        self.styles.width = max(SIDE_WIDTHS[0], wanted) if wanted > 0 else None

    def widen(self, count: int) -> None:
        """Make it wider by some steps or, below zero, narrower; and remember that."""
        self._want(self.outer_size.width + count * STEP)

    def _want(self, width: int) -> None:
        self._wanted = max(SIDE_WIDTHS[0], min(width, SIDE_WIDTHS[-1]))
        self.fit()
        self.screen.post_message(Preferred(**{self._setting: self._wanted}))

    # The mouse

    def on_mouse_down(self, event: MouseDown) -> None:
        """Take hold of the hairline."""
        edge = self.region.right - 1 if self.is_before else self.region.x
        if event.screen_x == edge and not self.has_class("over"):
            event.stop()
            self._drawn = True
            self.capture_mouse()

    def on_mouse_move(self, event: MouseMove) -> None:
        """Draw the hairline along."""
        if self._drawn:
            event.stop()
            at = event.screen_x
            width = at - self.region.x + 1 if self.is_before else self.region.right - at
            self._want(width)

    def on_mouse_up(self, event: MouseUp) -> None:
        """Let the hairline go."""
        if self._drawn:
            event.stop()
            self._drawn = False
            self.release_mouse()
