"""Lately: the documents that were on the screen a moment ago, so that going back costs nothing."""

from __future__ import annotations

import threading
from collections import OrderedDict
from pathlib import Path

from reader.document import Document
from reader.opening import STDIN

MOST = 3
"""Documents that are held: the one that is read, the one before, and one more."""

Stamp = tuple[int, int, int] | None
"""What is different as soon as a file has changed; None for what is no file."""


class Lately:
    """Holds the last documents, as long as their files are as they were; for several threads."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, tuple[Document, Stamp]] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, document: Document) -> None:
        """Hold a document that is opened now; the one that was opened longest ago is let go of."""
        if document.source and document.source != STDIN:
            with self._lock:
                self._held[document.source] = document, stamp(document.source)
                self._held.move_to_end(document.source)
                if len(self._held) > MOST:
                    self._held.popitem(last=False)

    def get(self, source: str) -> Document | None:
        """The document with a source, if it is held and its file has not changed."""
        with self._lock:
            document, held = self._held.get(source, (None, None))
        return document if document and held == stamp(source) else None

    def stamp(self, source: str) -> Stamp:
        """The stamp of a file as it was when the document that is held was read; else as it is now."""
        with self._lock:
            document, held = self._held.get(source, (None, None))
        return held if document else stamp(source)


def stamp(source: str) -> Stamp:
    """The stamp of the file that a source is now; None where it is none, or is not there."""
    try:
        found = Path(source).stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
