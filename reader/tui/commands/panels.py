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
    title = "Show or hide the marks of entities and quotes"
    yield Command("marks", ("f6",), title, "appearance.toggle_marks", ("anywhere",))
    yield Command(
        "next-panel", ("tab",), "To the next panel, and back to the page", "panels.next", ("anywhere",)
    )
    yield Command("previous-panel", ("shift+tab",), "To the panel before", "panels.previous", ("anywhere",))
    yield from _lists()


def _lists() -> Iterator[Command]:
    yield _list("down", "j, down", "Down the list", "down")
    yield _list("up", "k, up", "Up the list", "up")
    yield _list("page-down", "space, pagedown, ctrl+f", "A page down the list", "page_down")
    yield _list("page-up", "b, pageup, ctrl+b, shift+space", "A page up the list", "page_up")
    yield _list("half-page-down", "ctrl+d", "Half a page down the list", "half_page_down")
    yield _list("half-page-up", "ctrl+u", "Half a page up the list", "half_page_up")
    yield _list("top", "g g, home, ctrl+home", "To the list's beginning", "first", counted=False)
    yield _list("bottom", "G, end, ctrl+end", "To the list's end", "last", counted=False)
    for key, where in (("H", "top"), ("M", "middle"), ("L", "bottom")):
        title = f"To the {where} of what is seen of the list"
        yield Command(f"list-look-{where}", (key,), title, "cursor.look", ("list",), where)
    yield Command(
        "go",
        ("enter",),
        "Go there; in Entities, to one mention after another",
        "cursor.go",
        ("list",),
        label="go there",
    )
    yield Command(
        "says",
        ("s",),
        "Show only what this person says; again, everything",
        "people.only_speaker",
        ("entities", "quotes"),
        label="what they say",
    )
    title = "Show or fold away dates and amounts"
    yield Command("dates", ("d",), title, "panels.entities.fold", ("entities",))
    yield from _folding()
    yield Command(
        "keep-quote",
        ("h",),
        "Highlight this quote and keep its speaker",
        "annotating.keep_quote",
        ("quotes",),
        label="highlight",
    )


def _folding() -> Iterator[Command]:
    for name, keys, title, label in (
        ("fold", "h, left", "Fold the section; one that is folded, the section around it", "fold"),
        ("unfold", "l, right", "Unfold the section", "unfold"),
        ("fold-all", "-, z M", "Fold all sections", "fold all"),
        ("unfold-all", "+, =, z R", "Unfold all sections", "unfold all"),
    ):
        action = f"panels.contents.{name.replace('-', '_')}"
        yield Command(name, tuple(keys.split(", ")), title, action, ("contents",), label=label)


def _list(name: str, keys: str, title: str, action: str, *, counted: bool = True) -> Command:
    return Command(
        f"list-{name}", tuple(keys.split(", ")), title, f"cursor.{action}", ("list",), counted=counted
    )
