"""Moving through the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reader.tui.commands.command import Command


def commands() -> Iterator[Command]:
    """The group's commands."""

    def page(name: str, keys: str, title: str, action: str, counted: bool = True) -> Command:
        return Command(name, tuple(keys.split(", ")), title, f"moving.{action}", ("page",), counted=counted)

    yield page("line-down", "j, down", "A line down", "line_down")
    yield page("line-up", "k, up", "A line up", "line_up")
    yield page("page-down", "space, pagedown", "A page down", "page_down")
    yield page("page-up", "b, pageup", "A page up", "page_up")
    yield page("half-page-down", "ctrl+d", "Half a page down", "half_page_down")
    yield page("half-page-up", "ctrl+u", "Half a page up", "half_page_up")
    yield replace(page("top", "g, home", "To the beginning", "to_top", counted=False), jumps=True)
    yield replace(page("bottom", "G, end", "To the end", "to_bottom", counted=False), jumps=True)
    yield page("next-heading", "] ]", "To the next heading", "next_heading")
    yield page("previous-heading", "[ [", "To the heading before", "previous_heading")
    yield page("wider", "+, =", "Longer lines", "widen", counted=False)
    yield page("narrower", "-", "Shorter lines", "narrow", counted=False)
