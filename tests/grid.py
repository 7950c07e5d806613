"""The screens of terminals that disagree about how wide a text is."""

import unicodedata
from collections.abc import Callable, Iterator
from copy import copy

import pyte
from pyte import modes
from wcwidth import iter_graphemes, wcswidth, wcwidth

Rule = Callable[[str], Iterator[tuple[str, int]]]
"""Cuts a text into what a terminal puts on its cells, each with the number of these."""


def by_characters(text: str) -> Iterator[tuple[str, int]]:
    """As xterm, VTE and tmux 3.3: each code point for itself; families of emoji fall apart."""
    for character in text:
        spacing = unicodedata.category(character) == "Mc"
        yield character, 1 if spacing else max(0, wcwidth(character))


def by_clusters(text: str) -> Iterator[tuple[str, int]]:
    """As Ghostty, foot and Windows Terminal 1.22: characters of a reader have two cells at most."""
    for cluster in iter_graphemes(text):
        yield cluster, min(2, max(0, wcswidth(cluster)))


def with_narrow_marks(text: str) -> Iterator[tuple[str, int]]:
    """As terminals for which every mark is without a width, and each letter of a flag is wide."""
    for character in text:
        yield character, 0 if unicodedata.category(character)[0] in "MC" else max(0, wcwidth(character))


RULES: dict[str, Rule] = {
    "by characters": by_characters,
    "by clusters": by_clusters,
    "narrow marks": with_narrow_marks,
}


class Grid(pyte.Screen):
    """A screen that keeps whole what is drawn on a cell, and blanks what is overwritten by half.

    Args:
        columns: The width.
        lines: The height.
        rule: How wide a text is.
    """

    def __init__(self, columns: int, lines: int, rule: Rule = by_characters) -> None:
        self._rule = rule
        super().__init__(columns, lines)

    def draw(self, data: str) -> None:
        """Put a text on the screen."""
        for cluster, width in self._rule(data):
            if not width:
                self._join(cluster)
                continue
            if self.cursor.x + width > self.columns:
                if modes.DECAWM in self.mode:
                    self.carriage_return()
                    self.linefeed()
                else:
                    self.cursor.x = self.columns - width
            line, x = self.buffer[self.cursor.y], self.cursor.x
            if line[x].data == "" and x:
                line[x - 1] = line[x - 1]._replace(data=" ")
            if x + width < self.columns and line[x + width].data == "":
                line[x + width] = line[x + width]._replace(data=" ")
            line[x] = self.cursor.attrs._replace(data=cluster)
            for stub in range(x + 1, x + width):
                line[stub] = self.cursor.attrs._replace(data="")
            self.cursor.x += width
            self.dirty.add(self.cursor.y)

    def _join(self, mark: str) -> None:
        """Put a mark without a width on the cell before."""
        line, x = self.buffer[self.cursor.y], min(self.cursor.x, self.columns) - 1
        while x > 0 and line[x].data == "":
            x -= 1
        if x >= 0:
            line[x] = line[x]._replace(data=line[x].data + mark)

    def restore_cursor(self) -> None:
        """Go to where the cursor was saved; as on DEC's terminals it stays saved."""
        saved = self.savepoints[-1] if self.savepoints else None
        if saved:
            self.savepoints.append(saved._replace(cursor=copy(saved.cursor)))
        super().restore_cursor()
        if saved:
            self.savepoints[-1] = saved._replace(cursor=copy(self.cursor))

    def save_cursor(self) -> None:
        """Save where the cursor is, in place of what was saved before."""
        self.savepoints.clear()
        super().save_cursor()

    def cells(self, row: int) -> list[str]:
        """What is on each cell of a row; nothing on the second one of a wide character."""
        return [self.buffer[row][column].data for column in range(self.columns)]

    @property
    def display(self) -> list[str]:
        """The screen, row by row."""
        return ["".join(self.cells(row)) for row in range(self.lines)]

    def inverse(self, row: int) -> list[int]:
        """The columns of a row whose cells are inverse."""
        return [column for column in range(self.columns) if self.buffer[row][column].reverse]
