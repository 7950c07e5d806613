"""Pictures are decoded in a process of its own: what is wrong with one harms no other."""

import io
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterable

import pytest
from PIL import Image

from reader import confine
from reader.confine import ConfinedError, Limits
from reader.page import decoding
from reader.page.decoding import Cells, NotDrawn, Wanted, drawn, measured
from reader.page.pictures import Pixels, Run
from tests.test_pictures import BLUE, RED, picture


def bomb(side: int = 30_000) -> bytes:
    """A PNG of some kB and a gigapixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj(9)
    pixels = packer.compress(bytes(100_000)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def moving() -> bytes:
    """A GIF whose first picture is red, and whose second one is blue."""
    file = io.BytesIO()
    frames = [Image.new("P", (40, 40), colour) for colour in (1, 2)]
    for frame in frames:
        frame.putpalette([0, 0, 0, *RED, *BLUE])
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:])
    return file.getvalue()


FILES = {
    "good": picture((40, 20)),
    "bomb": bomb(),
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "page": b"<!doctype html>",
    "nothing": b"",
    "broken": picture((400, 300), form="WEBP", lossless=True)[:40],
    "moving": moving(),
}


def test_sizes_are_told_and_what_is_wrong_with_the_others() -> None:
    assert measured(FILES.items()) == {
        "good": Pixels(40, 20),
        "bomb": NotDrawn("too large"),
        "svg": NotDrawn("of a kind that Reader does not draw"),
        "page": NotDrawn("of a kind that Reader does not draw"),
        "nothing": NotDrawn("of a kind that Reader does not draw"),
        "broken": NotDrawn("damaged"),
        "moving": Pixels(40, 40),
    }
    assert measured([]) == {}


def test_pictures_are_drawn_and_of_a_moving_one_the_first() -> None:
    found = drawn({name: Wanted(data, 4, 2) for name, data in FILES.items()}, BLUE)
    red: Cells = ((Run(4, RED, RED),),) * 2
    assert {name for name, each in found.items() if each == red} == {"good", "moving"}
    assert all(isinstance(each, NotDrawn) for each in found.values() if each != red)


def test_a_large_photograph_is_within_the_limits() -> None:
    data = picture((6000, 3900), mode="RGBA", compress_level=1)
    assert isinstance(drawn({1: Wanted(data, 70, 20)}, BLUE)[1], tuple)


@pytest.mark.parametrize("reason", ["memory", "time", "failed"])
def test_a_picture_that_brings_the_process_down_is_lost_alone(
    reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = []

    def run(function: str, request: Iterable[bytes], limits: Limits) -> bytes:
        whole = b"".join(request)
        runs.append(whole)
        if b"deadly" in whole:
            raise ConfinedError(reason, "it fell")  # type: ignore[arg-type]
        return confine.run(function, (whole,), limits)

    monkeypatch.setattr(decoding, "run", run)
    files = {number: picture((40, 20 + number)) for number in range(8)} | {5: b"deadly"}
    found = measured(files.items())
    words = {"memory": "too large for the memory", "time": "too slow to decode", "failed": "damaged"}
    assert found.pop(5) == NotDrawn(words[reason])
    assert found == {number: Pixels(40, 20 + number) for number in range(8) if number != 5}
    assert len(runs) == 7


def test_a_real_want_of_memory_is_a_reason() -> None:
    found = drawn({1: Wanted(picture((5000, 4000)), 4, 2)}, BLUE, Limits(memory=64, seconds=5))
    assert isinstance(found[1], NotDrawn)
    assert found[1] != "of a kind that Reader does not draw"


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"{",
        b"[]",
        b"[[1]]",
        b'[["1", 2]]',
        b"[[0, 1]]",
        b'["\\u001b[31m"]',
        b"[1]\n",
        b'[""]\nabc',
        b"[" * 9999,
    ],
)
def test_a_process_that_was_taken_over_can_say_nothing_harmful(
    answer: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoding, "run", lambda *_: answer)
    assert measured([("a", b"")]) == {"a": NotDrawn("damaged")}
    assert drawn({"a": Wanted(b"", 4, 2)}, BLUE) == {"a": NotDrawn("damaged")}


def test_no_more_than_some_megabytes_travel_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = []

    def run(_function: str, request: Iterable[bytes], _limits: Limits) -> bytes:
        _, _, *files = request
        sizes.append(sum(map(len, files)))
        return str([[1, 1] for _ in files]).encode()

    monkeypatch.setattr(decoding, "run", run)
    monkeypatch.setattr(decoding, "MOST_AT_ONCE", 100)
    found = measured((number, bytes(40)) for number in range(5))
    assert found == dict.fromkeys(range(5), Pixels(1, 1))
    assert sizes == [80, 80, 40]
    assert measured([(0, bytes(400)), (1, bytes(1))]) == dict.fromkeys(range(2), Pixels(1, 1))


def test_the_interface_itself_decodes_nothing() -> None:
    program = (
        "import sys; from reader.page.decoding import *; import reader.tui.pictures\n"
        f"found = drawn({{1: Wanted({picture()!r}, 2, 1)}}, (0, 0, 0))\n"
        "assert not isinstance(found[1], NotDrawn), found\n"
        "assert not any(name == 'PIL' or name.startswith('PIL.') for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
