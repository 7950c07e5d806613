"""The verbs of the program: enter a document, annotate, edit, remove, correct, undo, remember, find.

Each verb returns when its result is on the disk, and raises `store.StoreError`
where it cannot be.
"""

from __future__ import annotations

import contextlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from reader.anchoring import place
from reader.annotation import CONTEXT, Annotation, Colour, Target, new_id, now
from reader.config import Folders
from reader.corrections import Change, Correction, Scope, statement
from reader.document import Document
from reader.history import History, Step
from reader.opening import OpenError
from reader.opening.addresses import is_address, normal
from reader.records import Record as Record  # what the verbs return
from reader.records import annotation_of, checked, corrections_of, live, new_record, record_of, visit_of
from reader.store import LIBRARY, NAMELESS, Store, structure
from reader.store import StoreError as StoreError  # what the verbs raise
from reader.store.shelf import Shelf, Table

_ID_START = re.compile("[0-9a-f]{8,32}")


class Library:
    """A user's documents and annotations.

    Several programs can use the same library at once. One object is used by one
    thread at a time.
    """

    def __init__(self, folders: Folders) -> None:
        self._store = Store(folders.data)
        self._histories: defaultdict[str, History] = defaultdict(History)

    def enter(self, document: Document, *, opening: bool = True) -> Record:
        """Find a document's record or make it, and bring its annotations to the document's text.

        A document is known by its source, else by its text. Its text is kept, and its structure.
        Annotations made on an earlier text are placed in this one; those whose
        passage no longer stands there become orphans, until it does again.

        Args:
            document: What was opened.
            opening: Whether this counts as reading it: `documents` lists those first.

        Raises:
            StoreError: It cannot be kept.
        """
        record_id = self._store.find(document.source, document.sha256) or document.sha256[:32]
        self._store.keep_text(document.sha256, document.text)
        self._store.keep_structure(document.sha256, structure.encoded(document))
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
                "opened": now() if opening else record["opened"],
                "visit": asdict(visit) if visit else None,
            }
            if {**record, **fields} != shelf.document:
                shelf.set_document({**record, **fields})
            return record_of(shelf)

    def annotations(self, record_id: str) -> list[Annotation]:
        """A document's annotations in reading order, orphans at the end; none that are deleted.

        Raises:
            StoreError: They cannot be read.
        """
        found = [annotation_of(record) for record in live(self._store.read(record_id), "annotations")]
        return sorted(found, key=lambda each: (each.orphan, each.target.start, each.target.end, each.id))

    def annotate(
        self,
        record_id: str,
        text: str,
        start: int,
        end: int,
        *,
        colour: Colour = "yellow",
        note: str = "",
        tags: Iterable[str] = (),
        speaker: str = "",
    ) -> Annotation:
        """Highlight a passage.

        Args:
            record_id: The document's id.
            text: The document's text, in which the passage stands.
            start: The passage's first offset, in code points.
            end: The offset after its last.
            colour: One of `COLOURS`.
            note: The reader's words, in Markdown.
            tags: Words to find it by.
            speaker: Who says the passage, if it is a quotation.

        Raises:
            ValueError: There is no such passage or colour.
            StoreError: It cannot be kept.
        """
        fields = checked({"colour": colour, "note": note, "tags": tags})
        time = now()
        annotation = Annotation(
            new_id(),
            record_id,
            Target.of(text, start, end),
            speaker=speaker,
            created=time,
            modified=time,
            **fields,
        )
        with self._change(record_id) as shelf:
            shelf.add("annotations", {**annotation.to_json(), "text": Document(text, ()).sha256})
        step = Step(record_id, "annotations", annotation.id, {"deleted": time}, {"deleted": ""})
        self._histories[record_id].did(step)
        return annotation

    def edit(self, annotation: Annotation, **changes: Any) -> Annotation:
        """Change an annotation's `note`, `colour` or `tags`.

        An annotation that was deleted meanwhile, by another program, comes back:
        what somebody just wrote is not lost.

        Raises:
            ValueError: No such field, or no such colour.
            StoreError: It cannot be kept.
        """
        fields = {**checked(changes), "deleted": ""}
        if "tags" in fields:
            fields["tags"] = list(fields["tags"])
        record_id = annotation.document
        return annotation_of(self._apply(record_id, record_id, "annotations", annotation.id, fields))

    def remove(self, annotation: Annotation) -> None:
        """Delete an annotation. `undo` brings it back.

        Raises:
            StoreError: The deletion cannot be kept.
        """
        record_id = annotation.document
        self._apply(record_id, record_id, "annotations", annotation.id, {"deleted": now()})

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
        with self._change(_file(correction)) as shelf:
            shelf.add("corrections", correction.to_json())
        step = Step(
            _file(correction),
            "corrections",
            correction.id,
            {"deleted": correction.created},
            {"deleted": ""},
            statement(change),
        )
        self._histories[record_id].did(step)
        return correction

    def withdraw(self, record_id: str, correction: Correction) -> None:
        """Take a correction back, while a document is read. `undo` brings it back.

        Raises:
            StoreError: That cannot be kept.
        """
        said = statement(correction.change)
        self._apply(record_id, _file(correction), "corrections", correction.id, {"deleted": now()}, said)

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

    def remember(self, record_id: str, position: int) -> None:
        """Keep the offset at which a document is left.

        Raises:
            StoreError: It cannot be kept.
        """
        with self._change(record_id) as shelf:
            shelf.set_document({"position": position})

    def documents(self) -> list[Record]:
        """All documents whose files can be read, the last opened first."""
        return self.survey()[0]

    def survey(self) -> tuple[list[Record], list[str]]:
        """All documents, the last opened first, and a sentence for each whose file cannot be read."""
        records, problems = [], []
        for record_id in self._store.ids():
            try:
                records.append(record_of(self._store.read(record_id)))
            except StoreError as error:
                problems.append(str(error))
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
        if not found and _ID_START.fullmatch(source_or_id):
            candidates = [each for each in self._store.ids() if each.startswith(source_or_id)]
            found = candidates[0] if len(candidates) == 1 else None
        return record_of(self._store.read(found)) if found else None

    def known(self, document: Document) -> Record | None:
        """A document's record, by its source, else by its text; None where it was never entered.

        Raises:
            StoreError: Its file cannot be read.
        """
        found = self._store.find(document.source, document.sha256)
        return record_of(self._store.read(found)) if found else None

    def text(self, record: Record) -> str | None:
        """A document's text as it was last opened, or None where it is not kept.

        Raises:
            StoreError: The kept text cannot be read.
        """
        return self._store.text(record.sha256)

    def document(self, record_id: str) -> Document | None:
        """A document as it was last opened, without its source; None where its text is not kept.

        Where its structure cannot be had, it has paragraphs only, and a notice says so.

        Raises:
            StoreError: Its file or its text cannot be read.
        """
        shelf = self._store.read(record_id)
        record = record_of(shelf)
        text = self._store.text(record.sha256)
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
        path = self._store.structure_path(record.sha256)
        return structure.restored(document, self._store.structure(record.sha256), path)

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

    @contextlib.contextmanager
    def _change(self, record_id: str) -> Iterator[Shelf]:
        with self._store.change(record_id) as shelf:
            if record_id == LIBRARY and shelf.document is None:
                shelf.set_document({"id": LIBRARY})
            if shelf.document is None:
                raise StoreError(f"The library has no document {record_id}: open its article first.")
            yield shelf

    def _carried(self, record: dict[str, Any], document: Document) -> int:
        """The place at which a document was left, in the text that it has now."""
        position: int = record["position"]
        if record["sha256"] != document.sha256:
            with contextlib.suppress(StoreError):  # a lost place is no reason to refuse the article
                old = self._store.text(record["sha256"]) or ""
                if position < len(old):
                    passage = Target.of(old, position, min(position + CONTEXT, len(old)))
                    position = place(passage, document.text).start
        return min(position, len(document.text))


def _anchor(shelf: Shelf, document: Document) -> None:
    """Place the annotations that were made on another text.

    Each is kept with the hash of the text in which it stands; an orphan with
    that of the last one in which it stood.
    """
    changes: dict[str, dict[str, Any]] = {}
    for record in shelf.records("annotations"):
        if record.get("text") != document.sha256:
            annotation = annotation_of(record)
            found = place(annotation.target, document.text)
            if found.state in ("exact", "moved"):
                target = asdict(Target.of(document.text, found.start, found.end))
                changes[annotation.id] = {"target": target, "orphan": False, "text": document.sha256}
            elif not annotation.orphan:
                changes[annotation.id] = {"orphan": True}
    if changes:
        shelf.update("annotations", changes)


def _file(correction: Correction) -> str:
    """The id of the file in which a correction is kept."""
    return LIBRARY if correction.scope == "library" else correction.document
