"""Documents that the library knows, opened again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.streams import STDIN, CommandError, complain, explained, opened
from reader.config import Folders
from reader.document import Block, Document

if TYPE_CHECKING:
    from reader.library import Library, Record

_ID = re.compile("[0-9a-f]{8,32}")


def readable(source: str, form: str | None, folders: Folders) -> Document:
    """The document of a source or of an id; the library is only looked into where there is no such file.

    Raises:
        CommandError: It cannot be opened.
    """
    known = (folders.data / "documents").is_dir() or _ID.fullmatch(source)
    if source == STDIN or not known or Path(source).exists():
        return opened(source, form)
    from reader.library import Library
    from reader.store import StoreError

    with explained(StoreError):
        return reopened(Library(folders), source, form)


def reopened(library: Library, source: str, form: str | None) -> Document:
    """The document of a source, or of what the library knows by that name.

    Where its source is gone, it is made from the text that was kept, and that is said.

    Raises:
        CommandError: It cannot be opened.
        StoreError: The library cannot be read.
    """
    record = None if source == STDIN else library.find(source)
    if record is None:
        return opened(source, form)
    from reader.store import NAMELESS

    try:
        if record.source == NAMELESS:
            raise CommandError(f"“{record.title}” was piped in.")
        return opened(record.source, form)
    except CommandError as error:
        document = _from_kept_text(library, record)
        if document is None:
            raise
        complain(f"{error} Its text as it was read last is used instead, without its headings.")
        return document


def chosen_records(library: Library, source: str | None, form: str | None) -> tuple[list[Record], list[str]]:
    """The record of a document, where the library has it, or all of them without a source.

    Returns:
        The records, and a sentence for each that cannot be read.

    Raises:
        CommandError: The source cannot be opened.
        StoreError: The library cannot be read.
    """
    if source is None:
        return library.survey()
    record = None if source == STDIN else library.find(source)
    record = record or library.known(opened(source, form))
    return [record] if record else [], []


def _from_kept_text(library: Library, record: Record) -> Document | None:
    text = library.text(record)
    if text is None:
        return None
    paragraphs = [Block("paragraph", *found.span()) for found in re.finditer(r"\S(?:.|\n(?!\n))*", text)]
    return Document(
        text,
        tuple(paragraphs),
        title=record.title,
        author=record.author,
        date=record.date,
        site=record.site,
        source=record.source,
    )
