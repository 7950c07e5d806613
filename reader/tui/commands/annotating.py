"""Annotating what is selected or chosen."""

from __future__ import annotations

from collections.abc import Iterator

from reader.annotation import COLOURS
from reader.tui.commands.command import Command, Where


def commands() -> Iterator[Command]:
    """The group's commands."""
    chosen: tuple[Where, ...] = ("highlight", "notes")
    title = "Highlight the selection; open what is under the caret"
    yield _command("highlight", "enter", title, "annotating.highlight", "selection", label="highlight")
    title = "Choose the highlight here, or which of several; follow the link that was gone to"
    yield _command("open-highlight", "enter", title, "choosing.choose_here", "page")
    title = "Write a note to the selection or the highlight; go on with an unfinished one"
    yield _command("note", "a", title, "noting.note", "page", "selection", *chosen, label="note")
    title = "Write it in your own editor ($VISUAL or $EDITOR)"
    yield _command("note-in-editor", "alt+e", title, "noting.in_editor", "page", "selection", *chosen)
    title = "Write a note on the whole article"
    yield _command("note-on-article", "A", title, "noting.note_on_article", "page", "notes")
    title = "Open a note that was left unfinished"
    yield _command("drafts", "g d", title, "noting.drafts", "page", "notes", label="unfinished notes")
    title = "Put a bookmark here, or take it away"
    yield _command("bookmark", "B", title, "annotating.bookmark", "page")
    for digit, colour in enumerate(COLOURS, 1):
        yield Command(
            f"colour-{colour}",
            (f"c {digit}",),
            f"Highlight in {colour}",
            "annotating.colour",
            ("page", "selection", *chosen),
            argument=colour,
            label=colour,
        )
    title = "Tag the selection or the highlight; Tab completes a tag"
    yield _command("tag", "t", title, "tagging.tag", "page", "selection", *chosen, label="tag")
    yield _command(
        "delete", "x", "Delete the highlight", "annotating.delete", "page", *chosen, label="delete"
    )
    yield from _picking()


def _picking() -> Iterator[Command]:
    """What marks rows of Notes, so that the other commands are about all of them."""
    title = "Mark the note, or don't: colour, tag, delete, copy and export are for all that are marked"
    yield _command("pick", "space", title, "picking.toggle", "notes", label="mark")
    yield _command("pick-range", "v", "Mark the notes from here to where you go", "picking.range", "notes")
    yield _command(
        "pick-all", "*", "Mark all notes that are shown, or none", "picking.all", "notes", label="all"
    )
    title = "Sort the notes by place, or the last made first"
    yield _command("sort-notes", "o", title, "picking.sort", "notes", label="sort")


def _command(name: str, key: str, title: str, action: str, *where: Where, label: str = "") -> Command:
    return Command(name, (key,), title, action, where, label=label)
