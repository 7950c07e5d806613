"""Drafting: notes that are being written outlast the program."""

from __future__ import annotations

from reader.annotation import now
from reader.config import Folders
from reader.library.base import Base
from reader.store.drafts import Draft, Drafts


class Drafting(Base):
    """The verbs about drafts.

    A draft is found by the document that it is about and by a key, which says what it is
    a note to: the annotation's id, or the place of a passage that has none yet.
    """

    def __init__(self, folders: Folders) -> None:
        super().__init__(folders)
        self._drafts = Drafts(folders.data / "drafts")

    def keep_draft(self, record_id: str, key: str, words: str) -> None:
        """Keep the words of a note that is being written.

        Raises:
            StoreError: They cannot be kept; what was kept before is as it was.
        """
        self._store.path(record_id)  # refuses what is no id
        self._drafts.keep(record_id, Draft(key, words, now()))

    def draft(self, record_id: str, key: str) -> str | None:
        """The words of a note that was being written, or None where none was.

        Raises:
            StoreError: They cannot be read.
        """
        self._store.path(record_id)
        found = self._drafts.find(record_id, key)
        return found.words if found else None

    def drop_draft(self, record_id: str, key: str) -> None:
        """Forget a draft: its note is kept, or not wanted. Nothing happens where there is none.

        Raises:
            StoreError: It cannot be removed.
        """
        self._store.path(record_id)
        self._drafts.drop(record_id, key)

    def drafts(self, record_id: str) -> list[Draft]:
        """All drafts of a document, the last kept first.

        Raises:
            StoreError: They cannot be read.
        """
        self._store.path(record_id)
        return self._drafts.of(record_id)
