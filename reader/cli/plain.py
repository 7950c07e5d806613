"""The command that reads an article out in plain lines, for screen readers."""

from __future__ import annotations

import argparse

from reader.annotation import Annotation
from reader.cli.findings import shown
from reader.cli.kept import readable
from reader.cli.streams import STDIN, explained, options_of, say
from reader.config import Folders
from reader.document import Document


def read_article(given: argparse.Namespace) -> int:
    """Print an article line by line with what its reader made of it, or show it as `open` does."""
    if not given.plain:
        from reader.cli.reading import open_article

        return open_article(given)
    from reader.exchange.linear import linear

    folders = Folders.of_user()
    document = readable(given.source or STDIN, options_of(given), folders)
    given.raw, given.sources = False, [document.source]
    quotations = shown(given, document).quotations if given.quotes else ()
    for line in linear(document, _annotations(document, folders), quotations):
        say(line)
    return 0


def _annotations(document: Document, folders: Folders) -> list[Annotation]:
    """What its reader made of a document; it is not entered into the library for that."""
    if not (folders.data / "documents").is_dir():
        return []
    from reader.library import Library
    from reader.store import StoreError

    library = Library(folders)
    with explained(StoreError):
        record = library.known(document)
        return library.annotations(record.id) if record else []
