"""The article: one widget, drawn row by row from the page's layout."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual.events import MouseDown, MouseScrollDown, MouseScrollUp
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from reader.document import Document, Span
from reader.page.layout import Layout
from reader.page.margin import Aside
from reader.page.pictures import Pixels
from reader.page.typography import PLAIN, Typography
from reader.tui.mouse import Clickable
from reader.tui.painting import ASIDE_GAP, ROLES, Frame, Painter
from reader.tui.pointing import Pointing

GUTTER = 3
"""Cells kept free on each side of the text; a note's dot stands in the left one."""

ASIDE_WIDTHS = range(20, 39)
"""How wide the margin for notes is, in cells, where there is room for it."""

WHEEL_ROWS = 3
"""Rows that a notch of the mouse wheel moves the page by."""

MOST_STRIPS = 2_000
"""Rows that are remembered as they were drawn, so that a long text does not fill the memory."""

LEAST_PICTURE_ROWS = 3
"""Rows that a picture may have on however low a screen; on a usual one it may have two thirds."""


class ArticleView(Clickable, can_focus=True):
    """A document as a page: it draws, scrolls and translates cells to offsets.

    Args:
        document: What is shown.
        measure: The width of the text, in cells, where there is room for it.
        id: The widget's id.
        typography: How running text is set.

    Attributes:
        annotated: Whether there are notes for the margin.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"article--{role}" for role in ROLES}

    @dataclass
    class Told(Message):
        """Something has happened to an article.

        Attributes:
            article: The article.
        """

        article: ArticleView

    @dataclass
    class AsideClicked(Told):
        """A note in the margin was clicked.

        Attributes:
            key: What the note is known by.
        """

        key: str

    @dataclass
    class Scrolled(Told):
        """The page has moved, or its width has changed."""

    def __init__(
        self,
        document: Document,
        measure: int,
        id: str = "article",  # noqa: A002 - the widget's own word
        typography: Typography = PLAIN,
    ) -> None:
        super().__init__(id=id)
        self.document = document
        self.wanted_measure = measure
        self.typography = typography
        self.layout_ = Layout(document, measure, typography=typography)
        self.painter = Painter(self, document, self.redraw)
        self.top = 0
        self.pointing = Pointing(self)
        self._read = 0
        self._laid_out_for: Size | None = None
        self._pictures: Mapping[int, Pixels] = {}
        self._asides: Mapping[int, Aside] = {}
        self.annotated = False
        self._made_for = (self.layout_.measure, 0)
        self._strips: dict[int, Strip] = {}

    def turn_to(self, document: Document, measure: int) -> None:
        """Show another document, from its beginning."""
        self.document = document
        self.wanted_measure = measure
        self.painter = Painter(self, document, self.redraw)
        self.top = self._read = 0
        self.pointing.forget()
        self._pictures, self._asides = {}, {}
        self._made_for = (0, 0)
        self._lay_out()
        self.refresh()

    # What is on the screen

    @property
    def rows(self) -> int:
        """The number of rows on the screen."""
        return max(1, self.size.height)

    @property
    def last_top(self) -> int:
        """The furthest that the page can be moved down, in rows."""
        return max(0, self.layout_.height - self.rows)

    @property
    def position(self) -> int:
        """The first offset on the screen."""
        return self.layout_.offset_at(self.top, 0)

    @property
    def progress(self) -> float:
        """How much of the text has been on the screen or above it, from 0 to 1."""
        return min(1.0, (self.top + self.rows) / max(1, self.layout_.height))

    @property
    def left(self) -> int:
        """The column of the screen where the text begins."""
        aside = self.aside_width + ASIDE_GAP if self.aside_width else 0
        return max(0, (self.size.width - self.layout_.measure - aside) // 2)

    @property
    def aside_width(self) -> int:
        """The width of the margin for notes, in cells; 0 where there are none, or no room for them."""
        room = self.size.width - self.layout_.measure - GUTTER - ASIDE_GAP - 1
        return min(ASIDE_WIDTHS[-1], room) if self.annotated and room >= ASIDE_WIDTHS[0] else 0

    def is_visible(self, start: int, end: int | None = None) -> bool:
        """Whether an offset, or a part of a range, is on the screen."""
        last = self.layout_.row_of(start if end is None else end - 1)
        return self.layout_.row_of(start) < self.top + self.rows and last >= self.top

    @property
    def seen(self) -> Span:
        """The range of offsets that is on the screen."""
        rows = (self.layout_.row(y) for y in range(self.top, self.top + self.rows))
        stops = [row.stop for row in rows if row.pieces]
        return Span(self.position, max(stops, default=self.position))

    def eyes(self) -> int:
        """The offset where a reader's eyes are likely to be: the middle of what is on the screen."""
        return self.layout_.offset_at(min(self.top + self.rows // 2, self.layout_.height - 1), 0)

    # Moving

    def go_to_row(self, row: int) -> None:
        """Put a row at the top of the screen, as far as the page allows."""
        row = max(0, min(row, self.last_top))
        if row != self.top:
            self.pointing.point(-1)
            self.top = row
            self._read = self.position
            self.refresh()
            self.post_message(self.Scrolled(self))

    def show(self, offset: int, *, at: float = 1 / 3) -> None:
        """Bring an offset on the screen if it is not there, at a part of the screen's height."""
        row = self.layout_.row_of(offset)
        if not self.top + 1 <= row < self.top + self.rows - 1:
            self.go_to_row(row - int(self.rows * at))

    def follow(self, offset: int) -> None:
        """Move the page by as little as keeps an offset on the screen."""
        row = self.layout_.row_of(offset)
        if row < self.top:
            self.go_to_row(row)
        elif row >= self.top + self.rows:
            self.go_to_row(row - self.rows + 1)

    def set_measure(self, measure: int) -> None:
        """Make the lines as long as that, in cells, where there is room."""
        self.wanted_measure = measure
        self._lay_out()
        self.refresh()

    def set_typography(self, typography: Typography) -> None:
        """Set the text in another way."""
        self.typography = typography
        self._made_for = (0, 0)
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        """Lay the text out anew where the room for it has changed."""
        self._laid_out_for = self.size
        measure = min(self.wanted_measure, self.size.width - 2 * GUTTER)
        most_picture_rows = max(LEAST_PICTURE_ROWS, self.rows * 2 // 3) if self._pictures else 0
        if (measure, most_picture_rows) != self._made_for and self.size.width:
            self._made_for = measure, most_picture_rows
            self.layout_ = Layout(self.document, measure, self._pictures, most_picture_rows, self.typography)
            self.top = self.layout_.row_of(self._read) if self._read else 0
            self.pointing.lit = -1
        self.top = max(0, min(self.top, self.last_top))
        self._strips.clear()
        self.post_message(self.Scrolled(self))

    # Drawing

    def set_pictures(self, sizes: Mapping[int, Pixels]) -> None:
        """Give the pictures above image blocks the rows they need.

        Args:
            sizes: Their sizes, by the starts of their blocks.
        """
        self._pictures = sizes
        self._made_for = (0, 0)
        self._lay_out()
        self.refresh()

    def set_asides(self, asides: Mapping[int, Aside]) -> None:
        """Put notes into the margin, by rows of the page."""
        if asides != self._asides:
            self._asides = asides
            self.redraw()

    def redraw(self, rows: Iterable[int] | None = None) -> None:
        """Draw rows of the page anew: every one where none are named."""
        if rows is None:
            self._strips.clear()
            self.refresh()
            return
        for row in rows:
            self._strips.pop(row, None)
            if 0 <= row - self.top < self.rows:
                self.refresh(Region(0, row - self.top, self.size.width, 1))

    def notify_style_update(self) -> None:
        """Forget the styles of the theme before."""
        self.painter.forget_styles()
        self._strips.clear()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strips of a region; there are no borders or paddings to be added."""
        if self._laid_out_for != self.size:  # a first frame in the wrong measure would flicker
            self._lay_out()
        lines = [self.render_line(y) for y in range(crop.y, crop.bottom)]
        if crop.x or crop.right != self.size.width:
            lines = [line.crop(crop.x, crop.right) for line in lines]
        return lines

    def render_line(self, y: int) -> Strip:
        """The strip of a row of the screen."""
        index = self.top + y
        strip = self._strips.get(index)
        if strip is None:
            if len(self._strips) >= MOST_STRIPS:
                self._strips.clear()
            frame = Frame(self.size.width, self.left, self.layout_.measure)
            strip = self._strips[index] = self.painter.strip(
                self.layout_.row(index),
                frame,
                lit=index == self.pointing.lit,
                aside=self._asides.get(index) if self.aside_width else None,
            )
        return strip

    # The mouse

    def on_mouse_down(self, event: MouseDown) -> None:
        """Tell of a click on a note in the margin, which begins no selection."""
        aside = self._asides.get(self.top + event.y) if self.aside_width else None
        if aside and event.button == 1 and event.x >= self.left + self.layout_.measure + ASIDE_GAP:
            event.prevent_default()
            self.post_message(self.AsideClicked(self, aside.key))

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Move down by some lines."""
        event.stop()
        self.go_to_row(self.top + WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Move up by some lines."""
        event.stop()
        self.go_to_row(self.top - WHEEL_ROWS)
