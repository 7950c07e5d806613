"""Unfolding: a list that shows the item under the cursor whole, and marks items quietly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip

from reader.page.width import cells, drawn, fit, wrap
from reader.sanitise import clean
from reader.tui.panels.filtered import Filtered
from reader.tui.panels.listing import Item, Line

SIGN = "•"
"""Stands before an item that is marked."""

LEAST_ROOM = 8
"""Cells of text under which a line is not unfolded."""


@dataclass(frozen=True, slots=True)
class Row(Line):
    """A line that can have more than one look.

    Attributes:
        parts: Texts with their roles, in the text's place; they are not unfolded.
        sign: What stands in the cursor's place where the cursor is not, with its role.
    """

    parts: tuple[tuple[str, str], ...] = ()
    sign: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Folded(Item):
    """An item of which there is more to be seen.

    Attributes:
        more: Rows that follow the others while it is unfolded.
    """

    more: tuple[Line, ...] = ()


class Unfolding(Filtered):
    """A list that unfolds the item under its cursor while it has the keys.

    Args:
        title: What stands above the list.
        id: The widget's id.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"listing--near", "listing--word"}

    def __init__(self, title: str, id: str | None = None) -> None:  # noqa: A002 - the widget's own word
        self._at = -1
        self._marked: tuple[object, ...] = ()
        self._folded: Sequence[Item] = ()
        self._dressed: list[Item] = []
        super().__init__(title, id=id)

    @property
    def cursor(self) -> int:
        """The index of the item under the cursor; -1 for none."""
        return self._at

    @cursor.setter
    def cursor(self, index: int) -> None:
        self._at = index
        self._dress()

    def mark(self, keys: Sequence[object]) -> None:
        """Mark the items of some keys, and only these."""
        if tuple(keys) != self._marked:
            self._marked = tuple(keys)
            self._dress()
            self.refresh()

    @property
    def marked(self) -> tuple[object, ...]:
        """The keys of the items that are marked."""
        return self._marked

    def reveal(self, keys: Sequence[object]) -> None:
        """Bring the first of some items in sight, unless one of them is, without moving the cursor."""
        found = [index for index, item in enumerate(self.items) if item.key is not None and item.key in keys]
        tops = [self._tops[index] for index in found]
        if tops and not any(self.top <= top < self.top + self.rows for top in tops):
            wanted = next(i for i in found if self.items[i].key == keys[0]) if keys[0] else found[0]
            top = self._tops[wanted] - self.rows // 2
            self.scroll_rows(top)

    def watch_has_focus(self, has_focus: bool) -> None:
        """Unfold what the cursor is on when the keys come, and fold it when they go."""
        super().watch_has_focus(has_focus)
        self._dress()
        self._keep_in_sight()

    def on_resize(self) -> None:
        """Unfold the item under the cursor for the room that there is now."""
        self._dress()
        super().on_resize()

    def _dress(self) -> None:
        """Unfold the item under the cursor, and mark those that are to be marked."""
        if not self.items:
            return
        if self.items is not self._dressed:  # others have been given
            self._folded = self.items
        dressed = list(self._folded)
        if self._marked:
            for index, item in enumerate(dressed):
                if item.key is not None and item.key in self._marked:
                    dressed[index] = _signed(item)
        if self.active and 0 <= self._at < len(dressed):
            dressed[self._at] = self._unfold(dressed[self._at])
        self.items = self._dressed = dressed
        self._tops = list(accumulate((len(item.lines) for item in dressed), initial=0))

    def _unfold(self, item: Item) -> Item:
        lines: list[Line] = []
        for line in (*item.lines, *(item.more if isinstance(item, Folded) else ())):
            taken = sum(cells(text) for text, _ in line.right)
            room = self.size.width - line.indent - taken - (1 if taken else 0)
            text = drawn(line.text)
            if room < LEAST_ROOM or cells(text) <= room or (isinstance(line, Row) and line.parts):
                lines.append(line)
                continue
            first = next(iter(wrap(text, room)))
            following = text[first:]
            cuts = [0, *wrap(following, self.size.width - line.indent), len(following)]
            lines.append(replace(line, text=text[:first].strip()))
            rest = replace(line, right=(), bullet=("", ""))
            if isinstance(rest, Row):
                rest = replace(rest, sign=("", ""))
            lines += [replace(rest, text=following[start:end].strip()) for start, end in pairwise(cuts)]
        if len(lines) > self.rows > 0:
            last = lines[self.rows - 1]
            lines[self.rows - 1 :] = [replace(last, text=f"{last.text} …")]
        return replace(item, lines=tuple(lines))

    def _strip(self, line: Line, width: int, *, pointed: bool = False, current: bool = False) -> Strip:
        strip = super()._strip(line, width, pointed=pointed, current=current)
        if isinstance(line, Row):
            if line.sign[0] and not pointed:
                sign = Strip([Segment(line.sign[0], self._style(line.sign[1]))])
                strip = Strip.join((sign, strip.crop(sign.cell_length)))
            if line.parts:
                room = max(0, width - line.indent)
                segments = []
                for text, role in line.parts:
                    part = fit(drawn(clean(text)), room)
                    room -= cells(part)
                    role = "current" if current and self.active and role == "text" else role
                    segments.append(Segment(part, self._style(role)))
                parts = Strip([segment for segment in segments if segment.text])
                after = strip.crop(line.indent + parts.cell_length)
                strip = Strip.join((strip.crop(0, line.indent), parts, after))
        return strip.adjust_cell_length(width, self._style())


def _signed(item: Item) -> Item:
    """An item with a sign before the first line that has a text, whose text has more weight."""
    lines = list(item.lines)
    index = next((i for i, line in enumerate(lines) if line.text), 0)
    line = lines[index]
    role = "near" if line.role == "text" else line.role
    lines[index] = Row(line.text, line.right, role, line.indent, line.bullet, sign=(SIGN, "near"))
    return replace(item, lines=tuple(lines))
