"""Documents that the library knows, opened again."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.streams import STDIN, CommandError, complain, explained, opened
from reader.config import Folders
from reader.document import Document
from reader.opening import OpenError
from reader.opening.addresses import is_address

if TYPE_CHECKING:
    from reader.library import Library, Record
    from reader.opening import Options

_ID = re.compile("[0-9a-f]{8,32}")


def readable(source: str, options: Options, folders: Folders) -> Document:
    """The document of a source or of an id; the library is only looked into where there is no such file.

    Raises:
        CommandError: It cannot be opened.
    """
    known = (folders.data / "documents").is_dir() or _ID.fullmatch(source)
    if not known or is_address(source) or _is_there(source):
        return opened(source, options)
    from reader.library import Library
    from reader.store import StoreError

    with explained(StoreError):
        return reopened(Library(folders), source, options)


def reopened(library: Library, source: str, options: Options) -> Document:
    """The document of a source, or of what the library knows by that name; what `reopening` notes is said.

    Raises:
        CommandError: It cannot be opened.
        StoreError: The library cannot be read.
    """
    record = None if _is_there(source) else library.find(source)
    if record is None:
        return opened(source, options)
    from reader import reopening

    try:
        document = reopening.reopened(library, record, _opener(options))
    except OpenError as error:
        cause = error.__cause__
        raise cause if isinstance(cause, CommandError) else CommandError(str(error)) from error
    for notice in document.notices:
        if notice.endswith(reopening.INSTEAD):
            complain(notice)
    return document


def _is_there(source: str) -> bool:
    """Whether a source is to be opened as it is now: standard input, or a file that exists."""
    return source == STDIN or (not is_address(source) and Path(source).exists())


def _opener(options: Options) -> Callable[[str], Document]:
    """What opens a source, and asks for its password where it needs one; it raises OpenError."""

    def opening(source: str) -> Document:
        try:
            return opened(source, options)
        except CommandError as error:
            raise OpenError(str(error)) from error

    return opening


def chosen_records(library: Library, source: str | None, options: Options) -> tuple[list[Record], list[str]]:
    """The record of a document, where the library has it, or all of them without a source.

    Returns:
        The records, and a sentence for each that cannot be read.

    Raises:
        CommandError: The source cannot be opened.
        StoreError: The library cannot be read.
    """
    if source is None:
        return library.survey()
    record = None if _is_there(source) else library.find(source)
    record = record or library.known(opened(source, options))
    return [record] if record else [], []
