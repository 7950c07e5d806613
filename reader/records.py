"""What the store's records stand for: documents, annotations, corrections; checked as they are read."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from reader.annotation import COLOURS, Annotation, now
from reader.corrections import CHANGES, Correction
from reader.document import Document, Visit
from reader.store import NAMELESS, StoreError
from reader.store.shelf import Shelf, Table

EDITABLE = frozenset({"note", "colour", "tags"})
"""The fields of an annotation that its reader can change."""


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
        length: How long its text is, in code points; 0 where it was last opened before that was kept.
        seen: The offset after what was on the screen when it was left; 0 where that was not kept.
        discarded: When it was put into the trash; empty where it is in the library.
        recovered: Whether it was in the trash, and came back because it was opened.
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
    length: int = 0
    seen: int = 0
    discarded: str = ""
    recovered: bool = False


COLUMNS = tuple(Record.__slots__[: Record.__slots__.index("discarded")])
"""The fields that say the same of a document for as long as its file is the same."""

_KEPT = COLUMNS[: COLUMNS.index("notes")]
"""The fields that are in every record as it is kept."""


def new_record(record_id: str, document: Document) -> dict[str, Any]:
    """The record of a document that nothing is known of yet, as it is kept."""
    return {
        "id": record_id,
        "source": NAMELESS,
        "sha256": document.sha256,
        "texts": [],
        "position": 0,
        "opened": "",
        "created": now(),
    }


def record_of(shelf: Shelf) -> Record:
    """A document's record.

    Raises:
        StoreError: It lacks a field.
    """
    document = shelf.document or {}
    try:
        fields = {name: document[name] for name in _KEPT}
    except KeyError as error:
        raise StoreError(
            f"The record of document {document.get('id')} has no {error}: restore its file from a backup."
        ) from error
    later = {name: document.get(name, 0) for name in ("length", "seen")}
    return Record(**fields, notes=len(live(shelf, "annotations")), **later)


def visit_of(shelf: Shelf) -> Visit | None:
    """When and how a document was fetched; None where it was not, or that cannot be read."""
    try:
        visit = Visit(**(shelf.document or {})["visit"])
    except (KeyError, TypeError):
        return None
    return visit if all(isinstance(each, str) for each in asdict(visit).values()) else None


def checked(changes: dict[str, Any]) -> dict[str, Any]:
    """What a reader may change of an annotation, with tags trimmed and each but once.

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


def live(shelf: Shelf, table: Table) -> list[dict[str, Any]]:
    """The records of a table that are not deleted."""
    return [record for record in shelf.records(table) if not record.get("deleted")]


def annotation_of(record: dict[str, Any]) -> Annotation:
    """An annotation as it is kept.

    Raises:
        StoreError: It is damaged.
    """
    try:
        annotation = Annotation.from_json(record)
        target = annotation.target
        stands = 0 <= target.start < target.end and target.end - target.start == len(target.exact)
        if not stands and annotation.kind != "document":
            raise ValueError("its passage is not as long as its place")
    except (KeyError, TypeError, ValueError) as error:
        raise StoreError(
            f"Annotation {record['id']} of document {record.get('document')} is damaged: "
            "restore the document's file from a backup."
        ) from error
    return annotation


def corrections_of(shelf: Shelf) -> list[Correction]:
    """The corrections that a file holds and that were not taken back.

    Those whose kind of change only another version of Reader knows are left to it.

    Raises:
        StoreError: One is damaged.
    """
    found = []
    for record in live(shelf, "corrections"):
        if record.get("what") in CHANGES:
            try:
                found.append(Correction.from_json(record))
            except (KeyError, TypeError, ValueError) as error:
                raise StoreError(
                    f"Correction {record['id']} of document {record.get('document')} is damaged: "
                    "restore its file from a backup."
                ) from error
    return found
