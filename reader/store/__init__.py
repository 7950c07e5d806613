"""Where notes are kept: one TinyDB file a document, and the texts they were made on.

    documents/<id>.json         a document's record, its annotations, corrections and steps
    library.json                the corrections that hold in the whole library
    trash/<id>.<time>.json      the file of a document that was removed then
    texts/<sha256>.gz           each text that was ever annotated or opened
    texts/<sha256>.json.gz      the structure of the document with this text
    drafts/<id>/<hash>.json     a note to a document that is being written
    index/source/<sha256>       the id of the document with this source
    index/text/<sha256>         the id of the document that had this text
    index/asked/<sha256>        the id of the document to which this address led
    index/catalogue.json        what lists of documents show of each
    backups/<id>/<time>.json    the file as it was before a change
    locks/<id>.lock             held while a file is read, changed and written

A file is only ever replaced as a whole, and only by a program that read it
under the lock. The index can be made again from the documents. The library's
own file is like a document's; its id is `LIBRARY`.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from reader import atomic
from reader.store.files import NOWHERE, Stamp, explained, make, stamp_of
from reader.store.files import StoreError as StoreError  # what the store's methods raise
from reader.store.index import NAMELESS as NAMELESS  # the source that is none
from reader.store.index import Index
from reader.store.shelf import SCHEMA, Shelf, ShelfFile
from reader.store.texts import Texts
from reader.store.trash import Trash

LIBRARY = "library"
"""What stands in place of a document's id for the file about the whole library."""
BACKUPS = 5
"""How many backups of a document's file are kept."""
BACKUP_INTERVAL = timedelta(minutes=5)
"""The least time between two backups."""
LOCK_WAIT = 10.0
"""Seconds to wait for another program that is writing."""

_ID = re.compile(r"[0-9a-f]{32}")
_TIME = "%Y%m%dT%H%M%SZ"


class Store:
    """The files below one folder. Safe for several programs and threads at once.

    Args:
        folder: Where all of it lies. It is made when something is first kept.
        wait: Seconds to wait for another program that is writing.
    """

    def __init__(self, folder: Path, wait: float = LOCK_WAIT) -> None:
        self._folder = folder
        self._wait = wait
        self._index = Index(folder / "index")
        self.texts = Texts(folder / "texts")
        self.trash = Trash(folder / "trash")
        self._swept = False

    def ids(self) -> list[str]:
        """The ids of all documents, sorted."""
        return sorted(self.stamps(asked=False))

    def stamps(self, *, asked: bool = True) -> dict[str, Stamp]:
        """The stamps of all documents' files, by the documents' ids.

        Args:
            asked: Whether the disk is asked for them; else they are all `NOWHERE`.

        Raises:
            StoreError: The folder cannot be read.
        """
        found = {}
        with explained(self._folder, "look through the notes"):
            try:
                entries = os.scandir(self._folder / "documents")
            except FileNotFoundError:
                return {}
            for entry in entries:
                stem = entry.name.removesuffix(".json")
                if stem != entry.name and _ID.fullmatch(stem):
                    found[stem] = stamp_of(entry) if asked else NOWHERE
        return found

    def path(self, record_id: str) -> Path:
        """The file of a document, or of the whole library."""
        if record_id == LIBRARY:
            return self._folder / "library.json"
        if not _ID.fullmatch(record_id):
            raise StoreError(f"{record_id!r} is no document's id: `reader list` shows the ids.")
        return self._folder / "documents" / f"{record_id}.json"

    def holds(self, record_id: str) -> bool:
        """Whether there is a document with this id."""
        return bool(_ID.fullmatch(record_id)) and self.path(record_id).exists()

    def stamp(self, record_id: str) -> tuple[Stamp, ...]:
        """What is different as soon as a program has changed the file of a document, or of the whole library.

        Raises:
            StoreError: The disk cannot be asked.
        """
        with explained(self.path(record_id), "read the notes"):
            return tuple(stamp_of(self.path(each)) for each in (record_id, LIBRARY))

    def read(self, record_id: str) -> Shelf:
        """What is kept of a document; changes to it are not kept.

        Raises:
            StoreError: The file is damaged or cannot be read.
        """
        return Shelf(ShelfFile(self.path(record_id), self._backups(record_id)))

    @contextlib.contextmanager
    def change(self, record_id: str) -> Iterator[Shelf]:
        """What is kept of a document, to be changed: kept durably when the `with` ends without error.

        Raises:
            StoreError: The file is damaged, from a newer version, locked for too
                long, or cannot be written. It is then as it was before.
        """
        path = self.path(record_id)
        with self._locked(record_id):
            self._sweep()
            file = ShelfFile(path, self._backups(record_id))
            if file.schema > SCHEMA:
                raise StoreError(
                    f"{path} was written by a newer Reader and can only be read: update Reader to change it."
                )
            shelf = Shelf(file)
            yield shelf
            if file.changed:
                with explained(path, "keep the notes"):
                    if shelf.added_to:  # a moved place in the text is not worth pushing out a backup
                        self._back_up(record_id, file.original)
                    atomic.write(Path(os.path.realpath(path)), file.encoded())

    def find(
        self, source: str = "", sha256: str = "", asked: str = "", *, discarded: bool = False
    ) -> str | None:
        """The id of the document with a source, else of the one that has or had a text.

        Args:
            source: A source.
            sha256: The hash of a text.
            asked: An address that may have led to the document, if neither finds it.
            discarded: Whether to look among the discarded documents, and not among the others.

        Raises:
            StoreError: The index cannot be read or made again.
        """
        with explained(self._folder, "look through the notes"):
            self._complete_index()
            candidates = self._index.candidates(source, sha256, asked)
            there = self.trash.newest if discarded else self.holds
            return next((each for each in candidates if _ID.fullmatch(each) and there(each)), None)

    def point(self, record_id: str, source: str = "", sha256: str = "", asked: str = "") -> None:
        """Let `find` find a document by a source, by a text and by an address that led to it.

        Raises:
            StoreError: The index cannot be written.
        """
        with explained(self._folder, "keep the notes"):
            self._index.point(record_id, source, sha256, asked)

    def discard(self, record_id: str) -> None:
        """Put a document's file into the trash: at every moment it lies in one of both places.

        Raises:
            StoreError: There is no such document, or it cannot be moved.
        """
        path = self.path(record_id)
        with self._locked(record_id), explained(path, "remove the document"):
            if not path.exists():
                raise StoreError(f"The library has no document {record_id}.")
            self.trash.take(record_id, path)

    def recover(self, record_id: str) -> None:
        """Bring a document's file back from the trash; nothing happens where that was done already.

        Raises:
            StoreError: It is not there, it cannot be moved, or there is another document with this id by now.
        """
        path = self.path(record_id)
        with self._locked(record_id), explained(path, "bring back the document"):
            kept = self.trash.newest(record_id)
            if kept and path.exists():
                raise StoreError(
                    f"{path} is in the library again; what was removed stays as it is in {kept.path}."
                )
            if kept:
                atomic.move(kept.path, path)
            elif not path.exists():
                raise StoreError(f"The library has no document {record_id}, and none that was removed.")

    def read_discarded(self, record_id: str) -> Shelf:
        """What is kept of a discarded document; changes to it are not kept.

        Raises:
            StoreError: It is not there, or it cannot be read.
        """
        kept = self.trash.newest(record_id)
        if not kept:
            raise StoreError(f"No document {record_id} was removed from the library.")
        return Shelf(ShelfFile(kept.path, self._backups(record_id)))

    def purge(self) -> None:
        """Remove for good what has been in the trash for longer than `TRASH_DAYS`.

        Nothing is said where that fails: it is tried again another time.
        """
        with contextlib.suppress(OSError, StoreError):
            for kept in self.trash.expired():
                try:
                    texts = (Shelf(ShelfFile(kept.path, kept.path)).document or {}).get("texts", [])
                except StoreError:  # damaged: then its texts stay
                    texts = []
                kept.path.unlink()
                if not self.holds(kept.record_id) and not self.trash.newest(kept.record_id):
                    shutil.rmtree(self._backups(kept.record_id), ignore_errors=True)
                    shutil.rmtree(self._folder / "drafts" / kept.record_id, ignore_errors=True)
                    files = (*(self._folder / "documents").glob("*.json"), *self.trash.paths())
                    self.texts.forget(texts, files)

    def _complete_index(self) -> None:
        """Make the index again where it is missing or was not made to its end."""
        complete = self._folder / "index" / "complete"
        if complete.exists():
            return
        discarded = [each.record_id for each in self.trash.files()]
        shelves = [
            *((record_id, self.read_discarded) for record_id in discarded),
            *((record_id, self.read) for record_id in self.ids()),
        ]
        if not shelves:
            return
        damaged = False
        for record_id, reading in shelves:
            try:
                record = reading(record_id).document or {}
            except StoreError:
                damaged = True
                continue
            asked = (record.get("visit") or {}).get("asked", "")
            self._index.point(record_id, record.get("source", ""), asked=asked, durable=False)
            for sha256 in record.get("texts", []):
                self._index.point(record_id, sha256=sha256, durable=False)
        if not damaged:
            os.sync()  # once for all of them, before they are said to be complete
            make(complete.parent)
            atomic.write(complete, b"")

    @contextlib.contextmanager
    def _locked(self, record_id: str) -> Iterator[None]:
        path = self._folder / "locks" / f"{record_id}.lock"
        lock = FileLock(path, timeout=self._wait, mode=0o600, poll_interval=0.01)
        with explained(path, "keep the notes"):
            make(path.parent)
            make(self._folder / "documents")
            try:
                lock.acquire()
            except Timeout as error:
                raise StoreError(
                    f"Another program has kept {self.path(record_id)} locked for {self._wait:g} seconds: "
                    "close the other Reader and try again."
                ) from error
        try:
            yield
        finally:
            lock.release()

    def _backups(self, record_id: str) -> Path:
        return self._folder / "backups" / record_id

    def _back_up(self, record_id: str, data: bytes | None) -> None:
        """Keep the file as it was, unless that was done a moment ago."""
        folder = self._backups(record_id)
        kept = sorted(folder.glob("*.json"))
        time = datetime.now(UTC)
        if data is None or (kept and kept[-1].stem > (time - BACKUP_INTERVAL).strftime(_TIME)):
            return
        make(folder)
        atomic.sweep(folder)
        newest = folder / f"{time.strftime(_TIME)}.json"
        atomic.write(newest, data)
        for old in [*kept, newest][:-BACKUPS]:
            old.unlink(missing_ok=True)

    def _sweep(self) -> None:
        if not self._swept:
            with explained(self._folder, "clear away what a killed program left"):
                atomic.sweep(self._folder)
                atomic.sweep(self._folder / "documents")
                atomic.sweep(self._folder / "texts")
            self._swept = True
