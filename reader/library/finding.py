"""Finding what the library has: its documents, their texts and structures."""

from __future__ import annotations

import os
import re
from pathlib import Path

from reader.config import Folders
from reader.document import Document
from reader.library.identifying import Identifying
from reader.opening import OpenError
from reader.opening.addresses import is_address, normal
from reader.records import COLUMNS, Record, record_of, visit_of
from reader.store import StoreError, structure
from reader.store.catalogue import Catalogue

_ID_START = re.compile("[0-9a-f]{8,32}")


class Finding(Identifying):
    """The verbs that look for documents and change nothing."""

    def __init__(self, folders: Folders) -> None:
        super().__init__(folders)
        self._catalogue = Catalogue(folders.data / "index" / "catalogue.json", COLUMNS)

    def documents(self) -> list[Record]:
        """All documents whose files can be read, the last opened first."""
        return self.survey()[0]

    def survey(self) -> tuple[list[Record], list[str]]:
        """All documents, the last opened first, and a sentence for each whose file cannot be read.

        What has been in the trash for too long is removed for good by the way.
        """
        self._store.purge()
        stamps = self._store.stamps()
        rows = self._catalogue.rows(stamps)
        problems = []
        for record_id in sorted(stamps.keys() - rows.keys()):
            try:
                record = record_of(self._store.read(record_id))
            except StoreError as error:
                if os.path.lexists(self._store.path(record_id)):  # else it was removed just now
                    problems.append(str(error))
            else:
                rows[record_id] = [getattr(record, name) for name in COLUMNS]
        self._catalogue.keep(rows, stamps)
        records = [Record(*row) for row in rows.values()]
        return sorted(records, key=lambda record: (record.opened, record.created), reverse=True), problems

    def find(self, source_or_id: str) -> Record | None:
        """The document with a source (a path may be relative), with an id, or with an id that begins so.

        An address finds what it led to when it was opened, too.

        Raises:
            StoreError: Its file cannot be read.
        """
        if is_address(source_or_id):
            try:
                address = normal(source_or_id)
            except OpenError:
                return None
            found = self._store.find(address, asked=address)
        else:
            found = self._store.find(source_or_id) or self._store.find(str(Path(source_or_id).resolve()))
        if not found and self._store.holds(source_or_id):
            found = source_or_id
        if not found and _ID_START.fullmatch(source_or_id):
            candidates = [each for each in self._store.ids() if each.startswith(source_or_id)]
            found = candidates[0] if len(candidates) == 1 else None
        return record_of(self._store.read(found)) if found else None

    def known(self, document: Document) -> Record | None:
        """A document's record, as `Identifying` says; None where it was never entered.

        Raises:
            StoreError: Its file cannot be read.
        """
        found = self._identified(document)
        return record_of(self._store.read(found)) if found else None

    def stamp(self, record_id: str) -> object:
        """What is different as soon as any program has changed something about a document.

        It costs next to nothing, and can be compared with what it was.

        Raises:
            StoreError: The disk cannot be asked.
        """
        return self._store.stamp(record_id)

    def text(self, record: Record) -> str | None:
        """A document's text as it was last opened, or None where it is not kept.

        Raises:
            StoreError: The kept text cannot be read.
        """
        return self._store.texts.text(record.sha256)

    def document(self, record_id: str) -> Document | None:
        """A document as it was last opened, without its source; None where its text is not kept.

        Where its structure cannot be had, it has paragraphs only, and a notice says so.

        Raises:
            StoreError: Its file or its text cannot be read.
        """
        shelf = self._store.read(record_id)
        record = record_of(shelf)
        text = self._store.texts.text(record.sha256)
        if text is None:
            return None
        document = Document(
            text,
            (),
            title=record.title,
            author=record.author,
            date=record.date,
            site=record.site,
            source=record.source,
            visit=visit_of(shelf),
        )
        path = self._store.texts.structure_path(record.sha256)
        return structure.restored(document, self._store.texts.structure(record.sha256), path)
