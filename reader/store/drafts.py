"""Drafts: the words of notes that are being written, for the case that the program ends before they are kept.

Each has a file of its own, replaced as a whole: keeping one takes no lock and reads nothing.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from reader import atomic
from reader.store.files import explained, make, read


@dataclass(frozen=True, slots=True)
class Draft:
    """A note that is being written, or was when the program ended.

    Attributes:
        key: What it is a note to, in the words of whoever keeps it.
        words: The note so far.
        modified: When it was kept: ISO 8601, UTC.
    """

    key: str
    words: str
    modified: str


class Drafts:
    """The drafts below a folder, in a folder for each document.

    Args:
        folder: Where they lie.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, record_id: str, draft: Draft) -> None:
        """Keep a draft in place of an earlier one with its key.

        Raises:
            StoreError: It cannot be written; the earlier one is as it was.
        """
        path = self._path(record_id, draft.key)
        with explained(path, "keep the draft"):
            make(path.parent)
            atomic.write(path, json.dumps(asdict(draft)).encode("ascii"))

    def find(self, record_id: str, key: str) -> Draft | None:
        """The draft with a key, or None where there is none.

        Raises:
            StoreError: It cannot be read.
        """
        return _read(self._path(record_id, key))

    def drop(self, record_id: str, key: str) -> None:
        """Remove a draft; nothing happens where there is none.

        Raises:
            StoreError: It cannot be removed.
        """
        path = self._path(record_id, key)
        with explained(path, "remove the draft"):
            path.unlink(missing_ok=True)

    def of(self, record_id: str) -> list[Draft]:
        """All drafts of a document, the last kept first.

        Raises:
            StoreError: They cannot be read.
        """
        folder = self._folder / record_id
        with explained(folder, "read the drafts"):
            atomic.sweep(folder)
            found = [_read(path) for path in folder.glob("*.json")]
        return sorted((each for each in found if each), key=lambda each: each.modified, reverse=True)

    def _path(self, record_id: str, key: str) -> Path:
        digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
        return self._folder / record_id / f"{digest[:32]}.json"


def _read(path: Path) -> Draft | None:
    """The draft of a file; None where there is none, or what is there is no draft."""
    try:
        fields = json.loads(read(path) or b"null")
        draft = Draft(**fields)
    except (ValueError, TypeError, RecursionError):
        return None
    return draft if all(isinstance(each, str) for each in fields.values()) else None
