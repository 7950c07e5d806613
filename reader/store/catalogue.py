"""The catalogue: what a list of documents shows of each, so that it need not read all of their files.

It only repeats what the documents' files say. A row counts as long as its
document's file is the one that it was made from; whatever is missing, damaged
or of another version is made again.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reader import atomic
from reader.store.files import Stamp, make

STALE_ROWS = 20
"""How many rows may be wrong before the catalogue is written again; reading so few files takes less time."""
TICK = 2_000_000_000
"""Nanoseconds that a file has to be old for its row to be kept: one changed twice within one tick of its
disk's clock (two seconds, where that is coarsest) could look as if it had not been."""


class Catalogue:
    """A file with a row for each document.

    Args:
        path: The file.
        columns: What each row holds, after the document's stamp: a catalogue with others is none.
    """

    def __init__(self, path: Path, columns: tuple[str, ...]) -> None:
        self._path = path
        self._columns = list(columns)
        self._wrong = 0
        self._right = 0

    def rows(self, stamps: Mapping[str, Stamp]) -> dict[str, list[Any]]:
        """The rows of those documents whose files are as they were, by their ids.

        Args:
            stamps: Each document's file as it is.
        """
        try:
            data = json.loads(self._path.read_bytes())
            kept = data["rows"] if data["columns"] == self._columns else {}
            size = len(self._columns)
            found = {
                record_id: row
                for record_id, (*stamp, row) in kept.items()
                if stamps.get(record_id) == (*stamp,) and len(row) == size
            }
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            kept, found = {}, {}
        self._right, self._wrong = len(found), len(kept) - len(found)
        return found

    def keep(self, rows: Mapping[str, list[Any]], stamps: Mapping[str, Stamp]) -> None:
        """Write the catalogue again, if much of what `rows` read was wrong, or not there.

        Nothing is said where it cannot be written: then all is read again another time.

        Args:
            rows: The row of each document that could be read.
            stamps: Each document's file, as it was before that was read.
        """
        if self._wrong + len(rows) - self._right < STALE_ROWS:
            return
        latest = time.time_ns() - TICK
        settled = {each: (*stamps[each], row) for each, row in rows.items() if stamps[each][0] < latest}
        data = json.dumps({"columns": self._columns, "rows": settled}, separators=(",", ":"))
        with contextlib.suppress(OSError):
            make(self._path.parent)
            atomic.write(self._path, data.encode("ascii"), durable=False)
