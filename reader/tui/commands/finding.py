"""Searching."""

from __future__ import annotations

from collections.abc import Iterator

from reader.tui.commands.command import Command


def commands() -> Iterator[Command]:
    """The group's commands."""
    yield Command("search", ("/",), "Search in the text", "searching.ask", ("anywhere",), jumps=True)
    yield Command("next-match", ("n",), "To the next match", "searching.next", ("page",), counted=True)
    yield Command(
        "previous-match", ("N",), "To the match before", "searching.previous", ("page",), counted=True
    )
