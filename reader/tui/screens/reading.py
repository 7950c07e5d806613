"""The reading screen: the page, what stands beside it, and the keys."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.events import Key
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from reader.analysis import AnalysisCache
from reader.config import Config, Folders
from reader.document import Document
from reader.glimpse import left_at
from reader.page.typography import chosen
from reader.tui.annotating import Annotating
from reader.tui.article import ArticleView
from reader.tui.bars import Footer, Header, Prompt
from reader.tui.commands.own import all_commands
from reader.tui.footnote import Footnote
from reader.tui.keeper import Keeper
from reader.tui.keeping import Keeping
from reader.tui.keymap import remapped
from reader.tui.keys import Call, KeyReader, named
from reader.tui.panels.contents import ContentsPanel
from reader.tui.panels.listing import Listing
from reader.tui.part import part
from reader.tui.selecting import Selecting
from reader.tui.sides import Sides
from reader.tui.status import Status
from reader.tui.understanding import Understanding
from reader.tui.view import View
from reader.tui.visiting import OnTheWay

if TYPE_CHECKING:
    from reader.library import Record
    from reader.tui.appearance import Appearance
    from reader.tui.choosing import Choosing
    from reader.tui.colouring import Colouring
    from reader.tui.copying import Copying
    from reader.tui.cursor import Cursor
    from reader.tui.documents import Documents
    from reader.tui.enclosing import Enclosing
    from reader.tui.escaping import Escaping
    from reader.tui.exporting import Exporting
    from reader.tui.filtering import Filtering
    from reader.tui.following import Following
    from reader.tui.going import Going
    from reader.tui.guide import Guide
    from reader.tui.letters import Letters
    from reader.tui.lookup import Lookup
    from reader.tui.margin import Margin
    from reader.tui.mending import Mending
    from reader.tui.noting import Noting
    from reader.tui.outlining import Outlining
    from reader.tui.people import People
    from reader.tui.picking import Picking
    from reader.tui.pictures import Pictures
    from reader.tui.program import Program
    from reader.tui.rapid import Rapid
    from reader.tui.reloading import Reloading
    from reader.tui.searching import Searching
    from reader.tui.seeking import Seeking
    from reader.tui.stops import Stops
    from reader.tui.tagging import Tagging
    from reader.tui.timing import Timing


MOST_NOTICES = 3
"""Notices that are shown when a document is opened."""


class ReadingScreen(Screen[None]):
    """One document, read and annotated.

    Args:
        document: What is read.
        keeper: The library.
        entered: The document's record, as soon as the library has it.
        folders: Where findings are cached.
        config: The reader's choices.
        place: The name of the place in the document to begin at, if any.
    """

    AUTO_FOCUS = "#article"

    appearance: Appearance = part("reader.tui.appearance", "Appearance")
    choosing: Choosing = part("reader.tui.choosing", "Choosing")
    colouring: Colouring = part("reader.tui.colouring", "Colouring")
    copying: Copying = part("reader.tui.copying", "Copying")
    cursor: Cursor = part("reader.tui.cursor", "Cursor")
    documents: Documents = part("reader.tui.documents", "Documents")
    enclosing: Enclosing = part("reader.tui.enclosing", "Enclosing")
    escaping: Escaping = part("reader.tui.escaping", "Escaping")
    exporting: Exporting = part("reader.tui.exporting", "Exporting")
    filtering: Filtering = part("reader.tui.filtering", "Filtering")
    following: Following = part("reader.tui.following", "Following")
    going: Going = part("reader.tui.going", "Going")
    guide: Guide = part("reader.tui.guide", "Guide")
    letters: Letters = part("reader.tui.letters", "Letters")
    lookup: Lookup = part("reader.tui.lookup", "Lookup")
    margin: Margin = part("reader.tui.margin", "Margin")
    mending: Mending = part("reader.tui.mending", "Mending")
    noting: Noting = part("reader.tui.noting", "Noting")
    outlining: Outlining = part("reader.tui.outlining", "Outlining")
    people: People = part("reader.tui.people", "People")
    picking: Picking = part("reader.tui.picking", "Picking")
    pictures: Pictures = part("reader.tui.pictures", "Pictures")
    program: Program = part("reader.tui.program", "Program")
    rapid: Rapid = part("reader.tui.rapid", "Rapid")
    reloading: Reloading = part("reader.tui.reloading", "Reloading")
    searching: Searching = part("reader.tui.searching", "Searching")
    seeking: Seeking = part("reader.tui.seeking", "Seeking")
    stops: Stops = part("reader.tui.stops", "Stops")
    tagging: Tagging = part("reader.tui.tagging", "Tagging")
    timing: Timing = part("reader.tui.timing", "Timing")

    def __init__(
        self,
        document: Document,
        keeper: Keeper,
        entered: Future[Record],
        folders: Folders,
        config: Config,
        place: str = "",
    ) -> None:
        super().__init__()
        self.document = document
        self.keeper = keeper
        self.commands = remapped(config.keys, all_commands(config.commands, config.colours))[0]
        self.keys = KeyReader(self.commands)
        self.article = ArticleView(
            document,
            config.measure,
            typography=chosen(config),
            spread=config.spread,
            margin=config.margin,
        )
        self.page = View(self.article, self._selection_changed)
        self.footnote = Footnote(self.page, self._selection_changed)
        self.article.begin_at(left_at(folders.data, document), 0)
        self.folders, self.config = folders, config
        self._place = place
        self.status = Status(self)
        self.keeping = Keeping(self, keeper, entered)
        self.panels = Sides(self.article, config, self.status.show)
        self.notes, self.quotes = self.panels.notes, self.panels.quotes
        self.footer = Footer()
        self.prompt = Prompt(self.footer)
        self.annotating = Annotating(self)
        self.understanding = Understanding(
            document,
            AnalysisCache(folders.cache),
            self.article,
            self.panels.entities,
            self.panels.quotes,
            marks=config.marks,
            mend=lambda analysis: self.mending.mend(analysis),
            shown=self._follow,
        )

    def compose(self) -> ComposeResult:
        """Header, page and lists, footer."""
        yield Header(self.document)
        yield self.panels
        yield self.footnote
        yield self.prompt
        yield self.footer

    @property
    def front(self) -> View:
        """What lies in front: a footnote, or the page."""
        return self.footnote.view or self.page

    @property
    def selecting(self) -> Selecting:
        """The selection in what lies in front."""
        return self.front.selecting

    def on_mount(self) -> None:
        """Begin to read, and go to where the reader left, or to the place that was asked for."""
        self.set_class(self.config.highlights == "underline", "underlined")
        for notice in self.document.notices[:MOST_NOTICES]:
            self.status.note(notice)
        if self._place:
            self.call_after_refresh(self.following.arrive, self._place)
        for begin in (self.pictures.begin, self.outlining.begin, self.reloading.begin):
            self.call_after_refresh(begin)
        self.app.theme_changed_signal.subscribe(
            self, lambda _theme: self.call_after_refresh(self.pictures.follow)
        )
        if self.config.guide:
            self.call_after_refresh(self.guide.offer)
        self.understanding.wait()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """Ask the library and the engine, now that the page is on the screen."""
        self.keeper.begin()
        self.run_worker(self.keeping.enter(), group="library", exit_on_error=False)
        reading = partial(self.understanding.read, self.call_later, self.keeping.left_at)
        self.run_worker(reading, thread=True, group="engine", exit_on_error=False)

    async def leave(self) -> None:
        """Keep the place, and end what runs."""
        self.following.visiting.stop()
        self.pictures.stop()
        self.understanding.stop()
        self.keeper.submit(lambda _: self.timing.keep())
        await self.keeping.remember()

    def on_unmount(self) -> None:
        """End the engine, however the screen came to its end, and hear of themes no more."""
        self.app.theme_changed_signal.unsubscribe(self)  # what hears of them is never let go of
        self.understanding.stop()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Tell of what nobody foresaw, instead of going on in silence."""
        if event.state == WorkerState.ERROR:
            self.status.warn(f"Something went wrong in Reader itself: {event.worker.error!r}.")
            if event.worker.group == "engine":
                self.understanding.fail("Names and quotes can't be shown.")

    # Keys

    def on_key(self, event: Key) -> None:
        """Take a key, unless it is being typed into the prompt."""
        if self.prompt.is_open:
            return
        event.stop()
        event.prevent_default()
        if any(part.feed(named(event)) for part in (self.following, self.letters, self.seeking)):
            return
        call = self.keys.feed(named(event), self.status.places)
        self.status.say("")
        self.status.show()
        if call:
            self.run(call)

    def run(self, call: Call) -> None:
        """Run a command."""
        command = call.command
        if command.jumps and self.front is self.page:
            self.following.jumps.leave()
        arguments: list[object] = [] if command.argument is None else [command.argument]
        if command.counted:
            arguments.append(call.count)
        attrgetter(command.action)(self)(*arguments)
        self.guide.ran(command.id)

    def on_footer_pressed(self, event: Footer.Pressed) -> None:
        """Run the command of a hint."""
        self.keys.clear()
        self.status.show()
        self.run(Call(event.command))

    def _selection_changed(self) -> None:
        if self.selecting.selection:
            self.annotating.choose(None)
        self.following.point_out()
        self._follow()
        self.status.show()

    # What the parts tell

    def on_article_view_scrolled(self, event: ArticleView.Scrolled) -> None:
        """Let the lists follow the page, and keep the place when it rests."""
        self.following.moved()
        if event.article is not self.article:
            self.footnote.tell_rest()
            return
        self.footnote.close()
        self.timing.follow()
        self.appearance.follow()
        self.margin.follow()
        self.colouring.follow()
        self.pictures.follow()
        self._follow()
        self.panels.follow()
        self.status.show_place()
        self.keeping.rest()

    def on_article_view_clicked(self, event: ArticleView.Clicked) -> None:
        """Follow the link or choose the highlight that was clicked, or let go of everything."""
        self.following.leave()
        self.letters.leave()
        if event.article is self.article and self.footnote.close():
            return
        event.article.focus()
        links = event.exact and self.selecting.selection is None
        self.selecting.clear()
        self.choosing.open_at(event.offset, links=links)

    def on_article_view_aside_clicked(self, event: ArticleView.AsideClicked) -> None:
        """Choose what a note in the margin was written to."""
        self.selecting.clear()
        event.article.focus()
        self.annotating.choose(self.annotating.known(event.key))

    def on_article_view_dragged(self, event: ArticleView.Dragged) -> None:
        """Select as the mouse is drawn."""
        if event.article is self.article:
            self.footnote.close()
        self.selecting.drag(event.anchor, event.head, event.unit)

    def on_on_the_way(self, event: OnTheWay) -> None:
        """Show how far another document is."""
        if not event.given_up.is_set():
            self.status.say(event.words)

    def on_contents_panel_folded(self, event: ContentsPanel.Folded) -> None:
        """Keep what is folded in Contents."""
        self.outlining.keep(event.names)

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Go to what was chosen in a list."""
        self.choosing.go_to(event.key)

    def on_descendant_focus(self) -> None:
        """Show what the keys mean now; a footnote goes when a list gets them."""
        if self.panels.focused:
            self.footnote.close()
        self.status.show()

    def on_resize(self) -> None:
        """Take the footnote away, as its reference is elsewhere now."""
        self.footnote.close()

    def _follow(self) -> None:
        """Let the lists follow the reading, once there is something in them."""
        if self.understanding.raw:
            self.people.follow()
