"""The article: one widget, drawn row by row from the page's layout."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual.events import MouseDown
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from reader.document import Document, Span
from reader.page.columns import GUTTER, Columns, measure_in, spread_width
from reader.page.layout import Layout
from reader.page.margin import Aside
from reader.page.pictures import Pixels
from reader.page.turning import Pages
from reader.page.typography import PLAIN, Typography
from reader.tui.mouse import Clickable
from reader.tui.painting import ASIDE_GAP, ROLES, Frame, Painter
from reader.tui.pointing import Pointing

ASIDE_WIDTHS = range(20, 39)
"""How wide the margin for notes is, in cells, where there is room for it."""

MOST_STRIPS = 2_000
"""Rows that are remembered as they were drawn, so that a long text does not fill the memory."""

NOTHING = -1
"""The index of a row that is not on the page, which is drawn blank."""

LEAST_PICTURE_ROWS = 3
"""Rows that a picture may have on however low a screen; on a usual one it may have two thirds."""


class ArticleView(Clickable, can_focus=True):
    """A document as a page, or as two side by side: it draws, scrolls and translates cells to offsets.

    Args:
        document: What is shown.
        measure: The width of the text, in cells, where there is room for it.
        id: The widget's id.
        typography: How running text is set.
        spread: Whether two pages are to stand side by side where there is room for them.
        margin: The cells that stay free on each side of a single page at least.

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
        spread: bool = False,
        margin: int = GUTTER,
    ) -> None:
        super().__init__(id=id)
        self.document = document
        self.wanted_measure = measure
        self.typography = typography
        self.spread = spread
        self._margin = margin
        self.layout_ = Layout(document, measure, typography=typography)
        self._pages = Pages(self.layout_, 1)
        self.painter = Painter(self, document, self.redraw)
        self.top = 0
        self.pointing = Pointing(self)
        self._read = self._above = 0
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
        self.top = self._read = self._above = 0
        self.pointing.forget()
        self._pictures, self._asides = {}, {}
        self._made_for = (0, 0)
        self._lay_out()
        self.refresh()

    def begin_at(self, offset: int, above: int) -> None:
        """Begin with an offset at the top of the screen. To be called before anything is shown.

        Args:
            offset: The offset.
            above: The empty rows above it.
        """
        self._read, self._above = offset, above

    # What is on the screen

    @property
    def rows(self) -> int:
        """The number of rows on the screen."""
        return self.pages.rows(self.top)

    @property
    def pages(self) -> Pages:
        """The rows of the document, page by page."""
        pages, height = self._pages, max(1, self.size.height)
        if pages.layout is not self.layout_ or pages.height != height:
            pages = self._pages = Pages(self.layout_, height, pages.columns)
        return pages

    @property
    def columns(self) -> Columns:
        """Where the rows stand on the screen: in the middle, with the margin for notes where there is one."""
        pages, width, measure = self.pages, self.size.width, self.layout_.measure
        if pages.columns > 1:
            return Columns.pair(width, pages.height, measure)
        aside = self.aside_width + ASIDE_GAP if self.aside_width else 0
        return Columns(1, pages.height, 0, width, max(0, (width - measure - aside) // 2))

    @property
    def last_top(self) -> int:
        """The furthest that the page can be moved down, in rows."""
        return self.pages.last_top

    @property
    def position(self) -> int:
        """The first offset on the screen."""
        return self.layout_.offset_at(self.top, 0)

    @property
    def progress(self) -> float:
        """How much of the text has been on the screen or above it, from 0 to 1."""
        return min(1.0, (self.top + self.rows) / max(1, self.layout_.height))

    @property
    def aside_width(self) -> int:
        """The width of the margin for notes, in cells; 0 where there are none, no room, or two pages."""
        if self._pages.columns > 1:
            return 0
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
        """The offset where a reader's eyes are likely to be: halfway down the page, or the first of two."""
        row = self.top + self.pages.split(self.top) // 2
        return self.layout_.offset_at(min(row, self.layout_.height - 1), 0)

    # Moving

    def go_to_row(self, row: int) -> None:
        """Put a row at the top of the screen, as far as the page allows."""
        row = max(0, min(row, self.last_top))
        if row != self.top:
            self.pointing.point(-1)
            self.top = row
            self._read, self._above = self.position, 0
            self.refresh()
            self.post_message(self.Scrolled(self))

    def show(self, offset: int, *, at: float = 1 / 3) -> None:
        """Bring an offset on the screen if it is not there, at a part of the screen's height."""
        row = self.layout_.row_of(offset)
        if not self.top + 1 <= row < self.top + self.rows - 1:
            self.go_to_row(row - int(self.pages.height * at))

    def follow(self, offset: int) -> None:
        """Move the page by as little as keeps an offset on the screen."""
        row = self.layout_.row_of(offset)
        if row < self.top:
            self.go_to_row(row)
        elif row >= self.top + self.rows:
            self.go_to_row(self.pages.least_top(row))

    def set_text(
        self,
        *,
        measure: int = 0,
        typography: Typography | None = None,
        spread: bool | None = None,
        pictures: Mapping[int, Pixels] | None = None,
    ) -> None:
        """Set the text in another way. What is not named stays as it was.

        Args:
            measure: How long the lines are, in cells, where there is room.
            typography: How running text is set.
            spread: Whether two pages stand side by side where there is room.
            pictures: The sizes of the pictures that have rows above image blocks, by the blocks' starts.
        """
        self.wanted_measure = measure or self.wanted_measure
        self.spread = self.spread if spread is None else spread
        if typography not in (None, self.typography):
            self.typography = typography
            self._made_for = (0, 0)
        if pictures is not None:
            self._pictures = pictures
            self._made_for = (0, 0)
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        """Lay the text out anew where the room for it has changed."""
        self._laid_out_for = self.size
        columns = 2 if self.spread and self.size.width >= spread_width(self.wanted_measure) else 1
        measure = measure_in(self.size.width, self.wanted_measure, columns, self._margin)
        most_picture_rows = max(LEAST_PICTURE_ROWS, self.pages.height * 2 // 3) if self._pictures else 0
        if (measure, most_picture_rows) != self._made_for and self.size.width:
            self._made_for = measure, most_picture_rows
            self.layout_ = Layout(self.document, measure, self._pictures, most_picture_rows, self.typography)
            self.top = self.layout_.row_of(self._read) - self._above if self._read else 0
            self.pointing.lit = -1
        self._pages = Pages(self.layout_, self.pages.height, columns)
        self.top = max(0, min(self.top, self.last_top))
        self._strips.clear()
        self.post_message(self.Scrolled(self))

    # Drawing

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
        columns, split = self.columns, self.pages.split(self.top)
        for row in rows:
            self._strips.pop(row, None)
            if 0 <= row - self.top < self.rows:
                x, y = columns.cell(row - self.top, split)
                self.refresh(Region(x, y, columns.width, 1))

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
        columns, split = self.columns, self.pages.split(self.top)
        if columns.number == 1:
            return self._strip(self.top + y, columns)
        first = self.top + y if y < split else NOTHING
        pair = (self._strip(row, columns) for row in (first, self.top + split + y))
        return self.painter.beside(pair, columns.start, self.size.width)

    def _strip(self, index: int, columns: Columns) -> Strip:
        """A row of the page as it is drawn in its column, made or remembered."""
        strip = self._strips.get(index)
        if strip is None:
            if len(self._strips) >= MOST_STRIPS:
                self._strips.clear()
            frame = Frame(columns.width, columns.inset, self.layout_.measure)
            strip = self.painter.strip(
                self.layout_.row(index),
                frame,
                lit=index == self.pointing.lit,
                aside=self._asides.get(index) if self.aside_width else None,
            )
            self._strips[index] = strip
        return strip

    # The mouse

    def on_mouse_down(self, event: MouseDown) -> None:
        """Tell of a click on a note in the margin, which begins no selection."""
        aside = self._asides.get(self.top + event.y) if self.aside_width else None
        if aside and event.button == 1 and event.x >= self.left + self.layout_.measure + ASIDE_GAP:
            event.prevent_default()
            self.post_message(self.AsideClicked(self, aside.key))
