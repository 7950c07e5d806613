"""Keys become commands: sequences of keys, numbers before them, and what is active decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.tui.commands.command import Command, Where

if TYPE_CHECKING:
    from textual.events import Key

MOST = 9_999
"""The highest count that can be typed."""


@dataclass(frozen=True, slots=True)
class Call:
    """A command to be run.

    Attributes:
        command: The command.
        typed: The number that was typed before its keys; None where there was none, or it takes none.
    """

    command: Command
    typed: int | None = None

    @property
    def count(self) -> int:
        """The number that the command is called with."""
        return self.command.uncounted if self.typed is None else self.typed


class KeyReader:
    """Collects keys until they make a command.

    Args:
        commands: The commands whose keys are read.
    """

    def __init__(self, commands: Sequence[Command]) -> None:
        self._commands = commands
        self._digits = ""
        self._keys: tuple[str, ...] = ()

    @property
    def pending(self) -> str:
        """What has been typed and is not a command yet."""
        return self._digits + " ".join(self._keys)

    def choices(self, places: Sequence[Where]) -> list[Command]:
        """The commands that the keys typed so far can become; none where nothing was typed."""
        if not self._keys:
            return []
        return list({command.id: command for command, keys in self._begun(places) if keys}.values())

    def clear(self) -> None:
        """Forget what has been typed."""
        self._digits, self._keys = "", ()

    def feed(self, key: str, places: Sequence[Where]) -> Call | None:
        """Take one key.

        Args:
            key: The character, or the name of a key that has none.
            places: What is active, the most particular first.

        Returns:
            A command when the keys make one, else None: see `pending`.
        """
        if key == "escape" and self.pending:
            self.clear()
            return None
        if not self._keys and len(key) == 1 and key in "0123456789" and (self._digits or key != "0"):
            self._digits = str(min(MOST, int(self._digits + key)))
            return None
        self._keys = (*self._keys, key)
        begun = self._begun(places)
        if not begun:
            self.clear()
            return None
        command, keys = begun[0]
        if keys != self._keys:  # what is more particular has longer keys, and waits for the rest
            return None
        call = Call(command, int(self._digits) if self._digits and command.counted else None)
        self.clear()
        return call

    def _begun(self, places: Sequence[Where]) -> list[tuple[Command, tuple[str, ...]]]:
        size = len(self._keys)
        return [(command, keys) for command, keys in self._sequences(places) if keys[:size] == self._keys]

    def _sequences(self, places: Sequence[Where]) -> list[tuple[Command, tuple[str, ...]]]:
        """The key sequences that mean something: those of a more particular place first, then the shorter."""
        found = [
            (rank, command, tuple(keys.split()))
            for rank, place in enumerate(places)
            for command in self._commands
            if place in command.where
            for keys in command.keys
        ]
        found.sort(key=lambda each: (each[0], len(each[2])))
        return [(command, keys) for _, command, keys in found]


def named(event: Key) -> str:
    """A key as commands name it: the character that it types, else the key's name."""
    printable = event.is_printable and event.character not in (None, " ") and "+" not in event.key[1:]
    return str(event.character if printable else event.key)
