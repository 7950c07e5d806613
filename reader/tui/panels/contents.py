"""Contents: the outline of the document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from textual.events import Click
from textual.message import Message

from reader.document import Document
from reader.page.width import cells
from reader.tui.folds import OPEN_LEVELS, Folds
from reader.tui.panels.listing import Item, Line
from reader.tui.panels.unfolding import Unfolding

RIGHT = 3
"""The button of the mouse that folds a section and unfolds it."""


class ContentsPanel(Unfolding):
    """The headings, of which sections can be folded; the one being read is marked.

    Args:
        document: Whose outline is shown.
    """

    @dataclass
    class Folded(Message):
        """The reader has folded or unfolded something.

        Attributes:
            names: What the sections are known by that are folded now.
        """

        names: list[str]

    def __init__(self, document: Document) -> None:
        super().__init__("Contents", id="contents")
        self._document = document
        self._outline = document.outline
        self._starts = [section.start for section in self._outline]
        self._folds = Folds(self._outline)
        self._chosen = False  # whether the reader has said what is folded

    def on_mount(self) -> None:
        """Fill the list."""
        self._fill()

    def on_resize(self) -> None:
        """Fold the depths of an outline that is longer than the list, unless the reader folds it."""
        if self.size.height and not self._chosen:
            long = len(self._outline) > self.rows
            self._folds.fold_below(OPEN_LEVELS if long else 0)
            self._fill()

    def restore(self, names: Sequence[str]) -> None:
        """Fold the sections that the reader had folded, and no others."""
        self._chosen = True
        self._folds.restore(names)
        self._fill()

    def follow(self, offset: int) -> None:
        """Mark the section that holds an offset, or what it is folded in."""
        section = self._document.section_at(offset)
        if section is None:
            return
        start = self._starts[self._folds.shown(self._index(section.start))]
        self.mark((start,))
        if not self.has_focus:
            self.point(start)

    def narrow(self, words: str) -> None:
        """Show only the headings with some words, also those that are folded away."""
        before, at = self.sought, self.current
        if bool(words.strip()) != bool(before):
            self._all = self._items(everything=bool(words.strip()))
        super().narrow(words)
        if before and not self.sought and isinstance(at, int):
            self.point(self._starts[self._folds.shown(self._index(at))])

    # Folding

    def fold(self) -> None:
        """Fold the section under the cursor; where nothing is to be folded, go to the one around it."""
        self._set(folded=True)

    def unfold(self) -> None:
        """Unfold the section under the cursor; where that is done, go to the first one in it."""
        self._set(folded=False)

    def fold_all(self) -> None:
        """Show only the outermost sections that there is a choice of."""
        roots = self._folds.depths.count(0)
        self._refold(2 if roots == 1 else 1)  # one is the document's title

    def unfold_all(self) -> None:
        """Show all sections."""
        self._refold(0)

    def _refold(self, levels: int) -> None:
        self._folds.fold_below(levels)
        self._changed()

    def _set(self, *, folded: bool) -> None:
        if self.sought or not isinstance(self.current, int):
            return
        index = self._index(self.current)
        if self._folds.set(index, folded=folded):
            self._changed()
        elif not folded:
            self.move(1 if self._folds.count(index) else 0)
        elif (parent := self._folds.parent(index)) is not None:
            self.point(self._starts[parent])
            self.refresh()

    def _changed(self) -> None:
        """Show what is folded now, with the cursor and the mark on what is seen of where they were."""
        self._chosen = True
        at, marked = self.current, self.marked
        self._fill()
        for key in (each for each in (at, *marked) if isinstance(each, int)):
            start = self._starts[self._folds.shown(self._index(key))]
            if key == at:
                self.point(start)
            if key in marked:
                self.mark((start,))
        self.post_message(self.Folded(self._folds.names))

    def _index(self, start: int) -> int:
        return bisect_left(self._starts, start)

    # Showing

    def _fill(self) -> None:
        self.set_items(self._items(everything=bool(self.sought)), empty="No headings here.")

    def _items(self, *, everything: bool) -> list[Item]:
        shown = range(len(self._outline)) if everything else self._folds.visible()
        return [Item((self._line(index, plain=everything),), self._starts[index]) for index in shown]

    def _line(self, index: int, *, plain: bool) -> Line:
        folded = self._folds.is_folded(index) and not plain
        right = ((f"+{self._folds.count(index)}", "quiet"),) if folded else ()
        return Line(self._outline[index].title, right, indent=2 + 2 * self._folds.depths[index])

    def on_click(self, event: Click) -> None:
        """Fold or unfold a section, and go nowhere, where it or its number was clicked for that."""
        index = self._index_at(event.y)
        key = self.items[index].key if index >= 0 else None
        if isinstance(key, int) and not self.sought:
            section = self._index(key)
            folded = self._folds.is_folded(section)
            number = cells(f"+{self._folds.count(section)}") + 1
            if event.button == RIGHT or (folded and event.x >= self.size.width - number):
                event.prevent_default()
                event.stop()
                self.point(key)
                self._set(folded=not folded)
