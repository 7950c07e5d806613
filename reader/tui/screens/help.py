"""All keys, from the table of commands."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Key
from textual.screen import ModalScreen

from reader.tui.commands import COMMANDS
from reader.tui.commands.command import shown
from reader.tui.panels.listing import Item, Line, Listing

KEYS_WIDTH = 16
"""Cells for the keys, before what they do."""


class HelpScreen(ModalScreen[None]):
    """The commands with their keys; any key but those that move closes it."""

    def compose(self) -> ComposeResult:
        """One list."""
        with Vertical(id="help"):
            yield Listing("Keys", id="keys")

    def on_mount(self) -> None:
        """Fill the list."""
        items: list[Item] = []
        group = ""
        for command in COMMANDS:
            if command.group != group:
                group = command.group
                items.append(Item((Line(""), Line(group, role="heading"))))
            keys = " ".join(shown(keys) for keys in command.keys)
            items.append(Item((Line(f"{keys:<{KEYS_WIDTH}}{command.title}", indent=4),), command.id))
        listing = self.query_one(Listing)
        listing.set_items(items, status="Esc closes")
        listing.focus()

    def on_key(self, event: Key) -> None:
        """Move, or close."""
        event.stop()
        event.prevent_default()
        listing = self.query_one(Listing)
        moves = {"j": 1, "down": 1, "k": -1, "up": -1}
        pages = {"space": 1, "pagedown": 1, "b": -1, "pageup": -1}
        if event.key in moves:
            listing.move(moves[event.key])
        elif event.key in pages:
            listing.move_page(pages[event.key])
        elif event.key in ("g", "home", "G", "end"):
            listing.move_to_end(first=event.key in ("g", "home"))
        elif self.is_current:  # a key typed ahead comes when the screen has gone already
            self.dismiss()
