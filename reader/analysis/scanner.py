"""Finds many known phrases in a text at once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

_RUN = re.compile(r"[^\W_]+")
_ADDRESS = frozenset("@/#_\\")


class Scanner:
    """A set of phrases to look for.

    A phrase matches as written, case included, where neither a letter nor a
    digit touches it and it is no part of a web address. Of several phrases that
    begin at one place the longest is found; matches do not overlap.

    Args:
        phrases: What to look for; each begins with a letter or a digit.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: defaultdict[str, list[str]] = defaultdict(list)
        for phrase in set(phrases):
            if first := _RUN.match(phrase):
                self._by_first[first.group()].append(phrase)
        for alike in self._by_first.values():
            alike.sort(key=len, reverse=True)

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """The ranges of the phrases that stand in a text, in reading order, as offsets within it."""
        free = 0
        for run in _RUN.finditer(text):
            start = run.start()
            if start < free or _in_address(text, start):
                continue
            for phrase in self._by_first.get(run.group(), ()):
                end = start + len(phrase)
                if text.startswith(phrase, start) and not text[end : end + 1].isalnum():
                    yield start, end
                    free = end
                    break


def _in_address(text: str, start: int) -> bool:
    """Whether the word at `start` is a part of a web address, a handle or a path."""
    before = text[start - 1] if start else " "
    return before in _ADDRESS or (before == "." and start > 1 and text[start - 2].islower())
