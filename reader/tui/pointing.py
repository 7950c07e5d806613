"""Pointing: the place where the next selection begins, and a row that is lit for a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.timer import Timer

from reader.page.looks import Layer, Look
from reader.page.width import grapheme_end

if TYPE_CHECKING:
    from reader.tui.article import ArticleView

MOMENT = 0.4
"""Seconds for which a row is lit: long enough to be found by the eye, gone before it is read."""


class Pointing:
    """What an article points at. Only the rows that it concerns are drawn anew.

    Args:
        article: The article.

    Attributes:
        place: The offset that was gone to and where the next selection begins, until the page moves;
            -1 where there is none.
        lit: The row of the page that has a faint ground, or -1.
    """

    def __init__(self, article: ArticleView) -> None:
        self._article = article
        self._timer: Timer | None = None
        self.place = -1
        self.lit = -1

    def point(self, offset: int) -> None:
        """Show the place where the next selection begins; -1 for none."""
        article = self._article
        rows = [article.layout_.row_of(each) for each in {self.place, offset} if each >= 0]
        self.place = offset
        looks = []
        if offset >= 0:
            looks.append(Look(offset, grapheme_end(article.document.text, offset), "place"))
        article.painter.layers["place"] = Layer(looks)
        article.redraw(rows)

    def flash(self, row: int) -> None:
        """Light a row of the page for a moment, if the reader wants anything to move at all.

        One change, and one back: there are no steps between.
        """
        if self._article.app.animation_level != "none":
            self._light(row)
            if self._timer:
                self._timer.stop()
            self._timer = self._article.set_timer(MOMENT, lambda: self._light(-1))

    def forget(self) -> None:
        """Point at nothing, as the rows are others now and are all drawn anew."""
        self.place = self.lit = -1
        self._article.painter.layers["place"] = Layer()

    def _light(self, row: int) -> None:
        rows = {self.lit, row} - {-1}
        self.lit = row
        self._article.redraw(rows)
