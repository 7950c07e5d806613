"""Timing: how long the reader looks at what, and so how long the rest will take."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from reader.pace import Pace

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen

LONGEST_LOOK = 180.0
"""Seconds between two moves of the page after which the reader is taken to have been away."""

LEAST_WORDS = 60
"""Words that are timed together: a line alone tells little."""


class Timing:
    """Measures the pace while a document is read.

    Args:
        screen: The reading screen.

    Attributes:
        words: How many words the document has.
        pace: The pace as far as it has been measured.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._text = screen.document.text
        self.words = len(self._text.split())
        self._at = -1
        self._since = self._moved = 0.0
        self._measured = False
        self.pace = Pace.load(screen.folders.state)

    def minutes_left(self) -> float:
        """How long the text below what is on the screen takes to read."""
        article = self._screen.article
        return self.words * (1 - article.progress) / self.pace.words_a_minute

    def follow(self, now: float | None = None) -> None:
        """Take note that the page has moved.

        Args:
            now: When, in seconds of a clock that only goes forward.
        """
        now = time.monotonic() if now is None else now
        position = self._screen.article.position
        shown = self._screen.article.seen
        jumped = not 0 <= position - self._at <= 2 * (shown.end - shown.start)
        words = 0 if jumped else len(self._text[self._at : position].split())
        if self._at < 0 or jumped or now - self._moved > LONGEST_LOOK:
            self._begin(position, now)
        elif words >= LEAST_WORDS:
            pace = self.pace.after(words, now - self._since)
            self._measured |= pace != self.pace
            self.pace = pace
            self._begin(position, now)
        self._moved = now

    def begin_anew(self) -> None:
        """Do not count what was done until the page moves the next time."""
        self._at = -1

    def keep(self) -> None:
        """Keep the pace, if anything was measured; for the library's thread."""
        if self._measured:
            self.pace.keep(self._screen.folders.state)

    def _begin(self, position: int, now: float) -> None:
        self._at, self._since = position, now
