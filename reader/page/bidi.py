"""Text that runs from right to left, kept apart from what stands beside it on a row.

Reader writes all text in its logical order. Terminals without bidirectional layout show it so;
others (VTE, Konsole, mintty, macOS Terminal) reorder whole rows, as if what stands side by side
were one sentence: two Hebrew columns would change places, and a number beside one would jump over
it. Isolates do not help: VTE does not keep characters without a width at a cell's start (E.
Koblinger, “BiDi in Terminal Emulators”), nor does tmux. Asking for the order as written (BDSM,
`CSI 8 l`) would turn the words round. A blank that counts as a letter from left to right ends a
run for every implementation of UAX #9, and takes exactly one cell.
"""

from __future__ import annotations

import re

BLANK = "\u2800"
"""The braille pattern without dots: blank, one cell wide, and of the class L."""

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def runs_leftwards(text: str) -> bool:
    """Whether any of a text is Hebrew, Arabic, or another script that runs from right to left."""
    return not text.isascii() and _RIGHT_TO_LEFT.search(text) is not None


def apart(count: int) -> str:
    """So many blank cells that what stands before them is not reordered with what stands after them."""
    return " " * (count - 1) + BLANK if count > 0 else ""
