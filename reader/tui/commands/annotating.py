"""Annotating what is selected or chosen."""

from __future__ import annotations

from collections.abc import Iterator

from reader.annotation import COLOURS
from reader.tui.commands.command import Command, Where


def commands() -> Iterator[Command]:
    """The group's commands."""
    chosen: tuple[Where, ...] = ("highlight", "notes")
    yield Command(
        "highlight",
        ("enter",),
        "Highlight the selection; follow the link under the caret",
        "annotating.highlight",
        ("selection",),
        label="highlight",
    )
    yield Command(
        "open-highlight",
        ("enter",),
        "Choose the highlight here; follow the link that was gone to",
        "annotating.choose_here",
        ("page",),
    )
    yield Command(
        "note",
        ("a",),
        "Write a note to the selection or the highlight",
        "annotating.note",
        ("selection", *chosen),
        label="note",
    )
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
    yield Command(
        "tag",
        ("t",),
        "Tag the selection or the highlight",
        "annotating.tag",
        ("selection", *chosen),
        label="tag",
    )
    yield Command("delete", ("x",), "Delete the highlight", "annotating.delete", chosen, label="delete")
