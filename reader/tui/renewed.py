"""A later version of the document on the screen, and how the screen looked, to look so again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from reader.document import Document, Span

if TYPE_CHECKING:
    from reader.annotation import Annotation
    from reader.comparison import Changes
    from reader.tui.screens.reading import ReadingScreen


@dataclass
class Renewed(Message):
    """There is a later version of the document on the screen, to be shown in its place.

    Attributes:
        screen: The screen on which the earlier one is.
        document: The later version.
        changes: What is different in it.
        follow: Gives the offset in it for one in the earlier version.
        selected: What of it is selected.
        pointed: The place in the earlier version that was pointed at; -1 for none.
        focused: The name of the list that had the keys; empty for none.
    """

    screen: ReadingScreen
    document: Document
    changes: Changes
    follow: Callable[[int], int]
    selected: Span | None
    pointed: int
    focused: str

    @property
    def annotations(self) -> list[Annotation]:
        """The annotations as they were on the earlier version."""
        return list(self.screen.annotating.annotations)
