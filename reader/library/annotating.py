"""Annotating: what a reader adds to a passage."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from reader.annotation import Annotation, Colour, Target, new_id, now
from reader.document import Document
from reader.history import Step
from reader.library.undoing import Undoing
from reader.records import annotation_of, checked, live


class Annotating(Undoing):
    """The verbs about annotations."""

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
