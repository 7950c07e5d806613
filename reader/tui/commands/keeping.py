"""Undoing, and exporting."""

from __future__ import annotations

from collections.abc import Iterator

from reader.tui.commands.command import Command


def commands() -> Iterator[Command]:
    """The group's commands."""
    yield Command("undo", ("u",), "Undo", "keeping.undo", ("anywhere",))
    yield Command("redo", ("ctrl+r",), "Redo", "keeping.redo", ("anywhere",))
    yield Command("export", ("E",), "Export the notes to a Markdown file", "exporting.ask", ("anywhere",))
    yield Command(
        "copy-notes",
        ("Y",),
        "Export the notes to the clipboard, as Markdown",
        "exporting.copy",
        ("anywhere",),
    )
