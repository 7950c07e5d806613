"""The index: which document has a source, had a text, or is what an address led to. A file each.

Documents point nowhere themselves once they are gone: who follows a pointer sees whether there is one.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from reader import atomic
from reader.store.files import make, read

NAMELESS = "stdin"
"""The source of what was piped in. No document is found by it."""


class Index:
    """The pointers below a folder.

    Args:
        folder: Where they lie.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def candidates(self, source: str, sha256: str, asked: str) -> tuple[str, ...]:
        """The ids of the documents that may be meant, the likeliest first; some may be empty, or of none.

        Args:
            source: The document's source.
            sha256: The hash of its text.
            asked: An address that may have led to it.

        Raises:
            StoreError: A pointer cannot be read.
        """
        return (
            self._pointed("source", _key(source)),
            self._pointed("text", sha256),
            sha256[:32],
            self._pointed("asked", _key(asked)),
        )

    def point(
        self, record_id: str, source: str = "", sha256: str = "", asked: str = "", *, durable: bool = True
    ) -> None:
        """Let a document be found by a source, by a text and by an address that led to it.

        Raises:
            StoreError, OSError: A pointer cannot be read or written.
        """
        self._point("source", _key(source), record_id, durable)
        self._point("text", sha256, record_id, durable)
        self._point("asked", _key(asked if asked != source else ""), record_id, durable)

    def _point(self, kind: str, key: str, record_id: str, durable: bool) -> None:
        if key and key[:32] != record_id and self._pointed(kind, key) != record_id:
            path = self._folder / kind / key
            make(path.parent)
            atomic.write(path, record_id.encode(), durable=durable)

    def _pointed(self, kind: str, key: str) -> str:
        return (read(self._folder / kind / key) or b"").decode("ascii", "replace") if key else ""


def _key(source: str) -> str:
    """What stands for a source in the index; empty for one that names no document."""
    if source in ("", NAMELESS):
        return ""
    return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()
