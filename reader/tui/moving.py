"""Moving the page: by lines, pages, headings, to its ends; and the length of its lines."""

from __future__ import annotations

from collections.abc import Callable

from reader.config import MEASURES
from reader.page.layout import Layout
from reader.page.turning import next_top, previous_top
from reader.tui.article import ArticleView
from reader.tui.preferred import Preferred

MEASURE_STEP = 4


def half_page_rows(rows: int) -> int:
    """How far half a page goes on a screen of so many rows."""
    return max(1, rows // 2)


class Moving:
    """The commands that move an article.

    Args:
        article: What is moved.
    """

    def __init__(self, article: ArticleView) -> None:
        self._article = article

    def _by(self, rows: int) -> None:
        self._article.go_to_row(self._article.top + rows)

    def _turn(self, turned: Callable[[Layout, int, int], int], count: int) -> None:
        article, top = self._article, self._article.top
        for _ in range(count):
            before = top
            top = max(0, min(turned(article.layout_, top, article.rows), article.last_top))
            if top == before:
                break
        article.go_to_row(top)

    def line_down(self, count: int = 1) -> None:
        """Move down by lines."""
        self._by(count)

    def line_up(self, count: int = 1) -> None:
        """Move up by lines."""
        self._by(-count)

    def page_down(self, count: int = 1) -> None:
        """Move down by pages."""
        self._turn(next_top, count)

    def page_up(self, count: int = 1) -> None:
        """Move up by pages."""
        self._turn(previous_top, count)

    def half_page_down(self, count: int = 1) -> None:
        """Move down by half pages."""
        self._by(count * half_page_rows(self._article.rows))

    def half_page_up(self, count: int = 1) -> None:
        """Move up by half pages."""
        self._by(-count * half_page_rows(self._article.rows))

    def to_top(self) -> None:
        """Move to the beginning."""
        self._article.go_to_row(0)

    def to_bottom(self) -> None:
        """Move to the end."""
        self._article.go_to_row(self._article.last_top)

    def next_heading(self, count: int = 1) -> None:
        """Put the next heading at the top."""
        below = [row for row in self._heading_rows() if row > self._article.top]
        if below:
            self._article.go_to_row(below[min(count, len(below)) - 1])

    def previous_heading(self, count: int = 1) -> None:
        """Put the heading before at the top."""
        above = [row for row in self._heading_rows() if row < self._article.top]
        if above:
            self._article.go_to_row(above[-min(count, len(above))])

    def widen(self) -> None:
        """Make the lines longer, where there is room."""
        measure = self._article.layout_.measure
        if measure == self._article.wanted_measure:
            self._set_measure(min(MEASURES[-1], measure + MEASURE_STEP))

    def narrow(self) -> None:
        """Make the lines shorter."""
        self._set_measure(max(MEASURES[0], self._article.layout_.measure - MEASURE_STEP))

    def _set_measure(self, measure: int) -> None:
        self._article.set_measure(measure)
        self._article.screen.post_message(Preferred(measure=measure))

    def _heading_rows(self) -> list[int]:
        """The rows that stand at the top when a heading is gone to: each leaves an empty one above it."""
        layout = self._article.layout_
        return [layout.row_of(section.start) - 1 for section in self._article.document.outline]
