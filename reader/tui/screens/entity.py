"""An entity's page: its names, its words, its company, the reader's notes on it, and every mention."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical

from reader.analysis.findings import Mention, Quotation
from reader.annotation import Annotation
from reader.document import Span
from reader.dossier import Companion, Dossier
from reader.exchange.citation import cited
from reader.page.prose import sentence_at
from reader.tui.commands.command import Command, Where
from reader.tui.panels.dossier import DossierPanel
from reader.tui.panels.listing import Listing
from reader.tui.screens.over import Over

if TYPE_CHECKING:
    from reader.tui.screens.reading import ReadingScreen


class EntityScreen(Over):
    """An entity's page; Esc goes back to where it was opened.

    Args:
        reading: The reading screen.
        dossier: What there is on the entity.
        whole: Whether the engine has read the whole text.
    """

    PLACES: ClassVar[tuple[Where, ...]] = ("entity-page", "list")

    def __init__(self, reading: ReadingScreen, dossier: Dossier, *, whole: bool) -> None:
        super().__init__(reading)
        self._dossier = dossier
        self._whole = whole
        self.listing = DossierPanel(reading.document, dossier, reading.people.place)

    def compose(self) -> ComposeResult:
        """The list, and what the keys do."""
        with Vertical(id="entity"):
            yield self.listing
        yield self.prompt
        yield self.footer

    def on_mount(self) -> None:
        """Give the list the keys."""
        self.listing.focus()
        self.offer("" if self._whole else "so far")

    def hints(self) -> list[Command]:
        """All but opening the page, which Enter does too."""
        return [each for each in super().hints() if each.id != "open-entity"]

    @property
    def pointed(self) -> object:
        """Of a companion the entity; else what the row stands for."""
        current = self.listing.current
        return current.entity if isinstance(current, Companion) else current

    def turn(self, action: str) -> None:
        """Run one of the page's own commands."""
        match action:
            case "next-section":
                self.listing.to_section(1)
            case "previous-section":
                self.listing.to_section(-1)
            case "copy-row":
                self._copy()
            case "narrow-page":
                self._narrow()
            case _ if self.listing.sought:
                self.listing.narrow("")
            case _:
                self.leave()

    def _narrow(self) -> None:
        self.ask("Rows that have", self.listing.sought, self.listing.narrow)

    def on_listing_chosen(self, event: Listing.Chosen) -> None:
        """Go to a row's place in the text; of a companion open the page."""
        event.stop()
        key = event.key
        if isinstance(key, Companion):
            self.reading.people.show(key.entity)
        elif isinstance(key, Annotation) and key.orphan:
            self.footer.say("The passage of this note is no longer in the text.")
        else:
            self.reading.people.go(key, self._dossier.entity)

    def _copy(self) -> None:
        """Copy what the row stands for: the words said, the sentence, the note."""
        text, words = self.reading.document.text, ""
        match self.listing.current:
            case Quotation() as quote:
                speaker = quote.speaker.name if quote.speaker else ""
                place = Span(quote.start, quote.end)
                words = cited(self.reading.document, quote.text, place, speaker)
            case Annotation() as annotation:
                words = "\n\n".join(filter(None, (annotation.target.exact, annotation.note)))
            case Companion() as companion:
                words = text[companion.place.start : companion.place.end]
            case Mention() as mention:
                sentence = sentence_at(self.reading.document, mention.start)
                words = text[sentence.start : sentence.end] if sentence else mention.text
        if words:
            count = len(words.split())
            self.reading.copying.put(words, f"{count} {'word' if count == 1 else 'words'}")
