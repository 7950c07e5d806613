"""Identifying: which record of the library is a document's own."""

from __future__ import annotations

from typing import Any

from reader.document import Document
from reader.library.base import Base
from reader.opening.addresses import is_address
from reader.store import StoreError

SHINGLE = 4
"""Words in a row by which two texts are compared."""

TELLING = 40
"""Code points that a text has at least to tell by itself which document it is of: others are often alike."""

FEWEST = 40
"""Such rows that a text has at least to be told from another one: a short note may be written anew."""

MOST = 50_000
"""Such rows that are looked at of each text: what an edit leaves of a book is among its first words, too."""

SHARED = 0.02
"""The part of them that the shorter of two texts at least shares with the other where both are one work."""


class Identifying(Base):
    """How a document is known again.

    - A page of the web is known by its address. One of an address that was never opened is known by its
      text, so that an article read at two addresses has one record.
    - A file is known by its text first. So a file that was moved or renamed finds its notes, two files
      that change their names keep each its own, and a copy has the notes of what it is a copy of;
      the record's source is the one that was opened last. A text of a few words only tells that of a
      file whose path is not known.
    - A file whose text is not known is known by its path: it was edited, and its notes are placed in the
      new text. Not so where the two texts have nothing in common: then another file was put there under
      the same name, and gets a record of its own.
    - What is piped in is known by its text alone.

    Names and titles never count, so that two documents that are called alike never share a note. A copy
    that is edited after it was opened shares the record of its original, as another version of it.
    """

    def _identified(self, document: Document, *, discarded: bool = False) -> str | None:
        """The id of a document's record, by the rules above; None where there is none.

        Args:
            document: The document.
            discarded: Whether to look in the trash, and not in the library.

        Raises:
            StoreError: The index cannot be read or made again.
        """
        source, sha256 = document.source, document.sha256
        if is_address(source):
            return self._store.find(source, sha256, discarded=discarded)
        by_source = self._store.find(source, discarded=discarded)
        read = self._store.read_discarded if discarded else self._store.read
        record: dict[str, Any] = {}
        if by_source:
            try:
                record = read(by_source).document or {}
            except StoreError:  # whoever uses the record tells of it
                return by_source
        if sha256 in record.get("texts", ()):
            return by_source
        by_text = self._store.find(sha256=sha256, discarded=discarded)
        if by_source and by_text and len(document.text) < TELLING:
            return by_source
        if by_text or not by_source:
            return by_text
        return by_source if self._is_version(str(record.get("sha256")), document.text) else None

    def _is_version(self, sha256: str, text: str) -> bool:
        """Whether a text may be a later version of one that is kept; also where that is not to be had."""
        try:
            earlier = self._store.texts.text(sha256)
        except StoreError:
            return True
        return earlier is None or have_something_in_common(earlier, text)


def have_something_in_common(one: str, other: str) -> bool:
    """Whether two texts may be versions of one work, by the rows of words that stand in both.

    These are the “shingles” of A. Broder, “On the resemblance and containment of documents” (1997). Short
    texts always may.
    """
    some, others = sorted((_shingles(one), _shingles(other)), key=len)
    return len(some) < FEWEST or len(some & others) >= SHARED * len(some)


def _shingles(text: str) -> set[int]:
    words = text.split(maxsplit=MOST + SHINGLE)[: MOST + SHINGLE]
    return {hash(tuple(words[at : at + SHINGLE])) for at in range(len(words) - SHINGLE + 1)}
