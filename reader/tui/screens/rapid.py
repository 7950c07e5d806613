"""Word by word: the text in one place of the screen, at the reader's own pace."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.events import Click, MouseScrollDown, MouseScrollUp
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from reader.analysis.findings import NAME_KINDS
from reader.document import Span
from reader.page.prose import sentence_at
from reader.page.rapid import INSTEAD, PACES, Flash, Stream, due, recognised_at
from reader.page.width import cells, drawn, fit, wrap
from reader.places import over
from reader.sanitise import clean, line
from reader.tui.commands.command import Command, Where
from reader.tui.preferred import Preferred
from reader.tui.screens.over import Over
from reader.tui.status import time_left

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen

MEASURE = 64
"""Cells of the lines of the sentence that is shown in a pause."""

START = 0.8
"""Seconds before the first word gives way, so that the eye finds it."""

PAUSED = {"rapid-pause": "go on"}
"""What commands are called in a pause, where that is something else."""

MARGIN = 2
"""Cells kept free at both sides."""

ROLES = ("word", "point", "entity", "speech", "guide", "quiet", "faint", "here")


class RapidView(Widget, can_focus=True):
    """One word, between two signs that show where to look; in a pause, also its sentence.

    Args:
        look: Tells how the words of a range look: `entity`, `speech` or `word`.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"rapid--{role}" for role in ROLES}

    def __init__(self, look: Callable[[Flash], str]) -> None:
        super().__init__(id="rapid")
        self._look = look
        self.flash: Flash | None = None
        self.head = self.foot = ""
        self.sentence: tuple[str, int, int] | None = None

    @property
    def column(self) -> int:
        """Where the letter stands on which the eye rests."""
        return self.size.width * 2 // 5

    @property
    def _row(self) -> int:
        return max(2, self.size.height * 2 // 5)

    def render_line(self, y: int) -> Strip:
        """The strip of a row."""
        row, below = self._row, y - self._row - 4
        if y == row:
            return self._word()
        if y in (row - 1, row + 1):
            return self._strip((" " * self.column, ""), ("╷" if y < row else "╵", "guide"))
        if y == 1:
            return self._centred(self.head, "faint")
        if y == self.size.height - 1:
            return self._centred(self.foot, "quiet")
        return (
            self._sentence(below)
            if self.sentence and 0 <= below < self.size.height - row - 6
            else self._strip()
        )

    def _word(self) -> Strip:
        if self.flash is None:
            return self._strip()
        text = drawn(clean(self.flash.text))
        point = recognised_at(text)
        role = self._look(self.flash)
        before, letter, after = text[: point.start], text[point.start : point.end], text[point.end :]
        left = max(0, self.column - cells(before))
        return self._strip((" " * left, ""), (before, role), (letter, "point"), (after, role))

    def _sentence(self, row: int) -> Strip:
        assert self.sentence
        text, start, end = self.sentence
        width = max(10, min(MEASURE, self.size.width - 2 * MARGIN))
        cuts = [0, *wrap(text, width), len(text)]
        if row >= len(cuts) - 1:
            return self._strip()
        first, last = cuts[row], cuts[row + 1]
        parts = (
            (text[first : max(first, min(start, last))], "quiet"),
            (text[max(first, start) : max(first, min(end, last))] if start < last else "", "here"),
            (text[min(last, max(first, end)) : last].rstrip(), "quiet"),
        )
        left = max(0, (self.size.width - width) // 2)
        return self._strip((" " * left, ""), *parts)

    def _centred(self, words: str, role: str) -> Strip:
        words = fit(line(words), max(0, self.size.width - 2 * MARGIN))
        return self._strip((" " * ((self.size.width - cells(words)) // 2), ""), (words, role))

    def _strip(self, *parts: tuple[str, str]) -> Strip:
        segments = [Segment(text, self._style(role)) for text, role in parts if text]
        return Strip(segments).adjust_cell_length(self.size.width, self._style(""))

    def _style(self, role: str) -> Style:
        style = self.rich_style
        return style + self.get_component_rich_style(f"rapid--{role}", partial=True) if role else style


class RapidScreen(Over):
    """Shows a document word by word; Esc goes to the page, where the reader got to.

    Args:
        reading: The reading screen.
        start: The offset to begin at.
    """

    PLACES: ClassVar[tuple[Where, ...]] = ("rapid",)

    def __init__(self, reading: ReadingScreen, start: int) -> None:
        super().__init__(reading)
        self._stream = Stream(reading.document)
        self._start = start
        self._timer: Timer | None = None
        self._due = 0.0
        wanted = reading.rapid.pace or reading.timing.pace.words_a_minute
        self._pace = max(PACES[0], min(round(wanted / PACES.step) * PACES.step, PACES[-1]))
        self._beat = 0.0
        analysis = reading.understanding.analysis if reading.understanding.marks else None
        names = [each for each in analysis.entities if each.kind in NAME_KINDS] if analysis else []
        self._mentions = sorted((m for each in names for m in each.mentions), key=attrgetter("start"))
        said = analysis.quotations if analysis else ()
        self._speech = sorted((q for q in said if q.kind != "indirect"), key=attrgetter("start"))
        self.view = RapidView(self._look_of)

    def compose(self) -> ComposeResult:
        """The word, what the keys do."""
        yield self.view
        yield self.prompt
        yield self.footer

    def on_mount(self) -> None:
        """Begin to read."""
        self.view.focus()
        self._show(self._stream.at(self._start))
        self._play(START)

    def on_screen_suspend(self) -> None:
        """Pause while something lies over the screen."""
        self._pause()

    @property
    def plays(self) -> bool:
        """Whether words follow each other."""
        return self._timer is not None

    # Commands

    def hints(self) -> list[Command]:
        """The commands that the footer offers, in the words of what they do now."""
        found = super().hints()
        return found if self.plays else [replace(e, label=PAUSED.get(e.id, e.label)) for e in found]

    def act(self, action: str, count: int = 1) -> None:
        """Run a command.

        Args:
            action: Its name.
            count: How often.
        """
        at = self.view.flash.start if self.view.flash else self._start
        match action:
            case "pause":
                self._pause() if self.plays else self._play()
            case "back":
                self._go(self._stream.back(at, count))
            case "forward":
                self._go(self._stream.forward(at, count))
            case "faster":
                self._change_pace(count)
            case "slower":
                self._change_pace(-count)
            case _:
                self._pause()
                self.leave()
                self.reading.article.focus()
                self.reading.selecting.reach(at)

    def on_click(self, event: Click) -> None:
        """Pause, and go on, by a click on the page."""
        if event.widget is self.view:
            self.act("pause")

    def on_mouse_scroll_down(self, _event: MouseScrollDown) -> None:
        """Go on by a sentence."""
        self.act("forward")

    def on_mouse_scroll_up(self, _event: MouseScrollUp) -> None:
        """Go back by a sentence."""
        self.act("back")

    def _change_pace(self, steps: int) -> None:
        self._pace = max(PACES[0], min(self._pace + steps * PACES.step, PACES[-1]))
        self._beat = 0.0
        self.reading.rapid.pace = self._pace
        self.post_message(Preferred(rapid_pace=self._pace))
        self._show(self.view.flash)

    # Time

    def _play(self, more: float = 0.0) -> None:
        """Let words follow each other, the one that is shown for some seconds more than usual."""
        if self.view.flash and self._stream.after(self.view.flash):
            self._due = time.monotonic() + more + self._seconds(self.view.flash)
            self._wait()
            self._show(self.view.flash)

    def _pause(self) -> None:
        if self._timer:
            self._timer.stop()
            self._timer = None
            self._show(self.view.flash)
            self._take_along()

    def _wait(self) -> None:
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(max(0.001, self._due - time.monotonic()), self._next)

    def _next(self) -> None:
        """Show the next word."""
        before, flash = self.view.flash, None
        if before:
            flash = self._stream.after(before)
        if before is None or flash is None:
            self._pause()
            self.footer.say("This is the end.")
            return
        self._due = due(self._due, time.monotonic(), self._seconds(flash))
        document = self.reading.document
        if document.leaf_index_at(before.start) != document.leaf_index_at(flash.start):
            self._take_along()
        self._wait()
        self._show(flash)

    def _seconds(self, flash: Flash) -> float:
        self._beat = self._beat or self._stream.beat(flash.start, self._pace)
        return flash.beats * self._beat

    # What is shown

    def _go(self, flash: Flash | None) -> None:
        self._show(flash)
        if flash and self.plays:
            self._due = time.monotonic() + self._seconds(flash)
            self._wait()

    def _show(self, flash: Flash | None) -> None:
        view, document = self.view, self.reading.document
        view.flash = flash
        at = flash.start if flash else 0
        part = at / max(1, len(document.text))
        section = document.section_at(at)
        view.head = section.title if section else document.title
        left = time_left(self._words * (1 - part) / self._pace)
        parts = (f"{self._pace} words a minute", f"{part:.0%}".replace("%", " %"), left)
        view.foot = " · ".join(filter(None, parts))
        view.sentence = None if self.plays or flash is None else self._sentence_of(flash)
        view.refresh()
        self.offer("" if self.plays else "paused")

    def _sentence_of(self, flash: Flash) -> tuple[str, int, int] | None:
        """The sentence of a word, and where in it the word stands; None for what is no sentence."""
        document = self.reading.document
        span = sentence_at(document, flash.start)
        if span is None or flash.text in INSTEAD.values():
            return None
        text = drawn(clean(document.text[span.start : span.end].replace("\n", " ")))
        return text, flash.start - span.start, flash.end - span.start

    @property
    def _words(self) -> int:
        return self.reading.timing.words

    def _look_of(self, flash: Flash) -> str:
        place = Span(flash.start, flash.end)
        if over(place, self._mentions):
            return "entity"
        return "speech" if over(place, self._speech) else "word"

    def _take_along(self) -> None:
        """Bring the page to where the reader is; at what pace it moves then is not measured."""
        if self.view.flash:
            self.reading.timing.begin_anew()
            self.reading.article.show(self.view.flash.start)
