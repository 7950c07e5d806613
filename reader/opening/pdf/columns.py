"""A page's runs in reading order: full-width parts, columns, rows of tables.

The way down is the usual one of recursive cuts (Nagy and Seth's XY-cut), but
for how a gutter is found: it is where the lines of a right-hand column begin
again and again, and no line crosses. Lines that do cross part the page into
bands, which are read from the top down; in a band, each column is read to its
end before the next. Both sides of a gutter must look like prose, for the
columns of a table are read row by row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reader.opening.pdf.glyphs import Run

_ALIGNED = 3
"""Lines that must begin at one place for a column to begin there."""
_NEAR = 2.0
"""Points between the edges of what is aligned."""
_FULL = 0.55
"""Part of its column's width that a line of prose takes on average; the cells of a table take less."""
_LONG = 14
"""Code points that a line of a column has on average; a table's cells, and numbers, have fewer."""
_BESIDE = 0.34
"""Share of a column's rows that may have something beside them: equations have, a table's rows all do."""
_DEEPEST = 6
SAME_ROW = 0.35
"""Part of the size of type by which base lines of one row may differ."""


@dataclass(slots=True)
class Region:
    """A part of a page that is read from its top to its bottom.

    Attributes:
        rows: Its runs, those of one base line together and from left to right, from the top down.
        left: Where most of its lines begin.
        right: Where its longest lines end.
    """

    rows: list[list[Run]] = field(default_factory=list)
    left: float = 0.0
    right: float = 0.0


def regions(runs: Sequence[Run]) -> list[Region]:
    """The parts of a page in reading order.

    Args:
        runs: What stands on the page.
    """
    return [_region(part) for part in _parts(list(runs), 0)]


def _parts(runs: list[Run], depth: int) -> Iterator[list[Run]]:
    """Runs, cut at gutters as long as there are any."""
    cut = _best_cut(runs) if depth < _DEEPEST else None
    if cut is None:
        yield runs
        return
    waiting: list[Run] = []
    for band, is_cut in _bands(runs, cut):
        if not is_cut:
            waiting += band
            continue
        if waiting:
            yield from _parts(waiting, depth + 1)
            waiting = []
        yield from _parts([run for run in band if not _is_right(run, cut)], depth + 1)
        yield from _parts([run for run in band if _is_right(run, cut)], depth + 1)
    if waiting:
        yield from _parts(waiting, depth + 1)


def _best_cut(runs: list[Run]) -> float | None:
    """The gutter that parts most lines: the left edge of the column on its right."""
    if len(runs) < 2 * _ALIGNED:
        return None
    best, most = None, 0
    for cut in _candidates(runs):
        lines = sum(len(band) for band, is_cut in _bands(runs, cut) if is_cut)
        if lines > most:
            best, most = cut, lines
    return best


def _candidates(runs: list[Run]) -> Iterator[float]:
    """Where several lines begin, but for the leftmost."""
    lefts = sorted(run.left for run in runs)
    first, count, last = lefts[0], 1, lefts[0]
    edge = lefts[0] + _NEAR
    for left in [*lefts[1:], float("inf")]:
        if left - last <= _NEAR / 2:
            count, last = count + 1, left
            continue
        if count >= _ALIGNED and first > edge:
            yield first
        first, count, last = left, 1, left


def _is_right(run: Run, cut: float) -> bool:
    return run.left >= cut - _NEAR


def _bands(runs: list[Run], cut: float) -> Iterator[tuple[list[Run], bool]]:
    """Runs from the top down, those between lines that cross the cut together, and whether they are columns."""
    band: list[Run] = []
    for run in sorted(runs, key=lambda run: -run.base):
        if run.left < cut - _NEAR and run.right > cut + _NEAR / 2:
            if band:
                yield from _checked(band, cut)
                band = []
            yield [run], False
        else:
            band.append(run)
    if band:
        yield from _checked(band, cut)


def _checked(band: list[Run], cut: float) -> Iterator[tuple[list[Run], bool]]:
    """A band, and what is above and below its columns, if it has columns."""
    left = [run for run in band if not _is_right(run, cut)]
    right = [run for run in band if _is_right(run, cut)]
    yield band, _is_column(left) and _is_column(right) and _are_beside(left, right)


def _are_beside(left: list[Run], right: list[Run]) -> bool:
    """Whether two columns stand side by side, not one under the other."""
    top = min(left[0].base, right[0].base)
    bottom = max(left[-1].base, right[-1].base)
    lower = min(left[0].base - left[-1].base, right[0].base - right[-1].base)
    return top - bottom >= 0.3 * lower


def _is_column(runs: list[Run]) -> bool:
    """Whether runs look like a column of prose, perhaps of several columns."""
    if len(runs) < _ALIGNED:
        return False
    rows = list(_rows(runs))
    if len(rows) < 2:
        return False
    letters = sum(len(run.text) for run in runs)
    if letters < _LONG * len(rows):
        return False
    edges = min(run.left for run in runs), max(run.right for run in runs)
    width = edges[1] - edges[0]
    covered = [sum(run.right - run.left for run in row) / width for row in rows]
    if sum(covered) < _FULL * len(rows):
        return False
    single = [row for row in rows if len(row) == 1]
    return len(single) >= (1 - _BESIDE) * len(rows) or _best_cut(runs) is not None


def _rows(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """The runs of each base line from left to right, from the top down."""
    row: list[Run] = []
    for run in sorted(runs, key=lambda run: -run.base):
        if row and row[0].base - run.base > _reach(row[0], run):
            yield sorted(row, key=lambda run: run.left)
            row = []
        row.append(run)
    if row:
        yield sorted(row, key=lambda run: run.left)


def _reach(first: Run, run: Run) -> float:
    """How far apart the base lines of one row may be."""
    return SAME_ROW * min(max(first.size, run.size), 1.5 * min(first.size, run.size))


def _region(runs: list[Run]) -> Region:
    rows = list(_rows(runs))
    lefts = sorted(row[0].left for row in rows)
    rights = sorted(row[-1].right for row in rows)
    best, most = lefts[0], 0
    for index, left in enumerate(lefts):
        near = sum(other - left <= _NEAR for other in lefts[index : index + 200])
        if near > most:
            best, most = left, near
    return Region(rows, best, rights[min(len(rights) - 1, len(rights) * 97 // 100)])
