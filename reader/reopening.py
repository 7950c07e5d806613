"""Opening again: a document that the library knows, from where it came or as it was read last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.document import Document
from reader.opening import OpenError
from reader.opening.addresses import is_address

if TYPE_CHECKING:
    from reader.library import Library, Record


INSTEAD = "is used instead."
"""How a notice ends that says that something else was opened than was asked for."""


def reopened(library: Library, record: Record, opening: Callable[[str], Document]) -> Document:
    """A document that the library knows.

    A page of the web is as it was read last: what annotations are about does not change unasked. So is
    what has lost its source, or whose file is another document by now, and a notice says so.

    Args:
        library: The library.
        record: The document's record.
        opening: Opens a source; raises OpenError.

    Raises:
        OpenError: It cannot be opened, and its text is not kept.
        StoreError: The library cannot be read.
    """
    from reader.store import NAMELESS

    kept = _kept(library, record)
    if kept and is_address(record.source):
        return kept
    try:
        if record.source == NAMELESS:
            raise OpenError(f"“{record.title}” was piped in.")
        document = opening(record.source)
        known = library.known(document) if kept else None
        if known and known.id != record.id:
            raise OpenError(f"{record.source} is another document by now.")
        return document
    except OpenError as error:
        if kept is None:
            raise
        return in_its_place(kept, error)


def held(library: Library, address: str) -> Document | None:
    """What the library keeps of an address.

    Raises:
        StoreError: The library cannot be read.
    """
    record = library.find(address)
    return _kept(library, record) if record else None


def in_its_place(kept: Document, why: Exception) -> Document:
    """A document that is kept, in the place of its source, with a notice that says so and from when it is.

    Args:
        kept: The document.
        why: Why the source cannot be opened: a sentence.
    """
    how = f"was fetched on {kept.visit.fetched[:10]}" if kept.visit else "was read last"
    return replace(kept, notices=(f"{why} What {how} {INSTEAD}", *kept.notices))


def _kept(library: Library, record: Record) -> Document | None:
    """What the library keeps of a document, without what was said of its source when that was read last."""
    kept = library.document(record.id)
    if kept is None:
        return None
    return replace(kept, notices=tuple(each for each in kept.notices if not each.endswith(INSTEAD)))
