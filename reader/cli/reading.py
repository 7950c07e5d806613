"""The commands that open articles: to be read, or as plain text."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from dataclasses import asdict
from typing import Any

from reader.cli.doctor import strangers
from reader.cli.meaning import meant
from reader.cli.streams import (
    CommandError,
    each_source,
    in_browser,
    options_of,
    piped_in,
    to_terminal,
)
from reader.config import Config, Folders
from reader.document import Document

LEAST_COLUMNS, LEAST_ROWS = 30, 8
"""The smallest terminal that has room for a page."""


def open_article(given: argparse.Namespace) -> int:
    """Show an article in the terminal."""
    if not in_browser():
        _check_terminal()
    folders = Folders.of_user()
    config, warnings = Config.load(folders.config)
    options = options_of(given)
    words = given.words if "words" in given else [given.source] if given.source else []
    found = meant(words, options, folders, piped=piped_in(), last="last" in given and given.last)
    if found.document and "://" in found.source:
        from reader.cli.web import start_at_fragment

        start_at_fragment(found.document, found.source, folders)
    if not sys.stdin.isatty() and not in_browser():
        _take_keys_from_the_terminal()
    from reader.tui.app import run

    return run(found.document, folders, config, [*strangers(), *warnings], found.words)


def _check_terminal() -> None:
    """Refuse what is no terminal, or one that is too small for a page."""
    if not to_terminal():
        raise CommandError(
            "there is no terminal to show the article in: `reader text SOURCE` prints it instead."
        )
    if os.environ.get("TERM") == "dumb":
        raise CommandError(
            "a terminal of the type “dumb” shows no pages: set TERM to what yours is, or print the article "
            "with `reader text SOURCE`."
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
