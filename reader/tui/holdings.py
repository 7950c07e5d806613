"""Holdings: the documents that the library's screen shows, of the library or of its trash."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reader.opening.addresses import is_address
from reader.titles import ORDERS, Entry, Order, matching, prepare, put_in_order
from reader.tui.commands.command import with_keys
from reader.tui.keeper import KeeperError
from reader.tui.paths import is_file
from reader.tui.preferred import Preferred

if TYPE_CHECKING:
    from reader.library import Library
    from reader.tui.screens.library import LibraryScreen

IN_ORDER: dict[Order, str] = {
    "read": "last read first",
    "title": "by title",
    "author": "by author",
    "notes": "most notes first",
    "added": "last added first",
}

LOOKING = "Looking through the library…"
UNREADABLE = "The library cannot be read."
NOTHING = (
    "Nothing here yet. Press {library-new} to open a file or an address: "
    "what you open is kept here, with your notes."
)
NO_TRASH = "The trash is empty. What you remove from the library stays here for 30 days."


class Holdings:
    """The documents on the shelf: which, and in what order.

    Args:
        screen: The library screen.
        words: What is looked for at first.

    Attributes:
        order: What they are in order by.
        sought: What is looked for; empty for all documents.
        in_trash: Whether they are those of the trash.
    """

    def __init__(self, screen: LibraryScreen, words: str) -> None:
        self._screen = screen
        self._known: list[Entry] | None = None
        self._told: set[str] = set()
        self.order: Order = screen.config.library_order  # type: ignore[assignment]  # as the setting has it
        self.sought = words
        self.in_trash = False

    def refresh(self) -> None:
        """Read the library again, beside the interface, and show it."""
        self._screen.run_worker(self._look(), group="library", exit_on_error=False)

    async def _look(self) -> None:
        screen, first, trash, order = self._screen, self._known is None, self.in_trash, self.order
        try:
            entries, problems = await screen.keeper.call(lambda library: _surveyed(library, trash, order))
        except KeeperError as error:
            screen.status.warn(str(error))
            screen.shelf.empty = UNREADABLE
            screen.shelf.refresh()
            return
        if trash == self.in_trash:
            self._known = entries if order == self.order else put_in_order(entries, self.order)
            self.show(first=first)
            if first and entries and not self.sought:
                screen.shelf.point(max(entries, key=lambda each: each.record.opened).record.id)
            screen.run_worker(partial(prepare, entries), thread=True, group="prepare", exit_on_error=False)
        for problem in problems:
            if problem not in self._told:  # once is enough
                screen.status.warn(problem)
            self._told.add(problem)

    def show(self, *, first: bool = False) -> None:
        """Show the documents that are looked for.

        Args:
            first: Whether the cursor goes to the first one.
        """
        known, words = self._known or [], self.sought.strip()
        found = matching(known, self.sought)
        title = "Trash" if self.in_trash else "Library"
        count = f"{len(known):,} {'document' if len(known) == 1 else 'documents'}"
        if words:
            title += f" · “{words}”"
            count = f"{len(found):,} of {len(known):,}"
        order = "last removed first" if self.in_trash and self.order == "read" else IN_ORDER[self.order]
        self._screen.shelf.show(
            found,
            title=title,
            status=f"{count} · {order}" if known else "",
            order=self.order,
            of_trash=self.in_trash,
            empty=self._empty,
            first=first,
        )
        self._screen.offer()

    @property
    def _empty(self) -> str:
        """What is said where no document is shown."""
        words = self.sought.strip()
        if self._known is None:
            return LOOKING
        if not words:
            return NO_TRASH if self.in_trash else with_keys(NOTHING, self._screen.commands)
        if self.in_trash:
            return f"Nothing in the trash is called “{words}”."
        if is_address(words):
            return "Nothing here is called so. Enter fetches the page at this address."
        if is_file(words):
            return "Nothing here is called so. Enter opens the file of this name."
        return f"Nothing here is called “{words}”, and there is no file of this name. Esc shows everything."

    def find(self, words: str) -> None:
        """Show only the documents that words are found in; all for none."""
        self.sought = words
        self.show(first=True)

    def turn(self) -> None:
        """Show the trash, or the library again."""
        self.in_trash = not self.in_trash
        self._known, self.sought = None, ""
        self.show(first=True)
        self.refresh()

    def sort(self) -> None:
        """Put the documents in the next order."""
        self.put_in_order(ORDERS[(ORDERS.index(self.order) + 1) % len(ORDERS)])

    def put_in_order(self, order: Order) -> None:
        """Put the documents in an order, also from now on."""
        self.order = order
        if self._known is not None:
            self._known = put_in_order(self._known, order)
        self._screen.post_message(Preferred(library_order=order))
        self.show()
        self._screen.status.say(
            f"Sorted {'' if order in ('title', 'author') else 'with the '}{IN_ORDER[order]}."
        )


def _surveyed(library: Library, of_trash: bool, order: Order) -> tuple[list[Entry], list[str]]:
    """The documents of the library or of its trash, and a sentence for each that cannot be read."""
    records, problems = library.discarded() if of_trash else library.survey()
    return put_in_order([Entry(record) for record in records], order), problems
