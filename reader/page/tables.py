"""Tables: how wide their columns are, which of them hold numbers, and which have a row of headings."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from reader.document import Block, Document
from reader.page.width import cells, widest_word

CELL_GAP = 2
"""Cells between two columns."""
LEAST_WIDTH = 5
"""Cells that each column of a table must be able to have; else the table's cells are put below each other."""

_NUMBER = re.compile(
    r"[<>≈~±+\-−–(]{0,3} ?[$€£¥]?[ \xa0]?\d[\d.,'’ \xa0\u2009\u202f]*[ \xa0]?[%‰$€£¥)*†‡]{0,3}"
)
_MISSING = re.compile(r"[-−–—…. ]+|n/?a", re.IGNORECASE)
"""What stands in a column of numbers where there is none."""
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


@dataclass(frozen=True, slots=True)
class Table:
    """What is told of a table by all of its cells.

    Attributes:
        widths: The cells that the widest text of each column takes, at least 2.
        words: The cells that the widest word of each column takes, at least 2.
        numeric: The columns, from 0, that hold numbers below their heading.
        rows: The first offset of each row.
        head: The cells of the first row, where they are headings.
    """

    widths: tuple[int, ...]
    words: tuple[int, ...]
    numeric: frozenset[int]
    rows: tuple[int, ...]
    head: tuple[Block, ...]

    def fitted(self, measure: int) -> tuple[int, ...]:
        """The columns' widths for a measure, in cells; none where there is no room for columns.

        The widest give first, down to an equal share, and none more than its words need
        as long as others can give.
        """
        count = len(self.widths)
        room = measure - CELL_GAP * (count - 1)
        if sum(min(width, LEAST_WIDTH) for width in self.widths) > room:
            return ()
        return _narrowed(self.widths, room, _narrowed(self.words, room, (2,) * count))


def _narrowed(widths: tuple[int, ...], room: int, least: tuple[int, ...]) -> tuple[int, ...]:
    """Widths that together are no more than a room, made from wider ones, none less than its least.

    Args:
        widths: The wider ones.
        room: Their sum, at most, in cells; the least have room in it.
        least: What each keeps.
    """
    while sum(widths) > room:
        giving = [width for width, kept in zip(widths, least, strict=True) if width > kept]
        widest = max(giving)
        next_widest = max((width for width in giving if width < widest), default=2)
        excess = -(-(sum(widths) - room) // giving.count(widest))
        narrower = max(next_widest, widest - excess)
        widths = tuple(
            max(narrower, kept) if width == widest else width
            for width, kept in zip(widths, least, strict=True)
        )
    return widths


def columns_at(widths: Sequence[int]) -> list[int]:
    """Where columns of some widths begin, in cells, and where a next one would."""
    return list(accumulate((width + CELL_GAP for width in widths), initial=0))


def column_of(document: Document, cell: Block) -> int:
    """The column of a table that a cell stands in, from 0; empty cells before it count."""
    return document.marker(cell).count("\t")


def tables(document: Document) -> Iterator[Table]:
    """The tables of a document, in reading order."""
    waiting = deque(block for block in document.leaves if block.kind == "cell")
    headers = frozenset(mark.start for mark in document.marks if mark.kind == "header")
    for table in (block for block in document.blocks if block.kind == "table"):
        found: list[Block] = []
        while waiting and waiting[0].start < table.end:
            found.append(waiting.popleft())
        if found:
            yield table_of(document, found, headers)


def table_of(document: Document, found: Sequence[Block], headers: Container[int] = ()) -> Table:
    """The table that cells make.

    Args:
        document: The document they stand in.
        found: The cells, in reading order; at least one.
        headers: The first offsets of the cells that are known to head a row or a column.
    """
    widths: list[int] = []
    words: list[int] = []
    rows: list[int] = []
    holds: dict[int, list[tuple[bool, str]]] = {}
    level = None
    for cell in found:
        if cell.level != level:
            rows.append(cell.start)
            level = cell.level
        place = column_of(document, cell)
        text = document.text[cell.start : cell.end]
        for known, size in ((widths, cells(text)), (words, widest_word(text))):
            known += [2] * (place + 1 - len(known))
            known[place] = max(known[place], size)
        holds.setdefault(place, []).append((len(rows) == 1, text))
    numeric = frozenset(place for place, held in holds.items() if _is_numeric(held))
    head = tuple(cell for cell in found if len(rows) > 1 and cell.start < rows[1])
    if any(cell.start in headers for cell in found):
        head = head if all(cell.start in headers for cell in head) else ()
    elif any(column_of(document, cell) in numeric and _is_datum(document, cell) for cell in head):
        head = ()  # a first row with numbers above numbers is a row as all others
    return Table(tuple(widths), tuple(words), numeric, tuple(rows), head)


def _is_datum(document: Document, cell: Block) -> bool:
    """Whether a cell holds a number that is no year: years stand as headings above numbers."""
    text = document.text[cell.start : cell.end]
    return _NUMBER.fullmatch(text) is not None and _YEAR.fullmatch(text) is None


def _is_numeric(held: Sequence[tuple[bool, str]]) -> bool:
    """Whether a column holds numbers below what may be its heading."""
    below = [text for is_first, text in held if not is_first and not _MISSING.fullmatch(text)]
    return bool(below) and all(_NUMBER.fullmatch(text) for text in below)
