"""The article: one widget, drawn row by row from the page's layout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.events import MouseDown, MouseMove, MouseScrollDown, MouseScrollUp, MouseUp
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from reader.annotation import COLOURS
from reader.document import Document
from reader.page.layout import Layout, Row
from reader.page.looks import Layer, stretches, structure
from reader.page.width import cells, drawn, fit
from reader.sanitise import clean

GUTTER = 3
"""Cells kept free on each side of the text; a note's dot stands in the left one."""

WHEEL_ROWS = 3
"""Rows that a notch of the mouse wheel moves the page by."""

LAYERS = ("structure", "findings", "highlights", "entity", "matches", "selection")
"""What lies over the text, the lowest first."""

ROLES = (
    *("title", "heading", "subheading", "emphasis", "strong", "code", "code-block", "link", "footnote"),
    *("image", "caption", "rule", "marker", "gutter"),
    *("entity", "speech", "mention", "mention-current", "match", "match-current"),
    *("selection", "caret", "chosen", "overlap", *COLOURS),
)
"""What the style sheet has a component class for."""


class ArticleView(Widget, can_focus=True):
    """A document as a page: it draws, scrolls and translates cells to offsets.

    Args:
        document: What is shown.
        measure: The width of the text, in cells, where there is room for it.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"article--{role}" for role in ROLES}

    @dataclass
    class Scrolled(Message):
        """The page has moved, or its width has changed."""

    @dataclass
    class Clicked(Message):
        """A character was clicked.

        Attributes:
            offset: The character's offset.
        """

        offset: int

    @dataclass
    class Dragged(Message):
        """The mouse was drawn over the text with its button down.

        Attributes:
            anchor: The offset where the button was pressed.
            head: The offset under the mouse.
        """

        anchor: int
        head: int

    def __init__(self, document: Document, measure: int) -> None:
        super().__init__(id="article")
        self.document = document
        self.wanted_measure = measure
        self.layout_ = Layout(document, measure)
        self.top = 0
        self._read = 0
        self._laid_out_for: Size | None = None
        self._dots: frozenset[int] = frozenset()
        self._caret = -1
        self._layers = dict.fromkeys(LAYERS, Layer())
        self._layers["structure"] = structure(document)
        self._strips: dict[int, Strip] = {}
        self._styles: dict[tuple[str, ...], Style] = {}
        self._pressed: int | None = None
        self._dragging = False

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
        return max(0, (self.size.width - self.layout_.measure) // 2)

    def is_visible(self, start: int, end: int | None = None) -> bool:
        """Whether an offset, or a part of a range, is on the screen."""
        last = self.layout_.row_of(start if end is None else end - 1)
        return self.layout_.row_of(start) < self.top + self.rows and last >= self.top

    def eyes(self) -> int:
        """The offset where a reader's eyes are likely to be: the middle of what is on the screen."""
        return self.layout_.offset_at(min(self.top + self.rows // 2, self.layout_.height - 1), 0)

    # Moving

    def go_to_row(self, row: int) -> None:
        """Put a row at the top of the screen, as far as the page allows."""
        row = max(0, min(row, self.last_top))
        if row != self.top:
            self.top = row
            self._read = self.position
            self.refresh()
            self.post_message(self.Scrolled())

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

    def _lay_out(self) -> None:
        """Lay the text out anew where the room for it has changed."""
        self._laid_out_for = self.size
        measure = min(self.wanted_measure, self.size.width - 2 * GUTTER)
        if measure != self.layout_.measure and self.size.width:
            self.layout_ = Layout(self.document, measure)
            self.top = self.layout_.row_of(self._read) if self._read else 0
        self.top = max(0, min(self.top, self.last_top))
        self._strips.clear()
        self.post_message(self.Scrolled())

    # Drawing

    def set_layer(self, name: str, layer: Layer) -> None:
        """Lay looks over the text in place of those that one of `LAYERS` had."""
        if layer or self._layers[name]:
            self._layers[name] = layer
            self.redraw()

    def set_dots(self, offsets: frozenset[int]) -> None:
        """Mark the rows of these offsets in the gutter."""
        self._dots = offsets
        self.redraw()

    def set_caret(self, offset: int) -> None:
        """Draw the caret on a character, also on a space that hangs over a row's end; -1 for nowhere."""
        self._caret = offset
        self.redraw()

    def redraw(self) -> None:
        """Draw every row anew."""
        self._strips.clear()
        self.refresh()

    def notify_style_update(self) -> None:
        """Forget the styles of the theme before."""
        self._styles.clear()
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
            strip = self._strips[index] = self._draw(self.layout_.row(index))
        return strip

    def _draw(self, row: Row) -> Strip:
        width = self.size.width
        plain = self._style(())
        if not row.pieces:
            return Strip([Segment(" " * width, plain)], width)
        segments: list[Segment] = []
        column = 0
        for text, style, at in self._marginalia(row):
            segments += (Segment(" " * (at - column), plain), Segment(text, style))
            column = at + cells(text)
        for piece in row.pieces:
            segments.append(Segment(" " * (self.left + piece.column - column), plain))
            column = max(column, self.left + piece.column)
            for stretch in stretches(piece.start, piece.end, list(self._layers.values())):
                text = drawn(clean(self.document.text[stretch.start : stretch.end]))
                segments.append(Segment(text, self._style(stretch.roles)))
                column += cells(text)
        block_roles = ("code-block",) if row.block and row.block.kind == "code" else ()
        if row.end <= self._caret < row.stop and column < width:
            segments.append(Segment(" ", self._style(("caret",))))
            column += 1
        end = self.left + self.layout_.measure
        segments.append(Segment(" " * (end - column), self._style(block_roles)))
        return Strip([s for s in segments if s.text]).adjust_cell_length(width, plain)

    def _marginalia(self, row: Row) -> list[tuple[str, Style, int]]:
        """What stands left of a row's text: the note's dot and the list's marker, with their columns."""
        found = []
        if self.left >= 2 and any(row.start <= offset < row.stop for offset in self._dots):
            found.append(("•", self._style(("gutter",)), self.left - 2))
        if marker := row.marker.strip():
            marker = fit(drawn(clean(marker)), row.pieces[0].column)
            column = self.left + row.pieces[0].column - cells(marker) - 1
            found.append((marker, self._style(("marker",)), max(0, column)))
        return found

    def _style(self, roles: tuple[str, ...]) -> Style:
        style = self._styles.get(roles)
        if style is None:
            style = self.rich_style
            for role in roles:
                style += self.get_component_rich_style(f"article--{role}", partial=True)
            self._styles[roles] = style
        return style

    # The mouse

    def offset_under(self, x: int, y: int) -> int:
        """The offset of the character at a cell of the widget."""
        return self.layout_.offset_at(self.top + y, x - self.left)

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Move down by some lines."""
        event.stop()
        self.go_to_row(self.top + WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Move up by some lines."""
        event.stop()
        self.go_to_row(self.top - WHEEL_ROWS)

    def on_mouse_down(self, event: MouseDown) -> None:
        """Begin a click or a drag."""
        if event.button == 1:
            self._pressed = self.offset_under(event.x, event.y)
            self._dragging = False
            self.capture_mouse()

    def on_mouse_move(self, event: MouseMove) -> None:
        """Draw the selection on; beyond the edges the page moves along."""
        if self._pressed is None or not event.button:  # the button may be let go over another screen
            self._pressed = None
            return
        if event.y < 0:
            self.go_to_row(self.top - 1)
        elif event.y >= self.rows:
            self.go_to_row(self.top + 1)
        head = self.offset_under(event.x, max(0, min(event.y, self.rows - 1)))
        if self._dragging or head != self._pressed:
            self._dragging = True
            self.post_message(self.Dragged(self._pressed, head))

    def on_mouse_up(self, event: MouseUp) -> None:
        """End a click or a drag."""
        if self._pressed is None:
            return
        self.release_mouse()
        head = self.offset_under(event.x, max(0, min(event.y, self.rows - 1)))
        if self._dragging:
            self.post_message(self.Dragged(self._pressed, head))
        else:
            self.post_message(self.Clicked(head))
        self._pressed = None
