"""A passage with what stands between its quotation marks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from reader.analysis.marks import Stretch, find_marked
from reader.analysis.parse import Passage

MARKS = "“”\"„‟«»‘’'`—–― "
"""What stands at the ends of a stretch and is none of its words."""

Form = Literal["direct", "mixed"]
"""Whether a stretch stands as a sentence of its own, or is part of the writer's."""


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
        """The scene of a passage, by its quotation marks."""
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
        return self.passage.text[stretch.start : stretch.end].strip(MARKS)

    def opens(self, number: int) -> bool:
        """Whether a stretch stands at the start of its passage."""
        return not self.passage.text[: self.stretches[number].start].strip()

    def is_whole(self, number: int) -> bool:
        """Whether there is nothing in the passage but the stretch."""
        return self.opens(number) and not self.passage.text[self.stretches[number].end :].strip()

    def form(self, number: int) -> Form:
        """Direct where a stretch stands as a sentence of its own, mixed where it is part of the writer's."""
        return form(self.passage.text, self.stretches[number], first=number == 0)


def form(text: str, stretch: Stretch, *, first: bool) -> Form:
    """Whether a stretch stands as a sentence of its own, or is part of the writer's.

    Args:
        text: The passage's text.
        stretch: The stretch in it.
        first: Whether it is the passage's first one.
    """
    before = text[: stretch.start].rstrip()
    if not before or before[-1] in '.!?:”"»’)':
        return "direct"
    inner = text[stretch.start : stretch.end].strip(MARKS)
    if before[-1] in ",;—–" and (inner[:1].isupper() or not first):
        return "direct"
    return "mixed"
