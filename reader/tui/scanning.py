"""Scanning: a text is looked through for a query, beside the interface where that takes time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from threading import Event
from typing import TYPE_CHECKING

from reader.expressions import ExpressionError, find
from reader.search import Haystack, Matches, Query

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen

QUICK = 200_000
"""Code points of a text that can be searched at every key without being felt: some milliseconds."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search has found so far.

    Attributes:
        matches: The matches.
        complete: Whether these are all of them.
        problem: What is wrong with the query; empty for nothing.
    """

    matches: Matches = field(default_factory=Matches)
    complete: bool = True
    problem: str = ""


Take = Callable[[Found], None]


class Scanning:
    """The scan of a document's text; a new one ends the one before.

    Args:
        screen: The reading screen, whose document it is.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._text = screen.article.document.text
        self._given_up = Event()

    @cached_property
    def _haystack(self) -> Haystack:
        return Haystack(self._text)

    def scan(self, query: Query, begin: int, take: Take, *, pause: float = 0) -> None:
        """Look for all matches: at once where that is quick, else off the interface's thread.

        Args:
            query: What is looked for.
            begin: The offset from which on the match is that is wanted first.
            take: Called when all matches are there, and after a pause before that with the first one.
            pause: Seconds to wait for another query before a scan that takes time.
        """
        self.stop()
        if not query.regular and len(self._text) < QUICK:
            take(Found(self._haystack.search(query)))
            return
        self._given_up = Event()
        scan = partial(self._aside, query, begin, take, pause, self._given_up)
        run = self._screen.run_worker  # not given a coroutine, which a later scan may end before it begins
        run(scan, group="search", exclusive=True, exit_on_error=False)  # type: ignore[arg-type]

    def stop(self) -> None:
        """Give up a scan that is on its way: nothing is taken of it any more."""
        self._given_up.set()

    async def _aside(self, query: Query, begin: int, take: Take, pause: float, given_up: Event) -> None:
        try:
            await asyncio.sleep(pause)
            if query.regular:
                found = Found(await asyncio.to_thread(self._matched, query))
            else:
                search = partial(self._haystack.search, query, given_up=given_up.is_set)
                first = await asyncio.to_thread(search, begin=begin, most=1)
                if first and pause and not given_up.is_set():
                    take(Found(first, complete=False))
                found = Found(await asyncio.to_thread(search))
        except ExpressionError as error:
            found = Found(problem=str(error))
        finally:
            over = given_up.is_set()
            given_up.set()  # for the thread, where the worker has been cancelled
        if not over:
            take(found)

    def _matched(self, query: Query) -> Matches:
        matches = Matches()
        for start, end in find(self._text, query.words, any_case=query.any_case):
            matches.add(start, end)
        return matches
