"""The margin: notes beside the lines that they are on, as in an annotated book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reader.page.width import fit, wrap

MOST_LINES = 8
"""Rows that a note takes at most."""

FEWEST_LINES = 2
"""Rows that a note keeps where the next one is near: that one moves down then."""


@dataclass(frozen=True, slots=True)
class Aside:
    """A row of a note in the margin.

    Attributes:
        text: What stands on it.
        key: What the note is known by.
    """

    text: str
    key: str


def asides(notes: Sequence[tuple[int, str, str]], width: int) -> dict[int, Aside]:
    """Notes set beside the page.

    A note begins on its row, or below the note before. It is cut where the next one begins, but not to
    less than `FEWEST_LINES`.

    Args:
        notes: For each note the row it is on, its words and what it is known by; by row.
        width: The width of the margin, in cells; at least 2.

    Returns:
        What stands on each row that has something.
    """
    placed: dict[int, Aside] = {}
    free = 0
    for index, (row, words, key) in enumerate(notes):
        top = max(row, free)
        following = notes[index + 1][0] if index + 1 < len(notes) else top + MOST_LINES + 1
        lines = _lines(words, width)
        room = min(MOST_LINES, max(FEWEST_LINES, following - top - 1))
        if len(lines) > room:
            last = fit(lines[room - 1], width - 1, "")
            lines = [*lines[: room - 1], f"{last}…"]
        for at, line in enumerate(lines):
            placed[top + at] = Aside(line, key)
        free = top + len(lines) + 1
    return placed


def _lines(words: str, width: int) -> list[str]:
    """A note's rows; paragraphs follow each other without a blank one."""
    lines = []
    for paragraph in filter(None, map(str.strip, words.splitlines())):
        cuts = [0, *wrap(paragraph, width), len(paragraph)]
        lines += [paragraph[start:end].strip() for start, end in pairwise(cuts)]
    return lines
