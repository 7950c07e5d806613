"""What was done to a document's annotations and corrections and can be undone: steps, and their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

_UNDONE = {"note": "Note is as it was.", "colour": "Colour is as it was.", "tags": "Tags are as they were."}
_REDONE = {
    "note": "Note is changed again.",
    "colour": "Colour is changed again.",
    "tags": "Tags are changed again.",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One change of one annotation or correction.

    Making and deleting one are changes of its time of deletion.

    Attributes:
        shelf: The id of the file in which it is kept.
        table: The table of that file.
        record: Its id.
        before: The fields that were changed, as they were.
        after: The same fields, as they are.
        statement: What a correction says, as a sentence without its full stop; empty for an annotation.
    """

    shelf: str
    table: Literal["annotations", "corrections"]
    record: str
    before: dict[str, Any]
    after: dict[str, Any]
    statement: str = ""

    @property
    def undone(self) -> str:
        """What has happened once the step is undone, as a sentence."""
        if self.statement:
            return self._corrected(standing=bool(self.after["deleted"]))
        if "deleted" in self.after:
            return "Deleted highlight is back." if self.after["deleted"] else "New highlight is gone."
        return _UNDONE[next(iter(self.after))] if len(self.after) == 1 else "Changes are taken back."

    @property
    def redone(self) -> str:
        """What has happened once the step is done again, as a sentence."""
        if self.statement:
            return self._corrected(standing=not self.after["deleted"])
        if "deleted" in self.after:
            return "Highlight is deleted again." if self.after["deleted"] else "New highlight is back."
        return _REDONE[next(iter(self.after))] if len(self.after) == 1 else "Changes are made again."

    def _corrected(self, *, standing: bool) -> str:
        return f"Again: {self.statement}." if standing else f"Taken back: {self.statement}."


class History:
    """The steps that were done to one document, and those that were undone."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def last_done(self) -> Step | None:
        """What undoing would undo."""
        return self._done[-1] if self._done else None

    @property
    def last_undone(self) -> Step | None:
        """What redoing would do again."""
        return self._undone[-1] if self._undone else None

    def did(self, step: Step) -> None:
        """Note a new step; what was undone before it is forgotten."""
        self._done.append(step)
        self._undone.clear()

    def undid(self) -> None:
        """Note that the last step was undone."""
        self._undone.append(self._done.pop())

    def redid(self) -> None:
        """Note that the last undone step was done again."""
        self._done.append(self._undone.pop())
