"""The commands that open articles: to be read, or as plain text."""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from reader.cli.doctor import strangers
from reader.cli.kept import readable, reopened
from reader.cli.streams import (
    STDIN,
    CommandError,
    each_source,
    explained,
    in_browser,
    opened,
    options_of,
    piped_in,
    to_terminal,
)
from reader.config import Config, Folders
from reader.document import Document

if TYPE_CHECKING:
    from reader.opening import Options

LEAST_COLUMNS, LEAST_ROWS = 30, 8
"""The smallest terminal that has room for a page."""


def open_article(given: argparse.Namespace) -> int:
    """Show an article in the terminal."""
    if not in_browser():
        _check_terminal()
    folders = Folders.of_user()
    config, warnings = Config.load(folders.config)
    options = options_of(given)
    source = given.source or (STDIN if piped_in() else None)
    document = readable(source, options, folders) if source else _last(folders, options)
    if source and "://" in source:
        from reader.cli.web import start_at_fragment

        start_at_fragment(document, source, folders)
    if not sys.stdin.isatty() and not in_browser():
        _take_keys_from_the_terminal()
    from reader.tui.app import run

    return run(document, folders, config, [*warnings, *strangers()])


def _check_terminal() -> None:
    """Refuse what is no terminal, or one that is too small for a page."""
    if not to_terminal():
        raise CommandError(
            "there is no terminal to show the article in: `reader text SOURCE` prints it instead."
        )
    columns, rows = shutil.get_terminal_size()
    if columns < LEAST_COLUMNS or rows < LEAST_ROWS:
        raise CommandError(
            f"the terminal has {columns} columns and {rows} rows, but a page needs {LEAST_COLUMNS} and "
            f"{LEAST_ROWS}: make it larger, or print the article with `reader text SOURCE`."
        )


def print_text(given: argparse.Namespace) -> int:
    """Print the text that all offsets count."""
    return each_source(
        given.sources, options_of(given), _structure if given.json else None, lambda document: document.text
    )


def _last(folders: Folders, options: Options) -> Document:
    """What was read last and still opens, or the sample."""
    from reader.opening import OpenError, sample_source

    if (folders.data / "documents").is_dir():
        from reader.library import Library
        from reader.store import StoreError

        library = Library(folders)
        with explained(StoreError):
            records = library.documents()
        for record in records:
            with contextlib.suppress(CommandError, StoreError):
                return reopened(library, record.id, options)
    with explained(OpenError):
        return opened(sample_source(), options)


def _take_keys_from_the_terminal() -> None:
    """Make the terminal standard input, once what was piped in is read."""
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError as error:
        raise CommandError("there is no terminal to take keys from: run Reader in one.") from error
    os.dup2(terminal, 0)
    os.close(terminal)


def _structure(document: Document) -> dict[str, Any]:
    return {
        "text": document.text,
        "blocks": [asdict(block) for block in document.blocks],
        "marks": [asdict(mark) for mark in document.marks],
    }
