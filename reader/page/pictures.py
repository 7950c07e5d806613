"""Pictures in cells: each cell shows two pixels, as the upper half block in front of a ground."""

from __future__ import annotations

from dataclasses import dataclass

PIXELS_A_CELL = 4
"""Pixels of a picture's width that a cell shows at least: a small picture is not blown up beyond that."""

UPPER_HALF = "▀"

Colour = tuple[int, int, int]
"""Red, green and blue, from 0 to 255."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """The size of a picture, in pixels, as it is to be looked at."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Run:
    """Cells beside each other that look the same.

    Attributes:
        cells: How many.
        upper: The colour of their upper halves.
        lower: The colour of their lower halves.
    """

    cells: int
    upper: Colour
    lower: Colour


def fitted(pixels: Pixels, columns: int, rows: int) -> tuple[int, int]:
    """The columns and rows that a picture takes, its proportions kept; a cell is twice as high as wide.

    Args:
        pixels: Its size.
        columns: The columns there are, at least 1.
        rows: The rows there are, at least 1.
    """
    width = min(columns, max(1, pixels.width // PIXELS_A_CELL))
    height = max(1, round(width * pixels.height / pixels.width / 2))
    if height > rows:
        height = rows
        width = max(1, min(width, round(2 * rows * pixels.width / pixels.height)))
    return width, height


def half_blocks(raw: bytes, columns: int) -> tuple[tuple[Run, ...], ...]:
    """A picture in cells, row by row.

    Args:
        raw: Its pixels row by row, three bytes each: red, green and blue. Two rows of them make one of cells.
        columns: How many cells, and pixels, it is wide.
    """
    pixels = [(raw[i], raw[i + 1], raw[i + 2]) for i in range(0, len(raw), 3)]
    return tuple(
        _runs(pixels[top : top + columns], pixels[top + columns : top + 2 * columns])
        for top in range(0, len(pixels), 2 * columns)
    )


def _runs(upper: list[Colour], lower: list[Colour]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for pair in zip(upper, lower, strict=True):
        if runs and (runs[-1].upper, runs[-1].lower) == pair:
            runs[-1] = Run(runs[-1].cells + 1, *pair)
        else:
            runs.append(Run(1, *pair))
    return tuple(runs)
