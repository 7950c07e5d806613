"""What a reader adds to a document: highlights, bookmarks, notes, and the places they are on."""

from __future__ import annotations

import os
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any, Literal, Self, get_args

Colour = Literal["yellow", "orange", "pink", "blue", "green"]
"""The five highlight colours, in the order of the digits that choose them."""

COLOURS: tuple[Colour, ...] = get_args(Colour)

Kind = Literal["highlight", "bookmark", "document"]
"""What an annotation is: a highlighted passage, a passage to come back to, a note on the whole document."""

KINDS: tuple[Kind, ...] = get_args(Kind)
CONTEXT = 64
"""Code points of the text kept before and after an annotated passage."""

_BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's alphabet, as the ULID specification has it


def new_id() -> str:
    """A new ULID: 26 characters that sort by the millisecond they were made in."""
    number = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10))
    return "".join(_BASE32[number >> shift & 31] for shift in range(125, -1, -5))


def now() -> str:
    """The time as ISO 8601 in UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class Target:
    """Where an annotation stands: a position and a quotation, as W3C's selectors have them.

    Attributes:
        start: The first offset of the passage, in code points of the document's text.
        end: The offset after its last character.
        exact: The passage itself.
        prefix: Up to `CONTEXT` code points before it.
        suffix: Up to `CONTEXT` code points after it.
    """

    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Self:
        """The target of a passage of a text.

        Raises:
            ValueError: The range is empty or not within the text.
        """
        if not 0 <= start < end <= len(text):
            raise ValueError(f"no passage stands at {start}-{end} of a text of {len(text)} characters")
        return cls(
            start, end, text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
        )


WHOLE = Target(0, 0, "")
"""What a note on a whole document is on: no passage of it."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """A highlight, with or without a note; a bookmark; or a note on the whole document.

    Attributes:
        id: A ULID.
        document: The id of the document's record in the library.
        target: The passage; `WHOLE` for a note on the document.
        colour: One of `COLOURS`.
        tags: Words to find it by, in the order they were given.
        note: The reader's own words, in Markdown; empty for a mere highlight.
        speaker: Who says the passage, if it came from a quotation; else empty.
        created: When it was made: ISO 8601, UTC.
        modified: When it was last changed.
        deleted: When it was deleted, or empty. A deleted annotation stays in the
            store, so that two copies of it can be merged.
        orphan: Whether its passage no longer stands in the document's text; never so for a note on
            the document.
        kind: One of `KINDS`.
    """

    id: str
    document: str
    target: Target
    colour: Colour = "yellow"
    tags: tuple[str, ...] = ()
    note: str = ""
    speaker: str = ""
    created: str = ""
    modified: str = ""
    deleted: str = ""
    orphan: bool = False
    kind: Kind = "highlight"

    def to_json(self) -> dict[str, Any]:
        """The annotation as JSON's types; `from_json` reads it back."""
        return {**asdict(self), "tags": list(self.tags)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """An annotation from what `to_json` gave.

        A kind or a colour that only another version has is shown as one that this version has: what is
        on no passage as a note on the document, all else as a highlight.

        Raises:
            KeyError, TypeError, ValueError: The data are no annotation.
        """
        fields = {name: data[name] for name in cls.__slots__ if name in data}
        if not isinstance(fields.get("note", ""), str):
            raise TypeError("its note is no text")
        if fields.get("colour") not in COLOURS:
            fields["colour"] = COLOURS[0]
        target = Target(**data["target"])
        if fields.get("kind") not in KINDS:
            fields["kind"] = "highlight" if "kind" not in data or target.exact else "document"
        if fields["kind"] == "document":
            target = WHOLE
        return cls(**{**fields, "target": target, "tags": tuple(data.get("tags", ()))})
