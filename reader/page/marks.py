"""Spacing marks, such as the vowel signs of Indian scripts, take a cell of their own.

Rich, whose table of widths both the page and the drawing of strips go by, counts them as
nothing. Most terminals count each as one cell, as does wcwidth since 0.3 (its pull request
200; tmux 3.3 was measured): a row of Hindi would be longer on the screen than it was laid out.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from itertools import groupby

import rich.cells
from rich._unicode_data import load
from rich.cells import CellTable

_AM = ("\u0e33", "\u0eb3")
"""The vowel sign of Thai and Lao that is a letter by its category and yet has a width of one."""


def is_spacing_mark(character: str) -> bool:
    """Whether a character is a mark with a width: one that does not join the letters around it."""
    return unicodedata.category(character) == "Mc" and not unicodedata.combining(character)


def joins(character: str) -> bool:
    """Whether a character with a width is of the one before it, as UAX #29 has it."""
    return character in _AM or is_spacing_mark(character)


@cache
def widths(unicode_version: str = "auto") -> CellTable:
    """Rich's table of widths, with one cell for every spacing mark.

    Args:
        unicode_version: As Rich has it.
    """
    table = load(unicode_version)
    ranges: list[tuple[int, int, int]] = []
    for start, end, width in table.widths:
        if width or end == 0:
            ranges.append((start, end, width))
            continue
        for spacing, codes in groupby(range(start, end + 1), lambda code: is_spacing_mark(chr(code))):
            run = list(codes)
            ranges.append((run[0], run[-1], int(spacing)))
    return table._replace(widths=ranges)


def count_spacing_marks() -> None:
    """Let Rich, and so Textual, count spacing marks from now on."""
    rich.cells.load_cell_table = widths  # type: ignore[attr-defined]
    rich.cells.get_character_cell_size.cache_clear()
    rich.cells.cached_cell_len.cache_clear()
