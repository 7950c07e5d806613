"""Pictures: decoded beside the interface, and drawn above the text that stands for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.message import Message

from reader.document import Document
from reader.page.pictures import UPPER_HALF, Colour, Pixels, Run

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen

MOST_KEPT = 40
"""Pictures that stay decoded: some 100 kB each."""

Key = tuple[int, int, int]
"""The start of a picture's block, and the columns and rows that the picture is decoded for."""


@dataclass
class Measured(Message):
    """The sizes of the pictures are known.

    Attributes:
        sizes: By the starts of their blocks; those that cannot be shown are missing.
    """

    sizes: Mapping[int, Pixels]


@dataclass
class Decoded(Message):
    """A picture has been decoded.

    Attributes:
        key: Which one.
        rows: What is drawn; None where it is broken.
        ground: The colour that it was laid upon.
    """

    key: Key
    rows: list[list[Segment]] | None
    ground: Colour


def has_colours(app: App[object]) -> bool:
    """Whether a terminal has the colours that pictures need, and its user wants any."""
    return not app.no_color and app.console.color_system in ("256", "truecolor")


class Pictures:
    """The pictures of a document.

    Args:
        screen: The reading screen.
        shown: Whether they are shown at first.
    """

    def __init__(self, screen: ReadingScreen, *, shown: bool) -> None:
        self._screen = screen
        self.shown = shown
        self._data = _data(screen.document)
        self._sizes: Mapping[int, Pixels] | None = None
        self._made: dict[Key, list[list[Segment]]] = {}
        self._asked: set[Key] = set()
        self._ground: Colour = (0, 0, 0)

    def begin(self) -> None:
        """Measure the pictures, if they are to be shown."""
        if not self._data or not self.shown or not has_colours(self._screen.app):
            return
        if self._sizes is None:
            self._sizes = {}
            self._work(self._measure)
        else:
            self._screen.article.set_pictures(self._sizes)

    def toggle(self) -> None:
        """Show the pictures, or only what stands for them."""
        self.shown = not self.shown
        screen = self._screen
        if not self._data:
            screen.status.say("There are no pictures in this document.")
        elif not has_colours(screen.app):
            screen.status.say("This terminal has not the colours for pictures.")
        elif self.shown:
            self.begin()
            screen.status.say("Pictures are shown.")
        else:
            screen.article.set_pictures({})
            screen.status.say("Pictures are not shown.")

    def measured(self, sizes: Mapping[int, Pixels]) -> None:
        """Make room for the pictures."""
        self._sizes = sizes
        if self.shown:
            self._screen.article.set_pictures(sizes)

    def follow(self) -> None:
        """Have those decoded that are in view or near it."""
        if not self._sizes or not self.shown:
            return
        ground = _ground(self._screen)
        if ground != self._ground:  # of another theme
            self._ground = ground
            self._made.clear()
            self._asked.clear()
        wanted = [key for key in self._near() if key not in self._asked]
        if wanted:
            self._asked.update(wanted)
            self._work(partial(self._decode, wanted, ground))

    def decoded(self, event: Decoded) -> None:
        """Draw a picture; where it is broken, only its text."""
        if event.rows is None:
            self.measured(
                {start: size for start, size in (self._sizes or {}).items() if start != event.key[0]}
            )
        elif event.ground == self._ground:
            self._made[event.key] = event.rows
            near = set(self._near())
            for key in [key for key in self._made if key not in near][: max(0, len(self._made) - MOST_KEPT)]:
                del self._made[key]
                self._asked.discard(key)
            self._screen.article.draw_pictures(self._made)

    def _near(self) -> list[Key]:
        """The pictures on the screen, and a screen above and below it."""
        article = self._screen.article
        found: dict[Key, None] = {}
        for y in range(article.top - article.rows, article.top + 2 * article.rows):
            row = article.layout_.row(y)
            if row.picture and row.block:
                found[row.block.start, row.picture.columns, row.picture.rows] = None
        return list(found)

    def _work(self, work: object) -> None:
        self._screen.run_worker(work, thread=True, group="pictures", exit_on_error=False)  # type: ignore[arg-type]

    def _measure(self) -> None:
        from reader.page.pictures import PictureError, size_of

        sizes: dict[int, Pixels] = {}
        for start, data in self._data.items():
            try:
                sizes[start] = size_of(data)
            except PictureError:  # its text stands for it
                continue
        self._screen.post_message(Measured(sizes))

    def _decode(self, keys: Sequence[Key], ground: Colour) -> None:
        from reader.page.pictures import PictureError, half_blocks

        for key in keys:
            start, columns, rows = key
            try:
                made = [_segments(runs) for runs in half_blocks(self._data[start], columns, rows, ground)]
            except PictureError:
                self._screen.post_message(Decoded(key, None, ground))
            else:
                self._screen.post_message(Decoded(key, made, ground))


def _data(document: Document) -> dict[int, bytes]:
    """The pictures by the starts of the blocks that stand for them."""
    found: dict[int, bytes] = {}
    for mark in document.marks:
        if mark.kind == "image" and mark.target in document.pictures:
            leaf = document.leaf_at(mark.start)
            if leaf and leaf.kind == "image":
                found.setdefault(leaf.start, document.pictures[mark.target])
    return found


def _ground(screen: ReadingScreen) -> Colour:
    """The colour of the page."""
    red, green, blue = screen.article.background_colors[1].rgb
    return red, green, blue


def _segments(runs: Sequence[Run]) -> list[Segment]:
    return [Segment(UPPER_HALF * run.cells, _style(run)) for run in runs]


def _style(run: Run) -> Style:
    return Style.from_color(Color.from_rgb(*run.upper), Color.from_rgb(*run.lower))
