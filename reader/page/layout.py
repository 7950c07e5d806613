"""A document laid out for a measure: rows and columns to offsets, and back.

This is the only owner of rows and columns. A row is one line of the page; a
column is a cell on it, counted from the left edge of the text. The rows of a
block are computed once; the objects that describe them are made when asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from reader.document import Block, Document
from reader.page.width import cells, fold, graphemes, is_narrow, wrap

QUOTATION_INDENT = 4
CODE_INDENT = 2
CELL_GAP = 2
MINIMUM_MEASURE = 8
"""Cells: below this nothing can be read, and blocks stop being indented."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text on a row.

    Attributes:
        column: Where it begins, in cells from the left edge of the text.
        start: Its first offset in the document's text.
        end: The offset after its last drawn character.
    """

    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the page.

    Attributes:
        pieces: What stands on it, from left to right; empty for a blank row.
        block: The block it belongs to, or None for a blank row between blocks.
        marker: A list marker or a note's label, drawn left of the first piece.
        stop: The offset at which the next row of the block begins, or the block's end: the
            space that hangs over at the row's end lies before it.
    """

    pieces: tuple[Piece, ...] = ()
    block: Block | None = None
    marker: str = ""
    stop: int = -1

    @property
    def start(self) -> int:
        """The first offset on the row; rows without text have none and give -1."""
        return self.pieces[0].start if self.pieces else -1

    @property
    def end(self) -> int:
        """The offset after the last drawn character, or -1."""
        return self.pieces[-1].end if self.pieces else -1


@dataclass(frozen=True, slots=True)
class _Flow:
    """Blocks that are laid out together: one leaf, or the cells of one row of a table."""

    blocks: tuple[Block, ...]
    columns: tuple[int, ...]
    breaks: tuple[list[int], ...]
    marker: str
    gap: int

    @property
    def height(self) -> int:
        return 1 + max(len(breaks) for breaks in self.breaks)


class Layout:
    """The rows of a document for one measure.

    Args:
        document: What is laid out.
        measure: The width of the text, in cells.
    """

    def __init__(self, document: Document, measure: int) -> None:
        self.document = document
        self.measure = max(MINIMUM_MEASURE, measure)
        self._flows = list(self._flow())
        self._tops = list(accumulate((flow.gap + flow.height for flow in self._flows), initial=0))
        self._starts = [flow.blocks[0].start for flow in self._flows]

    @property
    def height(self) -> int:
        """The number of rows."""
        return self._tops[-1]

    def row(self, y: int) -> Row:
        """The row at an index; a blank one outside the page."""
        if not 0 <= y < self.height:
            return Row()
        index = bisect_right(self._tops, y) - 1
        flow = self._flows[index]
        line = y - self._tops[index] - flow.gap
        if line < 0:
            return Row()
        pieces, last = [], -1
        for block, column, breaks in zip(flow.blocks, flow.columns, flow.breaks, strict=True):
            if line > len(breaks):
                continue
            start = breaks[line - 1] if line else block.start
            stop = breaks[line] if line < len(breaks) else block.end
            pieces.append(self._piece(block, column, start, stop))
            last = stop
        return Row(tuple(pieces), flow.blocks[0], "" if line else flow.marker, last)

    def row_of(self, offset: int) -> int:
        """The index of the row that holds an offset.

        An offset between two blocks belongs to the last row of the former.
        """
        if not self._flows:
            return 0
        index = max(0, bisect_right(self._starts, offset) - 1)
        flow = self._flows[index]
        breaks = flow.breaks[max(0, bisect_right([block.start for block in flow.blocks], offset) - 1)]
        return self._tops[index] + flow.gap + bisect_right(breaks, offset)

    def column_of(self, offset: int) -> int:
        """The column of an offset on its row."""
        pieces = self.row(self.row_of(offset)).pieces
        piece = next((piece for piece in reversed(pieces) if piece.start <= offset), None)
        if piece is None:
            return pieces[0].column if pieces else 0
        return piece.column + cells(self.document.text[piece.start : min(offset, piece.end)])

    def offset_at(self, y: int, column: int) -> int:
        """The offset of the character drawn at a row and a column, or of the nearest one on that row.

        On a blank row it is that of the first row with text after it, or before
        it at the page's end.
        """
        row = self.row(y)
        if not row.pieces:
            y = next((below for below in range(max(0, y), self.height) if self.row(below).pieces), -1)
            if y < 0:
                return max(0, len(self.document.text) - 1)
            row = self.row(y)
        piece = next((piece for piece in reversed(row.pieces) if piece.column <= column), row.pieces[0])
        text = self.document.text[piece.start : piece.end]
        room = max(0, column - piece.column)
        if is_narrow(text):
            return piece.start + min(room, max(0, len(text) - 1))
        found = 0
        for start, _end, size in graphemes(text):
            found = start
            room -= size
            if room < 0:
                break
        return piece.start + found

    def _piece(self, block: Block, column: int, start: int, stop: int) -> Piece:
        text = self.document.text
        if block.kind != "code":
            while stop > start and text[stop - 1].isspace():
                stop -= 1
        elif stop > start and text[stop - 1] == "\n":
            stop -= 1
        if block.kind == "rule":
            stop = min(stop, start + self.measure)
            column = max(0, (self.measure - cells(text[start:stop])) // 2)
        return Piece(column, start, stop)

    def _flow(self) -> Iterator[_Flow]:
        quotations = [block for block in self.document.blocks if block.kind == "quotation"]
        tables = _widths_of_tables(self.document)
        previous: Block | None = None
        row: list[Block] = []
        leaves = self.document.leaves
        for index, block in enumerate(leaves):
            if block.kind == "cell":
                row.append(block)
                following = leaves[index + 1] if index + 1 < len(leaves) else None
                if following and following.kind == "cell" and "\n" not in self._between(block, following):
                    continue
                yield self._table_row(tuple(row), tables[row[0].start], self._gap(previous, row[0]))
                row = []
            else:
                depth = 0
                while quotations and quotations[0].end <= block.start:
                    quotations.pop(0)
                for quotation in quotations:
                    if quotation.start > block.start:
                        break
                    depth += quotation.end > block.start
                yield self._leaf(block, depth, self._gap(previous, block))
            previous = block

    def _between(self, block: Block, following: Block) -> str:
        return self.document.text[block.end : following.start]

    def _gap(self, previous: Block | None, block: Block) -> int:
        if previous is None:
            return 0
        if self._between(previous, block).count("\n") < 2:
            return 0
        return 2 if block.kind == "heading" and previous.kind != "heading" else 1

    def _leaf(self, block: Block, depth: int, gap: int) -> _Flow:
        marker = self.document.marker(block)
        if depth:
            marker = marker.lstrip("> ")
        hanging = cells(marker) or 2 * block.level * (block.kind == "paragraph")
        indent = depth * QUOTATION_INDENT + hanging + CODE_INDENT * (block.kind == "code")
        indent = min(indent, max(0, self.measure - MINIMUM_MEASURE))
        room = max(2, self.measure - indent)
        text = self.document.text[block.start : block.end]
        if block.kind == "rule":
            cuts: list[int] = []
        else:
            cuts = fold(text, room) if block.kind == "code" else wrap(text, room)
        return _Flow((block,), (indent,), ([block.start + cut for cut in cuts],), marker, gap)

    def _table_row(self, blocks: tuple[Block, ...], widths: list[int], gap: int) -> _Flow:
        widths = _shrunk(widths, self.measure)
        columns = list(accumulate((width + CELL_GAP for width in widths), initial=0))
        places = [_column(self.document, block) for block in blocks]
        breaks = tuple(
            [block.start + cut for cut in wrap(self.document.text[block.start : block.end], widths[place])]
            for block, place in zip(blocks, places, strict=True)
        )
        return _Flow(blocks, tuple(columns[place] for place in places), breaks, "", gap)


def _column(document: Document, cell: Block) -> int:
    """The column of a table that a cell stands in, from 0; empty cells before it count."""
    return document.marker(cell).count("\t")


def _widths_of_tables(document: Document) -> dict[int, list[int]]:
    """The widths in cells of the columns of each table, by the start of each of its rows."""
    found: dict[int, list[int]] = {}
    waiting = deque(block for block in document.leaves if block.kind == "cell")
    for table in (block for block in document.blocks if block.kind == "table"):
        widths: list[int] = []
        row = -1
        while waiting and waiting[0].start < table.end:
            cell = waiting.popleft()
            if cell.level != row:
                found[cell.start] = widths
                row = cell.level
            place = _column(document, cell)
            widths += [2] * (place + 1 - len(widths))
            widths[place] = max(widths[place], cells(document.text[cell.start : cell.end]))
    return found


def _shrunk(widths: list[int], measure: int) -> list[int]:
    """Column widths that fit a measure: the widest give first, down to an equal share."""
    room = max(2 * len(widths), measure - CELL_GAP * (len(widths) - 1))
    widths = list(widths)
    while sum(widths) > room:
        widest = max(widths)
        next_widest = max((width for width in widths if width < widest), default=2)
        count = widths.count(widest)
        excess = -(-(sum(widths) - room) // count)
        narrower = max(next_widest, widest - excess, 2)
        if narrower == widest:
            break
        widths = [narrower if width == widest else width for width in widths]
    return widths
