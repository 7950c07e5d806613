"""A quiet list: the one widget that all panels are made of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.events import Click, MouseScrollDown, MouseScrollUp
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from reader.annotation import COLOURS
from reader.page.bidi import apart, runs_leftwards
from reader.page.width import cells, drawn, fit, wrap
from reader.sanitise import clean
from reader.search import finder

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


class Listing(Widget, can_focus=True):
    """A titled list of items with a cursor.

    Args:
        title: What stands above the list.
        id: The widget's id.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"listing--{role}" for role in ROLES}

    hint: ClassVar[str] = ""
    """What can be typed to narrow the list, besides words."""

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
        self.sought = ""
        self._all: Sequence[Item] = ()
        self._given = ("", "")
        self.cursor = -1
        self.top = 0
        self._tops: list[int] = [0]
        self._styles: dict[str, Style] = {}

    # What it holds

    def set_items(self, items: Sequence[Item], *, status: str = "", empty: str = "") -> None:
        """Show other items; the cursor stays on its key where that is still there.

        Args:
            items: The items.
            status: What stands at the right of the title.
            empty: What is said where there is no item.
        """
        self._all = items
        self._given = status, empty
        self._show_found()

    def narrow(self, words: str) -> None:
        """Show only the items in which every one of some words is found, as in a search; all for none.

        Args:
            words: The words; they hold for other items as well, until others are given.
        """
        if words.strip() != self.sought:
            self.sought = words.strip()
            self._show_found()
            self._keep_in_sight()

    @property
    def found(self) -> str:
        """How many items are shown of how many: `3 of 17`."""
        return f"{_count(self.items):,} of {_count(self._all):,}"

    def completed(self, typed: str) -> str:
        """What was typed to narrow the list, completed where that is possible."""
        return typed

    def leave(self) -> bool:
        """Leave what was begun in the list.

        Returns:
            Whether there was anything: a filter.
        """
        narrowed = bool(self.sought)
        self.narrow("")
        return narrowed

    def _passing(self, words: str) -> Callable[[Item], bool]:
        """What tells whether an item has all of some words."""
        has = finder(words)
        return lambda item: has("\n".join([*(line.text for line in item.lines), item.words]))

    def _show_found(self) -> None:
        """Show those of the items that are looked for."""
        key, before, top = self.current, self.cursor, self.top
        self.items, (self.status, self.empty) = self._all, self._given
        if self.sought:
            self.items = _narrowed(self._all, self._passing(self.sought))
            self.status = self.found
            self.empty = f"Nothing here has “{self.sought}” in it." if self._all else self.empty
        self._tops = list(accumulate((len(item.lines) for item in self.items), initial=0))
        self.cursor = -1
        self.point(key)
        if self.cursor < 0:  # the item has gone: the one that came after it, or else the last
            choosable = self._choosable()
            self.cursor = next((index for index in choosable if index >= before), max(choosable, default=-1))
            self._keep_in_sight()
        else:
            self.top = max(0, min(top, self._tops[-1] - self._rows))
        self.refresh()

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
        count = max(1, int(abs(pages) * max(1, self._rows) / per_item))
        self.move(count if pages > 0 else -count)

    def look(self, part: float) -> None:
        """Move the cursor to an item that is seen whole; of these, so much lies above it, from 0 to 1."""
        bottom = self.top + self._rows
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

    @property
    def _rows(self) -> int:
        return max(1, self.size.height - HEAD_ROWS)

    def _keep_in_sight(self) -> None:
        if self.cursor >= 0:
            first, last = self._tops[self.cursor], self._tops[self.cursor + 1]
            heading = self.cursor > 0 and self.items[self.cursor - 1].key is None
            first -= len(self.items[self.cursor - 1].lines) if heading else 0
            self.top = max(min(self.top, first), last - self._rows)
        self.top = max(0, min(self.top, self._tops[-1] - self._rows))
        if self.cursor >= 0 and self._tops[-1] > self._rows:  # begin with a whole item
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

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Move the list, not the cursor."""
        event.stop()
        self.top = max(0, min(self.top + 3, self._tops[-1] - self._rows))
        self.refresh()

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Move the list back, not the cursor."""
        event.stop()
        self.top = max(0, self.top - 3)
        self.refresh()

    def on_click(self, event: Click) -> None:
        """Choose the item that was clicked."""
        index = self._index_at(event.y)
        if index >= 0 and self.items[index].key is not None:
            self.cursor = index
            self.refresh()
            self.choose()

    def _index_at(self, y: int) -> int:
        """The index of the item on a row of the widget; -1 for none."""
        row = self.top + y - HEAD_ROWS
        return bisect_right(self._tops, row) - 1 if y >= HEAD_ROWS and 0 <= row < self._tops[-1] else -1

    # Drawing

    def notify_style_update(self) -> None:
        """Forget the styles of the theme before."""
        self._styles.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """The strip of a row."""
        width = self.size.width
        if y == 0:
            title = f"{self.title} · “{self.sought}”" if self.sought else self.title
            return self._strip(Line(title, ((self.status, "quiet"),), "title", 0), width)
        row = y - HEAD_ROWS
        if not self.items:
            return self._strip(self._empty_line(row, width), width)
        row += self.top
        if row < self.top or row >= self._tops[-1]:
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
        plain = self._style("")
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

    def _style(self, role: str) -> Style:
        style = self._styles.get(role)
        if style is None:
            style = self.rich_style
            if role:
                style += self.get_component_rich_style(f"listing--{role}", partial=True)
            self._styles[role] = style
        return style


def _count(items: Sequence[Item]) -> int:
    return sum(item.key is not None for item in items)


def _narrowed(items: Sequence[Item], passes: Callable[[Item], bool]) -> list[Item]:
    """The items that pass, under those headings that still have any."""
    found: list[Item] = []
    heading: Item | None = None
    for item in items:
        if item.key is None:
            heading = item
        elif passes(item):
            found += [item] if heading is None else [heading, item]
            heading = None
    return found
