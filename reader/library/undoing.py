"""What changes the store in such a way that it can be undone, and undoing it.

A step is kept in the same file as what it changed, in the same write: no kill parts them.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from reader.annotation import new_id, now
from reader.config import Folders
from reader.history import Alteration, Altered, Step, altered, last_done, last_undone, number_of, surplus
from reader.library.base import Base
from reader.store import LIBRARY, StoreError
from reader.store.shelf import Shelf

Fields = dict[str, Any]


class Undoing(Base):
    """Undo, redo, and the changes that they are about.

    A library undoes what it did itself, and what was done before it was opened; never
    what another program does meanwhile.
    """

    def __init__(self, folders: Folders) -> None:
        super().__init__(folders)
        self._opened = self._number = time.time_ns() // 1000
        self._own: set[str] = set()

    def undo(self, record_id: str) -> str | None:
        """Take back the last change of a document's annotations and corrections.

        What another program has changed since stays as it is.

        Returns:
            A sentence that says what was done, or None where there is nothing to take back.

        Raises:
            StoreError: It cannot be kept.
        """
        return self._turn(record_id, undoing=True)

    def redo(self, record_id: str) -> str | None:
        """Do again what `undo` took back last; as `undo`."""
        return self._turn(record_id, undoing=False)

    def _turn(self, record_id: str, *, undoing: bool) -> str | None:
        chosen = last_done if undoing else last_undone
        while step := chosen(self._history(record_id)):
            with self._change(step.shelf) as shelf:
                kept = shelf.record("steps", step.id)
                if kept and kept.get("undone") == step.undone:
                    left = _turn_records(shelf, step, undoing=undoing)
                    number = self._next(shelf)
                    fields = {"undone": number if undoing else 0, "modified": number}
                    shelf.update("steps", {step.id: fields})
                    return step.said(undoing=undoing, left=left)
            # Another program was quicker: it may be another step's turn now.
        return None

    def _history(self, record_id: str) -> list[Step]:
        """The steps of a document's history that this library may undo."""
        kept = self._store.read(record_id).records("steps")
        with contextlib.suppress(StoreError):  # then what is in the document's own file can be undone still
            kept += self._store.read(LIBRARY).records("steps")
        steps = [step for step in map(Step.from_json, kept) if step and step.document == record_id]
        return [step for step in steps if step.created <= self._opened or step.id in self._own]

    def _next(self, shelf: Shelf) -> int:
        """A number for what happens now: more than all that were given in this library or this file."""
        numbers = map(number_of, shelf.records("steps"))
        self._number = max(time.time_ns() // 1000, self._number + 1, max(numbers, default=0) + 1)
        return self._number

    def _did(self, shelf: Shelf, step: Step) -> None:
        """Keep a new step, and forget the oldest ones."""
        step = replace(step, created=self._next(shelf))
        shelf.add("steps", step.to_json())
        shelf.remove("steps", surplus(shelf.records("steps")))
        self._own.add(step.id)

    def _apply(
        self,
        step: Step,
        ids: Sequence[str],
        fields: Callable[[Fields], Fields],
    ) -> list[Fields]:
        """Change fields of records, as one step.

        Args:
            step: The step, whose alterations are still to be found.
            ids: The ids of its records.
            fields: The fields that a record is to have.

        Returns:
            The records as they are.

        Raises:
            StoreError: One of them is not there, or it cannot be kept.
        """
        with self._change(step.shelf) as shelf:
            before = {record["id"]: record for record in shelf.records(step.table)}
            if missing := [each for each in ids if each not in before]:
                path = self._store.path(step.shelf)
                raise StoreError(f"{path} has no {step.table[:-1]} {missing[0]} any more.")
            found = {each: altered(before[each], {}, fields(before[each])) for each in ids}
            changes = {each: changed for each, changed in found.items() if changed}
            if changes:
                at = now()
                shelf.update(step.table, {each: {**changes[each], "modified": at} for each in changes})
                self._did(shelf, replace(step, alterations=_alterations(before, changes)))
            after = {record["id"]: record for record in shelf.records(step.table)}
        return [after[each] for each in ids]


def new_step(record_id: str, shelf_id: str, table: Altered, *, noun: str = "", statement: str = "") -> Step:
    """A step that is made now, in a document's history; its alterations are still to be found."""
    return Step(new_id(), record_id, shelf_id, table, (), noun, statement)


def made(record: Fields) -> Alteration:
    """The making of a record. It is only unmade as long as nobody else has written a note to it."""
    after: Fields = {name: record[name] for name in ("deleted", "note") if name in record}
    return Alteration((record["id"],), {"deleted": record["created"]}, after)


def _alterations(before: Mapping[str, Fields], changes: Mapping[str, Fields]) -> tuple[Alteration, ...]:
    """What was done to records: once for all to which the same was done, so that many take little room."""
    alike: dict[str, tuple[list[str], Fields, Fields]] = {}
    for record_id, after in changes.items():
        was = {name: before[record_id].get(name, "") for name in after}
        if after.get("deleted") and "note" in before[record_id]:  # what goes again must be what went
            was["note"] = before[record_id]["note"]
        alike.setdefault(json.dumps([was, after]), ([], was, after))[0].append(record_id)
    return tuple(Alteration(tuple(ids), was, after) for ids, was, after in alike.values())


def _turn_records(shelf: Shelf, step: Step, *, undoing: bool) -> int:
    """Give the records of a step their other side; how many of them stay as they are."""
    records = {record["id"]: record for record in shelf.records(step.table)}
    changes, left, at = {}, 0, now()
    for each in step.alterations:
        expected, wanted = (each.after, each.before) if undoing else (each.before, each.after)
        for record_id in each.records:
            record = records.get(record_id)
            fields = altered(record, expected, wanted) if record else None
            if fields is None:
                left += 1
            elif fields:
                changes[record_id] = {**fields, "modified": at}
    if changes:
        shelf.update(step.table, changes)
    return left
