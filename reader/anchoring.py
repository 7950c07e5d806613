"""Where an annotation stands in a text that may have changed since it was made.

A passage is found again by its own words and chosen by what stands around it.
Nothing is guessed: what cannot be told apart is ambiguous, what is not there is
orphaned.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from reader.annotation import Target

PlaceState = Literal["exact", "moved", "ambiguous", "orphaned"]
"""Exact: where it was. Moved: once, somewhere else. Ambiguous: in several places
alike. Orphaned: nowhere."""

DISTINCTIVE = 32
"""Code points from which on a passage speaks for itself. A shorter one ("he said") may well
stand in a text by chance: it is only the same passage where its surroundings agree too."""
AGREEMENT = 8
"""Code points of the surroundings that must agree for a short passage."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a target stands.

    Attributes:
        state: How it was found.
        start: The first offset, in code points; the target's own where it is
            ambiguous or orphaned.
        end: The offset after the last one.
    """

    state: PlaceState
    start: int
    end: int


def place(target: Target, text: str) -> Place:
    """Find a target in a text.

    Args:
        target: The passage, its old place and its surroundings.
        text: Any text: that on which the target was made, or a later one.

    Returns:
        The place where most of the surroundings agree; the old one wins a tie.
    """
    surroundings = len(target.prefix) + len(target.suffix)
    if text.startswith(target.exact, target.start) and _agreement(target, text, target.start) == surroundings:
        return Place("exact", target.start, target.end)
    needed = (
        0 if len(target.exact) >= DISTINCTIVE else min(AGREEMENT, len(target.prefix) + len(target.suffix))
    )
    agreements = {start: _agreement(target, text, start) for start in _occurrences(target.exact, text)}
    most = max(agreements.values(), default=-1)
    best = [start for start, agreement in agreements.items() if agreement == most >= needed]
    if target.start in best:
        return Place("exact", target.start, target.end)
    if len(best) == 1:
        return Place("moved", best[0], best[0] + len(target.exact))
    return Place("ambiguous" if best else "orphaned", target.start, target.end)


def _occurrences(passage: str, text: str) -> Iterator[int]:
    """Every offset at which a passage begins, overlapping ones too."""
    start = text.find(passage)
    while start >= 0:
        yield start
        start = text.find(passage, start + 1)


def _agreement(target: Target, text: str, start: int) -> int:
    """How many code points agree with a target's surroundings, outwards from a passage at `start`."""
    end = start + len(target.exact)
    before = text[max(0, start - len(target.prefix)) : start]
    after = text[end : end + len(target.suffix)]
    return _common(target.prefix[::-1], before[::-1]) + _common(target.suffix, after)


def _common(one: str, other: str) -> int:
    """How many code points two strings have in common from their starts on."""
    return next(
        (index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
