"""Picking: what is marked in Notes, and in what order Notes shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen


class Picking:
    """The commands that mark rows of Notes, so that something can be done with all of them.

    Args:
        screen: The reading screen.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen

    def toggle(self) -> None:
        """Mark the row, or don't, and go on to the next."""
        self._screen.notes.toggle()
        self._tell()

    def range(self) -> None:
        """Mark all rows that the cursor goes over from now on."""
        if self._screen.notes.begin_range():
            self._tell("j and k mark on; v ends it")
        else:
            self._tell()

    def all(self) -> None:
        """Mark all rows that are shown, or none."""
        self._screen.notes.toggle_all()
        self._tell()

    def sort(self) -> None:
        """Show the last made first, or in reading order again."""
        last_first = self._screen.notes.sort()
        self._screen.status.say("The last made are first." if last_first else "Notes are in reading order.")

    def _tell(self, more: str = "") -> None:
        told = self._screen.notes.told or "None is marked"
        self._screen.status.say(f"{told} · {more}" if more else told)
        self._screen.status.show()
