"""The program itself."""

from __future__ import annotations

from collections.abc import Iterator

from reader.tui.commands.command import Command


def commands() -> Iterator[Command]:
    """The group's commands."""
    yield Command("back", ("escape",), "Leave what is open", "escaping.back", ("anywhere",), label="back")
    yield Command("help", ("?",), "All keys", "program.help", ("anywhere",))
    yield Command("palette", ("ctrl+p",), "All commands, to search and run", "program.palette", ("anywhere",))
    yield Command("theme", ("T",), "Theme: night, paper or sepia", "program.next_theme", ("anywhere",))
    yield Command("guide", ("f1",), "Show the first steps, or put them away", "guide.toggle", ("anywhere",))
    title = "Theme: choose one of all"
    yield Command("choose-theme", ("z T",), title, "program.choose_theme", ("anywhere",))
    title = "Back to the document before, or to the library that this one was opened from; else close Reader"
    yield Command("close", ("q",), title, "program.close", ("anywhere",))
    yield Command("quit", ("ctrl+q",), "Close Reader", "program.quit", ("anywhere",))
