"""The trash: documents' files that were removed from the library, for as long as they can be brought back.

A file's name is the document's id and the time at which it was removed, so that one renaming does all.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reader import atomic
from reader.store.files import explained, make

TRASH_DAYS = 30
"""Days for which a removed document can be brought back."""

_NAME = re.compile(r"([0-9a-f]{32})\.(\d{8}T\d{12}Z)\.json")
_TIME = "%Y%m%dT%H%M%S%fZ"


@dataclass(frozen=True, slots=True, order=True)
class Discarded:
    """A file in the trash.

    Attributes:
        time: When it was removed; in UTC.
        record_id: The document's id.
        path: Where it lies.
    """

    time: datetime
    record_id: str
    path: Path


class Trash:
    """The removed files below a folder.

    Args:
        folder: Where they lie.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def paths(self) -> Iterator[Path]:
        """All files in the trash, whoever put them there."""
        return self._folder.glob("*.json")

    def files(self) -> list[Discarded]:
        """The files that were removed from the library, the last removed first.

        Raises:
            StoreError: The trash cannot be read.
        """
        with explained(self._folder, "look through the removed documents"):
            try:
                names = [_NAME.fullmatch(entry.name) for entry in os.scandir(self._folder)]
            except FileNotFoundError:
                return []
        found = [
            Discarded(_time(name[2]), name[1], self._folder / name[0])
            for name in names
            if name and _is_time(name[2])
        ]
        return sorted(found, reverse=True)

    def documents(self) -> list[Discarded]:
        """The files as `files` has them, of each document the one that was removed last.

        Raises:
            StoreError: The trash cannot be read.
        """
        newest = {each.record_id: each for each in reversed(self.files())}
        return sorted(newest.values(), reverse=True)

    def newest(self, record_id: str) -> Discarded | None:
        """The file of a document that was removed last, if any.

        Raises:
            StoreError: The trash cannot be read.
        """
        return next((each for each in self.files() if each.record_id == record_id), None)

    def expired(self) -> list[Discarded]:
        """The files that have been there for longer than `TRASH_DAYS`.

        Raises:
            StoreError: The trash cannot be read.
        """
        oldest = datetime.now(UTC) - timedelta(days=TRASH_DAYS)
        return [each for each in self.files() if each.time < oldest]

    def take(self, record_id: str, path: Path) -> None:
        """Move a document's file into the trash; the caller holds its lock.

        Raises:
            OSError: It cannot be moved, and is where it was.
        """
        make(self._folder)
        time = datetime.now(UTC)
        while (kept := self._folder / f"{record_id}.{time.strftime(_TIME)}.json").exists():
            time += timedelta(microseconds=1)
        atomic.move(path, kept)


def _time(written: str) -> datetime:
    return datetime.strptime(written, _TIME).replace(tzinfo=UTC)


def _is_time(written: str) -> bool:
    try:
        _time(written)
    except ValueError:
        return False
    return True
