"""Keeping: what the library has of the document on the screen, and every change of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.timer import Timer

from reader.tui.commands.command import first_key
from reader.tui.keeper import Keeper, KeeperError

if TYPE_CHECKING:
    from reader.annotation import Annotation
    from reader.corrections import Correction
    from reader.library import Library, Record
    from reader.tui.screens.reading import ReadingScreen

REST = 2.0
"""Seconds without scrolling after which the place is kept."""

LOOK = 0.5
"""Seconds between two looks at whether another program has changed what is kept."""

PATIENCE = 1.0
"""Seconds for which the engine waits to know where the reader left."""


REMOVED = "Another Reader has removed this article from the library. Open it again to bring its notes back."
NEWER = "There is a newer version of this article in the library"


@dataclass(frozen=True, slots=True)
class Kept:
    """What the library has of a document.

    Attributes:
        annotations: Its annotations, in reading order.
        corrections: Those that hold in it.
        problem: A sentence where they cannot be read; else empty.
        stamp: The version of the files that was read, or an older one.
    """

    annotations: Sequence[Annotation]
    corrections: Sequence[Correction]
    problem: str
    stamp: object


class Keeping:
    """Calls the library for one document, and shows what it holds then.

    Args:
        screen: The reading screen.
        keeper: The library.
        entered: The document's record, as soon as the library has it.
    """

    def __init__(self, screen: ReadingScreen, keeper: Keeper, entered: Future[Record]) -> None:
        self._screen = screen
        self._keeper = keeper
        self._entered = entered
        self._rest: Timer | None = None
        self._shown: Kept | None = None
        self._looking = False
        self._told = ""
        self.record_id = ""

    # What is kept

    async def enter(self) -> None:
        """Show what is kept, and go to where the reader left."""
        screen = self._screen
        try:
            record = await asyncio.wrap_future(self._entered)
            kept = await self._keeper.call(lambda library: _kept(library, record.id))
        except KeeperError as error:
            screen.status.warn(str(error))
            return
        self.record_id = record.id
        if record.position and screen.article.top == 0 and not screen.selecting.selection:
            screen.article.go_to_row(screen.article.layout_.row_of(record.position))
        self._show(kept)
        screen.set_interval(LOOK, self._look_beside)
        if kept.problem:
            screen.status.warn(kept.problem)

    async def entered(self) -> str:
        """The id of the document's record, once the library has it.

        Raises:
            KeeperError: It refused the document.
        """
        self.record_id = (await asyncio.wrap_future(self._entered)).id
        return self.record_id

    def left_at(self) -> int:
        """The offset where the reader left, once the library tells; for threads, as it may take its time."""
        try:
            return self._entered.result(PATIENCE).position
        except (KeeperError, TimeoutError):  # `enter` tells of what is wrong
            return 0

    def _show(self, kept: Kept) -> None:
        self._shown = kept
        self._screen.annotating.show(kept.annotations)
        self._screen.mending.show(kept.corrections)

    # What other programs do meanwhile

    def _look_beside(self) -> None:
        if self._screen.is_current and not self._looking:
            self._looking = True
            self._screen.run_worker(self._look(), group="look", exit_on_error=False)

    async def _look(self) -> None:
        """Show what another program has changed, if any has."""
        record_id, sha256, shown = self.record_id, self._screen.document.sha256, self._shown
        before = shown.stamp if shown else None
        key = first_key(self._screen.commands, "read-again")
        newer = f"{NEWER}: {key} reads it again." if key else f"{NEWER}."
        try:
            kept = await self._keeper.call(
                lambda library: _changed(library, record_id, sha256, before, newer)
            )
        except KeeperError as error:
            if str(error) != self._told:  # once is enough
                self._screen.status.warn(str(error))
            self._told = str(error)
            return
        finally:
            self._looking = False
        self._told = ""
        if kept and self._shown is shown:  # else there is something newer on the screen by now
            if shown and (kept.annotations, kept.corrections) == (shown.annotations, shown.corrections):
                self._shown = kept
            else:
                self._show(kept)

    # Changing it

    def change(
        self,
        verb: Callable[[Library], object],
        said: str = "",
        *,
        then: Callable[[object], None] | None = None,
        otherwise: Callable[[], None] | None = None,
    ) -> None:
        """Call a verb of the library beside the interface, and show what it holds then.

        Args:
            verb: What is called; a sentence that it returns is said.
            said: What is said else.
            then: Called with what the verb returned, once that is shown.
            otherwise: Called where it could not be kept.
        """

        async def run() -> None:
            try:
                result = await self.keep(verb, said)
            except KeeperError as error:
                self._screen.status.warn(str(error))
                if otherwise:
                    otherwise()
            else:
                if then:
                    then(result)

        self._screen.run_worker(run(), group="library", exit_on_error=False)

    async def keep(self, verb: Callable[[Library], object], said: str) -> object:
        """As `change`, but wait for it.

        Raises:
            KeeperError: The store refused; nothing has changed.
        """
        await self.entered()

        def change_and_read(library: Library) -> tuple[object, Kept]:
            result = verb(library)
            return result, _kept(library, self.record_id)

        result, kept = await self._keeper.call(change_and_read)
        self._show(kept)
        self._screen.status.say(result if isinstance(result, str) else said)
        return result

    def refresh(self) -> None:
        """Show what is kept by now: the document may have been annotated on another screen."""
        self.change(lambda _library: None)

    def undo(self) -> None:
        """Take back the last change."""
        self.change(lambda library: library.undo(self.record_id) or "Nothing to undo.")

    def redo(self) -> None:
        """Do again what was taken back."""
        self.change(lambda library: library.redo(self.record_id) or "Nothing to redo.")

    # The place

    def rest(self) -> None:
        """Keep the place when the page has not moved for a while."""
        if self._rest:
            self._rest.stop()
        self._rest = self._screen.set_timer(REST, self._remember_beside)

    def _remember_beside(self) -> None:
        self._screen.run_worker(self.remember(), group="place", exclusive=True, exit_on_error=False)

    async def remember(self) -> None:
        """Keep the place where the page is."""
        record_id, article = self.record_id, self._screen.article
        position, seen = article.position, article.seen.end
        if record_id:
            try:
                await self._keeper.call(lambda library: library.remember(record_id, position, seen))
            except KeeperError as error:
                if not self._told:  # else the reader knows already that something is wrong there
                    self._screen.status.warn(str(error))


def _kept(library: Library, record_id: str) -> Kept:
    """What the library has of a document; its corrections are left out where they cannot be read."""
    from reader.store import StoreError

    stamp = library.stamp(record_id)  # before the rest: what changes meanwhile is seen at the next look
    annotations = library.annotations(record_id)
    try:
        return Kept(annotations, library.corrections(record_id), "", stamp)
    except StoreError as error:
        return Kept(annotations, [], str(error), stamp)


def _changed(library: Library, record_id: str, sha256: str, before: object, newer: str) -> Kept | None:
    """What the library has of a document, if that is not what it was.

    Args:
        library: The library.
        record_id: The document's record.
        sha256: The version of the document that is read.
        before: The version of the files that is known.
        newer: What is said where the library has a newer version of the document.

    Raises:
        KeeperError: It is of another version of the document, or there is nothing any more.
    """
    if library.stamp(record_id) == before:
        return None
    record = library.find(record_id)
    if record is None:
        raise KeeperError(REMOVED)
    if record.sha256 != sha256:
        raise KeeperError(newer)
    return _kept(library, record_id)
