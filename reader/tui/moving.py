"""Moving the page: by lines, pages, to its ends; and the length of its lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.config import MEASURES
from reader.tui.article import ArticleView
from reader.tui.preferred import Preferred

if TYPE_CHECKING:
    from reader.tui.selecting import Selecting

MEASURE_STEP = 4


class Moving:
    """The commands that move an article.

    Args:
        article: What is moved.
        selecting: What is told where the next selection begins, at the ends.
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
