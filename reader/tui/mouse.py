"""The mouse over a text: clicks, and selections that are drawn."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass

from textual.events import MouseDown, MouseEvent, MouseMove, MouseScrollDown, MouseScrollUp, MouseUp
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget

from reader.document import Document
from reader.page.columns import Columns
from reader.page.layout import Layout
from reader.page.row import Row
from reader.page.turning import Pages
from reader.page.width import cells, grapheme_end
from reader.tui.selection import Gap, Unit, drawn_over, left, right

UNITS: tuple[Unit, ...] = ("character", "word", "sentence", "paragraph")
"""What one, two, three and four quick clicks select by."""

QUICK = 0.5
"""Seconds between two clicks, at most, that belong together: as Textual counts them."""

SCROLL_PAUSE = 0.06
"""Seconds between two moves of the page while the mouse rests beyond its edge."""

MOST_SCROLLED = 4
"""Rows that the page moves by at once, at most: one for each row that the mouse is beyond the edge."""

WHEEL_ROWS = 3
"""Rows that a notch of the mouse wheel moves the page by."""


class Clickable(Widget):
    """A text that can be clicked and drawn over; it tells of places in the text, never of cells.

    A second, third and fourth quick click select a word, a sentence, a paragraph; drawn on, they
    select by these. With Shift, or Alt where the terminal keeps Shift to itself, a click goes on
    with the selection that is there.
    """

    document: Document
    layout_: Layout
    top: int

    @dataclass
    class Clicked(Message, namespace="article_view"):
        """A character was clicked once.

        Attributes:
            article: What was clicked.
            offset: The character's offset.
            exact: Whether the mouse was on the character itself, not beside the text.
        """

        article: Clickable
        offset: int
        exact: bool

    @dataclass
    class Dragged(Message, namespace="article_view"):
        """The mouse was drawn over the text with its button down, or clicked more than once.

        Attributes:
            article: What it was drawn over.
            anchor: The offset of the first character; None where the selection that is there goes on.
            head: The offset of the last character, which the mouse is at.
            unit: What is selected by.
        """

        article: Clickable
        anchor: int | None
        head: int
        unit: Unit

    _pressed: Gap | None = None
    _onward = False
    _dragging = False
    _clicks = 0
    _last_press = (-1, 0.0)
    _under = (0, 0)
    _scroller: Timer | None = None

    @property
    @abstractmethod
    def columns(self) -> Columns:
        """Where the rows stand on the screen."""

    @property
    @abstractmethod
    def pages(self) -> Pages:
        """The rows, page by page."""

    @abstractmethod
    def go_to_row(self, row: int) -> None:
        """Put a row at the top of the screen."""

    @property
    def left(self) -> int:
        """The cell of the widget where the text begins: that of the first column, where there are two."""
        return self.columns.left()

    def row_under(self, x: int, y: int) -> tuple[int, int]:
        """The row of the page at a cell of the widget, and the column of its text there."""
        row, column = self.columns.at(x, y, self.pages.split(self.top))
        return self.top + row, column

    def offset_under(self, x: int, y: int) -> int:
        """The offset of the character at a cell of the widget."""
        return self.layout_.offset_at(*self.row_under(x, y))

    def is_on_text(self, x: int, y: int) -> bool:
        """Whether a cell of the widget has a character of the text on it."""
        row, column = self.row_under(x, y)
        offset = self.layout_.offset_at(row, column)
        column -= self.layout_.column_of(offset)
        character = self.document.text[offset : grapheme_end(self.document.text, offset)]
        _, there = self.columns.cell(row - self.top, self.pages.split(self.top))
        return bool(self.layout_.row(row).pieces) and there == y and 0 <= column < max(1, cells(character))

    def gap_under(self, x: int, y: int) -> Gap:
        """Where in the text a cell of the widget is: on a character, or between two, as in the margins."""
        index, column = self.row_under(x, y)
        row = self.layout_.row(index)
        offset = self.layout_.offset_at(index, column if row.pieces else 0)
        if not row.pieces:
            beyond = index >= self.layout_.row_of(offset)
            return Gap(offset, offset) if beyond else Gap(left(self.document, offset), offset)
        if column < row.pieces[0].column:
            return Gap(left(self.document, row.start), row.start)
        if column >= self._end(row):
            after = right(self.document, offset)
            while after > offset and self.document.text[after : after + 1].isspace():
                after = right(self.document, after)
            return Gap(offset, after)
        return Gap(offset, offset)

    def _end(self, row: Row) -> int:
        """The column after a row's last character."""
        last = row.pieces[-1]
        return last.column_at(self.document.text, last.end)

    # What the mouse does

    def on_mouse_down(self, event: MouseDown) -> None:
        """Begin a click or a drag."""
        if event.button != 1:
            return
        self._pressed = self.gap_under(event.x, event.y)
        self._dragging = False
        self._onward = event.shift or event.meta
        self._count(event)
        self.capture_mouse()
        if self._clicks > 1 or self._onward:
            self._draw(event.x, event.y)

    def on_mouse_move(self, event: MouseMove) -> None:
        """Draw the selection on; beyond the edges the page moves along, for as long as the mouse is there."""
        if self._pressed is None:
            return
        if not event.button:  # the button was let go over another screen, or outside the terminal
            self.let_go()
            return
        self._under = event.x, event.y
        if not 0 <= event.y < self.columns.height:
            if self._scroller is None:
                self._scroll()
                self._scroller = self.set_interval(SCROLL_PAUSE, self._scroll)
            return
        self._stop_scrolling()
        self._draw(event.x, event.y)

    def on_mouse_up(self, event: MouseUp) -> None:
        """End a click or a drag."""
        if self._pressed is None:
            return
        if self._dragging:
            self._draw(event.x, self._inside(event.y))
        else:
            offset = self.offset_under(event.x, self._inside(event.y))
            self.post_message(self.Clicked(self, offset, self.is_on_text(event.x, event.y)))
        self.let_go()

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Move down by some lines, and select on under a button that is held."""
        event.stop()
        self._turn_wheel(event, WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Move up by some lines, and select on under a button that is held."""
        event.stop()
        self._turn_wheel(event, -WHEEL_ROWS)

    def _turn_wheel(self, event: MouseEvent, rows: int) -> None:
        self.go_to_row(self.top + rows)
        if self._dragging:
            self._draw(event.x, event.y)

    def let_go(self) -> None:
        """End what the mouse was doing, wherever it is."""
        if self._pressed is not None:
            self._pressed, self._dragging = None, False
            self._stop_scrolling()
            self.release_mouse()

    def _count(self, event: MouseEvent) -> None:
        """Count the quick clicks at one place."""
        offset, at = self._last_press
        here = self.offset_under(event.x, event.y) if self.is_on_text(event.x, event.y) else -1
        again = here >= 0 and here == offset and event.time - at <= QUICK
        self._clicks = min(self._clicks + 1, len(UNITS)) if again else 1
        self._last_press = here, event.time

    def _draw(self, x: int, y: int) -> None:
        """Select from where the button was pressed to a cell of the widget."""
        if self._pressed is None:
            return
        here = self.gap_under(x, y)
        unit = UNITS[max(0, self._clicks - 1)]
        if self._onward:
            self._dragging = True
            self.post_message(self.Dragged(self, None, self.offset_under(x, y), unit))
        elif self._dragging or self._clicks > 1 or here != self._pressed:
            drawn = drawn_over(self._pressed, here)
            if drawn:
                self._dragging = True
                self.post_message(self.Dragged(self, drawn.anchor, drawn.head, unit))

    def _scroll(self) -> None:
        """Move the page towards the mouse, which is beyond its edge, and select on to that edge."""
        x, y = self._under
        beyond = y if y < 0 else y - self.columns.height + 1
        self.go_to_row(self.top + max(-MOST_SCROLLED, min(beyond, MOST_SCROLLED)))
        self._draw(x, self._inside(y))

    def _inside(self, y: int) -> int:
        """The row of the screen that is nearest to one that may be beyond its edges."""
        return max(0, min(y, self.columns.height - 1))

    def _stop_scrolling(self) -> None:
        if self._scroller:
            self._scroller.stop()
            self._scroller = None
