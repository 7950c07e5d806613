"""What is meant by the words after `reader`: a file, an address, an id, a title, or the library."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.kept import readable, reopened
from reader.cli.streams import STDIN, CommandError, explained, opened
from reader.config import Folders
from reader.document import Document
from reader.opening.addresses import is_address
from reader.sanitise import line

if TYPE_CHECKING:
    from reader.opening import Options

_FILE_NAME = re.compile(r"[^/\\]*[/\\].*|.*\.[A-Za-z][A-Za-z0-9]{0,9}|~.*")
"""What looks so much like a path that no title is meant."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What is to be shown.

    Attributes:
        document: The document; None for the library.
        source: What it was opened from; empty where it was not named.
        words: What is looked for in the library.
    """

    document: Document | None
    source: str = ""
    words: str = ""


def meant(words: Sequence[str], options: Options, folders: Folders, *, piped: bool, last: bool) -> Meant:
    """What somebody means.

    A file that exists always wins, then an address, then an id, then a title. Several titles that fit are
    a choice in the library. No word means the library, and the sample where there is nothing in it.

    Args:
        words: The words.
        options: How to open a document.
        folders: Where the library lies.
        piped: Whether a document is piped in.
        last: Whether what was read last is meant.

    Raises:
        CommandError: Nothing can be meant, or it cannot be opened.
    """
    source = " ".join(words)
    if last and not words:
        return Meant(_last(folders, options))
    if last:
        raise CommandError(f"--continue opens what was read last: leave out “{source}”.", code=2)
    if not words and piped:
        source = STDIN
    elif not words:
        return Meant(None) if _has_documents(folders) else Meant(_sample(options))
    files = [word for word in words if Path(word).is_file() or is_address(word)]
    if len(words) > 1 and files and not _exists(source):
        raise CommandError(f"one document is opened at a time: `reader {files[0]}`.", code=2)
    if source == STDIN or is_address(source) or _exists(source) or _is_known(source, folders):
        return Meant(readable(source, options, folders), source)
    return _titled(source, options, folders)


def _titled(words: str, options: Options, folders: Folders) -> Meant:
    """The document that has some words in its title, or several to choose from."""
    if _FILE_NAME.fullmatch(words) or not _has_documents(folders):
        return Meant(opened(words, options), words)
    from reader.library import Library
    from reader.store import StoreError
    from reader.titles import Entry, best, nearest

    with explained(StoreError):
        library = Library(folders)
        entries = [Entry(record) for record in library.documents()]
        found = best(entries, words)
        if len(found) == 1:
            return Meant(reopened(library, found[0].record.id, options))
    if found:
        return Meant(None, words=words)
    near = " or ".join(f"“{line(entry.record.title)}”" for entry in nearest(entries, words))
    hint = f"; {near} is near it" if near else ""
    raise CommandError(f"there is no file “{words}”, and nothing in the library is called so{hint}.")


def _exists(source: str) -> bool:
    try:
        return Path(source).exists()
    except (OSError, ValueError):
        return False


def _is_known(source: str, folders: Folders) -> bool:
    """Whether the library knows a source or an id."""
    if not _has_documents(folders):
        return False
    from reader.library import Library
    from reader.store import StoreError

    with explained(StoreError):
        return Library(folders).find(source) is not None


def _has_documents(folders: Folders) -> bool:
    with contextlib.suppress(OSError):
        return next((folders.data / "documents").glob("*.json"), None) is not None
    return False


def _last(folders: Folders, options: Options) -> Document:
    """What was read last and still opens, or the sample."""
    if _has_documents(folders):
        from reader.library import Library
        from reader.store import StoreError

        library = Library(folders)
        with explained(StoreError):
            records = library.documents()
        for record in records:
            with contextlib.suppress(CommandError, StoreError):
                return reopened(library, record.id, options)
    return _sample(options)


def _sample(options: Options) -> Document:
    from reader.opening import OpenError, sample_source

    with explained(OpenError):
        return opened(sample_source(), options)
