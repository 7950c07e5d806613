"""What the tests of confinement run in a child process: functions, good and bad, and parsers."""

import contextlib
import ctypes
import os
import resource
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from reader.confine import earn
from reader.document import Anchor, Block, Document, Mark
from reader.opening import ParseError, PasswordNeeded

# Functions of a request


def reverse(request: BinaryIO) -> Iterator[bytes]:
    data = request.read()
    yield data[: len(data) // 2 : -1]
    yield data[len(data) // 2 :: -1]


def say_nothing(_request: BinaryIO) -> list[bytes]:
    return []


def chatter(_request: BinaryIO) -> Iterator[bytes]:
    print("from Python")
    os.write(1, b"from C")
    yield b"answer"


def limits(_request: BinaryIO) -> Iterator[bytes]:
    kinds = (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE)
    yield " ".join(str(resource.getrlimit(kind)[0]) for kind in kinds).encode()


def take_memory(_request: BinaryIO) -> Iterator[bytes]:
    pieces = []
    while True:
        pieces.append(bytes(1 << 20))


def abort_without_memory(_request: BinaryIO) -> Iterator[bytes]:
    """As libraries in C do whose buffer cannot grow any more."""
    library = ctypes.CDLL(None)
    library.realloc.restype = ctypes.c_void_p
    buffer, size = None, 1 << 20
    while True:
        buffer = library.realloc(ctypes.c_void_p(buffer), ctypes.c_size_t(size))
        if not buffer:
            os.abort()
        ctypes.memset(buffer, 1, size)
        size *= 2


def compute(request: BinaryIO) -> Iterator[bytes]:
    leave_number(request)
    while True:
        pass


def wait(request: BinaryIO) -> Iterator[bytes]:
    leave_number(request)
    while True:
        time.sleep(60)


def hang_after_answer(request: BinaryIO) -> Iterator[bytes]:
    yield b"answer"
    os.closerange(3, 64)
    yield from wait(request)


def leave_number(request: BinaryIO) -> None:
    """Write the number of this process into the file that is asked for."""
    if path := request.read().decode():
        Path(path).write_text(str(os.getpid()), "ascii")


def fall(request: BinaryIO) -> Iterator[bytes]:
    os.kill(os.getpid(), signal.Signals[request.read().decode()])
    yield b""


def raise_error(_request: BinaryIO) -> Iterator[bytes]:
    raise KeyError("what?")


def answer_without_end(_request: BinaryIO) -> Iterator[bytes]:
    while True:
        yield b"more" * 100_000


def write_large_file(request: BinaryIO) -> Iterator[bytes]:
    try:
        Path(request.read().decode()).write_bytes(bytes(10 << 20))
    except OSError as error:
        yield str(error.errno).encode()


def complain_without_end(_request: BinaryIO) -> Iterator[bytes]:
    for _ in range(100):
        with contextlib.suppress(OSError):
            os.write(2, b"complaint\n" * 10_000)
    yield b""


def take_a_while(request: BinaryIO) -> Iterator[bytes]:
    """Compute for some seconds, having earned them by so much text."""
    seconds, characters = request.read().split()
    earn(int(characters))
    while time.process_time() < float(seconds):
        pass
    yield b"done"


def take_much(_request: BinaryIO) -> Iterator[bytes]:
    """Take more and more memory, and be in no hurry."""
    pieces = []
    while True:
        pieces.append(b"x" * (8 << 20))
        time.sleep(0.02)


# Parsers


def parse_whole(data: bytes, title: str, *, encoding: str | None = None, address: str = "") -> Document:
    text = f"{data.decode(encoding or 'utf-8')}\ud800"
    return Document(
        text,
        (Block("heading", 0, 1, 2), Block("paragraph", 1, len(text))),
        (Mark("link", 0, 1, "#there"),),
        title,
        "Ann",
        "2026",
        address,
        anchors=(Anchor("there", 1),),
        pages=(Anchor("iv", 0),),
        identity="urn:isbn:1",
        pictures={"a.png": b"\x89\n\0", "b": b"", "ü": bytes(range(256))},
        notices=("It was cut.",),
    )


def refuse(_data: bytes, _title: str) -> Document:
    raise ParseError("it is\x1b[31m damaged")


def ask(_data: bytes, _title: str, *, password: str | None = None) -> Document:
    if password == "sesame":
        return Document("open", (Block("paragraph", 0, 4),))
    raise PasswordNeeded("its password is wrong" if password else "it is encrypted")


def break_down(_data: bytes, _title: str, **_given: str | None) -> Document:
    raise KeyError("\x1b[31m") from ValueError("raw \x1b[31m")


def crash(_data: bytes, _title: str) -> Document:
    ctypes.string_at(0)
    return Document("", ())


def nest(data: bytes, title: str) -> Document:
    return nest(data, title)


def devour(_data: bytes, _title: str, **_given: str | None) -> Document:
    return Document("x" * (1 << 40), ())


def dawdle(_data: bytes, _title: str) -> Document:
    while True:
        pass


def read_for_ever(data: bytes, _title: str) -> Document:
    """Read more and more text, and never come to an end."""
    while True:
        earn(len(data))


def garble(data: bytes, _title: str) -> Document:
    """Write something else where the answer should be, and end as if all were well."""
    for pipe in range(3, 32):
        with contextlib.suppress(OSError):
            os.write(pipe, data)
    os._exit(0)
