"""A concordance: places of a text with the words around them, one below the other in a column.

Luhn's “key word in context” (1960): what is looked for stands in the middle, so that the eye runs down it.
"""

from __future__ import annotations

from dataclasses import dataclass

from reader.page.width import cells, drawn, fit, graphemes
from reader.places import Place

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Context:
    """A place with the words around it, for one row.

    Attributes:
        before: The words before it, filled up with spaces at the left.
        name: What stands there.
        after: The words after it.
    """

    before: str
    name: str
    after: str


def context(text: str, place: Place, bounds: Place, width: int, left: int) -> Context:
    """A place of a text with as much around it as a row has room for.

    Args:
        text: The text.
        place: What stands in the middle.
        bounds: What the words around it are taken from: its paragraph.
        width: The row's width in cells.
        left: The cells before the place.
    """
    before = drawn(text[max(bounds.start, place.start - 2 * left) : place.start])
    before = fit_end(before, left, cut=place.start - 2 * left > bounds.start)
    name = fit(drawn(text[place.start : place.end]), max(0, width - left))
    room = max(0, width - left - cells(name))
    after = fit(drawn(text[place.end : min(bounds.end, place.end + 2 * room)]), room)
    return Context(" " * (left - cells(before)) + before, name, after)


def fit_end(text: str, width: int, *, cut: bool = False) -> str:
    """The end of a text that a number of cells has room for, begun with a whole word where it can be.

    Args:
        text: The text.
        width: The room in cells.
        cut: Whether there is more before the text.
    """
    if not cut and cells(text) <= width:
        return text
    room, start = width - cells(ELLIPSIS), len(text)
    if room < 0:
        return ""
    for begin, _end, size in reversed(graphemes(text)):
        room -= size
        if room < 0:
            break
        start = begin
    if start and not text[start - 1].isspace() and (space := text.find(" ", start, -1)) >= 0:
        start = space + 1
    return ELLIPSIS + text[start:].lstrip() if start < len(text) else ""
