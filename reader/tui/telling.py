"""Telling: what a screen without a document says."""

from __future__ import annotations

from typing import Any

from textual.screen import Screen

from reader.sanitise import line
from reader.tui.bars import Footer


class Telling:
    """Says things on a screen, as `Status` does on the reading screen.

    Args:
        screen: The screen.
        footer: Its footer.
    """

    def __init__(self, screen: Screen[Any], footer: Footer) -> None:
        self._screen = screen
        self._footer = footer

    def say(self, words: str) -> None:
        """Tell quietly what was done."""
        self._footer.say(words)

    def warn(self, words: str) -> None:
        """Tell what went wrong, so that it is seen."""
        self._screen.app.notify(line(words), severity="error", markup=False, timeout=12)
