"""Following people: the lists that follow the reading, an entity's page, and the overview."""

from __future__ import annotations

from collections.abc import Iterator

from reader.tui.commands.command import Command


def commands() -> Iterator[Command]:
    """The group's commands."""
    title = "Everything about the person or the name here: a page of its own"
    yield Command("entity-page", ("P",), title, "people.open_here", ("anywhere",))
    yield Command(
        "open-entity",
        ("o",),
        "Open the page of the entity, of the speaker, or of who stands beside",
        "people.open",
        ("entities", "quotes", "entity-page", "overview"),
        label="their page",
    )
    title = "The whole text as a picture: who is named where, and who speaks"
    yield Command("overview", ("O",), title, "people.overview", ("anywhere",))
    title = "Let Entities and Quotes follow the reading, or not"
    yield Command("follow", ("f12",), title, "people.toggle_follow", ("anywhere",))
    title = "List quotes by speaker, or by place"
    yield Command("group-quotes", ("v",), title, "people.regroup", ("quotes",), label="by speaker")
    title = "Show direct, mixed or indirect quotes only, or all"
    yield Command("quote-kind", ("t",), title, "people.next_kind", ("quotes",), label="kind")
    yield from _page()
    yield from _overview()


def _page() -> Iterator[Command]:
    for name, keys, title, label in (
        ("next-section", ("tab", "] ]"), "To the next section", "next section"),
        ("previous-section", ("shift+tab", "[ ["), "To the section before", ""),
        ("copy-row", ("y",), "Copy the row", "copy"),
        ("narrow-page", ("/",), "Show only the rows that have some words", "narrow"),
        ("leave-entity", ("escape", "q"), "Back to where the page was opened", "back"),
    ):
        yield Command(name, keys, title, "people.turn", ("entity-page",), argument=name, label=label)


_MOTIONS = (
    ("left", "h, left", "A stretch to the left"),
    ("right", "l, right", "A stretch to the right"),
    ("up", "k, up", "To the name above"),
    ("down", "j, down", "To the name below"),
    ("next", "w, n", "To the next stretch with something in it"),
    ("previous", "b, N", "To the stretch with something in it before"),
    ("start", "^, home", "To the text's beginning"),
    ("end", "$, end", "To the text's end"),
    ("top", "g g, H", "To the first name"),
    ("bottom", "G", "To the last name"),
    ("page-down", "space, pagedown", "A page of names down"),
    ("page-up", "pageup", "A page of names up"),
)
"""The motions of the overview's cursor: name, keys, title."""


def _overview() -> Iterator[Command]:
    for name, keys, title in _MOTIONS:
        yield Command(
            f"overview-{name}",
            tuple(keys.split(", ")),
            title,
            "people.move",
            ("overview",),
            argument=name,
            counted=True,
        )
    own: tuple[tuple[str, tuple[str, ...], str, str], ...] = (
        ("go", ("enter",), "Go there in the text", "go there"),
        ("next-kind", ("tab",), "Show the next kind of names", "kind"),
        ("previous-kind", ("shift+tab",), "Show the kind of names before", ""),
        ("sort", ("s",), "Sort by number, or by who is named first", "sort"),
        ("narrow", ("/",), "Show only the names that have some words", ""),
        ("leave", ("escape", "q"), "Back to the page", "back"),
    )
    for name, sequences, title, label in own:
        yield Command(
            f"overview-{name}", sequences, title, "people.survey", ("overview",), argument=name, label=label
        )
