"""Reading word by word: the commands for it, and the page that comes along."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen


class Rapid:
    """Opens the screen for reading word by word, and takes its commands.

    Args:
        screen: The reading screen.

    Attributes:
        pace: The words a minute that the reader has chosen; 0 for as many as are read else.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self.pace = screen.config.rapid_pace

    def open(self) -> None:
        """Read word by word, from the selection or the place that was gone to, else from the page's top."""
        from reader.tui.screens.rapid import RapidScreen

        screen = self._screen
        if not screen.document.leaves:
            screen.status.say("There is nothing to read here.")
        elif screen.is_current:
            screen.footnote.close()
            span, place = screen.page.selecting.span, screen.article.pointing.place
            pointed = place >= 0 and screen.article.is_visible(place)
            start = span.start if span else place if pointed else screen.article.position
            screen.app.push_screen(RapidScreen(screen, start))

    def act(self, action: str, count: int = 1) -> None:
        """Run one of the commands of the screen.

        Args:
            action: Its name.
            count: How often.
        """
        from reader.tui.screens.rapid import RapidScreen

        if isinstance(screen := self._screen.app.screen, RapidScreen):
            screen.act(action, count)
