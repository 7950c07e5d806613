"""The words of figures: axes' numbers and titles, legends, the labels of diagrams.

What is drawn near each other makes an area. An area is a figure's where its
drawings are shapes or pictures (tables and frames are ruled), or where the
caption next to it says so; and where what stands in it is no running text. Its
words, and what stands close round it like the titles of axes, are taken out of
the page's text and kept together: nothing is lost, and nothing stands in the
way of reading.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from reader.opening.pdf.drawings import Box, Drawing
from reader.opening.pdf.lines import Line, Text
from reader.opening.pdf.passages import Passage
from reader.opening.pdf.runs import Run, Sheet
from reader.opening.pdf.signs import CAPTION, ITEM

_TOGETHER = 8.0
"""Points between drawings of one figure."""
_LEAST_WIDTH, _LEAST_HEIGHT = 40.0, 24.0
"""Points that a figure measures at least."""
_LEAST_ALONE = 40.0
"""Points that one without a caption is high: brackets of equations are lower."""
_MOST_AREAS = 300
"""Areas of a page that are told apart; a page with more is a drawing as a whole, such as a map."""
_AROUND = 1.6
"""Part of the size of type up to which a label may stand beside its figure, or beside another label."""
_LINE = 45
"""Code points of a run that is a line of running text."""
_NARROW_LINE = 20
"""The same in a narrow column, where another such line stands under it."""
_WORDS = 6
"""Words that it has at least."""
_LONGEST_LABEL = 40
"""Code points of a label beside its figure."""
_LONGEST_ALONE, _SHORT = 30, 2
"""The same where there is no caption, and of a label that is the only one."""
_TITLE = 1.3
"""Part of the usual size of type from which type is a title's, which no figure swallows."""
_FEWEST_LINES = 3
"""Lines of running text beside a figure without a caption: its words are in the way of nothing else."""
_CAPTION_GAP = 36.0
"""Points between a figure and its caption."""
_CELLS, _ALIGNED, _MOST_ROWS = 3, 8.0, 40
"""Cells of a table's row, points by which the middles of cells in a column differ, and rows looked at."""
_PROSE = 0.4
"""Share of the words in an area from which running text makes it a frame."""
_FIGURE = re.compile(r"fig|abb|scheme|plate", re.IGNORECASE)
_PART = re.compile(r"\([a-z]\)\s+\S")
"""What the caption of a part of a figure begins with."""
_MOST_CAPTIONS, _CAPTION_LINES = 60, 8
"""Captions of a page, and sizes of type that the lines of one reach down, at most."""
_NUMBER = re.compile(r"[-−+]?[\d.,]+(?:\s?[%°])?(?:\s*[x×·]\s*10\S*)?")


@dataclass(slots=True)
class Figure:
    """The words of a figure.

    Attributes:
        box: Where it is.
        text: The words, from the top down.
        runs: Its runs.
    """

    box: Box
    text: str
    runs: list[Run] = field(default_factory=list)


def take_figures(sheets: Sequence[Sheet]) -> list[list[Figure]]:
    """Take the words of figures out of the pages of a document.

    Args:
        sheets: The pages; the words are taken out of their runs.

    Returns:
        The figures of each page, from the top down.
    """
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for run in sheet.runs:
            sizes[round(run.size, 1)] += len(run.text)
    usual = sizes.most_common(1)[0][0] if sizes else 10.0
    return [_take(sheet, usual) if sheet.drawings else [] for sheet in sheets]


def may_have_figures(runs: Sequence[Run]) -> bool:
    """Whether anything on a page may be a label: without any there is no need to look for figures."""
    return sum(len(run.text) <= _LONGEST_LABEL for run in runs) > 1


def place_figures(passages: list[Passage], figures: Sequence[Figure], page: int) -> None:
    """Put the words of a page's figures among its passages: by their captions, or where the figures stand.

    Args:
        passages: The passages of the page, in reading order; the words are put in.
        figures: Its figures, from the top down.
        page: The page's index.
    """
    for figure in figures:
        left, _, right, top = figure.box
        said = f"[figure: {figure.text}]"
        size = min(run.size for run in figure.runs)
        line = Line(said, [], [(0, left)], left, right, top, size, page, (left, right), "")
        passages.insert(
            _place_among(passages, figure.box),
            Passage([line], "image", text=Text(said), is_float=True),
        )


def _place_among(passages: Sequence[Passage], box: Box) -> int:
    """The index at which the words of a figure are put."""
    beside = [
        (index, passage)
        for index, passage in enumerate(passages)
        if passage.lines[0].left < box.right and max(line.right for line in passage.lines) > box.left
    ]
    captions = [
        (max(box.bottom - passage.lines[0].base, passage.lines[-1].base - box.top), index)
        for index, passage in beside
        if passage.kind == "caption"
    ]
    if captions and min(captions)[0] < _CAPTION_GAP + 4:  # from base line to edge
        index = min(captions)[1]
        return index if passages[index].lines[0].base < box.top else index + 1
    above = [index for index, passage in beside if passage.lines[0].base > (box.top + box.bottom) / 2]
    if above:
        return above[-1] + 1
    return beside[0][0] if beside else len(passages)


def _take(sheet: Sheet, usual: float) -> list[Figure]:
    captions = list(_captions(sheet.runs, CAPTION))
    said = {id(run) for caption in (*captions, *_captions(sheet.runs, _PART)) for run in caption}
    text = [run for run in sheet.runs if id(run) in said or _is_line(run)]
    found: list[Figure] = []
    for drawing in _areas(sheet.drawings):
        named = _named(drawing.box, captions)
        height = drawing.box.top - drawing.box.bottom
        if named is False or (not named and (len(text) < _FEWEST_LINES or height < _LEAST_ALONE)):
            continue
        runs = _inside(drawing.box, sheet, said, math.inf if named else usual)
        if runs is None:
            continue
        inside = len(runs)
        box = _with_labels(drawing.box, runs, sheet, text, usual)
        named = named or _named(box, captions)
        turned = [run for run, at in _turned(sheet) if box.meets(at, _AROUND * run.size)]
        if named is False or not _are_labels(runs + turned, named=bool(named)):
            continue
        if not drawing.is_shape and not (named and _are_axes(runs + turned, inside)):
            continue
        within = set(map(id, runs + turned))
        sheet.runs = [run for run in sheet.runs if id(run) not in within]
        sheet.turned = {
            angle: kept
            for angle, each in sheet.turned.items()
            if (kept := [run for run in each if id(run) not in within])
        }
        found.append(Figure(box, _said(runs, turned), runs + turned))
    return sorted(found, key=lambda figure: -figure.box.top)


def _captions(runs: Sequence[Run], sign: re.Pattern[str]) -> Iterator[list[Run]]:
    """What begins with a sign on a page: its runs, those that follow on its line and on the next ones."""
    ordered = sorted(runs, key=lambda run: (-run.base, run.left))
    for first in [run for run in ordered if sign.match(run.text)][:_MOST_CAPTIONS]:
        caption = [first]
        base, left, right = first.base, first.left, first.right
        for run in ordered:
            if run is first or abs(run.size - first.size) > 0.1 * first.size:
                continue
            if first.base - run.base > _CAPTION_LINES * first.size:
                break
            near = -first.size < run.left - right < 3 * first.size
            beside = abs(run.base - base) < 0.3 * first.size and near
            under = 0.3 < (base - run.base) / first.size < 1.6 and run.left < right and run.right > left
            if beside or under:
                caption.append(run)
                base, left, right = run.base, min(left, run.left), max(right, run.right)
        yield caption


def _are_axes(runs: Sequence[Run], inside: int) -> bool:
    """Whether an area that is only ruled is a chart of bars: numbers, most of them round it, not in it."""
    numbers = sum(bool(_NUMBER.fullmatch(run.text)) for run in runs)
    return 2 * numbers > len(runs) and 2 * inside <= len(runs)


def _are_labels(runs: Sequence[Run], *, named: bool) -> bool:
    """Whether what was found in and round an area may be the words of a figure."""
    if not runs or named:
        return bool(runs)
    return (
        not _is_table(runs)
        and all(len(run.text) <= _LONGEST_ALONE for run in runs)
        and (len(runs) > 1 or len(runs[0].text) <= _SHORT)
    )


def _is_table(runs: Sequence[Run]) -> bool:
    """Whether two rows of runs have cells under each other."""
    rows: defaultdict[int, list[int]] = defaultdict(list)
    for run in runs:
        rows[round(run.base / 2)].append(round((run.left + run.right) / 2 / _ALIGNED))
    wide = [set(row) for row in rows.values() if len(row) >= _CELLS]
    return any(len(row & other) >= _CELLS for row, other in combinations(wide[:_MOST_ROWS], 2))


def _areas(drawn: Iterable[Drawing]) -> Iterator[Drawing]:
    """Drawings near each other as one, those that are large enough for a figure."""
    areas: list[Drawing] = []
    for each in drawn:
        box, is_shape = each
        apart = []
        for area in areas:
            if area.box.meets(box, _TOGETHER):
                box, is_shape = box.round(area.box), is_shape or area.is_shape
            else:
                apart.append(area)
        areas = [*apart, Drawing(box, is_shape)]
        if len(areas) > _MOST_AREAS:
            return
    for area in _merged(areas):
        if area.box.right - area.box.left > _LEAST_WIDTH and area.box.top - area.box.bottom > _LEAST_HEIGHT:
            yield area


def _merged(areas: list[Drawing]) -> list[Drawing]:
    """Areas that have grown into each other as one."""
    while True:
        merged: list[Drawing] = []
        for box, is_shape in areas:
            near = [area for area in merged if area.box.meets(box, _TOGETHER)]
            for area in near:
                box, is_shape = box.round(area.box), is_shape or area.is_shape
            merged = [area for area in merged if area not in near] + [Drawing(box, is_shape)]
        if len(merged) == len(areas):
            return merged
        areas = merged


def _named(box: Box, captions: Sequence[Sequence[Run]]) -> bool | None:
    """Whether the caption next to an area says that it is a figure; None where there is none."""
    for first, *more in captions:
        at = _place(first)
        for run in more:
            at = at.round(_place(run))
        beside = at.left < box.right and at.right > box.left
        if beside and -first.size < max(box.bottom - at.top, at.bottom - box.top) < _CAPTION_GAP:
            return bool(_FIGURE.match(first.text))
    return None


def _inside(box: Box, sheet: Sheet, captions: set[int], usual: float) -> list[Run] | None:
    """The runs in an area; None where they are no figure's: running text, titles, code."""
    runs = [run for run in sheet.runs if id(run) not in captions and _holds(box, _place(run))]
    if not runs:
        return runs
    letters = sum(len(run.text) for run in runs)
    lines = set(map(id, _narrow_lines(runs)))
    prose = sum(
        len(run.text) for run in runs if len(run.text) >= _LINE or id(run) in lines or ITEM.match(run.text)
    )
    mono = sum(len(run.text) for run in runs if run.styles and run.styles[0].style.mono)
    titles = any(run.size > _TITLE * usual and len(run.text) > 3 for run in runs)
    return None if titles or max(prose, mono) > _PROSE * letters else runs


def _narrow_lines(runs: Sequence[Run]) -> Iterator[Run]:
    """The runs that are lines of paragraphs in a narrow column: one under the other, from one place on."""
    columns: defaultdict[int, list[Run]] = defaultdict(list)
    for run in sorted(runs, key=lambda run: -run.base):
        if len(run.text) >= _NARROW_LINE:
            columns[round(run.left / 2)].append(run)
    for column in columns.values():
        for run, below in pairwise(column):
            if 0.5 < (run.base - below.base) / run.size < 1.5:
                yield from (run, below)


def _with_labels(box: Box, runs: list[Run], sheet: Sheet, text: Sequence[Run], usual: float) -> Box:
    """The area with the labels close round it, which are added to its runs."""
    taken = set(map(id, runs))
    edges = {round(run.left) + near for run in text for near in (-1, 0, 1)}
    for run in runs:
        box = box.round(_place(run))
    for _ in range(3):  # an axis has numbers, and a title beyond them
        wider = box
        for run in sheet.runs:
            at = _place(run)
            if id(run) in taken or not box.meets(at, _AROUND * run.size):
                continue
            level = at.bottom < box.top and at.top > box.bottom
            if (level or round(run.left) not in edges) and _is_label(run, text, usual):
                taken.add(id(run))
                runs.append(run)
                wider = wider.round(at)
        if wider == box:
            break
        box = wider
    return box


def _is_label(run: Run, lines: Sequence[Run], usual: float) -> bool:
    """Whether a run beside a figure is a label of it: short, and not a line's end, an item, a title."""
    if len(run.text) > _LONGEST_LABEL or run.size > 1.1 * usual or ITEM.match(run.text):
        return False
    if run.text.endswith((".", ":", ";", ",", "-", "\u00ad")):
        return False
    near = 1.7 * run.size
    return not any(
        line is run or _place(line).meets(_place(run), near)
        for line in lines
        if abs(line.base - run.base) < near
    )


def _is_line(run: Run) -> bool:
    """Whether a run is a line of running text."""
    return len(run.text) >= _LINE and run.text.count(" ") + 1 >= _WORDS and any(map(str.islower, run.text))


def _place(run: Run) -> Box:
    return Box(run.left, run.base - 0.2 * run.size, run.right, run.base + 0.7 * run.size)


def _holds(box: Box, at: Box) -> bool:
    """Whether the middle of a place is in a box."""
    x, y = (at.left + at.right) / 2, (at.bottom + at.top) / 2
    return box.left <= x <= box.right and box.bottom <= y <= box.top


def _turned(sheet: Sheet) -> Iterator[tuple[Run, Box]]:
    """What stands otherwise than the page's text, and where it is among that."""
    for angle, runs in sheet.turned.items():
        cosine, sine = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        for run in runs:
            left, bottom, right, top = _place(run)
            corners = [
                (x * cosine - y * sine, x * sine + y * cosine) for x in (left, right) for y in (bottom, top)
            ]
            yield (
                run,
                Box(
                    min(x for x, _ in corners),
                    min(y for _, y in corners),
                    max(x for x, _ in corners),
                    max(y for _, y in corners),
                ),
            )


def _said(runs: Sequence[Run], turned: Sequence[Run]) -> str:
    """What a figure says: row by row, numbers with a space between them, other labels with a dot."""
    ordered = sorted(runs, key=lambda run: (-round(run.base / 3), run.left))
    labels = [run.text.strip() for run in (*ordered, *turned)]
    if not labels:
        return ""
    said = labels[0]
    for before, label in pairwise(labels):
        both = _NUMBER.fullmatch(before) and _NUMBER.fullmatch(label)
        said += f"{' ' if both else ' · '}{label}"
    return said
