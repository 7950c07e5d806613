"""The text core: one immutable text, and spans over it.

Every place in a document is an offset: a count of code points from the start of
`Document.text`. Ranges are half-open, `[start, end)`. Blocks and marks are such
ranges; so are entities, quotations, the selection and annotations, which live
in modules of their own.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal

BlockKind = Literal[
    "heading",
    "paragraph",
    "list_item",
    "quotation",
    "code",
    "table",
    "cell",
    "image",
    "caption",
    "footnote",
    "rule",
]
"""What a block is. A `quotation` and a `table` contain other blocks; the rest are leaves."""

MarkKind = Literal["emphasis", "strong", "strike", "code", "link", "footnote", "image", "header"]
"""What inline formatting a mark gives its text; a `header` is a whole cell that heads a row or a column."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

CONTAINERS: frozenset[BlockKind] = frozenset({"quotation", "table"})


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of offsets.

    Attributes:
        start: The first offset, in code points.
        end: The offset after the last one.
    """

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, offset: int) -> bool:
        return self.start <= offset < self.end


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a document's structure.

    The characters between the start of a block's line and the block itself are
    its marker (a bullet, a number, `> `): they stand in the text, but belong to
    no block. See `Document.marker`.

    Attributes:
        kind: What it is.
        start: Its first offset, in code points.
        end: The offset after its last character.
        level: A heading's level (1 is the highest), the nesting depth of a list
            item or of a paragraph that continues one (1 is the outermost), a
            table cell's row (1 is the first); 0 where none applies.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """Inline formatting of a range of text.

    Attributes:
        kind: What it is.
        start: Its first offset, in code points.
        end: The offset after its last character.
        target: Where a link leads: an address, or `#` and the name of an anchor of the document; for a
            footnote's reference the name of the footnote's anchor; for an image its name in
            `Document.pictures`, or its address; for code its language. Empty where there is none.
    """

    kind: MarkKind
    start: int
    end: int
    target: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in a document that has a name.

    Attributes:
        name: The name, such as the id of an element, or the number of a printed page.
        offset: The first offset of what it names, in code points.
    """

    name: str
    offset: int


def day(date: str) -> str:
    """A date as people write it, if it is written for machines: `2024-03-05T10:00:00Z` is “5 March 2024”.

    Args:
        date: A date in any form; what is not in that of ISO 8601 comes back as it is.
    """
    try:
        found = datetime.fromisoformat(date)
    except ValueError:
        return date
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the text under it, up to the next heading of its level or a higher one.

    Attributes:
        title: The heading's text.
        level: The heading's level, 1 the highest.
        start: The heading's first offset.
        end: The offset after the section's last character.
    """

    title: str
    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Visit:
    """When and how a page of the web was fetched.

    Attributes:
        asked: The address that was asked for; it may have led to another one.
        fetched: When: ISO 8601, UTC.
        etag: What the server calls this version of the page; empty where it says nothing.
        modified: When the page last changed, as the server writes it; empty likewise.
    """

    asked: str
    fetched: str
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True)
class Document:
    """What is read: a text, its structure and where it came from.

    Blocks are separated in the text by an empty line; list items, the rows of a
    table and the lines of a `>` quotation by one line break. The text neither
    starts nor ends with white space.

    Attributes:
        text: The canonical text. All offsets count its code points.
        blocks: Sorted by start, containers before what they contain. The leaves
            do not overlap.
        marks: Sorted by start.
        title: Never empty.
        author: Empty where unknown.
        date: When it was published, as the source writes it; empty where unknown.
        site: Who published it; empty where unknown.
        source: Where it came from: an absolute path, a URL, or `stdin`.
        anchors: What links and references of the document lead to, sorted by offset.
        pages: The printed pages' first offsets, by their numbers, sorted by offset; none where unknown.
        identity: A name that the work has wherever its file lies, such as an EPUB's identifier; may be empty.
        pictures: The images that came with the document, by the targets of their marks.
        notices: Sentences about what could not be read as it should be.
        visit: When and how it was fetched, where it is from the web.
    """

    text: str
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...] = ()
    title: str = "Untitled"
    author: str = ""
    date: str = ""
    site: str = ""
    source: str = field(default="", compare=False)
    anchors: tuple[Anchor, ...] = field(default=(), compare=False)
    pages: tuple[Anchor, ...] = field(default=(), compare=False)
    identity: str = field(default="", compare=False)
    pictures: Mapping[str, bytes] = field(default_factory=dict, compare=False, repr=False)
    notices: tuple[str, ...] = field(default=(), compare=False)
    visit: Visit | None = field(default=None, compare=False)

    @cached_property
    def sha256(self) -> str:
        """The hash of the text as UTF-8, in hexadecimal: the text's identity."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def leaves(self) -> tuple[Block, ...]:
        """The blocks that hold text themselves, in reading order."""
        return tuple(block for block in self.blocks if block.kind not in CONTAINERS)

    @cached_property
    def outline(self) -> tuple[Section, ...]:
        """The sections, in reading order."""
        headings = [block for block in self.blocks if block.kind == "heading"]
        ends: list[int] = []
        open_above = [
            (0, len(self.text))
        ]  # the levels and starts of the later headings that may end a section
        for heading in reversed(headings):
            while open_above[-1][0] > heading.level:
                open_above.pop()
            ends.append(open_above[-1][1])
            open_above.append((heading.level, heading.start))
        return tuple(
            Section(
                " ".join(self.text[heading.start : heading.end].split()), heading.level, heading.start, end
            )
            for heading, end in zip(headings, reversed(ends), strict=True)
        )

    def leaf_at(self, offset: int) -> Block | None:
        """The leaf that holds an offset, else the last one that begins before it.

        Args:
            offset: Any offset, in code points.

        Returns:
            The block, or None where every leaf begins after the offset.
        """
        index = self.leaf_index_at(offset)
        return self.leaves[index] if index >= 0 else None

    def leaf_index_at(self, offset: int) -> int:
        """The index in `leaves` of what `leaf_at` gives; -1 for None."""
        return bisect_right(self._leaf_starts, offset) - 1

    def section_at(self, offset: int) -> Section | None:
        """The innermost section that holds an offset, or None before the first heading."""
        found = None
        for section in self.outline:
            if section.start > offset:
                break
            if offset < section.end:
                found = section
        return found

    def marker(self, block: Block) -> str:
        """The characters that stand before a block on its line: a bullet, a number, `> `."""
        return self.text[self.text.rfind("\n", 0, block.start) + 1 : block.start]

    @cached_property
    def _leaf_starts(self) -> list[int]:
        return [block.start for block in self.leaves]
