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


class Lately:
    """Holds the last documents, as long as their files are as they were; for several threads."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, tuple[Document, Stamp]] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, document: Document) -> None:
        """Hold a document that is opened now; the one that was opened longest ago is let go of."""
        if document.source and document.source != STDIN:
            with self._lock:
                self._held[document.source] = document, _stamp(document.source)
                self._held.move_to_end(document.source)
                if len(self._held) > MOST:
                    self._held.popitem(last=False)

    def get(self, source: str) -> Document | None:
        """The document with a source, if it is held and its file has not changed."""
        with self._lock:
            document, stamp = self._held.get(source, (None, None))
        return document if document and stamp == _stamp(source) else None


def _stamp(source: str) -> Stamp:
    """What is different as soon as a file has changed; None for what is no file."""
    try:
        found = Path(source).stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
