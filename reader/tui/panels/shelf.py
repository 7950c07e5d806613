"""The shelf: the list of a library's documents, in columns; as quick with ten thousand as with ten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from rich.segment import Segment
from textual.events import Click
from textual.message import Message
from textual.strip import Strip

from reader.page.width import cells, drawn, fit, wrap
from reader.sanitise import line
from reader.titles import Entry, Order
from reader.tui.scrolling import Scrolling
from reader.tui.wording import WIDEST_WHEN, when, whence_in_short

NAMES_ROW = 2
"""The row in which it is told what the columns are: below the title and an empty row."""

HEAD_ROWS = NAMES_ROW + 1
"""Rows above the documents."""

INDENT = 2
"""Cells for the cursor, before the title."""

GAP = 2
"""Cells between two columns."""

LEAST_TITLE = 24
"""Cells that a title has at least, before there is any other column."""

BAR = 8
"""Cells of the picture of how far a document was read."""

PARTS = {"top": 0.0, "middle": 0.5, "bottom": 1.0}
"""How much of what is seen lies above the places that `look` goes to."""

ROLES = ("title", "head", "order", "text", "current", "quiet", "cursor", "bar", "rest")


@dataclass(frozen=True, slots=True)
class Column:
    """What is told of each document.

    Attributes:
        name: What stands above it.
        width: Its cells.
        tells: The words for a document.
        order: What documents are put in order by when its name is clicked.
        at_right: Whether the words stand at its right edge.
    """

    name: str
    width: int
    tells: Callable[[Entry], str]
    order: Order
    at_right: bool = False


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
        self._home = str(Path.home())
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

    # The columns

    def _arrange(self) -> None:
        """Choose the columns that there is room for; the title gets what the others leave, most of it."""
        width = self.size.width - INDENT
        last = Column("Removed" if self.of_trash else "Read", WIDEST_WHEN, self._when, "read")
        notes = Column("Notes", 5, _notes, "notes", at_right=True)
        far = Column("Far", 5, _percent, "read", at_right=True)
        bar = Column("How far", BAR + 6, _percent, "read", at_right=True)
        who = Column("Author", max(16, min(36, width // 6)), _who, "author")
        source = Column("From", max(16, min(48, width // 6)), self._source, "read")
        either = Column("From", max(14, min(28, width // 5)), self._who_or_source, "author")
        columns: list[Column] = []
        for least, some in (
            (0, [last]),
            (48, [last, notes]),
            (54, [last, far, notes]),
            (76, [either, last, far, notes]),
            (100, [either, last, bar, notes]),
            (136, [who, source, last, bar, notes]),
        ):
            if width >= least:
                columns = some
        room = width - sum(column.width + GAP for column in columns)
        title = Column("Title", max(1, room), lambda entry: entry.record.title, "title")
        self._columns = [title, *columns] if room >= LEAST_TITLE else [title]
        if len(self._columns) == 1:
            self._columns = [Column("Title", max(1, width), title.tells, "title")]

    def _when(self, entry: Entry) -> str:
        return when(entry.record.discarded or entry.record.opened, self._now)

    def _source(self, entry: Entry) -> str:
        return whence_in_short(entry.record.source, self._home)

    def _who_or_source(self, entry: Entry) -> str:
        return _who(entry) or self._source(entry)

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
        room = max(0, self.size.width - 2 * INDENT)
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
            words = _set(column.name, column)
            segments += [Segment(words + " " * GAP, self._style("order" if chosen else "head"))]
        return segments

    def _row(self, entry: Entry, *, current: bool) -> list[Segment]:
        segments = [Segment(("›" if current else "").ljust(INDENT), self._style("cursor"))]
        for index, column in enumerate(self._columns):
            words = column.tells(entry)
            role = ("current" if current else "text") if index == 0 else "quiet"
            if column.name == "How far":
                segments += self._bar(entry)
                segments.append(Segment(words.rjust(6) + " " * GAP, self._style(role)))
            else:
                segments.append(Segment(_set(words, column) + " " * GAP, self._style(role)))
        return segments

    def _bar(self, entry: Entry) -> list[Segment]:
        """How far a document was read, as a line; none for one that was not begun."""
        part = how_far(entry)
        done = max(1, round(part * BAR)) if part else 0
        rest = BAR - done if part else 0
        return [
            Segment("━" * done, self._style("bar")),
            Segment("─" * rest + " " * (BAR - done - rest), self._style("rest")),
        ]


def how_far(entry: Entry) -> float:
    """How much of a document was on the screen or above it when it was left, from 0 to 1."""
    record = entry.record
    seen = max(record.seen, record.position)
    return min(1.0, seen / record.length) if record.length > 0 and seen > 0 else 0.0


def _set(words: str, column: Column) -> str:
    """Words in the cells of a column."""
    words = drawn(fit(line(words), column.width))
    space = " " * max(0, column.width - cells(words))
    return space + words if column.at_right else words + space


def _percent(entry: Entry) -> str:
    part = how_far(entry)
    return f"{max(1, round(100 * part))} %" if part else ""


def _notes(entry: Entry) -> str:
    return f"{entry.record.notes:,}" if entry.record.notes else ""


def _who(entry: Entry) -> str:
    return entry.record.author or entry.record.site
