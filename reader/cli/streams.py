"""What the commands read and write: sources, standard input, output for people and for programs."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.document import Document
from reader.sanitise import clean, line

if TYPE_CHECKING:
    import argparse

    from reader.opening import LockedError, Options

STDIN = "-"
"""The source that is standard input."""
PASSWORD = "READER_PASSWORD"  # noqa: S105 - where it stands, not what it is
"""The environment variable with the password of an encrypted source."""
LONG = 1.0
"""Seconds after which it is said that something takes long."""
_ATTEMPTS = 3
"""How often a password is asked for."""


class CommandError(Exception):
    """A command failed: one sentence for its user.

    Args:
        message: What is wrong, where, and what to do.
        code: The exit code: 1 where it failed, 2 for wrong use.
    """

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


def prepare() -> None:
    """Let standard output take every character: in UTF-8 where it is no terminal.

    A standard stream that is closed leads nowhere, and no file takes its number.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - till the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def in_browser() -> bool:
    """Whether the interface is shown in a browser: then standard input and output are its keys and screen."""
    return os.environ.get("TEXTUAL_DRIVER", "").endswith(":WebDriver")


def to_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def say(text: str, end: str = "\n") -> None:
    """Write to standard output. Nothing that a terminal would obey reaches one."""
    with _writing():
        sys.stdout.write((clean(text) if to_terminal() else text) + end)


def say_json(value: dict[str, Any]) -> None:
    """Write an object as one line of JSON."""
    say(json.dumps(value, ensure_ascii=False))
    flush()


def flush() -> None:
    """Let everything that was said reach standard output."""
    with _writing():
        sys.stdout.flush()


def mute() -> None:
    """Let standard output lead nowhere from now on: Python flushes it once more at its end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextlib.contextmanager
def _writing() -> Iterator[None]:
    """Let standard output that takes no more fail the command. That nobody reads it is no failure."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        mute()
        raise CommandError(f"standard output takes no more: {error.strerror}.") from error


def complain(text: str) -> None:
    """Write a sentence to standard error."""
    sys.stderr.write(f"reader: {clean(text)}\n")


@contextlib.contextmanager
def explained(*kinds: type[Exception]) -> Iterator[None]:
    """Let errors of some kinds, whose texts are sentences for the user, fail the command."""
    try:
        yield
    except kinds as error:
        raise CommandError(str(error)) from error


def piped_in() -> bool:
    """Whether something is piped into the program, or a file is redirected to it."""
    if in_browser():
        return False
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (AttributeError, OSError, ValueError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISREG(mode) or stat.S_ISSOCK(mode)


def sources(given: list[str]) -> list[str]:
    """The sources that a command was given, or standard input where that is piped in.

    Raises:
        CommandError: There is neither.
    """
    if not given and not piped_in():
        raise CommandError("name a SOURCE (a file, or - for standard input), or pipe one in", code=2)
    return given or [STDIN]


def options_of(given: argparse.Namespace) -> Options:
    """How sources are to be opened, by what a command was given and by its user's choices."""
    from reader.config import Config, Folders
    from reader.opening import Options

    folders = Folders.of_user()
    config, _ = Config.load(folders.config)
    options = Options.of_user(config, folders)
    password = os.environ.get(PASSWORD)
    return replace(options, format=given.format, encoding=given.encoding, password=password)


def opened(source: str, options: Options) -> Document:
    """The document of a source. For its password its user is asked, where it needs one, on the terminal.

    Args:
        source: A path, an address or `STDIN`.
        options: How to open it.

    Raises:
        CommandError: It cannot be opened.
    """
    from reader.opening import LARGEST, LockedError, OpenError, open_source

    if "://" in source:
        from reader.opening.addresses import is_address

        if is_address(source):
            from reader.cli.web import opened_page

            return opened_page(source, options)
    stdin = sys.stdin.buffer.read(LARGEST + 1) if source == STDIN else None
    with explained(OpenError):
        try:
            with _patience(f"Reading {source}… Ctrl+C gives up"):
                return open_source(source, stdin=stdin, options=options)
        except LockedError as error:
            return unlocked(error)


@contextlib.contextmanager
def line_of_progress() -> Iterator[Callable[[str], None]]:
    """A function that writes a sentence over the one before it; the line is empty in the end."""
    if not sys.stderr.isatty():
        yield lambda _text: None
        return

    told = False

    def tell(text: str) -> None:
        nonlocal told
        told = True
        columns = shutil.get_terminal_size().columns
        sys.stderr.write(f"\r\x1b[K{line(text)[: columns - 1]}")
        sys.stderr.flush()

    try:
        yield tell
    finally:
        if told:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


@contextlib.contextmanager
def _patience(words: str) -> Iterator[None]:
    """Say what is being done if it takes long, until it is done."""
    import threading

    with line_of_progress() as tell:
        timer = threading.Timer(LONG, tell, [words])
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()


def unlocked(locked: LockedError) -> Document:
    """The document of a source that is encrypted. Its user is asked for the password, on the terminal.

    Args:
        locked: What its opening came to.

    Raises:
        CommandError: There is no password.
        OpenError: None that was given is right, or it cannot be opened even so.
    """
    from reader.opening import LockedError

    error = locked
    for _ in range(_ATTEMPTS):
        password = _password(str(error))
        if not password:
            raise CommandError(f"{error} Give the password in {PASSWORD}.") from error
        try:
            return locked.unlocked(password)
        except LockedError as again:
            error = again
    raise error


def _password(why: str) -> str:
    """The password that the user types, unseen; empty where there is none, or no terminal to ask on."""
    if not sys.stderr.isatty():
        return ""
    from getpass import getpass

    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
        return getpass(f"{clean(why)} Password: ")
    except (OSError, EOFError):
        return ""


def described(document: Document) -> dict[str, Any]:
    """What the JSON outputs say of a document itself."""
    return {
        "title": document.title,
        "source": document.source,
        "sha256": document.sha256,
        "characters": len(document.text),
    }


def each_source(
    given: list[str],
    options: Options,
    as_json: Callable[[Document], dict[str, Any]] | None,
    as_text: Callable[[Document], str],
) -> int:
    """Do the same with each source, in order; one that fails does not stop the others.

    Args:
        given: The sources; none for standard input.
        options: How to open them.
        as_json: What to write of each as a line of JSON, or None for plain text.
        as_text: What to write of each as plain text.

    Returns:
        The exit code.
    """
    code = 0
    for source in sources(given):
        try:
            document = opened(source, options)
            if as_json:
                say_json({"document": described(document), **as_json(document)})
            elif text := as_text(document):
                say(text)
            for notice in document.notices:
                complain(notice)
        except CommandError as error:
            complain(str(error))
            if as_json:
                say_json({"source": source, "error": str(error)})
            code = error.code
    return code
