"""The one table of commands: bindings, palette, help screen and README are made from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Literal

from reader.annotation import COLOURS

Where = Literal[
    "anywhere",
    "page",
    "note",
    "selection",
    "highlight",
    "list",
    "contents",
    "notes",
    "entities",
    "quotes",
]
"""What must be active for a command's keys to work: the page, a footnote over it, a selection in
either, a highlight chosen in either, any list beside it, or one of these lists."""


@dataclass(frozen=True, slots=True)
class Command:
    """Something the reader can ask for.

    Attributes:
        id: Its name in the configuration; never changes.
        keys: Key sequences, the keys of one sequence parted by spaces.
        title: What it does, for the palette and the lists of keys.
        action: The method that does it, as a path from the reading screen.
        where: Where its keys work. Earlier places in `Where` give way to later ones.
        argument: What the action is called with, if anything.
        counted: Whether a number typed before the keys repeats it.
        label: One or two words for the bar of actions; empty to leave it out.
        group: The heading it stands under in lists.
        jumps: Whether the place where it is run can be come back to.
    """

    id: str
    keys: tuple[str, ...]
    title: str
    action: str
    where: tuple[Where, ...]
    argument: str | None = None
    counted: bool = False
    label: str = ""
    group: str = ""
    jumps: bool = False


def _commands() -> Iterator[Command]:
    yield from _grouped("Reading", _reading())
    yield from _grouped("Finding", _finding())
    yield from _grouped("Links", _links())
    yield from _grouped("Selecting", _selecting())
    yield from _grouped("Annotating", _annotating())
    yield from _grouped("Taking back, taking away", _keeping())
    yield from _grouped("Panels", chain(_panels(), _lists()))
    yield from _grouped("Correcting", _correcting())
    yield from _grouped("The program", _program())


def _grouped(group: str, commands: Iterator[Command]) -> Iterator[Command]:
    return (replace(command, group=group) for command in commands)


def _reading() -> Iterator[Command]:
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


def _finding() -> Iterator[Command]:
    yield Command("search", ("/",), "Search in the text", "searching.ask", ("anywhere",), jumps=True)
    yield Command("next-match", ("n",), "To the next match", "searching.next", ("page",), counted=True)
    yield Command(
        "previous-match", ("N",), "To the match before", "searching.previous", ("page",), counted=True
    )


def _links() -> Iterator[Command]:
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
    yield Command("jump-back", ("ctrl+o",), title, "following.back", ("anywhere",))
    yield Command("jump-forward", ("alt+o",), "Forward again", "following.forward", ("anywhere",))
    yield Command("pictures", ("f7",), "Show or hide pictures", "pictures.toggle", ("anywhere",))


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


def _selecting() -> Iterator[Command]:
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


def _annotating() -> Iterator[Command]:
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
        "open-highlight", ("enter",), "Choose the highlight here", "annotating.choose_here", ("page",)
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
    yield Command(
        "copy",
        ("y", "ctrl+c"),
        "Copy the passage to the clipboard",
        "annotating.copy",
        ("page", "selection", *chosen),
        label="copy",
    )
    yield Command("delete", ("x",), "Delete the highlight", "annotating.delete", chosen, label="delete")


def _keeping() -> Iterator[Command]:
    yield Command("undo", ("u",), "Undo", "keeping.undo", ("anywhere",))
    yield Command("redo", ("ctrl+r",), "Redo", "keeping.redo", ("anywhere",))
    yield Command("export", ("E",), "Export the notes to a Markdown file", "exporting.ask", ("anywhere",))
    yield Command(
        "copy-notes",
        ("Y",),
        "Export the notes to the clipboard, as Markdown",
        "exporting.copy",
        ("anywhere",),
    )


def _panels() -> Iterator[Command]:
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


def _correcting() -> Iterator[Command]:
    def mend(name: str, key: str, title: str, label: str, where: Where, action: str) -> Command:
        return Command(name, (key,), title, f"mending.{action}", (where,), label=label)

    yield mend("rename", "r", "Rename an entity", "rename", "entities", "rename")
    yield mend("kind", "K", "Change an entity's kind", "kind", "entities", "kind")
    yield mend("merge", "m", "Join an entity with another that is the same", "same as", "entities", "merge")
    title = "Split off a name that is not the entity's"
    yield mend("split", "p", title, "split", "entities", "split")
    yield mend("hide", "x", "Hide an entity in this article", "hide", "entities", "hide")
    title = "Hide an entity in the whole library"
    yield mend("hide-everywhere", "X", title, "", "entities", "hide_everywhere")
    yield mend("speaker", "w", "Change who says a quote", "who says it", "quotes", "speaker")
    yield mend("not-a-quote", "x", "Drop what is not a quote", "not a quote", "quotes", "not_a_quote")
    title = "Add the selection as a quote or an entity"
    yield mend("add", "i", title, "add as …", "selection", "add")
    title = "See what you corrected, and take it back"
    yield mend("corrections", "M", title, "", "anywhere", "review")


def _program() -> Iterator[Command]:
    yield Command("back", ("escape",), "Leave what is open", "back", ("anywhere",), label="back")
    yield Command("help", ("?",), "All keys", "program.help", ("anywhere",))
    yield Command("palette", ("ctrl+p",), "All commands, to search and run", "program.palette", ("anywhere",))
    yield Command("theme", ("T",), "Theme: light or dark", "program.toggle_theme", ("anywhere",))
    title = "Back to the document before; from the first one, close Reader"
    yield Command("close", ("q",), title, "program.close", ("anywhere",))
    yield Command("quit", ("ctrl+q",), "Close Reader", "program.quit", ("anywhere",))


COMMANDS: tuple[Command, ...] = tuple(_commands())

KEY_NAMES = {
    "space": "Space",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "home": "Home",
    "end": "End",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
}


def shown(keys: str) -> str:
    """A key sequence as it is shown to people: `] ]` as `]]`, `pagedown` as `PgDn`."""
    names = [
        KEY_NAMES.get(key, key.upper() if key[0] == "f" and key[1:].isdigit() else key)
        for key in keys.split()
    ]
    return "".join(names) if all(len(name) == 1 for name in names) else " ".join(names)


def table() -> str:
    """The commands as Markdown tables, one under each group's heading, for the README."""
    lines: list[str] = []
    group = ""
    for command in COMMANDS:
        if command.group != group:
            group = command.group
            lines += ["", f"| {group} | |", "|---|---|"]
        keys = " ".join(f"`{shown(keys)}`" for keys in command.keys)
        lines.append(f"| {keys} | {command.title} |")
    return "\n".join(lines).strip() + "\n"
