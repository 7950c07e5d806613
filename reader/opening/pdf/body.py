"""How most of a document's text is set: what else there is stands out against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reader.opening.pdf.lines import Line

SMALL = 0.93
"""Part of the body's size of type up to which type is smaller than the body's."""
SENTENCE_ENDS = (
    ".",
    "!",
    "?",
    ":",
    "…",
    ".”",
    "!”",
    "?”",
    '."',
    '!"',
    '?"',
    ".’",
    ".)",
    "?)",
    "!)",
    ".]",
    "。",
)
"""What a sentence, or what leads over to the next paragraph, ends with."""
INDENT = 0.7
"""Part of the size of type from which a line is indented."""
DEEPEST_INDENT = 5.0
"""The same, up to which an indented line begins a paragraph; what stands further in is centred."""


@dataclass(frozen=True, slots=True)
class Body:
    """How most of a document's text is set.

    Attributes:
        size: Its size of type, in points.
        leading: The distance of its lines, in sizes of type.
        is_mono: Whether its characters are all of one width.
        is_bold: Whether it is heavy.
        font: The name of its font.
        indents: Whether its paragraphs begin with an indented line.
    """

    size: float
    leading: float
    is_mono: bool
    is_bold: bool
    font: str
    indents: bool


def body_of(columns: Iterable[Sequence[Line]]) -> Body:
    """How most of a document's text is set.

    Args:
        columns: The lines of each part of its pages.
    """
    sizes: Counter[float] = Counter()
    mono: Counter[bool] = Counter()
    bold: Counter[bool] = Counter()
    fonts: Counter[str] = Counter()
    leadings: Counter[float] = Counter()
    indented = flush = 0
    for column in columns:
        for line in column:
            sizes[round(line.size, 1)] += len(line.text)
            mono[line.is_mono] += len(line.text)
            bold[line.is_bold] += len(line.text)
            fonts[line.font] += len(line.text)
        for line, after in pairwise(column):
            if abs(line.size - after.size) < 0.1 and line.base > after.base:
                leadings[round((line.base - after.base) / line.size, 1)] += 1
                if line.text.endswith(SENTENCE_ENDS) and not fills(line, after):
                    inset = after.left - after.edges[0]
                    indented += INDENT * line.size < inset < DEEPEST_INDENT * line.size
                    flush += abs(inset) < INDENT * line.size
    return Body(
        sizes.most_common(1)[0][0] if sizes else 10.0,
        leadings.most_common(1)[0][0] if leadings else 1.2,
        mono[True] > mono[False],
        bold[True] > bold[False],
        fonts.most_common(1)[0][0] if fonts else "",
        indented > flush,
    )


def distance(line: Line, after: Line, body: Body) -> float:
    """How far apart two lines stand, in usual distances of the body's lines."""
    return (line.base - after.base) / (body.leading * max(line.size, min(after.size, body.size)))


def fills(line: Line, after: Line) -> bool:
    """Whether the first word of the line after would not have fitted on a line."""
    word = after.text.find(" ")
    needed = (len(after.text) if word < 0 else word) + 1
    letter = after.letter if after.is_mono else line.letter
    return line.right + needed * 0.9 * letter > line.edges[1]
