"""The command that shows the settings: where they are kept, what they are, and all there are."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from reader.cli.streams import complain, say
from reader.config import CONFIG_FILE, Config, Folders
from reader.settings import example, toml


def show_settings(given: argparse.Namespace) -> int:
    """Print the settings, or an example of the file that holds them."""
    folders = Folders.of_user()
    if given.example:
        say(_example())
        return 0
    config, warnings = checked(folders)
    say(f"# {folders.config / CONFIG_FILE}")
    for name, value in asdict(config).items():
        changed = "" if value == getattr(Config(), name) else "  # changed by you"
        say(f"{name} = {toml(value)}{changed}")
    for warning in warnings:
        complain(warning)
    return 1 if warnings else 0


def checked(folders: Folders) -> tuple[Config, list[str]]:
    """The settings, and a sentence for each thing that is wrong with them or with their keys."""
    from reader.tui.commands.own import all_commands
    from reader.tui.keymap import remapped

    config, warnings = Config.load(folders.config)
    return config, warnings + remapped(config.keys, all_commands(config.commands))[1]


def _example() -> str:
    """A file of all settings and all keys."""
    from reader.tui.commands import COMMANDS

    lines = [
        f"# Reader's settings. Put what you want to change into {CONFIG_FILE} in the folder",
        "# that `reader config` names; everything else stays as it comes.",
        "",
        example(Config).rstrip(),  # the table of keys comes last, so that what follows stands in it
    ]
    group = ""
    for command in COMMANDS:
        if command.group != group:
            group = command.group
            lines += ["#", f"# {group}"]
        lines.append(f"# {command.id} = {toml(list(command.keys))}  # {command.title}")
    return "\n".join(lines) + "\n"
