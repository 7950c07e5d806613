"""The table of commands as the configuration makes it: with programs and names of the user's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from reader.sanitise import line
from reader.tui.commands import COMMANDS
from reader.tui.commands.command import Command

GROUP = "Your own"


def all_commands(names: Iterable[str], colours: Mapping[str, str] | None = None) -> tuple[Command, ...]:
    """The table of commands, and one more for each of the user's programs.

    Args:
        names: What the programs are called in the configuration.
        colours: What the user calls the colours of highlights.
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
    return (*(_named(command, colours or {}) for command in COMMANDS), *own)


def _named(command: Command, colours: Mapping[str, str]) -> Command:
    """A command with the user's word for the colour that it is about, if it is about one."""
    name = line(colours.get(str(command.argument), "")) if command.id.startswith("colour-") else ""
    return replace(command, label=name, title=f"{command.title}: {name}") if name else command
