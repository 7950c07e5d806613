"""Reloading: the document is read again when its file has changed, and all stays where it was."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from reader.anchoring import place
from reader.annotation import Target
from reader.comparison import carried, compare, followed
from reader.document import Document, Span
from reader.opening import STDIN, LockedError, OpenError
from reader.opening.addresses import is_address
from reader.sanitise import line
from reader.tui.commands.command import first_key
from reader.tui.keeper import KeeperError
from reader.tui.lately import stamp
from reader.tui.renewed import Renewed
from reader.tui.watching import Watch

if TYPE_CHECKING:
    from reader.annotation import Annotation
    from reader.comparison import Changes
    from reader.tui.screens.reading import ReadingScreen

LOOK = 2.0
"""Seconds between two looks at the file."""

SETTLE = 0.5
"""Seconds after which a file that is being written is looked at again."""

NOWHERE = "This was piped in: there is nothing to read it from again."
UNCHANGED = "It is read again: nothing has changed."
SELECTED = "What you have selected is not in the file any more: Esc lets go of it."


class Reloading:
    """Looks after the file of the document, and shows what is in it by now.

    Args:
        screen: The reading screen.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._source = screen.document.source
        self._looking = False
        self._changed = False  # whether there is a later version
        self._later: Document | None = None  # that version, where it has been read
        self._trouble = ""
        self._watch: Watch | None = None
        self._renewed: Renewed | None = None

    @property
    def _is_file(self) -> bool:
        return bool(self._source) and self._source != STDIN and not is_address(self._source)

    def begin(self) -> None:
        """Look after the file from now on, if the reader wants that; and go on with what was resumed."""
        screen = self._screen
        if self._is_file and screen.config.reload != "off":
            read = screen.keeper.lately.stamp(self._source)
            if read:  # else there is no such file: the text is kept
                self._watch = Watch(read)
                screen.set_interval(LOOK, self._look)
        if event := self._renewed:
            self._renewed = None
            self._go_on(event)
            telling = self._tell(event.changes, event.annotations)
            screen.run_worker(telling, group="renew", exit_on_error=False)

    # Looking after the file

    def _look(self) -> None:
        if self._screen.is_current and not self._looking:
            self._looking = True
            self._screen.run_worker(self._look_once(), group="watch", exit_on_error=False)

    async def _look_once(self) -> None:
        try:
            assert self._watch
            state = self._watch.look(await asyncio.to_thread(stamp, self._source))
            while state == "moving":
                await asyncio.sleep(SETTLE)
                state = self._watch.look(await asyncio.to_thread(stamp, self._source))
            if state == "gone":
                self._tell_trouble(f"{self._name} is not there any more. What was read of it stays here.")
            elif state == "changed":
                await self._read_beside()
            elif self._changed:
                self._offer()
        finally:
            self._looking = False

    async def _read_beside(self) -> None:
        """Read the file again while the earlier version stays on the screen."""
        anew = self._screen.following.visiting.anew
        try:
            later = await asyncio.to_thread(anew, self._source)
        except LockedError:  # its password is asked for when the reader wants to read it
            self._changed, self._later = True, None
        except OpenError as error:
            self._tell_trouble(f"{str(error).rstrip('.')}. What was read before stays here.")
            return
        else:
            self._changed = later != self._screen.document
            self._later = later if self._changed else None
        self._trouble = ""
        if self._changed:
            self._offer(first=True)
        else:
            self._tell_news("")

    def _offer(self, *, first: bool = False) -> None:
        """Show the later version where that disturbs nothing, or say that there is one."""
        if self._screen.config.reload == "auto" and self._later and self._is_idle:
            self._show(self._later)
        elif first:
            self._tell_news(f"changed: {self._keys}" if self._keys else "changed")
            asks = f": {self._keys} reads it again" if self._keys else ""
            if self._is_idle:
                self._screen.status.say(f"The file has changed{asks}.")

    @property
    def _is_idle(self) -> bool:
        """Whether the reader is in the midst of nothing."""
        screen = self._screen
        busy = screen.prompt.is_open or screen.page.selecting.selection or screen.footnote.view
        return screen.is_current and not busy and not screen.keys.pending

    @property
    def _keys(self) -> str:
        return first_key(self._screen.commands, "read-again")

    @property
    def _name(self) -> str:
        return line(Path(self._source).name)

    def _tell_news(self, words: str) -> None:
        self._screen.status.news = words
        self._screen.status.show_place()

    def _tell_trouble(self, words: str) -> None:
        """Say that the file cannot be read now; once, until it can be."""
        if words != self._trouble:
            self._screen.status.note(words)
        self._trouble = words

    # Showing what is in it

    def read_again(self) -> None:
        """Read the document again from where it came, and show it as it is now."""
        if self._later:
            self._show(self._later)
        elif self._source in ("", STDIN):
            self._screen.status.say(NOWHERE)
        else:
            self._screen.following.visiting.read_again(self._screen.document, self._compare)

    def _compare(self, document: Document) -> None:
        if document != self._screen.document:
            self._show(document)
            return
        self._changed, self._later, self._trouble = False, None, ""
        self._tell_news("")
        self._screen.status.say(UNCHANGED)
        self._screen.keeper.submit(lambda library: library.enter(document, opening=False))  # the new visit

    def _show(self, document: Document) -> None:
        showing = self._replace(document)
        self._screen.run_worker(showing, group="renew", exclusive=True, exit_on_error=False)

    async def _replace(self, document: Document) -> None:
        """Have a later version shown in the place of this one, with the same passage selected."""
        screen = self._screen
        span, selected = screen.page.selecting.span, None
        if span:
            found = place(Target.of(screen.document.text, span.start, span.end), document.text)
            if found.state not in ("exact", "moved"):
                screen.status.say(SELECTED)
                return
            selected = Span(found.start, found.end)
        changes = await asyncio.to_thread(compare, screen.document, document)
        follow = await asyncio.to_thread(followed, screen.document, document)
        if screen.page.selecting.span == span:  # else the reader went on meanwhile, and may ask again
            focused = screen.panels.focused
            pointed = screen.article.pointing.place
            screen.post_message(
                Renewed(
                    screen, document, changes, follow, selected, pointed, str(focused.id) if focused else ""
                )
            )

    # After that, on the new screen

    def resume(self, event: Renewed) -> None:
        """Look as the screen did with the earlier version. To be called before this screen is shown."""
        screen, before, follow = self._screen, event.screen, event.follow
        article, old = screen.article, before.article
        above = old.layout_.row_of(old.position) - old.top
        article.begin_at(follow(old.position) if old.top else 0, above)
        screen.panels.resume(before.panels)
        screen.following.jumps.resume(before.following.jumps, follow)
        self._renewed = event

    def _go_on(self, event: Renewed) -> None:
        """What of that can be done only when the page is there."""
        screen, before = self._screen, event.screen
        listing = screen.panels.listings[event.focused] if event.focused else None
        if listing and listing.display:
            listing.focus()
        pointed = event.follow(event.pointed) if event.pointed >= 0 else -1
        if event.selected:
            screen.selecting.select(event.selected)
        elif pointed >= 0 and screen.article.is_visible(pointed):
            screen.selecting.expect(pointed)
        screen.searching.resume(before.searching)
        if before.appearance.focused:
            screen.appearance.focus()

    async def _tell(self, changes: Changes, before: list[Annotation]) -> None:
        """Say what has changed, and what has become of the annotations."""
        screen = self._screen
        try:
            record_id = await screen.keeping.entered()
            after = await screen.keeper.call(lambda library: library.annotations(record_id))
        except KeeperError:  # the screen tells already that the library refused the document
            return
        placed = carried(before, after)
        words = f"Read again: {_told(changes)}." if changes else "Read again."
        if placed.orphaned > sum(each.orphan for each in before):
            screen.status.note(f"{words} Your notes: {placed}.")
        else:
            screen.status.say(words)


def _told(changes: Changes) -> str:
    """How much has changed: `2 paragraphs new, 1 changed`."""
    count, _, rest = str(changes).partition(" ")
    return f"{count} paragraph{'' if count == '1' else 's'} {rest}"
