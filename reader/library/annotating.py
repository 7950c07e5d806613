"""Annotating: what a reader adds to a passage, or to the whole document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, Literal

from reader.annotation import WHOLE, Annotation, Colour, Target, new_id, now
from reader.document import Document
from reader.history import Step
from reader.library.undoing import Undoing, made, new_step
from reader.records import annotation_of, checked, live

_NOUNS = {"highlight": "highlight", "bookmark": "bookmark", "document": "note"}
"""What each kind of annotation is called where something was done to it."""


class Annotating(Undoing):
    """The verbs about annotations."""

    def annotations(self, record_id: str) -> list[Annotation]:
        """A document's annotations in reading order; none that are deleted.

        Notes on the whole document come first, orphans last.

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
        kind: Literal["highlight", "bookmark"] = "highlight",
        colour: Colour = "yellow",
        note: str = "",
        tags: Iterable[str] = (),
        speaker: str = "",
    ) -> Annotation:
        """Highlight a passage, or put a bookmark on it.

        Args:
            record_id: The document's id.
            text: The document's text, in which the passage stands.
            start: The passage's first offset, in code points.
            end: The offset after its last.
            kind: Which of the two.
            colour: One of `COLOURS`.
            note: The reader's words, in Markdown.
            tags: Words to find it by.
            speaker: Who says the passage, if it is a quotation.

        Raises:
            ValueError: There is no such passage, kind or colour.
            StoreError: It cannot be kept.
        """
        if kind not in ("highlight", "bookmark"):
            raise ValueError(f"on a passage there can be a highlight or a bookmark, but no {kind!r}")
        fields = checked({"colour": colour, "note": note, "tags": tags})
        target = Target.of(text, start, end)
        annotation = Annotation(new_id(), record_id, target, speaker=speaker, kind=kind, **fields)
        return self._add(annotation, Document(text, ()).sha256)

    def note_on_document(self, record_id: str, note: str, tags: Iterable[str] = ()) -> Annotation:
        """Write a note on the whole document.

        Args:
            record_id: The document's id.
            note: The reader's words, in Markdown.
            tags: Words to find it by.

        Raises:
            StoreError: It cannot be kept.
        """
        fields = checked({"note": note, "tags": tags})
        return self._add(Annotation(new_id(), record_id, WHOLE, kind="document", **fields), "")

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
        (record,) = self._apply(_step([annotation]), [annotation.id], lambda _: fields)
        return annotation_of(record)

    def remove(self, annotation: Annotation) -> None:
        """Delete an annotation. `undo` brings it back.

        Raises:
            StoreError: The deletion cannot be kept.
        """
        self._apply(_step([annotation]), [annotation.id], lambda _: {"deleted": now()})

    def edit_many(
        self,
        annotations: Sequence[Annotation],
        *,
        colour: Colour | None = None,
        add_tags: Iterable[str] = (),
        remove_tags: Iterable[str] = (),
    ) -> list[Annotation]:
        """Change several annotations of one document, in one write and one step to undo.

        Args:
            annotations: Which; those that another program has deleted meanwhile stay deleted.
            colour: The colour that all are to have, or None where each keeps its own.
            add_tags: Tags that each is to have besides its own.
            remove_tags: Tags that none is to have.

        Returns:
            Those that are not deleted, as they are.

        Raises:
            ValueError: No such colour, or they are of several documents.
            StoreError: It cannot be kept.
        """
        coloured = checked({"colour": colour}) if colour else {}
        added, removed = (checked({"tags": tags})["tags"] for tags in (add_tags, remove_tags))

        def fields(record: dict[str, Any]) -> dict[str, Any]:
            if record.get("deleted"):
                return {}
            tags = dict.fromkeys([*(record.get("tags") or ()), *added])
            return {**coloured, "tags": [each for each in tags if each not in removed]}

        records = self._apply_to_all(annotations, fields)
        return [annotation_of(record) for record in records if not record.get("deleted")]

    def remove_many(self, annotations: Sequence[Annotation]) -> None:
        """Delete several annotations of one document, in one write and one step to undo.

        Raises:
            ValueError: They are of several documents.
            StoreError: The deletion cannot be kept.
        """
        deleted = {"deleted": now()}
        self._apply_to_all(annotations, lambda _: deleted)

    def _apply_to_all(
        self, annotations: Sequence[Annotation], fields: Callable[[dict[str, Any]], dict[str, Any]]
    ) -> list[dict[str, Any]]:
        if len({each.document for each in annotations}) > 1:
            raise ValueError("several annotations are only changed at once where they are of one document")
        return (
            self._apply(_step(annotations), [each.id for each in annotations], fields) if annotations else []
        )

    def _add(self, annotation: Annotation, sha256: str) -> Annotation:
        """Keep a new annotation, with the hash of the text that it was made on."""
        time = now()
        annotation = replace(annotation, created=time, modified=time)
        record = {**annotation.to_json(), "text": sha256}
        with self._change(annotation.document) as shelf:
            shelf.add("annotations", record)
            self._did(shelf, replace(_step([annotation]), alterations=(made(record),)))
        return annotation


def _step(annotations: Sequence[Annotation]) -> Step:
    """A step that is about annotations of one document, in its history."""
    nouns = {_NOUNS[each.kind] for each in annotations}
    noun = nouns.pop() if len(nouns) == 1 else "annotation"
    document = annotations[0].document
    return new_step(document, document, "annotations", noun=noun)
