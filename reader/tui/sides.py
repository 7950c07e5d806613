"""The sides: which lists stand beside the page, and which of them has the keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from textual.app import ComposeResult
from textual.containers import Horizontal

from reader.config import Config
from reader.tui.article import ArticleView
from reader.tui.panels.contents import ContentsPanel
from reader.tui.panels.entities import EntitiesPanel
from reader.tui.panels.filtered import Filtered
from reader.tui.panels.notes import NotesPanel
from reader.tui.panels.quotes import QuotesPanel
from reader.tui.panels.results import ResultsPanel
from reader.tui.preferred import Preferred
from reader.tui.side import Side

WIDE = 120
"""Columns from which on both sides have room beside the page."""

ROOMY = 160
"""Columns from which on the lists are wider."""

ROOMIER = 184
"""Columns from which on they are wider beside a page with notes in its margin."""

NARROW = 80
"""Columns below which a list lies over the page."""

GIVE_WAY = {"entities", "quotes"}
"""The lists that are not shown as long as the results of a search stand in their place."""

Room = Literal["wide", "middling", "narrow"]


class Sides(Horizontal):
    """The page with the lists beside it.

    Args:
        article: The page.
        config: The reader's choices.
        changed: Called when a list has come, gone, or got the keys.
    """

    def __init__(self, article: ArticleView, config: Config, changed: Callable[[], None]) -> None:
        super().__init__(id="sides")
        document = article.document
        self.article = article
        self.contents = ContentsPanel(document)
        self.notes = NotesPanel(document, config.colours, changed)
        self.entities = EntitiesPanel(len(document.text))
        self.quotes = QuotesPanel()
        self.results = ResultsPanel(document)
        self.left = Side("left", self.contents, self.notes, width=config.left_width)
        self.right = Side("right", self.entities, self.quotes, self.results, width=config.right_width)
        self._swapped = config.swapped
        self._changed = changed
        self._wide = {"contents", "notes", "entities", "quotes"}
        self._single = ""
        self.alone = False

    @property
    def listings(self) -> dict[str, Filtered]:
        """The lists by name, in the order in which they get the keys."""
        listings: tuple[Filtered, ...] = (
            *(self.contents, self.notes, self.entities, self.quotes),
            self.results,
        )
        return {str(listing.id): listing for listing in listings}

    @property
    def focused(self) -> Filtered | None:
        """The list that has the keys, if one has: beside the page, or of a screen that lies over it."""
        focused = self.app.focused
        return focused if isinstance(focused, Filtered) else None

    def compose(self) -> ComposeResult:
        """The lists on both sides of the page."""
        pair = (self.left, self.right)
        first, last = reversed(pair) if self._swapped else pair
        yield first
        yield self.article
        yield last

    def on_mount(self) -> None:
        """Show what there is room for."""
        self.show_wanted()

    def on_resize(self) -> None:
        """Show what there is room for."""
        self.show_wanted()

    @property
    def room(self) -> Room:
        """How much room the screen has."""
        width = self.app.size.width
        return "wide" if width >= WIDE else "middling" if width >= NARROW else "narrow"

    def show_wanted(self) -> None:
        """Show the lists that are wanted and have room."""
        shown = self._wide if self.room == "wide" else {self._single}
        if "results" in shown:
            shown = shown - GIVE_WAY
        if self.alone:
            shown = set()
        for name, listing in self.listings.items():
            listing.display = name in shown
        left, right = self.left, self.right
        left.display = bool(shown & {"contents", "notes"})
        right.display = bool(shown - {"contents", "notes", ""})
        for side in (left, right):
            side.set_class((side is left) != self._swapped, "before")
            side.set_class(self.room == "narrow", "over")
            side.fit()
            side.set_class(self.app.size.width >= (ROOMIER if self.article.annotated else ROOMY), "roomy")
        focused = self.focused
        if focused and not focused.display:
            self.article.focus()
        self._changed()

    def resume(self, before: Sides) -> None:
        """Show the lists that another screen shows, filtered as there. To be called before any is shown."""
        self._wide, self._single, self.alone = set(before._wide), before._single, before.alone
        for name, listing in self.listings.items():
            listing.sought = before.listings[name].sought

    def follow(self) -> None:
        """Let the lists follow the page; Notes and the results not while the reader moves in them."""
        article = self.article
        self.contents.follow(article.layout_.offset_at(article.top + article.columns.height // 3, 0))
        for listing in (self.notes, self.results):
            if not listing.has_focus:
                listing.follow(article.position)
        self.entities.follow(article.top / max(1, article.layout_.height))

    def leave_alone(self, alone: bool) -> None:
        """Show the page without lists, or with those that are wanted."""
        self.alone = alone
        self.show_wanted()

    # Commands

    def swap(self) -> bool:
        """Let the lists on the left and those on the right change places.

        Returns:
            Whether they are now where they were not at first.
        """
        self._swapped = not self._swapped
        first, last = (self.right, self.left) if self._swapped else (self.left, self.right)
        self.move_child(first, before=self.article)
        self.move_child(last, after=self.article)
        self.screen.post_message(Preferred(swapped=self._swapped))
        self.show_wanted()
        return self._swapped

    def widen(self, count: int = 1) -> None:
        """Make the lists wider on the side that has the keys, else on the right."""
        focused = self.focused
        side = focused.parent if focused and isinstance(focused.parent, Side) else self.right
        side.widen(count)

    def narrow(self, count: int = 1) -> None:
        """Make them narrower."""
        self.widen(-count)

    def toggle(self, name: str) -> None:
        """Show a list, or hide it; where there is room for one only, it takes the other's place."""
        listing = self.listings[name]
        if self.room == "wide":
            if name in GIVE_WAY and self.results.display:
                self._wide -= {"results", name}
            self._wide ^= {name}
        else:
            self._single = "" if self._single == name else name
        if listing.has_focus:
            self.article.focus()
        self.show_wanted()
        if listing.display and self.room != "wide":
            listing.focus()

    def close(self) -> bool:
        """Leave what was begun in the list that has the keys; or give them back to the page.

        A list that lies over the page is taken away.

        Returns:
            Whether there was anything to do.
        """
        if self.focused and self.focused.leave():
            return True
        over = self.room == "narrow" and bool(self._single)
        if self.focused is None and not over:
            return False
        self.article.focus()
        if over:
            self._single = ""
            self.show_wanted()
        return True

    def next(self) -> None:
        """Give the keys to the next list that is shown, after the last to the page."""
        self._pass_on(1)

    def previous(self) -> None:
        """Give the keys to the list before."""
        self._pass_on(-1)

    def _pass_on(self, step: int) -> None:
        ring = [self.article, *(each for each in self.listings.values() if each.display)]
        if len(ring) == 1 and self.room != "wide":
            self.toggle("entities")
            return
        focused = self.focused or self.article
        at = ring.index(focused) if focused in ring else 0  # a list that is being hidden is not in it
        ring[(at + step) % len(ring)].focus()
