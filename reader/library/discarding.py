"""Discarding: documents leave the library, and come back."""

from __future__ import annotations

from dataclasses import replace

from reader.library.base import Base
from reader.records import Record, record_of
from reader.store import StoreError


class Discarding(Base):
    """The verbs about the trash, in which a removed document is kept for 30 days.

    It comes back with all its notes when it is recovered, or opened again.
    """

    def discard(self, record_id: str) -> None:
        """Remove a document from the library, with its notes.

        Raises:
            StoreError: There is no such document, or it cannot be removed.
        """
        self._store.discard(record_id)

    def recover(self, record_id: str) -> Record:
        """Bring a document back from the trash, with its notes.

        Raises:
            StoreError: It is not there, or it cannot be brought back.
        """
        self._store.recover(record_id)
        return record_of(self._store.read(record_id))

    def discarded(self) -> tuple[list[Record], list[str]]:
        """The documents in the trash, the last discarded first, and a sentence for each that cannot be read.

        Raises:
            StoreError: The trash cannot be read.
        """
        records, problems = [], []
        for kept in self._store.trash.documents():
            try:
                record = record_of(self._store.read_discarded(kept.record_id))
            except StoreError as error:
                problems.append(str(error))
            else:
                time = kept.time.isoformat(timespec="milliseconds").replace("+00:00", "Z")
                records.append(replace(record, discarded=time))
        return records, problems
