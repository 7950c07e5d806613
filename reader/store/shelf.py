"""What is kept in one file: records in tables, through TinyDB, read once and written whole.

A file has the record of what it is about, and what the reader added to it. Its
fields and tables that this version does not know stay as they are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Set
from pathlib import Path
from typing import Any, Literal, get_args

from tinydb import Storage, TinyDB

from reader.store.files import StoreError, read

SCHEMA = 1
"""The version of the files' format. A program changes no file of a version above its own."""

Table = Literal["annotations", "corrections", "steps"]
"""What a reader adds, and the steps in which that was done. A file from before there was a table of these
simply has none."""


class Shelf:
    """What is kept of one document: its record, and what its reader added.

    What was added is found by its own `id`, never by TinyDB's number.

    Attributes:
        added_to: Whether something has been added or changed that a reader made.
    """

    def __init__(self, storage: Storage) -> None:
        self._db = TinyDB(storage=lambda: storage)
        self.added_to = False

    @property
    def document(self) -> dict[str, Any] | None:
        """The document's record, or None where the document is new."""
        records = self._db.table("document").all()
        return dict(records[0]) if records else None

    def set_document(self, fields: Mapping[str, Any]) -> None:
        """Change fields of the document's record, or make it."""
        self._db.table("document").upsert({"schema": SCHEMA, **fields}, lambda _: True)

    def records(self, table: Table) -> list[dict[str, Any]]:
        """All that a table holds, deleted records too, in the order in which they were added."""
        return [dict(record) for record in self._db.table(table).all()]

    def record(self, table: Table, record_id: str) -> dict[str, Any] | None:
        """One record, or None where the table has none with this id."""
        found = self._db.table(table).get(lambda record: record["id"] == record_id)
        return dict(found) if isinstance(found, Mapping) else None

    def add(self, table: Table, fields: Mapping[str, Any]) -> None:
        """Add a record."""
        self.added_to = True
        self._db.table(table).insert(fields)

    def update(self, table: Table, changes: Mapping[str, Mapping[str, Any]]) -> None:
        """Change fields of records, by id."""
        self.added_to = True

        def change(record: Mapping[str, Any]) -> None:
            assert isinstance(record, dict)
            record.update(changes[record["id"]])

        self._db.table(table).update(change, lambda record: record["id"] in changes)

    def remove(self, table: Table, ids: Set[str]) -> None:
        """Remove records, by id, without a trace. What a reader made is marked as deleted instead."""
        if ids:
            self._db.table(table).remove(lambda record: record["id"] in ids)


class ShelfFile(Storage):
    """A file as TinyDB's storage: read once, changed in memory, written by `Store.change`.

    Attributes:
        original: The file as it was read, or None where there was none.
        schema: The version of the format that it was written in.
        changed: Whether TinyDB has written to it.
    """

    def __init__(self, path: Path, backups: Path) -> None:
        self.original = read(path)
        self.schema = SCHEMA
        self.changed = False
        self._tables: dict[str, dict[str, Any]] | None = None
        if self.original is None:
            return
        try:
            self._tables = json.loads(self.original)
            self.schema = _schema(self._tables)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            newest = max(backups.glob("*.json"), default=None)
            remedy = f"copy its newest backup over it, {newest}" if newest else "there is no backup of it"
            raise StoreError(f"{path} is damaged; Reader leaves it as it is: {remedy}.") from error

    def read(self) -> dict[str, dict[str, Any]] | None:
        """The tables, for TinyDB."""
        return self._tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Take TinyDB's changed tables."""
        self._tables = data
        self.changed = True

    def encoded(self) -> bytes:
        """The file's new content."""
        text = json.dumps(self._tables, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        # A lone surrogate has no UTF-8; as a backslash escape it is what JSON has for it.
        return text.encode("utf-8", "backslashreplace")


def _schema(tables: Any) -> int:
    """The version of a file's format.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: The file has not the form of one of ours.
    """
    (record,) = tables["document"].values()
    schema = record["schema"]
    if not isinstance(schema, int) or schema < 1:
        raise ValueError("its version is no number")
    ours = (tables["document"], *(tables.get(table, {}) for table in get_args(Table)))
    for number, kept in (each for table in ours for each in table.items()):
        int(number)
        if not isinstance(kept.get("id"), str):
            raise ValueError(f"record {number} has no id")
    return schema
