"""Files of pictures become pixels: what runs in the process that `reader.page.decoding` starts.

What is decoded comes from outside: only four formats are, none of more bytes or
pixels than a limit, and whatever else is wrong with one is one kind of error.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from reader.page.pictures import Colour, Pixels

if TYPE_CHECKING:
    from PIL.Image import Image

T = TypeVar("T")

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
_SIGNATURES = ((0, b"\x89PNG\r\n\x1a\n"), (0, b"\xff\xd8\xff"), (0, b"GIF8"), (8, b"WEBP"))
"""What files in these formats have where."""
LARGEST = 10_000_000
"""Bytes of the largest picture that is decoded."""
MOST_PIXELS = 24_000_000
"""Pixels of the largest picture that is decoded: some 100 MB of memory."""

OF_NO_KIND, TOO_LARGE, DAMAGED = "of a kind that Reader does not draw", "too large", "damaged"
PROBLEMS = (OF_NO_KIND, TOO_LARGE, DAMAGED)
"""What a picture can be that cannot be shown."""


class PictureError(Exception):
    """A picture cannot be shown. The message is one of `PROBLEMS`."""


def is_drawn(data: bytes) -> bool:
    """Whether the beginning of a file is that of a picture in one of `FORMATS`."""
    return any(data.startswith(signature, at) for at, signature in _SIGNATURES)


def size_of(data: bytes) -> Pixels:
    """The size of a picture, from its head alone.

    Raises:
        PictureError: It is none of `FORMATS`, broken, or too large.
    """
    image = _opened(data)
    turned = _orientation(image) in _ON_THEIR_SIDE
    return Pixels(image.height, image.width) if turned else Pixels(image.width, image.height)


def scaled(data: bytes, columns: int, rows: int, ground: Colour) -> bytes:
    """A picture's pixels as `half_blocks` takes them.

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
        return _scaled(image, columns, 2 * rows, ground).tobytes()
    except MemoryError:
        raise
    except Exception as error:  # Pillow's decoders let through whatever goes wrong in them
        raise PictureError(DAMAGED) from error


# What the process does


def sizes(request: BinaryIO) -> Iterator[bytes]:
    """Answers `decoding.measured`: for each picture its width and height, or what it is."""
    yield json.dumps(list(_each(request, _width_and_height))).encode()


def pixels(request: BinaryIO) -> Iterator[bytes]:
    """Answers `decoding.drawn`: for each picture nothing, or what it is; then the pixels of them all."""
    found = list(_each(request, scaled))
    yield json.dumps([each if isinstance(each, str) else "" for each in found]).encode() + b"\n"
    yield from (each for each in found if isinstance(each, bytes))


def _width_and_height(data: bytes) -> tuple[int, int]:
    size = size_of(data)
    return size.width, size.height


def _each(request: BinaryIO, work: Callable[..., T]) -> Iterator[T | str]:
    """What work makes of each picture of a request."""
    for length, arguments in json.loads(request.readline()):
        data = request.read(length)
        try:
            yield work(data, *arguments)
        except PictureError as error:
            yield str(error)


_ORIENTATION = 0x0112
"""The tag of Exif that says how a camera was held."""
_ON_THEIR_SIDE = range(5, 9)


def _opened(data: bytes) -> Image:
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    if not is_drawn(data):
        raise PictureError(OF_NO_KIND)
    if len(data) > LARGEST:
        raise PictureError(TOO_LARGE)
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureError(TOO_LARGE) from error
    except MemoryError:
        raise
    except Exception as error:  # as above
        raise PictureError(DAMAGED) from error
    if not 0 < image.width * image.height <= MOST_PIXELS:
        raise PictureError(TOO_LARGE)
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
