"""Selecting what encloses the caret: text objects, and the next larger or smaller passage."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from reader.document import Span
from reader.tui.textobjects import Noun, TextObjects

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen

MISSING = {
    "quotation": "No quotation here.",
    "entity": "No name here.",
    "section": "No section here.",
}
"""What is said where there is no such thing; words, sentences and paragraphs are everywhere."""


class Enclosing:
    """The commands that select whole words, sentences, quotations… round the caret.

    Args:
        screen: The reading screen.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._passed: list[Span] = []
        self._reached: Span | None = None
        self._taken: tuple[Noun, bool, Span] | None = None

    def inner(self, noun: str, count: int = 1) -> None:
        """Select the thing of a kind at the caret, by itself; where it is selected already, one more."""
        self._take(cast(Noun, noun), count, around=False)

    def around(self, noun: str, count: int = 1) -> None:
        """Select the thing of a kind at the caret with what belongs to it; if it is selected, one more."""
        self._take(cast(Noun, noun), count, around=True)

    def grow(self, count: int = 1) -> None:
        """Let the selection be the next larger passage round it: from a word to the whole text."""
        for _ in range(count):
            span = self._span()
            larger = self._objects.larger(span)
            if larger is None:
                self._screen.status.say("That is the whole text.")
                return
            if span != self._reached:
                self._passed = []
            self._passed.append(span)
            self._select(larger)

    def shrink(self, count: int = 1) -> None:
        """Take back what the selection has grown by; if it has not, let it be the next smaller passage."""
        for _ in range(count):
            span = self._span()
            if span == self._reached and self._passed:
                self._select(self._passed.pop())
                continue
            selection = self._screen.selecting.selection
            smaller = (
                self._objects.smaller(span, min(selection.anchor, selection.head)) if selection else None
            )
            if smaller is None:
                self._screen.status.say("That is as small as it gets.")
                return
            self._passed = []
            self._select(smaller)

    @property
    def _objects(self) -> TextObjects:
        screen = self._screen
        return TextObjects(screen.front.article.document, screen.understanding.analysis)

    def _span(self) -> Span:
        """The selected range; without a selection the place where one would begin."""
        selecting = self._screen.selecting
        return selecting.span or Span(selecting.place, selecting.place)

    def _select(self, span: Span) -> None:
        self._screen.selecting.select(span)
        self._reached = self._screen.selecting.span

    def _take(self, noun: Noun, count: int, *, around: bool) -> None:
        selecting, objects = self._screen.selecting, self._objects
        if selecting.span and self._taken == (noun, around, selecting.span):
            span: Span | None = selecting.span
            count += 1
        else:
            span = (objects.around if around else objects.inner)(noun, selecting.place)
        if span is None:
            self._screen.status.say(MISSING.get(noun, "Nothing here."))
            return
        for _ in range(count - 1):
            span = objects.more(noun, span, around=around) or span
        self._select(span)
        self._taken = noun, around, span
