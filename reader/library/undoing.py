"""What changes the store in such a way that it can be undone, and undoing it."""

from __future__ import annotations

from typing import Any

from reader.annotation import now
from reader.history import Step
from reader.library.base import Base
from reader.store import StoreError
from reader.store.shelf import Table


class Undoing(Base):
    """Undo, redo, and the changes that they are about."""

    def undo(self, record_id: str) -> str | None:
        """Take back this program's last change to a document's annotations and corrections.

        Returns:
            A sentence that says what was done, or None where there is nothing to take back.

        Raises:
            StoreError: It cannot be kept.
        """
        history = self._histories[record_id]
        if not (step := history.last_done):
            return None
        self._write(step.shelf, step.table, step.record, step.before)
        history.undid()
        return step.undone

    def redo(self, record_id: str) -> str | None:
        """Do again what `undo` took back last; as `undo`."""
        history = self._histories[record_id]
        if not (step := history.last_undone):
            return None
        self._write(step.shelf, step.table, step.record, step.after)
        history.redid()
        return step.redone

    def _apply(
        self,
        record_id: str,
        shelf_id: str,
        table: Table,
        item_id: str,
        fields: dict[str, Any],
        statement: str = "",
    ) -> dict[str, Any]:
        """Change fields of a record, in such a way that it can be undone in a document."""
        before, after = self._write(shelf_id, table, item_id, fields)
        if changed := [name for name in fields if before.get(name) != after.get(name)]:
            step = Step(
                shelf_id,
                table,
                item_id,
                {name: before.get(name, "") for name in changed},
                {name: after[name] for name in changed},
                statement,
            )
            self._histories[record_id].did(step)
        return after

    def _write(
        self, shelf_id: str, table: Table, item_id: str, fields: dict[str, Any]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Change fields of a record; it is returned as it was and as it is."""
        with self._change(shelf_id) as shelf:
            if (before := shelf.record(table, item_id)) is None:
                raise StoreError(f"{self._store.path(shelf_id)} has no {table[:-1]} {item_id} any more.")
            changes = {name: value for name, value in fields.items() if before.get(name, "") != value}
            if changes:
                changes["modified"] = now()
                shelf.update(table, {item_id: changes})
        return before, {**before, **changes}
