"""The verbs of the program: enter a document, annotate, edit, remove, undo, remember, find.

Each verb returns when its result is on the disk, and raises `store.StoreError`
where it cannot be.
"""

from __future__ import annotations

import contextlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from reader.anchoring import place
from reader.annotation import COLOURS, CONTEXT, Annotation, Colour, Target, new_id, now
from reader.config import Folders
from reader.document import Document
from reader.history import History, Step
from reader.store import NAMELESS, Shelf, Store
from reader.store import StoreError as StoreError  # what the verbs raise

EDITABLE = frozenset({"note", "colour", "tags"})
"""The fields of an annotation that its reader can change."""
_ID_START = re.compile("[0-9a-f]{8,32}")


@dataclass(frozen=True, slots=True)
class Record:
    """What the library knows of a document.

    Attributes:
        id: The first 32 hexadecimal digits of the hash of the first text it had,
            so that two machines give a document the same one.
        title: Its title.
        author: Empty where unknown.
        source: An absolute path, a URL, or `stdin`.
        site: Who published it; empty where unknown.
        date: When it was published, as the source writes it; empty where unknown.
        sha256: The hash of its text.
        position: The offset at which it was left, in code points.
        opened: When it was last opened: ISO 8601, UTC.
        created: When it was first opened.
        notes: How many annotations it has.
    """

    id: str
    title: str
    author: str
    source: str
    site: str
    date: str
    sha256: str
    position: int
    opened: str
    created: str
    notes: int


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

        A document is known by its source, else by its text. Its text is kept.
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
        self._store.point(record_id, document.source, document.sha256)
        with self._store.change(record_id) as shelf:
            record = {**_new_record(record_id, document), **(shelf.document or {})}
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
            }
            if {**record, **fields} != shelf.document:
                shelf.set_document({**record, **fields})
            return _record(shelf)

    def annotations(self, record_id: str) -> list[Annotation]:
        """A document's annotations in reading order, orphans at the end; none that are deleted.

        Raises:
            StoreError: They cannot be read.
        """
        found = [_annotation(record) for record in _live(self._store.read(record_id))]
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
        fields = _checked({"colour": colour, "note": note, "tags": tags})
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
            shelf.add({**annotation.to_json(), "text": Document(text, ()).sha256})
        self._histories[record_id].did(Step(annotation.id, {"deleted": time}, {"deleted": ""}))
        return annotation

    def edit(self, annotation: Annotation, **changes: Any) -> Annotation:
        """Change an annotation's `note`, `colour` or `tags`.

        An annotation that was deleted meanwhile, by another program, comes back:
        what somebody just wrote is not lost.

        Raises:
            ValueError: No such field, or no such colour.
            StoreError: It cannot be kept.
        """
        return self._apply(annotation.document, annotation.id, {**_checked(changes), "deleted": ""})

    def remove(self, annotation: Annotation) -> None:
        """Delete an annotation. `undo` brings it back.

        Raises:
            StoreError: The deletion cannot be kept.
        """
        self._apply(annotation.document, annotation.id, {"deleted": now()})

    def undo(self, record_id: str) -> str | None:
        """Take back this program's last change to a document's annotations.

        Returns:
            A sentence that says what was done, or None where there is nothing to take back.

        Raises:
            StoreError: It cannot be kept.
        """
        history = self._histories[record_id]
        if not (step := history.last_done):
            return None
        self._write(record_id, step.annotation, step.before)
        history.undid()
        return step.undone

    def redo(self, record_id: str) -> str | None:
        """Do again what `undo` took back last; as `undo`."""
        history = self._histories[record_id]
        if not (step := history.last_undone):
            return None
        self._write(record_id, step.annotation, step.after)
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
                records.append(_record(self._store.read(record_id)))
            except StoreError as error:
                problems.append(str(error))
        return sorted(records, key=lambda record: (record.opened, record.created), reverse=True), problems

    def find(self, source_or_id: str) -> Record | None:
        """The document with a source (a path may be relative), with an id, or with an id that begins so.

        Raises:
            StoreError: Its file cannot be read.
        """
        found = self._store.find(source_or_id) or self._store.find(str(Path(source_or_id).resolve()))
        if not found and _ID_START.fullmatch(source_or_id):
            candidates = [each for each in self._store.ids() if each.startswith(source_or_id)]
            found = candidates[0] if len(candidates) == 1 else None
        return _record(self._store.read(found)) if found else None

    def known(self, document: Document) -> Record | None:
        """A document's record, by its source, else by its text; None where it was never entered.

        Raises:
            StoreError: Its file cannot be read.
        """
        found = self._store.find(document.source, document.sha256)
        return _record(self._store.read(found)) if found else None

    def text(self, record: Record) -> str | None:
        """A document's text as it was last opened, or None where it is not kept.

        Raises:
            StoreError: The kept text cannot be read.
        """
        return self._store.text(record.sha256)

    def _apply(self, record_id: str, annotation_id: str, fields: dict[str, Any]) -> Annotation:
        """Change fields of an annotation, in such a way that it can be undone."""
        before, after = self._write(record_id, annotation_id, fields)
        changed = [name for name in fields if getattr(before, name) != getattr(after, name)]
        if changed:
            step = Step(
                annotation_id,
                {name: getattr(before, name) for name in changed},
                {name: getattr(after, name) for name in changed},
            )
            self._histories[record_id].did(step)
        return after

    def _write(
        self, record_id: str, annotation_id: str, fields: dict[str, Any]
    ) -> tuple[Annotation, Annotation]:
        """Change fields of an annotation; it is returned as it was and as it is."""
        with self._change(record_id) as shelf:
            if (record := shelf.annotation(annotation_id)) is None:
                raise StoreError(f"{self._store.path(record_id)} has no annotation {annotation_id} any more.")
            before = _annotation(record)
            after = before.edited(**fields)
            if all(getattr(before, name) == value for name, value in fields.items()):
                return before, before
            kept = after.to_json()
            shelf.update({annotation_id: {name: kept[name] for name in (*fields, "modified")}})
        return before, after

    @contextlib.contextmanager
    def _change(self, record_id: str) -> Iterator[Shelf]:
        with self._store.change(record_id) as shelf:
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
    for record in shelf.annotations:
        if record.get("text") != document.sha256:
            annotation = _annotation(record)
            found = place(annotation.target, document.text)
            if found.state in ("exact", "moved"):
                target = asdict(Target.of(document.text, found.start, found.end))
                changes[annotation.id] = {"target": target, "orphan": False, "text": document.sha256}
            elif not annotation.orphan:
                changes[annotation.id] = {"orphan": True}
    if changes:
        shelf.update(changes)


def _new_record(record_id: str, document: Document) -> dict[str, Any]:
    return {
        "id": record_id,
        "source": NAMELESS,
        "sha256": document.sha256,
        "texts": [],
        "position": 0,
        "opened": "",
        "created": now(),
    }


def _record(shelf: Shelf) -> Record:
    document = shelf.document or {}
    try:
        fields = {name: document[name] for name in Record.__slots__ if name != "notes"}
    except KeyError as error:
        raise StoreError(
            f"The record of document {document.get('id')} has no {error}: restore its file from a backup."
        ) from error
    return Record(**fields, notes=len(_live(shelf)))


def _live(shelf: Shelf) -> list[dict[str, Any]]:
    return [record for record in shelf.annotations if not record.get("deleted")]


def _annotation(record: dict[str, Any]) -> Annotation:
    """An annotation as it is kept.

    Raises:
        StoreError: It is damaged.
    """
    try:
        annotation = Annotation.from_json(record)
        target = annotation.target
        if not 0 <= target.start < target.end or target.end - target.start != len(target.exact):
            raise ValueError("its passage is not as long as its place")
    except (KeyError, TypeError, ValueError) as error:
        raise StoreError(
            f"Annotation {record['id']} of document {record.get('document')} is damaged: "
            "restore the document's file from a backup."
        ) from error
    return annotation


def _checked(changes: dict[str, Any]) -> dict[str, Any]:
    """What a reader may change, with tags trimmed and each but once.

    Raises:
        ValueError: No such field, or no such colour.
    """
    if unknown := changes.keys() - EDITABLE:
        raise ValueError(f"an annotation's {', '.join(sorted(unknown))} can't be changed")
    if "colour" in changes and changes["colour"] not in COLOURS:
        raise ValueError(f"no colour is named {changes['colour']!r}: it is one of {', '.join(COLOURS)}")
    if "tags" in changes:
        tags = (" ".join(tag.split()) for tag in changes["tags"])
        changes = {**changes, "tags": tuple(dict.fromkeys(tag for tag in tags if tag))}
    return changes
