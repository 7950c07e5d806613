"""Selecting."""

from __future__ import annotations

from collections.abc import Iterator

from reader.tui.commands.command import Command, Where

_EXTENSIONS = (
    ("down", "j, down", "Extend by a line; after s, take the next sentence instead"),
    ("up", "k, up", "Extend back by a line; after s, take the sentence before instead"),
    ("left", "h, left", "Extend by a character to the left"),
    ("right", "l, right", "Extend by a character to the right"),
    ("word", "w", "To the next word"),
    ("word-end", "e", "To the end of the word"),
    ("word-back", "b", "To the start of the word"),
    ("sentence-end", ")", "To the end of the sentence"),
    ("sentence-start", "(", "To the start of the sentence"),
    ("paragraph-end", "}", "To the end of the paragraph"),
    ("paragraph-start", "{", "To the start of the paragraph"),
    ("page-down", "space, pagedown", "Extend by a page"),
    ("page-up", "pageup", "Extend back by a page"),
    ("half-page-down", "ctrl+d", "Extend by half a page"),
    ("half-page-up", "ctrl+u", "Extend back by half a page"),
    ("text-start", "g, home", "Extend to the beginning"),
    ("text-end", "G, end", "Extend to the end"),
)
"""The motions of a selection's caret: name, keys, title."""


def commands() -> Iterator[Command]:
    """The group's commands."""
    either: tuple[Where, ...] = ("page", "selection")
    title = "Select the sentence here; again, one more"
    yield Command("sentence", ("s",), title, "selecting.sentence", either, label="one more")
    title = "Put the caret on the page and select; again, begin anew where it is"
    yield Command("select", ("v",), title, "selecting.begin", either, label="begin here")
    for name, keys, title in _EXTENSIONS:
        yield Command(
            f"extend-{name}",
            tuple(keys.split(", ")),
            title,
            "selecting.move",
            ("selection",),
            argument=name,
            counted=True,
        )
    title = "Move the selection's other end"
    yield Command("swap-ends", ("o",), title, "selecting.swap", ("selection",), label="other end")
