"""Searching: the matches of a search in the text, and the way through them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.page.looks import Layer, Look
from reader.page.prose import named_at
from reader.search import Matches, Query
from reader.tui.asking import Asking
from reader.tui.commands.command import with_keys
from reader.tui.scanning import Found, Scanning

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen

LONGEST = 500
"""Code points of a selection that is searched for at most."""

NOTHING_SOUGHT = "Nothing has been searched for: press {search} and type."


class Searching:
    """The matches of the last search, and the way through them.

    Args:
        screen: The reading screen.

    Attributes:
        asking: Asks for the words.
        query: What is looked for.
        found: What has been found of it so far.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._article = screen.article
        self._scanning = Scanning(screen)
        self._current = -1
        self.asking = Asking(screen, self)
        self.query = Query("")
        self.found = Found()
        screen.panels.results.went = self.go

    # Looking

    def look(self, query: Query, begin: int, then: Callable[[], None], *, pause: float = 0) -> None:
        """Search the text, off the interface's thread where that takes time.

        Args:
            query: What is looked for.
            begin: The offset from which on the current match is.
            then: Called when all matches are there, and after a pause before that with the first one.
            pause: Seconds to wait for another query first, where the search takes time.
        """

        def take(found: Found) -> None:
            matches = found.matches
            self.found = found
            self._current = matches.at_or_after(begin) % len(matches) if matches else -1
            then()

        self.query = query
        self.found = replace(self.found, complete=False, problem="")
        self._scanning.scan(query, begin, take, pause=pause)

    def resume(self, before: Searching) -> None:
        """Look for what was looked for in an earlier version of the document, and leave the page alone."""
        self.asking.resume(before.asking)
        if before.found.matches:
            self.look(before.query, self._article.position, self._mark)

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
        document = view.article.document
        span = view.selecting.span
        whole = span is None or len(span) == 1
        span = named_at(document, view.selecting.place) if whole else span
        if span is None or len(span) > LONGEST:
            self._screen.status.say("Fewer words, please." if span else "There is no word here.")
            return
        sought = " ".join(document.text[span.start : span.end].split())
        view.selecting.clear()
        self._screen.footnote.close()
        query = Query(sought, whole=whole, lenient=True)
        self.asking.accept(sought, query)
        self.look(query, span.start, lambda: self._go(self._current + step))

    def _step(self, count: int) -> None:
        if not self.query:
            self._screen.status.say(with_keys(NOTHING_SOUGHT, self._screen.commands))
        elif self.found.complete and self.found.matches:
            self._step_on(count)
        else:
            self.look(self.query, self._article.position, lambda: self._step_on(count))

    def _step_on(self, count: int) -> None:
        """Go on from the current match, or from the page where that is elsewhere."""
        matches, here = self.found.matches, self._article.position
        current = matches[self._current] if self._current >= 0 else None
        shown = self._article.painter.layers["matches"]
        if current and shown and self._article.is_visible(current.start, current.end):
            index = self._current + count
        elif count > 0:
            index = matches.at_or_after(here) + count - 1
        else:
            index = matches.before(here) + count + 1
        self._go(index)

    def _go(self, index: int) -> None:
        """Go to a match; beyond the last one the first ones follow."""
        around = ""
        if total := len(self.found.matches):
            self._current = index % total
            if index != self._current:
                around = ", on from the beginning" if index > 0 else ", on from the end"
        self.arrive(around)

    def arrive(self, around: str = "") -> None:
        """Go to the current match once all are there, and tell which one it is.

        Args:
            around: What is told besides.
        """
        if not self.found.complete:
            return
        if self.show():
            self._screen.page.selecting.reach(self.found.matches[self._current].start)
        self._screen.status.say(f"{self.query} · {self.count}{around}")

    @property
    def count(self) -> str:
        """Which match is the current one, of how many; or why there is none."""
        found = self.found
        if found.problem:
            return found.problem
        if not found.complete:
            return "counting…" if found.matches else "searching…"
        total = len(found.matches)
        return f"{self._current + 1:,} of {total:,}" if total else "not found"

    # What is shown

    def show(self) -> bool:
        """Mark the matches, and bring the current one in sight.

        Returns:
            Whether there is any.
        """
        self._mark()
        if self.found.matches:
            self._article.show(self.found.matches[self._current].start)
        return bool(self.found.matches)

    def clear(self) -> None:
        """Take the marks and the list away; `next` brings them back."""
        self.forget()
        self._toggle_list(shown=False)

    def forget(self) -> None:
        """Take the marks away, and end a search that is on its way."""
        self._scanning.stop()
        self.found, self._current = Found(), -1
        self._mark()

    def list_all(self) -> None:
        """Show the list of all matches, or hide it."""
        if self._screen.panels.results.display:
            self._toggle_list(shown=False)
        elif not self.query:
            self._screen.status.say(with_keys(NOTHING_SOUGHT, self._screen.commands))
        elif self.found.matches and self.found.complete:
            self.open_list()
        else:
            self.look(self.query, self._article.position, self.open_list)

    def open_list(self) -> None:
        """Go to the current match once all are there, and show the list of them."""
        self.arrive()
        if self.found.complete and self.found.matches:
            self._toggle_list(shown=True)
            self._screen.panels.results.focus()

    def _toggle_list(self, *, shown: bool) -> None:
        panels = self._screen.panels
        if panels.results.display != shown:
            panels.toggle("results")

    def _mark(self) -> None:
        self._article.painter.set_layer("matches", MatchLayer(self.found.matches, self._current))
        if self.found.complete:
            self._screen.panels.results.show(self.found.matches, self._current)


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
