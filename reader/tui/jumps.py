"""Jumps: where the page has been left, and the way back."""

from __future__ import annotations

from reader.tui.article import ArticleView

MOST = 200
"""Places that are remembered."""


class Jumps:
    """The places that were left by jumps: a resize does not disturb them.

    Args:
        article: What is jumped in.
    """

    def __init__(self, article: ArticleView) -> None:
        self._article = article
        self._before: list[tuple[int, int]] = []
        self._after: list[tuple[int, int]] = []

    def leave(self) -> None:
        """Remember where the page is, before it goes elsewhere."""
        here = self._here()
        if not self._before or self._before[-1] != here:
            self._before = [*self._before[-MOST:], here]
        self._after = []

    def back(self) -> bool:
        """Go to the place that was left last.

        Returns:
            Whether there was one.
        """
        return self._step(self._before, self._after)

    def forward(self) -> bool:
        """Go to where the last step back came from.

        Returns:
            Whether there was one.
        """
        return self._step(self._after, self._before)

    def _here(self) -> tuple[int, int]:
        """The first offset on the screen, and the empty rows above it."""
        article = self._article
        return article.position, article.layout_.row_of(article.position) - article.top

    def _step(self, source: list[tuple[int, int]], other: list[tuple[int, int]]) -> bool:
        if not source:
            return False
        other.append(self._here())
        offset, above = source.pop()
        self._article.go_to_row(self._article.layout_.row_of(offset) - above)
        return True
