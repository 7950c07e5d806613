"""Running programs of the user's own on a passage: dictionaries and the like.

No shell is ever between: what is selected is one argument, whatever it says.
"""

from __future__ import annotations

import contextlib
import os
import re
import selectors
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any, Literal

from reader.sanitise import clean

SECONDS = 10
"""How long a program may take whose answer is waited for."""

MOST = 1 << 18
"""Bytes of an answer that are read; a dictionary's longest entries have some ten thousand."""

TICK = 0.1
"""Seconds after which it is looked whether the program has ended or nobody waits for it."""

SOON = 0.5
"""Seconds in which a program that nobody waits for can tell that it fails."""

DICTIONARIES: Mapping[str, Sequence[str]] = {
    "dict": ("dict", "{text}"),
    "sdcv": ("sdcv", "-n", "{text}"),
    "wn": ("wn", "{text}", "-over"),
}
"""Programs that explain words: clients of the dict protocol, of StarDict's files, of WordNet."""

_PLACEHOLDER = re.compile(r"\{(text|title|source|author)\}")
_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\^_])|[^\n]\x08")
"""Colours and other escape sequences (ECMA-48, 5.4), and what was typed over."""


class RunError(Exception):
    """A program gave no answer; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A program to run on a passage.

    Attributes:
        name: What the user calls it.
        run: The program and its arguments, with placeholders.
        show: Whether what it says is shown; or `terminal`, where it has the terminal until it ends.
        input: What it reads from its standard input: `selection`, `section`, `article`, or nothing.
    """

    name: str
    run: tuple[str, ...]
    show: bool | Literal["terminal"] = True
    input: str = ""

    @property
    def needs_passage(self) -> bool:
        """Whether it can only be run on a passage."""
        return not self.input or self.input == "selection" or any("{text}" in each for each in self.run)

    def arguments(self, values: Mapping[str, str]) -> list[str]:
        """The program and its arguments for a passage.

        Args:
            values: What stands for `text`, `title`, `source` and `author`.
        """
        program, *arguments = self.run
        return [program, *(_filled(argument, values) for argument in arguments)]


def tools(commands: Mapping[str, Mapping[str, Any]]) -> list[Tool]:
    """The programs that the configuration names; without any, the dictionaries that are installed.

    Args:
        commands: `Config.commands`.
    """
    own = [
        Tool(name, tuple(each["run"]), each.get("show", True), each.get("input", ""))
        for name, each in commands.items()
    ]
    return own or [Tool(name, tuple(run)) for name, run in DICTIONARIES.items() if shutil.which(name)]


def answer(
    arguments: Sequence[str], given_up: Callable[[], bool] = lambda: False, given: str | None = None
) -> str:
    """What a program says, as plain text.

    It is ended, with all that it has started, when it takes longer than `SECONDS`.

    Args:
        arguments: The program and its arguments.
        given_up: Asked time and again whether nobody waits any more.
        given: What it reads from its standard input, if anything.

    Raises:
        RunError: It can't be started, takes too long, or says nothing.
    """
    name = clean(arguments[0])
    process = _started(arguments, subprocess.PIPE, given)
    try:
        said, complained, whole = _read(process, time.monotonic() + SECONDS, given_up)
        if whole:
            with contextlib.suppress(subprocess.TimeoutExpired):  # it has closed its output: that is enough
                process.wait(TICK)
    finally:
        _end(process)
    text, complaint = plain(said), " ".join(plain(complained).split())
    if len(said) >= MOST:
        return f"{text}\n… {name} says more than is shown."
    if not whole and not text:
        raise RunError(f"{name} did not answer within {SECONDS} seconds.")
    if not text:
        code = f" It ended with the code {process.returncode}." if process.returncode else ""
        raise RunError(f"{name} found nothing: {complaint}" if complaint else f"{name} said nothing.{code}")
    if not whole:
        return f"{text}\n… {name} was ended after {SECONDS} seconds."
    if process.returncode > 0:
        return f"{text}\n… {name} ended with the code {process.returncode}. {complaint}".rstrip()
    return text


class Started:
    """A program that runs on its own.

    Args:
        process: Its process, which leads a group of its own.
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    @property
    def runs(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def stop(self) -> None:
        """End it with all that it has started; first by asking, then, half a second later, by force."""
        if self.runs:
            _signal(self._process, signal.SIGTERM)
            try:
                self._process.wait(SOON)
            except subprocess.TimeoutExpired:
                _signal(self._process, signal.SIGKILL)


def start(arguments: Sequence[str], given: str | None = None) -> Started:
    """Start a program and let it run, for as long as it likes.

    Args:
        arguments: The program and its arguments.
        given: What it reads from its standard input, if anything.

    Raises:
        RunError: It can't be started, or fails at once.
    """
    from threading import Thread

    process = _started(arguments, subprocess.DEVNULL, given)
    try:
        code = process.wait(SOON)
    except subprocess.TimeoutExpired:
        Thread(target=process.wait, daemon=True).start()
    else:
        if code:
            raise RunError(f"{clean(arguments[0])} failed: it ended with the code {code}.")
    return Started(process)


def attend(arguments: Sequence[str], given: str | None = None) -> None:
    """Let a program have the terminal, which must be free for it, until it ends.

    Args:
        arguments: The program and its arguments.
        given: What it reads from its standard input; None where it reads from the terminal.

    Raises:
        RunError: It can't be started, or fails.
    """
    if code := _started(arguments, None, given).wait():
        raise RunError(f"{clean(arguments[0])} ended with the code {code}.")


def plain(said: bytes) -> str:
    """What a program says, without the colours and with nothing that a terminal would obey."""
    text = said.decode("utf-8", "replace").replace("\r\n", "\n").expandtabs()
    return clean(_ESCAPE.sub("", text)).strip("\n").rstrip()


def _filled(argument: str, values: Mapping[str, str]) -> str:
    """An argument with its placeholders filled; a text never makes an option of it."""
    filled = _PLACEHOLDER.sub(lambda found: values[found[1]].replace("\0", ""), argument)
    filled = filled.encode("utf-8", "replace").decode()
    return f" {filled}" if filled.startswith("-") and not argument.startswith("-") else filled


def _started(arguments: Sequence[str], output: int | None, given: str | None) -> subprocess.Popen[bytes]:
    """A program that has begun to run; without an output of its own it has the terminal."""
    own = output is not None
    try:
        with _input(given, subprocess.DEVNULL if own else None) as read:
            return subprocess.Popen(  # noqa: S603 - the user's own program, and no shell
                list(arguments), stdin=read, stdout=output, stderr=output, start_new_session=own
            )
    except FileNotFoundError as error:
        advice = "install it, or change its command in config.toml"
        raise RunError(f"There is no program named {clean(arguments[0])} here: {advice}.") from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise RunError(f"{clean(arguments[0])} can't be started: {reason}.") from error


@contextlib.contextmanager
def _input(given: str | None, otherwise: int | None) -> Iterator[IO[bytes] | int | None]:
    """What a program reads: a file that holds what it is given, so that nobody has to feed it."""
    if given is None:
        yield otherwise
        return
    with tempfile.TemporaryFile() as file:
        file.write(given.encode("utf-8", "replace"))
        file.seek(0)
        yield file


def _read(
    process: subprocess.Popen[bytes], deadline: float, given_up: Callable[[], bool]
) -> tuple[bytes, bytes, bool]:
    """What a process writes and complains about, and whether that is all of it."""
    assert process.stdout
    assert process.stderr
    said: dict[IO[bytes], bytearray] = {process.stdout: bytearray(), process.stderr: bytearray()}
    with selectors.DefaultSelector() as selector:
        for pipe in said:
            selector.register(pipe, selectors.EVENT_READ)
        while selector.get_map() and time.monotonic() < deadline and not given_up():
            ready = selector.select(TICK)
            for key, _events in ready:
                piece = os.read(key.fd, 1 << 16)
                said[key.fileobj] += piece  # type: ignore[index]
                if not piece:
                    selector.unregister(key.fileobj)
            if len(said[process.stdout]) >= MOST or len(said[process.stderr]) >= MOST:
                break
            if not ready and process.poll() is not None:  # what it has started holds the pipes
                break
        ended = not selector.get_map() or process.poll() is not None
    return bytes(said[process.stdout][:MOST]), bytes(said[process.stderr][:MOST]), ended


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process that still runs, with all that it has started."""
    for pipe in (process.stdout, process.stderr):
        if pipe:
            pipe.close()
    if process.poll() is None:
        _signal(process, signal.SIGKILL)
        process.wait()


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    """Send a signal to a process and to all that it has started."""
    try:
        os.killpg(process.pid, number)
    except (ProcessLookupError, PermissionError):
        process.send_signal(number)
