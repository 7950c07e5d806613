"""Searching in the text as the reader types."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from textual.timer import Timer

from reader.document import Span
from reader.page.looks import Layer, Look
from reader.search import find_all
from reader.tui.article import ArticleView
from reader.tui.bars import Footer, Prompt

QUICK = 300_000
"""Code points of a text that can be searched at every key without being felt."""

PAUSE = 0.15
"""Seconds after a key until a longer text is searched."""


class Searching:
    """The matches of the last search, and the way through them.

    Args:
        article: What is searched.
        prompt: Where the words are asked for.
        footer: Where the count is told.
        went: Called with the offset of a match that was gone to.
    """

    def __init__(
        self, article: ArticleView, prompt: Prompt, footer: Footer, went: Callable[[int], None]
    ) -> None:
        self._went = went
        self._timer: Timer | None = None
        self._article = article
        self._prompt = prompt
        self._footer = footer
        self._matches: list[Span] = []
        self._current = -1
        self._begun_at = 0
        self._last_query = ""

    def ask(self) -> None:
        """Ask for words; matches show while they are typed, and Esc goes back."""
        self._begun_at = self._article.top
        self._prompt.ask(Prompt.Question("/", self._submit, "", self._type, self._cancel))

    def next(self, count: int = 1) -> None:
        """Go to the next match, from the end on to the first."""
        self._step(count)

    def previous(self, count: int = 1) -> None:
        """Go to the match before, from the first on to the last."""
        self._step(-count)

    def clear(self) -> None:
        """Forget the matches."""
        self._matches = []
        self._current = -1
        self._show()

    def _type(self, query: str) -> None:
        if self._timer:
            self._timer.stop()
        if len(self._article.document.text) < QUICK:
            self._find(query)
        else:
            self._timer = self._article.set_timer(PAUSE, lambda: self._find(query))

    def _find(self, query: str) -> None:
        self._matches = find_all(self._article.document.text, query)
        starts = [match.start for match in self._matches]
        here = self._article.layout_.offset_at(self._begun_at, 0)
        self._current = bisect_left(starts, here) % len(starts) if starts else -1
        self._show()
        if not starts:
            self._article.go_to_row(self._begun_at)
        self._prompt.tell(f"/ {self._count()}" if query.strip() else "/")

    def _submit(self, query: str) -> None:
        if self._timer:
            self._timer.stop()
        if query.strip():
            self._find(query)
            self._last_query = query.strip()
            self._arrive()
            self._footer.say(f"{self._last_query} · {self._count()}")
        elif self._last_query:
            self._step(1)

    def _cancel(self) -> None:
        if self._timer:
            self._timer.stop()
        self.clear()
        self._article.go_to_row(self._begun_at)

    def _step(self, count: int) -> None:
        if not self._matches and self._last_query:
            self._matches = find_all(self._article.document.text, self._last_query)
            starts = [match.start for match in self._matches]
            here = self._article.position
            self._current = bisect_right(starts, here) - 1 if count > 0 else bisect_left(starts, here)
        if not self._matches:
            self._footer.say("Nothing has been searched for: press / and type.")
            return
        before = self._current
        self._current = (before + count) % len(self._matches)
        around = (before + count) // len(self._matches)
        self._show()
        self._arrive()
        self._footer.say(f"{self._last_query} · {self._count()}" + (", once round" if around else ""))

    def _arrive(self) -> None:
        if self._matches:
            self._went(self._matches[self._current].start)

    def _count(self) -> str:
        total = len(self._matches)
        return f"{self._current + 1} of {total}" if total else "not found"

    def _show(self) -> None:
        looks = [Look(match.start, match.end, "match") for match in self._matches]
        if self._matches:
            current = self._matches[self._current]
            looks.append(Look(current.start, current.end, "match-current"))
        self._article.painter.set_layer("matches", Layer(looks))
        if self._matches:
            self._article.show(self._matches[self._current].start)
