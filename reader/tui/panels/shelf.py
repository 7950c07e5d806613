"""The shelf: the list of a library's documents, in columns; as quick with ten thousand as with ten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from rich.segment import Segment
from textual.events import Click
from textual.message import Message
from textual.strip import Strip

from reader.page.width import cells, drawn, fit, wrap
from reader.sanitise import line
from reader.titles import Entry, Order
from reader.tui.panels.columns import GAP, Column, arranged
from reader.tui.scrolling import Scrolling

NAMES_ROW = 2
"""The row in which it is told what the columns are: below the title and an empty row."""

HEAD_ROWS = NAMES_ROW + 1
"""Rows above the documents."""

INDENT = 2
"""Cells for the cursor, before the title."""

PARTS = {"top": 0.0, "middle": 0.5, "bottom": 1.0}
"""How much of what is seen lies above the places that `look` goes to."""

ROLES = ("title", "head", "order", "text", "current", "quiet", "cursor", "bar", "rest")


class Shelf(Scrolling, can_focus=True):
    """Documents with a cursor; a row is only made when it is seen."""

    PREFIX = "shelf"
    HEAD = HEAD_ROWS

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"shelf--{role}" for role in ROLES}

    @dataclass
    class Chosen(Message):
        """A document was chosen, by Enter or by a click.

        Attributes:
            entry: The document.
        """

        entry: Entry

    @dataclass
    class Ordered(Message):
        """The name of a column was clicked.

        Attributes:
            order: What the documents are to be put in order by.
        """

        order: Order

    def __init__(self, id: str | None = None) -> None:  # noqa: A002 - the widget's own word
        super().__init__(id=id)
        self.entries: Sequence[Entry] = ()
        self.order: Order = "read"
        self.of_trash = False
        self.title = self.status = self.empty = ""
        self.cursor = 0
        self._now = datetime.now().astimezone()
        self._columns: list[Column] = []

    # What it holds

    def show(
        self,
        entries: Sequence[Entry],
        *,
        title: str = "Library",
        status: str = "",
        order: Order = "read",
        of_trash: bool = False,
        empty: str = "",
        first: bool = False,
    ) -> None:
        """Show other documents; the cursor stays on its document where that is still there, else in its row.

        Args:
            entries: The documents, in the order in which they are shown.
            title: What stands above them.
            status: What stands at the right of that.
            order: What they are in order by, to be told above.
            of_trash: Whether they were removed, so that it is told when.
            empty: What is said where there is none.
            first: Whether the cursor goes to the first one.
        """
        current, row = self.current, self.cursor - self.top
        self.entries, self.order, self.of_trash, self.empty = entries, order, of_trash, empty
        self.title, self.status = title, status
        self._now = datetime.now().astimezone()
        if first:
            self.cursor = self.top = 0
        elif current is not None:
            known = current.record.id
            self.cursor = next(
                (index for index, each in enumerate(entries) if each.record.id == known), self.cursor
            )
            self.top = self.cursor - row
        self._arrange()
        self._place(self.cursor)

    def point(self, record_id: str) -> None:
        """Put the cursor on a document, if it is there."""
        self._place(
            next((i for i, each in enumerate(self.entries) if each.record.id == record_id), self.cursor)
        )

    @property
    def length(self) -> int:
        """How many documents there are, each in a row."""
        return len(self.entries)

    @property
    def current(self) -> Entry | None:
        """The document under the cursor."""
        return self.entries[self.cursor] if 0 <= self.cursor < len(self.entries) else None

    # Moving: the commands of lists

    def down(self, count: int = 1) -> None:
        """Move the cursor down."""
        self._place(self.cursor + count)

    def up(self, count: int = 1) -> None:
        """Move the cursor up."""
        self._place(self.cursor - count)

    def page_down(self, count: float = 1) -> None:
        """Move the cursor screenfuls down."""
        self._place(self.cursor + int(count * self.rows))

    def page_up(self, count: float = 1) -> None:
        """Move the cursor screenfuls up."""
        self.page_down(-count)

    def half_page_down(self, count: int = 1) -> None:
        """Move the cursor half screenfuls down."""
        self.page_down(count / 2)

    def half_page_up(self, count: int = 1) -> None:
        """Move the cursor half screenfuls up."""
        self.page_down(-count / 2)

    def look(self, where: str) -> None:
        """Move the cursor to one of `PARTS` of what is seen."""
        seen = min(self.rows, len(self.entries) - self.top)
        self._place(self.top + int((seen - 1) * PARTS[where]))

    def first(self) -> None:
        """Move the cursor to the first document."""
        self._place(0)

    def last(self) -> None:
        """Move the cursor to the last document."""
        self._place(len(self.entries) - 1)

    def go(self) -> None:
        """Choose the document under the cursor."""
        if self.current is not None:
            self.post_message(self.Chosen(self.current))

    def _place(self, index: int) -> None:
        self.cursor = max(0, min(index, len(self.entries) - 1))
        self.scroll_rows(max(min(self.top, self.cursor), self.cursor - self.rows + 1))

    def on_resize(self) -> None:
        """Let the columns suit the width, and keep the cursor in sight."""
        self._arrange()
        self._place(self.cursor)

    def _arrange(self) -> None:
        self._columns = arranged(self.size.width - INDENT, self._now, of_trash=self.of_trash)

    # The mouse

    def on_click(self, event: Click) -> None:
        """Choose the document that was clicked, or put them in order by the column."""
        at = event.get_content_offset(self)
        if at is None:
            return
        if at.y == NAMES_ROW:
            if column := self._column_at(at.x):
                self.post_message(self.Ordered(column.order))
        elif (index := self.row_at(at.y)) >= 0:
            self._place(index)
            self.go()

    def _column_at(self, x: int) -> Column | None:
        end = INDENT
        for column in self._columns:
            end += column.width + GAP
            if x < end:
                return column
        return None

    # Drawing

    def render_line(self, y: int) -> Strip:
        """The strip of a row."""
        width = self.size.width
        segments: list[Segment] = []
        index = self.row_at(y)
        if y == 0:
            segments = self._titled()
        elif y == NAMES_ROW and self.entries:
            segments = self._head()
        elif not self.entries and y >= HEAD_ROWS:
            cuts = [0, *wrap(self.empty, max(2, width - 2 * INDENT)), len(self.empty)]
            row = y - HEAD_ROWS
            words = self.empty[cuts[row] : cuts[row + 1]].strip() if row < len(cuts) - 1 else ""
            segments = [Segment(" " * INDENT + drawn(line(words)), self._style("quiet"))]
        elif index >= 0:
            segments = self._row(self.entries[index], current=index == self.cursor)
        plain = self._style()
        return Strip([each for each in segments if each.text]).adjust_cell_length(width, plain)

    def _titled(self) -> list[Segment]:
        room = max(0, self.size.width - INDENT)
        title = drawn(fit(line(self.title), room))
        status = drawn(fit(line(self.status), max(0, room - cells(title) - GAP)))
        gap = " " * max(0, room - cells(title) - cells(status))
        return [
            Segment(" " * INDENT, self._style()),
            Segment(title + gap, self._style("title")),
            Segment(status, self._style("quiet")),
        ]

    def _head(self) -> list[Segment]:
        segments = [Segment(" " * INDENT, self._style())]
        told = False  # several columns may be about one order
        for column in self._columns:
            chosen = column.order == self.order and not told
            told = told or chosen
            segments += [Segment(column.head + " " * GAP, self._style("order" if chosen else "head"))]
        return segments

    def _row(self, entry: Entry, *, current: bool) -> list[Segment]:
        segments = [Segment(("›" if current else "").ljust(INDENT), self._style("cursor"))]
        for index, column in enumerate(self._columns):
            role = ("current" if current else "text") if index == 0 else "quiet"
            if column.bar:
                done, rest = column.picture(entry)
                segments += [Segment(done, self._style("bar")), Segment(rest, self._style("rest"))]
            segments.append(Segment(column.words(entry) + " " * GAP, self._style(role)))
        return segments
