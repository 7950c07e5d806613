"""Placing: the place where the next selection begins, moved by sentences, paragraphs, parts of the screen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.document import Document, Span
from reader.page.prose import next_sentence, previous_sentence
from reader.tui.article import ArticleView
from reader.tui.goals import paragraphs

if TYPE_CHECKING:
    from reader.tui.selecting import Selecting

PARTS = {"top": 0.0, "middle": 0.5, "bottom": 1.0}
"""The parts of the screen by which a row can stand: how much of the screen lies above."""


class Placing:
    """The commands that move the place in an article, and the page with it.

    Args:
        article: What the place is in.
        selecting: What has the place.
    """

    def __init__(self, article: ArticleView, selecting: Selecting) -> None:
        self._article = article
        self._selecting = selecting

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

    def _above(self, where: str, last: int) -> int:
        """How many rows are above one of `PARTS`, where the last on the screen has so many above it."""
        article = self._article
        first = article.pages.split(article.top) - 1  # the last row of the first column
        return int((min(first, last) if where == "middle" else last) * PARTS[where])

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
