"""What a span of text looks like: roles, not colours.

A role is a word such as `emphasis`, `entity` or `blue`. Layers of
spans with roles lie over the text; where spans overlap, a stretch has all
their roles, those of later layers last. What a role looks like is the
interface's affair.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from reader.document import Document
from reader.page.tables import tables

HEADING_ROLES = ("title", "heading", "subheading")
"""The roles of headings by level; deeper ones look like the last."""

MARK_ROLES = {"header": "table-head"}
"""The roles of marks whose kind is no role itself."""

BLOCK_ROLES = {"code": "code-block", "image": "image", "caption": "caption", "rule": "rule"}


@dataclass(frozen=True, slots=True)
class Look:
    """A range of offsets, `[start, end)`, and the role it has."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A range of offsets over which the roles do not change, the uppermost last."""

    start: int
    end: int
    roles: tuple[str, ...]


class Layer:
    """Looks of one origin, found by range in logarithmic time.

    Args:
        looks: In any order; they may overlap.
    """

    def __init__(self, looks: Iterable[Look] = ()) -> None:
        self._looks = sorted(looks, key=lambda look: (look.start, -look.end))
        self._starts = [look.start for look in self._looks]
        self._furthest = list(accumulate((look.end for look in self._looks), max))

    def __bool__(self) -> bool:
        return bool(self._looks)

    def within(self, start: int, end: int) -> list[Look]:
        """The looks that overlap a range, in reading order."""
        first = bisect_right(self._furthest, start)
        last = bisect_left(self._starts, end)
        return [look for look in self._looks[first:last] if look.end > start]


def structure(document: Document) -> Layer:
    """The looks that blocks and marks give their text."""
    looks = [Look(mark.start, mark.end, MARK_ROLES.get(mark.kind, mark.kind)) for mark in document.marks]
    for block in document.blocks:
        if block.kind == "heading":
            role = HEADING_ROLES[min(block.level, len(HEADING_ROLES)) - 1]
            looks.append(Look(block.start, block.end, role))
        elif block.kind in BLOCK_ROLES:
            looks.append(Look(block.start, block.end, BLOCK_ROLES[block.kind]))
    for table in tables(document):
        looks += [Look(cell.start, cell.end, "table-head") for cell in table.head]
    return Layer(looks)


def stretches(start: int, end: int, layers: Sequence[Layer]) -> list[Stretch]:
    """Cut a range wherever its roles change.

    Args:
        start: The first offset.
        end: The offset after the last one.
        layers: The lowest first.

    Returns:
        Stretches that cover the range without a gap.
    """
    looks = [look for layer in layers if layer for look in layer.within(start, end)]
    if not looks:
        return [Stretch(start, end, ())] if end > start else []
    cuts = {start, end}
    for look in looks:
        cuts.update((max(start, look.start), min(end, look.end)))
    edges = sorted(cuts)
    return [
        Stretch(a, b, tuple(look.role for look in looks if look.start <= a and b <= look.end))
        for a, b in pairwise(edges)
    ]
