"""A command: what a reader can ask for, and the keys for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

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
    "entity-page",
    "overview",
    "rapid",
    "library",
]
"""What must be active for a command's keys to work: the page, a footnote over it, a selection in
either, a highlight chosen in either, any list, one of these lists beside the page, an entity's page,
the overview, the words one by one, or the library."""


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
        counted: Whether a number typed before the keys repeats it, or is what it is about.
        uncounted: The number that a counted one is called with where none was typed.
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
    uncounted: int = 1
    label: str = ""
    group: str = ""
    jumps: bool = False


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
    "delete": "Del",
    "shift": "Shift",
    "right_square_bracket": "]",
    "circumflex_accent": "^",
}


def first_key(commands: Iterable[Command], name: str) -> str:
    """The first keys of the command with an id, as they are shown; nothing where it has none."""
    keys = next((each.keys for each in commands if each.id == name), ())
    return shown(keys[0]) if keys else ""


def with_keys(words: str, commands: Iterable[Command]) -> str:
    """A sentence with the keys of commands in it, as they are for this user.

    Args:
        words: The sentence; the commands' ids stand in it in braces. Never words from outside.
        commands: The commands, with the keys that they have now.
    """
    for each in commands:
        if (place := "{" + each.id + "}") in words:
            words = words.replace(place, shown(each.keys[0]) if each.keys else f"“{each.title}”")
    return words


def shown(keys: str) -> str:
    """A key sequence as it is shown to people: `] ]` as `]]`, `pagedown` as `PgDn`."""
    names = [_shown(key) for key in keys.split()]
    return "".join(names) if all(len(name) == 1 for name in names) else " ".join(names)


def _shown(key: str) -> str:
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    if last[0] == "f" and last[1:].isdigit():
        last = last.upper()
    return "+".join(KEY_NAMES.get(name, name) for name in (*modifiers, last))
