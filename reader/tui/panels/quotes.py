"""Quotes: who says what, in reading order or speaker by speaker."""

from __future__ import annotations

from collections.abc import Sequence

from reader.analysis.findings import UNSURE, Quotation, QuotationKind
from reader.tui.panels.listing import Item, Line
from reader.tui.panels.unfolding import Unfolding

NOBODY = "Nobody named"
"""Who says what no rule found a speaker of."""

KINDS: tuple[QuotationKind, ...] = ("direct", "mixed", "indirect")


class QuotesPanel(Unfolding):
    """The quotations; an item's key is the quotation."""

    def __init__(self) -> None:
        super().__init__("Quotes", id="quotes")
        self._quotations: Sequence[Quotation] = ()
        self.speaker = ""
        self.kind: QuotationKind | None = None
        self.by_speaker = False

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

    def regroup(self) -> bool:
        """List speaker by speaker, or in reading order again.

        Returns:
            Whether it is speaker by speaker now.
        """
        self.by_speaker = not self.by_speaker
        self._fill()
        self._keep_in_sight()
        return self.by_speaker

    def next_kind(self) -> QuotationKind | None:
        """Show only the next kind of which there is any; after the last, all.

        Returns:
            The kind that is shown now; None for all.
        """
        present = [kind for kind in KINDS if any(quote.kind == kind for quote in self._quotations)]
        ring = [None, *present]
        self.kind = ring[(ring.index(self.kind) + 1) % len(ring)] if self.kind in ring else None
        self._fill()
        return self.kind

    def follow(self, offset: int) -> None:
        """Put the cursor on the first quotation that ends after an offset."""
        following = (each for each in self._shown() if each.end > offset)
        self.point(min(following, key=lambda each: each.start, default=None))

    def _shown(self) -> list[Quotation]:
        quotations = self.said_by(self.speaker) if self.speaker else self._quotations
        return [quote for quote in quotations if self.kind in (None, quote.kind)]

    def _fill(self) -> None:
        shown = self._shown()
        self.title = " · ".join(filter(None, ("Quotes", self.speaker, self.kind)))
        empty = f"Nothing that {self.speaker} says was found." if self.speaker else "No quotes found."
        grouped = self.by_speaker and not self.speaker
        items = _grouped(shown) if grouped else [_item(quote) for quote in shown]
        self.set_items(items, status=str(len(shown) or ""), empty=empty)


def _grouped(quotations: Sequence[Quotation]) -> list[Item]:
    """The quotations under their speakers' names, the most quoted first, those of nobody last."""
    groups: dict[str, list[Quotation]] = {}
    for quote in quotations:
        groups.setdefault(quote.speaker.name if quote.speaker else "", []).append(quote)
    items: list[Item] = []
    for name in sorted(groups, key=lambda each: (not each, -len(groups[each]))):
        gap = (Line(""),) if items else ()
        count = (str(len(groups[name])), "quiet")
        items.append(Item((*gap, Line(name or NOBODY, (count,), "heading", 0))))
        items += [_item(quote, named=False) for quote in groups[name]]
    return items


def _item(quote: Quotation, *, named: bool = True) -> Item:
    sure = quote.speaker is None or quote.speaker.confidence >= UNSURE
    cue = quote.cue.text if quote.cue else ""
    words = " ".join(quote.text.split())
    kind = () if quote.kind == "direct" else ((quote.kind, "faint"),)
    if not named:
        return Item((Line(words, ((cue + ("" if sure else "?"), "quiet"),)),), quote)
    name = quote.speaker.name if quote.speaker else NOBODY
    speaker = Line(name if sure else f"{name}?", ((cue, "quiet"),))
    return Item((speaker, Line(words, kind, "quiet", 4)), quote)
