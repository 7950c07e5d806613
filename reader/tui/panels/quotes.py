"""Quotes: who says what, in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from reader.analysis.findings import UNSURE, Quotation
from reader.tui.panels.listing import Item, Line, Listing

WORDS_SHOWN = 200
"""Code points of a quotation that can be seen in the list, at most."""


class QuotesPanel(Listing):
    """The quotations; an item's key is the quotation."""

    def __init__(self) -> None:
        super().__init__("Quotes", id="quotes")
        self._quotations: Sequence[Quotation] = ()
        self.speaker = ""

    def wait(self, words: str) -> None:
        """Say what is being waited for."""
        self.set_items([], empty=words)

    def show(self, quotations: Sequence[Quotation]) -> None:
        """Fill the list."""
        self._quotations = quotations
        self._fill()

    def filter(self, speaker: str) -> None:
        """Show only what one speaker says; everything for an empty name."""
        self.speaker = speaker
        self._fill()

    def said_by(self, speaker: str) -> list[Quotation]:
        """What one speaker says."""
        return [quote for quote in self._quotations if quote.speaker and quote.speaker.name == speaker]

    def follow(self, offset: int) -> None:
        """Put the cursor on the first quotation from an offset on."""
        self.point(next((item.key for item in self.items if self._start(item) >= offset), None))

    @staticmethod
    def _start(item: Item) -> int:
        return item.key.start if isinstance(item.key, Quotation) else -1

    def _fill(self) -> None:
        shown = self.said_by(self.speaker) if self.speaker else self._quotations
        self.title = f"Quotes · {self.speaker}" if self.speaker else "Quotes"
        empty = f"Nothing that {self.speaker} says was found." if self.speaker else "No quotes found."
        self.set_items([_item(quote) for quote in shown], status=str(len(shown) or ""), empty=empty)


def _item(quote: Quotation) -> Item:
    speaker = "Nobody named"
    if quote.speaker:
        speaker = quote.speaker.name + ("" if quote.speaker.confidence >= UNSURE else "?")
    cue = quote.cue.text if quote.cue else ""
    words = " ".join(quote.text[:WORDS_SHOWN].split())
    kind = () if quote.kind == "direct" else ((quote.kind, "faint"),)
    return Item((Line(speaker, ((cue, "quiet"),)), Line(words, kind, "quiet", 4)), quote)
