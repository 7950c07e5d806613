"""Typography: how the lines of running text are set – spaced, justified, hyphenated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from reader.config import Config

Hyphenate = Callable[[str], list[int]]
"""Where a word may be broken with a hyphen: code points from its start."""

FEWEST_BEFORE, FEWEST_AFTER = 2, 3
"""Letters that a hyphenated word keeps on each row at least: TeX's values for English."""

WIDEST_GAP = 3
"""Cells by which a space between words may grow: a row that needs more is left ragged."""


@dataclass(frozen=True, slots=True)
class Typography:
    """How running text is set. Code, tables and headings are always set plain.

    Attributes:
        leading: Blank rows between the lines.
        justified: Whether lines end at the right edge, their spaces widened.
        hyphenate: Breaks words at the end of lines; None to keep them whole.
    """

    leading: int = 0
    justified: bool = False
    hyphenate: Hyphenate | None = None


PLAIN = Typography()


def chosen(config: Config) -> Typography:
    """How the user wants running text to be set."""
    return Typography(config.leading, config.justify, english() if config.hyphenate else None)


@cache
def english() -> Hyphenate:
    """Hyphenation by Liang's patterns for American English."""
    import pyphen

    hyphenator = pyphen.Pyphen(lang="en_US", left=FEWEST_BEFORE, right=FEWEST_AFTER)
    return lambda word: [int(position) for position in hyphenator.positions(word)]


def gaps(text: str, start: int, end: int, slack: int, *, from_right: bool) -> tuple[tuple[int, int], ...]:
    """The spaces of a row that grow so that it ends at the edge.

    Cells that do not share out evenly go to the row's left and right in turn, as troff has
    it, so that they make no rivers down the page.

    Args:
        text: The text.
        start: The row's first offset.
        end: The offset after its last drawn character.
        slack: The cells that are left.
        from_right: Whether the last spaces get what does not share out evenly.

    Returns:
        The offsets of the spaces and the cells that each grows by; none where they would gape.
    """
    indented = len(text[start:end]) - len(text[start:end].lstrip())
    spaces = [at for at in range(start + indented, end) if text[at] == " " and text[at - 1] != " "]
    if slack <= 0 or slack > WIDEST_GAP * len(spaces):
        return ()
    each, rest = divmod(slack, len(spaces))
    grown = range(len(spaces) - rest, len(spaces)) if from_right else range(rest)
    return tuple((at, each + (index in grown)) for index, at in enumerate(spaces) if each or index in grown)
