"""Sheets with choices that are narrowed by what is typed into a line below them."""

from __future__ import annotations

import re

from textual.binding import Binding
from textual.widgets import Input

from reader.tui.panels.listing import Listing
from reader.tui.screens.leaving import Sheet


class Choices(Listing, can_focus=False):
    """The choices; the line below has the keys."""

    @property
    def active(self) -> bool:
        """Whether the cursor is shown as such: always, as the keys that move it come from the line."""
        return True


class NarrowingSheet(Sheet[None]):
    """Choices and a line; Enter takes the choice under the cursor."""

    BINDINGS = [  # noqa: RUF012 - the base class declares it so
        Binding("escape,ctrl+q", "leave", priority=True),
        Binding("down,ctrl+n", "move(1)", priority=True),
        Binding("up,ctrl+p", "move(-1)", priority=True),
        Binding("pagedown", "move_page(1)", priority=True),
        Binding("pageup", "move_page(-1)", priority=True),
    ]

    @property
    def choices(self) -> Choices:
        """The list."""
        return self.query_one(Choices)

    def narrow(self, typed: str) -> None:
        """Show the choices that fit what has been typed."""
        raise NotImplementedError

    def take(self, choice: object) -> None:
        """Answer with a choice, and leave."""
        raise NotImplementedError

    def submit(self, _typed: str) -> None:
        """Take the choice under the cursor."""
        self.choices.choose()

    def pointed(self) -> None:
        """Hear that the cursor may be on another choice."""

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show the choices that fit what has been typed."""
        self.narrow(event.value)
        self.pointed()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what is meant by Enter."""
        self.submit(event.value)

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Take what was chosen, once, however fast keys come."""
        event.stop()
        if self.is_active:
            self.take(event.key)

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss()

    def action_move(self, count: int) -> None:
        """Move the cursor."""
        self.choices.move(count)
        self.pointed()

    def action_move_page(self, pages: int) -> None:
        """Move the cursor by screenfuls."""
        self.choices.move_page(pages)
        self.pointed()


def begins_words(typed: str, text: str) -> bool:
    """Whether each word that was typed begins a word of a text."""
    return all(re.search(rf"\b{re.escape(word)}", text, re.IGNORECASE) for word in typed.split())
