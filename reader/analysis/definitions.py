"""Abbreviations with their definitions: `Long Form (LF)`.

The letters are matched from the right as by Schwartz and Hearst, "A simple
algorithm for identifying abbreviation definitions in biomedical text" (2003).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BRACKETS = re.compile(r"\(([^\W_][\w.&/-]{1,9})(?:[,;][^)]*)?\)")
_WORDS_BEFORE = re.compile(r"(?:[\w'’&./-]+,? )+$")


def definitions(text: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The definitions in a text.

    Yields:
        The range of the long form and that of the abbreviation, as offsets within the text.
    """
    for match in _BRACKETS.finditer(text):
        short = match[1]
        if sum(char.isupper() for char in short) < 2:
            continue
        before = _WORDS_BEFORE.search(text, max(0, match.start() - 200), match.start())
        if not before:
            continue
        start = _long_form(short, text, before.start(), match.start() - 1)
        if start is not None:
            yield (start, match.start() - 1), match.span(1)


def _long_form(short: str, text: str, first: int, last: int) -> int | None:
    """Where the long form begins that ends at `last`, or None where the letters don't fit."""
    letters = [char.lower() for char in short if char.isalnum()]
    if len(letters) > 1 and letters[-1] == "s" and short[-1] == "s":
        letters.pop()
    place = last
    for number, letter in enumerate(reversed(letters)):
        begins_word = number == len(letters) - 1
        place -= 1
        while place >= first and not (
            text[place].lower() == letter
            and (not begins_word or place == first or not text[place - 1].isalnum())
        ):
            place -= 1
        if place < first:
            return None
    words = text[place:last].split()
    fits = len(words) <= min(len(letters) + 5, 2 * len(letters)) and len(text[place:last]) > len(short)
    return place if fits and text[place].isupper() else None
