"""What all verbs of the library share: the store, and a document's file to be changed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from reader.config import Folders
from reader.store import LIBRARY, Store, StoreError
from reader.store.shelf import Shelf


class Base:
    """The store of a user's documents, as the verbs use it."""

    def __init__(self, folders: Folders) -> None:
        self._store = Store(folders.data)

    @contextlib.contextmanager
    def _change(self, record_id: str) -> Iterator[Shelf]:
        with self._store.change(record_id) as shelf:
            if record_id == LIBRARY and shelf.document is None:
                shelf.set_document({"id": LIBRARY})
            if shelf.document is None:
                raise StoreError(f"The library has no document {record_id}: open its article first.")
            yield shelf
