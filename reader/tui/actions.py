"""Actions: what the footer offers to do, in what order and in how many cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from reader.annotation import COLOURS
from reader.page.width import cells
from reader.tui.commands.command import Command, Where, shown

GAP = 3
"""Cells between two actions."""

ELLIPSIS = "…"
"""What stands where there is no room for more."""

_RANKS = {"Annotating": 0, "Correcting": 3, "Copying": 4, "Selecting": 5}
"""What comes first of a place's actions and what last, by group; all other groups have the rank 2."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an action, drawn in one way.

    Attributes:
        text: The words.
        role: `key`, `label` or a colour, for the style sheet.
        command: What a click on it runs, if anything.
    """

    text: str
    role: str
    command: Command | None = None


@dataclass(frozen=True)
class Hint:
    """An action offered in the footer: the keys to press and a word or two, or several colours in one."""

    parts: tuple[Part, ...]

    @cached_property
    def size(self) -> int:
        """The cells that it takes."""
        return sum(cells(part.text) for part in self.parts)


def offered(commands: Sequence[Command], place: Where) -> list[Command]:
    """The commands of a place that the footer offers, the most important first.

    These are the ones with a label whose keys are a single key, and the colours.
    """
    found = [
        each
        for each in commands
        if each.label and place in each.where and each.keys and (_is_colour(each) or " " not in each.keys[0])
    ]
    return sorted(found, key=_rank)


def hints(commands: Sequence[Command]) -> list[Hint]:
    """Commands as they are offered; colours whose keys differ in the last one only share a hint."""
    found: list[Hint] = []
    for begun, group in groupby(commands, key=_begun):
        some = list(group)
        if begun and len(some) > 1:
            found.append(Hint((Part(f"{shown(begun)} ", "key", some[0]), *map(_swatch, some))))
        else:
            found += (_hint(each, each.keys[0]) for each in some)
    return found


def choices(commands: Sequence[Command], begun: str) -> list[Hint]:
    """Commands between which the next key chooses, each with that key and its label.

    Args:
        commands: The commands.
        begun: The keys that have been typed, parted by spaces; each command has a sequence that goes on.
    """
    return [
        _hint(each, keys.removeprefix(f"{begun} "))
        for each in commands
        for keys in each.keys
        if keys.startswith(f"{begun} ")
    ]


def fitting(some: Sequence[Hint], used: int, room: int) -> tuple[Sequence[Hint], bool]:
    """Those of some hints that a row has room for.

    Args:
        some: The hints, the most important first.
        used: The cells that stand before them.
        room: The cells of the row.

    Returns:
        The first ones, and whether an ellipsis stands for the others.
    """
    sizes = []
    for hint in some:
        used += hint.size + (GAP if used else 0)
        sizes.append(used)
    if not sizes or sizes[-1] <= room:
        return some, False
    count = sum(size + GAP + cells(ELLIPSIS) <= room for size in sizes)
    return some[:count], True


def extent(text: str) -> str:
    """How much is selected: `12 words`; `a character` where that is all."""
    if len(text) == 1:
        return "a character"
    count = len(text.split())
    return f"{count:,} {'word' if count == 1 else 'words'}"


def _hint(command: Command, typed: str) -> Hint:
    role = str(command.argument) if _is_colour(command) else "label"
    label = f" {command.label} " if _is_colour(command) else command.label
    keys = Part(f"{shown(typed)} ", "key", command)
    return Hint((keys, Part(label, role, command)))


def _swatch(command: Command) -> Part:
    """A colour, with the last of its keys and the user's word for it, if there is one."""
    name = "" if command.label == command.argument else command.label
    words = " ".join(filter(None, (command.keys[0].split()[-1], name)))
    return Part(f" {words} ", str(command.argument), command)


def _is_colour(command: Command) -> bool:
    return command.id.startswith("colour-") and command.argument in COLOURS


def _begun(command: Command) -> str:
    """What a colour's keys begin with; nothing for any other command, or a colour with a key of its own."""
    return " ".join(command.keys[0].split()[:-1]) if _is_colour(command) else ""


def _rank(command: Command) -> int:
    return 1 if command.id == "copy" else _RANKS.get(command.group, 2)
