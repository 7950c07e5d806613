"""A document laid out for a measure: rows and columns to offsets, and back.

This is the only owner of rows and columns. A row is one line of the page; a
column is a cell on it, counted from the left edge of the text. The rows of a
block are computed once; the objects that describe them are made when asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from itertools import accumulate
from types import MappingProxyType

from reader.document import Block, Document
from reader.page.pictures import Pixels, fitted
from reader.page.row import PictureRow, Piece, Row
from reader.page.tables import CELL_GAP, Table, column_of, columns_at, table_of, tables
from reader.page.typography import PLAIN, Typography, gaps
from reader.page.width import cells, fold, graphemes, is_narrow, wrap, wrap_hyphenated

QUOTATION_INDENT = 4
CODE_INDENT = 2
RECORD_INDENT = 2
"""Cells before all but the first cell of a row, where a table's cells are put below each other."""
RECORD_PART = 3
"""The headings beside such cells have one part in so many of the measure at most."""
MINIMUM_MEASURE = 8
"""Cells: below this nothing can be read, and blocks stop being indented."""
RUNNING = frozenset({"paragraph", "list_item", "footnote"})
"""The kinds of blocks that are set as running text."""
FOLDED = "↳ "
"""The marker of a row on which a line of code goes on."""
MOST_PICTURE_ROWS = 24
"""Rows that a picture takes at most where nothing else is said."""


@dataclass(frozen=True, slots=True)
class _Flow:
    """Blocks that are laid out together: one leaf, or the cells of one row of a table.

    Attributes:
        blocks: The blocks, from left to right.
        columns: Where each begins, in cells.
        breaks: Where each one's rows after the first begin, in offsets.
        marker: What stands before the first.
        gap: The blank rows above.
        aligned: The width in cells that each is drawn to the right of; 0 for the left.
        picture: The columns and rows of the picture that stands above the text.
        rule: The width in cells of the line below the text.
        leading: Blank rows between the rows with text.
        room: The width in cells to which rows are justified; 0 where they are not.
        hyphens: Which breaks stand within a word.
    """

    blocks: tuple[Block, ...]
    columns: tuple[int, ...]
    breaks: tuple[list[int], ...]
    marker: str
    gap: int
    aligned: tuple[int, ...] = ()
    picture: tuple[int, int] = (0, 0)
    rule: int = 0
    leading: int = 0
    room: int = 0
    hyphens: Set[int] = frozenset()

    @property
    def lines(self) -> int:
        """The number of rows with text."""
        return 1 + max(len(breaks) for breaks in self.breaks)

    @property
    def before(self) -> int:
        """The number of rows above the text."""
        return self.gap + self.picture[1]

    @property
    def height(self) -> int:
        """The number of all rows."""
        return self.before + self.lines + self.leading * (self.lines - 1) + bool(self.rule)


def continues_note(block: Block) -> bool:
    """Whether a leaf that follows a footnote may still be of it: no heading, no paragraph of the text."""
    return block.kind != "heading" and (block.kind != "paragraph" or block.level > 0)


class Layout:
    """The rows of a document for one measure.

    Args:
        document: What is laid out.
        measure: The width of the text, in cells.
        pictures: The sizes of the pictures that are drawn above the text of image blocks, by
            the blocks' starts.
        most_picture_rows: How many rows a picture may take.
        typography: How running text is set.
    """

    def __init__(
        self,
        document: Document,
        measure: int,
        pictures: Mapping[int, Pixels] = MappingProxyType({}),
        most_picture_rows: int = MOST_PICTURE_ROWS,
        typography: Typography = PLAIN,
    ) -> None:
        self.document = document
        self.measure = max(MINIMUM_MEASURE, measure)
        self._pictures = pictures
        self._most_picture_rows = most_picture_rows
        self._typography = typography
        self._flows = list(self._flow())
        self._tops = list(accumulate((flow.height for flow in self._flows), initial=0))
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
        line = y - self._tops[index] - flow.before
        if line < -flow.picture[1]:
            return Row()
        if line < 0:
            columns, rows = flow.picture
            return Row(block=flow.blocks[0], picture=PictureRow(flow.columns[0], columns, rows, line + rows))
        line, between = divmod(line, 1 + flow.leading)
        if between:
            return Row()
        if line >= flow.lines:
            return Row(block=flow.blocks[0], rule=flow.rule)
        pieces, last = [], -1
        aligned = flow.aligned or (0,) * len(flow.blocks)
        for block, column, breaks, width in zip(flow.blocks, flow.columns, flow.breaks, aligned, strict=True):
            if line > len(breaks):
                continue
            start = breaks[line - 1] if line else block.start
            stop = breaks[line] if line < len(breaks) else block.end
            piece = self._piece(block, column, start, stop, width)
            pieces.append(self._justified(piece, flow, line) if flow.room or flow.hyphens else piece)
            last = stop
        return Row(tuple(pieces), flow.blocks[0], self._marker(flow, line), last)

    def row_of(self, offset: int) -> int:
        """The index of the row that holds an offset.

        An offset between two blocks belongs to the last row of the former.
        """
        if not self._flows:
            return 0
        index = max(0, bisect_right(self._starts, offset) - 1)
        flow = self._flows[index]
        breaks = flow.breaks[max(0, bisect_right([block.start for block in flow.blocks], offset) - 1)]
        return self._tops[index] + flow.before + bisect_right(breaks, offset) * (1 + flow.leading)

    def column_of(self, offset: int) -> int:
        """The column of an offset on its row."""
        pieces = self.row(self.row_of(offset)).pieces
        piece = next((piece for piece in reversed(pieces) if piece.start <= offset), None)
        if piece is None:
            return pieces[0].column if pieces else 0
        return piece.column_at(self.document.text, offset)

    def offset_at(self, y: int, column: int) -> int:
        """The offset of the character drawn at a row and a column, or of the nearest one on that row.

        On a row without text it is that of the first row with text after it, or
        before it at the page's end.
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
        if is_narrow(text) and not piece.gaps:
            return piece.start + min(room, max(0, len(text) - 1))
        wider = dict(piece.gaps)
        found = 0
        for start, _end, size in graphemes(text):
            found = start
            room -= size + wider.get(piece.start + start, 0)
            if room < 0:
                break
        return piece.start + found

    def _marker(self, flow: _Flow, line: int) -> str:
        if not line:
            return flow.marker
        if flow.blocks[0].kind != "code":
            return ""
        return FOLDED if self.document.text[flow.breaks[0][line - 1] - 1] != "\n" else ""

    def _piece(self, block: Block, column: int, start: int, stop: int, width: int) -> Piece:
        text = self.document.text
        if block.kind != "code":
            while stop > start and text[stop - 1].isspace():
                stop -= 1
        elif stop > start and text[stop - 1] == "\n":
            stop -= 1
        if block.kind == "rule":
            stop = min(stop, start + self.measure)
            column = max(0, (self.measure - cells(text[start:stop])) // 2)
        elif width:
            column += max(0, width - cells(text[start:stop]))
        return Piece(column, start, stop)

    def _justified(self, piece: Piece, flow: _Flow, line: int) -> Piece:
        """A row of running text with its hyphen, and drawn out to the edge unless a paragraph ends there."""
        text, (breaks,) = self.document.text, flow.breaks
        if line >= len(breaks):
            return piece
        hyphen = breaks[line] in flow.hyphens
        if not flow.room or text[breaks[line] - 1] == "\n":
            return replace(piece, hyphen=hyphen)
        slack = flow.room - cells(text[piece.start : piece.end]) - hyphen
        wider = gaps(text, piece.start, piece.end, slack, from_right=line % 2 == 1)
        return replace(piece, gaps=wider, hyphen=hyphen)

    def _flow(self) -> Iterator[_Flow]:
        quotations = [block for block in self.document.blocks if block.kind == "quotation"]
        known = {start: table for table in tables(self.document) for start in table.rows}
        previous: Block | None = None
        label = 0  # the cells of the last note's label: what continues the note stands below its first word
        row: list[Block] = []
        leaves = self.document.leaves
        for index, block in enumerate(leaves):
            if block.kind == "cell":
                row.append(block)
                following = leaves[index + 1] if index + 1 < len(leaves) else None
                if following and following.kind == "cell" and "\n" not in self._between(block, following):
                    continue
                table = known.get(row[0].start) or table_of(self.document, row)
                yield from self._table_row(tuple(row), table, self._gap(previous, row[0]))
                row = []
            else:
                depth = 0
                while quotations and quotations[0].end <= block.start:
                    quotations.pop(0)
                for quotation in quotations:
                    if quotation.start > block.start:
                        break
                    depth += quotation.end > block.start
                labelled = block.kind == "footnote" and self.document.marker(block).strip("> ")
                if labelled or not continues_note(block):
                    label = 0
                yield self._leaf(block, depth, self._gap(previous, block), label)
                if labelled:
                    label = cells(labelled) + 1
            previous = block

    def _between(self, block: Block, following: Block) -> str:
        return self.document.text[block.end : following.start]

    def _gap(self, previous: Block | None, block: Block) -> int:
        if previous is None:
            return 0
        if self._between(previous, block).count("\n") < 2:
            return 0
        return 2 if block.kind == "heading" and previous.kind != "heading" else 1

    def _leaf(self, block: Block, depth: int, gap: int, inset: int) -> _Flow:
        marker = self.document.marker(block)
        if depth:
            marker = marker.lstrip("> ")
        hanging = cells(marker) or 2 * block.level * (block.kind == "paragraph")
        indent = inset + depth * QUOTATION_INDENT + hanging + CODE_INDENT * (block.kind == "code")
        indent = min(indent, max(0, self.measure - MINIMUM_MEASURE))
        room = max(2, self.measure - indent)
        text = self.document.text[block.start : block.end]
        pixels = self._pictures.get(block.start)
        picture = fitted(pixels, room, self._most_picture_rows) if pixels else (0, 0)
        running = block.kind in RUNNING
        leading = self._typography.leading * running
        cuts, hyphens = self._cuts(block, text, room)
        return _Flow(
            (block,),
            (indent,),
            ([block.start + cut for cut in cuts],),
            marker,
            gap * (1 + leading),
            picture=picture,
            leading=leading,
            room=room * (running and self._typography.justified),
            hyphens={block.start + cut for cut in hyphens},
        )

    def _cuts(self, block: Block, text: str, room: int) -> tuple[list[int], Set[int]]:
        """Where the rows of a leaf begin after the first, and which of these stand within a word."""
        if block.kind == "rule":
            return [], frozenset()
        if block.kind == "code":
            return fold(text, room), frozenset()
        if self._typography.hyphenate and block.kind in RUNNING:
            return wrap_hyphenated(text, room, self._typography.hyphenate)
        return wrap(text, room), frozenset()

    def _table_row(self, blocks: tuple[Block, ...], table: Table, gap: int) -> Iterator[_Flow]:
        widths = table.fitted(self.measure)
        if not widths:
            yield from self._record(blocks, table, gap)
            return
        columns = columns_at(widths)
        places = [column_of(self.document, block) for block in blocks]
        yield _Flow(
            blocks,
            tuple(columns[place] for place in places),
            tuple(self._wrapped(block, widths[place]) for block, place in zip(blocks, places, strict=True)),
            "",
            gap,
            aligned=tuple(widths[place] * (place in table.numeric) for place in places),
            rule=columns[-1] - CELL_GAP if blocks[0] in table.head else 0,
        )

    def _record(self, blocks: tuple[Block, ...], table: Table, gap: int) -> Iterator[_Flow]:
        """The cells of a row below each other, where they have no room side by side.

        Beside each stands the heading of its column, if there is one.
        """
        if not gap and blocks[0].start != table.rows[0]:
            gap = 1
        text = self.document.text
        below = blocks[0] not in table.head
        heads = {column_of(self.document, c): text[c.start : c.end] for c in table.head if below}
        widest = min(max(map(cells, heads.values()), default=0), self.measure // RECORD_PART)
        for block in blocks:
            indent = widest + RECORD_INDENT if heads else RECORD_INDENT * (block is not blocks[0])
            breaks = self._wrapped(block, self.measure - indent)
            yield _Flow((block,), (indent,), (breaks,), heads.get(column_of(self.document, block), ""), gap)
            gap = 0

    def _wrapped(self, block: Block, width: int) -> list[int]:
        """Where the rows of a block after the first begin, in offsets."""
        text = self.document.text[block.start : block.end]
        return [block.start + cut for cut in wrap(text, width)]
