"""The columns of the shelf: what is told of a document, in how many cells, and which there is room for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reader.page.width import cells, drawn, fit
from reader.sanitise import line
from reader.titles import Entry, Order
from reader.tui.wording import WIDEST_WHEN, when, whence_in_short

GAP = 2
"""Cells between two columns."""

LEAST_TITLE = 24
"""Cells that a title has at least, before there is any other column."""

BAR = 8
"""Cells of the picture of how far a document was read."""


@dataclass(frozen=True, slots=True)
class Column:
    """What is told of each document.

    Attributes:
        name: What stands above it.
        width: Its cells.
        tells: The words for a document.
        order: What documents are put in order by when its name is clicked.
        at_right: Whether the words stand at its right edge.
        bar: Cells of a picture before the words, of how far the document was read.
    """

    name: str
    width: int
    tells: Callable[[Entry], str]
    order: Order
    at_right: bool = False
    bar: int = 0

    @property
    def head(self) -> str:
        """The name, in the cells of the column."""
        return self._set(self.name, self.width)

    def words(self, entry: Entry) -> str:
        """What is told of a document, in the cells that the picture leaves."""
        return self._set(self.tells(entry), self.width - self.bar)

    def picture(self, entry: Entry) -> tuple[str, str]:
        """How far a document was read, as a line: what was read, the rest; blank where it was not begun."""
        part = how_far(entry)
        done = max(1, round(part * self.bar)) if part else 0
        rest = "─" * (self.bar - done) if part else " " * self.bar
        return "━" * done, rest

    def _set(self, words: str, width: int) -> str:
        words = drawn(fit(line(words), width))
        space = " " * max(0, width - cells(words))
        return space + words if self.at_right else words + space


def arranged(width: int, now: datetime, *, of_trash: bool) -> list[Column]:
    """The columns that there is room for; the title gets what the others leave, most of it.

    Args:
        width: The cells for all of them, and the gaps between them.
        now: The present, which tells what was today.
        of_trash: Whether it is told when a document was removed, not when it was read.
    """
    home = str(Path.home())

    def last_seen(entry: Entry) -> str:
        return when(entry.record.discarded or entry.record.opened, now)

    def source(entry: Entry) -> str:
        return whence_in_short(entry.record.source, home)

    last = Column("Removed" if of_trash else "Read", WIDEST_WHEN, last_seen, "read")
    notes = Column("Notes", 5, _notes, "notes", at_right=True)
    far = Column("Far", 5, _percent, "read", at_right=True)
    bar = Column("How far", BAR + 6, _percent, "read", at_right=True, bar=BAR)
    who = Column("Author", max(16, min(36, width // 6)), _who, "author")
    whence = Column("From", max(16, min(48, width // 6)), source, "read")
    either = Column(
        "From", max(14, min(28, width // 5)), lambda entry: _who(entry) or source(entry), "author"
    )
    columns: list[Column] = []
    for least, some in (
        (0, [last]),
        (48, [last, notes]),
        (54, [last, far, notes]),
        (76, [either, last, far, notes]),
        (100, [either, last, bar, notes]),
        (136, [who, whence, last, bar, notes]),
    ):
        if width >= least:
            columns = some
    room = width - sum(column.width + GAP for column in columns)
    if room < LEAST_TITLE:
        columns, room = [], width
    return [Column("Title", max(1, room), lambda entry: entry.record.title, "title"), *columns]


def how_far(entry: Entry) -> float:
    """How much of a document was on the screen or above it when it was left, from 0 to 1."""
    record = entry.record
    seen = max(record.seen, record.position)
    return min(1.0, seen / record.length) if record.length > 0 and seen > 0 else 0.0


def _percent(entry: Entry) -> str:
    part = how_far(entry)
    return f"{max(1, round(100 * part))} %" if part else ""


def _notes(entry: Entry) -> str:
    return f"{entry.record.notes:,}" if entry.record.notes else ""


def _who(entry: Entry) -> str:
    return entry.record.author or entry.record.site
