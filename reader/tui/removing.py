"""Removing: documents leave the library, and come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.sanitise import line
from reader.tui.commands.command import with_keys
from reader.tui.keeper import KeeperError

if TYPE_CHECKING:
    from reader.library import Record
    from reader.tui.screens.library import LibraryScreen


WAYS_BACK = "{library-restore} brings it back, {library-trash} shows the trash."


class Removing:
    """The library screen's commands about the trash.

    Args:
        screen: The library screen.
    """

    def __init__(self, screen: LibraryScreen) -> None:
        self._screen = screen
        self._removed: list[str] = []

    def ask(self, record: Record) -> None:
        """Ask whether a document is to be removed, and remove it then."""
        from reader.tui.screens.choosing import Choice, ChoosingScreen, Question

        if self._is_open(record):
            self._screen.status.say("This one is open, under the library: open another one first.")
            return
        count = f"{record.notes:,} notes" if record.notes > 1 else "note"
        notes = f" with its {count}" if record.notes else ""
        choices = [
            Choice("remove", "Yes, remove it", "stays in the trash for 30 days"),
            Choice("keep", "No, keep it"),
        ]
        question = Question(f"Remove “{line(record.title)}”{notes} from the library?", choices)

        def answered(answer: str, _scope: object) -> None:
            if answer == "remove":
                self._screen.run_worker(self._remove(record), group="removing", exit_on_error=False)

        self._screen.app.push_screen(ChoosingScreen(question, answered))

    def _is_open(self, record: Record) -> bool:
        """Whether somebody reads the document, under the library."""
        from reader.tui.screens.reading import ReadingScreen

        under = (each for each in self._screen.app.screen_stack if isinstance(each, ReadingScreen))
        return record.id in (each.keeping.record_id for each in under)

    async def _remove(self, record: Record) -> None:
        screen = self._screen
        try:
            await screen.keeper.call(lambda library: library.discard(record.id))
        except KeeperError as error:
            screen.status.warn(str(error))
            return
        self._removed.append(record.id)
        if screen.behind == record.id:
            screen.behind = ""
        keys = with_keys(
            "{library-restore} brings it back, {library-trash} shows the trash.", screen.commands
        )
        screen.status.say(f"Removed “{line(record.title)}”. {keys}")
        screen.holdings.refresh()

    def restore(self) -> None:
        """Bring back what was removed last."""
        if self._removed:
            self.recover(self._removed.pop())
        else:
            words = "Nothing has been removed just now: {library-trash} shows the trash."
            self._screen.status.say(with_keys(words, self._screen.commands))

    def recover(self, record_id: str) -> None:
        """Bring a document back from the trash."""
        screen = self._screen

        async def run() -> None:
            try:
                record = await screen.keeper.call(lambda library: library.recover(record_id))
            except KeeperError as error:
                screen.status.warn(str(error))
                return
            self._removed = [each for each in self._removed if each != record_id]
            screen.status.say(f"“{line(record.title)}” is in the library again, with its notes.")
            screen.holdings.refresh()

        screen.run_worker(run(), group="recovering", exit_on_error=False)
