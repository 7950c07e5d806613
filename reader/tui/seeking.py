"""Seeking: taking the selection to the next place of a character that is typed, as vim's `f` does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.page.width import grapheme_end

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen

ALIKE = {"'": "'‘’", '"': '"“”„', "-": "-‐‑–—", "space": " \xa0"}
"""What a key stands for that a keyboard has no other for."""

FAR = 100_000
"""Code points from the caret within which a character is sought."""


class Seeking:
    """The character that is sought, and the key that is waited for to name one.

    Args:
        screen: The reading screen.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._waiting = 0
        self._sought = ""
        self._step = 1

    def forward(self, count: int = 1) -> None:
        """Wait for a character; the caret goes to the place of it so many further on."""
        self._wait(count)

    def back(self, count: int = 1) -> None:
        """Wait for a character; the caret goes to the place of it so many before."""
        self._wait(-count)

    def again(self, count: int = 1) -> None:
        """Go to the next place of the character that was sought last, in the same direction."""
        self._go(count * self._step)

    def reverse(self, count: int = 1) -> None:
        """Go to the next place of the character that was sought last, in the other direction."""
        self._go(-count * self._step)

    def feed(self, key: str) -> bool:
        """Take a key while one is waited for.

        Returns:
            Whether it was waited for.
        """
        count, self._waiting = self._waiting, 0
        if not count:
            return False
        self._screen.status.say("")
        self._screen.status.show()
        if len(key) == 1 or key in ALIKE:
            self._sought, self._step = ALIKE.get(key, key), 1 if count > 0 else -1
            self._go(count)
        return True

    def _wait(self, count: int) -> None:
        self._waiting = count
        self._screen.status.say("Type the character to go to · Esc leaves")

    def _go(self, count: int) -> None:
        """Take the caret to the character so many places on, or back."""
        selecting = self._screen.selecting
        if selecting.selection is None or not self._sought:
            self._screen.status.say("No character has been sought: f and a character.")
            return
        document = self._screen.front.article.document
        text, place = document.text, selecting.place
        first = document.leaves[0].start if document.leaves else 0
        last = document.leaves[-1].end if document.leaves else 0
        pattern = re.compile(f"[{re.escape(self._sought)}]")
        after, before = grapheme_end(text, place), max(first, place - FAR)
        start, end = (after, min(last, after + FAR)) if count > 0 else (before, place)
        places = [match.start() for match in pattern.finditer(text, start, end)]
        index = count - 1 if count > 0 else len(places) + count
        if not 0 <= index < len(places):
            self._screen.status.say(f"No {self._sought[0]} {'after' if count > 0 else 'before'} this.")
        else:
            selecting.drag(None, places[index])
