"""Places in a text, and how they lie to each other: mentions, quotations, selections and spans alike."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar


class Place(Protocol):
    """Anything that stands in the text: a range of offsets, `[start, end)`."""

    @property
    def start(self) -> int:
        """The first offset, in code points."""

    @property
    def end(self) -> int:
        """The offset after the last one."""


_Some = TypeVar("_Some", bound=Place)


def meet(one: Place, other: Place) -> bool:
    """Whether two places have a character in common."""
    return one.start < other.end and other.start < one.end


def within(one: Place, other: Place) -> bool:
    """Whether a place lies wholly in another."""
    return other.start <= one.start and one.end <= other.end


def likeness(one: Place, other: Place) -> float:
    """How much of two places together is in both (the Jaccard index), from 0 to 1."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    together = max(one.end, other.end) - min(one.start, other.start)
    return max(0, shared) / together if together else 0.0


def over(one: Place, places: Sequence[_Some]) -> Sequence[_Some]:
    """Those of some places, which are in order and don't overlap, that a place meets."""
    first = bisect_right(places, one.start, key=lambda each: each.end)
    last = bisect_left(places, one.end, key=lambda each: each.start)
    return places[first:last]


def meeting(some: Iterable[_Some], places: Sequence[Place]) -> list[_Some]:
    """Those that meet one of some places, which are in order and don't overlap."""
    starts, ends = [each.start for each in places], [each.end for each in places]
    return [each for each in some if bisect_right(ends, each.start) < bisect_left(starts, each.end)]
