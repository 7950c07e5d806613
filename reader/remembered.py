"""What a user chose by a key, for the next time: the width of the text, the theme, what is shown."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from reader import atomic
from reader.config import Config
from reader.settings import kind_of

FILE = "remembered.json"
"""The file's name, in `Folders.state`."""


def over(config: Config, folder: Path) -> Config:
    """The settings with what was chosen by keys in their place.

    A choice holds until its setting is changed in the file of settings: whoever edits that means it.

    Args:
        config: The settings.
        folder: `Folders.state`.
    """
    chosen = {
        name: choice["value"]
        for name, choice in _read(folder).items()
        if choice["instead"] == getattr(config, name)
    }
    return replace(config, **chosen)


def keep(config: Config, folder: Path, chosen: Mapping[str, Any]) -> None:
    """Remember choices.

    Args:
        config: The settings as their file has them.
        folder: `Folders.state`.
        chosen: Values by the settings' names.

    Raises:
        OSError: They can't be kept.
    """
    choices = _read(folder)
    for name, value in chosen.items():
        if value == getattr(config, name):
            choices.pop(name, None)
        else:
            choices[name] = {"value": value, "instead": getattr(config, name)}
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    data = json.dumps(choices, ensure_ascii=False).encode("utf-8", "backslashreplace")
    atomic.write(folder / FILE, data, durable=False)


def _read(folder: Path) -> dict[str, dict[str, Any]]:
    """The choices that make sense to this version of the program; none where the file can't be read."""
    with contextlib.suppress(OSError, ValueError, RecursionError):
        choices = json.loads((folder / FILE).read_bytes())
        kinds = {each.name: kind_of(each) for each in fields(Config)}
        return {
            name: choice
            for name, choice in (choices.items() if isinstance(choices, dict) else ())
            if name in kinds
            and isinstance(choice, dict)
            and choice.keys() == {"value", "instead"}
            and kinds[name].accepts(choice["value"])
        }
    return {}
