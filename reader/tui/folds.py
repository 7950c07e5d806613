"""Folds: which sections of an outline are folded away, and what is seen of it then."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.document import Section

OPEN_LEVELS = 2
"""Levels of a long outline that are seen at first: the parts of a book, and their chapters."""


class Folds:
    """An outline of which some sections are folded.

    A section is named by its place in the outline, from 0 on.

    Args:
        outline: The sections, in reading order.
    """

    def __init__(self, outline: Sequence[Section]) -> None:
        self._outline = outline
        self._parents: list[int] = []
        self._counts = [0] * len(outline)
        self.depths: list[int] = []
        """How deep each section lies: a level that is left out (a heading of level 3 under one of
        level 1) is none."""
        over: list[int] = []
        for index, section in enumerate(outline):
            while over and outline[over[-1]].level >= section.level:
                over.pop()
            self._parents.append(over[-1] if over else -1)
            self.depths.append(len(over))
            for each in over:
                self._counts[each] += 1
            over.append(index)
        self._folded: set[int] = set()

    def count(self, index: int) -> int:
        """The number of sections below one."""
        return self._counts[index]

    def parent(self, index: int) -> int | None:
        """The section that one lies in, or None."""
        return self._parents[index] if self._parents[index] >= 0 else None

    def is_folded(self, index: int) -> bool:
        """Whether the sections below one are folded away."""
        return index in self._folded

    def set(self, index: int, *, folded: bool) -> bool:
        """Fold a section, or unfold it.

        Returns:
            Whether that has changed anything: not where there is nothing below it.
        """
        if not self._counts[index] or (index in self._folded) == folded:
            return False
        self._folded ^= {index}
        return True

    def fold_below(self, levels: int) -> None:
        """Fold what is below the upper levels: with 1 the outermost sections are seen; with 0 all are."""
        self._folded = {
            index
            for index, depth in enumerate(self.depths)
            if levels and depth >= levels - 1 and self._counts[index]
        }

    def visible(self) -> list[int]:
        """The sections that are seen."""
        seen: list[int] = []
        after = 0
        for index in range(len(self._outline)):
            if index >= after:
                seen.append(index)
                after = index + 1 + (self._counts[index] if index in self._folded else 0)
        return seen

    def shown(self, index: int) -> int:
        """A section where it is seen, else the nearest one around it that is."""
        found = index
        while (index := self._parents[index]) >= 0:
            if index in self._folded:
                found = index
        return found

    # From one time to the next

    @property
    def names(self) -> list[str]:
        """What the folded sections are known by in a later version of the text, too."""
        names = self._names()
        return [names[index] for index in sorted(self._folded)]

    def restore(self, names: Iterable[str]) -> None:
        """Fold the sections with some names, and no others."""
        wanted = set(names)
        self._folded = {
            index for index, name in enumerate(self._names()) if name in wanted and self._counts[index]
        }

    def _names(self) -> list[str]:
        """The titles; those that are there more than once with their number among these."""
        seen: dict[str, int] = {}
        names = []
        for section in self._outline:
            seen[section.title] = number = seen.get(section.title, 0) + 1
            names.append(section.title if number == 1 else f"{section.title} ({number})")
        return names
