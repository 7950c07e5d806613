"""The user's own commands: programs that the configuration names."""

from __future__ import annotations

from collections.abc import Iterable

from reader.sanitise import line
from reader.tui.commands import COMMANDS
from reader.tui.commands.command import Command

GROUP = "Your own"


def all_commands(names: Iterable[str]) -> tuple[Command, ...]:
    """The table of commands, and one more for each of the user's programs.

    Args:
        names: What the programs are called in the configuration.
    """
    own = (
        Command(
            f"run-{name}",
            (),
            f"Run {line(name)} on the passage",
            "lookup.run",
            ("anywhere",),
            argument=name,
            group=GROUP,
        )
        for name in names
    )
    return (*COMMANDS, *own)
