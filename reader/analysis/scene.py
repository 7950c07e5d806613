"""A passage with what stands between its quotation marks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from reader.analysis.marks import Stretch, find_marked
from reader.analysis.parse import Passage


@dataclass(frozen=True)
class Scene:
    """A passage with the stretches between its quotation marks.

    Attributes:
        passage: The parse.
        stretches: The marked stretches, with offsets within the passage.
    """

    passage: Passage
    stretches: tuple[Stretch, ...]

    @classmethod
    def of(cls, passage: Passage) -> Scene:
        """The scene of a passage."""
        return cls(passage, find_marked(passage.text))

    @cached_property
    def ranges(self) -> tuple[range, ...]:
        """The tokens of each stretch."""
        base = self.passage.start
        return tuple(self.passage.between(base + s.start, base + s.end) for s in self.stretches)

    @cached_property
    def quoted(self) -> frozenset[int]:
        """The indices of all tokens between marks."""
        return frozenset(index for tokens in self.ranges for index in tokens)

    def inner(self, number: int) -> str:
        """The text of a stretch without its marks."""
        stretch = self.stretches[number]
        return self.passage.text[stretch.start : stretch.end].strip("“”\"„‟«»‘’'` ")
