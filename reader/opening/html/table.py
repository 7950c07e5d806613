"""Tables in markup: which hold data and which only lay out a page, and where their cells stand."""

from __future__ import annotations

from collections.abc import Set

from reader.opening.html.tree import HEADINGS, Element, roles, tag

_WIDEST = 200
"""Columns and rows that a cell may span; a page that says more says it in error, or in malice."""
_NO_CELL_HAS = frozenset(
    ("table", "pre", "article", "section", "form", "figure", "blockquote", "hr", *HEADINGS)
)
_LONGEST_CELL = 1000
"""Code points from which a table without header cells is taken for columns of a page."""


class Table:
    """Where the cells of a table stand.

    Attributes:
        row: The row that is being written, 1 the first.
    """

    def __init__(self) -> None:
        self.row = 0
        self._column = 0
        self._spanned: dict[int, int] = {}  # columns, with how many more rows a cell above takes of them
        self._taken: dict[int, int] = {}

    def begin_row(self) -> None:
        """Begin the next row."""
        self.row += 1
        self._column = 0
        self._spanned = {
            column: rows - 1 for column, rows in (self._spanned | self._taken).items() if rows > 1
        }
        self._taken = {}

    def place(self, cell: Element) -> int:
        """How many columns before a cell are taken by cells above; the cell's place is taken."""
        skipped = 0
        while self._spanned.get(self._column):
            self._column += 1
            skipped += 1
        columns, rows = span(cell, "colspan"), span(cell, "rowspan")
        for column in range(self._column, self._column + columns):
            self._taken[column] = rows
        self._column += columns
        return skipped


def span(cell: Element, name: str) -> int:
    """How many columns (`colspan`) or rows (`rowspan`) a cell takes, 1 or more."""
    value = (cell.get(name) or "").strip()
    return min(_WIDEST, max(1, int(value))) if value.isascii() and value.isdigit() else 1


def holds_data(table: Element, none: Set[Element] = frozenset()) -> bool:
    """Whether a table is one, rather than a way to lay out a page.

    Args:
        table: The table.
        none: Tables that are known to be none.
    """
    if table in none or roles(table) & {"presentation", "none"}:
        return False
    if any(tag(inner) == "table" for inner in table.iterdescendants("*")):
        return False
    cells = [element for element in table.iter("*") if tag(element) in ("td", "th")]
    if any(tag(inner) in _NO_CELL_HAS for cell in cells for inner in cell.iter("*")):
        return False
    has_header = any(tag(element) in ("th", "caption") for element in table.iter("*"))
    if has_header:
        return True
    rows = [element for element in table.iter("*") if tag(element) == "tr"]
    if max((sum(span(cell, "colspan") for cell in row if tag(cell) == "td") for row in rows), default=0) < 2:
        return False
    return all(len(str(cell.xpath("string()"))) < _LONGEST_CELL for cell in cells)
