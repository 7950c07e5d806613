"""`reader doctor`: is everything in order that Reader needs?"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from reader import __version__
from reader.cli.streams import say, to_terminal
from reader.config import Folders
from reader.document import Block, Document

LEAST_SIZE = (60, 20)
"""Columns and rows from which on the page is pleasant."""
_SAMPLE = Document("Ann spoke.", (Block("paragraph", 0, 10),))

Check = tuple[bool, str]
"""Whether something is in order, and a sentence about it."""


def examine(_given: argparse.Namespace) -> int:
    """Say of each thing that Reader needs whether it is in order, and what to do where it is not."""
    folders = Folders.of_user()
    code = 0
    for check in (_program, _terminal, _folders, _config, _notes, _engine):
        for good, sentence in check(folders):
            say(f"{'ok     ' if good else 'problem'}  {sentence}")
            code = code if good else 1
    return code


def strangers() -> list[str]:
    """A sentence for each place where another program named `reader` is installed beside this one.

    It has the same import package: whichever is installed later overwrites the other.
    """
    found = [
        info for place in dict.fromkeys(sys.path) for info in Path(place).glob("reader-[0-9]*.dist-info")
    ]
    return [
        f"Another program named reader is installed in {info.parent} and breaks this one: "
        "install Reader (reader-tui) in an environment of its own."
        for info in found
    ]


def _program(_folders: Folders) -> Iterator[Check]:
    yield True, f"Reader {__version__} on Python {sys.version.split()[0]}"
    for stranger in strangers():
        yield False, stranger


def _terminal(_folders: Folders) -> Iterator[Check]:
    encoding = sys.stdout.encoding or ""
    good = encoding.lower().replace("-", "") == "utf8"
    yield (
        good,
        f"Output is in {encoding or 'no encoding'}" + ("" if good else ": set LANG to a UTF-8 locale."),
    )
    if not to_terminal():
        yield True, "Output is no terminal, so none is examined"
        return
    kind = os.environ.get("TERM", "")
    good = kind not in ("", "dumb")
    yield good, f"Terminal type: {kind or 'none'}" + ("" if good else ": set TERM to what your terminal is.")
    columns, rows = shutil.get_terminal_size()
    good = columns >= LEAST_SIZE[0] and rows >= LEAST_SIZE[1]
    wish = "" if good else f": make it {LEAST_SIZE[0]} × {LEAST_SIZE[1]} or larger."
    yield good, f"Terminal size: {columns} × {rows}{wish}"
    full = os.environ.get("COLORTERM", "") in ("truecolor", "24bit")
    yield True, f"Colours: {'all' if full else 'those of the terminal, as COLORTERM is not truecolor'}"


def _folders(folders: Folders) -> Iterator[Check]:
    for field in fields(folders):
        folder: Path = getattr(folders, field.name)
        nearest = next(place for place in (folder, *folder.parents) if place.exists())
        good = nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)
        wish = "" if good else f": make {nearest} a folder that you can write to, or set READER_HOME."
        yield good, f"Folder for {field.name}: {folder}{wish}"


def _config(folders: Folders) -> Iterator[Check]:
    from reader.cli.settings import checked

    _, warnings = checked(folders)
    for warning in warnings:
        yield False, warning
    if not warnings:
        yield True, "Settings: nothing to complain of"


def _notes(folders: Folders) -> Iterator[Check]:
    from reader.library import Library
    from reader.store import StoreError

    try:
        library = Library(folders)
        records, problems = library.survey()
    except StoreError as error:
        records, problems = [], [str(error)]
    for record in records:
        try:
            library.annotations(record.id)
            library.corrections(record.id)
        except StoreError as error:
            problems.append(str(error))
    for problem in dict.fromkeys(problems):
        yield False, problem
    number = sum(record.notes for record in records)
    yield True, f"Readable documents: {len(records)}, with {number} annotations"


def _engine(_folders: Folders) -> Iterator[Check]:
    from reader.analysis import EngineError, analyse

    try:
        analyse(_SAMPLE)
    except EngineError as error:
        yield False, str(error)
    else:
        yield True, "Language model for names and quotes: loaded, its files as they were checked"
