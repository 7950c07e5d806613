"""Paths: completed as they are typed, and shown in the computer's own window of files."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

SHOWERS = {"darwin": ("open",), "win32": ("explorer",)}
"""What shows a folder, by `sys.platform`; elsewhere it is `xdg-open`, of freedesktop.org."""


def is_file(typed: str) -> bool:
    """Whether what was typed is the path of a file."""
    try:
        return Path(typed).expanduser().is_file()
    except (OSError, RuntimeError, ValueError):
        return False


def completed(typed: str) -> str:
    """What was typed, with as much of the name of a file or folder behind it as is clear.

    Args:
        typed: The beginning of a path; `~` stands for the user's own folder.
    """
    before, slash, name = typed.rpartition("/")
    folder = before + slash
    names: list[str] = []
    with contextlib.suppress(OSError, RuntimeError):  # `~nobody` has no folder
        names = [
            each.name + ("/" if each.is_dir() else "")
            for each in Path(folder or ".").expanduser().iterdir()
            if each.name.startswith(name) and (name or not each.name.startswith("."))
        ]
    return folder + _common(names) if names else typed


def _common(names: list[str]) -> str:
    """What all names begin with."""
    first, last = min(names), max(names)
    same = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), len(first))
    return first[:same]


def reveal(path: str) -> str:
    """Show the folder of a file in a window of the computer's own, if it has any.

    Returns:
        A sentence that says what was done.
    """
    folder = str(Path(path).parent)
    command = SHOWERS.get(sys.platform, ("xdg-open",))
    program = shutil.which(command[0])
    if not Path(folder).is_dir():
        return f"The folder {folder} is no longer there. The text of the document is kept in the library."
    screenless = sys.platform not in SHOWERS and not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys()
    if program is None or screenless:
        return f"There is no window to show {folder} in; y copies where the document is."
    try:
        subprocess.Popen(  # noqa: S603 - one of the programs above, with a path as its one argument
            [program, *command[1:], folder],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        return f"{folder} cannot be shown: {error.strerror}."
    return f"Showing {folder}."
