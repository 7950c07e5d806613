"""What is drawn on a page besides its text: lines, shapes and pictures, as boxes.

PDFium names a page's objects one by one. A form (an object that holds others,
such as an included figure) is one drawing, unless it is most of the page: then
it is the page's content in a wrapping, and is looked into.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

_MOST_OBJECTS, _MOST_DRAWINGS = 20_000, 5_000
"""Objects of a page that are looked at, and drawings among them."""
_DEEPEST = 4
"""Forms within forms that are looked into."""
_SEGMENTS = 24
"""Segments of a path that are looked at to tell a shape from rules."""
_PAGE = 0.6
"""Share of the page from which a drawing is its ground, a scan or a wrapping, and no figure."""
_THIN = 3.0
"""Points: what is thinner is a rule or a dot."""
_SLANTED = 1.0
"""Points to both sides from which a stroke is neither upright nor level."""


class Box(NamedTuple):
    """A rectangle, in points."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def area(self) -> float:
        """Its area, in square points."""
        return max(0.0, self.right - self.left) * max(0.0, self.top - self.bottom)

    def meets(self, other: Box, margin: float = 0.0) -> bool:
        """Whether another one overlaps it, or is no further from it than a margin."""
        return (
            self.left - margin <= other.right
            and other.left <= self.right + margin
            and self.bottom - margin <= other.top
            and other.bottom <= self.top + margin
        )

    def round(self, other: Box) -> Box:
        """The smallest one that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )


class Drawing(NamedTuple):
    """Something that is drawn.

    Attributes:
        box: Where.
        is_shape: Whether it is more than upright and level strokes, which tables and frames are made of.
    """

    box: Box
    is_shape: bool


_Place = Callable[[float, float], tuple[float, float]]


def drawings(page: Any, edges: Box) -> Iterator[Drawing]:
    """What is drawn on a page.

    Args:
        page: PDFium's page.
        edges: The page's edges.
    """
    import pypdfium2.raw as raw

    def of_page(index: int) -> Any:
        return raw.FPDFPage_GetObject(page, index)

    seen = drawn = 0
    sides = tuple(ctypes.c_float() for _ in range(4))
    waiting: list[tuple[Callable[[int], Any], int, _Place, int]] = [
        (of_page, raw.FPDFPage_CountObjects(page), _as_it_is, 0)
    ]
    while waiting:
        objects, count, place, depth = waiting.pop()
        for index in range(count):
            seen += 1
            if seen > _MOST_OBJECTS:
                return
            each = objects(index)
            kind = raw.FPDFPageObj_GetType(each)
            if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM):
                continue
            if not raw.FPDFPageObj_GetBounds(each, *sides):
                continue
            box = _box(place, edges, *(side.value for side in sides))
            if box is None:
                continue
            if box.area < _PAGE * edges.area:
                drawn += 1
                if drawn > _MOST_DRAWINGS:
                    return
                yield Drawing(box, kind != raw.FPDF_PAGEOBJ_PATH or _is_shape(raw, each, box))
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
                waiting.append(
                    (_inside(raw, each), raw.FPDFFormObj_CountObjects(each), *_moved(raw, each, place, depth))
                )


def _as_it_is(x: float, y: float) -> tuple[float, float]:
    return x, y


def _inside(raw: Any, form: Any) -> Callable[[int], Any]:
    """What gives the objects of a form."""
    return lambda index: raw.FPDFFormObj_GetObject(form, index)


def _moved(raw: Any, form: Any, place: _Place, depth: int) -> tuple[_Place, int]:
    """Where the places of a form are on the page, and how deep it lies."""
    matrix = raw.FS_MATRIX(1, 0, 0, 1, 0, 0)
    raw.FPDFPageObj_GetMatrix(form, matrix)
    a, b, c, d, e, f = matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f
    return lambda x, y: place(a * x + c * y + e, b * x + d * y + f), depth + 1


def _box(place: _Place, edges: Box, left: float, bottom: float, right: float, top: float) -> Box | None:
    """Where an object is, as far as it is on the page; None where it is not."""
    if place is not _as_it_is:
        corners = [place(x, y) for x in (left, right) for y in (bottom, top)]
        left, right = min(x for x, _ in corners), max(x for x, _ in corners)
        bottom, top = min(y for _, y in corners), max(y for _, y in corners)
    left, bottom = max(edges.left, left), max(edges.bottom, bottom)
    right, top = min(edges.right, right), min(edges.top, top)
    return Box(left, bottom, right, top) if left <= right and bottom <= top else None


def _is_shape(raw: Any, path: Any, box: Box) -> bool:
    """Whether a path has a curve, or a stroke that is neither upright nor level."""
    if min(box.right - box.left, box.top - box.bottom) < _THIN:
        return False
    x, y = ctypes.c_float(), ctypes.c_float()
    before: tuple[float, float] | None = None
    for index in range(min(raw.FPDFPath_CountSegments(path), _SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            return True
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            return False
        here = x.value, y.value
        aside = min(abs(here[0] - before[0]), abs(here[1] - before[1])) if before else 0.0
        if kind == raw.FPDF_SEGMENT_LINETO and aside > _SLANTED:
            return True
        before = here
    return False
