"""A quiet list: the one widget that all panels are made of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import ClassVar

from rich.segment import Segment
from textual.events import Click
from textual.message import Message
from textual.strip import Strip

from reader.annotation import COLOURS
from reader.page.bidi import apart, runs_leftwards
from reader.page.width import cells, drawn, fit, wrap
from reader.sanitise import clean
from reader.tui.scrolling import Scrolling

HEAD_ROWS = 2
"""Rows above the list: the title and an empty one."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list.

    Attributes:
        text: What stands at the left; cut where there is no room.
        right: What stands at the right, in parts, each with its role.
        role: How the text looks: one of `ROLES`.
        indent: Cells before the text.
        bullet: A sign before the text, right of the cursor's two cells, with its role.
    """

    text: str
    right: tuple[tuple[str, str], ...] = ()
    role: str = "text"
    indent: int = 2
    bullet: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Item:
    """Rows that belong together.

    Attributes:
        lines: The rows.
        key: What the item stands for; None for a heading, which can't be chosen.
        words: What it is found by besides what its rows say.
    """

    lines: tuple[Line, ...]
    key: object = field(default=None)
    words: str = ""


ROLES = ("title", "text", "heading", "quiet", "faint", "current", "cursor", "here", *COLOURS)


class Listing(Scrolling, can_focus=True):
    """A titled list of items with a cursor.

    Args:
        title: What stands above the list.
        id: The widget's id.
    """

    PREFIX = "listing"
    HEAD = HEAD_ROWS

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"listing--{role}" for role in ROLES}

    @dataclass
    class Chosen(Message):
        """An item was chosen, by Enter or by a click.

        Attributes:
            listing: The list it stands in.
            key: What the item stands for.
        """

        listing: Listing
        key: object

    def __init__(self, title: str, id: str | None = None) -> None:  # noqa: A002 - the widget's own word
        super().__init__(id=id)
        self.title = title
        self.status = ""
        self.empty = ""
        self.items: Sequence[Item] = ()
        self.cursor = -1
        self._tops: list[int] = [0]

    # What it holds

    def set_items(self, items: Sequence[Item], *, status: str = "", empty: str = "") -> None:
        """Show other items; the cursor stays on its key where that is still there.

        Args:
            items: The items.
            status: What stands at the right of the title.
            empty: What is said where there is no item.
        """
        key, before, top = self.current, self.cursor, self.top
        self.items, self.status, self.empty = items, status, empty
        self._tops = list(accumulate((len(item.lines) for item in self.items), initial=0))
        self.cursor = -1
        self.point(key)
        if self.cursor < 0:  # the item has gone: the one that came after it, or else the last
            choosable = self._choosable()
            self.cursor = next((index for index in choosable if index >= before), max(choosable, default=-1))
            self._keep_in_sight()
        else:
            self.scroll_rows(top)

    @property
    def length(self) -> int:
        """How many rows the items have together."""
        return self._tops[-1]

    @property
    def heading(self) -> str:
        """What stands above the list."""
        return self.title

    @property
    def active(self) -> bool:
        """Whether the keys move the cursor."""
        return self.has_focus

    @property
    def current(self) -> object:
        """What the item under the cursor stands for, or None."""
        return self.items[self.cursor].key if 0 <= self.cursor < len(self.items) else None

    def point(self, key: object) -> None:
        """Put the cursor on the item of a key, if there is one."""
        index = next((i for i, item in enumerate(self.items) if key is not None and item.key == key), None)
        if index is not None and index != self.cursor:
            self.cursor = index
            self._keep_in_sight()

    def _choosable(self) -> list[int]:
        return [index for index, item in enumerate(self.items) if item.key is not None]

    # Moving

    def move(self, count: int) -> None:
        """Move the cursor by items, down or, below zero, up."""
        choosable = self._choosable()
        if choosable:
            at = choosable.index(self.cursor) if self.cursor in choosable else 0
            self._place(choosable[max(0, min(at + count, len(choosable) - 1))])

    def move_page(self, pages: float) -> None:
        """Move the cursor by screenfuls, or by parts of them."""
        per_item = max(1, self._tops[-1] // max(1, len(self.items)))
        count = max(1, int(abs(pages) * max(1, self.rows) / per_item))
        self.move(count if pages > 0 else -count)

    def look(self, part: float) -> None:
        """Move the cursor to an item that is seen whole; of these, so much lies above it, from 0 to 1."""
        bottom = self.top + self.rows
        seen = [i for i in self._choosable() if self._tops[i] >= self.top and self._tops[i + 1] <= bottom]
        if seen:
            self._place(seen[int((len(seen) - 1) * part)])

    def move_to_end(self, *, first: bool) -> None:
        """Move the cursor to the first item or the last."""
        self.move(-len(self.items) if first else len(self.items))

    def choose(self) -> None:
        """Choose the item under the cursor."""
        if self.current is not None:
            self.post_message(self.Chosen(self, self.current))

    def _place(self, index: int) -> None:
        self.cursor = index
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        if self.cursor >= 0:
            first, last = self._tops[self.cursor], self._tops[self.cursor + 1]
            heading = self.cursor > 0 and self.items[self.cursor - 1].key is None
            first -= len(self.items[self.cursor - 1].lines) if heading else 0
            self.top = max(min(self.top, first), last - self.rows)
        self.top = max(0, min(self.top, self._tops[-1] - self.rows))
        if self.cursor >= 0 and self._tops[-1] > self.rows:  # begin with a whole item
            self.top = min(self._tops[bisect_left(self._tops, self.top)], self._tops[self.cursor])
        self.refresh()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._keep_in_sight()

    def on_focus(self) -> None:
        """Show the cursor as active."""
        self.refresh()

    def on_blur(self) -> None:
        """Show the cursor as inactive."""
        self.refresh()

    # The mouse

    def on_click(self, event: Click) -> None:
        """Choose the item that was clicked."""
        index = self._index_at(event.y)
        if index >= 0 and self.items[index].key is not None:
            self.cursor = index
            self.refresh()
            self.choose()

    def _index_at(self, y: int) -> int:
        """The index of the item on a row of the widget; -1 for none."""
        row = self.row_at(y)
        return bisect_right(self._tops, row) - 1 if row >= 0 else -1

    # Drawing

    def render_line(self, y: int) -> Strip:
        """The strip of a row."""
        width = self.size.width
        if y == 0:
            return self._strip(Line(self.heading, ((self.status, "quiet"),), "title", 0), width)
        if not self.items:
            return self._strip(self._empty_line(y - HEAD_ROWS, width), width)
        row = self.row_at(y)
        if row < 0:
            return self._strip(Line(""), width)
        index = bisect_right(self._tops, row) - 1
        line = self.items[index].lines[row - self._tops[index]]
        pointed = index == self.cursor and row == self._tops[index]
        return self._strip(line, width, pointed=pointed, current=index == self.cursor)

    def _empty_line(self, row: int, width: int) -> Line:
        cuts = [0, *wrap(self.empty, max(2, width - 3)), len(self.empty)]
        if 0 <= row < len(cuts) - 1:
            return Line(self.empty[cuts[row] : cuts[row + 1]].strip(), role="quiet")
        return Line("")

    def _strip(self, line: Line, width: int, *, pointed: bool = False, current: bool = False) -> Strip:
        plain = self._style()
        right = [Segment(drawn(clean(text)), self._style(role)) for text, role in line.right if text]
        right_width = sum(cells(segment.text) for segment in right)
        room = max(0, width - line.indent - right_width - (1 if right_width else 0))
        text = fit(drawn(clean(line.text)), room)
        role = "current" if current and self.active and line.role == "text" else line.role
        cursor = "›" if pointed else ""
        bullet, bullet_role = line.bullet
        segments = [
            Segment(
                cursor.ljust(min(2, line.indent))[: line.indent],
                self._style("cursor" if self.active else "faint"),
            ),
            Segment(bullet.ljust(max(0, line.indent - 2)), self._style(bullet_role)),
            Segment(text, self._style(role)),
        ]
        used = line.indent + cells(text) + right_width
        rest = max(0, width - used)
        segments.append(Segment(apart(rest) if runs_leftwards(text) else " " * rest, plain))
        return Strip([segment for segment in (*segments, *right) if segment.text]).adjust_cell_length(
            width, plain
        )
