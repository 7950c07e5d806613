"""Moving the page: by lines, pages, sentences, paragraphs, to its ends; and the length of its lines."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.config import MEASURES
from reader.document import Document, Span
from reader.page.prose import next_sentence, previous_sentence
from reader.tui.article import ArticleView
from reader.tui.goals import paragraphs
from reader.tui.preferred import Preferred

if TYPE_CHECKING:
    from reader.tui.selecting import Selecting

MEASURE_STEP = 4

PARTS = {"top": 0.0, "middle": 0.5, "bottom": 1.0}
"""The parts of the screen by which a row can stand: how much of the screen lies above."""


class Moving:
    """The commands that move an article.

    Args:
        article: What is moved.
        selecting: What is told where the next selection begins.
    """

    def __init__(self, article: ArticleView, selecting: Selecting) -> None:
        self._article = article
        self._selecting = selecting

    def _by(self, rows: int) -> None:
        self._article.go_to_row(self._article.top + rows)

    def _turn(self, turned: Callable[[int], int], count: int) -> None:
        article, top = self._article, self._article.top
        for _ in range(count):
            before = top
            top = max(0, min(turned(top), article.last_top))
            if top == before:
                break
        self._leap(top)

    def _leap(self, row: int) -> None:
        """Put a row at the top, and light the row that was read last where it is still to be seen."""
        article = self._article
        before, rows = article.top, range(article.top, article.top + article.rows)
        read = next((y for y in (rows[::-1] if row > before else rows) if article.layout_.row(y).pieces), -1)
        article.go_to_row(row)
        if article.top != before and article.top <= read < article.top + article.rows:
            article.pointing.flash(read)

    def line_down(self, count: int = 1) -> None:
        """Move down by lines."""
        self._by(count)

    def line_up(self, count: int = 1) -> None:
        """Move up by lines."""
        self._by(-count)

    def page_down(self, count: int = 1) -> None:
        """Move down by pages."""
        self._turn(self._article.pages.after, count)

    def page_up(self, count: int = 1) -> None:
        """Move up by pages."""
        self._turn(self._article.pages.before, count)

    def half_page_down(self, count: int = 1) -> None:
        """Move down by half pages."""
        self._turn(self._article.pages.half_after, count)

    def half_page_up(self, count: int = 1) -> None:
        """Move up by half pages."""
        self._turn(self._article.pages.half_before, count)

    def to_top(self) -> None:
        """Move to the beginning."""
        self._article.go_to_row(0)
        self._selecting.reach(self._article.position)

    def to_bottom(self) -> None:
        """Move to the end."""
        self._article.go_to_row(self._article.last_top)
        self._selecting.reach(self._article.layout_.offset_at(self._article.layout_.height - 1, 0))

    def to_part(self, part: float) -> None:
        """Move until so much of the text, from 0 to 1, has been on the screen or above it."""
        article = self._article
        article.go_to_row(round(part * article.layout_.height) - article.rows)

    # The place where the next selection begins

    def look(self, where: str, count: int = 1) -> None:
        """Take the place to a row of the screen: one of `PARTS`, or the count-th from the top or bottom.

        Where there are two columns, the middle is that of the first.
        """
        article = self._article
        last = min(article.rows, article.layout_.height - article.top) - 1
        step = {"top": count - 1, "middle": 0, "bottom": 1 - count}[where]
        row = max(0, min(self._above(where, last) + step, last))
        self._selecting.take(article.layout_.offset_at(article.top + row, 0))

    def put(self, where: str) -> None:
        """Move the page until the place is at one of `PARTS` of the screen."""
        article, place = self._article, self._selecting.place
        article.go_to_row(article.layout_.row_of(place) - self._above(where, article.rows - 1))
        self._selecting.take(place)

    def _above(self, where: str, last: int) -> int:
        """How many rows are above one of `PARTS`, where the last on the screen has so many above it."""
        article = self._article
        first = article.pages.split(article.top) - 1  # the last row of the first column
        return int((min(first, last) if where == "middle" else last) * PARTS[where])

    def sentence_forward(self, count: int = 1) -> None:
        """To the start of the next sentence."""
        self._by_sentences(next_sentence, count)

    def sentence_back(self, count: int = 1) -> None:
        """To the start of this sentence, or of the one before it."""
        self._by_sentences(previous_sentence, count)

    def paragraph_forward(self, count: int = 1) -> None:
        """To the start of the next paragraph."""
        starts = self._paragraph_starts()
        self._take(starts, bisect_right(starts, self._selecting.place) - 1 + count)

    def paragraph_back(self, count: int = 1) -> None:
        """To the start of this paragraph, or of the one before it."""
        starts = self._paragraph_starts()
        self._take(starts, bisect_left(starts, self._selecting.place) - count)

    def _by_sentences(self, step: Callable[[Document, int], Span | None], count: int) -> None:
        place = self._selecting.place
        for _ in range(count):
            there = step(self._article.document, place)
            if there is None:
                break
            place = there.start
        self._take([place], 0)

    def _paragraph_starts(self) -> list[int]:
        return [block.start for block in paragraphs(self._article.document)]

    def _take(self, offsets: list[int], index: int) -> None:
        """Take the place to one of some offsets, or to the first or last, and the page with it."""
        if offsets:
            place = offsets[max(0, min(index, len(offsets) - 1))]
            self._article.show(place)
            self._selecting.take(place)

    # The length of the lines

    def widen(self) -> None:
        """Make the lines longer, where there is room."""
        measure = self._article.layout_.measure
        if measure == self._article.wanted_measure:
            self._set_measure(min(MEASURES[-1], measure + MEASURE_STEP))

    def narrow(self) -> None:
        """Make the lines shorter."""
        self._set_measure(max(MEASURES[0], self._article.layout_.measure - MEASURE_STEP))

    def _set_measure(self, measure: int) -> None:
        self._article.set_text(measure=measure)
        self._article.screen.post_message(Preferred(measure=measure))
