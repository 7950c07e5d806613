"""What stands on a page only because it is a page: running heads and feet, page numbers, line numbers.

A line at the top or the bottom of a page is furniture where the same text
stands at the same height on other pages, numbers aside; or where it is a
number that counts up with the pages. A line at a height at which most pages
have furniture is furniture too, whatever it says: the running head of a short
chapter stands on one page only.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from reader.opening.pdf.runs import Run, Sheet

_DEEP = 3
"""Rows from the edge of a page that may be furniture."""
_ZONE = 0.17
"""Part of a page's height at its top and its bottom in which furniture stands."""
_MARGIN_ZONE = 0.4
"""The same for what stands in the margins beside the text."""
_NEAR = 3.0
"""Points between the heights of what stands at the same height."""
_FEWEST = 3
"""Pages on which a text must stand to be furniture."""
_USUAL = 0.4
"""Share of the pages with furniture at a height from which that height belongs to it."""
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|p\.)\s*)?(\d{1,4})(?:\s*(?:of|/|von)\s*\d{1,4})?\W*", re.IGNORECASE
)
_MOST_BESIDE = 12
"""Runs in the margins of a page that may be furniture."""
_LINE, _LINES = 30, 8
"""Code points of a run that is as long as a line, and how many such lines show where the margins are."""
_LONGEST_HEAD = 14
"""Words of a running head, at most."""
_LINE_NUMBERS = 8
"""Numbers in a margin, counting up, that number the page's lines."""

_Row = list[Run]
_Side = list[tuple[int, _Row]]


def without_furniture(sheets: Sequence[Sheet]) -> dict[int, str]:
    """Take the furniture off the pages of a document.

    Args:
        sheets: The pages; what is furniture is taken out of their runs.

    Returns:
        The numbers that were printed on the pages, by the pages' indices; empty
        where they do not count up.
    """
    whole = [sheet.runs for sheet in sheets]
    offset = _drop(sheets)
    if not any(sheet.runs for sheet in sheets):  # a text that is the same on all pages is what there is
        for sheet, runs in zip(sheets, whole, strict=True):
            sheet.runs = runs
    if offset is None:
        return {}
    return {page: str(page + offset) for page in range(len(sheets)) if page + offset > 0}


def _drop(sheets: Sequence[Sheet]) -> int | None:
    """Take the furniture off the pages, and say how much their numbers are ahead of their indices."""
    for sheet in sheets:
        _drop_line_numbers(sheet)
    edges = [_edges(sheet) for sheet in sheets]
    offset = _offset(edges)
    seen = _repeated(edges)

    def is_furniture(page: int, at: int, row: _Row) -> bool:
        return _counts(row, page, offset, sheets[page]) or _is_repeated(seen, at, _said(row), page)

    heights: dict[int, set[int]] = defaultdict(set)
    for page, sides in enumerate(edges):
        for side in sides:
            for at, row in side:
                if not is_furniture(page, at, row):
                    break
                heights[at].add(page)
    usual = {at for at, pages in heights.items() if len(pages) >= max(_FEWEST, _USUAL * len(sheets))}
    for page, sides in enumerate(edges):
        dropped: set[int] = set()
        for side in sides:
            for at, row in side:
                is_usual = bool({at - 1, at, at + 1} & usual) and _stands_apart(sheets[page], row)
                if not (is_usual or is_furniture(page, at, row)):
                    break
                dropped.update(map(id, row))
        sheets[page].runs = [run for run in sheets[page].runs if id(run) not in dropped]
    _drop_turned(sheets)
    return offset


def _rows(runs: Sequence[Run]) -> Iterator[_Row]:
    """The runs, those of about one base line together, from the top down."""
    row: _Row = []
    for run in sorted(runs, key=lambda run: -run.base):
        if row and row[0].base - run.base > _NEAR:
            yield row
            row = []
        row.append(run)
    if row:
        yield row


def _edges(sheet: Sheet) -> list[_Side]:
    """The rows at the top and at the bottom of a page, from its edges on, and what stands in its margins.

    Each comes with its height in steps, from the top edge positive, from the bottom edge negative.
    """
    height = sheet.top - sheet.bottom
    high = [run for run in sheet.runs if run.base > sheet.top - _ZONE * height]
    low = [run for run in sheet.runs if run.base < sheet.bottom + _ZONE * height]
    middle, reach = (sheet.top + sheet.bottom) / 2, (0.5 - _MARGIN_ZONE) * height
    margin = [run for run in _in_margin(sheet) if abs(run.base - middle) > reach]
    beside = set(map(id, margin))
    top = [_step(sheet, row) for row in _rows([run for run in high if id(run) not in beside])]
    bottom = [_step(sheet, row) for row in _rows([run for run in low if id(run) not in beside])]
    return [top[:_DEEP], bottom[::-1][:_DEEP], *([_step(sheet, [run])] for run in margin[:_MOST_BESIDE])]


def _step(sheet: Sheet, row: _Row) -> tuple[int, _Row]:
    """A row with its height."""
    base = row[0].base
    if base > (sheet.top + sheet.bottom) / 2:
        return 1 + round((sheet.top - base) / _NEAR), row
    return -1 - round((base - sheet.bottom) / _NEAR), row


def _in_margin(sheet: Sheet) -> list[Run]:
    """The runs that stand beside everything that is as long as a line."""
    whole = [run for run in sheet.runs if len(run.text) >= _LINE]
    if len(whole) < _LINES:
        return []
    lefts, rights = sorted(run.left for run in whole), sorted(run.right for run in whole)
    left, right = lefts[len(lefts) // 20], rights[-1 - len(rights) // 20]
    return [run for run in sheet.runs if run.right < left or run.left > right]


def _text(row: _Row) -> str:
    return " ".join(run.text for run in sorted(row, key=lambda run: run.left))


def _said(row: _Row) -> str:
    """What a row says, the same for every number in it."""
    return _NUMBER.sub("#", _text(row)).casefold()


def _page_number(row: _Row) -> int | None:
    found = _PAGE_NUMBER.fullmatch(_text(row))
    return int(found[1]) if found else None


def _counts(row: _Row, page: int, offset: int | None, sheet: Sheet) -> bool:
    """Whether a row is the page's number, alone or at an end of a running head."""
    if offset is None:
        return False
    if _page_number(row) == page + offset:
        return True
    words = _text(row).split(" ")
    number = str(page + offset)
    return number in (words[0], words[-1]) and len(words) <= _LONGEST_HEAD and _stands_apart(sheet, row)


def _offset(edges: Sequence[list[_Side]]) -> int | None:
    """How much the printed numbers are ahead of the pages' indices, where they count up."""
    ahead: Counter[int] = Counter()
    for page, sides in enumerate(edges):
        numbers = set()
        for _, row in chain(*sides):
            found = re.findall(r"(?<![\d.,])\d{1,4}(?![\d.,])", _text(row))
            numbers.update(found[:1] + found[-1:])
        ahead.update(int(number) - page for number in numbers)
    if not ahead:
        return None
    offset, pages = ahead.most_common(1)[0]
    fewest = 2 if len(edges) <= 2 * _FEWEST else _FEWEST
    return offset if pages >= max(fewest, _USUAL * len(edges)) else None


def _repeated(edges: Sequence[list[_Side]]) -> dict[tuple[int, str], list[int]]:
    """The pages on which a text stands at a height."""
    seen: dict[tuple[int, str], list[int]] = defaultdict(list)
    for page, sides in enumerate(edges):
        for at, row in chain(*sides):
            seen[at, _said(row)].append(page)
    return seen


def _is_repeated(seen: dict[tuple[int, str], list[int]], at: int, said: str, page: int) -> bool:
    """Whether a text stands on pages near this one too: left and right ones take turns, chapters end."""
    pages = {each for height in (at - 1, at, at + 1) for each in seen.get((height, said), ())}
    return len(pages) >= _FEWEST and sum(abs(each - page) <= 6 for each in pages) >= 2


def _stands_apart(sheet: Sheet, row: _Row) -> bool:
    """Whether more than a line's distance is between a row and the rest of the page's text."""
    base, size = row[0].base, max(run.size for run in row)
    within = {id(run) for run in row}
    middle = (sheet.top + sheet.bottom) / 2
    towards = [
        abs(run.base - base)
        for run in sheet.runs
        if id(run) not in within and (run.base < base if base > middle else run.base > base)
    ]
    return min(towards, default=0.0) > 1.5 * size


def _drop_line_numbers(sheet: Sheet) -> None:
    """Take out the numbers of a page's lines, which stand left of everything else."""
    numbers = [run for run in sheet.runs if run.text.isdecimal()]
    if len(numbers) < _LINE_NUMBERS:
        return
    others = [run.left for run in sheet.runs if not run.text.isdecimal()]
    edge = sorted(others)[len(others) // 20] if others else 0.0
    margin = sorted((run for run in numbers if run.right < edge), key=lambda run: -run.base)
    values = [int(run.text) for run in margin]
    if len(values) >= _LINE_NUMBERS and values == list(range(values[0], values[0] + len(values))):
        within = set(map(id, margin))
        sheet.runs = [run for run in sheet.runs if id(run) not in within]


def _drop_turned(sheets: Sequence[Sheet]) -> None:
    """Take out turned text, such as a watermark, that stands on many pages."""
    pages: Counter[str] = Counter()
    for sheet in sheets:
        pages.update({run.text for runs in sheet.turned.values() for run in runs})
    for sheet in sheets:
        sheet.turned = {
            angle: kept
            for angle, runs in sheet.turned.items()
            if (kept := [run for run in runs if pages[run.text] < _FEWEST])
        }
