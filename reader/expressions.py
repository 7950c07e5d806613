"""Regular expressions, tried in a process of their own.

A pattern such as `(a+)+$` may take longer than anybody lives, and nothing in Python
can interrupt it: it is tried where the system's limits end it.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import BinaryIO

from reader.confine import ConfinedError, Limits, run

LIMITS = Limits(memory=1024, seconds=2)
"""What a search may use: 2 s for 30 MB are enough for any pattern that does not try everything twice."""

MOST = 1_000_000
"""Places that are found at most."""

_HEAD = struct.Struct("=?I")
_PLACE = struct.Struct("=QQ")


class ExpressionError(Exception):
    """A regular expression finds nothing; the message says why, as a phrase."""


def find(text: str, expression: str, *, any_case: bool) -> list[tuple[int, int]]:
    """Every place that a regular expression matches; `^` and `$` stand for the ends of lines.

    What matches without a character is left out.

    Args:
        text: What is searched; nothing in it is folded.
        expression: As Python's `re` has it.
        any_case: Whether capitals are like small letters.

    Returns:
        Starts and ends, in code points.

    Raises:
        ExpressionError: It is no regular expression, takes too long, or finds too much.
    """
    pattern = expression.encode("utf-8", "surrogatepass")
    pieces = (_HEAD.pack(any_case, len(pattern)), pattern, text.encode("utf-8", "surrogatepass"))
    try:
        answer = run("reader.expressions:answer", pieces, LIMITS)
    except ConfinedError as error:
        raise ExpressionError(_REASONS[error.reason]) from error
    if answer[:1] != b"=":
        raise ExpressionError(answer[1:].decode())
    return list(_PLACE.iter_unpack(answer[1:]))


_REASONS = {
    "time": "it takes too long",
    "memory": "it takes too much memory",
    "failed": "it could not be tried",
}


def answer(request: BinaryIO) -> Iterator[bytes]:
    """In the process: the places, or what is wrong with the expression."""
    any_case, size = _HEAD.unpack(request.read(_HEAD.size))
    expression = request.read(size).decode("utf-8", "surrogatepass")
    try:
        pattern = re.compile(expression, re.MULTILINE | (re.IGNORECASE if any_case else re.NOFLAG))
    except re.error as error:
        yield f"!it is no pattern yet: {error.msg}".encode()
        return
    except (RecursionError, OverflowError):
        yield b"!it is too deep"
        return
    text = request.read().decode("utf-8", "surrogatepass")
    places = bytearray(b"=")
    for count, match in enumerate(match for match in pattern.finditer(text) if match.end() > match.start()):
        if count >= MOST:
            yield b"!it is found more than a million times"
            return
        places += _PLACE.pack(*match.span())
    yield bytes(places)
