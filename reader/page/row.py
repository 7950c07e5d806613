"""A row: one line of the page, and what stands on it."""

from __future__ import annotations

from dataclasses import dataclass

from reader.document import Block
from reader.page.width import cells, drawn
from reader.sanitise import clean


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text on a row.

    Attributes:
        column: Where it begins, in cells from the left edge of the text.
        start: Its first offset in the document's text.
        end: The offset after its last drawn character.
        gaps: The offsets of the spaces that are drawn wider, and by how many cells each.
        hyphen: Whether a hyphen that is not in the text is drawn after it.
    """

    column: int
    start: int
    end: int
    gaps: tuple[tuple[int, int], ...] = ()
    hyphen: bool = False

    def column_at(self, text: str, offset: int) -> int:
        """The column of an offset that lies on it, or at its end."""
        wider = sum(extra for at, extra in self.gaps if at < offset)
        return self.column + cells(text[self.start : min(offset, self.end)]) + wider

    def shown(self, text: str, start: int, end: int) -> str:
        """A part of its text as it is drawn: controls made visible, spaces as wide as they are here."""
        parts = []
        for at, extra in self.gaps:
            if start <= at < end:
                parts += [drawn(clean(text[start : at + 1])), " " * extra]
                start = at + 1
        return "".join([*parts, drawn(clean(text[start:end]))])


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A row of a picture.

    Attributes:
        column: Where the picture begins, in cells from the left edge of the text.
        columns: How wide it is, in cells.
        rows: How high it is.
        line: Which of its rows this is, from 0.
    """

    column: int
    columns: int
    rows: int
    line: int


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the page.

    Attributes:
        pieces: What stands on it, from left to right; empty for a row without text.
        block: The block it belongs to, or None for a blank row between blocks.
        marker: A list marker, a note's label or a column's heading, drawn left of the first piece.
        stop: The offset at which the next row of the block begins, or the block's end: the
            space that hangs over at the row's end lies before it.
        picture: What of a picture is drawn on it; such a row has no text.
        rule: The width in cells of the line that is drawn on it, below a table's headings;
            such a row has no text.
    """

    pieces: tuple[Piece, ...] = ()
    block: Block | None = None
    marker: str = ""
    stop: int = -1
    picture: PictureRow | None = None
    rule: int = 0

    @property
    def start(self) -> int:
        """The first offset on the row; rows without text have none and give -1."""
        return self.pieces[0].start if self.pieces else -1

    @property
    def end(self) -> int:
        """The offset after the last drawn character, or -1."""
        return self.pieces[-1].end if self.pieces else -1
