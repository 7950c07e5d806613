"""All keys, as they are for this user; to search, and to run."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from reader.page.width import cells
from reader.tui.bars import PromptLine
from reader.tui.commands.command import Command, shown
from reader.tui.keys import Call
from reader.tui.panels.listing import Item, Line
from reader.tui.screens.narrowing import Choices, NarrowingSheet, begins_words

KEYS_WIDTH = 20
"""Cells for the keys, before what they do."""
INDENT = 4
"""Cells before the keys."""


class HelpScreen(NarrowingSheet):
    """The commands with their keys; what is typed narrows them, Enter runs one.

    Args:
        commands: The commands, with the keys that they have now.
        run: Runs one, once the screen is closed.
    """

    BINDINGS = [  # noqa: RUF012 - the base class declares it so
        Binding("ctrl+f", "move_page(1)", priority=True),
        Binding("ctrl+b", "move_page(-1)", priority=True),
        Binding("ctrl+home", "move_to_end(True)", priority=True),
        Binding("ctrl+end", "move_to_end(False)", priority=True),
    ]

    def __init__(self, commands: Sequence[Command], run: Callable[[Call], None]) -> None:
        super().__init__()
        self._commands = commands
        self._run_command = run

    def compose(self) -> ComposeResult:
        """The list, the line to type into, what the keys do."""
        with Vertical(id="help"):
            yield Choices("Keys", id="keys")
            yield PromptLine(compact=True, placeholder="Type to search: a key or what it does")
            yield Static("Enter runs it · Esc closes", id="help-hint", markup=False)

    def on_mount(self) -> None:
        """Show all commands."""
        self.query_one(Input).focus()
        self.narrow("")

    def on_resize(self) -> None:
        """Break what the commands do anew, once it is known how much room there is."""
        self.call_after_refresh(lambda: self.narrow(self.query_one(Input).value))

    def narrow(self, typed: str) -> None:
        """Show the commands that fit what has been typed."""
        found = [command for command in self._commands if _fits(command, typed)]
        items: list[Item] = []
        group = ""
        for command in found:
            if command.group != group:
                group = command.group
                items.append(Item((Line(""), Line(group, role="heading"))))
            items.append(Item(_rows(command, self.choices.size.width - INDENT - KEYS_WIDTH), command))
        count = f"{len(found)} of {len(self._commands)}" if typed.strip() else ""
        self.choices.set_items(items, status=count, empty="No command is called so, and no key.")
        self.choices.move_to_end(first=True)

    def take(self, choice: object) -> None:
        """Close, and run a command."""
        if isinstance(choice, Command):
            self.dismiss()
            self._run_command(Call(choice))

    def action_move_to_end(self, first: bool) -> None:
        """Move the cursor to the first command or the last."""
        self.choices.move_to_end(first=first)


def _rows(command: Command, room: int) -> tuple[Line, ...]:
    """A command's keys, as many as there is room for, and what they do, in so many cells."""
    keys = ""
    for each in map(shown, command.keys):
        longer = f"{keys} {each}".lstrip()
        if cells(longer) <= KEYS_WIDTH - 2:
            keys = longer
    first, *rest = textwrap.wrap(command.title, max(KEYS_WIDTH, room))
    return (
        Line(keys + " " * (KEYS_WIDTH - cells(keys)) + first, indent=INDENT),
        *(Line(each, indent=INDENT + KEYS_WIDTH) for each in rest),
    )


def _fits(command: Command, typed: str) -> bool:
    """Whether what was typed is a key of the command, or each of its words begins a word of the title."""
    if typed.strip() in (*command.keys, *(shown(each) for each in command.keys)):
        return True
    words = f"{command.title} {command.group} {command.id}"
    return begins_words(typed, words)
