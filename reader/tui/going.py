"""Going: to a printed page, a part or a heading of the document, by a number or by what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.tui.bars import Prompt
from reader.tui.goals import Goal, NowhereError, goal, headings, numbered, percentage

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen

WAYS_OUT = frozenset({"q", "q!", "wq", "x", "qa"})
"""What vim's users type to close a program."""


class Going:
    """The commands that go to what has a number or a name.

    Args:
        screen: The reading screen.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._found: list[str] = []

    def top(self, number: int = 0) -> None:
        """To the beginning; with a number to the page or the paragraph that has it."""
        if number:
            self._to_number(number)
        else:
            self._screen.front.moving.to_top()

    def bottom(self, number: int = 0) -> None:
        """To the end; with a number to the page or the paragraph that has it."""
        if number:
            self._to_number(number)
        else:
            self._screen.front.moving.to_bottom()

    def percent(self, number: int = -1) -> None:
        """To a percentage of the text."""
        if number < 0:
            self._screen.status.say("Type a number first: 50% goes to the middle of the text.")
        else:
            self._go(percentage(number))

    def ask(self) -> None:
        """Ask where to go; Tab completes a heading, and again another one."""
        self._found = []
        question = Prompt.Question(":", self._submit, complete=self._complete)
        self._screen.prompt.ask(question)

    def _to_number(self, number: int) -> None:
        try:
            self._go(numbered(self._screen.document, number))
        except NowhereError as error:
            self._screen.status.say(str(error))

    def _submit(self, typed: str) -> None:
        if typed.strip() in WAYS_OUT:
            self._screen.program.close()
        elif typed.strip():
            try:
                self._go(goal(self._screen.document, typed))
            except NowhereError as error:
                self._screen.status.say(str(error))

    def _go(self, there: Goal) -> None:
        screen = self._screen
        if there.offset >= 0:
            screen.following.jump(there.offset)
        else:
            screen.footnote.close()
            screen.following.jumps.leave()
            screen.page.moving.to_part(there.part)
        screen.status.say(there.words)

    def _complete(self, typed: str) -> str:
        """What was typed as a whole heading; where it is one that Tab gave, the next one like it."""
        if typed not in self._found:
            self._found = [section.title for section in headings(self._screen.document, typed)]
            return self._found[0] if self._found else typed
        return self._found[(self._found.index(typed) + 1) % len(self._found)]
