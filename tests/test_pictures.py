import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from reader.page import pictures, raster
from reader.page.pictures import Colour, Pixels, Run, fitted
from reader.page.raster import PictureError, scaled, size_of

RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)


def half_blocks(data: bytes, columns: int, rows: int, ground: Colour) -> tuple[tuple[Run, ...], ...]:
    return pictures.half_blocks(scaled(data, columns, rows, ground), columns)


def picture(
    size: tuple[int, int] = (8, 8), colour: Any = RED, form: str = "PNG", mode: str = "RGB", **more: Any
) -> bytes:
    file = io.BytesIO()
    Image.new(mode, size, colour).save(file, form, **more)
    return file.getvalue()


@given(
    st.builds(Pixels, st.integers(1, 20_000), st.integers(1, 20_000)),
    st.integers(1, 160),
    st.integers(1, 60),
)
def test_a_picture_fits_and_keeps_its_proportions(pixels: Pixels, columns: int, rows: int) -> None:
    width, height = fitted(pixels, columns, rows)
    assert 1 <= width <= columns
    assert 1 <= height <= rows
    assert width <= max(1, pixels.width // pictures.PIXELS_A_CELL)
    if width > 8 and height > 8:
        assert width / (2 * height) == pytest.approx(pixels.width / pixels.height, rel=0.15)


def test_each_cell_has_two_pixels() -> None:
    image = Image.new("RGB", (4, 4), RED)
    image.paste(BLUE, (0, 1, 4, 2))
    image.paste(WHITE, (2, 2, 4, 4))
    file = io.BytesIO()
    image.save(file, "PNG")
    assert half_blocks(file.getvalue(), 4, 2, WHITE) == (
        (Run(4, RED, BLUE),),
        (Run(2, RED, RED), Run(2, WHITE, WHITE)),
    )


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP"])
def test_the_formats_of_the_web_are_decoded(form: str) -> None:
    data = picture((300, 100), WHITE, form)
    assert size_of(data) == Pixels(300, 100)
    rows = half_blocks(data, 30, 5, RED)
    assert [sum(run.cells for run in row) for row in rows] == [30] * 5
    assert all(min(run.upper + run.lower) > 250 for row in rows for run in row)


@pytest.mark.parametrize("form", ["BMP", "TIFF", "PPM", "ICO", "PDF"])
def test_other_formats_are_not(form: str) -> None:
    with pytest.raises(PictureError):
        size_of(picture((32, 32), RED, form))


def test_what_is_transparent_shows_the_page() -> None:
    data = picture((4, 4), (255, 0, 0, 0), mode="RGBA")
    assert half_blocks(data, 2, 1, BLUE) == ((Run(2, BLUE, BLUE),),)


def test_a_picture_taken_with_a_turned_camera_is_turned_back() -> None:
    turned = Image.new("RGB", (20, 10), RED)
    exif = turned.getexif()
    exif[0x0112] = 6
    file = io.BytesIO()
    turned.save(file, "JPEG", exif=exif)
    assert size_of(file.getvalue()) == Pixels(10, 20)
    assert len(half_blocks(file.getvalue(), 5, 5, BLUE)) == 5


def test_a_picture_with_too_many_pixels_or_bytes_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    data = picture((100, 100))
    monkeypatch.setattr(raster, "MOST_PIXELS", 9_999)
    with pytest.raises(PictureError):
        half_blocks(data, 10, 5, RED)
    monkeypatch.setattr(raster, "MOST_PIXELS", 10_000)
    assert half_blocks(data, 10, 5, RED)
    monkeypatch.setattr(raster, "LARGEST", len(data) - 1)
    with pytest.raises(PictureError):
        size_of(data)


@pytest.mark.filterwarnings("ignore")
@settings(max_examples=80)
@given(
    st.sampled_from(["PNG", "JPEG", "GIF", "WEBP"]),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=12),
    st.integers(0, 10_000),
)
def test_a_broken_picture_is_one_kind_of_error(form: str, changes: list[tuple[int, int]], size: int) -> None:
    data = bytearray(picture((40, 30), (10, 200, 90), form))
    for at, byte in changes:
        data[at % len(data)] = byte
    broken = bytes(data[: max(1, size % (2 * len(data)))])
    for work in (lambda: size_of(broken), lambda: half_blocks(broken, 10, 4, RED)):
        try:
            work()
        except PictureError:
            continue
