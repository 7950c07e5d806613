"""Pictures are decoded in a process of its own, many at once, so that none of them can do harm.

Of a picture that brings the process down only that picture is lost: the others
are asked for again, in halves.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from reader.confine import ConfinedError, Limits, run
from reader.page.pictures import Colour, Pixels, Run, half_blocks
from reader.page.raster import DAMAGED, PROBLEMS

Cells = tuple[tuple[Run, ...], ...]
"""A picture's cells, row by row."""
Key = TypeVar("Key")
Found = TypeVar("Found")
_Asked = tuple[Key, bytes, list[Any]]
"""A picture's key and its file, and what the function is called with besides the file."""
_Batch = list[_Asked[Key]]

LIMITS = Limits(memory=512, seconds=5)
"""What the process may use: the largest picture that is decoded takes 300 MiB and a second or two."""
MOST_AT_ONCE = 32_000_000
"""Bytes of the pictures that are handed to one process."""

_FALLEN = {"memory": "too large for the memory", "time": "too slow to decode", "failed": DAMAGED}


class NotDrawn(str):
    """Why a picture is not drawn, to end a sentence that begins with how many: `damaged`."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture that is to be drawn.

    Attributes:
        data: Its file.
        columns: How many cells wide.
        rows: How many cells high.
    """

    data: bytes
    columns: int
    rows: int


def measured(files: Iterable[tuple[Key, bytes]], limits: Limits = LIMITS) -> dict[Key, Pixels | NotDrawn]:
    """The sizes of pictures.

    Args:
        files: Their files, taken one after another; no more are held at once than `MOST_AT_ONCE`.
        limits: What a process may use.
    """

    def taken(answer: bytes, batch: _Batch[Key]) -> dict[Key, Pixels | NotDrawn]:
        return {key: _pixels(each) for (key, *_), each in zip(batch, json.loads(answer), strict=True)}

    return _answered("sizes", ((key, data, []) for key, data in files), taken, limits)


def drawn(
    files: Mapping[Key, Wanted], ground: Colour, limits: Limits = LIMITS
) -> dict[Key, Cells | NotDrawn]:
    """Pictures in cells.

    Args:
        files: The pictures.
        ground: What is seen through them where they are transparent.
        limits: What a process may use.
    """

    def taken(answer: bytes, batch: _Batch[Key]) -> dict[Key, Cells | NotDrawn]:
        head, _, raw = answer.partition(b"\n")
        found: dict[Key, Cells | NotDrawn] = {}
        for (key, *_), problem in zip(batch, json.loads(head), strict=True):
            if problem:
                found[key] = _not_drawn(problem)
                continue
            columns = files[key].columns
            length = 3 * columns * 2 * files[key].rows
            if len(raw) < length:
                raise ValueError
            found[key], raw = half_blocks(raw[:length], columns), raw[length:]
        return found

    asked = ((key, each.data, [each.columns, each.rows, ground]) for key, each in files.items())
    return _answered("pixels", asked, taken, limits)


def _answered(
    function: str,
    asked: Iterable[_Asked[Key]],
    taken: Callable[[bytes, _Batch[Key]], dict[Key, Found | NotDrawn]],
    limits: Limits,
) -> dict[Key, Found | NotDrawn]:
    """What a function of `reader.page.raster` says of some pictures.

    Args:
        function: The function's name.
        asked: The pictures.
        taken: What an answer says. Raises ValueError or TypeError where it makes no sense.
        limits: What a process may use.
    """
    found: dict[Key, Found | NotDrawn] = {}
    for whole in _batches(asked):
        left = [whole]
        while left:
            batch = left.pop()
            head = [(len(data), arguments) for _, data, arguments in batch]
            request = (json.dumps(head).encode(), b"\n", *(data for _, data, _ in batch))
            try:
                found |= taken(run(f"reader.page.raster:{function}", request, limits), batch)
            except (ConfinedError, ValueError, TypeError, RecursionError) as error:
                half = len(batch) // 2
                if half:
                    left += (batch[:half], batch[half:])
                else:
                    reason = error.reason if isinstance(error, ConfinedError) else "failed"
                    found[batch[0][0]] = NotDrawn(_FALLEN[reason])
    return found


def _batches(asked: Iterable[_Asked[Key]]) -> Iterator[_Batch[Key]]:
    """Pictures in groups that are not too large."""
    batch: _Batch[Key] = []
    size = 0
    for each in asked:
        size += len(each[1])
        if batch and size > MOST_AT_ONCE:
            yield batch
            batch, size = [], len(each[1])
        batch.append(each)
    if batch:
        yield batch


def _pixels(found: Any) -> Pixels | NotDrawn:
    """A size, or why there is none.

    Raises:
        ValueError, TypeError: It is neither.
    """
    if isinstance(found, str):
        return _not_drawn(found)
    width, height = found
    if type(width) is not int or type(height) is not int or min(width, height) < 1:
        raise ValueError
    return Pixels(width, height)


def _not_drawn(problem: Any) -> NotDrawn:
    """Why a picture is not drawn, of what the process may say."""
    return NotDrawn(problem if problem in PROBLEMS else DAMAGED)
