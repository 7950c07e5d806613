"""Understanding: the findings of the engine, shown beside the page and on it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from textual.message import Message

from reader.analysis import AnalysisCache, EngineError
from reader.analysis.child import AnalysisChild, Stopped
from reader.analysis.findings import NAME_KINDS, Analysis, Entity, Mention, Quotation
from reader.document import Document
from reader.page.looks import Layer, Look
from reader.tui.article import ArticleView
from reader.tui.panels.entities import EntitiesPanel
from reader.tui.panels.quotes import QuotesPanel

WAITING = "Reading for names and quotes…"


class Progressed(Message):
    """The engine has read a part of the text.

    Attributes:
        part: From 0 to 1.
    """

    def __init__(self, part: float) -> None:
        super().__init__()
        self.part = part


class Understood(Message):
    """The engine has read the whole text.

    Attributes:
        analysis: What it found.
    """

    def __init__(self, analysis: Analysis) -> None:
        super().__init__()
        self.analysis = analysis


class NotUnderstood(Message):
    """The engine could not read the text.

    Attributes:
        reason: One sentence for the reader.
    """

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason


class Understanding:
    """Has the text read by the engine, in a child process, and shows what is found.

    Args:
        document: What is read.
        cache: Where findings are kept from one time to the next.
        article: Where they are marked.
        entities: Where the entities are listed.
        quotes: Where the quotations are listed.
        marks: Whether they are marked at first.
    """

    def __init__(
        self,
        document: Document,
        cache: AnalysisCache,
        article: ArticleView,
        entities: EntitiesPanel,
        quotes: QuotesPanel,
        *,
        marks: bool,
    ) -> None:
        self._document = document
        self._cache = cache
        self._article = article
        self._entities = entities
        self._quotes = quotes
        self._child = AnalysisChild(document)
        self._mention = -1
        self.entity: Entity | None = None
        self.marks = marks
        self.analysis = Analysis()

    # The engine

    def read(self, post: Callable[[Message], object]) -> None:
        """Find, or have found; runs on a thread of its own until it is done or `stop` is called.

        Args:
            post: Takes the messages that tell how it goes.
        """

        def progress(part: float) -> None:
            post(Progressed(part))

        analysis = self._cache.get(self._document)
        if analysis is None:
            try:
                analysis = self._child.run(progress)
            except Stopped:
                return
            except EngineError as error:
                post(NotUnderstood(str(error)))
                return
            with contextlib.suppress(OSError):  # what is not cached is found again the next time
                self._cache.put(self._document, analysis)
        post(Understood(analysis))

    def stop(self) -> None:
        """End the engine at once."""
        self._child.stop()

    # What is shown

    def wait(self, part: float | None = None) -> None:
        """Say in the lists that the engine is reading, and how far it is."""
        words = WAITING if part is None else f"{WAITING} {part:.0%}".replace("%", " %")
        self._entities.wait(words)
        self._quotes.wait(words)

    def fail(self, reason: str) -> None:
        """Say in the lists why there is nothing."""
        self._entities.wait(reason)
        self._quotes.wait("Quotes need the same engine.")

    def show(self, analysis: Analysis) -> None:
        """Fill the lists and mark the page."""
        self.analysis = analysis
        self._entities.show(analysis.entities)
        self._quotes.show(analysis.quotations)
        self._draw()

    def toggle_marks(self) -> None:
        """Mark entities and quotations on the page, or don't."""
        self.marks = not self.marks
        self._draw()

    def go_to_mention(self, entity: Entity) -> str:
        """Mark an entity's mentions and go to the next one; from the last on to the first.

        Returns:
            Where that is: `Kofman · 2 of 3`.
        """
        if entity != self.entity:
            self.entity = entity
            below = [i for i, m in enumerate(entity.mentions) if m.start >= self._article.position]
            self._mention = below[0] if below else 0
        else:
            self._mention = (self._mention + 1) % len(entity.mentions)
        looks = [Look(m.start, m.end, "mention") for m in entity.mentions]
        current = entity.mentions[self._mention]
        looks.append(Look(current.start, current.end, "mention-current"))
        self._article.set_layer("entity", Layer(looks))
        self._article.show(current.start)
        return f"{entity.name} · {self._mention + 1} of {len(entity.mentions)}"

    @property
    def mention(self) -> Mention | None:
        """The mention that was gone to last."""
        return self.entity.mentions[self._mention] if self.entity else None

    def point_out(self, quotation: Quotation) -> None:
        """Mark a quotation on the page, and bring it there."""
        self.entity = None
        self._article.set_layer("entity", Layer([Look(quotation.start, quotation.end, "mention-current")]))
        self._article.show(quotation.start)

    def forget_entity(self) -> None:
        """Mark no entity's mentions any more."""
        self.entity = None
        self._article.set_layer("entity", Layer())

    def _draw(self) -> None:
        looks: list[Look] = []
        if self.marks:
            looks += [
                Look(q.start, q.end, "speech") for q in self.analysis.quotations if q.kind != "indirect"
            ]
            looks += [
                Look(mention.start, mention.end, "entity")
                for entity in self.analysis.entities
                if entity.kind in NAME_KINDS
                for mention in entity.mentions
            ]
        self._article.set_layer("findings", Layer(looks))
