"""Lines that are not read as running text: tables, code, equations, contents, the words of figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from reader.opening.pdf.body import SENTENCE_ENDS, SMALL, Body, distance, fills
from reader.opening.pdf.contents import contents_end
from reader.opening.pdf.equations import equation_end
from reader.opening.pdf.lines import Line
from reader.opening.pdf.signs import BULLET, CAPTION, ITEM

Layout = Literal["prose", "laid out", "equation", "contents"]
"""How lines are read: as running text, as they stand on the page (an equation too), or a line an entry."""

_TABLE_ROWS = 2
_GAPPED_SHARE = 0.5
"""Share of the rows of a table that have more than one cell."""
_NEAR = 1.2
"""Usual distances of lines up to which lines are of one paragraph."""
_INDENTED = 3.0
"""Part of the size of type by which a paragraph's first line may stand further in."""
_LABELS = 4
"""Lines from which words here and there are those of a figure."""
_LONGEST_LABEL = 24
_SHORT_LABEL = 6


def parted(column: Sequence[Line], body: Body) -> Iterator[tuple[Layout, list[Line]]]:
    """Lines in parts, from the top down, each with how it is read.

    Args:
        column: The lines of a part of a page.
        body: How most of the document is set.
    """
    prose: list[Line] = []
    index = 0
    while index < len(column):
        layout, end = _layout(column, index, body)
        if layout == "prose":
            prose.append(column[index])
        else:
            if prose:
                yield "prose", prose
            yield layout, list(column[index:end])
            prose = []
        index = end
    if prose:
        yield "prose", prose


def _layout(column: Sequence[Line], index: int, body: Body) -> tuple[Layout, int]:
    """How lines from one on are read, and where what is read so ends."""
    if end := contents_end(column, index, body):
        return "contents", end
    table, equation = _table_end(column, index, body), equation_end(column, index, body)
    if equation >= max(table, 1):
        return "equation", equation
    if end := table or _code_end(column, index, body) or _figure_end(column, index, body):
        return "laid out", end
    return "prose", index + 1


def _is_row(line: Line) -> bool:
    """Whether a line is a row of a table, not one with a marker, a number, or a run-in heading before it."""
    if len(line.cells) < 2:
        return False
    if len(line.cells) == 2:
        first, second = line.text[: line.cells[1][0]].strip(), line.text[line.cells[1][0] :]
        if ITEM.match(first + " x") or len(first) <= 4 or re.fullmatch(r"[\d.]+|[A-Z]\.?|[IVX]+\.", first):
            return False
        if re.fullmatch(r"\(?[\d.]+[a-z]?\)", second):
            return False
        return not (line.is_bold and len(line.text) < 80)
    return not _is_stretched(line)


def _is_stretched(line: Line) -> bool:
    """Whether a line is one of justified text with few words, and wide gaps of one width between them."""
    ends = [start for start, _ in line.cells[1:]] + [len(line.text)]
    cells = [line.text[start:end].strip() for (start, _), end in zip(line.cells, ends, strict=True)]
    words = [cell for cell in cells if len(re.findall(r"[^\W\d_]", cell)) > 1]
    fills = line.right > line.edges[1] - line.size
    return fills and all(" " not in cell for cell in cells[1:]) and 2 * len(words) >= len(cells)


def _table_end(column: Sequence[Line], start: int, body: Body) -> int:
    """Where a table that begins with a line ends; 0 where none does."""
    if not _is_row(column[start]):
        return 0
    end, rows = start + 1, 1
    for index in range(start + 1, len(column)):
        line = column[index]
        if distance(column[index - 1], line, body) > 2.6:
            break
        if _is_row(line):
            rows, end = rows + 1, index + 1
        elif index - end >= 2 or line.right - line.left > 0.75 * line.width or CAPTION.match(line.text):
            break
    enough = rows >= _TABLE_ROWS and rows >= _GAPPED_SHARE * (end - start)
    return end if enough else 0


def _code_end(column: Sequence[Line], start: int, body: Body) -> int:
    """Where code that begins with a line ends; 0 where none does."""
    if body.is_mono or not column[start].is_mono:
        return 0
    before = column[start - 1] if start else None
    if before and before.is_mono and distance(before, column[start], body) < _NEAR:
        return 0  # it goes on with a line that was prose
    if before and _runs_on(before, column[start], body):
        return 0
    end = start
    while (
        end < len(column)
        and column[end].is_mono
        and not BULLET.match(column[end].text)
        and (end == start or distance(column[end - 1], column[end], body) < 2.2)
    ):
        end += 1
    return end if end - start > 1 else 0


def _runs_on(line: Line, after: Line, body: Body) -> bool:
    """Whether a line of prose goes on in the next one."""
    near = distance(line, after, body) < _NEAR and -0.5 < (line.left - after.left) / line.size < _INDENTED
    return near and fills(line, after) and not line.text.endswith(SENTENCE_ENDS)


def _figure_end(column: Sequence[Line], start: int, body: Body) -> int:
    """Where the words of a figure that begin with a line end: short, small, here and there; 0 for none."""
    end = start
    while end < len(column) and _is_label(column[end], body):
        end += 1
    labels = column[start:end]
    if len(labels) < _LABELS:
        return 0
    lefts = {round(line.left / (2 * body.size)) for line in labels}
    return end if len(lefts) >= min(_LABELS, len(labels) / 2) else 0


def _is_label(line: Line, body: Body) -> bool:
    """Whether a line looks like words in a figure."""
    if line.size > 1.02 * body.size or CAPTION.match(line.text) or ITEM.match(line.text):
        return False
    longest = max((b - a for (a, _), (b, _) in pairwise([*line.cells, (len(line.text), 0.0)])), default=0)
    return (
        longest <= _LONGEST_LABEL
        and (len(line.cells) > 1 or line.size < SMALL * body.size or len(line.text) <= _SHORT_LABEL)
        and not line.text.endswith((".", ";", "-", "\u00ad"))
    )
