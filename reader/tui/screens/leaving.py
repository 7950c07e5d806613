"""Sheets that are left once, however often that is asked for.

Keys can come faster than screens go: Textual 8.2.8 answers the second one, too, and takes away the
screen below.
"""

from __future__ import annotations

from textual.await_complete import AwaitComplete
from textual.command import CommandPalette
from textual.screen import ModalScreen, ScreenResultType


class Sheet(ModalScreen[ScreenResultType]):
    """A sheet that lies over a page until it is answered or left."""

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave, with a result, unless that has happened."""
        return super().dismiss(result) if self.is_active else _nothing()


class Palette(CommandPalette):
    """The palette of commands."""

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Leave, unless that has happened."""
        return super().dismiss(result) if self.is_active else _nothing()


def _nothing() -> AwaitComplete:
    done: AwaitComplete = AwaitComplete.nothing()  # type: ignore[no-untyped-call]
    return done
