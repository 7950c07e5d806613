"""Reader in a real pseudo-terminal, with a model of the screen."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyte

from tests.grid import Grid, Rule, by_characters

READER = (sys.executable, "-m", "reader")
"""The command that runs Reader."""

PATIENCE = 60.0
"""Seconds to wait for what must come; long, since machines are shared."""

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "space": " ",
    "ctrl+s": "\x13",
    "ctrl+r": "\x12",
    "f5": "\x1b[15~",
}

_UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[[<=>][0-9;]*[@-~]|\x1b\[\?[0-9;]*\$p|\x1b\[[0-9;]*:[0-9;:]*m|\x1bP[^\x1b]*\x1b\\"
)


class Terminal:
    """A program in a terminal of its own."""

    def __init__(self, pid: int, descriptor: int, columns: int, rows: int, rule: Rule) -> None:
        self.pid = pid
        self._descriptor = descriptor
        self.grid = Grid(columns, rows, rule)
        self._stream = pyte.ByteStream(self.grid)
        self.output = b""
        self.exit_code: int | None = None

    @property
    def lines(self) -> list[str]:
        """The screen, row by row."""
        return [line.rstrip() for line in self.grid.display]

    def press(self, *keys: str) -> None:
        """Send keys: characters, or the names in `KEYS`."""
        for key in keys:
            os.write(self._descriptor, KEYS.get(key, key).encode())
            self.read(0.05)

    def send(self, text: str) -> None:
        """Send what keys send, at once."""
        try:
            os.write(self._descriptor, text.encode())
        except OSError:
            self.has_ended()

    def has_ended(self) -> bool:
        """Whether the program has ended by now."""
        if self.exit_code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.exit_code = os.waitstatus_to_exitcode(status)
        return self.exit_code is not None

    def read(self, seconds: float) -> None:
        """Take what the program writes for a while."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if not select.select([self._descriptor], [], [], left)[0]:
                return
            try:
                data = os.read(self._descriptor, 1 << 16)
            except OSError:
                return
            if not data:
                return
            self.output += data
            self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data))

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        self.grid.resize(rows, columns)
        fcntl.ioctl(self._descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def wait_for(self, what: str | Callable[[list[str]], bool]) -> None:
        """Read until a text stands on one row of the screen, or a condition holds for the rows."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            self.read(0.1)
            if what(self.lines) if callable(what) else any(what in line for line in self.lines):
                return
        raise AssertionError(f"{what!r} never came:\n" + "\n".join(self.lines))

    def wait_for_end(self) -> int:
        """Read until the program has ended; its exit code."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            self.read(0.1)
            if self.has_ended() and self.exit_code is not None:
                return self.exit_code
        raise AssertionError("the program did not end:\n" + "\n".join(self.lines))

    def kill(self) -> None:
        """End the program as a power cut would, if it still runs."""
        if self.exit_code is None:
            os.kill(self.pid, signal.SIGKILL)
            self.exit_code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


@contextmanager
def terminal(
    command: Sequence[str],
    home: Path,
    *,
    columns: int = 120,
    rows: int = 40,
    folder: Path | None = None,
    rule: Rule = by_characters,
    **environment: str,
) -> Iterator[Terminal]:
    """Run a command in a terminal; it is killed at the end if it still runs.

    Args:
        command: The program and its arguments.
        home: Where Reader keeps everything.
        columns: The terminal's width.
        rows: The terminal's height.
        folder: The working folder.
        rule: How wide the terminal takes a text to be.
        environment: Variables that are other than here.
    """
    pid, descriptor = pty.fork()
    if pid == 0:
        if folder:
            os.chdir(folder)
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        settings = {"READER_HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        # With `execv` a COLUMNS that readline has set for itself, unseen by os.environ, would go along.
        os.execve(command[0], [*command], {**os.environ, **settings, "LC_ALL": "C.UTF-8", **environment})
    fcntl.ioctl(descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    program = Terminal(pid, descriptor, columns, rows, rule)
    try:
        yield program
    finally:
        program.kill()
        os.close(descriptor)
