"""Filtering: a list shows only what has the words that are typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.bars import Prompt

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen


class Filtering:
    """The filter of the list that has the keys.

    Args:
        screen: The reading screen.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen

    def ask(self) -> None:
        """Ask for words; the list narrows while they are typed, and Esc undoes it."""
        listing, prompt = self._screen.panels.focused, self._screen.prompt
        if listing is None or listing.screen is not self._screen:
            return

        def narrow(typed: str) -> None:
            listing.narrow(typed)
            prompt.tell(listing.found if listing.sought else listing.hint)

        question = Prompt.Question(
            f"{listing.title} with",
            narrow,
            listing.sought,
            on_change=narrow,
            on_cancel=lambda: listing.narrow(""),
            complete=listing.completed,
            keys={"down": lambda: listing.move(1), "up": lambda: listing.move(-1)},
        )
        prompt.ask(question)
        prompt.tell(listing.found if listing.sought else listing.hint)
