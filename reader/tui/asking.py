"""Asking: words for a search are typed, or taken from the searches before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.search import Query
from reader.tui.bars import Prompt

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen
    from reader.tui.searching import Searching

PAUSE = 0.12
"""Seconds after a key until a longer text, or for an expression any, is searched."""

OPENING = "/…/ for a pattern · ↑ earlier ones"
"""What is told before anything is typed."""


class Asking:
    """The question of a search, and what was asked before.

    Args:
        screen: The reading screen.
        searching: What searches for the words.
    """

    def __init__(self, screen: ReadingScreen, searching: Searching) -> None:
        self._screen = screen
        self._searching = searching
        self._submitted = Query("")
        self._history: list[str] = []
        self._recalled = 0
        self._draft = ""
        self._row = self._position = 0

    def ask(self) -> None:
        """Ask for words; matches show while they are typed, and Esc goes back."""
        self._row, self._position = self._screen.article.top, self._screen.article.position
        self._recalled = len(self._history)
        self._screen.prompt.ask(
            Prompt.Question(
                "/",
                self._submit,
                on_change=self._type,
                on_cancel=self._cancel,
                keys={"up": self._earlier, "down": self._later, "tab": self._submit_to_list},
            )
        )
        self._screen.prompt.tell(OPENING)

    def accept(self, typed: str, query: Query) -> None:
        """Keep what is searched for from now on, and that it can be asked for again."""
        self._history = [each for each in self._history if each != typed] + [typed]
        self._submitted = query

    def resume(self, before: Asking) -> None:
        """Go on from what was asked about an earlier version of the document."""
        self._history, self._submitted = before._history, before._submitted

    def _type(self, typed: str) -> None:
        query = Query.typed(typed)
        if query:
            self._searching.look(query, self._position, self._show_typed, pause=PAUSE)
        else:
            self._searching.forget()
            self._go_back()
            self._screen.prompt.tell("" if typed.strip() else OPENING)

    def _show_typed(self) -> None:
        found = self._searching.found
        if not self._searching.show() and found.complete:
            self._go_back()
        if self._screen.prompt.is_open:
            more = " · Tab lists them" if len(found.matches) > 1 else ""
            self._screen.prompt.tell(f"{self._searching.count}{more}")

    def _go_back(self) -> None:
        """Go to where the page was when words were asked for."""
        self._screen.article.go_to_row(self._row)

    def _submit(self, typed: str, then: Callable[[], None] | None = None) -> None:
        query, searching = Query.typed(typed), self._searching
        then = then or searching.arrive
        if query:
            self.accept(typed, query)
            if searching.found.complete and query == searching.query:
                then()
            else:
                searching.look(query, self._position, then)
        elif self._submitted:
            searching.query = self._submitted
            searching.next()

    def _submit_to_list(self) -> None:
        typed = self._screen.prompt.typed
        if Query.typed(typed):
            self._screen.prompt.close()
            self._submit(typed, self._searching.open_list)

    def _cancel(self) -> None:
        self._searching.clear()
        self._searching.query = self._submitted
        self._go_back()

    # What was asked before

    def _earlier(self) -> None:
        self._recall(self._recalled - 1)

    def _later(self) -> None:
        self._recall(self._recalled + 1)

    def _recall(self, index: int) -> None:
        """Put a search of before in the place of what is typed, which is kept behind the last one."""
        if not 0 <= index <= len(self._history):
            return
        if self._recalled == len(self._history):
            self._draft = self._screen.prompt.typed
        self._recalled = index
        self._screen.prompt.type([*self._history, self._draft][index])
