"""Searching in the text as the reader types."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import cached_property, partial
from threading import Event
from typing import TYPE_CHECKING

from reader.document import Document, Span
from reader.expressions import ExpressionError, find
from reader.page.looks import Layer, Look
from reader.page.prose import words
from reader.search import Haystack, Matches, Query
from reader.tui.bars import Prompt

if TYPE_CHECKING:
    from reader.tui.panels.results import ResultsPanel
    from reader.tui.screens.reading import ReadingScreen

QUICK = 200_000
"""Code points of a text that can be searched at every key without being felt: some milliseconds."""

PAUSE = 0.12
"""Seconds after a key until a longer text, or for an expression any, is searched."""

LONGEST = 500
"""Code points of a selection that is searched for at most."""

OPENING = "/…/ for a pattern · ↑ earlier ones"
"""What is told before anything is typed."""


class Searching:
    """The matches of the last search, and the way through them.

    Args:
        screen: The reading screen.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._article = screen.article
        self._document = screen.article.document
        self._query = self._submitted = Query("")
        self._matches = Matches()
        self._current = -1
        self._complete = True
        self._problem = ""
        self._given_up = Event()
        self._begun_at = (0, 0)
        self._history: list[str] = []
        self._recalled = 0
        self._draft = ""

    @cached_property
    def _haystack(self) -> Haystack:
        return Haystack(self._document.text)

    # Asking

    def ask(self) -> None:
        """Ask for words; matches show while they are typed, and Esc goes back."""
        self._begun_at = self._article.top, self._article.position
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

    def _type(self, typed: str) -> None:
        query = Query.typed(typed)
        if query:
            self._look(query, self._begun_at[1], self._show_typed, pause=PAUSE)
        else:
            self._forget()
            self._article.go_to_row(self._begun_at[0])
            self._screen.prompt.tell("" if typed.strip() else OPENING)

    def _show_typed(self) -> None:
        if self._matches:
            self._show()
        else:
            self._mark()
            if self._complete:
                self._article.go_to_row(self._begun_at[0])
        if self._screen.prompt.is_open:
            more = " · Tab lists them" if len(self._matches) > 1 else ""
            self._screen.prompt.tell(f"{self._count()}{more}")

    def _submit(self, typed: str, then: Callable[[], None] | None = None) -> None:
        query = Query.typed(typed)
        if query:
            self._remember(typed)
            self._submitted = query
            if not (self._complete and query == self._query):
                self._look(query, self._begun_at[1], then or self._arrive)
            else:
                (then or self._arrive)()
        elif self._submitted:
            self._query = self._submitted
            self._step(1)

    def _submit_to_list(self) -> None:
        typed = self._screen.prompt.typed
        if Query.typed(typed):
            self._screen.prompt.close()
            self._submit(typed, self._open_list)

    def _cancel(self) -> None:
        self.clear()
        self._query = self._submitted
        self._article.go_to_row(self._begun_at[0])

    def _remember(self, typed: str) -> None:
        self._history = [each for each in self._history if each != typed] + [typed]

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

    # Looking

    def _look(self, query: Query, begin: int, then: Callable[[], None], *, pause: float = 0) -> None:
        """Search the text, off the interface's thread where that takes time.

        Args:
            query: What is looked for.
            begin: The offset from which on the current match is.
            then: Called when all matches are there, and before that with the first one of a long text.
            pause: Seconds to wait for another query first.
        """
        self._given_up.set()
        self._given_up = Event()
        self._query, self._problem = query, ""
        if not query.regular and len(self._document.text) < QUICK:
            self._take(self._haystack.search(query), begin)
            then()
            return
        self._complete = False
        looking = self._look_aside(query, begin, then, pause, self._given_up)
        self._screen.run_worker(looking, group="search", exclusive=True, exit_on_error=False)

    async def _look_aside(
        self, query: Query, begin: int, then: Callable[[], None], pause: float, given_up: Event
    ) -> None:
        try:
            await asyncio.sleep(pause)
            search = partial(self._haystack.search, query, given_up=given_up.is_set)
            if query.regular:
                matches = await asyncio.to_thread(self._matched, query)
            else:
                first = await asyncio.to_thread(search, begin=begin, most=1)
                if first and pause and not given_up.is_set():
                    self._take(first, begin, complete=False)
                    then()
                matches = await asyncio.to_thread(search)
        except ExpressionError as error:
            matches, self._problem = Matches(), str(error)
        finally:
            over = given_up.is_set()
            given_up.set()  # for the thread, where the worker has been cancelled
        if not over:
            self._take(matches, begin)
            then()

    def _matched(self, query: Query) -> Matches:
        found = Matches()
        for start, end in find(self._document.text, query.words, any_case=query.any_case):
            found.add(start, end)
        return found

    def _take(self, matches: Matches, begin: int, *, complete: bool = True) -> None:
        self._matches, self._complete = matches, complete
        self._current = matches.at_or_after(begin) % len(matches) if matches else -1

    def resume(self, before: Searching) -> None:
        """Look for what was looked for in an earlier version of the document, and leave the page alone."""
        self._history, self._submitted = before._history, before._submitted
        if before._matches:
            self._look(before._query, self._article.position, self._mark)

    # Going through the matches

    def next(self, count: int = 1) -> None:
        """Go to the next match, from the end on to the first."""
        self._step(count)

    def previous(self, count: int = 1) -> None:
        """Go to the match before, from the first on to the last."""
        self._step(-count)

    def here(self) -> None:
        """Go to the next place where the word at the caret, or what is selected, stands."""
        self._look_for_word(1)

    def here_back(self) -> None:
        """Go to the place before."""
        self._look_for_word(-1)

    def go(self, index: int) -> None:
        """Go to a match, as chosen in the list."""
        self._screen.following.jumps.leave()
        self._go(index)
        if self._screen.panels.room == "narrow":
            self._screen.panels.close()

    def _look_for_word(self, step: int) -> None:
        view = self._screen.front
        span = view.selecting.span
        whole = span is None or len(span) == 1
        span = word_at(view.article.document, view.selecting.place) if whole else span
        if span is None or len(span) > LONGEST:
            self._screen.status.say("Fewer words, please." if span else "There is no word here.")
            return
        sought = " ".join(view.article.document.text[span.start : span.end].split())
        view.selecting.clear()
        self._screen.footnote.close()
        self._remember(sought)
        self._submitted = Query(sought, whole=whole, lenient=True)
        self._look(
            self._submitted,
            span.start,
            lambda: self._go(self._current + step) if self._complete else None,
        )

    def _step(self, count: int) -> None:
        if not self._query:
            self._screen.status.say("Nothing has been searched for: press / and type.")
            return
        if not self._complete or not self._matches:
            self._look(self._query, self._article.position, lambda: self._step_on(count))
        else:
            self._step_on(count)

    def _step_on(self, count: int) -> None:
        """Go on from the current match, or from the page where that is elsewhere."""
        here = self._article.position
        near = self._current >= 0 and self._is_visible(self._matches[self._current])
        if near and self._was_shown:
            index = self._current + count
        elif count > 0:
            index = self._matches.at_or_after(here) + count - 1
        else:
            index = self._matches.before(here) + count + 1
        self._go(index)

    def _is_visible(self, match: Span) -> bool:
        return self._article.is_visible(match.start, match.end)

    @property
    def _was_shown(self) -> bool:
        return bool(self._article.painter.layers["matches"])

    def _go(self, index: int) -> None:
        """Go to a match; beyond the last one the first ones follow."""
        around = ""
        if self._matches:
            self._current = index % len(self._matches)
            if index != self._current:
                around = ", on from the beginning" if index > 0 else ", on from the end"
        self._arrive(around)

    def _arrive(self, around: str = "") -> None:
        if not self._complete:
            return
        if self._matches:
            self._show()
            self._screen.page.selecting.reach(self._matches[self._current].start)
            self._screen.panels.results.point(self._current)
        else:
            self._mark()
        self._screen.status.say(f"{self._query} · {self._count()}{around}")

    def _count(self) -> str:
        if self._problem:
            return self._problem
        if not self._complete:
            return "counting…" if self._matches else "searching…"
        total = len(self._matches)
        return f"{self._current + 1:,} of {total:,}" if total else "not found"

    # What is shown

    def clear(self) -> None:
        """Take the marks and the list away; `next` brings them back."""
        self._forget()
        panels = self._screen.panels
        if panels.results.display:
            panels.toggle("results")

    def list_all(self) -> None:
        """Show the list of all matches, or hide it."""
        if self._screen.panels.results.display:
            self._screen.panels.toggle("results")
        elif not self._query:
            self._screen.status.say("Nothing has been searched for: press / and type.")
        elif self._matches and self._complete:
            self._open_list()
        else:
            self._look(self._query, self._article.position, self._open_list)

    def _forget(self) -> None:
        self._given_up.set()
        self._matches, self._complete, self._current = Matches(), True, -1
        self._mark()

    def _show(self) -> None:
        self._mark()
        self._article.show(self._matches[self._current].start)

    def _mark(self) -> None:
        self._article.painter.set_layer("matches", MatchLayer(self._matches, self._current))
        self._fill_list()

    def _open_list(self) -> None:
        if not self._complete:
            return
        panels = self._screen.panels
        self._arrive()
        if self._matches:
            if not panels.results.display:
                panels.toggle("results")
            panels.results.focus()

    def _fill_list(self) -> None:
        panel = self._screen.panels.results
        panel.went, panel.widened = self.go, self._fill_list
        if panel.display and panel.size.width and self._complete:
            self._screen.run_worker(self._list(panel), group="results", exclusive=True, exit_on_error=False)

    async def _list(self, panel: ResultsPanel) -> None:
        from reader.tui.panels.results import rows

        matches = self._matches
        panel.show(matches, await asyncio.to_thread(rows, self._document, matches, panel.size.width))
        panel.point(self._current)


class MatchLayer(Layer):
    """The looks of matches, made when rows are painted: there may be millions.

    Args:
        matches: The matches.
        current: The index of the one that stands out; -1 for none.
    """

    def __init__(self, matches: Matches, current: int) -> None:
        super().__init__()
        self._matches = matches
        self._current = current

    def __bool__(self) -> bool:
        return bool(self._matches)

    def within(self, start: int, end: int) -> list[Look]:
        """The looks that overlap a range, in reading order."""
        looks = []
        for index in self._matches.within(start, end):
            match = self._matches[index]
            looks.append(Look(match.start, match.end, "match"))
            if index == self._current:
                looks.append(Look(match.start, match.end, "match-current"))
        return looks


def word_at(document: Document, offset: int) -> Span | None:
    """The word that holds an offset, or else the next one of its block, or the last.

    Args:
        document: Any document.
        offset: An offset, in code points.
    """
    block = document.leaf_at(offset)
    if block is None:
        return None
    found = [
        word for word in words(document, block) if any(map(str.isalnum, document.text[word.start : word.end]))
    ]
    return next((word for word in found if offset < word.end), found[-1] if found else None)
