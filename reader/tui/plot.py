"""The plot: names and the stretches of the text, with bars for mentions and dots for quotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from rich.segment import Segment
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from reader import dispersion
from reader.analysis.findings import Entity, Quotation
from reader.dispersion import Cell
from reader.document import Document, Span
from reader.page.width import cells, drawn, fit
from reader.sanitise import line
from reader.tui.panels.entities import PLURALS
from reader.tui.scrolling import Scrolling

HEAD_ROWS = 5
"""Rows above the names: an empty one, the title, another, the headings' names, their ticks."""

MARGIN = 2
"""Cells kept free at both sides."""

LONGEST_NAME = 28
"""Cells for the names at most."""

COUNT_CELLS = 6
"""Cells for the number of mentions, with the space round it."""

CURSOR = "› "

DOTS = "•●"
"""One quote in a stretch, and more than one."""

LEAST_COLUMNS = 8
"""Columns that are plotted on however narrow a screen."""

LEAST_FULL = 3
"""Mentions that a full bar stands for at least."""

EMPTY = "×"
"""The cursor where there is nothing: an inverse cell would look like a bar."""

ROLES = ("title", "quiet", "faint", "name", "chosen", "bar", "dot", "here", "cursor")

Part = Literal["kind", "mentions", "quotations"]


@dataclass(frozen=True, slots=True)
class PlotRow:
    """A row below the headings.

    Attributes:
        part: What it shows: a kind's name, an entity's mentions, or what it says.
        index: Which entity; of a kind's name the first one under it.
    """

    part: Part
    index: int


class Plot(Scrolling, can_focus=True):
    """A lexical dispersion plot with a cursor.

    Args:
        document: What is plotted.
        here: Where the reader is, as an offset.
    """

    PREFIX = "plot"
    HEAD = HEAD_ROWS

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"plot--{role}" for role in ROLES}

    @dataclass
    class Pointed(Message):
        """The cursor has moved, or a cell was clicked.

        Attributes:
            again: Whether it was on that cell already.
        """

        again: bool

    def __init__(self, document: Document, here: int) -> None:
        super().__init__(id="plot")
        self._document = document
        self._here = here
        self._said: dict[str, list[Quotation]] = {}
        self._lanes: dict[int, list[Cell]] = {}
        self._plot_rows: Sequence[PlotRow] = ()
        self._full = LEAST_FULL
        self._offset = here
        self._laid_out_for: Size | None = None
        self.title = self.status = ""
        self.entities: Sequence[Entity] = ()
        self.row = 0
        self.column = 0

    # What it shows

    def show(self, entities: Sequence[Entity], said: dict[str, list[Quotation]]) -> None:
        """Show other entities; the cursor stays on its entity where that is still there.

        Args:
            entities: The entities, those of a kind together.
            said: What each says, by its name.
        """
        before = self.entity
        self.entities, self._said = entities, said
        self.row = entities.index(before) if before in entities else 0
        rows: list[PlotRow] = []
        kind = ""
        for index, entity in enumerate(entities):
            if entity.kind != kind:
                kind = entity.kind
                rows.append(PlotRow("kind", index))
            rows.append(PlotRow("mentions", index))
            rows += [PlotRow("quotations", index)] if said.get(entity.name) else []
        self._plot_rows = rows
        self._lay_out()

    @property
    def entity(self) -> Entity | None:
        """The entity that the cursor is on."""
        return self.entities[self.row] if self.row < len(self.entities) else None

    @property
    def cell(self) -> Cell:
        """What the cursor is on."""
        return self._lane(self.row)[self.column] if self.entities else Cell()

    @property
    def span(self) -> Span:
        """The stretch of the text that the cursor is on."""
        return dispersion.stretch(self.column, len(self._document.text), self.columns)

    @property
    def left(self) -> int:
        """The cell of the screen where the columns begin."""
        longest = max((cells(line(entity.name)) for entity in self.entities), default=0)
        names = min(longest, LONGEST_NAME, max(LEAST_COLUMNS, self.size.width // 4))
        return MARGIN + len(CURSOR) + names + COUNT_CELLS

    @property
    def columns(self) -> int:
        """The number of columns."""
        return max(LEAST_COLUMNS, self.size.width - self.left - MARGIN)

    @property
    def length(self) -> int:
        """How many rows there are below the headings."""
        return len(self._plot_rows)

    def _lane(self, index: int) -> list[Cell]:
        if index not in self._lanes:
            entity = self.entities[index]
            said = self._said.get(entity.name, ())
            characters = len(self._document.text)
            self._lanes[index] = dispersion.lane(entity, said, characters, self.columns)
        return self._lanes[index]

    def _lay_out(self) -> None:
        """Plot anew for the entities and the width; the cursor stays at its place in the text."""
        characters = len(self._document.text)
        self._laid_out_for = self.size
        self._lanes.clear()
        self._full = max(LEAST_FULL, dispersion.peak(self.entities, characters, self.columns))
        self.column = dispersion.column_of(self._offset, characters, self.columns)
        self._keep_in_sight()
        self.post_message(self.Pointed(again=False))

    # The cursor

    def move_to(self, row: int, column: int) -> None:
        """Put the cursor on a cell, as near as there is one."""
        self.row = max(0, min(row, len(self.entities) - 1))
        self.column = max(0, min(column, self.columns - 1))
        self._offset = self.span.start
        self._keep_in_sight()
        self.post_message(self.Pointed(again=False))

    def move_to_filled(self, step: int) -> None:
        """Put the cursor on the next cell of the row that has something in it, or on one before."""
        lane = self._lane(self.row) if self.entities else []
        wanted = range(self.column + 1, self.columns) if step > 0 else range(self.column - 1, -1, -1)
        column = next((each for each in wanted if lane and lane[each].first), None)
        if column is not None:
            self.move_to(self.row, column)

    def _keep_in_sight(self) -> None:
        mine = [at for at, row in enumerate(self._plot_rows) if row.index == self.row]
        if mine:
            self.top = max(min(self.top, mine[0]), mine[-1] + 1 - self.rows)
        self.scroll_rows(self.top)

    # The mouse

    def on_click(self, event: Click) -> None:
        """Put the cursor on the cell that was clicked; tell whether it was there."""
        at = self.row_at(event.y)
        if at < 0 or self._plot_rows[at].part == "kind":
            return
        row = self._plot_rows[at].index
        column = event.x - self.left if event.x >= self.left else self.column
        again = (row, column) == (self.row, self.column)
        self.move_to(row, column)
        if again:
            self.post_message(self.Pointed(again=True))

    # Drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        """The strips of a region, plotted for the size that the screen has by now."""
        if self._laid_out_for != self.size:
            self._lay_out()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """The strip of a row."""
        width = self.size.width
        at = self.row_at(y)
        if y == 1:
            room = max(0, width - 2 * MARGIN)
            title = fit(line(self.title), room)
            status = fit(line(self.status), max(0, room - cells(title) - 2))
            gap = " " * (room - cells(title) - cells(status))
            segments = [self._part(" " * MARGIN), self._part(title, "title"), self._part(gap)]
            segments.append(self._part(status, "faint"))
        elif y == HEAD_ROWS - 2:
            segments = self._headings()
        elif y == HEAD_ROWS - 1:
            segments = self._ticks()
        elif at >= 0:
            segments = self._plot_row(self._plot_rows[at])
        else:
            segments = []
        kept = [segment for segment in segments if segment.text]
        return Strip(kept).adjust_cell_length(width, self._style())

    def _headings(self) -> list[Segment]:
        """The names of the headings that have room; where there is none, how far the text is."""
        characters, columns = len(self._document.text), self.columns
        segments, used = [self._part(" " * self.left)], 0
        parts = [each for each in self._document.outline if (each.start, each.end) != (0, characters)]
        labels = list(dispersion.labels(parts, characters, columns))
        if not labels:
            labels = [(columns * part // 100, 5, f"{part} %") for part in (0, 25, 50, 75)]
        for column, room, title in labels:
            words = fit(line(title), room)
            segments += [self._part(" " * (column - used)), self._part(words, "faint")]
            used = column + cells(words)
        return segments

    def _ticks(self) -> list[Segment]:
        """Where the sections begin, and where the reader is."""
        characters, columns = len(self._document.text), self.columns
        signs = [" "] * columns
        for section in self._document.outline:
            signs[dispersion.column_of(section.start, characters, columns)] = "╷"
        place = dispersion.column_of(self._here, characters, columns)
        before, after = "".join(signs[:place]), "".join(signs[place + 1 :])
        parts = [self._part(before, "faint"), self._part("▾", "here"), self._part(after, "faint")]
        return [self._part(" " * self.left), *parts]

    def _plot_row(self, row: PlotRow) -> list[Segment]:
        entity = self.entities[row.index]
        if row.part == "kind":
            words = f"{' ' * MARGIN}{PLURALS[entity.kind]}".ljust(self.left)
            place = dispersion.column_of(self._here, len(self._document.text), self.columns)
            return [self._part(words, "faint"), self._part(" " * place), self._part("┊", "faint")]
        lane, chosen = self._lane(row.index), row.index == self.row
        if row.part == "mentions":
            room = self.left - MARGIN - len(CURSOR) - COUNT_CELLS
            name = fit(drawn(line(entity.name)), room)
            lead = CURSOR if chosen else " " * len(CURSOR)
            count = f"{len(entity.mentions)}".rjust(COUNT_CELLS - 2) + "  "
            segments = [
                self._part(" " * MARGIN),
                self._part(lead, "here"),
                self._part(name + " " * (room - cells(name)), "chosen" if chosen else "name"),
                self._part(count, "faint"),
            ]
            signs = dispersion.bars([len(cell.mentions) for cell in lane], self._full)
            role = "bar"
        else:
            segments = [self._part(" " * self.left)]
            signs = "".join(_dot(len(cell.quotations)) for cell in lane)
            role = "dot"
        return [*segments, *self._signs(signs, "chosen" if chosen else role, chosen=chosen, part=row.part)]

    def _signs(self, signs: str, role: str, *, chosen: bool, part: Part) -> list[Segment]:
        """A row's signs, with the reader's place and the cursor's cell among them."""
        place = dispersion.column_of(self._here, len(self._document.text), self.columns)
        special = {place: ("┊", "faint") if signs[place] == " " else (signs[place], role)}
        if chosen and part == "mentions":
            sign = signs[self.column]
            special[self.column] = (EMPTY, "here") if sign == " " else (sign, "cursor")
        segments, used = [], 0
        for column in sorted(special):
            sign, look = special[column]
            segments += [self._part(signs[used:column], role), self._part(sign, look)]
            used = column + 1
        return [*segments, self._part(signs[used:], role)]

    def _part(self, text: str, role: str = "") -> Segment:
        return Segment(text, self._style(role))


def _dot(number: int) -> str:
    return DOTS[min(number, len(DOTS)) - 1] if number else " "
