"""Jumps: where the page has been left, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from reader.tui.article import ArticleView

MOST = 200
"""Places that are remembered."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a page was.

    Attributes:
        offset: The first offset on the screen.
        above: The empty rows above it.
        place: The offset that had been gone to, or -1.
    """

    offset: int
    above: int
    place: int

    def looks_like(self, other: Spot) -> bool:
        """Whether the page is the same, wherever on it somebody had gone."""
        return (self.offset, self.above) == (other.offset, other.above)


class Jumps:
    """The spots that were left by jumps, each once: a resize does not disturb them.

    Args:
        article: What is jumped in.
    """

    def __init__(self, article: ArticleView) -> None:
        self._article = article
        self._before: list[Spot] = []
        self._after: list[Spot] = []

    def resume(self, before: Jumps, follow: Callable[[int], int]) -> None:
        """Remember the spots of an earlier version of the text.

        Args:
            before: What remembers them.
            follow: Gives the offset in the later version for one in the earlier version.
        """
        for mine, theirs in ((self._before, before._before), (self._after, before._after)):
            mine[:] = (
                replace(spot, offset=follow(spot.offset), place=follow(spot.place) if spot.place >= 0 else -1)
                for spot in theirs
            )

    def leave(self) -> None:
        """Remember where the page is, before it goes elsewhere."""
        self._push(self._before)
        self._after = []

    def back(self) -> Spot | None:
        """Go to the spot that was left last.

        Returns:
            The spot, or None where there is none.
        """
        return self._step(self._before, self._after)

    def forward(self) -> Spot | None:
        """Go to where the last step back came from.

        Returns:
            The spot, or None where there is none.
        """
        return self._step(self._after, self._before)

    def swap(self) -> Spot | None:
        """Go to where the last jump began, and from there, by the same, back again.

        Returns:
            The spot, or None where there is none.
        """
        if not self._before:
            return None
        spot = self._before[-1]
        self.leave()
        self._go(spot)
        return spot

    def _here(self) -> Spot:
        article = self._article
        above = article.layout_.row_of(article.position) - article.top
        return Spot(article.position, above, article.pointing.place)

    def _push(self, spots: list[Spot]) -> None:
        here = self._here()
        spots[:] = [*(spot for spot in spots if not spot.looks_like(here)), here][-MOST:]

    def _step(self, source: list[Spot], other: list[Spot]) -> Spot | None:
        here = self._here()
        while source and source[-1].looks_like(here):  # a jump that did not go anywhere
            source.pop()
        if not source:
            return None
        self._push(other)
        spot = source.pop()
        self._go(spot)
        return spot

    def _go(self, spot: Spot) -> None:
        self._article.go_to_row(self._article.layout_.row_of(spot.offset) - spot.above)
