"""The pen all formats write with: blocks in, one `Document` out.

What must hold for every document is seen to here, so that no format can forget
it: what separates blocks, that no block is empty, that the text neither starts
nor ends with white space, that marks lie within their block, and that nothing
harmful to a terminal is left in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from operator import attrgetter, itemgetter
from types import MappingProxyType

from reader.document import Anchor, Block, BlockKind, Document, Mark
from reader.sanitise import clean, line

BLOCK_GAP = "\n\n"
"""What stands between two blocks."""
LINE_GAP = "\n"
"""What stands between two list items, rows of a table, or lines of a `>` quotation."""


class Composer:
    """Composes a document block by block, in reading order.

    Attributes:
        blocks: The leaves that have been added so far.
        notices: Sentences about what could not be read as it should be.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._pieces: list[str] = []
        self._length = 0
        self._marks: list[Mark] = []
        self._open: list[tuple[int, int, BlockKind]] = []  # containers: where they begin, and their order
        self._containers: list[tuple[int, int, Block]] = []
        self._begun = 0
        self._anchors: list[Anchor] = []
        self._pages: list[Anchor] = []
        self._waiting: list[str] = []
        self._turned: list[str] = []
        self.notices: list[str] = []

    def add(
        self,
        kind: BlockKind,
        text: str,
        *,
        marker: str = "",
        level: int = 0,
        gap: str = BLOCK_GAP,
        marks: Iterable[Mark] = (),
        anchors: Iterable[Anchor] = (),
    ) -> bool:
        """Add a leaf. White space at its ends is left out; a leaf of nothing else is not added.

        Args:
            kind: What the block is. Code keeps the indentation of its first line.
            text: The block's text.
            marker: What stands on the block's line before it: a bullet, a number, `> `.
            level: The block's level, see `Block`.
            gap: The white space between this block and the one before it.
            marks: Inline formatting, its offsets counted from the start of `text`.
            anchors: Named places, their offsets counted likewise.

        Returns:
            Whether the block was added.
        """
        body = text.rstrip()
        body = body.lstrip("\n") if kind == "code" and self._length else body.lstrip()
        if not body:
            self._waiting += (anchor.name for anchor in anchors)
            return False
        if not self._length:
            gap, marker = "", marker.lstrip()
        start = self._length + len(gap) + len(marker)
        end = start + len(body)
        self._pieces += (gap, marker, body)
        self._length = end
        self.blocks.append(Block(kind, start, end, level))
        shift = start - (len(text.rstrip()) - len(body))
        self._begin_at(start)
        self._anchors += (
            replace(anchor, offset=min(end, max(start, anchor.offset + shift))) for anchor in anchors
        )
        if marks:
            moved = (
                replace(mark, start=max(start, mark.start + shift), end=min(end, mark.end + shift))
                for mark in marks
            )
            self._marks += (mark for mark in moved if mark.start < mark.end)
        return True

    def _begin_at(self, start: int) -> None:
        """Give the names and pages that waited for the next block its first offset."""
        self._anchors += (Anchor(name, start) for name in self._waiting)
        self._pages += (Anchor(number, start) for number in self._turned)
        self._waiting.clear()
        self._turned.clear()

    def anchor(self, name: str) -> None:
        """Name the start of the next block that is added."""
        self._waiting.append(name)

    def page(self, number: str) -> None:
        """Say that a printed page begins with the next block that is added."""
        self._turned.append(number)

    def begin(self, kind: BlockKind) -> None:
        """Begin a container: a quotation or a table round the leaves that are added until its `end`."""
        self._open.append((len(self.blocks), self._begun, kind))
        self._begun += 1

    def end(self) -> None:
        """End the container that was begun last. One without leaves leaves no trace."""
        place, order, kind = self._open.pop()
        if place < len(self.blocks):
            self._containers.append((place, order, Block(kind, self.blocks[place].start, self._length)))

    def document(
        self,
        title: str,
        author: str = "",
        date: str = "",
        site: str = "",
        *,
        identity: str = "",
        pictures: Mapping[str, bytes] = MappingProxyType({}),
    ) -> Document:
        """The document that has been composed.

        Args:
            title: Its title; folded to one line, as the others are; `Untitled` where nothing is left.
            author: Who wrote it.
            date: When it was published.
            site: Who published it.
            identity: A name that the work has wherever its file lies.
            pictures: The images that came with it, by the targets of their marks.

        Returns:
            The document, without a source. Its text is empty where no block was added.
        """
        return Document(
            text=clean("".join(self._pieces)),
            blocks=tuple(self._all_blocks()),
            marks=tuple(
                replace(mark, target=line(mark.target))
                for mark in sorted(self._marks, key=lambda mark: (mark.start, -mark.end))
            ),
            title=line(title) or "Untitled",
            author=line(author),
            date=line(date),
            site=line(site),
            anchors=self._named(),
            pages=tuple(replace(each, name=line(each.name)) for each in self._pages),
            identity=line(identity),
            pictures=dict(pictures),
            notices=tuple(dict.fromkeys(map(line, self.notices))),
        )

    def _all_blocks(self) -> Iterator[Block]:
        """The blocks in their order: containers before their content, the outer ones first."""
        begun = 0
        for place, _, container in sorted(self._containers, key=itemgetter(0, 1)):
            yield from self.blocks[begun:place]
            begun = place
            yield container
        yield from self.blocks[begun:]

    def _named(self) -> tuple[Anchor, ...]:
        """The named places in their order; what nothing follows is at the end."""
        left = (Anchor(name, self._length) for name in self._waiting)
        found = (replace(each, name=line(each.name)) for each in (*self._anchors, *left))
        return tuple(sorted(found, key=attrgetter("offset")))
