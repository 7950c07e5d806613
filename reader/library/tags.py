"""Tags: those that are in use in the whole library."""

from __future__ import annotations

import contextlib
from collections import Counter

from reader.config import Folders
from reader.library.base import Base
from reader.records import live
from reader.store import StoreError
from reader.store.catalogue import Catalogue


class Tags(Base):
    """The verb that tells them."""

    def __init__(self, folders: Folders) -> None:
        super().__init__(folders)
        self._tags = Catalogue(folders.data / "index" / "tags.json", ("tags",))

    def tags(self) -> dict[str, int]:
        """How many annotations of all documents have each tag; the most used first.

        A catalogue says it of the documents that have not changed. Those whose files cannot be read are
        left out.
        """
        stamps = self._store.stamps()
        rows = self._tags.rows(stamps)
        for record_id in stamps.keys() - rows.keys():
            with contextlib.suppress(StoreError):
                annotations = live(self._store.read(record_id), "annotations")
                tags = (tag for each in annotations for tag in each.get("tags") or () if isinstance(tag, str))
                rows[record_id] = [dict(Counter(tags))]
        self._tags.keep(rows, stamps)
        total: Counter[str] = Counter()
        for (counts,) in rows.values():
            total.update(counts)
        return dict(total.most_common())
