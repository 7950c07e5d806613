"""What is written to the terminal: text on whose width terminals differ is held in its cells.

Families of emoji, flags, keycaps, Indian vowel signs and joiners take one, two or six cells, by
the terminal and its age, and nothing tells which. So each stretch of such text is written between
a saved and a restored position of the cursor, over as many blanks as it was given cells: whatever
a terminal makes of it, all that follows on the row stands where it belongs.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache

from rich.cells import cell_len
from textual.driver import Driver

from reader.page.bidi import BLANK
from reader.page.width import graphemes

_SEQUENCE = r"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P_^X][^\x1b\x07]*(?:\x07|\x1b\\)|[ -/]*[0-~])"
_COMPLEX = "\u0900-\u109f\u1700-\u18af\u1900-\u1cff\ua800-\ua9ff\uaa00-\uabff\U00011000-\U00011fff"
"""Scripts with vowel signs beside, and letters that melt into one."""
_EMOJI = "\U0001f000-\U0001faff"
_INVISIBLE = "\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef"
_ACCENTS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_DISPUTED = f"{_COMPLEX}{_EMOJI}{_INVISIBLE}{_ACCENTS}"
_LETTERS = re.compile(f"[{_COMPLEX}]")
_ANY = re.compile(f"[{_DISPUTED}]")
_HELD = re.compile(
    f"{_SEQUENCE}|[^\x00-\x20\x7f-\xa0]?[{_DISPUTED}]+(?:(?<=\u200d)[^\x00-\x20\x7f-\xa0][{_DISPUTED}]*)*"
)
"""An escape sequence, which stays; or a stretch of text on whose width terminals differ."""

_ON_A_CONSOLE = str.maketrans(f"{BLANK}▏▕┊╷━▁▂▃▅▆▇●◆▸▾↳✓›", " ││││─__▄▄██•♦►▼└√>")
"""What the Linux console is given for signs that its fonts, of 256 or 512 glyphs, do not have: others of code
page 437, which all have."""


def held(data: str) -> str:
    """What is sent to a terminal, with all text that could be wider or narrower held in its cells.

    Args:
        data: Text with escape sequences.
    """
    return _HELD.sub(lambda found: _hold(found[0]), data) if _ANY.search(data) else data


@lru_cache(maxsize=1 << 12)
def _hold(text: str) -> str:
    if text[0] == "\x1b":
        return text
    if _LETTERS.search(text):  # together, so that a terminal that shapes them sees whole words
        return _in_cells(text, cell_len(text))
    return "".join(_in_cells(text[start:end], width) for start, end, width in graphemes(text))


def _in_cells(text: str, size: int) -> str:
    if text.isascii():
        return text
    after = f"\x1b8\x1b[{size}C" if size else "\x1b8"
    return f"\x1b7{' ' * size}\x1b8{text}{after}"


def holding(driver: type[Driver]) -> type[Driver]:
    """A driver that writes as another does, with all text held in its cells."""
    console = os.environ.get("TERM") == "linux"

    class Holding(driver):  # type: ignore[valid-type, misc]
        def write(self, data: str) -> None:
            super().write(held(data.translate(_ON_A_CONSOLE) if console else data))

    return Holding
