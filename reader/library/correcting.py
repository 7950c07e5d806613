"""Correcting: what a reader says is different from what the engine found."""

from __future__ import annotations

from dataclasses import replace

from reader.annotation import now
from reader.corrections import Change, Correction, Scope, statement
from reader.history import Step
from reader.library.undoing import Undoing, made, new_step
from reader.records import corrections_of
from reader.store import LIBRARY


class Correcting(Undoing):
    """The verbs about corrections."""

    def corrections(self, record_id: str = LIBRARY) -> list[Correction]:
        """The corrections that hold in a document, in the order in which they were made.

        They are its own and the library's, or the library's alone; none that are taken back.

        Raises:
            StoreError: They cannot be read.
        """
        files = dict.fromkeys((LIBRARY, record_id))
        found = [each for file in files for each in corrections_of(self._store.read(file))]
        return sorted(found, key=lambda each: each.created)

    def correct(self, record_id: str, change: Change, *, scope: Scope = "document") -> Correction:
        """Keep what the reader says is different from what the engine found.

        Args:
            record_id: The id of the document that it is said of.
            change: What is different.
            scope: Whether it holds in that document, or in the whole library.

        Raises:
            ValueError: It makes no sense, or cannot hold in that scope.
            StoreError: It cannot be kept.
        """
        correction = Correction.new(record_id, change, scope)
        step = _step(record_id, correction)
        with self._change(step.shelf) as shelf:
            shelf.add("corrections", correction.to_json())
            self._did(shelf, replace(step, alterations=(made(correction.to_json()),)))
        return correction

    def withdraw(self, record_id: str, correction: Correction) -> None:
        """Take a correction back, while a document is read. `undo` brings it back.

        Raises:
            StoreError: That cannot be kept.
        """
        self._apply(_step(record_id, correction), [correction.id], lambda _: {"deleted": now()})


def _step(record_id: str, correction: Correction) -> Step:
    """A step that is about a correction, in the history of the document that is read."""
    return new_step(record_id, _file(correction), "corrections", statement=statement(correction.change))


def _file(correction: Correction) -> str:
    """The id of the file in which a correction is kept."""
    return LIBRARY if correction.scope == "library" else correction.document
