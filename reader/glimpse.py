"""A glimpse at what the library holds of a document, before the library is there.

The store opens files with locks, checks and TinyDB, which takes longer than the first page may. Where
a document was left is all that its first page needs; a wrong or a missing answer costs nothing but that
the page begins elsewhere until the library has spoken.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path

from reader.document import Document

LARGEST = 4_000_000
"""Bytes of a document's file that are looked into: more would take longer than it saves."""


def left_at(data: Path, document: Document) -> int:
    """The offset at which a document was left, if its text is still the same; else 0.

    Args:
        data: `Folders.data`, as the store keeps it.
        document: What is opened.
    """
    index = data / "index"
    source = hashlib.sha256(document.source.encode("utf-8", "surrogatepass")).hexdigest()
    for pointer in (index / "text" / document.sha256, index / "source" / source, None):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            record_id = pointer.read_text("utf-8").strip() if pointer else document.sha256[:32]
            path = data / "documents" / f"{record_id}.json"
            if path.stat().st_size > LARGEST:
                continue
            (record,) = json.loads(path.read_bytes())["document"].values()
            position = record["position"]
            if record["sha256"] == document.sha256 and type(position) is int:
                return position if 0 <= position < len(document.text) else 0
    return 0
