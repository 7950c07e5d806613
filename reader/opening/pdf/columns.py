"""A page's runs in reading order: full-width parts, columns, rows of tables.

The way down is the usual one of recursive cuts (Nagy and Seth's XY-cut), but
for how a gutter is found: it is where the lines of a right-hand column begin
again and again, and no line crosses. Lines that do cross part the page into
bands, which are read from the top down; in a band, each column is read to its
end before the next. Both sides of a gutter must look like prose, for the
columns of a table are read row by row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from reader.opening.pdf.runs import Run, Styled

_ALIGNED = 3
"""Lines that must begin at one place for a column to begin there."""
_NEAR = 2.0
"""Points between the edges of what is aligned."""
_FULL = 0.55
"""Part of its column's width that a line of prose takes on average; the cells of a table take less."""
_LONG = 14
"""Code points that a line of a column has on average; a table's cells, and numbers, have fewer."""
_SURELY_LONG = 36
_SURELY_FULL = 0.75
_SURE_ROWS = 6
"""The same, and the rows, of a column that is surely prose: then a figure may stand beside it."""
CELL = 1.6
"""Part of the size of type from which a gap in a row is one between the cells of a table."""
_BESIDE = 0.34
"""Share of a column's rows that may have something beside them: equations have, a table's rows all do."""
_WIDE_GAP = 2.6
"""Part of the size of type from which a gap between base lines parts a band in two, if both columns end
or begin at it."""
_MOST_INITIALS = 20
_LEAST_GAP = 2.0
"""The same, if both do, and there is little above it, such as authors' names."""
_PICTURE_GAP = 5.0
"""The same, from which pictures may stand side by side in it: then both must end and begin there."""
_INITIAL = 1.8
"""Part of the usual size of type from which a single letter is an initial two lines high or more."""
_DEEPEST = 6
_SAME_GUTTER = 6.0
"""Points by which the gutters of two pages may differ."""
_COMMON = 0.25
"""Share of the pages that have a gutter for it to be one of the document's."""
_MOST_CANDIDATES = 12
_SCRAP = 3
"""Code points of what is raised or lowered: a footnote's number, an index."""
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


class Gutter(NamedTuple):
    """Where two columns of many pages meet.

    Attributes:
        left: Where the left-hand column begins.
        cut: Where the right-hand column begins.
        right: Where the right-hand column ends.
    """

    left: float
    cut: float
    right: float


def gutters(pages: Sequence[Sequence[Run]]) -> list[Gutter]:
    """The gutters that many pages of a document have, the commonest first.

    Args:
        pages: What stands on each page.
    """
    found: dict[int, list[Gutter]] = defaultdict(list)
    for page in pages:
        runs = _from_top(page)
        cut = _best_cut(runs, ())
        if cut is not None:
            sides = [run for band, is_cut in _bands(runs, cut, ()) if is_cut for run in band]
            gutter = Gutter(min(run.left for run in sides), cut, max(run.right for run in sides))
            found[round(cut / _SAME_GUTTER)].append(gutter)
    common = sorted(found.values(), key=len, reverse=True)[:3]
    return [sorted(each)[len(each) // 2] for each in common if len(each) >= max(2, _COMMON * len(pages))]


def regions(runs: Sequence[Run], known: Sequence[Gutter] = ()) -> list[Region]:
    """The parts of a page in reading order.

    Args:
        runs: What stands on the page.
        known: The gutters that the document's pages have.
    """
    return [_region(part) for part in _parts(_from_top(runs), known, 0)]


def _from_top(runs: Sequence[Run]) -> list[Run]:
    return sorted(runs, key=lambda run: -run.base)


def _parts(runs: list[Run], known: Sequence[Gutter], depth: int) -> Iterator[list[Run]]:
    """Runs, cut at gutters as long as there are any."""
    cut = _best_cut(runs, known) if depth < _DEEPEST else None
    if cut is None:
        yield runs
        return
    waiting: list[Run] = []
    for band, is_cut in _bands(runs, cut, known):
        if not is_cut:
            waiting += band
            continue
        if waiting:
            yield from _parts(waiting, known, depth + 1)
            waiting = []
        yield from _parts([run for run in band if not _is_right(run, cut)], known, depth + 1)
        yield from _parts([run for run in band if _is_right(run, cut)], known, depth + 1)
    if waiting:
        yield from _parts(waiting, known, depth + 1)


def _best_cut(runs: list[Run], known: Sequence[Gutter]) -> float | None:
    """The gutter that parts most lines: the left edge of the column on its right."""
    if len(runs) < 2 * _ALIGNED:
        return None
    best, most = None, 0
    for cut in [*(gutter.cut for gutter in known), *_candidates(runs)]:
        lines = sum(len(band) for band, is_cut in _bands(runs, cut, known) if is_cut)
        if lines > most:
            best, most = cut, lines
    return best


def _candidates(runs: list[Run]) -> list[float]:
    """Where several lines begin, but for the leftmost; the commonest places."""
    lefts = sorted(run.left for run in runs)
    places: list[tuple[int, float]] = []
    first, count, last = lefts[0], 1, lefts[0]
    for left in [*lefts[1:], float("inf")]:
        if left - last <= _NEAR / 2:
            count, last = count + 1, left
            continue
        if count >= _ALIGNED and first > lefts[0] + _NEAR:
            places.append((count, first))
        first, count, last = left, 1, left
    return [first for _, first in sorted(places, reverse=True)[:_MOST_CANDIDATES]]


def _crosses(run: Run, cut: float) -> bool:
    return run.left < cut - _NEAR and run.right > cut + _NEAR / 2


def _is_right(run: Run, cut: float) -> bool:
    return run.left >= cut - _NEAR


def _bands(runs: list[Run], cut: float, known: Sequence[Gutter]) -> Iterator[tuple[list[Run], bool]]:
    """Runs from the top down, those between lines across the cut together, and whether they are columns."""
    band: list[Run] = []
    crossing: Run | None = None
    for run in runs:
        crosses = _crosses(run, cut)
        if not crosses and crossing and not band and _ends_paragraph(crossing, run):
            yield [run], False
            crossing = None
        elif crosses:
            if band:
                yield from _checked(band, cut, known)
                band = []
            yield [run], False
            crossing = run
        else:
            band.append(run)
    if band:
        yield from _checked(band, cut, known)


def _ends_paragraph(line: Run, after: Run) -> bool:
    """Whether a short line ends the paragraph of the full-width line over it."""
    return (
        abs(line.size - after.size) < 0.05 * line.size
        and abs(line.left - after.left) < _NEAR
        and line.base - after.base < 1.4 * line.size
    )


def _checked(band: list[Run], cut: float, known: Sequence[Gutter]) -> Iterator[tuple[list[Run], bool]]:
    """A band, in two where a wide gap runs through all its columns, and whether it is columns."""
    for index, gap in _gaps(band):
        upper, lower = band[:index], band[index:]
        if not (_is_cut(upper, cut, known) and _is_cut(lower, cut, known)):
            continue
        levels = _is_level(upper[::-1], cut), _is_level(lower, cut)
        is_plain = _WIDE_GAP < gap < _PICTURE_GAP
        if (all(levels) and (gap > _WIDE_GAP or 3 * len(upper) < len(lower))) or (is_plain and any(levels)):
            yield upper, True
            yield lower, True
            return
    yield band, _is_cut(band, cut, known)


def _gaps(band: list[Run]) -> list[tuple[int, float]]:
    """Where gaps run through all of a band, as indices, with their parts of the size of type."""
    sizes = sorted(run.size for run in band)
    usual = sizes[len(sizes) // 2]
    gaps = [((run.base - after.base) / usual, index) for index, (run, after) in enumerate(pairwise(band), 1)]
    return [(index, gap) for gap, index in sorted(gaps, reverse=True)[:3] if gap > _LEAST_GAP]


def _is_level(runs: list[Run], cut: float) -> bool:
    """Whether the two columns begin, or end where the runs are given from below, at one height."""
    left = next(run.base for run in runs if not _is_right(run, cut))
    right = next(run.base for run in runs if _is_right(run, cut))
    return abs(left - right) <= _NEAR + 1


def _is_cut(band: list[Run], cut: float, known: Sequence[Gutter]) -> bool:
    """Whether a band is two columns at a cut."""
    left = [run for run in band if not _is_right(run, cut)]
    right = [run for run in band if _is_right(run, cut)]
    if _are_columns(left, right, cut) and _are_beside(left, right):
        return True
    gutter = next((each for each in known if abs(each.cut - cut) < _NEAR), None)
    return bool(left and right and gutter) and _has_lines(left, right, gutter)


def _has_lines(left: list[Run], right: list[Run], gutter: Gutter | None) -> bool:
    """Whether several whole lines of a known column stand on one side: then figures may be round them."""
    if gutter is None:
        return False
    for runs, start, width in (
        (left, gutter.left, gutter.cut - gutter.left),
        (right, gutter.cut, gutter.right - gutter.cut),
    ):
        whole = [
            run
            for run in runs
            if run.right - run.left > 0.8 * width
            and len(run.text) > 2 * _LONG
            and run.left - start < 0.15 * width
        ]
        if len(whole) >= _ALIGNED:
            return True
    return False


def _are_columns(left: list[Run], right: list[Run], cut: float) -> bool:
    """Whether the two sides of a cut are read one after the other."""
    if min(len(left), len(right)) < _ALIGNED or all(map(_is_code, (left, right))):
        return False
    if _is_column(left):
        if _is_column(right):
            return True
        sure = left
    else:
        sure = right
    widths = cut - min(run.left for run in left), max(run.right for run in right) - cut
    return min(widths) > 0.6 * max(widths) and _is_column(sure, surely=True)


def _are_beside(left: list[Run], right: list[Run]) -> bool:
    """Whether two columns stand side by side, not one under the other."""
    top = min(left[0].base, right[0].base)
    bottom = max(left[-1].base, right[-1].base)
    lower = min(left[0].base - left[-1].base, right[0].base - right[-1].base)
    return top - bottom >= 0.3 * lower


def _is_code(runs: list[Run]) -> bool:
    return sum(run.styles[0].style.mono for run in runs) > 0.8 * len(runs)


def _is_column(runs: list[Run], *, surely: bool = False) -> bool:
    """Whether runs look like a column of prose, perhaps of several columns."""
    if len(runs) < _ALIGNED:
        return False
    rows = list(_rows(runs))
    if len(rows) < (_SURE_ROWS if surely else 2):
        return False
    letters = sum(len(run.text) for run in runs)
    if letters < (_SURELY_LONG if surely else _LONG) * len(rows):
        return False
    edges = min(run.left for run in runs), max(run.right for run in runs)
    width = edges[1] - edges[0]
    covered = [sum(run.right - run.left for run in row) / width for row in rows]
    if sum(covered) < (_SURELY_FULL if surely else _FULL) * len(rows):
        return False
    beside = sum(
        any(after.left - run.right > CELL * run.size for run, after in pairwise(row)) for row in rows
    )
    if beside <= _BESIDE * len(rows):
        return True
    return any(not any(_crosses(run, cut) for run in runs) for cut in _candidates(runs))


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
    if min(len(first.text), len(run.text)) <= _SCRAP and min(first.size, run.size) < 0.9 * max(
        first.size, run.size
    ):
        return 0.55 * max(first.size, run.size)
    return SAME_ROW * min(max(first.size, run.size), 1.5 * min(first.size, run.size))


def _join_initials(runs: list[Run]) -> list[Run]:
    """The runs, each large initial joined to the first of the lines that stand beside it."""
    sizes = sorted(run.size for run in runs)
    usual = sizes[len(sizes) // 2]
    initials = [
        run for run in runs if run.size > _INITIAL * usual and len(run.text) == 1 and run.text.isupper()
    ]
    for initial in initials[:_MOST_INITIALS]:
        beside = [
            run
            for run in runs
            if run.size < initial.size / 1.5
            and -usual < run.left - initial.right < 2 * usual
            and initial.base - 0.3 * usual <= run.base < initial.base + initial.size
        ]
        if not beside:
            continue
        first = max(beside, key=lambda run: run.base)
        shift = len(initial.text)
        first.text = initial.text + first.text
        moved = [Styled(a + shift, b + shift, style) for a, b, style in first.styles]
        first.styles = [Styled(0, moved[0].end, moved[0].style), *moved[1:]]
        for run in beside:
            run.left = initial.left
        runs = [run for run in runs if run is not initial]
    return runs


def _region(runs: list[Run]) -> Region:
    runs = _join_initials(runs)
    rows = list(_rows(runs))
    lefts = sorted(row[0].left for row in rows)
    rights = sorted(row[-1].right for row in rows)
    best, most = lefts[0], 0
    for index, left in enumerate(lefts):
        near = sum(other - left <= _NEAR for other in lefts[index : index + 200])
        if near > most:
            best, most = left, near
    return Region(rows, best, rights[min(len(rights) - 1, len(rights) * 97 // 100)])
