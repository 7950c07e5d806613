"""Copying passages."""

from __future__ import annotations

from collections.abc import Iterator

from reader.tui.commands.command import Command, Where


def commands() -> Iterator[Command]:
    """The group's commands."""
    passages: tuple[Where, ...] = ("selection", "highlight", "quotes")
    chosen: tuple[Where, ...] = (*passages, "notes")  # where Y is for all notes
    title = "Copy the passage to the clipboard"
    yield Command("copy", ("y", "ctrl+c"), title, "copying.copy", ("page", *chosen), label="copy")
    title = "Copy the passage as a citation: its words, who says them, and where they are from"
    yield Command("copy-citation", ("Y",), title, "copying.cite", passages, label="cite")
    title = "Copy the passage as a quotation in Markdown, with its links and its source"
    yield Command("copy-markdown", (">",), title, "copying.quote", chosen, label="as Markdown")
