"""The one table of commands: bindings, palette, help screen and README are made from it."""

from __future__ import annotations

from dataclasses import replace

from reader.tui.commands import (
    annotating,
    appearance,
    copying,
    correcting,
    finding,
    keeping,
    library,
    links,
    panels,
    people,
    program,
    reading,
    selecting,
)
from reader.tui.commands.command import Command, shown

GROUPS = {
    "Reading": reading,
    "Finding": finding,
    "Links": links,
    "Selecting": selecting,
    "Annotating": annotating,
    "Copying": copying,
    "Taking back, taking away": keeping,
    "Panels": panels,
    "People": people,
    "Correcting": correcting,
    "The library": library,
    "Appearance": appearance,
    "The program": program,
}
"""The headings that commands stand under in lists, and the modules that declare them."""

COMMANDS: tuple[Command, ...] = tuple(
    replace(command, group=group) for group, module in GROUPS.items() for command in module.commands()
)


def table() -> str:
    """The commands as Markdown tables, one under each group's heading, for the README."""
    lines: list[str] = []
    group = ""
    for command in COMMANDS:
        if command.group != group:
            group = command.group
            lines += ["", f"| {group} | |", "|---|---|"]
        keys = " ".join(_code(shown(keys)) for keys in command.keys)
        lines.append(f"| {keys} | {command.title} |")
    return "\n".join(lines).strip() + "\n"


def _code(text: str) -> str:
    """A text as Markdown's code, also where it is the very sign for that."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"
