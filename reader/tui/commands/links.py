"""Links, footnotes, pictures, and the way back."""

from __future__ import annotations

from collections.abc import Iterator

from reader.tui.commands.command import Command


def commands() -> Iterator[Command]:
    """The group's commands."""
    title = "Put letters over the links in view; they open a link or a note"
    yield Command("links", ("f",), title, "following.hint", ("page",))
    yield Command(
        "to-note",
        ("enter",),
        "Go from the open note to its place",
        "following.go_to_note",
        ("note",),
        label="go there",
    )
    title = "Back to where a link or a jump began, and to the document before"
    yield Command("jump-back", ("ctrl+o", "alt+left"), title, "following.back", ("anywhere",))
    keys = ("alt+o", "alt+right", "ctrl+right_square_bracket")
    yield Command("jump-forward", keys, "Forward again", "following.forward", ("anywhere",))
    yield Command("pictures", ("f7",), "Show or hide pictures", "pictures.toggle", ("anywhere",))
    title = "Fetch this page's pictures"
    yield Command("fetch-pictures", ("I",), title, "pictures.fetch", ("anywhere",))
