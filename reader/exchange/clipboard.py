"""The clipboards: the terminal's, wherever the program runs, and the computer's own."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

PATIENCE = 2.0
"""Seconds that a program may take to put a text into the clipboard."""

SURE = 74_994
"""Bytes of text that every terminal with OSC 52 takes: xterm's limit for a sequence is 100,000."""


def osc52(text: str) -> str:
    """The escape sequence that asks a terminal to put a text into the clipboard.

    Terminals may refuse it, or a text that is long; none says so.

    Args:
        text: What the clipboard is to hold.

    Returns:
        Operating system command 52, as xterm's control sequences define it.
    """
    return f"\x1b]52;c;{base64.b64encode(text.encode('utf-8', 'replace')).decode('ascii')}\x07"


@dataclass(frozen=True, slots=True)
class Program:
    """A program that puts what it reads into a clipboard.

    Attributes:
        command: Its name and its arguments.
        holder: Whose clipboard it is: this computer's, or that of tmux and the terminal round it.
        encoding: In what it wants the text.
    """

    command: tuple[str, ...]
    holder: Literal["computer", "tmux"] = "computer"
    encoding: str = "utf-8"

    def put(self, text: str) -> bool:
        """Put a text into the clipboard; runs no shell and takes no longer than `PATIENCE`.

        Args:
            text: The text.

        Returns:
            Whether the program did.
        """
        try:
            done = subprocess.run(  # noqa: S603 - one of the programs below, with fixed arguments
                self.command,
                input=text.encode(self.encoding, "replace"),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=PATIENCE,
                start_new_session=True,  # some stay to hand the text out
                check=False,
            )
        except (OSError, subprocess.SubprocessError):
            return False
        return done.returncode == 0


def programs(
    environ: Mapping[str, str] = os.environ,
    platform: str = sys.platform,
    which: Callable[[str], str | None] = shutil.which,
) -> list[Program]:
    """The programs by which a text gets into the clipboards that are within reach, one for each.

    In a session over SSH this computer's own clipboard is not the reader's, so it is left alone.
    tmux passes on what it is told itself, but by default not what programs in it write
    (`set-clipboard external`).

    Args:
        environ: The environment.
        platform: As `sys.platform`.
        which: Finds a program.
    """
    found = []
    if environ.get("TMUX") and which("tmux"):
        found.append(Program(("tmux", "load-buffer", "-w", "-"), "tmux"))
    if not any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")):
        local = (each for each in _local(environ, platform) if which(each.command[0]))
        found += [each for each in [next(local, None)] if each]
    return found


def _local(environ: Mapping[str, str], platform: str) -> list[Program]:
    """The programs that may put something into this computer's clipboard, the best first."""
    if platform == "darwin":
        return [Program(("pbcopy",))]
    found = []
    if environ.get("WAYLAND_DISPLAY"):
        found.append(Program(("wl-copy",)))
    if environ.get("DISPLAY"):
        found.append(Program(("xclip", "-selection", "clipboard")))
        found.append(Program(("xsel", "--clipboard", "--input")))
    if environ.get("WSL_DISTRO_NAME"):
        found.append(Program(("clip.exe",), encoding="utf-16"))  # it knows Unicode by its byte order mark
    if environ.get("TERMUX_VERSION"):
        found.append(Program(("termux-clipboard-set",)))
    return found
