"""The keymap: the table of commands with the keys that a user has given them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

from reader.tui.commands import COMMANDS
from reader.tui.commands.command import KEY_NAMES, Command, shown

Sequences = tuple[str, ...]
"""Key sequences of one command, as `Command.keys` has them."""

_WHERE = "In [keys] of config.toml,"
_MODIFIERS = ("ctrl", "alt", "shift", "super")
_NAMED = (KEY_NAMES.keys() - {*_MODIFIERS}) | {
    "insert",
    "delete",
    "backspace",
    *(f"f{number}" for number in range(1, 25)),
}
_WRITTEN = {name.casefold(): key for key, name in KEY_NAMES.items()}


def remapped(
    wanted: Mapping[str, str | Sequence[str]], commands: Sequence[Command] = COMMANDS
) -> tuple[tuple[Command, ...], list[str]]:
    """The commands with other keys.

    A key that a user gives to one command is taken from all others that
    would hear it in the same place; one that it had before is shared as before.

    Args:
        wanted: Key sequences by the commands' ids: one, several, or an empty list for none.
        commands: The commands as they come.

    Returns:
        The commands, and a sentence for each wish that is ignored or takes something away.
    """
    if not wanted:
        return tuple(commands), []
    problems: list[str] = []
    chosen: dict[str, Sequences] = {}
    known = [command.id for command in commands]
    for name, keys in wanted.items():
        if name in known:
            written = [keys] if isinstance(keys, str) else keys
            chosen[name] = tuple(dict.fromkeys(_understood(name, written, problems)))
        else:
            near = get_close_matches(name, known, 1)
            meant = f" (is {near[0]} meant?)" if near else ""
            problems.append(f"{_WHERE} {name} is no command{meant}, so it is ignored.")
    return tuple(_without_clashes(commands, chosen, problems)), problems


def _understood(name: str, written: Sequence[str], problems: list[str]) -> Iterator[str]:
    for sequence in written:
        keys = [_key(word) for word in sequence.split()]
        if keys and all(keys):
            yield " ".join(filter(None, keys))
        else:
            problems.append(
                f"{_WHERE} {sequence!r} for {name} is no key: keys are j, g g, ctrl+d, pagedown, f5 and such."
            )


def _key(word: str) -> str:
    """A key as Textual names it; empty where there is none of that name."""
    if len(word) == 1:
        return word
    *modifiers, last = word.split("+") if not word.endswith("++") else [*word[:-2].split("+"), "+"]
    plain = last if len(last) == 1 and not modifiers else _WRITTEN.get(last.casefold(), last)
    plain = plain if len(plain) == 1 else plain.casefold()
    known = len(plain) == 1 or plain in _NAMED
    if not known or any(each.casefold() not in _MODIFIERS for each in modifiers):
        return ""
    return "+".join([*(each.casefold() for each in modifiers), plain])


def _without_clashes(
    commands: Sequence[Command], chosen: Mapping[str, Sequences], problems: list[str]
) -> Iterable[Command]:
    """The commands with the user's keys, and without those that these leave no room for."""
    taken: list[tuple[Command, str]] = []
    kept: dict[str, Sequences] = {}
    for command in sorted(commands, key=lambda each: each.id not in chosen):  # the user's own come first
        free = []
        for keys in chosen.get(command.id, command.keys):
            owner = next((other for other, theirs in taken if _clash(other, theirs, command, keys)), None)
            if owner is None:
                free.append(keys)
            else:
                problems.append(
                    f"{_WHERE} {shown(keys)} is given to {owner.id}, so {command.id} does without it."
                )
        if command.id in chosen:
            taken += [(command, keys) for keys in free]
        kept[command.id] = tuple(free)
    return (replace(command, keys=kept[command.id]) for command in commands)


def _clash(one: Command, keys: str, other: Command, others: str) -> bool:
    """Whether of two commands' sequences one is, or begins, the other where both could be typed.

    What the user wants to be heard anywhere is not to be drowned by a key of some list. Keys that both
    have as they come get along: of `/`, a list's own stands before the page's.
    """
    if keys in one.keys and others in other.keys:
        return False
    met = "anywhere" in one.where or not {*one.where}.isdisjoint(other.where)
    begun = zip(keys.split(), others.split(), strict=False)
    return met and one.id != other.id and all(a == b for a, b in begun)
