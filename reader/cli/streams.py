"""What the commands read and write: sources, standard input, output for people and for programs."""

from __future__ import annotations

import contextlib
import io
import json
import os
import stat
import sys
from collections.abc import Callable, Iterator
from typing import Any

from reader.document import Document
from reader.sanitise import clean

STDIN = "-"
"""The source that is standard input."""


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
    """Let standard output take every character: in UTF-8 where it is no terminal."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def to_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def say(text: str, end: str = "\n") -> None:
    """Write to standard output. Nothing that a terminal would obey reaches one."""
    sys.stdout.write((clean(text) if to_terminal() else text) + end)


def say_json(value: dict[str, Any]) -> None:
    """Write an object as one line of JSON."""
    say(json.dumps(value, ensure_ascii=False))
    sys.stdout.flush()


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


def opened(source: str, form: str | None = None) -> Document:
    """The document of a source.

    Args:
        source: A path, an address or `STDIN`.
        form: Its format, where that is not to be guessed.

    Raises:
        CommandError: It cannot be opened.
    """
    from reader.opening import OpenError, Options, open_source

    options = Options(format=form)
    if "://" in source:
        from reader.opening.addresses import is_address

        if is_address(source):
            from reader.cli.web import opened_page

            return opened_page(source, options)
    with explained(OpenError):
        return open_source(source, options=options)


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
    form: str | None,
    as_json: Callable[[Document], dict[str, Any]] | None,
    as_text: Callable[[Document], str],
) -> int:
    """Do the same with each source, in order; one that fails does not stop the others.

    Args:
        given: The sources; none for standard input.
        form: Their format, where that is not to be guessed.
        as_json: What to write of each as a line of JSON, or None for plain text.
        as_text: What to write of each as plain text.

    Returns:
        The exit code.
    """
    code = 0
    for source in sources(given):
        try:
            document = opened(source, form)
            if as_json:
                say_json({"document": described(document), **as_json(document)})
            elif text := as_text(document):
                say(text)
        except CommandError as error:
            complain(str(error))
            if as_json:
                say_json({"source": source, "error": str(error)})
            code = error.code
    return code
