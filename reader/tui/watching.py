"""Watching: whether a file has changed since it was read, and has come to rest."""

from __future__ import annotations

from typing import Literal

from reader.tui.lately import Stamp

State = Literal["same", "moving", "changed", "gone"]
"""As it was read; being written, perhaps: look again soon; other than it was; not there any more."""


class Watch:
    """Judges a file by what is seen of it from time to time.

    Editors write a file in more than one step, and many of them by putting another one in its
    place: nothing is said of a file before it is found the same twice. Each state is told once.

    Args:
        read: The stamp of the version that was read.
    """

    def __init__(self, read: Stamp) -> None:
        self._known = self._seen = read

    def look(self, found: Stamp) -> State:
        """Judge the file by how it is found.

        Args:
            found: Its stamp now; None where it is not there.
        """
        before, self._seen = self._seen, found
        if found == self._known:
            return "same"
        if found != before:
            return "moving"
        self._known = found
        return "changed" if found else "gone"
