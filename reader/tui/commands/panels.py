"""The lists beside the page: showing them, and moving in them."""

from __future__ import annotations

from collections.abc import Iterator

from reader.tui.commands.command import Command


def commands() -> Iterator[Command]:
    """The group's commands."""
    for key, name, title in (
        ("f2", "contents", "Contents"),
        ("f3", "notes", "Notes"),
        ("f4", "entities", "Entities"),
        ("f5", "quotes", "Quotes"),
    ):
        yield Command(
            f"toggle-{name}", (key,), f"Show or hide {title}", "panels.toggle", ("anywhere",), argument=name
        )
    yield Command(
        "marks", ("f6",), "Show or hide the marks of entities and quotes", "toggle_marks", ("anywhere",)
    )
    yield Command(
        "next-panel", ("tab",), "To the next panel, and back to the page", "panels.next", ("anywhere",)
    )
    yield Command("previous-panel", ("shift+tab",), "To the panel before", "panels.previous", ("anywhere",))
    yield from _lists()


def _lists() -> Iterator[Command]:
    yield Command("list-down", ("j", "down"), "Down the list", "panels.down", ("list",), counted=True)
    yield Command("list-up", ("k", "up"), "Up the list", "panels.up", ("list",), counted=True)
    yield Command(
        "list-page-down", ("space", "pagedown"), "A page down the list", "panels.page_down", ("list",)
    )
    yield Command("list-page-up", ("b", "pageup"), "A page up the list", "panels.page_up", ("list",))
    yield Command("list-top", ("g", "home"), "To the list's beginning", "panels.first", ("list",))
    yield Command("list-bottom", ("G", "end"), "To the list's end", "panels.last", ("list",))
    yield Command(
        "go",
        ("enter",),
        "Go there; in Entities, to one mention after another",
        "panels.go",
        ("list",),
        label="go there",
    )
    yield Command(
        "says",
        ("s",),
        "Show only what this person says; again, everything",
        "panels.only_speaker",
        ("entities", "quotes"),
        label="what they say",
    )
    title = "Show or fold away dates and amounts"
    yield Command("dates", ("d",), title, "panels.entities.fold", ("entities",))
    yield Command(
        "keep-quote",
        ("h",),
        "Highlight this quote and keep its speaker",
        "annotating.keep_quote",
        ("quotes",),
        label="highlight",
    )
