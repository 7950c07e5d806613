"""Rows of runs become lines of text, and lines become running text again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from reader.opening.pdf.columns import CELL, Region
from reader.opening.pdf.runs import Run, Style, Styled
from reader.opening.pdf.spelling import SOFT_HYPHEN

LEADER = " … "
"""What stands for the dots between a title and its page's number."""
_NARROWEST = 0.6
"""Part of the width of an average character that one takes at least where lines are laid out."""
_WORD_GAP = 0.12
"""Part of the size of type from which a gap between two runs is a space."""
_HYPHENS = (SOFT_HYPHEN, "-", "\u2010")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_LAST_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*[-\u2010\u00ad]?$")
_FIRST_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PREFIXES = {"self", "well", "half", "cross", "quasi", "pseudo", "all", "so", "non", "ex"}
"""First parts of words that are mostly written with a hyphen."""
_LEADERS = re.compile(r"\s*(?:(?:[.·]\s?){5,}|(?:…\s?){2,})[.\s]*")
_RUNS_ON = re.compile("\u2014$|/$|\\w\u2013$")
"""Ends of a line that the next line follows without a space."""
_EAST_ASIAN = re.compile("[\u2e80-\ua4cf\uff00-\uffef\U00020000-\U0003ffff]")


@dataclass(slots=True)
class Line:
    """A line of text, and where it stands.

    Attributes:
        text: What it says.
        styles: The styles of its text, in order, without gaps.
        cells: The offsets in the text, and the places on the page, at which what a wide gap divides begins.
        left: Where it begins, in points.
        right: Where it ends.
        base: The height of its base line.
        size: The size of most of its type.
        page: The index of its page.
        edges: Where most lines of its column begin, and where the longest end.
        font: The name of the font of most of it.
        math: How many of its characters are in fonts of mathematics.
    """

    text: str
    styles: list[Styled]
    cells: list[tuple[int, float]]
    left: float
    right: float
    base: float
    size: float
    page: int
    edges: tuple[float, float]
    font: str
    math: int = 0

    @property
    def width(self) -> float:
        """The width of its column."""
        return max(1.0, self.edges[1] - self.edges[0])

    @property
    def letter(self) -> float:
        """The width of its average character."""
        return (self.right - self.left) / max(1, len(self.text))

    @property
    def is_bold(self) -> bool:
        """Whether nearly all of it is heavy."""
        return self._share(lambda style: style.bold) > 0.95

    @property
    def is_italic(self) -> bool:
        """Whether nearly all of it is slanted."""
        return self._share(lambda style: style.italic) > 0.8

    @property
    def is_mono(self) -> bool:
        """Whether nearly all its characters are of one width."""
        return self._share(lambda style: style.mono) > 0.8

    def _share(self, holds: Callable[[Style], bool]) -> float:
        return sum(each.end - each.start for each in self.styles if holds(each.style)) / max(
            1, len(self.text)
        )


@dataclass(slots=True)
class Text:
    """Running text with its styles.

    Attributes:
        text: What it says.
        styles: Styles of parts of it, in order.
    """

    text: str = ""
    styles: list[Styled] = field(default_factory=list)

    def append(self, text: str, styles: Iterable[Styled] = ()) -> None:
        """Put a text with its styles at the end."""
        shift = len(self.text)
        self.text += text
        for each in styles:
            last = self.styles[-1] if self.styles else None
            if last and last.style == each.style and each.start + shift - last.end <= 1:
                self.styles[-1] = Styled(last.start, each.end + shift, each.style)
            else:
                self.styles.append(Styled(each.start + shift, each.end + shift, each.style))

    def cut(self, end: int) -> None:
        """Leave out what stands from an offset on."""
        self.text = self.text[:end]
        self.styles = [Styled(a, min(b, end), style) for a, b, style in self.styles if a < end]

    def without_start(self, start: int) -> Text:
        """The text from an offset on."""
        moved = [Styled(max(0, a - start), b - start, style) for a, b, style in self.styles if b > start]
        return Text(self.text[start:], moved)


def lines(region: Region, page: int) -> list[Line]:
    """The lines of a part of a page.

    Args:
        region: The part.
        page: The page's index.
    """
    return [_line(row, region, page) for row in region.rows]


def _line(row: Sequence[Run], region: Region, page: int) -> Line:
    joined = Text(row[0].text, list(row[0].styles))
    cells = [(0, row[0].left)]
    sizes: Counter[float] = Counter({row[0].size: len(row[0].text)})
    right = row[0].right
    for run in row[1:]:
        size = min(sizes.most_common(1)[0][0], max(run.size, 4.0))
        gap = run.left - right
        joined.append(" " if gap > _WORD_GAP * size else "")
        if gap > CELL * size:
            cells.append((len(joined.text), run.left))
        joined.append(run.text, run.styles)
        sizes[run.size] += len(run.text)
        right = max(right, run.right)
    size = sizes.most_common(1)[0][0]
    base = next(run.base for run in row if run.size == size)
    text = joined.text
    inside = text[:-1]
    if SOFT_HYPHEN in inside:
        text = inside.replace(SOFT_HYPHEN, "-") + text[-1]
    edges = (region.left, region.right)
    font = max(row, key=lambda run: len(run.text)).font
    math = sum(run.math for run in row)
    return Line(text, joined.styles, cells, row[0].left, right, base, size, page, edges, font, math)


class Vocabulary:
    """The words of a document, to tell by whether a hyphen at the end of a line belongs to its word."""

    def __init__(self, all_lines: Iterable[Line]) -> None:
        self._words: set[str] = set()
        for line in all_lines:
            words = _WORD.findall(line.text)
            if line.text.endswith(_HYPHENS):
                words = words[:-1]
            self._words.update(map(str.lower, words))

    def join(self, lines: Sequence[Line]) -> Text:
        """Lines as running text.

        Args:
            lines: One line or more.
        """
        if any(map(_LEADERS.search, [line.text for line in lines])):
            lines = [without_leaders(line) for line in lines]
        joined = Text(lines[0].text, list(lines[0].styles))
        for line in lines[1:]:
            self.append(joined, Text(line.text, line.styles))
        if joined.text.endswith(SOFT_HYPHEN):
            joined.cut(len(joined.text) - 1)
            joined.append("-")
        return joined

    def append(self, text: Text, more: Text) -> None:
        """Put what goes on after a line's end after it, with a space, a hyphen, or nothing between."""
        if text.text.endswith(_HYPHENS) and len(text.text) > 1:
            if not self._keeps_hyphen(text.text, more.text):
                text.cut(len(text.text) - 1)
            elif text.text.endswith(SOFT_HYPHEN):
                text.cut(len(text.text) - 1)
                text.append("-")
            if text.text.endswith(" -"):
                text.append(" ")
        elif not (
            _EAST_ASIAN.match(text.text[-1:]) and _EAST_ASIAN.match(more.text[:1])
        ) and not _RUNS_ON.search(text.text):
            text.append(" ")
        text.append(more.text, more.styles)

    def _keeps_hyphen(self, before: str, after: str) -> bool:
        """Whether the hyphen before a line's end belongs to its word."""
        first, second = _LAST_WORD.search(before), _FIRST_WORD.match(after)
        if not first or not second:
            return True
        start = first[0][:-1].lower()
        whole = second[0].lower()
        plain, hyphened = start + whole, f"{start}-{whole}"
        if plain in self._words:
            return False
        if not after[0].islower():
            return True
        if hyphened in self._words:
            return True
        return (
            start in _PREFIXES
            or "-" in start
            or (start in self._words and whole in self._words and len(start) > 3)
        )


def without_leaders(line: Line, cut: int | None = None) -> Line:
    """The line with an ellipsis for the dots that lead the eye to a page's number.

    Args:
        line: The line.
        cut: Where the number begins, where no dots lead to it.
    """
    found = _LEADERS.search(line.text)
    if found:
        end, start = found.span()
    elif cut is not None:
        start = end = cut
    else:
        return line
    text = Text(line.text, list(line.styles))
    rest = text.without_start(start)
    text.cut(end)
    text.cut(len(text.text.rstrip()))
    text.append(LEADER)
    text.append(rest.text, rest.styles)
    return replace(line, text=text.text, styles=text.styles)


def laid_out(lines: Sequence[Line]) -> str:
    """Lines as they stand on the page: indented, and their cells under each other.

    Args:
        lines: One line or more.
    """
    edge = min(line.left for line in lines)
    letter = _letter(lines)
    rows = []
    for line in lines:
        row = ""
        ends = [start for start, _ in line.cells[1:]] + [len(line.text)]
        for (start, place), end in zip(line.cells, ends, strict=True):
            column = round((place - edge) / letter)
            row = row.ljust(max(column, len(row) + 2 if row else 0)) + line.text[start:end].strip()
        rows.append(row.replace(SOFT_HYPHEN, "-"))
    return "\n".join(rows)


def _letter(lines: Sequence[Line]) -> float:
    """The points that one character takes where lines are laid out.

    As many as their characters have, or as few as it takes for no cell to push
    the next one aside, within limits.
    """
    letters = sorted(line.letter for line in lines)
    middle = max(1.0, letters[len(letters) // 2])
    room = [
        (after - place) / (end - start + 2)
        for line in lines
        for (start, place), (end, after) in pairwise(line.cells)
    ]
    return max(_NARROWEST * middle, min([middle, *room]))
