"""The overview: the whole text as a picture, with who is named where, and who speaks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from reader import dispersion
from reader.analysis.findings import Analysis, Entity, EntityKind, Quotation
from reader.page.prose import sentence_at
from reader.page.width import fit
from reader.sanitise import line
from reader.search import finder
from reader.tui.commands.command import Where
from reader.tui.panels.entities import PLURALS
from reader.tui.plot import MARGIN, Plot
from reader.tui.screens.over import Over

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen

WORDS_ROWS = 2
"""Rows for the words of the cell under the cursor."""

MAIN, ALL = "main names", "all names"

View = EntityKind | str


class OverviewScreen(Over):
    """A dispersion plot of the document's names; Esc goes back to the page.

    Args:
        reading: The reading screen.
        analysis: The findings.
    """

    PLACES: ClassVar[tuple[Where, ...]] = ("overview",)

    def __init__(self, reading: ReadingScreen, analysis: Analysis) -> None:
        super().__init__(reading)
        self._analysis = analysis
        self._by_place = False
        self._view: View = MAIN
        self._sought = ""
        self._said: dict[str, list[Quotation]] = {}
        for quotation in analysis.quotations:
            if quotation.speaker:
                self._said.setdefault(quotation.speaker.name, []).append(quotation)
        self.plot = Plot(reading.document, reading.people.place)
        self.words = Static(id="overview-words", markup=False)

    def compose(self) -> ComposeResult:
        """The plot, what is in the cell under the cursor, what the keys do."""
        yield self.plot
        yield self.words
        yield self.prompt
        yield self.footer

    def on_mount(self) -> None:
        """Plot the main names, with the cursor on the entity that was chosen."""
        self.plot.focus()
        self.call_after_refresh(self._begin)
        self.offer()

    def on_resize(self) -> None:
        """Show as many of the main names as there is room for now."""
        if self.plot.entities and self._view == MAIN:
            self._show()

    def _begin(self) -> None:
        self._show()
        chosen = self.reading.understanding.entity
        if chosen in self.plot.entities:
            self.plot.move_to(self.plot.entities.index(chosen), self.plot.column)

    # What is shown

    @property
    def pointed(self) -> Entity | None:
        """The entity that the cursor is on."""
        return self.plot.entity

    @property
    def _views(self) -> list[View]:
        kinds: list[View] = [*dispersion.kinds_of(self._analysis.entities)]
        everything = [ALL] if len(kinds) > 1 and len(self._main()) < len(self._names()) else []
        return [MAIN, *(kinds if len(kinds) > 1 else []), *everything]

    def _names(self) -> list[Entity]:
        return dispersion.ordered(self._analysis.entities, by_place=self._by_place)

    def _main(self) -> list[Entity]:
        """As many of the main entities as there are rows for."""
        names = self._names()
        found: list[Entity] = []
        for number in range(1, len(names) + 1):
            chosen = dispersion.main(names, number)
            rows = sum(2 if each.name in self._said else 1 for each in chosen)
            if found and rows + len(dispersion.kinds_of(chosen)) > self.plot.rows:
                break
            found = chosen
        return found

    def _show(self) -> None:
        names = self._names()
        shown = [each for each in names if each.kind == self._view]
        if self._sought:
            has = finder(self._sought)
            shown = [each for each in names if has(each.name)] or shown
        elif self._view in (MAIN, ALL):
            shown = self._main() if self._view == MAIN else names
        plot = self.plot
        what = PLURALS.get(self._view, self._view.capitalize())
        what = f"“{self._sought}”" if self._sought else what
        of = f" of {len(names)}" if self._view == MAIN and len(shown) < len(names) else ""
        plot.title = f"{line(self.reading.document.title)} · {what}, {len(shown)}{of}"
        plot.status = "the first named first" if self._by_place else "the most named first"
        plot.show(shown, self._said)

    # Commands

    def move(self, motion: str, count: int = 1) -> None:
        """Move the cursor.

        Args:
            motion: Where to.
            count: How many times.
        """
        plot = self.plot
        to: dict[str, Callable[[], tuple[int, int]]] = {
            "left": lambda: (plot.row, plot.column - count),
            "right": lambda: (plot.row, plot.column + count),
            "up": lambda: (plot.row - count, plot.column),
            "down": lambda: (plot.row + count, plot.column),
            "start": lambda: (plot.row, 0),
            "end": lambda: (plot.row, plot.columns - 1),
            "top": lambda: (0, plot.column),
            "bottom": lambda: (len(plot.entities) - 1, plot.column),
            "page-up": lambda: (plot.row - count * plot.rows // 2, plot.column),
            "page-down": lambda: (plot.row + count * plot.rows // 2, plot.column),
        }
        if motion in to:
            plot.move_to(*to[motion]())
        else:
            for _ in range(min(count, plot.columns)):
                plot.move_to_filled(1 if motion == "next" else -1)

    def survey(self, action: str) -> None:
        """Run another of the overview's own commands."""
        match action:
            case "go":
                self._go()
            case "narrow":
                self.ask("Names that have", self._sought, self._narrow)
            case _ if self._sought and action == "leave":
                self._narrow("")
            case "sort":
                self._by_place = not self._by_place
                self._show()
            case "next-kind" | "previous-kind":
                views = self._views
                step = 1 if action == "next-kind" else -1
                at = views.index(self._view) if self._view in views else 0
                self._view = views[(at + step) % len(views)]
                self._show()
            case _:
                self.leave()

    def _narrow(self, words: str) -> None:
        self._sought = words.strip()
        self._show()

    def _go(self) -> None:
        first = self.plot.cell.first
        if first is None:
            self.reading.people.go(self.plot.span)
        else:
            self.reading.people.go(first, self.plot.entity)

    # The cell under the cursor

    def on_plot_pointed(self, event: Plot.Pointed) -> None:
        """Tell what is in the cell; go there when it was clicked again."""
        event.stop()
        if event.again:
            self._go()
            return
        entity, cell = self.plot.entity, self.plot.cell
        if entity is None:
            return
        found = [_counted(len(cell.mentions), "mention")] if cell.mentions else []
        found += [_counted(len(cell.quotations), "quote")] if cell.quotations else []
        section = self.reading.document.section_at(self.plot.span.start)
        parts = [entity.name, self._stretch(), ", ".join(found) or "nothing here"]
        parts += [section.title] if section and section.title != self.reading.document.title else []
        room = max(1, self.size.width - 2 * MARGIN)
        head = fit(line(" · ".join(parts)), room)
        words = fit(line(self._words()), WORDS_ROWS * room - 8)
        self.words.update(Content(f"{head}\n{words}"), layout=False)

    def _stretch(self) -> str:
        characters = max(1, len(self.reading.document.text))
        start = round(100 * self.plot.span.start / characters)
        end = round(100 * self.plot.span.end / characters)
        return f"{start} %" if end <= start else f"{start}–{end} %"

    def _words(self) -> str:
        """What is said in the cell, or the sentence where it is named first."""
        first, document = self.plot.cell.first, self.reading.document
        if isinstance(first, Quotation):
            return first.text
        sentence = sentence_at(document, first.start) if first else None
        return document.text[sentence.start : sentence.end] if sentence else ""


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
