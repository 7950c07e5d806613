"""Words where they stand on a page, and the runs that they make.

All coordinates are points (1/72 inch), turned so that the text stands upright;
x grows to the right and y upwards.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reader.opening.pdf.drawings import Drawing

_WIDE = 0.75
"""Part of the size of type from which a gap may be more than one between words."""
_LEAST_INDEX = 0.5
"""Part of the size of type that raised or lowered characters have at least."""
_SCRAP = 2
"""Code points of a piece that does not tell the size of its run, such as a note's number or a large sign."""
_LARGEST_RAISE = 0.75
"""Part of the size of type by which a raised or lowered character may leave the base line."""
_RAISED = str.maketrans("0123456789+-−()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾")
_IS_RAISED = re.compile(r"[0-9+\-−()]+")
_SPACE = 0.3
"""Part of the size of type from which a gap is a space, even where PDFium gives none."""
_NO_SPACE = 0.15
"""The same, up to which one before a raised or lowered character is none, even where PDFium gives one."""
_ENOUGH = 4
_UNEVEN = 0.06
"""Code points of a word that tell the width of a font's characters, and by how much, in parts of the size
of type, that width may differ where they are all of one."""


class Style(NamedTuple):
    """How a piece of text looks, and where it leads.

    Attributes:
        bold: Whether it is heavy.
        italic: Whether it is slanted.
        mono: Whether all its characters are of one width.
        target: Where a link on it leads; empty for none.
    """

    bold: bool = False
    italic: bool = False
    mono: bool = False
    target: str = ""


class Styled(NamedTuple):
    """A range of a text, `[start, end)` in code points, and its style."""

    start: int
    end: int
    style: Style


@dataclass(slots=True)
class Run:
    """Words on one base line with nothing wide between them.

    Attributes:
        text: The words, one space between two of them.
        left: Where it begins.
        right: Where it ends.
        base: The height of its base line.
        size: The size of most of its type.
        styles: The styles of its text, in order, without gaps.
        font: The name of the font of most of it.
        math: How many of its characters are in fonts of mathematics.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    styles: list[Styled] = field(default_factory=list)
    font: str = ""
    math: int = 0


@dataclass(slots=True)
class Sheet:
    """What stands on one page.

    Attributes:
        bottom: The height of the page's lower edge.
        top: The height of its upper edge.
        runs: The text that stands as most of the page's text does, in the order in which it was drawn.
        turned: The text that stands otherwise, such as upwards in the margin, by the angle between it and
            the page's text, in degrees; in coordinates in which it stands upright.
        drawings: What is drawn on the page besides text.
        hidden: Characters that cannot be seen because they stand beside the page or are too small.
        unreadable: Characters that have a shape but of which nothing says what they mean.
        drawn: Whether anything at all is drawn on the page.
        cut: Whether the page had more characters than are read.
    """

    bottom: float
    top: float
    runs: list[Run] = field(default_factory=list)
    turned: dict[int, list[Run]] = field(default_factory=dict)
    drawings: list[Drawing] = field(default_factory=list)
    hidden: int = 0
    unreadable: int = 0
    drawn: bool = False
    cut: bool = False


class Font(NamedTuple):
    """What the characters of one text object have in common.

    Attributes:
        size: The size of type, in points.
        angle: The angle at which it runs on the page as it is stored, in degrees.
        bold: Whether it is heavy.
        italic: Whether it is slanted.
        mono: Whether all its characters are said to be of one width.
        name: Its name.
        math: Whether it is one of mathematics.
    """

    size: float
    angle: int
    bold: bool
    italic: bool
    mono: bool
    name: str = ""
    math: bool = False


class Piece(NamedTuple):
    """Characters of one word that one text object draws.

    Attributes:
        text: What they say.
        left: Where they begin.
        right: Where they end.
        base: The height of their base line.
        font: Their font.
        target: Where a link on them leads; empty for none.
        spaced: Whether a space stands before them.
    """

    text: str
    left: float
    right: float
    base: float
    font: Font
    target: str
    spaced: bool


def without_false_mono(pieces: list[Piece]) -> list[Piece]:
    """The pieces, those in fonts that wrongly say that their characters are of one width mended.

    Args:
        pieces: The pieces of a page.
    """
    widths: dict[str, list[float]] = {}
    for piece in pieces:
        if piece.font.mono and len(piece.text) >= _ENOUGH:
            width = (piece.right - piece.left) / len(piece.text) / piece.font.size
            widths.setdefault(piece.font.name, []).append(width)
    false = {name for name, each in widths.items() if max(each) - min(each) > _UNEVEN}
    if not false:
        return pieces
    return [
        piece._replace(font=piece.font._replace(mono=False)) if piece.font.name in false else piece
        for piece in pieces
    ]


def runs_of(pieces: Sequence[Piece]) -> Iterator[Run]:
    """The runs that pieces make, in their order.

    Args:
        pieces: What runs at one angle on a page, in the order in which it was drawn.
    """
    run: list[Piece] = []
    base = size = right = 0.0
    for piece in pieces:
        here = piece.font.size
        if run:
            most, gap, lift = max(size, here), piece.left - right, abs(piece.base - base)
            smaller = _LEAST_INDEX * most < min(size, here) < 0.9 * most
            level = lift < 0.2 * most or (smaller and lift < _LARGEST_RAISE * most)
            if not (level and -0.6 * most < gap < _WIDE * most):
                yield _run(run, base, size)
                run = []
        letters = sum(len(each.text) for each in run[:_SCRAP])
        if not run or (here > size * 1.05 and (len(piece.text) > _SCRAP or letters <= _SCRAP)):
            base, size = piece.base, here
        right = max(right, piece.right) if run else piece.right
        run.append(piece)
    if run:
        yield _run(run, base, size)


def _run(pieces: list[Piece], base: float, size: float) -> Run:
    texts: list[str] = []
    styles: list[Styled] = []
    length = 0
    right = -math.inf
    for piece in pieces:
        text = piece.text
        raised = piece.font.size < 0.9 * size and piece.base > base + 0.15 * size
        if raised and _IS_RAISED.fullmatch(text):
            text = text.translate(_RAISED)
        gap = (piece.left - right) / size
        index = piece.font.size < 0.9 * size and abs(piece.base - base) > 0.1 * size
        if length and (gap > _SPACE or (piece.spaced and not (index and gap < _NO_SPACE))):
            texts.append(" ")
            length += 1
        start = length if not styles else styles[-1].end
        texts.append(text)
        length += len(text)
        style = Style(piece.font.bold, piece.font.italic, piece.font.mono, piece.target)
        if styles and styles[-1].style == style:
            styles[-1] = Styled(styles[-1].start, length, style)
        else:
            styles.append(Styled(start, length, style))
        right = piece.right
    return Run(
        "".join(texts),
        min(each.left for each in pieces),
        max(each.right for each in pieces),
        base,
        size,
        styles,
        max(pieces, key=lambda piece: len(piece.text)).font.name,
        sum(len(piece.text) for piece in pieces if piece.font.math),
    )
