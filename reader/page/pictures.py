"""Pictures in cells: each cell shows two pixels, as the upper half block in front of a ground.

What is decoded comes from outside: only four formats are, none of more bytes or
pixels than a limit, and whatever else is wrong with one is one kind of error.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
LARGEST = 10_000_000
"""Bytes of the largest picture that is decoded."""
MOST_PIXELS = 24_000_000
"""Pixels of the largest picture that is decoded: some 100 MB of memory."""
PIXELS_A_CELL = 4
"""Pixels of a picture's width that a cell shows at least: a small picture is not blown up beyond that."""

UPPER_HALF = "▀"

Colour = tuple[int, int, int]
"""Red, green and blue, from 0 to 255."""


class PictureError(Exception):
    """A picture cannot be shown."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """The size of a picture, in pixels, as it is to be looked at."""

    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Run:
    """Cells beside each other that look the same.

    Attributes:
        cells: How many.
        upper: The colour of their upper halves.
        lower: The colour of their lower halves.
    """

    cells: int
    upper: Colour
    lower: Colour


def fitted(pixels: Pixels, columns: int, rows: int) -> tuple[int, int]:
    """The columns and rows that a picture takes, its proportions kept; a cell is twice as high as wide.

    Args:
        pixels: Its size.
        columns: The columns there are, at least 1.
        rows: The rows there are, at least 1.
    """
    width = min(columns, max(1, pixels.width // PIXELS_A_CELL))
    height = max(1, round(width * pixels.height / pixels.width / 2))
    if height > rows:
        height = rows
        width = max(1, min(width, round(2 * rows * pixels.width / pixels.height)))
    return width, height


def size_of(data: bytes) -> Pixels:
    """The size of a picture, from its head alone.

    Raises:
        PictureError: It is none of `FORMATS`, broken, or too large.
    """
    image = _opened(data)
    turned = _orientation(image) in _ON_THEIR_SIDE
    return Pixels(image.height, image.width) if turned else Pixels(image.width, image.height)


def half_blocks(data: bytes, columns: int, rows: int, ground: Colour) -> tuple[tuple[Run, ...], ...]:
    """A picture in cells, row by row.

    Args:
        data: The picture's file; of a moving one the first picture is taken.
        columns: How many cells wide it becomes.
        rows: How many cells high.
        ground: What is seen through it where it is transparent.

    Raises:
        PictureError: It is none of `FORMATS`, broken, or too large.
    """
    image = _opened(data)
    try:
        raw = _scaled(image, columns, 2 * rows, ground).tobytes()
    except Exception as error:  # Pillow's decoders let through whatever goes wrong in them
        raise PictureError(str(error)) from error
    pixels = [(raw[i], raw[i + 1], raw[i + 2]) for i in range(0, len(raw), 3)]
    return tuple(
        _runs(pixels[top : top + columns], pixels[top + columns : top + 2 * columns])
        for top in range(0, len(pixels), 2 * columns)
    )


_ORIENTATION = 0x0112
"""The tag of Exif that says how a camera was held."""
_ON_THEIR_SIDE = range(5, 9)


def _opened(data: bytes) -> Image:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    if len(data) > LARGEST:
        raise PictureError("it is too large")
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
    except Exception as error:  # as above
        raise PictureError(str(error)) from error
    if not 0 < image.width * image.height <= MOST_PIXELS:
        raise PictureError("it has too many pixels")
    return image


def _orientation(image: Image) -> int:
    """How a camera was held, by Exif; 1 is upright."""
    if "exif" not in image.info:  # Pillow would decode all of a PNG to look for it
        return 1
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # as above
        return 1


def _scaled(image: Image, width: int, height: int, ground: Colour) -> Image:
    from PIL import Image, ImageOps

    longest = 2 * max(width, height)
    image.draft("RGB", (longest, longest))  # what is not needed of a photograph is not decoded
    if _orientation(image) != 1:
        image = ImageOps.exif_transpose(image)
    transparent = image.has_transparency_data
    plain = image.convert("RGBA" if transparent else "RGB")
    small = plain.resize((width, height), Image.Resampling.BOX, reducing_gap=2.0)
    if not transparent:
        return small
    below = Image.new("RGBA", small.size, (*ground, 255))
    return Image.alpha_composite(below, small).convert("RGB")


def _runs(upper: list[Colour], lower: list[Colour]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for pair in zip(upper, lower, strict=True):
        if runs and (runs[-1].upper, runs[-1].lower) == pair:
            runs[-1] = Run(runs[-1].cells + 1, *pair)
        else:
            runs.append(Run(1, *pair))
    return tuple(runs)
