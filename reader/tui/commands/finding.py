"""Searching, filtering, looking up."""

from __future__ import annotations

from collections.abc import Iterator

from reader.tui.commands.command import Command, Where


def commands() -> Iterator[Command]:
    """The group's commands."""
    yield Command("search", ("/",), "Search in the text", "searching.asking.ask", ("anywhere",), jumps=True)
    for name, key, title, action in (
        ("next-match", "n", "To the next match", "next"),
        ("previous-match", "N", "To the match before", "previous"),
    ):
        yield Command(name, (key,), title, f"searching.{action}", ("page",), counted=True, jumps=True)
    either: tuple[Where, ...] = ("page", "selection")
    title = "Search for the word here, or for what is selected"
    yield Command("search-here", ("*",), title, "searching.here", either, label="search", jumps=True)
    title = "Search for it backwards"
    yield Command("search-here-back", ("#",), title, "searching.here_back", either, jumps=True)
    title = "List all matches with the words around them, or hide the list"
    yield Command("results", ("f8", "&"), title, "searching.list_all", ("anywhere",))
    title = "Show only what has some words in it, in a list"
    yield Command("filter", ("/",), title, "filtering.ask", ("list",), label="filter")
    title = "Run a program on the passage: a dictionary, or what you set"
    yield Command("look-up", ("!",), title, "lookup.ask", ("anywhere", "selection"), label="look up")
    title = "Stop the programs that were started and still run"
    yield Command(
        "stop-programs", ("g !",), title, "lookup.stop_started", ("anywhere",), label="stop programs"
    )
    title = "Look the passage up on the web"
    yield Command("look-up-on-web", (), title, "lookup.on_web", ("anywhere",))
