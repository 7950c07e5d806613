"""Documents: from one to another by the library, by a short list, or by one key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from reader.sanitise import line
from reader.tui.commands.command import with_keys
from reader.tui.keeper import KeeperError
from reader.tui.wanted import Wanted
from reader.tui.wording import when

if TYPE_CHECKING:
    from reader.library import Record
    from reader.tui.screens.reading import ReadingScreen

MOST = 12
"""Documents in the short list."""

ALONE = "The library has no other document yet: {library} shows it, and {library-new} opens one there."


class Documents:
    """The commands that go to other documents.

    Args:
        screen: The reading screen.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen

    def library(self) -> None:
        """Show the library."""
        self._screen.post_message(Wanted())

    def recent(self) -> None:
        """Choose one of the documents that were opened last."""
        self._with_others(self._choose)

    def before(self) -> None:
        """Go to the document that was read before this one."""
        self._with_others(lambda others: self._screen.following.visiting.reopen(others[0].id))

    def shelve(self, _action: str) -> None:
        """Show the library, which has this command: it is about a document there."""
        self.library()

    def _choose(self, others: Sequence[Record]) -> None:
        from reader.tui.screens.choosing import Choice, ChoosingScreen, Question

        now = datetime.now().astimezone()
        choices = [Choice(each.id, line(each.title), when(each.opened, now)) for each in others[:MOST]]
        question = Question("Opened lately", choices, verb="goes there")
        self._screen.app.push_screen(
            ChoosingScreen(question, lambda chosen, _scope: self._screen.following.visiting.reopen(chosen))
        )

    def _with_others(self, go: Callable[[Sequence[Record]], None]) -> None:
        """Do something with the documents of the library but the one on the screen, the last read first."""

        async def run() -> None:
            try:
                records = await self._screen.keeper.call(lambda library: library.documents())
            except KeeperError as error:
                self._screen.status.warn(str(error))
                return
            others = [each for each in records if each.id != self._screen.keeping.record_id]
            if others:
                go(others)
            else:
                self._screen.status.say(with_keys(ALONE, self._screen.commands))

        self._screen.run_worker(run(), group="recent", exit_on_error=False)
