"""Entering a document: its record is found or made, and what is on it is brought to its text."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from reader.anchoring import place
from reader.annotation import Target, now
from reader.document import Document
from reader.library.identifying import Identifying
from reader.library.remembering import Remembering, carried_marks
from reader.records import Record, annotation_of, new_record, record_of
from reader.store import NAMELESS, StoreError, structure
from reader.store.shelf import Shelf


class Entering(Identifying, Remembering):
    """The verb by which a document comes into the library, and comes back."""

    def enter(self, document: Document, *, opening: bool = True) -> Record:
        """Find a document's record or make it, and bring its annotations to the document's text.

        `Identifying` says what a document is known by. Its text is kept, and its structure.
        Annotations made on an earlier text are placed in this one; those whose
        passage no longer stands there become orphans, until it does again. A document that is in
        the trash comes back from it, with all its notes, and its record says so.

        Args:
            document: What was opened.
            opening: Whether this counts as reading it: `documents` lists those first.

        Raises:
            StoreError: It cannot be kept.
        """
        found = self._identified(document)
        recovered = "" if found else self._recovered(document)
        record_id = found or recovered or document.sha256[:32]
        self._store.texts.keep(document.sha256, document.text)
        self._store.texts.keep_structure(document.sha256, structure.encoded(document))
        visit = document.visit
        self._store.point(record_id, document.source, document.sha256, visit.asked if visit else "")
        with self._store.change(record_id) as shelf:
            record = {**new_record(record_id, document), **(shelf.document or {})}
            _anchor(shelf, document)
            fields = {
                "title": document.title,
                "author": document.author,
                "source": record["source"] if document.source == NAMELESS else document.source,
                "site": document.site,
                "date": document.date,
                "sha256": document.sha256,
                "texts": [*(old for old in record["texts"] if old != document.sha256), document.sha256],
                "position": self._carried(record, document),
                "marks": carried_marks(record, document),
                "length": len(document.text),
                "opened": now() if opening else record["opened"],
                "visit": asdict(visit) if visit else None,
            }
            if {**record, **fields} != shelf.document:
                shelf.set_document({**record, **fields})
            return replace(record_of(shelf), recovered=bool(recovered))

    def _recovered(self, document: Document) -> str:
        """The id of a document that was in the trash and is not any more; empty where none was.

        One whose file is damaged stays there.
        """
        record_id = self._identified(document, discarded=True)
        if record_id:
            try:
                self._store.read_discarded(record_id)
            except StoreError:
                return ""
            self._store.recover(record_id)
        return record_id or ""


def _anchor(shelf: Shelf, document: Document) -> None:
    """Place the annotations that were made on another text.

    Each is kept with the hash of the text in which it stands; an orphan with
    that of the last one in which it stood.
    """
    changes: dict[str, dict[str, Any]] = {}
    for record in shelf.records("annotations"):
        if record.get("text") == document.sha256:
            continue
        annotation = annotation_of(record)
        if annotation.kind != "document":
            found = place(annotation.target, document.text)
            if found.state in ("exact", "moved"):
                target = asdict(Target.of(document.text, found.start, found.end))
                changes[annotation.id] = {"target": target, "orphan": False, "text": document.sha256}
            elif not annotation.orphan:
                changes[annotation.id] = {"orphan": True}
    if changes:
        shelf.update("annotations", changes)
