"""Annotating: what a reader adds to a passage, or to the whole document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Literal

from reader.annotation import WHOLE, Annotation, Colour, Target, new_id, now
from reader.document import Document
from reader.history import Step
from reader.library.undoing import Undoing
from reader.records import annotation_of, checked, live


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
        record_id = annotation.document
        return annotation_of(self._apply(record_id, record_id, "annotations", annotation.id, fields))

    def remove(self, annotation: Annotation) -> None:
        """Delete an annotation. `undo` brings it back.

        Raises:
            StoreError: The deletion cannot be kept.
        """
        record_id = annotation.document
        self._apply(record_id, record_id, "annotations", annotation.id, {"deleted": now()})

    def _add(self, annotation: Annotation, sha256: str) -> Annotation:
        """Keep a new annotation, with the hash of the text that it was made on."""
        time = now()
        annotation = replace(annotation, created=time, modified=time)
        record_id = annotation.document
        with self._change(record_id) as shelf:
            shelf.add("annotations", {**annotation.to_json(), "text": sha256})
        step = Step(record_id, "annotations", annotation.id, {"deleted": time}, {"deleted": ""})
        self._histories[record_id].did(step)
        return annotation
