"""Escaping: what Esc leaves, one thing after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen


class Escaping:
    """Leaves what is open.

    Args:
        screen: The reading screen.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen

    def back(self) -> None:
        """Leave one thing: what runs, else what lies nearest to the reader, else the marks on the page."""
        screen = self._screen
        if screen.following.visiting.stop() or screen.pictures.stop() or screen.lookup.stop():
            pass
        elif screen.selecting.selection:
            screen.selecting.clear()
        elif screen.footnote.close():
            screen.annotating.choose(None)
        elif screen.panels.close():
            pass
        elif screen.annotating.chosen:
            screen.annotating.choose(None)
        elif screen.quotes.speaker:
            screen.quotes.filter("")
        else:
            screen.understanding.forget_entity()
            screen.searching.clear()
            screen.selecting.expect(-1)
        screen.status.show()
