"""Status: what the footer says – what was done, what can be done now, and where the reader is."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from reader.page.width import fit
from reader.sanitise import line
from reader.tui.actions import extent, offered
from reader.tui.commands.command import Where
from reader.tui.screens.over import Over

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen

WIDEST_PAGE = 12
"""Cells of a printed page's number at most."""

HOURS_FROM = 120
"""Minutes from which on hours are told."""


class Status:
    """The state of the reading screen, told in its footer.

    Args:
        screen: The reading screen.

    Attributes:
        news: What stands before the place as long as it holds: that there is a later version.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self.news = ""
        self._pages = [page.offset for page in screen.document.pages]

    @property
    def places(self) -> list[Where]:
        """What is active, the most particular first."""
        screen = self._screen
        listing = screen.panels.focused
        if listing and listing.id in ("contents", "notes", "entities", "quotes"):
            name: Where = listing.id  # type: ignore[assignment]
            return [name, "list", "anywhere"]
        if listing:
            return ["list", "anywhere"]
        if screen.selecting.selection:
            return ["selection", "page", "anywhere"]
        if screen.annotating.chosen:
            return ["highlight", "page", "anywhere"]
        if screen.footnote.view:
            return ["note", "page", "anywhere"]
        return ["page", "anywhere"]

    def say(self, words: str) -> None:
        """Tell quietly what was done, in the footer that is seen."""
        seen = self._screen.app.screen
        footer = seen.footer if isinstance(seen, Over) else self._screen.footer
        footer.say(words)

    def note(self, words: str) -> None:
        """Tell something that is good to know, for a while."""
        self._screen.app.notify(line(words), markup=False, timeout=8)

    def warn(self, words: str) -> None:
        """Tell what went wrong, so that it is seen."""
        self._screen.app.notify(line(words), severity="error", markup=False, timeout=12)

    def show(self) -> None:
        """Show what can be done now, and where the reader is."""
        screen = self._screen
        if not screen.is_mounted:
            return
        places = self.places
        if pending := screen.keys.pending:
            choices = screen.keys.choices(places)
            begun = pending.lstrip("0123456789")
            screen.footer.offer([c for c in choices if c.label], lead=f"{pending} …", begun=begun)
        elif span := screen.selecting.span:
            lead = extent(screen.document.text[span.start : span.end])
            more = next((each for each in screen.commands if each.id == "palette"), None)
            screen.footer.offer(offered(screen.commands, "selection"), lead=lead, more=more)
        elif places[0] == "highlight":
            chosen = screen.annotating.chosen
            screen.footer.offer(offered(screen.commands, "highlight"), lead=screen.annotating.told(chosen))
        elif places[0] == "note":
            screen.footer.offer(offered(screen.commands, "note"), lead="a note")
        elif "list" in places:
            mine = [] if places[0] == "list" else offered(screen.commands, places[0])
            lead = screen.notes.told if places[0] == "notes" else ""
            screen.footer.offer([*offered(screen.commands, "list"), *mine], lead=lead)
        else:
            screen.footer.offer([])
        self.show_place()

    def show_place(self) -> None:
        """Show where the reader is."""
        if self._screen.panels.alone:
            self._screen.footer.place("")
            return
        article = self._screen.article
        progress = article.progress
        left = time_left(self._screen.timing.minutes_left())
        page = self._printed_page(article.position)
        parts = (self.news, f"{progress:.0%}".replace("%", " %"), page, left, "? keys")
        self._screen.footer.place(" · ".join(filter(None, parts)))

    def _printed_page(self, offset: int) -> str:
        """The printed page that holds an offset: `page 12`; nothing where that is unknown."""
        index = bisect_right(self._pages, offset) - 1
        if index < 0:
            return ""
        return f"page {fit(line(self._screen.document.pages[index].name), WIDEST_PAGE)}"


def time_left(minutes: float) -> str:
    """How long the rest takes to read, in words; nothing where there is no rest."""
    if minutes <= 0:
        return ""
    if minutes < 1:
        return "less than a minute left"
    number, unit = (round(minutes), "minute") if minutes < HOURS_FROM else (round(minutes / 60), "hour")
    return f"{number} {unit}{'' if number == 1 else 's'} left"
