"""Remembering: where a document was left, the places in it that have a letter, and what is folded."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from reader.anchoring import place
from reader.annotation import CONTEXT, Target, now
from reader.document import Document
from reader.library.base import Base
from reader.store import StoreError


class Remembering(Base):
    """The verbs about places in a document that are no annotations."""

    def remember(self, record_id: str, position: int, seen: int = 0) -> None:
        """Keep the offset at which a document is left.

        Args:
            record_id: The document's id.
            position: The first offset on the screen.
            seen: The offset after the last one; 0 where nothing was on a screen.

        Raises:
            StoreError: It cannot be kept.
        """
        with self._change(record_id) as shelf:
            shelf.set_document({"position": position, "seen": max(position, seen)})

    def fold(self, record_id: str, names: Sequence[str]) -> None:
        """Keep which sections of a document's outline are folded.

        Args:
            record_id: The document's id.
            names: What the sections are known by, whatever version of the document is read.

        Raises:
            StoreError: It cannot be kept.
        """
        with self._change(record_id) as shelf:
            shelf.set_document({"folded": list(names)})

    def folded(self, record_id: str) -> list[str] | None:
        """The names of the sections that are folded; None where that was never kept.

        Raises:
            StoreError: They cannot be read.
        """
        names = (self._store.read(record_id).document or {}).get("folded")
        return [name for name in names if isinstance(name, str)] if isinstance(names, list) else None

    def mark(self, record_id: str, letter: str, offset: int) -> None:
        """Give a place in a document a letter; another place that had it has it no more.

        Args:
            record_id: The document's id.
            letter: One letter; small and capital ones are different.
            offset: The place, in code points of the text that the document has.

        Raises:
            ValueError: That is no letter.
            StoreError: It cannot be kept.
        """
        if len(letter) != 1 or not letter.isalpha():
            raise ValueError(f"a place is marked by one letter, not by {letter!r}")
        with self._change(record_id) as shelf:
            record = shelf.document or {}
            text = self._store.texts.text(record["sha256"])
            if not text:
                raise StoreError("The article's text is not kept: open it again to mark places in it.")
            mark = {**_mark(text, offset), "text": record["sha256"], "modified": now()}
            shelf.set_document({"marks": {**_kept_marks(record), letter: mark}})

    def marks(self, record_id: str) -> dict[str, int]:
        """The places in a document that have a letter: the offset of each by its letter.

        Places whose words no longer stand in the text are left out, until they do again.

        Raises:
            StoreError: They cannot be read.
        """
        record = self._store.read(record_id).document or {}
        return {
            letter: mark["target"]["start"]
            for letter, mark in _marks(record)
            if mark.get("text") == record.get("sha256")
        }

    def _carried(self, record: dict[str, Any], document: Document) -> int:
        """The place at which a document was left, in the text that it has now."""
        position: int = record["position"]
        if record["sha256"] != document.sha256:
            with contextlib.suppress(StoreError):  # a lost place is no reason to refuse the article
                old = self._store.texts.text(record["sha256"]) or ""
                if position < len(old):
                    passage = Target.of(old, position, min(position + CONTEXT, len(old)))
                    position = place(passage, document.text).start
        return min(position, len(document.text))


def carried_marks(record: Mapping[str, Any], document: Document) -> dict[str, Any]:
    """The places of a record that have a letter, brought to the text that its document has now.

    One whose words do not stand there stays as it was, with the hash of the text in which they last stood.
    """
    marks = _kept_marks(record)
    for letter, mark in _marks(record):
        if mark.get("text") != document.sha256:
            found = place(Target(**mark["target"]), document.text)
            if found.state in ("exact", "moved"):
                marks[letter] = {**mark, **_mark(document.text, found.start), "text": document.sha256}
    return marks


def _mark(text: str, offset: int) -> dict[str, Any]:
    """A place as it is kept: by the words that begin there."""
    start = min(max(offset, 0), len(text) - 1)
    return {"target": asdict(Target.of(text, start, min(start + CONTEXT, len(text))))}


def _kept_marks(record: Mapping[str, Any]) -> dict[str, Any]:
    """All that is kept of marks, another version's too."""
    marks = record.get("marks")
    return dict(marks) if isinstance(marks, dict) else {}


def _marks(record: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The marks of a record that make sense."""
    for letter, mark in _kept_marks(record).items():
        with contextlib.suppress(KeyError, TypeError):
            if isinstance(Target(**mark["target"]).start, int):
                yield letter, mark
