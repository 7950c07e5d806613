"""Pictures: decoded beside the interface, and drawn above the text that stands for them."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.app import App

from reader.document import Document
from reader.page.pictures import UPPER_HALF, Colour, Pixels, Run

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen

MOST_KEPT = 40
"""Pictures that stay decoded: some 100 kB each."""

Key = tuple[int, int, int]
"""The start of a picture's block, and the columns and rows that the picture is decoded for."""


def has_colours(app: App[object]) -> bool:
    """Whether a terminal has the colours that pictures need, and its user wants any."""
    return not app.no_color and app.console.color_system in ("256", "truecolor")


class Pictures:
    """The pictures of a document.

    Args:
        screen: The reading screen.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self.shown = screen.config.pictures
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
            self._work(self._measure())
        else:
            self._screen.article.set_pictures(self._sizes)

    def toggle(self) -> None:
        """Show the pictures, or only what stands for them."""
        self.shown = not self.shown
        screen = self._screen
        if not self._data:
            screen.status.say("There are no pictures in this document.")
        elif not has_colours(screen.app):
            screen.status.say("Pictures need 256 colours, which are missing here or turned off.")
        elif self.shown:
            self.begin()
            screen.status.say("Pictures are shown.")
        else:
            screen.article.set_pictures({})
            screen.status.say("Pictures are not shown.")

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
            self._work(self._decode(wanted, ground))

    def _near(self) -> list[Key]:
        """The pictures on the screen, and a screen above and below it."""
        article = self._screen.article
        found: dict[Key, None] = {}
        for y in range(article.top - article.rows, article.top + 2 * article.rows):
            row = article.layout_.row(y)
            if row.picture and row.block:
                found[row.block.start, row.picture.columns, row.picture.rows] = None
        return list(found)

    def _work(self, work: Coroutine[None, None, None]) -> None:
        self._screen.run_worker(work, group="pictures", exit_on_error=False)

    async def _measure(self) -> None:
        """Make room for the pictures."""
        self._make_room(await asyncio.to_thread(_sizes, self._data))

    def _make_room(self, sizes: Mapping[int, Pixels]) -> None:
        self._sizes = sizes
        if self.shown:
            self._screen.article.set_pictures(sizes)

    async def _decode(self, keys: Sequence[Key], ground: Colour) -> None:
        """Draw pictures one after another; of one that is broken, only its text stays."""
        for key in keys:
            made = await asyncio.to_thread(_made, self._data[key[0]], key, ground)
            if made is None:
                self._make_room({at: size for at, size in (self._sizes or {}).items() if at != key[0]})
            elif ground == self._ground:
                self._made[key] = made
                self._forget()
                self._screen.article.painter.set_pictures(self._made)

    def _forget(self) -> None:
        """Keep no more than some pictures, those near the screen in any case."""
        near = set(self._near())
        far = [key for key in self._made if key not in near]
        for key in far[: max(0, len(self._made) - MOST_KEPT)]:
            del self._made[key]
            self._asked.discard(key)


def _sizes(data: Mapping[int, bytes]) -> dict[int, Pixels]:
    """The sizes of those pictures that can be shown; for a thread."""
    from reader.page.pictures import PictureError, size_of

    found: dict[int, Pixels] = {}
    for start, file in data.items():
        with contextlib.suppress(PictureError):  # its text stands for it
            found[start] = size_of(file)
    return found


def _made(file: bytes, key: Key, ground: Colour) -> list[list[Segment]] | None:
    """The rows of a picture, or None where it is broken; for a thread."""
    from reader.page.pictures import PictureError, half_blocks

    _, columns, rows = key
    try:
        return [_segments(runs) for runs in half_blocks(file, columns, rows, ground)]
    except PictureError:
        return None


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
