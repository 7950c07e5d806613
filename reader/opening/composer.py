"""The pen all formats write with: blocks in, one `Document` out.

What must hold for every document is seen to here, so that no format can forget
it: what separates blocks, that no block is empty, that the text neither starts
nor ends with white space, that marks lie within their block, and that nothing
harmful to a terminal is left in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reader.document import Block, BlockKind, Document, Mark
from reader.sanitise import clean, line

BLOCK_GAP = "\n\n"
"""What stands between two blocks."""
LINE_GAP = "\n"
"""What stands between two list items, rows of a table, or lines of a `>` quotation."""


class Composer:
    """Composes a document block by block, in reading order.

    Attributes:
        blocks: What has been added so far. A container is put before its content
            when it ends.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._pieces: list[str] = []
        self._length = 0
        self._marks: list[Mark] = []
        self._open: list[tuple[BlockKind, int]] = []

    def add(
        self,
        kind: BlockKind,
        text: str,
        *,
        marker: str = "",
        level: int = 0,
        gap: str = BLOCK_GAP,
        marks: Iterable[Mark] = (),
    ) -> bool:
        """Add a leaf. White space at its ends is left out; a leaf of nothing else is not added.

        Args:
            kind: What the block is. Code keeps the indentation of its first line.
            text: The block's text.
            marker: What stands on the block's line before it: a bullet, a number, `> `.
            level: The block's level, see `Block`.
            gap: The white space between this block and the one before it.
            marks: Inline formatting, its offsets counted from the start of `text`.

        Returns:
            Whether the block was added.
        """
        body = text.rstrip()
        body = body.lstrip("\n") if kind == "code" and self._length else body.lstrip()
        if not body:
            return False
        if not self._length:
            gap, marker = "", marker.lstrip()
        start = self._length + len(gap) + len(marker)
        end = start + len(body)
        self._pieces += (gap, marker, body)
        self._length = end
        self.blocks.append(Block(kind, start, end, level))
        if marks:
            shift = start - (len(text.rstrip()) - len(body))
            moved = (
                replace(mark, start=max(start, mark.start + shift), end=min(end, mark.end + shift))
                for mark in marks
            )
            self._marks += (mark for mark in moved if mark.start < mark.end)
        return True

    def begin(self, kind: BlockKind) -> None:
        """Begin a container: a quotation or a table round the leaves that are added until its `end`."""
        self._open.append((kind, len(self.blocks)))

    def end(self) -> None:
        """End the container that was begun last. One without leaves leaves no trace."""
        kind, index = self._open.pop()
        if index < len(self.blocks):
            self.blocks.insert(index, Block(kind, self.blocks[index].start, self._length))

    def document(self, title: str, author: str = "", date: str = "", site: str = "") -> Document:
        """The document that has been composed.

        Args:
            title: Its title; folded to one line, as the others are; `Untitled` where nothing is left.
            author: Who wrote it.
            date: When it was published.
            site: Who published it.

        Returns:
            The document, without a source. Its text is empty where no block was added.
        """
        return Document(
            text=clean("".join(self._pieces)),
            blocks=tuple(self.blocks),
            marks=tuple(
                replace(mark, target=line(mark.target))
                for mark in sorted(self._marks, key=lambda mark: (mark.start, -mark.end))
            ),
            title=line(title) or "Untitled",
            author=line(author),
            date=line(date),
            site=line(site),
        )
