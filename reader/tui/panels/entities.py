"""Entities: who and what is named, how often and where."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from reader import dispersion
from reader.analysis.findings import NAME_KINDS, Entity
from reader.tui.panels.listing import Item, Line
from reader.tui.panels.unfolding import Unfolding

PLURALS = {
    "person": "People",
    "organisation": "Organisations",
    "place": "Places",
    "group": "Groups",
    "facility": "Facilities",
    "product": "Products",
    "event": "Events",
    "work": "Works",
    "law": "Laws",
    "language": "Languages",
    "date": "Dates",
    "time": "Times",
    "money": "Money",
    "percent": "Percentages",
    "quantity": "Quantities",
    "number": "Numbers",
}
STRIP_CELLS = 8
"""Cells of the strip that shows where in the text an entity is named."""

FOLD = "dates and amounts"
"""The key of the row that dates and amounts are folded into."""


class EntitiesPanel(Unfolding):
    """The entities by kind; an item's key is the entity.

    Dates and amounts are folded into one row, which opens and closes.

    Args:
        characters: The text's length in code points.
    """

    def __init__(self, characters: int) -> None:
        super().__init__("Entities", id="entities")
        self._characters = characters
        self._entities: Sequence[Entity] = ()
        self._full = dispersion.FULL
        self._cell = -1
        self._unfolded = False

    def wait(self, words: str) -> None:
        """Say what is being waited for."""
        self.set_items([], empty=words)

    def show(self, entities: Sequence[Entity]) -> None:
        """Fill the list."""
        self._entities = entities
        names = (entity for entity in entities if entity.kind in NAME_KINDS)
        self._full = max(dispersion.FULL, dispersion.peak(names, self._characters, STRIP_CELLS))
        self._fill()

    def choose(self) -> None:
        """Choose the entity under the cursor, or open or close what is folded there."""
        if self.current == FOLD:
            self.fold()
        else:
            super().choose()

    def fold(self) -> None:
        """Show the dates and amounts, or fold them away again."""
        self._unfolded = not self._unfolded
        self._fill()
        self.move_to_end(first=False)  # so that its row comes to stand at the top, with what it opens below
        self.point(FOLD)

    def follow(self, progress: float) -> None:
        """Mark where the page is, from 0 to 1, in the strips."""
        cell = min(STRIP_CELLS - 1, int(progress * STRIP_CELLS))
        if cell != self._cell:
            self._cell = cell
            if self._entities:
                self._fill()

    def _fill(self) -> None:
        items: list[Item] = []
        names = [entity for entity in self._entities if entity.kind in NAME_KINDS]
        others = [entity for entity in self._entities if entity.kind not in NAME_KINDS]
        self._add_groups(items, names)
        if others:
            items += [Item((Line(""),))] if items else []
            sign = ("▾" if self._unfolded else "▸", "quiet")
            items.append(Item((Line(f"Dates and amounts ({len(others)})", (sign,)),), FOLD))
        if self._unfolded:
            self._add_groups(items, others)
        self.set_items(items, empty="No names found.")

    def _add_groups(self, items: list[Item], entities: Sequence[Entity]) -> None:
        for kind, group in groupby(entities, key=lambda entity: entity.kind):
            alike = list(group)
            gap = (Line(""),) if items else ()
            count = (f"{len(alike)} {' ' * STRIP_CELLS}", "quiet")  # over those of the entities
            items.append(Item((*gap, Line(PLURALS[kind], (count,), "heading", 0))))
            items += [Item((self._line(entity),), entity) for entity in alike]

    def _line(self, entity: Entity) -> Line:
        plot = dispersion.plot(entity, self._characters, STRIP_CELLS, self._full)
        cell = max(0, self._cell)
        here = plot[cell].replace(" ", "·")
        right = (
            (f"{len(entity.mentions)} ", "quiet"),
            (plot[:cell], "faint"),
            (here, "here"),
            (plot[cell + 1 :], "faint"),
        )
        return Line(entity.name, right)
